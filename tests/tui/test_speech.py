"""The debtor's voice: off by default, never waited for, silent at once, and never a fault."""

import json
import os
import stat
import sys
from time import monotonic, sleep

import pytest

from coach.tui.speech import Speaker, command, synthesiser

_FAKE = """#!{python} -S
import json, os, sys, time
words = sys.stdin.read() if "--stdin" in sys.argv else ""
new = {log!r} + str(os.getpid())
with open(new, "w") as file:
    json.dump([sys.argv[1:], words], file)
os.rename(new, new + ".json")
while {long}:
    time.sleep(60)
"""


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """Puts a synthesiser on the path that notes what it is given, and speaks for ever if `long`."""

    def make(name="espeak-ng", *, long=False):
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        tool = folder / name
        text = _FAKE.format(python=sys.executable, log=str(tmp_path / "said-"), long=long)
        tool.write_text(text, encoding="utf-8")
        tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(folder))
        return lambda: [
            json.loads(one.read_text(encoding="utf-8"))
            for one in sorted(tmp_path.glob("said-*.json"), key=os.path.getmtime)
        ]

    return make


def until(true):
    end = monotonic() + 20
    while not true():
        assert monotonic() < end
        sleep(0)  # gives the processor away, waits for nothing


def test_lines_are_spoken_one_after_another_in_the_speaker_s_own_pitch(fake):
    said, speaker = fake(), Speaker("en")
    speaker.say("Mrs Hale", "Not  today.\nCome on Friday.")
    speaker.say("Jo", "--bad")
    until(lambda: len(said()) == 2 and not speaker.speaking)
    (first, words), (second, flag) = said()
    assert (words, flag) == ("Not today. Come on Friday.", "--bad")
    assert first[2:] == second[2:] == ["-v", "en", "--stdin"]
    assert first[1] != second[1]


def test_a_voice_that_never_ends_is_not_waited_for_and_falls_silent_at_once(fake):
    said, speaker = fake(long=True), Speaker()
    before = monotonic()
    for _ in range(5):
        speaker.say("Jo", "and another thing")
    assert monotonic() - before < 5
    until(lambda: len(said()) == 1)
    process = speaker._process
    speaker.hush()
    until(lambda: not speaker.speaking)
    assert process.returncode != 0
    assert len(said()) == 1


def test_without_a_synthesiser_nothing_is_spoken_and_nothing_fails(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert synthesiser() == ""
    speaker = Speaker()
    speaker.say("Jo", "hello")
    speaker.hush()
    assert not speaker.speaking


@pytest.mark.parametrize("tool", ["say", "spd-say", "espeak-ng", "espeak"])
def test_words_never_become_flags(tool):
    call, given = command(tool, "Jo", "", "-x --version")
    before = call[: call.index("--")] if "--" in call else call
    assert "-x --version" not in before
    assert given or call[-1] == "-x --version"


async def test_the_debtor_speaks_where_that_was_chosen_and_stops_when_one_answers(
    coach, settle, in_call, fake, monkeypatch
):
    said = fake(long=True)
    monkeypatch.setenv("COACH_SOUND", "on")
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        until(lambda: len(said()) == 1)
        assert "I only mind the till" in said()[0][1]
        process = app._speaker._process
        call.box.listen("band=2 who signs?")
        await pilot.press("enter")
        await settle(pilot)
        until(lambda: process.poll() is not None)
        await pilot.press("enter")
        await settle(pilot)
        until(lambda: len(said()) > 1)
        last = app._speaker._process
    until(lambda: last.poll() is not None)


async def test_no_voice_by_default_and_one_calm_word_where_there_is_none(
    coach, settle, in_call, fake, monkeypatch
):
    said = fake()
    async with coach().run_test() as pilot:
        await in_call(pilot)
        assert pilot.app._speaker is None
    monkeypatch.setenv("COACH_SOUND", "on")
    monkeypatch.setenv("PATH", "")
    app = coach()
    async with app.run_test() as pilot:
        await in_call(pilot)
        assert [note.message for note in app._notifications] == [
            "No synthesiser was found: espeak-ng, spd-say or say. The lines stay silent."
        ]
    assert said() == []
