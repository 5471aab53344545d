"""What commands share: options, messages, the practice they open."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coach.cli.messages import say_error
from coach.practice import Practice, PracticeError, open_practice

__all__ = ["add_practice_options", "practice_of", "say_error"]


def add_practice_options(parser: argparse.ArgumentParser) -> None:
    """Who practises, and with which packs."""
    parser.add_argument(
        "--as",
        dest="trainee",
        default="",
        metavar="NAME",
        help="practise as NAME; each name has its own record",
    )
    parser.add_argument(
        "--packs", type=Path, metavar="DIR", help="use the packs in DIR instead of the shipped ones"
    )


@contextmanager
def practice_of(options: argparse.Namespace) -> Iterator[Practice]:
    """The practice that the options name. Raises PracticeError."""
    packs: Path | None = options.packs
    if packs is not None and not packs.is_dir():
        raise PracticeError(f"There is no folder {packs}.")
    with open_practice(trainee=options.trainee, packs=packs) as practice:
        yield practice
