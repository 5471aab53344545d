"""From sums to figures: pure arithmetic, so that every front end prints the same digits."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import get_args

from coach.domain.excuse import SKILLS, Family, Skill
from coach.domain.figures import (
    DayFigure,
    FamilyFigure,
    Figures,
    HeatCell,
    MoneyFigure,
    PromiseFigure,
    ScorerShare,
    SkillFigure,
    TrendPoint,
    WeekFigure,
)
from coach.domain.mastery import mastery_of
from coach.domain.money import Money, read_sums
from coach.domain.sums import SkillWeek, Sums, WeekSum

FAMILIES: tuple[Family, ...] = get_args(Family)
FEW = 3
"""Below so many different excuses a cell of the heat map says `few`."""
ENOUGH = 5
"""Replies with a skill from which on its score says something."""
CALENDAR_DAYS = 14


def figures_of(sums: Sums) -> Figures:
    """The figures of one trainee."""
    weeks = sums.weeks
    given = sum(week.given for week in weeks)
    replies = sum(week.replies for week in weeks)
    scorers = _scorers(weeks)
    judged = [skill for skill in sums.now if skill.score is not None and skill.replies >= ENOUGH]
    calendar = _calendar(sums)
    return Figures(
        trainee=sums.trainee,
        today=sums.today,
        since=sums.head.since,
        replies=replies,
        taken_back=given - replies,
        calls=sum(one.calls for one in sums.outcomes),
        drills=sums.head.drills,
        days=sums.head.days,
        minutes=round(sum(week.seconds for week in weeks) / 60),
        score=mean_score(sum(week.score for week in weeks), replies),
        minor=sum(week.minor for week in weeks),
        fail=sum(week.fail for week in weeks),
        corrections=sums.head.corrections,
        scorers=scorers,
        notes=_notes(sums, scorers),
        skills=_skills(sums),
        weakest=min(judged, key=lambda one: one.score or 0).skill if judged else None,
        families=_families(sums),
        heat=_heat(sums),
        trend=_trend(sums.trend),
        weeks=_weeks(weeks),
        played=tuple(sorted(sums.played, key=lambda one: (-one.gain, one.ref))),
        outcomes=tuple(sorted(sums.outcomes, key=lambda one: (-one.calls, one.outcome))),
        promised=_promised(sums),
        calendar=calendar,
        practised=sum(day.replies > 0 for day in calendar),
    )


def calendar_since(today: str) -> str:
    """The first of the fourteen days that end today, both as `2026-03-12`."""
    return (date.fromisoformat(today) - timedelta(days=CALENDAR_DAYS - 1)).isoformat()


def mean_score(total: float, number: int) -> int | None:
    """A mean of scores as every front end shows it: rounded to a whole; none of nothing."""
    return round(total / number) if number else None


def _scorers(weeks: Iterable[WeekSum]) -> tuple[ScorerShare, ...]:
    found: dict[str, int] = defaultdict(int)
    for week in weeks:
        found[week.scorer] += week.replies
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(ScorerShare(scorer=name, replies=count) for name, count in ordered)


def _notes(sums: Sums, scorers: tuple[ScorerShare, ...]) -> tuple[str, ...]:
    notes = []
    if len(scorers) > 1:
        listed = ", ".join(f"{one.scorer} ({one.replies})" for one in scorers)
        notes.append(
            f"These replies were judged by {len(scorers)} versions of the scorer: {listed}. The skills' weeks are kept "
            "apart by version; other means hold all of them. `coach review --rescore all` judges everything by today's "
            "version and keeps the old reviews."
        )
    if sums.head.corrections:
        few = (
            "One band was" if sums.head.corrections == 1 else f"{sums.head.corrections} bands were"
        )
        notes.append(
            f"{few} corrected by a person; the means count the correction, `coach review` shows both. "
            "A call's own score (first, best, last) stays the machine's."
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
                in_all=sum(row.replies for row in sums.cells if row.skill == skill),
                mastery=mastery_of(row for row in sums.latest if row.skill == skill),
            )
        )
    return tuple(made)


def _families(sums: Sums) -> tuple[FamilyFigure, ...]:
    made = []
    for family in FAMILIES:
        rows = [one for one in sums.families if one.family == family]
        replies = sum(one.replies for one in rows)
        made.append(
            FamilyFigure(
                family=family,
                score=mean_score(sum(one.score for one in rows), replies),
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
    for one in sums.cells:
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


def _trend(rows: Iterable[SkillWeek]) -> tuple[TrendPoint, ...]:
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


def _weeks(rows: Iterable[WeekSum]) -> tuple[WeekFigure, ...]:
    found: dict[str, list[WeekSum]] = defaultdict(list)
    for row in rows:
        found[row.week].append(row)
    made = []
    for week, of_week in sorted(found.items()):
        replies = sum(row.replies for row in of_week)
        seconds, timed = sum(row.seconds for row in of_week), sum(row.timed for row in of_week)
        made.append(
            WeekFigure(
                week=week,
                replies=replies,
                score=mean_score(sum(row.score for row in of_week), replies),
                minor=sum(row.minor for row in of_week),
                fail=sum(row.fail for row in of_week),
                seconds=mean_score(seconds, timed),
                minutes=round(seconds / 60),
                hints=sum(row.hints for row in of_week),
                scorers=tuple(sorted({row.scorer for row in of_week})),
            )
        )
    return tuple(made)


def _promised(sums: Sums) -> PromiseFigure:
    totals: dict[str, tuple[Decimal, int]] = {}
    shapes: dict[str, Money] = {}
    without = 0
    for row in sums.amounts:
        parts = read_sums(row.amount)
        if not parts:
            without += row.promises
        for currency in dict.fromkeys(money.currency for money in parts):
            # Instalments are one promise of all their sums.
            value = sum(money.value for money in parts if money.currency == currency)
            total, number = totals.get(currency, (Decimal(0), 0))
            totals[currency] = total + value * row.promises, number + row.promises
        for money in parts:
            shapes.setdefault(money.currency, money)
    days = [row.ahead for row in sums.ahead if row.ahead is not None for _ in range(row.promises)]
    return PromiseFigure(
        promises=sum(row.promises for row in sums.ahead),
        money=tuple(
            MoneyFigure(currency=currency, amount=shapes[currency].say(total), promises=number)
            for currency, (total, number) in sorted(totals.items())
        ),
        without_amount=without,
        days=round(median(days)) if days else None,
        dated=len(days),
    )


def _calendar(sums: Sums) -> tuple[DayFigure, ...]:
    known = {day.day: day for day in sums.calendar}
    first = date.fromisoformat(calendar_since(sums.today))
    made = []
    for number in range(CALENDAR_DAYS):
        name = (first + timedelta(days=number)).isoformat()
        day = known.get(name)
        made.append(
            DayFigure(
                day=name,
                replies=day.given if day else 0,
                minutes=round(day.seconds / 60) if day else 0,
            )
        )
    return tuple(made)
