"""Pictures of the screens, made from a real call: `python -m coach.tui.pictures FOLDER`.

The README shows the call: `python -m coach.tui.pictures .github --readme` makes that picture alone.
Run it again whenever the screens change. The call is played with
a fixed seed by its own play script, in a home folder that is thrown away afterwards.
"""

import argparse
import asyncio
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from coach.practice import open_practice
from coach.tui.app import CoachApp
from coach.tui.pictured import a_call, every_screen, settle

if TYPE_CHECKING:
    from textual.pilot import Pilot

SIZES = ((80, 24), (140, 40), (200, 50))
LOOKS = {
    "dark": "coach-dark",
    "light": "coach-light",
    "contrast": "coach-contrast",
    "sixteen": "coach-16",
}
"""The looks, by the names that the setting has."""
README = "call.svg"
_WEB_FONTS = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_REMARK = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_FONTS = "Fira Code, DejaVu Sans Mono, Menlo, Consolas, monospace"
_SIZE = re.compile(r"(\d+)x(\d+)")


def main(argv: list[str]) -> int:
    """Make the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m coach.tui.pictures", description="Make pictures of the screens, as SVG."
    )
    parser.add_argument("folder", type=Path, help="where to put them")
    parser.add_argument(
        "--size", action="append", type=_size, help="only this size, such as 80x24; any will do"
    )
    parser.add_argument("--look", action="append", choices=LOOKS, help="only this look")
    parser.add_argument("--screen", action="append", help="only this screen, such as home")
    parser.add_argument("--readme", action="store_true", help=f"only {README}, the README's")
    options = parser.parse_args(argv)
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.readme:
        picture = options.folder / README
        picture.write_text(asyncio.run(shoot_call()), encoding="utf-8")
        print(picture)
        return 0
    for size in options.size or SIZES:
        for picture in asyncio.run(
            shoot(options.folder, size, options.look or tuple(LOOKS), options.screen or ())
        ):
            print(picture)
    return 0


async def shoot(
    folder: Path, size: tuple[int, int], looks: Sequence[str], screens: Sequence[str] = ()
) -> list[Path]:
    """Go through the screens once at one size, and keep a picture of each in every look.

    Args:
        folder: Where the pictures go.
        size: Columns and rows.
        looks: The looks, by their short names.
        screens: Only of these screens; empty: of all.
    """
    made: list[Path] = []
    with TemporaryDirectory() as home:
        app = _calm(home)
        async with app.run_test(size=size) as running:
            pilot = cast("Pilot[object]", running)
            async for name in every_screen(app, pilot, Path(home)):
                for look in looks if not screens or name in screens else ():
                    app.theme = LOOKS[look]
                    await settle(pilot)
                    path = folder / f"{name}-{size[0]}x{size[1]}-{look}.svg"
                    path.write_text(drawn(app), encoding="utf-8")
                    made.append(path)
    return made


async def shoot_call() -> str:
    """The picture of the README: a call in which the second reply is being typed."""
    with TemporaryDirectory() as home:
        app = _calm(home)
        async with app.run_test(size=(120, 36)) as running:
            pilot = cast("Pilot[object]", running)
            await settle(pilot)
            async for name in a_call(app, pilot):
                if name == "call":
                    return drawn(app)
    raise RuntimeError("the way has no picture of the call")


def drawn(app: CoachApp) -> str:
    """The screen as SVG that fetches nothing from anywhere."""
    picture = _REMARK.sub("", _WEB_FONTS.sub("", app.export_screenshot(title="coach")))
    return picture.replace("Fira Code, monospace", _FONTS).replace("Fira Code", _FONTS, 1)


def _calm(home: str) -> CoachApp:
    app = CoachApp(lambda: open_practice(Path(home), "Mina"), paced=False, look="coach-dark")
    # A change of look is complete at once, so that no picture shows the way to it.
    app.animation_level = "none"
    return app


def _size(words: str) -> tuple[int, int]:
    found = _SIZE.fullmatch(words)
    if found is None:
        raise argparse.ArgumentTypeError(f"a size is written 80x24, not {words}")
    return int(found[1]), int(found[2])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
