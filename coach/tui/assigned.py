"""Assigned calls as lines of the home screen."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coach.domain.assignment import told

if TYPE_CHECKING:
    from coach.practice.views import AssignedCall

MOST = 4
"""So many are shown, those that are late or soon due first; the last line says how many more."""


def assigned_lines(assigned: "tuple[AssignedCall, ...]") -> Iterator[tuple[str, str, str]]:
    """For each line its title, how it stands, and the name of its option."""
    for card in assigned[:MOST]:
        yield card.title, stands(card), f"assigned:{card.ref} {card.id}"


def stands(card: "AssignedCall") -> str:
    """How an assignment stands, in a few words."""
    return told(
        card.standing,
        due=card.due,
        pass_mark=card.pass_mark,
        attempts=card.attempts,
        at_hand=card.at_hand,
    )
