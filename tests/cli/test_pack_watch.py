"""`coach pack watch --plain`: checked at every save, tried reply by reply, all in plain lines."""

import os
import subprocess
import sys

import pytest

from coach.authoring.starter import make_pack
from coach.authoring.workbench import Workbench
from coach.cli.pack import run
from coach.cli.pack_watch import PlainWatch
from coach.practice import scorer_for


@pytest.fixture
def folder(tmp_path):
    make_pack(tmp_path / "our-debtors")
    return tmp_path / "our-debtors"


@pytest.fixture
def told(folder, capsys):
    """A session; gives what it prints in answer to a line or to the clock."""
    session = PlainWatch(Workbench(folder, frozenset({"common", "trade"}), scorer_for))
    first = capsys.readouterr().out

    def ask(line="", now=0.0):
        if line:
            session.take(line)
        else:
            session.look(now)
        return capsys.readouterr().out

    ask.first, ask.session = first, session
    return ask


def test_the_excuse_is_shown_as_the_trainee_meets_it(told):
    assert "In all: 0 errors, 0 warnings, 0 hints." in told.first
    assert "Mr Sample, owner (evasive): The boss decides about payments." in told.first
    assert "Sample & Sons owes GBP 2,400, 35 days past due." in told.first


def test_a_reply_is_reviewed_with_the_reasons_of_every_key_point(told):
    text = told("Who signs that off, and how do I catch him today?\n")
    assert "Review: " in text
    assert "made. Asks who decides, by name" in text
    assert "is nearest to: Who signs it off?" in text
    assert "Keep it: /example /phrasing reach" in text


def test_one_command_adds_the_example_and_one_the_phrasing(told, folder):
    told("Who signs that off, and how do I catch him today?")
    assert "golden example that must get band" in told("/example")
    assert "as a phrasing of `reach`" in told("/phrasing")
    text = told(now=1) + told(now=2) + told(now=3)
    assert "Saved excuses/excuses.yaml: 0 new, 0 mended." in text
    assert "Your last reply again:" in text
    assert "and how do I catch him today" in (folder / "excuses" / "excuses.yaml").read_text()
    assert "Taken back" in told("/undo")


def test_a_save_with_a_mistake_is_told_with_its_line_and_remedy(told, folder):
    path = folder / "excuses" / "excuses.yaml"
    path.write_text(path.read_text().replace("family: cash", "family: cahs"))
    text = "".join(told(now=now) for now in range(1, 5))
    assert "1 new, 0 mended" in text
    assert "unknown-value" in text
    assert "Did you mean `cash`?" in text
    assert "  family: cahs" in text
    assert "In all: 1 error, 0 warnings, 0 hints." in text


def test_a_changed_excuse_is_shown_anew(told, folder):
    path = folder / "excuses" / "excuses.yaml"
    path.write_text(path.read_text().replace("The boss decides about", "Himself decides about"))
    text = "".join(told(now=now) for now in range(1, 4))
    assert "(evasive): Himself decides about payments." in text


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("/go next-month", "Excuse: next-month"),
        ("/next", "Excuse: next-month"),
        ("/go nonsense", "There are: boss-decides, next-month"),
        ("/go", "Which excuse?"),
        ("/list", "> boss-decides"),
        ("/why", "Type a reply first."),
        ("/example", "Type a reply first."),
        ("/phrasing reach", "Type a reply first."),
        ("/undo", "Nothing was added"),
        ("/check", "In all: 0 errors"),
        ("/help", "/phrasing POINT"),
        ("/frobnicate", "There is no command /frobnicate."),
    ],
)
def test_commands_do_what_they_say_or_say_what_is_missing(told, line, part):
    assert part in told(line)


def test_a_band_that_is_none_is_refused(told):
    told("When is he in?")
    assert "A band is 0, 1, 2, 3 or 4." in told("/example 5")


def watch(folder, typed, **env):
    return subprocess.run(
        [sys.executable, "-m", "coach", "pack", "watch", str(folder), "--plain"],
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **env},
    )


def test_typed_from_a_pipe_it_ends_with_the_input_and_says_how_the_pack_stands(folder, tmp_path):
    home = str(tmp_path / "home")
    done = watch(folder, "When is he in?\n/example 0\n", COACH_HOME=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "golden example" in done.stdout
    path = folder / "excuses" / "excuses.yaml"
    path.write_text(path.read_text().replace("family: cash", "family: cahs"))
    done = watch(folder, "/quit\n", COACH_HOME=home)
    assert done.returncode == 1
    assert "unknown-value" in done.stdout


def test_a_folder_without_a_pack_is_wrong_use(tmp_path, home, capsys):
    assert run(["watch", str(tmp_path), "--plain"]) == 2
    assert "coach pack new" in capsys.readouterr().err
    make_pack(tmp_path / "our-debtors")
    assert run(["watch", str(tmp_path / "our-debtors"), "--plain", "--excuse", "nobody"]) == 2
    assert "There are: boss-decides" in capsys.readouterr().err


def test_on_a_terminal_it_opens_the_screens(folder, home, monkeypatch):
    from coach.cli import pack
    from coach.cli.main import WIRED

    asked = {}

    def opened(_, **named):
        asked.update(named)
        return 0

    monkeypatch.setitem(WIRED, "screens", opened)
    monkeypatch.setattr(pack, "_on_terminal", lambda: True)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert run(["watch", str(folder), "--excuse", "next-month"]) == 0
    assert (asked["screen"], asked["pack"], asked["excuse"]) == ("watch", folder, "next-month")
