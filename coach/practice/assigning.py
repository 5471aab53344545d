"""Setting calls for others to play, and how what was set stands for each of them."""

import re
import secrets
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import msgspec

from coach.content.assignments import (
    assignments_file,
    day_is_sound,
    name_is_sound,
    parsed,
    read_assignments,
    with_added,
    without,
)
from coach.content.sharing import BusyError, change
from coach.domain.assignment import (
    EVERYONE,
    GOOD,
    Assignment,
    Standing,
    Try,
    is_for,
    is_over,
    meant,
    same_name,
    standing,
)
from coach.domain.problems import Problem
from coach.library import LibraryError, Shelf, shared
from coach.paths import data_dir
from coach.practice.trouble import told
from coach.practice.views import AssignedCall, PracticeError
from coach.storage.assigned import answered_by, tries_of
from coach.storage.database import FILE, Records, open_records

MOST_NAMES = 5000
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AHEAD = re.compile(r"^\+(\d{1,3})d?$")
_ORDER = ("overdue", "open", "used_up", "passed")


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a manager wants set, as typed."""

    call: str
    """The call, `pack/call`, or its own id where that is clear."""
    to: tuple[str, ...]
    """Names."""
    due: str = ""
    """A day: `2026-03-12`, `friday`, `tomorrow` or `+7`."""
    pass_mark: int = GOOD
    """Score from which on an attempt passes."""
    attempts: int | None = None
    """Attempts that count."""
    by: str = ""
    """Who sets it."""


class ForOne(msgspec.Struct, frozen=True, kw_only=True):
    """How an assignment stands for somebody, by the records on this machine."""

    trainee: str
    """The name."""
    standing: Standing
    """How it stands."""
    here: bool = True
    """Whether this machine has records of them; without any, nothing has been tried."""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment in the list, with those it is set for."""

    assignment: Assignment
    """As it stands in the team's folder."""
    people: tuple[ForOne, ...]
    """How it stands, for each of them by name."""


def assign(team: Path, wish: Wish, now: str) -> tuple[Assignment, bool]:
    """Set a call for others; returns the assignment, and whether it is new.

    The same wish a second time changes nothing. Raises PracticeError: exit code 2 for what was
    typed wrongly, 3 where the team's folder cannot be written.
    """
    made = Assignment(
        id=secrets.token_hex(2),
        call=_call(wish.call),
        to=_names(wish.to),
        due=day_of(wish.due, now[:10]),
        pass_mark=wish.pass_mark,
        attempts=wish.attempts,
        set_by=" ".join(wish.by.split()),
        set_at=now,
    )
    if not 1 <= made.pass_mark <= 100:  # noqa: PLR2004 - the highest score
        raise PracticeError(f"A pass mark is 1 to 100, not {made.pass_mark}.")
    if made.attempts is not None and not 1 <= made.attempts <= 1000:  # noqa: PLR2004 - more is no limit
        raise PracticeError(
            f"Attempts are 1 or more, not {made.attempts}; leave it out for no limit."
        )
    kept = [made]
    new = [True]

    def added(text: str) -> str:
        found = _sound(team, text)
        for one in found:
            if _same(one, made):
                kept[0], new[0] = one, False
                return text
        taken = {one.id for one in found}
        while kept[0].id in taken:
            kept[0] = msgspec.structs.replace(made, id=secrets.token_hex(3))
        changed = with_added(text, kept[0])
        if parsed(assignments_file(team), changed).assignments[-1:] != (kept[0],):
            raise PracticeError(_CANNOT_ADD.format(assignments_file(team)))
        return changed

    _change(team, added)
    return kept[0], new[0]


_CANNOT_ADD = "{} is written in a form that lines cannot be added to. Begin each entry with a dash."


def remove(team: Path, name: str) -> Assignment:
    """Take an assignment back; returns what it was. Raises PracticeError."""
    gone: list[Assignment] = []

    def cut(text: str) -> str:
        found = _sound(team, text)
        gone.extend(one for one in found if one.id == name)
        if not gone:
            known = ", ".join(one.id for one in found) or "none"
            raise PracticeError(f"There is no assignment `{name}`. There are: {known}.")
        changed = without(assignments_file(team), text, name)
        left = tuple(one for one in found if one.id != name)
        if parsed(assignments_file(team), changed).assignments != left:
            file = assignments_file(team)
            raise PracticeError(f"`{name}` cannot be cut out of {file}. Delete it there by hand.")
        return changed

    _change(team, cut)
    return gone[0]


def listing(
    team: Path, records: Records | None, now: str
) -> tuple[tuple[Listed, ...], list[Problem]]:
    """All assignments, how they stand by these records, and what is wrong in their file.

    They stand for whom they are set: who is named, and for everyone who has practised here.
    """
    reading = read_assignments(assignments_file(team))
    people = answered_by(records) if records else []
    refs = [one.call for one in reading.assignments]
    tries: dict[str, list[dict[str, list[Try]]]] = {}
    for number, name in people:
        if records:
            tries.setdefault(same_name(name), []).append(tries_of(records, number, refs))
    listed = []
    for one in reading.assignments:
        stands = [
            ForOne(
                trainee=name,
                standing=standing(
                    one, [made for own in tries.get(key, ()) for made in own.get(one.call, ())], now
                ),
                here=key in tries,
            )
            for key, name in meant(one, (name for _, name in people)).items()
        ]
        listed.append(Listed(assignment=one, people=tuple(stands)))
    return tuple(listed), reading.problems


