"""What commands share: options, messages, the practice they open."""

import argparse
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.messages import say_error
from coach.cli.settled import settled
from coach.domain.assignment import same_name

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


def tell_of_team() -> None:
    """Say so where the team's folder does not answer: one plays with what is at hand."""
    from coach.lookup.places import team_trouble

    trouble = team_trouble()
    if trouble:
        say_error(f"{trouble} What is in it is left out until then.")


@contextmanager
def practice_of(
    options: argparse.Namespace, *, quiet: bool = False, reading: bool = False
) -> "Iterator[Practice]":
    """The practice that the options name; `quiet` where a screen is up. Raises PracticeError.

    `reading`, where nothing is played: a name that is on record in one other spelling is that one.
    """
    from coach.practice import PracticeError, open_practice  # after the screens' first paint

    packs: Path | None = options.packs
    if packs is not None and not packs.is_dir():
        raise PracticeError(f"There is no folder {packs}.")
    if packs is None and not quiet:
        tell_of_team()
    trainee = settled(options).text("trainee")
    with open_practice(trainee=trainee, packs=packs) as practice:
        yield _on_record(practice) if reading else practice


def _on_record(practice: "Practice") -> "Practice":
    """The practice of the one name on record that differs in case or spaces alone, or this one."""
    names = [one.name for one in practice.trainees()]
    same = [name for name in names if same_name(name) == same_name(practice.trainee)]
    return practice.of(same[0]) if len(same) == 1 else practice
