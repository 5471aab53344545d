"""What a stranger wrote cannot move the cursor, set the title, forge a review or dress up as markup:
in plain lines, in every command, on the screens and in the report."""

import html as escaping
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from coach.cli import plain, progress_views
from coach.cli.play import PlainCall
from coach.content.packs import read_pack
from coach.library import Shelf, load
from coach.practice import Practice, Wiring, open_practice, scorer_for
from coach.practice.report import html, markdown
from coach.storage.database import open_records

PACKS = Path(__file__).parent.parent / "packs"
EVIL = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202e\u2066\x00\r\x08[red]dressed[/red] [/] <b onload=x>&{amount}"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069]")
WORDS = frozenset(
    {"title", "brief", "goal", "says", "point", "label", "told", "note", "never", "pitfalls", "diagnose", "licence", "creditor",
     "customer", "amount", "invoice", "facts", "name", "position", "responses", "line", "answer", "text", "sentence", "history"}
)  # fmt: skip
"""Fields that hold words of an author."""
ESCAPES = [
    "\\e[2J",
    "\\x1b]0;t\\a",
    "\\0",
    "\\b",
    "\\x9b",
    "\\u202e",
    "\\u2066",
    "\\r",
    "\\x7f",
    "\\N",
    "\\L",
    "\\P",
]
RAW = ["\x1b[2J", "\x00", "\x9b31m", "\u202e", "\x7f", "\x08"]


def poisoned(value, field=""):
    """A record of the domain with something evil in all its words, whatever the reader of files allows."""
    if isinstance(value, str):
        return f"{value} {EVIL}" if field in WORDS else value
    if isinstance(value, tuple):
        return tuple(poisoned(one, field) for one in value)
    if isinstance(value, dict):
        return {name: poisoned(one, field) for name, one in value.items()}
    if isinstance(value, msgspec.Struct):
        fields = {
            one.name: poisoned(getattr(value, one.name), one.name)
            for one in msgspec.structs.fields(value)
        }
        return msgspec.structs.replace(value, **fields)
    return value


@pytest.fixture
def evil_practice(tmp_path):
    """Opens practice on a pack whose every word is evil."""
    library = load(PACKS).pack("corner-shop")
    shelf = Shelf({"corner-shop": poisoned(library)}, [])
    ids, minutes = itertools.count(), itertools.count()

    @contextmanager
    def opened(trainee=f"mina {EVIL}"):
        records = open_records(tmp_path / "home")
        wiring = Wiring(
            records=records,
            now=lambda: f"2026-03-01T10:{next(minutes) % 60:02d}:00.000+00:00",
            new_id=lambda: f"id-{next(ids)}",
        )
        try:
            yield Practice(wiring, lambda: shelf, scorer_for, trainee)
        finally:
            records.close()

    return opened


def test_plain_lines_of_an_evil_pack_are_harmless(evil_practice, capsys, monkeypatch):
    import io

    monkeypatch.setattr(
        "sys.stdin",
        io.StringIO(f"/hint\n/goal\nYou idiot {EVIL}\nWho signs off? {EVIL}\n/why\n/retry\n"),
    )
    with evil_practice() as practice:
        call = practice.start("corner-shop/till", seed=1)
        PlainCall(practice, call).run(resumed=False)
        lines = plain.card_lines(practice.calls())
        lines += progress_views.figure_lines(practice.figures())
        lines += progress_views.paused_lines(practice.progress().paused)
        drill = practice.drill()
        item = drill.next()
        lines += plain.said_lines(call.scene().lines)
        assert item is not None
        told = capsys.readouterr().out + "\n".join(lines)
    assert [line for line in told.split("\n") if CONTROL.search(line)] == []
    assert "[red]dressed[/red] [/]" in told


def test_a_report_on_evil_records_is_harmless_and_says_it_in_letters(evil_practice):
    with evil_practice() as practice:
        call = practice.start("corner-shop/till", seed=1)
        for number in range(5):
            if not call.scene().ended:
                call.reply(f"You idiot, who signs off? {number} {EVIL}")
        page, text = html.page((practice.figures(),)), markdown.page((practice.figures(),))
    assert not CONTROL.search(page)
    assert not CONTROL.search(text)
    assert "<b onload" not in page
    assert "[red]dressed" in escaping.unescape(page)


