"""Every screen as it stands, at two sizes: its text, and the name of the style of each run.

A screen is kept as plain text with names of styles, not as a picture: small, readable in a diff, and
the same on every machine. After a wanted change: COACH_KEEP_SNAPSHOTS=1 pytest tests/tui/test_snapshots.py
"""

import difflib
import os
from pathlib import Path

import pytest
from textual.color import Color
from textual.widgets import Footer

from coach.authoring.starter import make_pack
from coach.lookup.wording import Gap, Wording
from coach.tui.bench import Bench
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.long_work import LongWork
from coach.tui.screens.pack import PackScreen
from coach.tui.screens.preview import PreviewScreen
from coach.tui.screens.progress import SECTIONS
from coach.tui.screens.tour import WelcomeScreen
from coach.tui.screens.trouble import TroubleScreen

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
    before = ""
    while True:
        await pilot.pause(0.02)
        now = captured(pilot.app)
        footer = pilot.app.screen.query(Footer)
        if now == before and all(one.children for one in footer):
            return now
        before = now


class Kept:
    """Compares each screen with what is kept; tells every difference at the end."""

    def __init__(self, size, pilot):
        self.size = size
        self.pilot = pilot
        self.differences = []

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
    monkeypatch.setattr("coach.desk.Desk.find", lambda _, query: [_FOUND] if query.strip() else [])


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


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_screens_of_a_new_trainee_look_as_they_are_kept(coach, settle, desk, size):
    app = coach()
    async with app.run_test(size=size) as pilot:
        kept = Kept(size, pilot)
        await settle(pilot)
        await kept.see("home-new")
        app.push_screen(WelcomeScreen())
        await settle(pilot)
        await kept.see("welcome")
        await pilot.press("escape")
        app.action_tour()
        await settle(pilot)
        await kept.see("tour")
        app.action_home()
        app.action_help()
        await settle(pilot)
        await kept.see("help")
        app.action_home()
        app.action_calls()
        await settle(pilot)
        await kept.see("calls")
        app.action_home()
        app.action_lookup()
        await settle(pilot)
        await kept.see("lookup-empty")
        await pilot.press(*"boss")
        await settle(pilot)
        await kept.see("lookup")
        app.action_home()
        app.action_settings()
        await settle(pilot)
        app.screen.title_line("Settings", "settings.toml")
        await pilot.press("j", "right")
        await settle(pilot)
        await kept.see("settings")
        app.action_home()
        app.push_screen(TroubleScreen("The records are locked by another program."))
        await settle(pilot)
        await kept.see("trouble")
        app.action_home()
        work = LongWork("Judging again by today's scorer", 40)
        await app.push_screen(work)
        work.step(10, "The girl at the till")
        await kept.see("long-work")
    assert not kept.differences, "\n\n".join(kept.differences)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_screens_of_a_call_look_as_they_are_kept(coach, settle, size):
    app = coach()
    async with app.run_test(size=size) as pilot:
        kept = Kept(size, pilot)
        await settle(pilot)
        app.brief("corner-shop/till")
        await settle(pilot)
        await kept.see("brief")
        app.play("corner-shop/till", seed=1)
        await settle(pilot)
        app.screen.box.listen("Good morning. The GBP 1,240 is 40 days late. When is")
        await settle(pilot)
        await kept.see("call")
        await say(pilot, settle, "band=2 hit=who Friday, all of it, by transfer")
        await pilot.press("j")
        await settle(pilot)
        await kept.see("review")
        await pilot.press("enter")
        await settle(pilot)
        await say(pilot, settle, "band=0 conduct=fail rude")
        await kept.see("conduct")
        await pilot.press("enter")
        await settle(pilot)
        call = app.screen
        app.action_home()
        await settle(pilot)
        await kept.see("home")
        app.resume(call.play.attempt)
        await settle(pilot)
        while app.screen.phase != "over":
            await say(
                pilot, settle, "band=4 share=full date=Friday amount=GBP signals=diagnoses yes"
            )
            await pilot.press("enter")
            await settle(pilot)
        await kept.see("over")
        await pilot.press("enter")
        await settle(pilot)
        await kept.see("debrief")
        await pilot.press("v")
        await settle(pilot)
        await kept.see("replay")
        app.action_drill()
        await settle(pilot)
        await kept.see("drill")
        await say(pilot, settle, "band=3 Friday at nine")
        await kept.see("drill-review")
        app.action_home()
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
    assert not kept.differences, "\n\n".join(kept.differences)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_sections_of_progress_look_as_they_are_kept(coach, settle, in_call, size):
    app = coach()
    async with app.run_test(size=size) as pilot:
        kept = Kept(size, pilot)
        call = await in_call(pilot)
        while call.phase != "over":
            await say(pilot, settle, "band=3 share=full date=Friday signals=diagnoses yes")
            await pilot.press("enter")
            await settle(pilot)
        app.action_home()
        app.action_progress()
        await settle(pilot)
        for number, section in enumerate(SECTIONS, 1):
            await pilot.press(str(number))
            await settle(pilot)
            await kept.see(f"progress-{section.name.lower()}")
        await pilot.press("t", "6")
        await settle(pilot)
        await kept.see("progress-tables")
        await pilot.press("e")
        await settle(pilot)
        await kept.see("everyone")
    assert not kept.differences, "\n\n".join(kept.differences)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_screens_beside_the_calls_look_as_they_are_kept(
    coach, settle, handbook, tmp_path, size
):
    make_pack(tmp_path / "our-debtors")
    bench = Bench(tmp_path / "our-debtors")
    app = coach()
    async with app.run_test(size=size) as pilot:
        kept = Kept(size, pilot)
        await settle(pilot)
        app.action_handbook()
        await settle(pilot)
        await kept.see("handbook")
        app.action_home()
        app.action_command_palette()
        await settle(pilot)
        await kept.see("palette")
        await pilot.press("escape")
        await settle(pilot)
        app.push_screen(PackScreen(bench, every=0))
        await settle(pilot)
        await kept.see("author-pack")
        app.push_screen(PreviewScreen(bench, "boss-decides", every=0))
        await settle(pilot)
        await kept.see("author-preview")
    assert not kept.differences, "\n\n".join(kept.differences)
