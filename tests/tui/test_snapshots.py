"""Every screen as it stands, at two sizes: its text, and the name of the style of each run.

A screen is kept as plain text with names of styles, not as a picture: small, readable in a diff, and
the same on every machine. After a wanted change: COACH_KEEP_SNAPSHOTS=1 pytest tests/tui/test_snapshots.py
"""

import difflib
import importlib
import os
import pkgutil
import re
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest
from textual.color import Color
from textual.widgets import Footer

import coach.tui.screens
from coach.authoring.at_hand import PackAtHand
from coach.authoring.starter import make_pack
from coach.lookup.wording import Gap, Wording
from coach.tui.bench import Bench
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.edit import EditScreen
from coach.tui.screens.frame import FramedScreen
from coach.tui.screens.long_work import LongWork
from coach.tui.screens.pack import PackScreen
from coach.tui.screens.preview import PreviewScreen
from coach.tui.screens.progress import SECTIONS
from coach.tui.screens.tour import WelcomeScreen
from coach.tui.screens.trouble import TroubleScreen
from coach.tui.screens.wording import WordingScreen

KEPT = Path(__file__).parent / "snapshots"
SIZES = ((80, 24), (140, 40))
_NAMES = (
    "foreground", "quiet", "primary", "voice", "line", "success", "warning", "error", "conduct",
    "skill-tone", "skill-target", "skill-appeal", "skill-counter", "skill-commitment",
    "band-0", "band-1", "band-2", "band-3", "band-4", "track", "cursor", "background", "surface",
    "panel", "footer-description-foreground", "block-cursor-foreground",
)  # fmt: skip
_MARKS = (("bold", "b"), ("italic", "i"), ("underline", "u"), ("reverse", "r"))
_FOUND = Wording(
    ref="corner-shop/boss-decides", kind="excuse", title="The boss has the final say.",
    family="authority", mood="evasive", market="trade", layer="built-in",
    ask="What is his name and direct number?",
    answers=["When is he in? I will ring him then about the {amount}."],
    never=["I will keep ringing until he comes to the phone."],
    gaps=[Gap("amount", "money", "Amount overdue")],
)  # fmt: skip


def captured(app):
    """The screen as lines of text, then one line for each that has runs in a style of its own."""
    ink, ground = names_of(app)
    words, styles = [], []
    for number, strip in enumerate(app.screen._compositor.render_strips()):
        words.append(strip.text.rstrip())
        runs, at, last = [], 0, ""
        for segment in strip:
            name = styled(segment.style, ink, ground)
            if name != last and segment.text.strip():
                runs.append(f"{at}:{name or 'foreground'}")
                last = name
            at += segment.cell_length
        if runs and runs != ["0:foreground"]:
            styles.append(f"{number:>2} {' '.join(runs)}")
    return "\n".join([*words, "--- styles", *styles, ""])


def names_of(app):
    """The theme's colours by their look: for ink, and for grounds."""
    variables = app.theme_variables
    ink = {Color.parse(variables[name]).hex6: name for name in reversed(_NAMES)}
    return ink, {
        **ink,
        Color.parse(variables["background"]).hex6: "",
        Color.parse(variables["surface"]).hex6: "",
    }


def styled(style, ink, ground):
    """The name of a style: its ink, its marks, and its ground where that says something."""
    if style is None:
        return ""
    name = "" if style.color is None else ink.get(style.color.triplet.hex.upper(), "mixed")
    marks = "".join(sign for attribute, sign in _MARKS if getattr(style, attribute))
    under = "" if style.bgcolor is None else ground.get(style.bgcolor.triplet.hex.upper(), "mixed")
    whole = (name if name != "foreground" else "") + (f"+{marks}" if marks else "")
    return whole + (f"/{under}" if under else "")


async def still(pilot):
    """The screen once nothing on it changes any more, the footer filled."""
    before, until = "", monotonic() + 120
    while monotonic() < until:
        await pilot.pause(0.02)
        now = captured(pilot.app)
        footer = pilot.app.screen.query(Footer)
        if now == before and all(one.children for one in footer):
            return now
        before = now
    pytest.fail(f"{pilot.app.screen} never comes to rest:\n{before}")


