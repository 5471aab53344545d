import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.lookup.meaning import by_first, meanings, name_of, phrase
from coach.lookup.words import split, stem, stems


@pytest.mark.parametrize(
    "forms",
    [
        "pay paid paying payment payments pays",
        "check cheque cheques checks",
        "authorise authorised authorize authorizing",
        "cancel cancelled canceled cancelling",
        "promise promised promises promising",
        "signature signatory",
        "deliver delivered delivery deliveries",
        "favour favor favours",
        "dispute disputed disputes",
    ],
)
def test_the_forms_and_spellings_of_a_word_share_a_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("note", "not"), ("fired", "fire"), ("goods", "good"), ("call", "care"), ("less", "let")],
)
def test_words_of_different_meaning_keep_different_stems(one, other):
    assert stem(one) != stem(other)


def test_contractions_are_written_out_and_quotation_marks_made_plain():
    assert split("I can’t — he’s “away”, won't pay…") == [
        "i", "can", "not", "he", "away", "will", "not", "pay",
    ]  # fmt: skip


def test_scripts_without_spaces_come_out_as_single_characters():
    assert split("老板不在") == ["老", "板", "不", "在"]


@given(st.text(max_size=80))
def test_any_text_is_split_into_words_without_blanks(text):
    assert all(word and " " not in word for word in stems(text))


def test_a_phrase_is_known_with_light_words_between_its_own():
    table = by_first({"not-in": ["out of office"], "approve": ["sign off"]})

    def found(text):
        return {name for _, _, name in meanings(stems(text), lambda word: table.get(word, ()))}

    assert found("she must sign it off") == {name_of("approve")}
    assert found("he is out of the office") == {name_of("not-in")}
    assert found("off she went to sign") == set()


def test_a_phrase_of_light_words_alone_keeps_them():
    assert phrase("it is done")
    assert phrase("not me") == ("not", "me")


@pytest.mark.parametrize(
    ("hurried", "meant"),
    [
        ("ill pay on friday", "i pay on friday"),
        ("ok ill send it", "okay i send it"),
        ("ill petrol bomb you", "i petrol bomb you"),
        ("my wife is ill", "my wife is ill"),
        ("ill and in hospital", "ill and in hospital"),
        ("ill", "ill"),
        ("hes not here", "he not here"),
    ],
)
def test_a_missing_apostrophe_makes_nobody_ill(hurried, meant):
    assert split(hurried) == meant.split()
