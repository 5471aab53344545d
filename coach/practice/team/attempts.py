"""Exported attempts as the records that statements are read back as.

The ids are those of the statements, so that an attempt which comes both ways counts once.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec

from coach.domain.excuse import Family, Skill
from coach.records.names import GOOD, registration, statement_id
from coach.records.reading import Record

BEGINNING = b'{"format":"coach.attempt/'
"""How a line of `coach records export` begins."""

Score = Annotated[int, msgspec.Meta(ge=0, le=100)]
Band = Annotated[int, msgspec.Meta(ge=0, le=4)]
Moment = Annotated[str, msgspec.Meta(pattern=r"^[12]\d{3}-\d\d-\d\dT", max_length=40)]


class _Skill(msgspec.Struct):
    score: Score
    band: Band


class _Finding(msgspec.Struct):
    rule: str
    kind: str
    severity: str


class _Conduct(msgspec.Struct):
    verdict: Literal["ok", "minor", "fail"] = "ok"
    findings: list[_Finding] = []


class _Review(msgspec.Struct):
    score: Score
    band: Band
    skills: dict[Skill, _Skill]
    conduct: _Conduct


class _Judged(msgspec.Struct):
    scorer: str
    points: Score
    reviewed_at: Moment
    review: _Review


class _Correction(msgspec.Struct):
    id: str
    skill: str
    machine: Band
    band: Band
    given_at: Moment
    given_by: str = ""


class _Reply(msgspec.Struct):
    id: str
    number: int
    take: int
    counts: bool
    excuse: str
    family: Family
    hints: int
    seconds: float
    given_at: Moment
    reviews: list[_Judged]
    corrections: list[_Correction]


class _Attempt(msgspec.Struct):
    format: Literal["coach.attempt/1"]
    trainee: str
    id: str
    kind: Literal["call", "drill"]
    ref: str
    title: str
    pack: str
    pack_version: str
    level: str
    scorer: str
    started_at: Moment
    ended_at: Moment | None
    outcome: str | None
    score: Score | None
    seconds: float
    replies: list[_Reply]


_DECODER = msgspec.json.Decoder(_Attempt)


def records_of_attempt(line: bytes) -> Iterator[Record]:
    """The records of one exported attempt. Raises ValueError where the line is none."""
    try:
        attempt = _DECODER.decode(line)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error
    return _records(attempt)


def _records(attempt: _Attempt) -> Iterator[Record]:
    drill = attempt.kind == "drill"
    started = Record(
        id=statement_id("started", attempt.id), kind="started", who=attempt.trainee, home="",
        at=attempt.started_at, registration=registration(attempt.id), drill=drill, ref=attempt.ref,
        title=attempt.title, pack=attempt.pack, pack_version=attempt.pack_version, level=attempt.level,
        scorer=attempt.scorer,
    )  # fmt: skip
    if not drill and attempt.replies:
        yield started
    for reply in attempt.replies:
        if reply.reviews:
            yield from _of_reply(started, reply)
    if not drill and attempt.ended_at is not None:
        yield msgspec.structs.replace(
            started, id=statement_id("ended", attempt.id, attempt.ended_at), kind="ended", at=attempt.ended_at,
            score=attempt.score or 0, outcome=attempt.outcome or "", seconds=attempt.seconds,
        )  # fmt: skip


def _of_reply(started: Record, reply: _Reply) -> Iterator[Record]:
    answered = statement_id("answered", reply.id)
    base = msgspec.structs.replace(
        started, at=reply.given_at, excuse=reply.excuse, family=reply.family, number=reply.number, take=reply.take,
    )  # fmt: skip
    if not reply.counts:
        yield msgspec.structs.replace(
            base, id=statement_id("taken_back", reply.id), kind="taken_back", about=answered
        )
        return
    for place, judged in enumerate(reply.reviews):
        review = judged.review
        more = {"hints": reply.hints, "seconds": reply.seconds} if place == 0 else {}
        first = {"id": answered, "kind": "answered", "at": reply.given_at}
        again = {
            "id": statement_id("rescored", reply.id, judged.scorer), "kind": "rescored",
            "at": judged.reviewed_at, "about": answered,
        }  # fmt: skip
        yield msgspec.structs.replace(
            base, **(again if place else first), **more, scorer=judged.scorer, score=review.score,
            points=judged.points, band=review.band, conduct=review.conduct.verdict,
            success=review.band >= GOOD and review.conduct.verdict != "fail",
            skills={name: one.score for name, one in review.skills.items()},
            skill_bands={name: one.band for name, one in review.skills.items()},
        )  # fmt: skip
    yield from _findings(base, reply, answered)
    for one in reply.corrections:
        yield msgspec.structs.replace(
            base, id=statement_id("corrected", one.id), kind="corrected", at=one.given_at, band=one.band,
            skill=one.skill, machine_band=one.machine, score=25 * one.band, by=one.given_by, about=answered,
        )  # fmt: skip


def _findings(base: Record, reply: _Reply, answered: str) -> Iterator[Record]:
    first = reply.reviews[0]
    for which, finding in enumerate(first.review.conduct.findings):
        yield msgspec.structs.replace(
            base, id=statement_id("finding", reply.id, first.scorer, str(which)), kind="finding",
            rule=finding.rule, rule_kind=finding.kind, severity=finding.severity, about=answered,
        )  # fmt: skip