def list_here(team: Path, now: str) -> tuple[tuple[Listed, ...], list[Problem]]:
    """The same with the records of this machine, where there are any."""
    home = Path(data_dir())
    if not (home / FILE).exists():
        return listing(team, None, now)
    with told():
        records = open_records(home)
        try:
            return listing(team, records, now)
        finally:
            records.close()


def assigned_calls(
    records: Records,
    trainee: str,
    name: str,
    assignments: Iterable[Assignment],
    shelf: Shelf,
    now: str,
) -> tuple[AssignedCall, ...]:
    """What is set for the trainee with the id `trainee`, called `name`: what is late comes first."""
    mine = [one for one in assignments if is_for(one, name)]
    tries = tries_of(records, trainee, [one.call for one in mine])
    cards = []
    for one in mine:
        title, at_hand = _title(shelf, one.call)
        cards.append(
            AssignedCall(
                id=one.id, ref=one.call, title=title, at_hand=at_hand, due=one.due, pass_mark=one.pass_mark,
                attempts=one.attempts, set_by=one.set_by,
                standing=standing(one, tries.get(one.call, []), now),
            )
        )  # fmt: skip
    return tuple(
        sorted(
            cards, key=lambda card: (_ORDER.index(card.standing.state), card.due or "~", card.id)
        )
    )


def worth_showing(card: AssignedCall, now: str) -> bool:
    """Whether home shows it: what was passed is shown until its day is over."""
    done = card.standing.state == "passed"
    return not done or (bool(card.due) and not is_over(card.due, now))


def day_of(words: str, today: str) -> str:
    """The day that a manager names; `today` is `2026-03-12`. Raises PracticeError."""
    said = words.strip().lower()
    if not said:
        return ""
    then = date.fromisoformat(today)
    ahead = _AHEAD.match(said)
    if said in {"today", "tomorrow"}:
        then += timedelta(days=("today", "tomorrow").index(said))
    elif said in _DAYS:
        then += timedelta(days=(_DAYS.index(said) - then.weekday() - 1) % 7 + 1)
    elif ahead:
        then += timedelta(days=int(ahead[1]))
    elif day_is_sound(said):
        if said < today:
            raise PracticeError(f"{said} is past. Name a day from {today} on.")
        return said
    else:
        raise PracticeError(
            f"`{words}` is no day. Write it like 2026-03-12, friday, tomorrow or +7 (days)."
        )
    return then.isoformat()


def _call(ref: str) -> str:
    shelf = shared()
    try:
        library, call = shelf.call(ref)
    except LibraryError as error:
        raise PracticeError(
            f"{error} A call must be in the built-in packs or in the team's folder, "
            "so that every desk has it."
        ) from error
    return f"{library.pack.id}/{call.id}"


def _names(given: Iterable[str]) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for part in given:
        for name in part.split(","):
            if not name_is_sound(name):
                raise PracticeError(
                    f"{name.strip()!r} is no name. Give the names that people practise under, "
                    f"or `{EVERYONE}`."
                )
            names.setdefault(same_name(name), " ".join(name.split()))
    if not names:
        raise PracticeError(f"For whom? Give names with --to, or `--to {EVERYONE}`.")
    if len(names) > MOST_NAMES:
        raise PracticeError(f"More than {MOST_NAMES} names: write `--to {EVERYONE}`.")
    return (EVERYONE,) if EVERYONE in names else tuple(names.values())


def _same(one: Assignment, other: Assignment) -> bool:
    def what(assignment: Assignment) -> tuple[object, ...]:
        names = frozenset(map(same_name, assignment.to))
        wanted = (assignment.pass_mark, assignment.attempts)
        return (assignment.call, names, assignment.due, *wanted)

    return what(one) == what(other)


def _sound(team: Path, text: str) -> tuple[Assignment, ...]:
    """The assignments in `text`; a file with faults is not written over."""
    reading = parsed(assignments_file(team), text) if text.strip() else None
    if reading is None:
        return ()
    if reading.problems:
        told = "\n".join(one.line_of_text() for one in reading.problems)
        raise PracticeError(f"{told}\nNothing was changed. Mend the file first.")
    return reading.assignments


def _change(team: Path, make: Callable[[str], str]) -> None:
    file = assignments_file(team)
    if not team.is_dir():
        raise PracticeError(f"The team's folder {team} is not there.", 3)
    try:
        change(file, make)
    except UnicodeDecodeError as error:
        raise PracticeError(f"{file} is not UTF-8 text. Nothing was changed.") from error
    except BusyError as error:
        raise PracticeError(f"{error} Nothing was changed; try again in a moment.", 3) from error
    except OSError as error:
        raise PracticeError(f"{file} cannot be written: {error.strerror}.", 3) from error


def _title(shelf: Shelf, ref: str) -> tuple[str, bool]:
    try:
        return shelf.call(ref)[1].title, True
    except LibraryError:
        return ref, False
