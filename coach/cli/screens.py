"""`coach` without a command: the screens."""

import argparse
import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, cast

from coach.cli.common import add_practice_options, practice_of, say_error
from coach.cli.main import WIRED
from coach.practice import Practice, PracticeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.domain.drill_plan import Limits


def run(argv: list[str]) -> int:
    """Open the home screen; returns the exit code."""
    parser = argparse.ArgumentParser(prog="coach", description="Open the screens.")
    parser.add_argument(
        "--screen",
        choices=["home", "lookup", "calls", "progress"],
        default="home",
        help="the screen to begin with",
    )
    add_practice_options(parser)
    options = parser.parse_args(argv)
    return show(options, screen=options.screen)


def show(
    options: argparse.Namespace,
    call: str | None = None,
    *,
    go_on: bool = False,
    drill: "Limits | None" = None,
    screen: str = "home",
) -> int:
    """Open the screens, at a call where one is named."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say_error(
            "The screens need a terminal. For pipes and screen readers: coach play CALL --plain"
        )
        return 2

    def practice() -> AbstractContextManager[Practice]:
        return practice_of(options)

    open_screens = cast("Callable[..., int]", WIRED["screens"])
    try:
        return open_screens(practice, call=call, go_on=go_on, drill=drill, screen=screen)
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code
