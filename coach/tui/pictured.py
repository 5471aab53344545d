"""The way that the pictures take through the screens: each screen as it stands in real work."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from coach.authoring.starter import make_pack
from coach.tui.bench import Bench

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

    from coach.practice import Practice
    from coach.tui.app import CoachApp
    from coach.tui.screens.call import CallScreen
    from coach.tui.screens.home import HomeScreen

CALL = "dealers-credit/feed-dealer-waited"
_SECTIONS = ("progress", "curves", "mastery", "map", "played", "outcomes", "findings", "weeks")
"""The pictures of the sections of progress, in their order."""
_WEAK = "I am sorry to bother you. Please pay as soon as you can, it would help us."
_THREAT = "Pay today, or everyone in the market will hear what kind of customer you are."
_EVERY = 5
"""One call of so many is played beforehand: enough to look lived in, and quick."""

Stops = AsyncIterator[str]
"""The names of the screens, each given while that screen stands ready."""


async def settle(pilot: "Pilot[object]") -> None:
    """Wait until everything that was asked for is on the screen."""
    await pilot.pause(0)
    while any(not worker.is_finished for worker in pilot.app.workers):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0)
    # What a look changes comes with the pass after the next.
    for _ in range(3):
        await pilot.pause()


def screen_text(app: "App[None]") -> str:
    """What the whole screen shows, as plain lines."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())  # noqa: SLF001 - Textual tells it nowhere else


async def every_screen(app: "CoachApp", pilot: "Pilot[object]", folder: Path) -> Stops:
    """Go through all screens. `folder` takes a pack that is written on the way."""
    for part in (_first_day(app, pilot), _practice(app, pilot), _beside(app, pilot)):
        async for name in part:
            yield name
    async for name in _authoring(app, pilot, folder):
        yield name


async def a_call(app: "CoachApp", pilot: "Pilot[object]") -> Stops:
    """Play a call by its script, from the first reply to the debrief."""
    play = await app.door.ask(lambda practice: practice.start(CALL, seed=7))
    says = await app.door.ask(_script)
    app.enter(play)
    await settle(pilot)
    call = cast("CallScreen", app.screen)
    await _say(call, pilot, says[0])
    await _press(pilot, "j")
    yield "review"
    await _press(pilot, "b")
    yield "models"
    await _press(pilot, "enter")
    call.box.listen(says[1].strip(), 41)
    await settle(pilot)
    yield "call"
    await _say(call, pilot, _THREAT)
    yield "conduct"
    await _press(pilot, "f3")
    for words in says[1:]:
        if call.phase == "typing":
            await _say(call, pilot, words)
            await _press(pilot, "enter")
    yield "end"
    app.debrief(call.play)
    await settle(pilot)
    yield "debrief"


def history(practice: "Practice") -> None:
    """Play a few calls beforehand, so that home and progress have something to show."""
    played = [found for found in practice.shelf.refs() if found[0] != CALL][::_EVERY]
    for seed, (ref, library, call) in enumerate(played, 1):
        plays = library.plays.get(call.id, ())
        if not plays:
            continue
        play = practice.start(ref, seed=seed)
        for line in plays[seed % 2 if len(plays) > 1 else 0].lines:
            if not play.scene().ended:
                play.reply(line.say, 35.0)
    paused = practice.start(CALL, seed=2)
    paused.reply(_WEAK, 20.0)


async def _first_day(app: "CoachApp", pilot: "Pilot[object]") -> Stops:
    """What somebody sees who begins here."""
    from coach.tui.screens.tour import WelcomeScreen

    await settle(pilot)
    yield "home-new"
    app.push_screen(WelcomeScreen())
    await settle(pilot)
    yield "welcome"
    app.action_tour()
    await settle(pilot)
    yield "tour"
    app.action_home()
    app.action_progress()
    await settle(pilot)
    yield "progress-new"
    await _press(pilot, "2")
    yield "curves-new"
    app.action_home()


async def _practice(app: "CoachApp", pilot: "Pilot[object]") -> Stops:
    """A day in the middle: home, a call from its brief to its debrief, progress, what lies behind."""
    await app.door.ask(history)
    cast("HomeScreen", app.screen).read()
    await settle(pilot)
    yield "home"
    app.action_calls()
    await settle(pilot)
    yield "calls"
    app.brief(CALL)
    await settle(pilot)
    yield "brief"
    async for name in a_call(app, pilot):
        yield name
    await _press(pilot, "v")
    yield "replay"
    await _press(pilot, "e")
    yield "correct"
    app.action_home()
    app.action_progress()
    await settle(pilot)
    for number, name in enumerate(_SECTIONS, 1):
        await _press(pilot, str(number))
        yield name
    await _press(pilot, "t")
    yield "tables"
    await _press(pilot, "t", "4")
    await _press(pilot, "enter")
    yield "behind"
    await _press(pilot, "escape", "e")
    yield "everyone"
    app.action_home()
    await settle(pilot)


async def _beside(app: "CoachApp", pilot: "Pilot[object]") -> Stops:
    """What lies beside the calls: the look-up, drills, settings, the handbook, small frames."""
    from coach.tui.screens.long_work import LongWork
    from coach.tui.screens.trouble import TroubleScreen

    app.action_lookup()
    await settle(pilot)
    yield "lookup-empty"
    await _press(pilot, *"the boss has to sign")
    yield "lookup"
    app.action_drill()
    await settle(pilot)
    yield "drill"
    await _say(cast("CallScreen", app.screen), pilot, _WEAK)
    yield "drill-review"
    screens: dict[str, Callable[[], object]] = {
        "settings": app.action_settings,
        "packs": app.action_author,
        "handbook": app.action_handbook,
        "palette": app.action_command_palette,
        "help": app.action_help,
        "who": app.action_who,
    }
    for name, show in screens.items():
        app.action_home()
        await settle(pilot)
        show()
        await settle(pilot)
        yield name
    app.action_home()
    app.push_screen(TroubleScreen("The records are locked by another program."))
    await settle(pilot)
    yield "trouble"
    app.action_home()
    work = LongWork("Judging again by today's scorer", 40)
    await app.push_screen(work)
    work.step(10, "The girl at the till")
    await settle(pilot)
    yield "long-work"


async def _authoring(app: "CoachApp", pilot: "Pilot[object]", folder: Path) -> Stops:
    """Writing a pack: its parts, a reply tried on an excuse and why it scored so, its file."""
    from coach.tui.screens.edit import EditScreen
    from coach.tui.screens.pack import PackScreen
    from coach.tui.screens.preview import PreviewScreen

    make_pack(folder / "our-debtors")
    bench = Bench(folder / "our-debtors")
    app.action_home()
    app.push_screen(PackScreen(bench, every=0))
    await settle(pilot)
    yield "pack"
    preview = PreviewScreen(bench, "", every=0)
    await app.push_screen(preview)
    await settle(pilot)
    yield "preview"
    await _say(cast("CallScreen", preview), pilot, _WEAK)
    await _press(pilot, "w")
    yield "why"
    entry = bench.work.entries[0]
    app.push_screen(EditScreen(Path(entry.file), entry.line))
    await settle(pilot)
    yield "edit"


def _script(practice: "Practice") -> list[str]:
    library, call = practice.shelf.call(CALL)
    return [line.say for line in library.plays[call.id][0].lines]


async def _say(call: "CallScreen", pilot: "Pilot[object]", words: str) -> None:
    call.box.listen(words.strip(), 38)
    await _press(pilot, "enter")


async def _press(pilot: "Pilot[object]", *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)
