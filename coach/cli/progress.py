"""`coach progress`: the record in short, for people and for programs."""

import argparse
import sys

from coach.cli import plain
from coach.cli.common import add_practice_options, practice_of, say_error
from coach.practice import PracticeError


def run(argv: list[str]) -> int:
    """Run `coach progress`; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="coach progress", description="See what has become better and what is weak."
    )
    parser.add_argument("--json", action="store_true", help="the same for programs")
    add_practice_options(parser)
    options = parser.parse_args(argv)
    try:
        with practice_of(options) as practice:
            progress = practice.progress()
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code
    if options.json:
        import msgspec

        sys.stdout.write(
            msgspec.json.format(msgspec.json.encode(progress), indent=2).decode() + "\n"
        )
    else:
        for line in plain.progress_lines(progress):
            print(line)
    return 0
