"""`coach tour`: a real small call in two minutes, with a word on what to do at each step."""

import argparse
import sys
import textwrap

from coach.cli.common import add_practice_options, practice_of, say_error
from coach.cli.parsing import Parser
from coach.cli.settled import add_screen_options, add_switch, settled
from coach.practice import CallInPlay, Practice, PracticeError
from coach.practice.tour import AFTERWARDS, WELCOME, call_of, guide

HELP = """examples:
  coach tour            on the screen
  coach tour --plain    as plain lines, for screen readers and pipes

It is a call like any other: it is kept, and leaving it pauses it."""


def run(argv: list[str]) -> int:
    """Run `coach tour`; returns the exit code."""
    parser = Parser(
        prog="coach tour",
        description="Play a real small call with a word of guidance at each step.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_switch(parser, "plain")
    add_practice_options(parser)
    add_screen_options(parser)
    options = parser.parse_args(argv)
    if not settled(options).on("plain"):
        from coach.cli.screens import show

        return show(options, screen="tour")
    try:
        with practice_of(options) as practice:
            return _plain(practice, options)
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code


def word(call: CallInPlay) -> None:
    """Say what to do at this step of the tour."""
    scene = call.scene()
    again = scene.tries > 0
    words = guide("typing", scene.turn, again=again, hint="/hint", pause="/pause")
    print(f"Guide: {words}", flush=True)


def _plain(practice: Practice, options: argparse.Namespace) -> int:
    from coach.cli.play import PlainCall, chosen

    for paragraph in WELCOME:
        print(textwrap.fill(paragraph, 80))
    print()

    call = practice.start(call_of(practice), guided=True)
    code = PlainCall(practice, call, word, chosen(options)).run(resumed=False)
    if code == 0:
        print(f"\n{AFTERWARDS.split('; ')[0]}.")
    sys.stdout.flush()
    return code
