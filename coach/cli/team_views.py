"""A team's figures as lines for people and as CSV for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Iterator

import msgspec

from coach.domain.assignment import STATE_WORDS
from coach.domain.counted import counted, replies
from coach.domain.excuse import SKILLS
from coach.domain.progress import FAMILIES
from coach.domain.safe import shown
from coach.domain.team import AssignmentFigure, PersonFigure, TeamCell, TeamFigures
from coach.practice.report import team_words as words

_FORMULA = ("=", "+", "-", "@")
_NAME = 18
_RULES = 15
"""Conduct rules that are listed."""
_LATE = 8
"""People that a line of names lists."""


def to_csv(told: TeamFigures) -> str:
    """One line a person, with a head line. What a spreadsheet would run as a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    fields = [field.name for field in msgspec.structs.fields(PersonFigure)]
    writer.writerow(fields)
    for person in told.people:
        writer.writerow([_cell(getattr(person, name)) for name in fields])
    return out.getvalue()


def _cell(value: str | int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = shown(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    return str(value)


def lines(told: TeamFigures) -> list[str]:
    """Everything, as lines."""
    if not told.people:
        return ["Nobody has practised, as far as these records go.", *_assignments(told)]
    return [
        words.opening(told),
        words.change(told),
        *(f"Note: {shown(note)}" for note in told.notes),
        "",
        *_people(told),
        "",
        *_heat(told),
        "",
        *_weeks(told),
        "",
        *_conduct(told),
        *_assignments(told),
        "",
        words.PURPOSE,
    ]


def _people(told: TeamFigures) -> Iterator[str]:
    yield "Who practised, by name"
    yield (
        f"  {'name':<{_NAME}} {'days':>4} {'last day':>10} {'calls':>5} {'drills':>6} {'replies':>7} {'quality':>7} "
        f"{'first':>5} {'last':>4} {'change':>6} {'conduct':>7} {'set':>5}  to work on"
    )
    for one in told.people:
        change = "" if one.change is None else f"{one.change:+d}"
        done = f"{one.passed}/{one.assigned}" if one.assigned else ""
        yield (
            f"  {shown(one.name)[:_NAME]:<{_NAME}} {one.days:>4} {one.until:>10} {one.calls:>5} {one.drills:>6} "
            f"{one.replies:>7} {_score(one.score):>7} {_score(one.first):>5} {_score(one.last):>4} {change:>6} "
            f"{one.fail:>7} {done:>5}  {one.weakest or 'not enough yet'}"
        )
    yield f"  {words.COLUMNS}"


def _heat(told: TeamFigures) -> Iterator[str]:
    yield "Where it is weak: family by skill, the number of people behind it in brackets"
    yield f"  {'':<12}" + "".join(f"{skill:>14}" for skill in SKILLS)
    cells = {(cell.family, cell.skill): cell for cell in told.heat}
    for family in FAMILIES:
        row = [cells[family, skill] for skill in SKILLS]
        if any(cell.excuses for cell in row):
            yield f"  {family:<12}" + "".join(f"{_in_heat(cell):>14}" for cell in row)
    yield f"  {words.HEAT}"


def _in_heat(cell: TeamCell) -> str:
    if cell.score is None:
        return "-"
    return f"{cell.score} ({'few' if cell.few else cell.people})"


def _weeks(told: TeamFigures) -> Iterator[str]:
    yield "By week"
    several = len(told.scorers) > 1
    for week in told.weeks:
        scorer = f", scorer {shown(week.scorer)}" if several else ""
        people = counted(week.people, "person", "people")
        yield f"  {week.week}  {people}, {replies(week.replies)}, quality {week.score}{scorer}"


def _conduct(told: TeamFigures) -> Iterator[str]:
    yield f"Conduct: {replies(told.fail)} failed and {told.minor} are to be mended, of {told.replies}"
    for rule in told.conduct[:_RULES]:
        people = counted(rule.people, "person", "people")
        found = counted(rule.findings, "finding")
        yield f"  {shown(rule.rule)} ({shown(rule.kind).replace('_', ' ')}): {found}, {people}"
    if len(told.conduct) > _RULES:
        yield f"  and {counted(len(told.conduct) - _RULES, 'more rule')}"


def _assignments(told: TeamFigures) -> Iterator[str]:
    if told.assignments:
        yield ""
        yield "Assignments, by the records read for this report"
    for one in told.assignments:
        due = f", by {one.due}" if one.due else ""
        yield f"  {shown(one.id)}  {shown(one.call)}{due}, pass {one.pass_mark}: {words.assignment(one)}"
        yield from _not_passed(one)


def _not_passed(one: AssignmentFigure) -> Iterable[str]:
    for state in ("overdue", "used_up", "open"):
        names = [shown(person.name) for person in one.people if person.state == state]
        if names:
            more = f" and {len(names) - _LATE} more" if len(names) > _LATE else ""
            yield f"      {STATE_WORDS[state]}: {', '.join(names[:_LATE])}{more}"


def _score(value: int | None) -> str:
    return "-" if value is None else str(value)
