"""What the figures of progress are made of, read from the kept sums."""

from typing import Any

import msgspec

from coach.domain.figures import CallFigure, OutcomeFigure
from coach.domain.mastery import Latest
from coach.domain.progress import DaySum, PromiseCount, SkillSum
from coach.storage.database import Records
from coach.storage.sums import refresh


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The kept sums of one trainee."""

    days: list[DaySum]
    """Replies by day."""
    skills: list[SkillSum]
    """Skills by week."""
    latest: list[Latest]
    """The latest reply to each excuse."""
    played: list[CallFigure]
    """Calls played to their end."""
    outcomes: list[OutcomeFigure]
    """How they ended."""
    promises: list[PromiseCount]
    """Promises obtained."""
    drills: int
    """Drills answered."""
    corrections: int
    """Corrections by people."""


def kept(records: Records, trainee: str) -> Kept:
    """Everything kept of a trainee."""
    refresh(records)
    with records.reading() as db:

        def read(statement: str) -> list[dict[str, Any]]:
            return list(db.query(statement, {"trainee": trainee}))

        return Kept(
            days=msgspec.convert(read(_DAYS), list[DaySum]),
            skills=msgspec.convert(read(_SKILLS), list[SkillSum]),
            latest=msgspec.convert(read(_LATEST), list[Latest]),
            played=msgspec.convert(read(_PLAYED), list[CallFigure]),
            outcomes=msgspec.convert(read(_OUTCOMES), list[OutcomeFigure]),
            promises=msgspec.convert(read(_PROMISES), list[PromiseCount]),
            drills=read(_DRILLS)[0]["drills"],
            corrections=read(_CORRECTIONS)[0]["corrections"],
        )


_DAYS = """
SELECT day, family, scorer, replies, score, minor, fail, given, seconds, timed, hints
FROM day_sums WHERE trainee = :trainee ORDER BY day, family, scorer
"""
_SKILLS = """
SELECT date(day, '-6 days', 'weekday 1') AS week, family, skill, scorer, sum(replies) AS replies, sum(score) AS score
FROM day_skills WHERE trainee = :trainee GROUP BY 1, 2, 3, 4
"""
"""SQLite's `weekday 1` goes forward to a Monday, or stays on one; from six days back that is the week's own."""
_LATEST = """
SELECT excuse, nullif(skill, '') AS skill, family, level, scorer, score, hints, given_at
FROM latest WHERE trainee = :trainee
"""
_PLAYED = """
SELECT c.ref, a.title, c.tries, c.first, c.best, c.last, c.best - c.first AS gain, substr(c.last_at, 1, 10) AS last_at,
    c.scorers
FROM (
    SELECT ref, count(*) AS tries, max(score) AS best, count(DISTINCT scorer) AS scorers,
        max(CASE WHEN tried = 1 THEN score END) AS first, max(CASE WHEN back = 1 THEN score END) AS last,
        max(ended_at) AS last_at, max(CASE WHEN back = 1 THEN id END) AS id
    FROM (
        SELECT id, ref, coalesce(score, 0) AS score, scorer, ended_at,
            row_number() OVER (PARTITION BY ref ORDER BY ended_at, id) AS tried,
            row_number() OVER (PARTITION BY ref ORDER BY ended_at DESC, id DESC) AS back
        FROM attempts WHERE trainee = :trainee AND kind = 'call' AND ended_at IS NOT NULL
    ) GROUP BY ref
) c JOIN attempts a ON a.id = c.id
"""
_OUTCOMES = """
SELECT outcome, count(*) AS calls FROM attempts
WHERE trainee = :trainee AND kind = 'call' AND ended_at IS NOT NULL GROUP BY outcome
"""
_PROMISES = """
SELECT p.amount, p.date, (CAST(strftime('%w', substr(a.ended_at, 1, 10)) AS INTEGER) + 6) % 7 AS weekday,
    count(*) AS promises
FROM promises p CROSS JOIN attempts a ON a.id = p.attempt
WHERE a.trainee = :trainee AND a.ended_at IS NOT NULL GROUP BY 1, 2, 3
"""
_DRILLS = "SELECT count(*) AS drills FROM attempts WHERE trainee = :trainee AND kind = 'drill' AND ended_at IS NOT NULL"
_CORRECTIONS = """
SELECT count(*) AS corrections FROM corrections c CROSS JOIN replies r ON r.id = c.reply WHERE r.trainee = :trainee
"""


def trainees(records: Records) -> list[dict[str, Any]]:
    """Everybody who has records here, by name."""
    with records.reading() as db:
        return list(db.query("SELECT id, name, created_at FROM trainees ORDER BY name"))
