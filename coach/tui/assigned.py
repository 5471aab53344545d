"""Assigned calls as lines of the home screen."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.practice.views import AssignedCall

MOST = 4
"""So many are shown, those that are late or soon due first; the last line says how many more."""


def assigned_lines(assigned: "tuple[AssignedCall, ...]") -> Iterator[tuple[str, str, str]]:
    """For each line its title, how it stands, and the name of its option."""
    for card in assigned[:MOST]:
        yield card.title, stands(card), f"assigned:{card.ref} {card.id}"


def stands(card: "AssignedCall") -> str:
    """How an assignment stands: `by 27 Nov · pass 80 · 1/3 used`."""
    it = card.standing
    if not card.at_hand:
        return "this desk lacks its pack"
    if it.state == "passed":
        return f"passed with {it.best}{', late' if it.late else ''}"
    mark = f"pass {card.pass_mark}, conduct failed" if it.held else f"pass {card.pass_mark}"
    if it.state == "used_up":
        return f"no attempt left · best {it.best}, {mark}"
    due = f"overdue since {_day(card.due)}" if it.state == "overdue" else f"by {_day(card.due)}"
    return " · ".join(part for part in (due if card.due else "", mark, _used(card)) if part)


def _used(card: "AssignedCall") -> str:
    used = card.standing.used
    if card.attempts is not None:
        return f"{used}/{card.attempts} used"
    return f"best {card.standing.best}" if used else ""


def _day(day: str) -> str:
    if not day:
        return ""
    then = date.fromisoformat(day)
    return f"{then.day} {then:%b}"
