"""Pictures of the screens, made from a real call: `python -m coach.tui.pictures FOLDER`.

The README shows the call: `python -m coach.tui.pictures .github --readme` makes that picture alone.
Run it again whenever the screens change. The call is played with
a fixed seed by its own play script, in a home folder that is thrown away afterwards.
"""

import argparse
import asyncio
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from coach.practice import open_practice
from coach.tui.app import CoachApp
from coach.tui.screens.call import CallScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from coach.practice import Practice
    from coach.tui.screens.home import HomeScreen

CALL = "dealers-credit/feed-dealer-waited"
SIZES = ((80, 24), (120, 36), (200, 50))
LOOKS = ("dark", "light")
README = "call.svg"
_SECTIONS = ("progress", "curves", "mastery", "map", "played", "outcomes", "findings", "weeks")
"""The pictures of the sections of progress, in their order."""
_WEAK = "I am sorry to bother you. Please pay as soon as you can, it would help us."
_THREAT = "Pay today, or everyone in the market will hear what kind of customer you are."
_EVERY = 5
"""One call of so many is played beforehand: enough to look lived in, and quick."""
_WEB_FONTS = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_REMARK = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_FONTS = "Fira Code, DejaVu Sans Mono, Menlo, Consolas, monospace"


def main(argv: list[str]) -> int:
    """Make the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m coach.tui.pictures", description="Make pictures of the screens, as SVG."
    )
    parser.add_argument("folder", type=Path, help="where to put them")
    parser.add_argument("--size", action="append", help="only this size, such as 80x24")
    parser.add_argument("--look", action="append", choices=LOOKS, help="only this look")
    parser.add_argument("--readme", action="store_true", help=f"only {README}, the README's")
    options = parser.parse_args(argv)
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.readme:
        picture = options.folder / README
        picture.write_text(asyncio.run(shoot_call()), encoding="utf-8")
        print(picture)
        return 0
    for columns, rows in SIZES:
        for look in options.look or LOOKS:
            if not options.size or f"{columns}x{rows}" in options.size:
                for picture in asyncio.run(shoot(options.folder, (columns, rows), look)):
                    print(picture)
    return 0


async def shoot(folder: Path, size: tuple[int, int], look: str) -> list[Path]:
    """Play the call at one size in one look, and keep a picture of each screen."""
    made: list[Path] = []
    with TemporaryDirectory() as home:
        app = CoachApp(lambda: open_practice(Path(home), "Mina"), paced=False, look=f"coach-{look}")
        async with app.run_test(size=size) as pilot:
            async for name in _tour(app, cast("Pilot[object]", pilot)):
                path = folder / f"{name}-{size[0]}x{size[1]}-{look}.svg"
                path.write_text(drawn(app), encoding="utf-8")
                made.append(path)
    return made


async def shoot_call() -> str:
    """The picture of the README: a call in which the second reply is being typed."""
    with TemporaryDirectory() as home:
        app = CoachApp(lambda: open_practice(Path(home), "Mina"), paced=False, look="coach-dark")
        async with app.run_test(size=(120, 36)) as running:
            pilot = cast("Pilot[object]", running)
            await _settle(pilot)
            async for name in _a_call(app, pilot):
                if name == "call":
                    return drawn(app)
    raise RuntimeError("the tour has no picture of the call")


def drawn(app: CoachApp) -> str:
    """The screen as SVG that fetches nothing from anywhere."""
    picture = _REMARK.sub("", _WEB_FONTS.sub("", app.export_screenshot(title="coach")))
    return picture.replace("Fira Code, monospace", _FONTS).replace("Fira Code", _FONTS, 1)


async def _settle(pilot: "Pilot[object]") -> None:
    await pilot.pause(0)
    while any(not worker.is_finished for worker in pilot.app.workers):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0)
    await pilot.pause()


def _history(practice: "Practice") -> None:
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


async def _tour(app: CoachApp, pilot: "Pilot[object]") -> AsyncIterator[str]:
    """Go through the screens; yields the name of each as it stands ready."""
    await app.door.ask(_history)
    cast("HomeScreen", app.screen).read()
    await _settle(pilot)
    yield "home"
    app.action_calls()
    await _settle(pilot)
    yield "calls"
    app.brief(CALL)
    await _settle(pilot)
    yield "brief"
    async for name in _a_call(app, pilot):
        yield name
    app.action_progress()
    await _settle(pilot)
    for number, name in enumerate(_SECTIONS, 1):
        await pilot.press(str(number))
        await _settle(pilot)
        yield name
    app.action_home()
    await _settle(pilot)
    app.action_help()
    await _settle(pilot)
    yield "help"
    app.pop_screen()
    async for name in _beside(app, pilot):
        yield name


async def _beside(app: CoachApp, pilot: "Pilot[object]") -> AsyncIterator[str]:
    """What lies beside the calls: the look-up, drills, settings, writing packs, the handbook."""
    app.action_lookup()
    await _settle(pilot)
    await pilot.press(*"the boss has to sign")
    await _settle(pilot)
    yield "lookup"
    app.action_drill()
    await _settle(pilot)
    yield "drill"
    screens = {
        "settings": app.action_settings,
        "packs": app.action_author,
        "handbook": app.action_handbook,
        "palette": app.action_command_palette,
    }
    for name, show in screens.items():
        app.action_home()
        await _settle(pilot)
        show()
        await _settle(pilot)
        yield name


async def _a_call(app: CoachApp, pilot: "Pilot[object]") -> AsyncIterator[str]:
    """Play the call by its script; yields the name of each screen as it stands ready."""
    play = await app.door.ask(lambda practice: practice.start(CALL, seed=7))
    says = await app.door.ask(_script)
    app.enter(play)
    await _settle(pilot)
    async for name in _played(app, pilot, says):
        yield name


def _script(practice: "Practice") -> list[str]:
    library, call = practice.shelf.call(CALL)
    return [line.say for line in library.plays[call.id][0].lines]


async def _played(app: CoachApp, pilot: "Pilot[object]", says: list[str]) -> AsyncIterator[str]:
    call = cast("CallScreen", app.screen)
    await _say(call, pilot, says[0])
    await pilot.press("j")
    await _settle(pilot)
    yield "review"
    await pilot.press("enter")
    await _settle(pilot)
    call.box.listen(says[1].strip(), 41)
    await _settle(pilot)
    yield "call"
    await _say(call, pilot, _THREAT)
    yield "conduct"
    await pilot.press("f3")
    await _settle(pilot)
    for words in says[1:]:
        if call.phase == "typing":
            await _say(call, pilot, words)
            await pilot.press("enter")
            await _settle(pilot)
    yield "end"
    app.debrief(call.play)
    await _settle(pilot)
    yield "debrief"


async def _say(call: CallScreen, pilot: "Pilot[object]", words: str) -> None:
    call.box.listen(words.strip(), 38)
    await pilot.press("enter")
    await _settle(pilot)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