class Kept:
    """Compares each screen with what is kept; tells every difference at the end."""

    def __init__(self, size, pilot, settle):
        self.size = size
        self.pilot = pilot
        self.settle = settle
        self.differences = []

    async def from_home(self, name, show, *keys):
        """See what is shown from home, after these keys."""
        self.pilot.app.action_home()
        await self.settle(self.pilot)
        show()
        await self.after(name, *keys)

    async def after(self, name, *keys):
        """See what these keys lead to."""
        await self.settle(self.pilot)
        for key in keys:
            await self.pilot.press(key)
            await self.settle(self.pilot)
        await self.see(name)

    async def see(self, name):
        now = await still(self.pilot)
        path = KEPT / f"{name}-{self.size[0]}x{self.size[1]}.txt"
        if os.environ.get("COACH_KEEP_SNAPSHOTS"):
            KEPT.mkdir(exist_ok=True)
            path.write_text(now, encoding="utf-8")
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if now != before:
            lines = difflib.unified_diff(
                before.splitlines(), now.splitlines(), path.name, "now", n=0, lineterm=""
            )
            self.differences.append("\n".join(lines))


@pytest.fixture(autouse=True)
def calm(monkeypatch):
    """No clock runs, nothing is looked for on this machine."""
    monkeypatch.setattr("coach.tui.widgets.reply_box.monotonic", lambda: 100.0)
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def desk(monkeypatch):
    """A look-up that finds one entry in whatever is typed."""
    monkeypatch.setattr("coach.desk.Desk.open", lambda _: None)
    monkeypatch.setattr(
        "coach.desk.Desk.find", lambda _, query, **_how: [_FOUND] if query.strip() else []
    )


@pytest.fixture
def handbook(monkeypatch):
    """A handbook of two pages, so that its words may change without its looks."""
    pages = {"a-first-page": "What comes first", "first-call": "Your first call"}
    said = "# Your first call\n\nPress **enter**.\n\n## Then\n\n- once\n- twice\n\n```\ncoach play\n```\n"
    monkeypatch.setattr("coach.tui.screens.handbook.topics", lambda: pages)
    monkeypatch.setattr("coach.tui.screens.handbook.page", lambda _: said)


async def say(pilot, settle, words):
    pilot.app.screen.box.listen(words)
    await pilot.press("enter")
    await settle(pilot)


@pytest.fixture
def kept(coach, settle):
    """Runs the program at a size, and compares what it shows; fails at the end, with all differences."""

    @asynccontextmanager
    async def run(size):
        app = coach()
        async with app.run_test(size=size) as pilot:
            seen = Kept(size, pilot, settle)
            await settle(pilot)
            yield seen, app, pilot
        assert not seen.differences, "\n\n".join(seen.differences)

    return run


def sized(test):
    """At both sizes."""
    return pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")(test)


@sized
async def test_the_screens_of_a_new_trainee_look_as_they_are_kept(kept, desk, size):
    async with kept(size) as (seen, app, _):
        await seen.see("home-new")
        await seen.from_home("welcome", lambda: app.push_screen(WelcomeScreen()))
        await seen.from_home("tour", app.action_tour)
        await seen.from_home("help", app.action_help)
        await seen.from_home("calls", app.action_calls)
        await seen.from_home("lookup-empty", app.action_lookup)
        await seen.after("lookup", *"boss", "tab", "escape")
        trouble = "The records are locked by another program."
        await seen.from_home("trouble", lambda: app.push_screen(TroubleScreen(trouble)))
        app.action_home()
        work = LongWork("Judging again by today's scorer", 40)
        await app.push_screen(work)
        work.step(10, "The girl at the till")
        await seen.see("long-work")


@sized
async def test_the_screen_of_choices_looks_as_it_is_kept(kept, settle, size):
    async with kept(size) as (seen, app, pilot):
        app.action_settings()
        await settle(pilot)
        app.screen.title_line("Settings", "settings.toml")
        await seen.after("settings", "j", "right")
        await seen.after("settings-typing", "k", "enter")


@sized
async def test_the_screens_of_a_call_look_as_they_are_kept(kept, settle, size):
    async with kept(size) as (seen, app, pilot):
        app.brief("corner-shop/till")
        await seen.after("brief")
        app.play("corner-shop/till", seed=1)
        await settle(pilot)
        app.screen.box.listen("Good morning. The GBP 1,240 is 40 days late. When is")
        await seen.after("call")
        await say(pilot, settle, "band=2 hit=who Friday, all of it, by transfer")
        await seen.after("review", "j")
        await pilot.press("enter")
        await settle(pilot)
        await say(pilot, settle, "band=0 conduct=fail rude")
        await seen.see("conduct")
        await pilot.press("enter")
        await settle(pilot)
        call = app.screen
        app.action_home()
        await seen.after("home")
        app.resume(call.play.attempt)
        await settle(pilot)
        while app.screen.phase != "over":
            await say(
                pilot, settle, "band=4 share=full date=Friday amount=GBP signals=diagnoses yes"
            )
            await pilot.press("enter")
            await settle(pilot)
        await seen.see("over")
        await seen.after("debrief", "enter")
        await seen.after("replay", "v")
        await seen.after("reasons", "enter")
        await seen.after("replay", "enter")
        await seen.after("correct", "e")
        await seen.from_home("drill", app.action_drill)
        await say(pilot, settle, "band=3 Friday at nine")
        await seen.see("drill-review")
        await seen.from_home("who", app.action_who)


