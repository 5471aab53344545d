"""Statements read back: plain records of who did what, one by one, from files or from a store.

Reading a million statements takes no more memory than reading one. What other programs have put into
the same store is passed over. For figures of what counts now, read through `coach.records.settling`.
"""

import gzip
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote

import msgspec

from coach.domain.happening import Happened
from coach.records import names
from coach.records.shape import Result, Statement, Verb

LONGEST_LINE = 4_000_000
"""Bytes of one statement; more is none of ours."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One statement, plainly. Fields that a kind has no use for keep their defaults."""

    id: str
    """The statement's id: a statement read twice is the same record twice."""
    kind: Happened
    """What happened."""
    who: str
    """The trainee: the account's name, or the hash of the mail address."""
    home: str
    """The account's home page; empty: a hash."""
    at: str
    """When, ISO time."""
    registration: str
    """The attempt, as a UUID."""
    drill: bool
    """Whether it is of a drill, not of a call."""
    ref: str
    """`pack/call`, or `pack/excuse` for a drill; empty for `taken_back`, `reopened`, `rescored` and
    `corrected` of a drill."""
    title: str
    """Title of the call or the drill, for `started`, `ended` and drills."""
    pack: str
    """The pack."""
    pack_version: str
    """Its version then."""
    level: str
    """The level it was played at."""
    scorer: str
    """The scorer's version."""
    score: int = 0
    """0 to 100: quality of a reply, score of a call, or what a correction sets."""
    points: int = 0
    """A reply's score after hints."""
    band: int = 0
    """0 to 4: a reply's band, or what a correction sets."""
    skills: dict[str, int] = {}
    """Score of each skill of a reply, 0 to 100."""
    skill_bands: dict[str, int] = {}
    """Band of each skill of a reply, 0 to 4."""
    excuse: str = ""
    """The excuse answered, `pack/excuse`."""
    family: str = ""
    """Its family."""
    number: int = 0
    """Which reply of the call, from 1."""
    take: int = 0
    """Which try at it, from 1."""
    hints: int = 0
    """Hints taken."""
    seconds: float = 0.0
    """Time taken: for the reply, or for the call."""
    success: bool = False
    """A reply of band 3 or better whose conduct does not fail; a call with a good outcome."""
    conduct: str = ""
    """A reply's conduct verdict: `ok`, `minor` or `fail`."""
    rule: str = ""
    """A finding's conduct rule."""
    rule_kind: str = ""
    """A finding's kind: `threat`, `deception` and so on."""
    severity: str = ""
    """A finding's severity: `fatal`, `major`, `minor`."""
    outcome: str = ""
    """How a call ended."""
    skill: str = ""
    """The skill that a correction is about; empty: the reply as a whole."""
    machine_band: int = 0
    """The machine's band that was corrected."""
    by: str = ""
    """Who corrected."""
    about: str = ""
    """Id of the statement that this one judges anew, corrects, takes back, or was found in."""
    typed: str = ""
    """What was typed, where the house sends it along."""


def record_of(statement: bytes | str | dict[str, Any]) -> Record | None:
    """The record of one statement, as JSON or decoded; none for a statement that is not ours.

    Raises ValueError where it is no statement at all, or one of ours that is broken.
    """
    try:
        usual = _usual(statement)
        if usual is not None:
            return _record(usual)
        # A stranger's statement has any shape: it is taken apart before it is judged.
        found = msgspec.json.decode(statement) if isinstance(statement, bytes | str) else statement
        if not isinstance(found, dict) or "verb" not in found or "actor" not in found:
            raise ValueError("this is no xAPI statement")
        if not _ours(found):
            return None
        return _record(msgspec.convert(found, Statement, strict=False))
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


_DECODER = msgspec.json.Decoder(Statement, strict=False)
_PROFILE = Verb(names.PROFILE)


def _usual(statement: bytes | str | dict[str, Any]) -> Statement | None:
    """A statement of ours in the usual form, which nearly all are in: read in half the time."""
    if isinstance(statement, dict):
        return None
    try:
        found = _DECODER.decode(statement)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None
    return found if _PROFILE in found.context.contextActivities.category else None


