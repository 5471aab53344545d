import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    "query",
    [
        "the boss has the final say",
        "final say boss",
        "director has to approve",
        "my manger signs evrything",
        "let us ring him together",
        "boss decides",
        "supervisor",
    ],
)
def test_an_entry_is_found_by_what_was_said_by_synonym_typo_order_and_answer(find, query):
    assert find(query)[:1] == ["corner/boss-decides"]


@pytest.mark.parametrize("query", ["we are broke", "the account's empty", "no cash", "skint"])
def test_an_entry_is_found_by_its_meaning_in_other_words(find, query):
    assert find(query)[:1] == ["corner/no-money"]


def test_a_script_is_found_by_its_tag(find):
    assert find("gratitude") == ["texts/thanks"]


@pytest.mark.parametrize(
    "query",
    ["zebra crossing", "weather in london", "fjdkslaj qwpo", "", "   ", "???", "the of and"],
)
def test_what_has_nothing_to_do_with_debts_finds_nothing(find, query):
    assert find(query) == []


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ({"channel": "sms"}, ["texts/thanks"]),
        ({"channel": "letter"}, []),
        ({"stage": "settled"}, ["texts/thanks"]),
        ({"market": "consumer"}, ["texts/thanks"]),
        ({"jurisdiction": "us-ma"}, ["texts/thanks"]),
        ({"kind": "excuse"}, []),
    ],
)
def test_filters_leave_out_what_does_not_fit(find, named, found):
    assert find("thanks the money has arrived", **named)[:1] == found


def test_the_last_word_may_be_unfinished_while_one_types(find):
    assert find("the bos", typing=True)[:1] == ["corner/boss-decides"]
    assert find("final sa", typing=True)[:1] == ["corner/boss-decides"]


def test_an_entry_that_is_liked_moves_up_past_a_near_rival(find):
    plain = find("pay", limit=9)
    if len(plain) > 1:
        assert find("pay", limit=9, liked={plain[1]: 0.5})[0] == plain[1]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=200))
def test_no_query_breaks_the_search(find, query):
    assert isinstance(find(query, typing=True), list)


def test_a_very_long_query_is_still_answered(find):
    assert find("boss final say " + "word " * 5000)[:1] in ([], ["corner/boss-decides"])
