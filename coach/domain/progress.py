"""From sums to figures: pure arithmetic, so that every front end prints the same digits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import get_args

import msgspec

from coach.domain.excuse import SKILLS, Family, Skill
from coach.domain.figures import (
    CallFigure,
    DayFigure,
    FamilyFigure,
    Figures,
    HeatCell,
    MoneyFigure,
    OutcomeFigure,
    PromiseFigure,
    ScorerShare,
    SkillFigure,
    TrendPoint,
    WeekFigure,
)
from coach.domain.mastery import Latest, mastery_of
from coach.domain.money import read_money

FAMILIES: tuple[Family, ...] = get_args(Family)
FEW = 3
"""Below so many different excuses a cell of the heat map says `few`."""
ENOUGH = 5
"""Replies with a skill from which on its score says something."""
CALENDAR_DAYS = 14
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class DaySum(msgspec.Struct, frozen=True, kw_only=True):
    """Sums over the replies of one day, family and scorer version."""

    day: str
    """The day, UTC."""
    family: Family
    """The family of the excuses answered."""
    scorer: str
    """The scorer version."""
    replies: int
    """Replies that count."""
    score: int
    """Sum of their scores."""
    minor: int
    """Those whose conduct is to be mended."""
    fail: int
    """Those that failed on conduct."""
    given: int
    """All replies, those taken back included."""
    seconds: float
    """Sum of the times taken, each at most five minutes."""
    timed: int
    """Replies with a time."""
    hints: int
    """Hints taken."""


class SkillSum(msgspec.Struct, frozen=True, kw_only=True):
    """Sums over the replies of one week, family, skill and scorer version."""

    week: str
    """The week's Monday."""
    family: Family
    """The family."""
    skill: Skill
    """The skill."""
    scorer: str
    """The scorer version."""
    replies: int
    """Replies that count."""
    score: int
    """Sum of their scores."""


class SkillNow(msgspec.Struct, frozen=True, kw_only=True):
    """A skill over the last replies, as the home screen shows it."""

    skill: Skill
    """The skill."""
    score: int | None
    """Mean of the last 30."""
    change: int | None
    """Against the 30 before."""
    replies: int
    """Replies in the mean."""


class PromiseCount(msgspec.Struct, frozen=True, kw_only=True):
    """Promises alike: the same words, obtained on the same weekday."""

    amount: str
    """The amount as said."""
    date: str
    """The day as said."""
    weekday: int
    """The day of the week on which it was obtained, Monday is 0."""
    promises: int
    """How many."""


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that figures are made of."""

    trainee: str
    """Who."""
    today: str
    """The day, UTC."""
    days: Sequence[DaySum]
    """Replies by day."""
    skills: Sequence[SkillSum]
    """Skills by week."""
    latest: Sequence[Latest]
    """The latest reply to each excuse."""
    now: Sequence[SkillNow]
    """The last replies."""
    played: Sequence[CallFigure]
    """Calls played to their end."""
    outcomes: Sequence[OutcomeFigure]
    """How they ended."""
    promises: Sequence[PromiseCount]
    """Promises obtained."""
    drills: int
    """Drills answered."""
    corrections: int
    """Corrections by people."""


def figures_of(sums: Sums) -> Figures:
    """The figures of one trainee."""
    given = sum(day.given for day in sums.days)
    replies = sum(day.replies for day in sums.days)
    scorers = _scorers(sums.days)
    judged = [skill for skill in sums.now if skill.score is not None and skill.replies >= ENOUGH]
    calendar = _calendar(sums)
    return Figures(
        trainee=sums.trainee,
        today=sums.today,
        since=min((day.day for day in sums.days), default=""),
        replies=replies,
        taken_back=given - replies,
        calls=sum(one.calls for one in sums.outcomes),
        drills=sums.drills,
        days=len({day.day for day in sums.days}),
        minutes=round(sum(day.seconds for day in sums.days) / 60),
        score=mean_score(sum(day.score for day in sums.days), replies),
        minor=sum(day.minor for day in sums.days),
        fail=sum(day.fail for day in sums.days),
        corrections=sums.corrections,
        scorers=scorers,
        notes=_notes(sums, scorers),
        skills=_skills(sums),
        weakest=min(judged, key=lambda one: one.score or 0).skill if judged else None,
        families=_families(sums),
        heat=_heat(sums),
        trend=_trend(sums.skills),
        weeks=_weeks(sums.days),
        played=tuple(sorted(sums.played, key=lambda one: (-one.gain, one.ref))),
        outcomes=tuple(sorted(sums.outcomes, key=lambda one: (-one.calls, one.outcome))),
        promised=_promised(sums.promises),
        calendar=calendar,
        practised=sum(day.replies > 0 for day in calendar),
    )


def mean_score(total: float, number: int) -> int | None:
    """A mean of scores as every front end shows it: rounded to a whole; none of nothing."""
    return round(total / number) if number else None


def monday_of(day: str) -> str:
    """The Monday of a day's week, both as `2026-03-12`."""
    then = date.fromisoformat(day)
    return (then - timedelta(days=then.weekday())).isoformat()


def days_ahead(words: str, weekday: int) -> int | None:
    """Days from a call on `weekday` (Monday is 0) to the day that was promised; none: not readable.

    A weekday named is the next such day; the day of the call itself counts as a week ahead.
    """
    said = words.lower()
    for name, days in (("day after tomorrow", 2), ("tomorrow", 1), ("today", 0)):
        if name in said:
            return days
    for index, name in enumerate(_WEEKDAYS):
        if name in said:
            return (index - weekday - 1) % 7 + 1 + (7 if "week" in said.split() else 0)
    return None


