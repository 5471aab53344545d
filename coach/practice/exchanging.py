"""Records leave and enter this machine: JSON lines of attempts, masked where asked for."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from coach.domain.counted import counted
from coach.domain.drill_plan import rating_of
from coach.domain.masking import masked
from coach.practice.drilling import next_card
from coach.practice.playing import Wiring
from coach.practice.trouble import told
from coach.practice.views import PracticeError
from coach.storage import cards, exchange
from coach.storage.cards import CardRow
from coach.storage.exchange import Merged
from coach.storage.sums import refresh
from coach.storage.travelling import SentAttempt, decoded

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.domain.excuse import Verdict
    from coach.records.statements import Form

LONGEST_LINE = 32_000_000
"""Bytes of one attempt; more is no attempt."""
_TOLD = 20
"""Bad lines that are told one by one."""
_OWNER_ONLY = 0o600
_STATEMENT = frozenset({"actor", "verb", "object"})
"""Fields that every xAPI statement has, and no attempt."""
_PLAIN = frozenset(
    {"format", "id", "trainee_id", "kind", "ref", "pack", "pack_version", "level", "scorer", "started_at", "ended_at",
     "outcome", "given_at", "reviewed_at", "excuse", "family", "turn", "reply", "rule", "skill", "effect", "why", "point",
     "certainty", "cite", "better", "say_instead"}
)  # fmt: skip
"""Fields without words of a person: never masked."""


def export_lines(wiring: Wiring, trainee: str | None, *, mask: bool = False) -> Iterator[bytes]:
    """Every attempt as one JSON line; no trainee: everybody's. Raises PracticeError."""
    with told():
        for attempt in exchange.sent_attempts(wiring.records, trainee):
            yield encoded(attempt, mask=mask) + b"\n"


def encoded(attempt: SentAttempt, *, mask: bool) -> bytes:
    """One attempt as JSON."""
    if not mask:
        return msgspec.json.encode(attempt)
    plain = {name: _masked(value, name) for name, value in msgspec.to_builtins(attempt).items()}
    return msgspec.json.encode({**plain, "masked": True})


def _masked(value: object, field: str = "") -> object:
    if isinstance(value, str):
        return value if field in _PLAIN else masked(value)
    if isinstance(value, dict):
        return {name: _masked(one, name) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(one, field) for one in value]
    return value


def write_export(wiring: Wiring, trainee: str | None, target: Path, *, mask: bool = False) -> int:
    """Write an export that only its owner can read; returns the number of attempts."""
    return write_lines(target, export_lines(wiring, trainee, mask=mask))