def from_files(paths: Iterable[Path]) -> Iterator[Record]:
    """The records in exported files, JSON lines, plain or packed with gzip (`.gz`).

    Raises OSError, and ValueError with the file and the line's number. A statement that is in several
    files comes several times: `settled` counts it once.
    """
    for path in paths:
        with _opened(path) as file:
            number = 0
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise ValueError(f"{path}:{number}: the line is too long for a statement")
                try:
                    found = record_of(line) if line.strip() else None
                except ValueError as error:
                    raise ValueError(f"{path}:{number}: {error}") from error
                if found is not None:
                    yield found


def _opened(path: Path) -> "BinaryIO | gzip.GzipFile":
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


_KINDS: dict[str, Happened] = {
    names.INITIALIZED: "started",
    names.ANSWERED: "answered",
    names.COMPLETED: "ended",
    names.SCORED: "rescored",
    names.BREACHED: "finding",
    names.CORRECTED: "corrected",
    names.TOOK_BACK: "taken_back",
}


def _ours(found: dict[str, Any]) -> bool:
    context = found.get("context")
    around = context.get("contextActivities") if isinstance(context, dict) else None
    categories = around.get("category") if isinstance(around, dict) else None
    listed = categories if isinstance(categories, list) else [categories]
    return any(isinstance(one, dict) and one.get("id") == names.PROFILE for one in listed)


def _record(one: Statement) -> Record:
    kind = _KINDS.get(one.verb.id)
    if kind is None:
        raise ValueError(f"the profile has no verb {one.verb.id}")
    context, where = one.context, one.context.extensions
    if kind == "taken_back" and not where.number:
        kind = "reopened"
    result = one.result or Result()
    told = result.extensions
    agent = told.trainee if kind == "corrected" and told.trainee is not None else one.actor
    who, home = agent.named()
    around = context.contextActivities
    ref = around.parent[0].id if around.parent else ("" if kind == "finding" else one.object.id)
    about = context.statement.id if context.statement else one.object.id
    title = one.object.definition.name if one.object.definition and kind != "finding" else {}
    return Record(
        id=one.id, kind=kind, who=who, home=home, at=one.timestamp, registration=context.registration,
        drill=where.drill, ref=where.excuse if where.drill else _plain(ref),
        title=next(iter(title.values()), ""), pack=_plain(around.grouping[0].id) if around.grouping else "",
        pack_version=where.version, level=where.level, scorer=where.scorer,
        score=round(result.score.raw) if result.score else 0, points=told.points, band=told.band,
        skills={name: round(skill.score) for name, skill in told.skills.items()},
        skill_bands={name: skill.band for name, skill in told.skills.items()},
        excuse=where.excuse, family=where.family, number=where.number, take=where.take, hints=told.hints,
        seconds=_seconds(result.duration), success=result.success, conduct=told.conduct,
        rule=_plain(one.object.id) if kind == "finding" else "", rule_kind=told.kind, severity=told.severity,
        outcome=told.outcome, skill=told.skill, machine_band=told.machine,
        by=one.actor.named()[0] if kind == "corrected" else "",
        about=about if kind in _POINTING else "", typed=result.response or told.quote,
    )  # fmt: skip


_POINTING = {"finding", "rescored", "corrected", "taken_back", "reopened"}


@lru_cache(4096)
def _plain(activity: str) -> str:
    """The name in an activity's id; empty for what is none of ours."""
    parts = activity.split(":", 3)
    return unquote(parts[3]) if parts[:2] == ["urn", "coach"] and len(parts) == 4 else ""  # noqa: PLR2004 - urn, coach, what, which


_DURATION = re.compile(r"PT(\d{1,9}\.\d\d)S")


def _seconds(duration: str) -> float:
    """The seconds of a duration as we write it, or as a store has rewritten it. Raises ValueError."""
    if not duration:
        return 0.0
    plain = _DURATION.fullmatch(duration)
    if plain:
        return float(plain[1])
    return msgspec.convert(duration, timedelta).total_seconds()
