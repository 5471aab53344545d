"""`coach backup`: a copy of the records, and the way back."""

import argparse
from pathlib import Path

from coach.cli.common import say_error
from coach.cli.parsing import Parser
from coach.domain.counted import replies
from coach.practice import PracticeError

HELP = """examples:
  coach backup                        to the folder `backups` beside the records
  coach backup /media/stick/coach.db  to a file
  coach backup --restore FILE         bring it back; the records of now are kept beside

A backup is checked when it is made and again before it replaces anything."""


def run(argv: list[str]) -> int:
    """Run `coach backup`; returns the exit code."""
    parser = Parser(
        prog="coach backup",
        description="Copy the records, or bring a copy back.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="where to")
    parser.add_argument("--restore", type=Path, metavar="FILE", help="bring this copy back")
    options = parser.parse_args(argv)
    if options.file and options.restore:
        parser.error("either make a backup or restore one")
    from coach.practice import keeping

    try:
        if options.restore:
            count, kept = keeping.restore(options.restore)
            print(f"Restored {replies(count)} from {options.restore}.")
            if kept is not None:
                print(f"The records until now are kept in {kept}.")
        else:
            path, count = keeping.back_up(options.file)
            print(f"{replies(count)} copied to {path}, and checked.")
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code
    return 0
