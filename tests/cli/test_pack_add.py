"""`coach pack add` at a terminal: an interruption loses nothing that was typed."""

import io
import sys

import pytest

from coach.authoring.starter import make_pack
from coach.cli.pack import run
from coach.content.packs import read_pack

ANSWERS = [
    "The safe is locked", "My partner has the key", "No key, no money", "", "safe-locked", "process", "", "A transfer on a day.", "",
    "Asks who has the key", "Who has the key?", "Where is the key?", "", "", "",
    "Who has the key, and when? A transfer needs none.", "Then by transfer on Friday.", "The bank has no safe.", "", "", "", "",
]  # fmt: skip


class Terminal(io.StringIO):
    """What a person types: lines, and then perhaps Ctrl-C."""

    def __init__(self, lines, *, stopped=False):
        super().__init__("".join(line + "\n" for line in lines))
        self._stopped = stopped

    def isatty(self):
        return True

    def readline(self, *_):
        line = super().readline()
        if not line and self._stopped:
            raise KeyboardInterrupt
        return line


@pytest.fixture
def folder(tmp_path, home):
    make_pack(tmp_path / "our-debtors")
    return tmp_path / "our-debtors"


@pytest.fixture
def type_it(folder, monkeypatch):
    def add(lines, *, stopped=False):
        monkeypatch.setattr(sys, "stdin", Terminal(lines, stopped=stopped))
        return run(["add", "excuse", str(folder)])

    return add


@pytest.mark.parametrize(("stopped", "code"), [(True, 130), (False, 2)])
def test_what_was_typed_before_an_interruption_is_gone_on_with(
    type_it, folder, capsys, stopped, code
):
    assert type_it(ANSWERS[:12], stopped=stopped) == code
    assert "the same command goes on with it" in capsys.readouterr().err
    assert "safe-locked" not in read_pack(folder).library.excuses
    assert type_it(["yes", *ANSWERS[12:]]) == 0
    assert "Go on with the 12 answers from before?" in capsys.readouterr().out
    assert read_pack(folder).library.excuses["safe-locked"].goal == "A transfer on a day."
    assert type_it([]) == 2
    assert "from before" not in capsys.readouterr().out


def test_one_may_begin_anew(type_it, folder):
    type_it(ANSWERS[:5], stopped=True)
    assert type_it(["no", *ANSWERS]) == 0
    assert "safe-locked" in read_pack(folder).library.excuses


def test_a_damaged_draft_is_left_aside(type_it, folder, home):
    (home / "drafts").mkdir(parents=True)
    (home / "drafts" / "excuse-our-debtors.json").write_text("{")
    assert type_it(ANSWERS) == 0


def test_only_yes_or_no_decides_on_the_answers_from_before(type_it, folder, capsys):
    type_it(ANSWERS[:12], stopped=True)
    assert type_it(["back", "yes please", "y", *ANSWERS[12:]]) == 0
    told = capsys.readouterr().out
    assert told.count("Answer yes or no; no begins anew.") == 2
    assert told.count("Go on with the 12 answers from before?") == 3


def test_answers_from_before_are_kept_until_as_many_are_typed(type_it, folder, capsys):
    type_it(ANSWERS[:12], stopped=True)
    capsys.readouterr()
    assert type_it(["no", *ANSWERS[:3]], stopped=True) == 130
    assert "The 12 answers from before are still kept" in capsys.readouterr().err
    assert type_it([], stopped=True) == 130
    assert "The 12 answers from before are still kept" in capsys.readouterr().err
    assert type_it(["no", "Another way", *ANSWERS[1:13]], stopped=True) == 130
    assert "What you typed is kept" in capsys.readouterr().err
    assert type_it(["yes", *ANSWERS[13:]]) == 0
    assert "Go on with the 13 answers from before?" in capsys.readouterr().out
    assert "Another way" in read_pack(folder).library.excuses["safe-locked"].says


def test_a_placeholder_that_is_none_is_refused_at_its_own_question(type_it, folder, capsys):
    wrong = "Please send the {sum} on Friday."
    assert type_it([*ANSWERS[:15], wrong, *ANSWERS[15:18], wrong, *ANSWERS[18:]]) == 0
    told = capsys.readouterr().out
    assert told.count("`{sum}` is no placeholder.") == 2
    assert wrong not in read_pack(folder).library.excuses["safe-locked"].responses
