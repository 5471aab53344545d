"""`coach` without a command: the screens."""

import argparse
import sys
from functools import partial
from typing import TYPE_CHECKING, cast

from coach.cli.common import add_practice_options, practice_of, say_error
from coach.cli.main import WIRED
from coach.cli.parsing import Parser
from coach.cli.settled import add_screen_options, add_switch, settled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coach.domain.excuse import Level

NEEDED = (
    "look", "paced", "reduced_motion", "sound", "voice", "level", "drill_most", "drill_new",
    "easy_days", "market", "jurisdiction", "team",
)  # fmt: skip
"""The settings that the screens go by."""


def run(argv: list[str]) -> int:
    """Open the home screen; returns the exit code."""
    parser = Parser(prog="coach", description="Open the screens.")
    parser.add_argument(
        "--screen",
        choices=["home", "lookup", "calls", "drill", "progress", "settings", "tour", "author"],
        default="home",
        help="the screen to begin with",
    )
    add_switch(parser, "plain")
    add_practice_options(parser)
    add_screen_options(parser)
    options = parser.parse_args(argv)
    if options.screen == "home" and settled(options).on("plain"):
        from coach.cli import today

        return today.run(options)
    return show(options, screen=options.screen)


def show(
    options: argparse.Namespace,
    call: str | None = None,
    *,
    go_on: bool = False,
    level: "Level | None" = None,
    seed: int | None = None,
    draw: "dict[str, object] | None" = None,
    drill_pack: str = "",
    screen: str = "home",
    pack: "Path | None" = None,
    excuse: str = "",
) -> int:
    """Open the screens; returns the exit code.

    The practice is imported when it is first asked, after the first paint.

    Args:
        options: Who practises, and with which packs.
        call: A call to begin with.
        go_on: Whether to go straight on with the call that was paused last.
        level: At which level the call is played; none: as it is written.
        seed: Which variation of the call is played; none: its own for every attempt.
        draw: What a call to begin with is drawn by, as `Practice.draw` takes it.
        drill_pack: The pack to drill from alone; empty: all.
        screen: The screen to begin with.
        pack: The pack to watch, or the folder of the packs to write; none: those of `options`.
        excuse: The excuse of a watched pack to try first; empty: its first.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        plain = _plainly(screen, call, go_on=go_on, drawn=draw is not None)
        say_error(f"The screens need a terminal. For pipes and screen readers: {plain}")
        return 2
    settings = settled(options)
    for name in NEEDED:
        settings.setting(name)  # a wrong one is told here, before a screen hides the message
    open_screens = cast("Callable[..., int]", WIRED["screens"])
    return open_screens(
        partial(practice_of, options, quiet=True),
        call=call,
        go_on=go_on,
        level=level,
        seed=seed,
        draw=draw,
        settings=settings,
        drill_pack=drill_pack,
        screen=screen,
        pack=pack or options.packs,
        excuse=excuse,
        asks_who=not settings.text("trainee"),
    )


def _plainly(screen: str, call: str | None, *, go_on: bool, drawn: bool) -> str:
    """The command that does the same without screens."""
    if call or go_on or drawn:
        return f"coach play {call or ('--continue' if go_on else '--random')} --plain"
    return {
        "home": "coach --plain",
        "calls": "coach play --list",
        "lookup": "coach lookup WHAT THEY SAID",
        "progress": "coach progress",
        "settings": "coach settings",
        "drill": "coach drill --plain",
        "tour": "coach tour --plain",
        "watch": "coach pack watch PACK --plain",
    }.get(screen, "coach pack --help")