@sized
async def test_the_sections_of_progress_look_as_they_are_kept(kept, settle, in_call, size):
    async with kept(size) as (seen, app, pilot):
        call = await in_call(pilot)
        while call.phase != "over":
            await say(pilot, settle, "band=3 share=full date=Friday signals=diagnoses yes")
            await pilot.press("enter")
            await settle(pilot)
        app.action_home()
        app.action_progress()
        await settle(pilot)
        for number, section in enumerate(SECTIONS, 1):
            await seen.after(f"progress-{section.name.lower()}", str(number))
        await seen.after("progress-tables", "t", "6")
        await seen.after("everyone", "e")
        await pilot.press("escape", "t")
        await seen.after("behind", "4", "enter")


@sized
async def test_the_screens_beside_the_calls_look_as_they_are_kept(
    kept, settle, handbook, tmp_path, monkeypatch, size
):
    folder = tmp_path / "our-debtors"
    make_pack(folder)
    bench = Bench(folder)
    at_hand = PackAtHand(
        id="our-debtors", title="Our debtors", version="0.1.0", language="en-GB", about="Two excuses.",
        folder=Path("our-debtors"), layer="personal", mine=True, installed="",
    )  # fmt: skip
    monkeypatch.setattr("coach.authoring.at_hand.packs_at_hand", lambda _: (at_hand,))
    async with kept(size) as (seen, app, pilot):
        await seen.from_home("handbook", app.action_handbook)
        await seen.from_home("palette", app.action_command_palette)
        await pilot.press("escape")
        await seen.from_home("author-packs", app.action_author)
        await seen.from_home("author-pack", lambda: app.push_screen(PackScreen(bench, every=0)))
        app.push_screen(PreviewScreen(bench, "boss-decides", every=0))
        await seen.after("author-preview")
        await say(pilot, settle, "We could wait for the boss.")
        await seen.after("author-why", "w")
        entry = bench.work.entries[0]
        await seen.from_home(
            "author-edit", lambda: app.push_screen(EditScreen(Path(entry.file), 3))
        )
        asking = WordingScreen("name", "Asks who decides, by name", "who is that")
        await seen.from_home("author-wording", lambda: app.push_screen(asking))


def test_every_screen_is_kept():
    for found in pkgutil.iter_modules(coach.tui.screens.__path__):
        importlib.import_module(f"coach.tui.screens.{found.name}")
    source = Path(__file__).read_text(encoding="utf-8")
    ways = {
        "BehindScreen": "behind", "BriefScreen": "brief", "CallScreen": "call", "CallsScreen": "calls",
        "CorrectScreen": "correct", "DebriefScreen": "debrief", "DrillScreen": "drill",
        "EditScreen": "author-edit", "EveryoneScreen": "everyone", "HandbookScreen": "handbook",
        "HelpScreen": "help", "HomeScreen": "home", "LongWork": "long-work", "LookupScreen": "lookup",
        "PackScreen": "author-pack", "PacksScreen": "author-packs", "PreviewScreen": "author-preview",
        "ReasonsScreen": "reasons", "ReviewAttemptScreen": "replay", "SettingsScreen": "settings", "TourScreen": "tour",
        "TroubleScreen": "trouble", "WelcomeScreen": "welcome", "WhoScreen": "who",
        "WordingScreen": "author-wording", "ProgressScreen": "progress-today",
    }  # fmt: skip
    shared = {"CoachScreen", "FramedScreen", "ListedScreen", "AtBenchScreen", "TalkScreen", "OnRecordScreen"}  # fmt: skip
    waiting, met = [CoachScreen, FramedScreen], set()
    while waiting:
        screen = waiting.pop()
        waiting += [sub for sub in screen.__subclasses__() if sub.__module__.startswith("coach.")]
        met.add(screen.__name__)
    assert met - shared == set(ways)
    for name in ways.values():
        taken = re.search(rf'\bseen\.\w+\(\s*f?"{name}"', source)
        assert taken or name.startswith("progress-"), name
        for columns, rows in SIZES:
            assert (KEPT / f"{name}-{columns}x{rows}.txt").exists(), name
