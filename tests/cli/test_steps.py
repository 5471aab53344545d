"""Long work tells how far it has come, where a person can see it, and stops without loss."""

import json

import pytest

from coach.cli import steps as told
from coach.cli.main import run
from coach.cli.steps import Steps, stepped
from coach.practice import open_practice
from coach.practice.rescoring import Rescored


class Screen:
    def __init__(self):
        self.written = []

    def write(self, words):
        self.written.append(words)
        return len(words)

    def flush(self):
        pass

    @property
    def lines(self):
        return [words.removeprefix("\r").rstrip() for words in self.written]


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by a second with each look."""
    seconds = iter(range(1000))
    monkeypatch.setattr(told, "monotonic", lambda: float(next(seconds)))
    monkeypatch.setenv("TERM", "xterm")


def test_the_line_tells_how_far_the_work_has_come_and_is_gone_at_the_end(clock):
    screen = Screen()
    assert list(stepped("abcd", Steps("Judging again", 4, to=screen))) == list("abcd")
    assert [line.split("  ")[0] for line in screen.lines[:-1]] == ["Judging again"] * 4
    counts = [f"{done} of 4" for done in (1, 2, 3, 4)]
    assert all(count in line for count, line in zip(counts, screen.lines[:-1], strict=True))
    assert "ctrl-c stops" in screen.lines[0]
    assert screen.lines[-1] == ""


def test_short_work_shows_nothing(monkeypatch):
    monkeypatch.setattr(told, "monotonic", lambda: 0.0)
    screen = Screen()
    assert list(stepped("abcd", Steps("Judging again", 4, to=screen))) == list("abcd")
    assert screen.written == []


@pytest.mark.parametrize(("plain", "terminal"), [(True, "xterm"), (False, "dumb")])
def test_a_screen_reader_is_not_told_the_same_line_again_and_again(
    clock, monkeypatch, plain, terminal
):
    monkeypatch.setenv("TERM", terminal)
    screen = Screen()
    list(stepped("abcd", Steps("Judging again", 4, plain=plain, to=screen)))
    assert screen.written == []


def test_what_is_at_hand_cannot_move_the_cursor(clock):
    screen = Screen()
    Steps("Playing", 2, to=screen).step(1, "a\x1b[2Jcall")
    assert "\x1b" not in "".join(screen.written)


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_how_to_stop_is_told_however_long_the_name_of_what_is_at_hand(clock, monkeypatch, columns):
    monkeypatch.setattr(told, "_columns", lambda: columns)
    screen = Screen()
    Steps("Reading the libraries", 100, to=screen).step(72, "a call with a long name " * 9)
    assert screen.lines[0].endswith("(ctrl-c stops)")
    assert len(screen.lines[0]) < columns
    assert "72 of 100" in screen.lines[0]


def stops_after(first):
    yield first
    raise KeyboardInterrupt


def test_judging_again_is_stopped_and_keeps_what_is_done(tmp_path, packs, monkeypatch, capsys):
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    with open_practice(trainee="mina", packs=packs, home=tmp_path) as practice:
        practice.start("till", seed=1).reply("Who signs off payments, and when is he in?")
        practice.start("till", seed=2).reply("Who signs off payments, and when is he in?")
    one = Rescored(attempt="1", title="till", scorer="s", added=1, known=0, moved=0, trouble="")
    monkeypatch.setattr("coach.practice.reviewing.Reviewing.rescore", lambda *_: stops_after(one))
    for form in ([], ["--json"]):
        code = run(["review", "--rescore", "all", *form, "--as", "mina", "--packs", str(packs)])
        assert code == 130
        said = capsys.readouterr()
        assert "Stopped after 1 of 2 attempts; these are kept." in said.err
        assert not form or len(json.loads(said.out)) == 1


def test_an_import_that_is_stopped_brings_nothing_in(tmp_path, packs, monkeypatch, capsys):
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "here"))
    elsewhere = tmp_path / "there"
    with open_practice(trainee="mina", packs=packs, home=elsewhere) as practice:
        for seed in (1, 2):
            practice.start("till", seed=seed).reply("Who signs off payments, and when is he in?")
        practice.exchanging().export(tmp_path / "mine.jsonl")

    def stop(_self, done, _what=""):
        if done:
            raise KeyboardInterrupt

    monkeypatch.setattr("coach.cli.records.Steps.step", stop)
    assert run(["records", "import", str(tmp_path / "mine.jsonl"), "--packs", str(packs)]) == 130
    assert "Nothing was imported" in capsys.readouterr().err
    with open_practice(trainee="mina", packs=packs, home=tmp_path / "here") as practice:
        assert practice.progress().replies == 0


def test_a_simulation_that_is_stopped_tells_what_it_played(packs, monkeypatch, capsys):
    from coach.cli import simulate

    real = simulate.simulate

    def once(stage, ref, ability, runs, seed):
        if ability == "strong":
            raise KeyboardInterrupt
        return real(stage, ref, ability, runs, seed)

    monkeypatch.setattr(simulate, "simulate", once)
    for form in ([], ["--json"]):
        assert run(["simulate", "--packs", str(packs), "-n", "2", *form]) == 130
        assert "stopped after 0 of" in capsys.readouterr().out


@pytest.mark.parametrize("chosen", ["on", "off"])
def test_a_simulation_writes_over_no_line_where_plain_lines_were_chosen(
    chosen, packs, home, monkeypatch, capsys
):
    told_so = []

    class Watched(Steps):
        def __init__(self, *args, plain=False, **named):
            told_so.append(plain)
            super().__init__(*args, plain=plain, **named)

    monkeypatch.setattr("coach.cli.simulate.Steps", Watched)
    assert run(["settings", "set", "plain", chosen]) == 0
    assert run(["simulate", "--packs", str(packs), "-n", "1", "--ability", "strong"]) in {0, 1}
    assert told_so == [chosen == "on"]
