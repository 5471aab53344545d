"""What the figures of progress are made of, read from the kept sums."""

from typing import Any

import msgspec

from coach.domain.figures import CallFigure, OutcomeFigure
from coach.domain.mastery import Latest
from coach.domain.sums import (
    AheadCount,
    AmountCount,
    CellSum,
    DaySum,
    FamilySum,
    Head,
    SkillWeek,
    WeekSum,
)
from coach.storage.database import Records
from coach.storage.sums import refresh


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The kept sums of one trainee."""

    head: Head
    """The whole record."""
    weeks: list[WeekSum]
    """Replies by week."""
    families: list[FamilySum]
    """Replies by family."""
    trend: list[SkillWeek]
    """Skills by week."""
    cells: list[CellSum]
    """Replies by family and skill."""
    calendar: list[DaySum]
    """The last days."""
    latest: list[Latest]
    """The latest reply to each excuse."""
    played: list[CallFigure]
    """Calls played to their end."""
    outcomes: list[OutcomeFigure]
    """How they ended."""
    amounts: list[AmountCount]
    """Promises obtained, by amount."""
    ahead: list[AheadCount]
    """The same, by how far ahead the promised day lies."""


def kept(records: Records, trainee: str, since: str) -> Kept:
    """Everything kept of a trainee; the calendar from the day `since` on."""
    refresh(records)
    with records.reading() as db:

        def read(statement: str) -> list[dict[str, Any]]:
            return list(db.query(statement, {"trainee": trainee, "since": since}))

        return Kept(
            head=msgspec.convert(read(_HEAD)[0], Head),
            weeks=msgspec.convert(read(_WEEKS), list[WeekSum]),
            families=msgspec.convert(read(_FAMILIES), list[FamilySum]),
            trend=msgspec.convert(read(_TREND), list[SkillWeek]),
            cells=msgspec.convert(read(_CELLS), list[CellSum]),
            calendar=msgspec.convert(read(_CALENDAR), list[DaySum]),
            latest=msgspec.convert(read(_LATEST), list[Latest]),
            played=msgspec.convert(read(_PLAYED), list[CallFigure]),
            outcomes=msgspec.convert(read(_OUTCOMES), list[OutcomeFigure]),
            amounts=msgspec.convert(read(_AMOUNTS), list[AmountCount]),
            ahead=msgspec.convert(read(_AHEAD), list[AheadCount]),
        )


_HEAD = """
SELECT coalesce(min(day), '') AS since, count(DISTINCT day) AS days,
    (SELECT coalesce(sum(tries), 0) FROM tried WHERE trainee = :trainee AND kind = 'drill') AS drills,
    (SELECT count(*) FROM corrections c CROSS JOIN replies r ON r.id = c.reply WHERE r.trainee = :trainee) AS corrections
FROM day_sums WHERE trainee = :trainee
"""
_WEEKS = """
SELECT week, scorer, sum(replies) AS replies, sum(score) AS score, sum(minor) AS minor, sum(fail) AS fail,
    sum(given) AS given, sum(seconds) AS seconds, sum(timed) AS timed, sum(hints) AS hints
FROM week_sums WHERE trainee = :trainee GROUP BY week, scorer
"""
_FAMILIES = """
SELECT family, sum(replies) AS replies, sum(score) AS score FROM week_sums WHERE trainee = :trainee GROUP BY family
"""
_TREND = """
SELECT week, skill, scorer, sum(replies) AS replies, sum(score) AS score
FROM week_skills WHERE trainee = :trainee GROUP BY week, skill, scorer
"""
_CELLS = """
SELECT family, skill, sum(replies) AS replies FROM week_skills WHERE trainee = :trainee GROUP BY family, skill
"""
_CALENDAR = """
SELECT day, sum(given) AS given, sum(seconds) AS seconds FROM day_sums
WHERE trainee = :trainee AND day >= :since GROUP BY day
"""
_LATEST = """
SELECT excuse, nullif(skill, '') AS skill, family, level, scorer, score, hints, given_at
FROM latest WHERE trainee = :trainee
"""
_PLAYED = """
SELECT ref, title, tries, first, best, last, best - first AS gain, substr(last_at, 1, 10) AS last_at, scorers
FROM tried WHERE trainee = :trainee AND kind = 'call'
"""
_OUTCOMES = """
SELECT outcome, sum(calls) AS calls FROM tried_outcomes WHERE trainee = :trainee GROUP BY outcome
"""
_AMOUNTS = """
SELECT amount, sum(promises) AS promises FROM tried_amounts WHERE trainee = :trainee GROUP BY amount
"""
_AHEAD = """
SELECT nullif(ahead, -1) AS ahead, sum(promises) AS promises FROM tried_days WHERE trainee = :trainee GROUP BY ahead
"""


def trainees(records: Records) -> list[dict[str, Any]]:
    """Everybody who has records here, by name."""
    with records.reading() as db:
        return list(db.query("SELECT id, name, created_at FROM trainees ORDER BY name"))


def practised(records: Records) -> list[dict[str, Any]]:
    """Everybody who has practised here, whoever did last first: name, replies given, last day."""
    refresh(records)
    with records.reading() as db:
        return list(db.query(_PRACTISED))


_PRACTISED = """
SELECT t.name, (SELECT sum(given) FROM week_sums w WHERE w.trainee = t.id) AS replies,
    (SELECT max(day) FROM day_sums d WHERE d.trainee = t.id) AS last
FROM trainees t WHERE EXISTS (SELECT 1 FROM week_sums w WHERE w.trainee = t.id)
ORDER BY last DESC, t.name
"""
