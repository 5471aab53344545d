"""What commands share: options, messages, the practice they open."""

import argparse
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.messages import say_error
from coach.cli.settled import settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.practice import Practice

__all__ = ["add_practice_options", "practice_of", "say_error"]


def add_practice_options(parser: argparse.ArgumentParser) -> None:
    """Who practises, and with which packs."""
    parser.add_argument(
        "--as",
        dest="trainee",
        default=None,
        metavar="NAME",
        help="practise as NAME; each name has its own record",
    )
    parser.add_argument(
        "--packs", type=Path, metavar="DIR", help="use the packs in DIR instead of the shipped ones"
    )


@contextmanager
def practice_of(options: argparse.Namespace) -> "Iterator[Practice]":
    """The practice that the options name. Raises PracticeError."""
    from coach.practice import PracticeError, open_practice  # after the screens' first paint

    packs: Path | None = options.packs
    if packs is not None and not packs.is_dir():
        raise PracticeError(f"There is no folder {packs}.")
    trainee = settled(options).text("trainee")
    with open_practice(trainee=trainee, packs=packs) as practice:
        yield practice
