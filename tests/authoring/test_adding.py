"""`coach pack add` appends a valid entry and leaves everything else as it stands."""

import shutil

import pytest

from coach.authoring.adding import AddError, add_call, add_excuse, add_script
from coach.content.books import read_book
from coach.content.packs import read_pack


@pytest.fixture
def folder(packs, tmp_path):
    shutil.copytree(packs / "corner-shop", tmp_path / "corner-shop")
    (tmp_path / "corner-shop" / "excuses" / "excuses.yaml").write_text("# my own remarks\n")
    return tmp_path / "corner-shop"


def answers(*given):
    left = list(given)
    return lambda _, usual: left.pop(0) or usual


EXCUSE = (
    "The safe is locked", "My partner has the key: sorry", "No key, no money", "", "safe locked", "counter 0.5 commitment 0.5",
    "Asks who has the key", "Who has the key?", "Where is the key?", "", "Asks for a transfer", "Send it by transfer", "Use the bank instead", "",
    "process", "", "A transfer on a day.", "Who has the key, and when? A transfer needs none: 1,240 on Friday.", "Then by transfer on Friday at noon.", "The bank has no safe: 1,240 today.", "",
)  # fmt: skip


def test_an_excuse_is_added_and_comments_stay(folder):
    path = add_excuse(folder, answers(*EXCUSE))
    text = path.read_text()
    assert text.startswith("# my own remarks\n")
    library = read_pack(folder).library
    assert library.excuses["safe-locked"].says[1] == "My partner has the key: sorry"


def test_a_wrong_answer_changes_nothing(folder):
    path = folder / "excuses" / "excuses.yaml"
    before = path.read_text()
    wrong = [*EXCUSE]
    wrong[14] = "proces"
    with pytest.raises(AddError, match="Did you mean `process`"):
        add_excuse(folder, answers(*wrong))
    assert path.read_text() == before


def test_a_call_is_added_in_a_file_of_its_own(folder):
    path = add_call(folder, answers("A second try", "", "", "no-money", "", "", "", "", "", ""))
    assert path.name == "a-second-try.yaml"
    assert "a-second-try" in read_pack(folder).library.calls


def test_a_script_is_added_to_a_book_before_what_follows(tmp_path):
    book = tmp_path / "own.yaml"
    book.write_text(
        "id: own\nversion: 1.0.0\ntitle: Own\nlicence: MIT\nscripts:\n  - id: one\n    title: One\n    channel: call\n    stage: firm\n    text: One.\n# advice comes last\nadvice: []\n"
    )
    add_script(book, answers("second one", "Two", "call", "firm", "Two, on Friday."))
    reading = read_book(book)
    assert [script.id for script in reading.book.scripts] == ["one", "second-one"]
    assert "# advice comes last" in book.read_text()


def test_a_folder_that_is_no_pack_is_told(tmp_path):
    with pytest.raises(AddError, match="coach pack new"):
        add_excuse(tmp_path, answers())
