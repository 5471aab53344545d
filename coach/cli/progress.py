"""`coach progress`: what has become better and what is weak, for people and for programs."""

import argparse
import sys

from coach.cli import progress_views
from coach.cli.common import add_practice_options, practice_of, say_error
from coach.cli.parsing import Parser
from coach.domain.safe import shown
from coach.practice import PracticeError

HELP = """examples:
  coach progress                 my figures, as lines
  coach progress --as mina       another trainee's
  coach progress --all           everybody on this machine, one line each
  coach progress --json          the same figures for programs; --csv for spreadsheets
  coach report FILE.html         the same figures as a page with plots

What is counted and how is told in: coach help progress"""


def run(argv: list[str]) -> int:
    """Run `coach progress`; returns the exit code."""
    parser = Parser(
        prog="coach progress",
        description="See what has become better and what is weak.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the same for programs")
    form.add_argument("--csv", action="store_true", help="the same for spreadsheets")
    parser.add_argument("--all", action="store_true", help="everybody on this machine")
    add_practice_options(parser)
    options = parser.parse_args(argv)
    try:
        with practice_of(options, reading=True) as practice:
            told = practice.everyone() if options.all else (practice.figures(),)
            paused = () if options.all else practice.progress().paused
            perhaps = practice.perhaps()
        if options.trainee is not None and not options.all and not told[0].since:
            hint = perhaps or f" Begin with: coach --as {shown(options.trainee)}"
            say_error(f"Nobody called `{shown(options.trainee)}` has practised here.{hint}")
            return 1
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code
    if options.json:
        import msgspec

        data = msgspec.json.encode(told if options.all else told[0])
        sys.stdout.write(msgspec.json.format(data, indent=2).decode() + "\n")
    elif options.csv:
        sys.stdout.write(progress_views.to_csv(told))
    else:
        lines = (
            progress_views.overview_lines(told)
            if options.all
            else [
                *progress_views.figure_lines(told[0], perhaps),
                *progress_views.paused_lines(paused),
            ]
        )
        print("\n".join(lines))
    return 0
