"""A pack in another language: a table by stable ids, nothing written is ever lost, a pack made from it."""

import pytest
import yaml

from coach.authoring.starter import make_pack
from coach.authoring.translating import (
    TranslateError,
    table_path,
    table_problems,
    texts_of,
    translate_into,
    update_table,
)
from coach.cli.pack import run
from coach.content.packs import read_pack

SAYS = "excuse/boss-decides/says/1"
ORIGINAL = "The boss decides about payments. I can't do anything."
GERMAN = 'Der Chef entscheidet: "alles". Ich kann nichts tun.'


@pytest.fixture
def folder(tmp_path):
    make_pack(tmp_path / "our-debtors")
    return tmp_path / "our-debtors"


def table(folder):
    return yaml.safe_load(table_path(folder, "de").read_text())


def translate(folder, key, words):
    path = table_path(folder, "de")
    made = table(folder)
    made["texts"][key]["translation"] = words
    path.write_text(yaml.safe_dump(made, allow_unicode=True, sort_keys=False))


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_every_text_people_read_or_say_is_in_the_table_and_nothing_else(folder):
    texts = texts_of(folder)
    for key in (
        "pack/title", "pack/speaker/position", SAYS, "excuse/boss-decides/key_points/name/point",
        "excuse/next-month/key_points/part_now/phrasings/1", "excuse/next-month/responses/3",
        "excuse/boss-decides/examples/1/answer", "call/first-call/title", "call/first-call/cast/desk/position",
        "call/first-call/findings/hour/asks/1", "call/first-call/turns/desk/routes/1/says/1",
        "call/first-call/outcomes/refused", "plays/first-call/1/lines/1/say",
    ):  # fmt: skip
        assert key in texts, key
    said = set(texts.values())
    assert not said & {
        "evasive",
        "trade",
        "boss-decides",
        "GBP 2,400",
        "INV-1001",
        "desk",
        "refused",
    }


def test_a_translation_stays_beside_its_original_through_every_update(folder):
    count = update_table(folder, "de")
    assert (count.missing, count.changed) == (count.texts, 0)
    translate(folder, SAYS, GERMAN)
    assert update_table(folder, "de").missing == count.texts - 1
    assert table(folder)["texts"][SAYS] == {"original": ORIGINAL, "translation": GERMAN}


def test_a_text_that_moved_keeps_its_translation(folder):
    update_table(folder, "de")
    translate(folder, SAYS, GERMAN)
    edit(folder / "excuses" / "excuses.yaml", "  says:  ", "  says:\n    - A new first line.  #")
    update_table(folder, "de")
    texts = table(folder)["texts"]
    assert texts["excuse/boss-decides/says/2"]["translation"] == GERMAN
    assert texts[SAYS] == {"original": "A new first line.", "translation": ""}


def test_a_changed_original_is_marked_and_its_translation_kept(folder):
    update_table(folder, "de")
    translate(folder, SAYS, GERMAN)
    edit(folder / "excuses" / "excuses.yaml", ORIGINAL, "Himself decides.")
    assert update_table(folder, "de").changed == 1
    assert table(folder)["texts"][SAYS] == {
        "original": "Himself decides.", "was": ORIGINAL, "translation": GERMAN,
    }  # fmt: skip
    assert update_table(folder, "de").changed == 1


def test_a_translation_whose_text_went_away_is_kept_and_comes_back_with_it(folder):
    update_table(folder, "de")
    translate(folder, "pack/about", "Ausreden unserer Schuldner.")
    about = "about: Excuses that our own debtors use, and the answers our house wants.\n"
    edit(folder / "pack.yaml", about, "")
    update_table(folder, "de")
    assert table(folder)["unused"]["pack/about"]["translation"] == "Ausreden unserer Schuldner."
    edit(folder / "pack.yaml", "language: en", about + "language: en")
    update_table(folder, "de")
    assert table(folder)["texts"]["pack/about"]["translation"] == "Ausreden unserer Schuldner."
    assert "unused" not in table(folder)


def test_the_pack_made_from_it_has_the_same_ids_and_the_other_words(folder, tmp_path):
    update_table(folder, "de")
    translate(folder, SAYS, GERMAN)
    translate(folder, "call/first-call/outcomes/refused", "Kein Tag, kein Geld.")
    count = translate_into(folder, "de", tmp_path / "unsere")
    assert count.missing == count.texts - 2
    mine, other = read_pack(folder).library, read_pack(tmp_path / "unsere").library
    assert (other.pack.id, other.pack.language) == ("unsere", "de")
    assert other.excuses["boss-decides"].says[0] == GERMAN
    assert other.calls["first-call"].outcomes["refused"] == "Kein Tag, kein Geld."
    assert list(other.excuses) == list(mine.excuses)
    assert other.excuses["boss-decides"].weights == mine.excuses["boss-decides"].weights
    assert [turn.routes[0].when for turn in other.calls["first-call"].turns] == [
        turn.routes[0].when for turn in mine.calls["first-call"].turns
    ]
    assert other.plays.keys() == mine.plays.keys()
    assert {p.code for p in read_pack(tmp_path / "unsere").problems} == {"language-limits"}


def test_it_is_made_anew_but_never_over_anything_else(folder, tmp_path):
    update_table(folder, "de")
    target = tmp_path / "unsere"
    translate_into(folder, "de", target)
    translate(folder, SAYS, GERMAN)
    translate_into(folder, "de", target)
    assert read_pack(target).library.excuses["boss-decides"].says[0] == GERMAN
    make_pack(tmp_path / "other")
    before = (tmp_path / "other" / "pack.yaml").read_bytes()
    with pytest.raises(TranslateError, match="there already"):
        translate_into(folder, "de", tmp_path / "other")
    assert (tmp_path / "other" / "pack.yaml").read_bytes() == before


def test_the_check_says_what_is_missing_and_which_placeholder_was_lost(folder):
    update_table(folder, "de")
    translate(
        folder, "excuse/boss-decides/key_points/amount/phrasings/1", "Ich brauche das am Freitag."
    )
    found = {problem.code: problem for problem in table_problems(folder)}
    assert found["not-translated"].severity == "hint"
    assert "amount" in found["lost-placeholder"].message
    assert found["lost-placeholder"].line > 1
    table_path(folder, "de").write_text("language: de\npack: x\ntext: {}\n")
    assert [problem.code for problem in table_problems(folder)] == ["unknown-field"]


@pytest.mark.parametrize(
    ("language", "told"), [("Deutsch", "no language tag"), ("en-GB", "in English already")]
)
def test_what_is_no_other_language_is_refused(folder, language, told):
    with pytest.raises(TranslateError, match=told):
        update_table(folder, language)


def test_a_damaged_table_is_left_alone(folder):
    update_table(folder, "de")
    path = table_path(folder, "de")
    path.write_text("texts: [\n")
    with pytest.raises(TranslateError, match="Mend the table first"):
        update_table(folder, "de")
    assert path.read_text() == "texts: [\n"


def test_the_command_says_0_1_or_2(folder, home, tmp_path, capsys):
    assert run(["translate", str(folder), "de", "--into", str(tmp_path / "x")]) == 2
    assert "makes one" in capsys.readouterr().err
    assert run(["translate", str(folder), "de"]) == 0
    assert "0 translated" in capsys.readouterr().out
    assert run(["translate", str(folder), "de", "--into", str(tmp_path / "x")]) == 1
    assert run(["translate", str(tmp_path), "de"]) == 2
