"""`coach report`: the figures of progress as a page to hand in."""

import argparse
import sys
from pathlib import Path

from coach.cli.common import add_practice_options, practice_of, say_error
from coach.cli.parsing import Parser
from coach.practice import PracticeError

HELP = """examples:
  coach report                       coach-report.html, for me
  coach report mina.html --as mina   for another trainee
  coach report team.html --all       for everybody on this machine
  coach report --markdown -          as Markdown on standard output

The HTML file is whole in itself: no scripts, nothing is fetched. It follows light and dark and
prints well. Its figures are those of `coach progress`."""


def run(argv: list[str]) -> int:
    """Run `coach report`; returns the exit code."""
    parser = Parser(
        prog="coach report",
        description="Write the record as a page to hand in.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="where to; - for standard output")
    parser.add_argument("--markdown", action="store_true", help="Markdown instead of HTML")
    parser.add_argument("--all", action="store_true", help="everybody on this machine")
    add_practice_options(parser)
    options = parser.parse_args(argv)
    target = options.file or f"coach-report.{'md' if options.markdown else 'html'}"
    try:
        from coach.practice.report.writing import write

        with practice_of(options, reading=True) as practice:
            text = practice.report(markdown=options.markdown, everybody=options.all)
        if target == "-":
            sys.stdout.write(text)
        else:
            write(Path(target), text)
            print(f"Written: {target}")
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code
    return 0
