"""Assignments: calls that somebody set for others to play, and how they stand.

How an assignment stands follows from the attempts alone, so desk and manager find the same.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

EVERYONE = "everyone"
"""Stands for all names in `to`."""
GOOD = 63
"""The pass mark where none is set: from here on a reply is of the band good."""
BEHIND_UTC = timedelta(hours=12)
"""No clock on earth is further behind UTC: only then is a day over for everybody."""

State = Literal["open", "passed", "overdue", "used_up"]
STATE_WORDS: dict[State, str] = {
    "open": "open",
    "passed": "passed",
    "overdue": "overdue",
    "used_up": "no attempt left",
}
"""States in words."""


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """A call set for others to play, as it stands in the team's folder."""

    id: str
    """Short name of its own, by which it is removed."""
    call: str
    """The call, `pack/call`."""
    to: tuple[str, ...]
    """Names of trainees; `everyone` for all."""
    due: str = ""
    """The day by which it is to be passed, `2026-03-12`; empty: no day."""
    pass_mark: int = GOOD
    """Score from which on an attempt passes, 1 to 100."""
    attempts: int | None = None
    """Attempts that count, from 1; none: as many as one likes."""
    set_by: str = ""
    """Who set it."""
    set_at: str = ""
    """When, ISO time, UTC: only attempts begun after it count; empty: all."""


class Try(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt at the call that was played to its end."""

    started_at: str
    """ISO time, UTC."""
    ended_at: str
    """The same."""
    score: int
    """0 to 100."""
    failed: bool
    """Whether a reply that counts failed on conduct."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How an assignment stands for one trainee."""

    state: State
    """Open, passed, overdue, or all attempts used without passing."""
    used: int
    """Attempts that count so far."""
    best: int | None
    """Best score among them; none: not tried."""
    late: bool
    """Whether it was passed after its day."""
    held: bool
    """Whether an attempt reached the mark but failed on conduct."""


def standing(assignment: Assignment, tries: Iterable[Try], now: str) -> Standing:
    """How `assignment` stands at the moment `now` (ISO, UTC), given attempts at its call.

    An attempt passes with the pass mark and no reply that failed on conduct: conduct is a gate,
    and no score makes up for it.
    """
    counted = sorted(
        (one for one in tries if one.started_at >= assignment.set_at),
        key=lambda one: (one.ended_at, one.started_at),
    )
    counted = counted[: assignment.attempts]
    reached = [one for one in counted if one.score >= assignment.pass_mark]
    passes = [one for one in reached if not one.failed]
    used_up = assignment.attempts is not None and len(counted) >= assignment.attempts
    state: State = "open"
    if passes:
        state = "passed"
    elif used_up:
        state = "used_up"
    elif is_over(assignment.due, now):
        state = "overdue"
    return Standing(
        state=state,
        used=len(counted),
        best=max((one.score for one in counted), default=None),
        late=bool(passes) and is_over(assignment.due, passes[0].ended_at),
        held=bool(reached) and not passes,
    )


def is_over(day: str, moment: str) -> bool:
    """Whether `day` is over at `moment` by every clock on earth; no day is never over."""
    if not day:
        return False
    then = datetime.fromisoformat(moment) - BEHIND_UTC
    return then.date().isoformat() > day


def is_for(assignment: Assignment, name: str) -> bool:
    """Whether it is set for the trainee called `name`; case and spaces make no difference."""
    wanted = {same_name(one) for one in assignment.to}
    return same_name(name) in wanted or EVERYONE in wanted


def meant(assignment: Assignment, known: Iterable[str]) -> dict[str, str]:
    """Everybody it is set for, in order: who is named, and of those `known` to practise who is meant.

    Keys are names as they are compared, so that one person spelt in two ways is counted once.
    """
    names = {same_name(name): name for name in known if is_for(assignment, name)}
    for name in assignment.to:
        if same_name(name) != EVERYONE:
            names.setdefault(same_name(name), name)
    return dict(sorted(names.items()))


def same_name(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.split()).casefold()


def told(it: Standing, *, due: str, pass_mark: int, attempts: int | None, at_hand: bool) -> str:
    """How it stands, in a few words: `by 27 Nov · pass 80 · 1/3 used`."""
    if not at_hand:
        return "this desk lacks its pack"
    if it.state == "passed":
        return f"passed with {it.best}{', late' if it.late else ''}"
    mark = f"pass {pass_mark}, conduct failed" if it.held else f"pass {pass_mark}"
    if it.state == "used_up":
        return f"no attempt left · best {it.best}, {mark}"
    parts = [mark]
    if due:
        then = date.fromisoformat(due)
        since = "overdue since" if it.state == "overdue" else "by"
        parts.insert(0, f"{since} {then.day} {then:%b}")
    if attempts is not None:
        parts.append(f"{it.used}/{attempts} used")
    elif it.used:
        parts.append(f"best {it.best}")
    return " · ".join(parts)
