"""`coach pack add` appends a valid entry and leaves everything else as it stands."""

import shutil

import pytest

from coach.authoring.adding import AddError, add_call, add_excuse, add_script
from coach.authoring.starter import make_pack
from coach.content.books import read_book
from coach.content.packs import read_pack
from coach.library import load
from coach.practice import scorer_for
from coach.practice.rehearsal import rehearse_play


@pytest.fixture
def folder(packs, tmp_path):
    shutil.copytree(packs / "corner-shop", tmp_path / "corner-shop")
    (tmp_path / "corner-shop" / "excuses" / "excuses.yaml").write_text("# my own remarks\n")
    return tmp_path / "corner-shop"


def answers(*given):
    left = list(given)

    def ask(_, usual):
        return left.pop(0) or usual

    ask.left = left
    return ask


EXCUSE = (
    "The safe is locked", "My partner has the key: sorry", "No key, no money", "", "", "process", "", "A transfer on a day.",
    "counter 0.5 commitment 0.5",
    "Asks who has the key", "Who has the key?", "Where is the key?", "", "Asks for a transfer", "Send it by transfer", "Use the bank instead", "", "",
    "Who has the key, and when? A transfer needs none: 1,240 on Friday.", "Then by transfer on Friday at noon.", "The bank has no safe: 1,240 today.", "",
    "Who has it? A transfer needs no key: 1,240 on Friday.", "", "",
)  # fmt: skip


def test_an_excuse_is_added_and_comments_stay(folder):
    path = add_excuse(folder, answers(*EXCUSE))
    text = path.read_text()
    assert text.startswith("# my own remarks\n")
    excuse = read_pack(folder).library.excuses["safe-locked"]
    assert excuse.says[1] == "My partner has the key: sorry"
    assert [point.id for point in excuse.key_points] == ["asks-has-key", "asks-transfer"]
    assert [list(example.band) for example in excuse.examples] == [[3, 4], [0, 1]]
    assert "  weights: {counter: 0.5, commitment: 0.5}\n" in text


@pytest.mark.parametrize(
    ("place", "wrong", "told"),
    [
        (0, "", "Something is needed"),
        (4, "Safe Locked", "small letters"),
        (5, "proces", "Did you mean `process`"),
        (6, "evasiv", "Did you mean `evasive`"),
        (8, "counter", "not understood"),
        (8, "counter 0.5 commitment 0.6", "sum to 1.1"),
        (8, "counter 1", "two to four"),
        (8, "charm 0.5 tone 0.5", "not understood"),
    ],
)
def test_a_wrong_answer_is_asked_again_and_nothing_typed_is_lost(folder, place, wrong, told):
    given = [*EXCUSE[:place], wrong, *EXCUSE[place:]]
    asked = []

    def ask(question, usual):
        asked.append(question)
        return given.pop(0) or usual

    add_excuse(folder, ask)
    assert any(told in question for question in asked)
    assert given == []
    assert "safe-locked" in read_pack(folder).library.excuses


def test_the_usual_second_key_point_is_taken_with_enter(folder):
    add_excuse(folder, answers(*EXCUSE[:13], "", *EXCUSE[16:]))
    point = read_pack(folder).library.excuses["safe-locked"].key_points[1]
    assert point.point == "Names the sum and the day it is wanted"
    assert len(point.phrasings) == 4


def test_input_that_never_fits_ends_and_changes_nothing(folder):
    path = folder / "excuses" / "excuses.yaml"
    before = path.read_text()
    with pytest.raises(AddError, match="Nothing was added"):
        add_excuse(folder, lambda *_: "%%")
    assert path.read_text() == before


def test_an_excuse_added_twice_has_an_id_of_its_own(folder):
    add_excuse(folder, answers(*EXCUSE))
    add_excuse(folder, answers(*EXCUSE))
    assert {"safe-locked", "safe-locked-2"} <= set(read_pack(folder).library.excuses)


def test_a_call_is_added_in_a_file_of_its_own(folder):
    add_excuse(folder, answers(*EXCUSE))
    path = add_call(folder, answers("A second try", "", "", "", "", "", "", "", "", "", "", ""))
    assert path.name == "second-try.yaml"
    call = read_pack(folder).library.calls["second-try"]
    assert [turn.excuse for turn in call.turns] == ["boss-decides"]


def test_a_call_leads_from_excuse_to_excuse_and_has_its_play_scripts(tmp_path):
    folder = tmp_path / "our-debtors"
    make_pack(folder)
    asked = answers("All in one call", "next-month", "nobody", "boss-decides", "Mr Lin")
    add_call(
        folder, lambda question, usual: asked(question, usual) if asked.left else usual, scorer_for
    )
    reading = read_pack(folder)
    assert reading.problems == []
    call = reading.library.calls["all-one-call"]
    assert [turn.excuse for turn in call.turns] == ["next-month", "boss-decides"]
    assert call.turns[0].routes[1].go == "boss-decides"
    plays = {play.name: play for play in reading.library.plays["all-one-call"]}
    assert list(plays) == ["good path", "weak path", "breaks conduct"]
    assert plays["good path"].lines[1].turn == "boss-decides"
    assert plays["breaks conduct"].outcome == "complaint"
    shelf = load(folder)
    for play in plays.values():
        assert not rehearse_play(
            shelf, reading.library, call, play, scorer_for(reading.library)
        ).faults


def test_a_call_needs_excuses(folder):
    shutil.rmtree(folder / "excuses")
    shutil.rmtree(folder / "calls")
    with pytest.raises(AddError, match="Add an excuse first"):
        add_call(folder, answers("Title"))


def test_a_script_is_added_to_a_book_before_what_follows(tmp_path):
    book = tmp_path / "own.yaml"
    book.write_text(
        "id: own\nversion: 1.0.0\ntitle: Own\nlicence: MIT\nscripts:\n  - id: one\n    title: One\n    channel: call\n    stage: firm\n    text: One.\n# advice comes last\nadvice: []\n"
    )
    add_script(book, answers("Two", "second-one", "call", "firm", "Two, on Friday."))
    reading = read_book(book)
    assert [script.id for script in reading.book.scripts] == ["one", "second-one"]
    assert "# advice comes last" in book.read_text()


def test_a_folder_that_is_no_pack_is_told(tmp_path):
    with pytest.raises(AddError, match="coach pack new"):
        add_excuse(tmp_path, answers())