def screen_text(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def settled(pilot):
    app, calm = pilot.app, 0
    while calm < 3:
        await pilot.pause(0.01 if calm == 0 else 0)
        busy = any(not worker.is_finished for worker in app.workers)
        opening = getattr(app.screen, "phase", "") in {"opening", "hearing"}
        calm = 0 if busy or opening or getattr(app.screen, "reading", False) else calm + 1


async def test_screens_of_an_evil_pack_are_harmless(evil_practice, home):
    from coach.tui.app import CoachApp

    seen = {}
    app = CoachApp(evil_practice, paced=False)
    async with app.run_test(size=(140, 60)) as pilot:

        async def look(key=""):
            if key:
                await pilot.press(key)
            await settled(pilot)
            name = type(app.screen).__name__
            seen[name] = seen.get(name, "") + screen_text(app)

        await look()
        while type(app.screen).__name__ != "HomeScreen":
            await look("escape")
        for key in ("p", "c", "d"):
            await look(key)
            await look("escape")
        app.brief("corner-shop/till")
        await look()
        await look("enter")
        for reply in (f"You idiot {EVIL}", f"Who signs off payments, and when is he in? {EVIL}"):
            app.screen.box.text = reply
            await look("enter")
            await look("enter")
        await look("escape")
    for name, text in seen.items():
        assert not CONTROL.search(text), (name, CONTROL.search(text))
    assert len(seen) >= 5, sorted(seen)
    shown = "".join(seen.values())
    assert "[red]dressed[/red]" in shown.replace("\n", " ")


@pytest.mark.parametrize("bad", [*(f'"{one}"' for one in ESCAPES), *RAW], ids=repr)
def test_a_pack_with_a_control_character_is_told_and_the_telling_is_harmless(home, tmp_path, bad):
    folder = shutil.copytree(PACKS / "corner-shop", tmp_path / "corner-shop")
    path = folder / "calls" / "till.yaml"
    path.write_text(
        path.read_text().replace("title: The girl at the till", f"title: {bad}"), "utf-8"
    )
    reading = read_pack(folder)
    shown = bad in {'"\\N"', '"\\L"', '"\\P"'}
    if not shown:
        assert "control-character" in {problem.code for problem in reading.problems}
    for words in (["pack", "check", str(folder)], ["play", "--list", "--packs", str(tmp_path)]):
        done = subprocess.run(
            [sys.executable, "-m", "coach", *words], env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True, timeout=240, check=False,
        )  # fmt: skip
        told = (done.stdout + done.stderr).decode()
        assert not CONTROL.search(told), CONTROL.search(told)
        assert "Traceback" not in told


def test_evil_records_that_were_imported_are_told_harmlessly_by_every_command(home, tmp_path):
    with open_practice(trainee="mina", packs=PACKS, home=tmp_path / "other") as practice:
        call = practice.start("till", seed=1)
        for number in range(6):
            if not call.scene().ended:
                call.reply(f"You idiot, who signs off? {number}")
        drill = practice.drill()
        if drill.next():
            drill.answer("What comes in this week?")
        attempts = [json.loads(line) for line in practice.exchanging().lines()]

    def evil(value, field=""):
        if isinstance(value, str):
            named = {
                *WORDS,
                "trainee",
                "speaker",
                "quote",
                "why",
                "better",
                "say_instead",
                "person",
            }
            return f"{value} {EVIL}" if field in named else value
        if isinstance(value, list):
            return [evil(one, field) for one in value]
        return (
            {name: evil(one, name) for name, one in value.items()}
            if isinstance(value, dict)
            else value
        )

    path = tmp_path / "evil.jsonl"
    path.write_text("\n".join(json.dumps(evil(attempt)) for attempt in attempts))
    who = f"mina {EVIL}".replace("\x00", "")
    query, told = EVIL.replace("\x00", ""), b""
    for words in (
        ["records", "import", str(path)],
        ["progress", "--all"], ["progress", "--all", "--csv"], ["review", "--all"], ["review", attempts[0]["id"], "--all"],
        ["review", attempts[0]["id"], "1", "--all"], ["review", "--conduct", "--all"], ["records", "waiting"],
        ["team", str(path)], ["team", str(path), "--csv"], ["report", "--all", str(tmp_path / "page.html")],
        ["report", "--all", "--markdown", "-"], ["erase", "--trainee", who], ["play", "--continue", "--plain", "--as", who],
        ["doctor"], ["library"], ["lookup", query], ["score", "corner-shop/till/at-the-till", query], [query],
        ["play", query, "--plain"], ["help", query], ["rules", query], ["pack", "check", query], ["settings", "get", query],
        ["records", "import", query], ["backup", "--restore", query], ["doctor", query], ["pack", "install", query],
    ):  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "coach", *words, *(["--packs", str(PACKS)] if words[0] in {"play", "score"} else [])],
            env={**os.environ, "PYTHONUTF8": "1", "COACH_TEAM": ""}, input=b"/pause\n", capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        assert b"Traceback" not in done.stderr, (words, done.stderr)
        out = (done.stdout + done.stderr).decode()
        assert not CONTROL.search(out), (words, CONTROL.search(out), out[:300])
        told += done.stdout
    assert told