def write_lines(target: Path, lines: Iterator[bytes]) -> int:
    """Write lines to a file that only its owner can read; returns how many.

    The file is whole or not there: it is written beside and moved into place. Raises PracticeError.
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    count = 0
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            for line in lines:
                file.write(line)
                count += 1
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        raise PracticeError(f"{target} cannot be written: {error.strerror}.", 3) from error
    finally:
        beside.unlink(missing_ok=True)
    return count


def read_import(
    wiring: Wiring, source: Path, step: "Callable[[int, int], None] | None" = None
) -> Merged:
    """Merge an export into the records: all of it or, where a line is bad, nothing.

    `step` hears how many attempts are merged, and of how many. Raises PracticeError with every bad
    line's number (exit code 2).
    """
    try:
        with source.open("rb") as file:
            total = _check(source, file)
            file.seek(0)
            with told():
                return _merge(wiring, file, lambda done: step(done, total) if step else None)
    except OSError as error:
        raise PracticeError(f"{source} cannot be read: {error.strerror}.") from error


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if line.strip():
            yield number, line


def _check(source: Path, file: BinaryIO) -> int:
    """How many lines there are, all of them good."""
    bad: list[str] = []
    more = lines = statements = 0
    for number, line in _lines(file):
        lines += 1
        trouble = _trouble(line)
        if trouble and _is_statement(line):
            statements += 1
            continue
        if trouble and len(bad) < _TOLD:
            bad.append(f"{source}:{number}: {trouble}")
        elif trouble:
            more += 1
        if len(line) > LONGEST_LINE:
            break
    if statements:
        raise PracticeError(_are_statements(source, statements, lines))
    if bad:
        rest = [f"and {more} more"] if more else []
        raise PracticeError(
            "\n".join(
                [*bad, *rest, "Nothing was imported. Export the file again, or mend these lines."]
            )
        )
    return lines


def _is_statement(line: bytes) -> bool:
    try:
        read = msgspec.json.decode(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(read, dict) and read.keys() >= _STATEMENT


def _are_statements(source: Path, statements: int, lines: int) -> str:
    held = "is an xAPI export" if statements == lines else "holds lines of an xAPI export"
    return (
        f"{source} {held}. `coach team` reads such statements, but they do not hold everything that "
        "records need. Nothing was imported. Export the attempts where they are kept, without --xapi "
        "(coach records export FILE --all), and import that file."
    )


def _trouble(line: bytes) -> str:
    if len(line) > LONGEST_LINE:
        return "the line is too long for an attempt"
    try:
        decoded(line)
    except ValueError as error:
        return str(error)
    return ""


def _merge(wiring: Wiring, file: BinaryIO, step: "Callable[[int], None]") -> Merged:
    merged = Merged()
    with wiring.records.writing() as db:
        for done, (_, line) in enumerate(_lines(file)):
            step(done)
            exchange.merge(db, decoded(line), merged)
        for trainee, excuse in sorted(merged.drilled):
            _reschedule(wiring, trainee, excuse)
    refresh(wiring.records)
    return merged


def _reschedule(wiring: Wiring, trainee: str, excuse: str) -> None:
    """Work out an excuse's card anew from all drills on record, those just merged included.

    The scheduler goes from answer to answer, so the same answers give the same card on whichever
    machine they were given.
    """
    drills = cards.drills_of(wiring.records, trainee, excuse)
    if not drills:
        return
    known = cards.cards_of(wiring.records, trainee)
    number = len(known) + 1
    text: str | None = None
    due = ""
    for drill in drills:
        verdict: Verdict = drill["conduct"]
        rating = rating_of(drill["band"], drill["hints"], conduct_failed=verdict == "fail")
        card = next_card(text, number, rating, datetime.fromisoformat(drill["reviewed_at"]))
        text, due = card.to_json(), card.due.isoformat()
    last = drills[-1]
    row = CardRow(
        excuse=excuse, family=last["family"], card=text or "", due=due, last_band=last["band"],
        answers=len(drills),
    )  # fmt: skip
    cards.write_card(wiring.records.db, trainee, row)


def summary_of(merged: Merged) -> str:
    """What an import brought, in one sentence."""
    return (
        f"{counted(merged.attempts, 'new attempt')} and {counted(merged.replies, 'new reply', 'new replies')}; "
        f"{counted(merged.known, 'attempt was', 'attempts were')} known already."
    )


class Exchanging:
    """Export and import, for one trainee or for everybody. Methods raise PracticeError."""

    def __init__(self, wiring: Wiring, trainee: str | None) -> None:
        self._wiring = wiring
        self._trainee = trainee

    def lines(self, *, mask: bool = False) -> Iterator[bytes]:
        """The attempts as JSON lines."""
        return export_lines(self._wiring, self._trainee, mask=mask)

    def export(self, target: Path, *, mask: bool = False) -> int:
        """Write them to a file; returns how many attempts."""
        return write_export(self._wiring, self._trainee, target, mask=mask)

    def statement_lines(self, form: "Form") -> Iterator[bytes]:
        """The attempts as xAPI statements, JSON lines, in the form that a house wants."""
        from coach.practice.sending import statement_lines

        return statement_lines(self._wiring.records, self._trainee, form)

    def export_statements(self, target: Path, form: "Form") -> int:
        """Write them to a file; returns how many statements."""
        return write_lines(target, self.statement_lines(form))

    def bring_in(self, source: Path, step: "Callable[[int, int], None] | None" = None) -> str:
        """Merge a file into the records; returns what it brought, in a sentence.

        `step` hears how many attempts are merged, and of how many.
        """
        return summary_of(read_import(self._wiring, source, step))
