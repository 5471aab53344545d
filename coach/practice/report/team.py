"""A manager's report as one HTML file, in the form of the report on one trainee."""

from coach.domain.assignment import STATE_WORDS
from coach.domain.counted import counted, replies
from coach.domain.excuse import SKILLS
from coach.domain.progress import FAMILIES
from coach.domain.team import AssignmentFigure, TeamCell, TeamFigures
from coach.practice.report import html, plots, team_words
from coach.practice.report.plots import Series
from coach.practice.report.words import WEEKS, score, short_day

_RULES = 25
"""Conduct rules in the table."""


def page(told: TeamFigures) -> str:
    """The report as a page."""
    if not told.people:
        head = "<header><h1>The team's practice</h1><p>Nobody has practised, as far as these records go.</p></header>"
        return html.document("The team's practice", f"{head}{_assignments(told)}")
    notes = "".join(f'<p class="note">{html.text(note)}</p>' for note in told.notes)
    return html.document(
        "The team's practice",
        f'<header><h1>The team’s practice</h1><p class="lead">{html.text(team_words.opening(told))}</p>'
        f'<p class="purpose">{team_words.PURPOSE}</p>{notes}</header>'
        f"{_tiles(told)}{_heat(told)}{_weeks(told)}{_conduct(told)}{_assignments(told)}{_people(told)}{_footer(told)}",
    )


def _tiles(told: TeamFigures) -> str:
    change = "–" if told.median_change is None else f"{told.median_change:+d}"
    tiles = [
        ("people", str(len(told.people)), f"{told.away} away for a fortnight"),
        ("quality, all replies", score(told.score), "of 100"),
        ("median change", change, f"of {counted(told.judged, 'person', 'people')}"),
        ("calls finished", f"{told.calls:,}", ""),
        ("drills", f"{told.drills:,}", ""),
        ("conduct failed", f"{told.fail:,}", f"of {replies(told.replies)}"),
    ]
    made = "".join(
        f'<div class="tile"><b>{value}</b><span>{name}</span><i>{extra}</i></div>'
        for name, value, extra in tiles
    )
    return (
        f'<section class="tiles">{made}</section><p>{html.text(team_words.change(told))}</p>'
        f'<p class="note">{team_words.CHANGE}</p>'
    )


def _heat(told: TeamFigures) -> str:
    cells = {(cell.family, cell.skill): cell for cell in told.heat}
    rows = []
    for family in FAMILIES:
        row = [cells[family, skill] for skill in SKILLS]
        if any(cell.excuses for cell in row):
            inside = "".join(map(_cell, row))
            rows.append(f'<tr><th scope="row">{family}</th>{inside}</tr>')
    head = "".join(f'<th scope="col">{skill}</th>' for skill in SKILLS)
    return (
        f"<section><h3>Where it is weak: family by skill</h3><p>{team_words.HEAT}</p>"
        f'<table class="heat"><thead><tr><td></td>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></section>'
    )


def _cell(cell: TeamCell) -> str:
    if cell.score is None:
        return '<td class="none">–</td>'
    band = "few" if cell.few else f"band{html.band(cell.score)}"
    people = "few" if cell.few else counted(cell.people, "person", "people")
    return f'<td class="{band}">{cell.score}<small>{people}</small></td>'


def _weeks(told: TeamFigures) -> str:
    weeks = sorted({one.week for one in told.weeks})[-WEEKS:]
    shown = [one for one in told.weeks if one.week in weeks]
    labels = [short_day(week) for week in weeks]
    series = [
        Series(
            "accent",
            [(weeks.index(one.week), one.score) for one in shown if one.scorer == scorer],
            scorer,
        )
        for scorer in sorted({one.scorer for one in shown})
    ]
    plot = plots.lines(series, labels, top=100, title="Mean quality by week").replace(
        ">accent ", ">quality "
    )
    rows = [
        [short_day(one.week), f"{one.people:,}", f"{one.replies:,}", str(one.score), html.text(one.scorer)]
        for one in shown
    ]  # fmt: skip
    table = html.table(["week", "people", "replies", "quality", "scorer"], rows)
    return (
        f"<section><h3>By week</h3><p>Mean quality of everybody’s replies. Who practises changes from week to week.</p>"
        f"{plot}{html.folded('the same as a table, with people and replies', table)}</section>"
    )


def _conduct(told: TeamFigures) -> str:
    lead = (
        f"{replies(told.fail)} failed on conduct and {told.minor:,} are to be mended, of {told.replies:,}. "
        "Conduct is a gate: it is never weighed against quality."
    )
    most = max((one.findings for one in told.conduct), default=1)
    rows = [
        [
            html.text(one.rule), html.text(one.kind.replace("_", " ")), f"{one.findings:,}", f"{one.people:,}",
            f'<span class="bar" style="width:{round(100 * one.findings / most)}%"></span>',
        ]
        for one in told.conduct[:_RULES]
    ]  # fmt: skip
    table = html.table(["rule", "kind", "findings", "people", ""], rows) if rows else ""
    left = len(told.conduct) - _RULES
    more = f"<p>And {counted(left, 'more rule')}.</p>" if left > 0 else ""
    return f"<section><h3>Conduct</h3><p>{lead}</p>{table}{more}</section>"


def _assignments(told: TeamFigures) -> str:
    if not told.assignments:
        return ""
    rows = [
        [
            html.text(one.call), html.text(one.due) or "no day", str(one.pass_mark),
            html.text(team_words.assignment(one)), _who(one),
        ]
        for one in told.assignments
    ]  # fmt: skip
    table = html.table(["call", "by", "pass", "how it stands", "who"], rows)
    return f"<section><h3>Assignments</h3>{table}</section>"


def _who(one: AssignmentFigure) -> str:
    rows = [
        [
            html.text(person.name), f"{STATE_WORDS[person.state]}{', late' if person.late else ''}",
            str(person.used), score(person.best),
        ]
        for person in one.people
    ]  # fmt: skip
    people = counted(len(rows), "person", "people")
    return html.folded(people, html.table(["who", "", "attempts", "best"], rows))


def _people(told: TeamFigures) -> str:
    rows = [
        [
            html.text(one.name), str(one.days), short_day(one.until), str(one.calls), str(one.drills), str(one.replies),
            score(one.score), score(one.first), score(one.last), "" if one.change is None else f"{one.change:+d}",
            f"{one.bettered} of {one.repeated}" if one.repeated else "", str(one.fail),
            f"{one.passed} of {one.assigned}" if one.assigned else "", one.weakest or "not enough yet",
        ]
        for one in told.people
    ]  # fmt: skip
    head = [
        "name", "days", "last day", "calls", "drills", "replies", "quality", "first", "last", "change", "calls bettered",
        "conduct failed", "set", "to work on",
    ]  # fmt: skip
    return f"<section><h3>Who practised, by name</h3><p>{team_words.COLUMNS}</p>{html.table(head, rows)}</section>"


def _footer(told: TeamFigures) -> str:
    listed = ", ".join(f"{html.text(one.scorer)} ({replies(one.replies)})" for one in told.scorers)
    return f"<footer><p>Figures of {told.today}; days are counted in UTC. Scorer: {listed}.</p></footer>"