def _scorers(days: Iterable[DaySum]) -> tuple[ScorerShare, ...]:
    found: dict[str, int] = defaultdict(int)
    for day in days:
        found[day.scorer] += day.replies
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(ScorerShare(scorer=name, replies=count) for name, count in ordered)


def _notes(sums: Sums, scorers: tuple[ScorerShare, ...]) -> tuple[str, ...]:
    notes = []
    if len(scorers) > 1:
        listed = ", ".join(f"{one.scorer} ({one.replies})" for one in scorers)
        notes.append(
            f"These replies were judged by {len(scorers)} versions of the scorer: {listed}. Weeks are kept apart by "
            "version; other means hold all of them. `coach review --rescore all` judges everything by today's "
            "version and keeps the old reviews."
        )
    if sums.corrections:
        few = "One band was" if sums.corrections == 1 else f"{sums.corrections} bands were"
        notes.append(
            f"{few} corrected by a person; the means count the correction, `coach review` shows both."
        )
    return tuple(notes)


def _skills(sums: Sums) -> tuple[SkillFigure, ...]:
    now = {one.skill: one for one in sums.now}
    made = []
    for skill in SKILLS:
        one = now.get(skill)
        made.append(
            SkillFigure(
                skill=skill,
                score=one.score if one else None,
                change=one.change if one else None,
                replies=one.replies if one else 0,
                in_all=sum(row.replies for row in sums.skills if row.skill == skill),
                mastery=mastery_of(row for row in sums.latest if row.skill == skill),
            )
        )
    return tuple(made)


def _families(sums: Sums) -> tuple[FamilyFigure, ...]:
    made = []
    for family in FAMILIES:
        days = [day for day in sums.days if day.family == family]
        replies = sum(day.replies for day in days)
        made.append(
            FamilyFigure(
                family=family,
                score=mean_score(sum(day.score for day in days), replies),
                replies=replies,
                mastery=mastery_of(
                    row for row in sums.latest if row.skill is None and row.family == family
                ),
            )
        )
    return tuple(made)


def _heat(sums: Sums) -> tuple[HeatCell, ...]:
    scores: dict[tuple[Family, Skill], list[int]] = defaultdict(list)
    for row in sums.latest:
        if row.skill is not None:
            scores[row.family, row.skill].append(row.score)
    replies: dict[tuple[Family, Skill], int] = defaultdict(int)
    for one in sums.skills:
        replies[one.family, one.skill] += one.replies
    return tuple(
        HeatCell(
            family=family,
            skill=skill,
            score=mean_score(sum(scores[family, skill]), len(scores[family, skill])),
            excuses=len(scores[family, skill]),
            replies=replies[family, skill],
            few=len(scores[family, skill]) < FEW,
        )
        for family in FAMILIES
        for skill in SKILLS
    )


def _trend(rows: Iterable[SkillSum]) -> tuple[TrendPoint, ...]:
    found: dict[tuple[str, int, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        both = found[row.week, SKILLS.index(row.skill), row.scorer]
        both[0] += row.score
        both[1] += row.replies
    return tuple(
        TrendPoint(
            week=week,
            skill=SKILLS[skill],
            scorer=scorer,
            score=round(score / number),
            replies=number,
        )
        for (week, skill, scorer), (score, number) in sorted(found.items())
        if number
    )


def _weeks(days: Iterable[DaySum]) -> tuple[WeekFigure, ...]:
    found: dict[str, list[DaySum]] = defaultdict(list)
    for day in days:
        found[monday_of(day.day)].append(day)
    made = []
    for week, of_week in sorted(found.items()):
        replies = sum(day.replies for day in of_week)
        seconds, timed = sum(day.seconds for day in of_week), sum(day.timed for day in of_week)
        made.append(
            WeekFigure(
                week=week,
                replies=replies,
                score=mean_score(sum(day.score for day in of_week), replies),
                minor=sum(day.minor for day in of_week),
                fail=sum(day.fail for day in of_week),
                seconds=mean_score(seconds, timed),
                minutes=round(seconds / 60),
                hints=sum(day.hints for day in of_week),
                scorers=tuple(sorted({day.scorer for day in of_week})),
            )
        )
    return tuple(made)


def _promised(rows: Sequence[PromiseCount]) -> PromiseFigure:
    totals: dict[str, tuple[Decimal, int]] = {}
    shapes = {}
    days: list[int] = []
    without = 0
    for row in rows:
        money = read_money(row.amount)
        if money is None:
            without += row.promises
        else:
            total, number = totals.get(money.currency, (Decimal(0), 0))
            totals[money.currency] = total + money.value * row.promises, number + row.promises
            shapes.setdefault(money.currency, money)
        ahead = days_ahead(row.date, row.weekday)
        if ahead is not None:
            days += [ahead] * row.promises
    return PromiseFigure(
        promises=sum(row.promises for row in rows),
        money=tuple(
            MoneyFigure(currency=currency, amount=shapes[currency].say(total), promises=number)
            for currency, (total, number) in sorted(totals.items())
        ),
        without_amount=without,
        days=round(median(days)) if days else None,
        dated=len(days),
    )


def _calendar(sums: Sums) -> tuple[DayFigure, ...]:
    last = date.fromisoformat(sums.today)
    given: dict[str, int] = defaultdict(int)
    seconds: dict[str, float] = defaultdict(float)
    for day in sums.days:
        given[day.day] += day.given
        seconds[day.day] += day.seconds
    names = [(last - timedelta(days=back)).isoformat() for back in range(CALENDAR_DAYS - 1, -1, -1)]
    return tuple(
        DayFigure(day=name, replies=given.get(name, 0), minutes=round(seconds.get(name, 0) / 60))
        for name in names
    )
