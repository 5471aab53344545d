"""The report as one HTML file: no scripts, nothing fetched, light and dark, made to be printed."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from coach.domain.call import OUTCOME_WORDS
from coach.domain.counted import counted, replies
from coach.domain.excuse import SKILLS
from coach.domain.figures import Figures, HeatCell
from coach.domain.progress import FAMILIES
from coach.domain.safe import shown
from coach.practice.report import disputed as disputes
from coach.practice.report import plots, words
from coach.practice.report.plots import Series

if TYPE_CHECKING:
    from coach.practice.reviewing import Disagreement

_STYLE = Path(__file__).with_name("report.css")
_CALLS = 12


def page(all_of_them: Sequence[Figures], disputed: "Sequence[Disagreement]" = ()) -> str:
    """The report on one trainee, or on several with an overview in front.

    `disputed` are excuses on which people keep correcting the machine.
    """
    told = [one for one in all_of_them if one.since]
    names = [shown(one.trainee) for one in told]
    title = f"Practice of {names[0]}" if len(names) == 1 else "Practice of everybody"
    body = "".join(_person(one, alone=len(told) == 1) for one in told)
    if len(told) != 1:
        body = f'<header><h1>{title}</h1><p class="purpose">{words.PURPOSE}</p></header>{_overview(told)}{_disputed(disputed)}{body}'
    return document(title, body)


def document(title: str, body: str) -> str:
    """A whole page around its body, which is HTML already; the title is text."""
    style = _STYLE.read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{_text(title)}</title><style>{style}</style></head><body><main>{body}</main></body></html>\n"
    )


def _overview(told: Sequence[Figures]) -> str:
    if not told:
        return "<p>Nobody has practised yet.</p>"
    rows = [
        [
            _text(one.trainee), _figure(one, "sums/days", one.days), _figure(one, "sums/replies", one.replies),
            _figure(one, "sums/calls", one.calls), _figure(one, "sums/score", one.score),
            _figure(one, "sums/fail", one.fail), one.weakest or "not enough yet",
            f'{_figure(one, "sums/practised", one.practised)} {_dots(one)}',
        ]
        for one in told
    ]  # fmt: skip
    head = [
        "who",
        "days",
        "replies",
        "calls",
        "quality",
        "conduct failed",
        "to work on",
        "days practised of the last 14",
    ]
    return f"<section><h2>Everybody</h2>{_table(head, rows)}</section>"


def _dots(told: Figures) -> str:
    return " ".join(
        f'<span class="dot{" on" if day.replies else ""}" title="{words.short_day(day.day)}: {replies(day.replies)}"></span>'
        for day in told.calendar
    )


def _disputed(found: "Sequence[Disagreement]") -> str:
    if not found:
        return ""
    cells = [[_text(cell) for cell in row] for row in disputes.rows(found)]
    return (
        f"<section><h2>{disputes.TITLE}</h2><p>{_text(disputes.ABOUT)}</p>"
        f"{_table(disputes.HEAD, cells)}</section>"
    )


def _person(told: Figures, *, alone: bool) -> str:
    level = "h1" if alone else "h2"
    purpose = f'<p class="purpose">{words.PURPOSE}</p>' if alone else ""
    notes = "".join(
        f'<p class="note">{_text(note.replace(chr(96), ""))}</p>' for note in told.notes
    )
    return (
        f'<article><header><{level} class="name">{_text(told.trainee)}</{level}>'
        f'<p class="lead">{_text(words.opening(told))}</p>{purpose}{notes}</header>'
        f"{_tiles(told)}{_skills(told)}{_trend(told)}{_heat(told)}{_families(told)}{_calls(told)}"
        f"{_conduct(told)}{_outcomes(told)}{_scorers(told)}</article>"
    )


def _tiles(told: Figures) -> str:
    tiles = [
        ("quality, all replies", _figure(told, "sums/score", told.score), "of 100"),
        ("calls finished", _figure(told, "sums/calls", told.calls), ""),
        ("drills", _figure(told, "sums/drills", told.drills), ""),
        ("promises obtained", _figure(told, "promised/promises", told.promised.promises), "in practice"),
        ("conduct failed", _figure(told, "sums/fail", told.fail), f"of {replies(told.replies)}"),
        ("days practised", _figure(told, "sums/practised", told.practised), "of the last 14"),
    ]  # fmt: skip
    made = "".join(
        f'<div class="tile"><b>{value}</b><span>{name}</span><i>{extra}</i></div>'
        for name, value, extra in tiles
    )
    dots = "".join(
        f'<span class="day{" on" if day.replies else ""}" title="{words.day(day.day)}: {replies(day.replies)}">'
        f"{words.short_day(day.day)}</span>"
        for day in told.calendar
    )
    return f'<section class="tiles">{made}</section><div class="days">{dots}</div>'


def _skills(told: Figures) -> str:
    rows = []
    for skill in told.skills:
        change = "" if skill.change is None else f"{skill.change:+d}"
        mastery = skill.mastery
        drawn = ""
        if mastery.share is not None and mastery.low is not None and mastery.high is not None:
            drawn = plots.interval(mastery.low, mastery.share, mastery.high, skill.skill)
        mark = ' <em class="weak">to work on</em>' if skill.skill == told.weakest else ""
        rows.append([
            f'<b style="color:var(--{skill.skill})">{skill.skill}</b>{mark}',
            _figure(told, f"skills/{skill.skill}/score", skill.score), change,
            _figure(told, f"skills/{skill.skill}/excuses", mastery.excuses), drawn, words.mastery(mastery), mastery.word,
        ])  # fmt: skip
    head = ["skill", "last 30", "change", "excuses", "mastery", "", ""]
    return f"<section><h3>Skills</h3><p>{words.SKILLS} {words.MASTERY}</p>{_table(head, rows)}</section>"


def _trend(told: Figures) -> str:
    weeks = [week.week for week in told.weeks[-words.WEEKS :]]
    labels = [words.short_day(week) for week in weeks]
    scorers = sorted({point.scorer for point in told.trend})
    series = []
    for scorer in scorers:
        for skill in SKILLS:
            points = [
                (weeks.index(point.week), point.score)
                for point in told.trend
                if point.skill == skill and point.scorer == scorer and point.week in weeks
            ]
            series.append(Series(skill, points, scorer))
    plot = plots.lines(series, labels, top=100, title="Mean score of each skill by week")
    rows = [
        [
            words.short_day(point.week), point.skill, _figure(told, _point(point.week, point.skill, point.scorer), point.score),
            str(point.replies), _text(point.scorer),
        ]
        for point in told.trend
        if point.week in weeks
    ]  # fmt: skip
    table = _folded(
        "the same as a table",
        _table(["week", "skill", "score", "replies", "scorer"], rows),
    )
    return f"<section><h3>Skills by week</h3><p>{words.TREND}</p>{plot}{table}</section>"


def _point(week: str, skill: str, scorer: str) -> str:
    return f"trend/{week}/{skill} {scorer}/score"


def _heat(told: Figures) -> str:
    cells = {(cell.family, cell.skill): cell for cell in told.heat}
    rows = []
    for family in FAMILIES:
        row = [cells[family, skill] for skill in SKILLS]
        if any(cell.excuses for cell in row):
            rows.append(
                f'<tr><th scope="row">{family}</th>{"".join(_cell(told, cell) for cell in row)}</tr>'
            )
    head = "".join(f'<th scope="col">{skill}</th>' for skill in SKILLS)
    return (
        f"<section><h3>Where it is weak: family by skill</h3><p>{words.HEAT}</p>"
        f'<div class="wide"><table class="heat"><thead><tr><td></td>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div></section>'
    )


def _cell(told: Figures, cell: HeatCell) -> str:
    if cell.score is None:
        return '<td class="none">–</td>'
    few = "few" if cell.few else str(cell.excuses)
    band = "few" if cell.few else f"band{_band(cell.score)}"
    name = f"heat/{cell.family}/{cell.skill}/score"
    return f'<td class="{band}">{_figure(told, name, cell.score)}<small>{few}</small></td>'


def _band(score: int) -> int:
    """The band of a score: a quarter of it, rounded half up."""
    return (score + 12) // 25


def _families(told: Figures) -> str:
    rows = []
    for family in told.families:
        if not family.replies:
            continue
        mastery = family.mastery
        drawn = ""
        if mastery.share is not None and mastery.low is not None and mastery.high is not None:
            drawn = plots.interval(mastery.low, mastery.share, mastery.high, "accent")
        rows.append([
            family.family, _figure(told, f"families/{family.family}/score", family.score), str(family.replies),
            str(mastery.excuses), drawn, words.mastery(mastery), mastery.word,
        ])  # fmt: skip
    head = ["family", "mean", "replies", "excuses", "mastery", "", ""]
    return f"<section><h3>Families of excuses</h3>{_table(head, rows)}</section>"


def _calls(told: Figures) -> str:
    if not told.played:
        return ""
    rows = [
        [
            _text(call.title), str(call.tries), _figure(told, f"played/{call.ref}/first", call.first),
            _figure(told, f"played/{call.ref}/best", call.best), plots.gain(call.first, call.best),
            "two scorer versions" if call.scorers > 1 else "",
        ]
        for call in told.played[:_CALLS]
    ]  # fmt: skip
    left = len(told.played) - _CALLS
    more = f"<p>And {counted(left, 'more call')}.</p>" if left > 0 else ""
    head = ["call", "tries", "first", "best", "from first to best", ""]
    return f"<section><h3>From the first try to the best</h3>{_table(head, rows)}{more}</section>"


def _conduct(told: Figures) -> str:
    weeks = told.weeks[-words.WEEKS :]
    labels = [words.short_day(week.week) for week in weeks]
    bars = plots.bars(
        [(week.fail, week.minor) for week in weeks], labels, title="Conduct findings by week"
    )
    timed = [(place, week.seconds) for place, week in enumerate(weeks) if week.seconds is not None]
    top = max([value for _, value in timed] + [20])
    time = plots.lines(
        [Series("accent", timed)],
        labels,
        top=-(-top // 20) * 20,
        title="Seconds to answer",
        unit="s",
    ).replace(">accent ", ">")
    rows = [
        [
            words.short_day(week.week), _figure(told, f"weeks/{week.week}/replies", week.replies),
            _figure(told, f"weeks/{week.week}/score", week.score), _figure(told, f"weeks/{week.week}/fail", week.fail),
            _figure(told, f"weeks/{week.week}/minor", week.minor), _figure(told, f"weeks/{week.week}/seconds", week.seconds),
            str(week.hints), str(week.minutes),
        ]
        for week in weeks
    ]  # fmt: skip
    head = ["week", "replies", "quality", "failed", "to mend", "seconds", "hints", "minutes"]
    table = _folded("the weeks as a table", _table(head, rows))
    return (
        f'<section class="two"><div><h3>Conduct</h3><p>{words.CONDUCT}</p>{bars}</div>'
        f"<div><h3>Time to answer</h3><p>{words.TIME}</p>{time}</div></section>{table}"
    )


def _outcomes(told: Figures) -> str:
    most = max((one.calls for one in told.outcomes), default=1)
    rows = [
        [
            OUTCOME_WORDS[one.outcome], _figure(told, f"outcomes/{one.outcome}/calls", one.calls),
            f'<span class="bar" style="width:{round(100 * one.calls / most)}%"></span>',
        ]
        for one in told.outcomes
    ]  # fmt: skip
    money = "".join(
        f"<li>{_figure(told, f'money/{one.currency}/amount', one.amount)} {words.money(one)}</li>"
        for one in told.promised.money
    )
    days = words.ahead(told.promised)
    ahead = f"<li>{days}</li>" if days else ""
    listed = f"<ul>{money}{ahead}</ul>" if money or ahead else "<p>No promise obtained yet.</p>"
    return (
        f'<section class="two"><div><h3>How calls ended</h3>{_table(["", "calls", ""], rows)}</div>'
        f"<div><h3>What was promised</h3><p>{words.PROMISES}</p>{listed}</div></section>"
    )


def _scorers(told: Figures) -> str:
    listed = ", ".join(f"{_text(one.scorer)} ({replies(one.replies)})" for one in told.scorers)
    return f"<footer><p>Figures of {words.day(told.today)}; days are counted in UTC. Scorer: {listed}.</p></footer>"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table></div>'


def _folded(title: str, inside: str) -> str:
    return f"<details><summary>{title}</summary>{inside}</details>"


def _figure(told: Figures, name: str, value: str | int | None) -> str:
    """A figure, named so that a program finds it: whose, and which."""
    key = escape(f"{shown(told.trainee)}/{name}", quote=True)
    return f'<data value="{key}">{_text(words.score(value) if not isinstance(value, str) else value)}</data>'


def _text(words_: str) -> str:
    return escape(shown(words_))


band, folded, table, text = _band, _folded, _table, _text
"""Parts that other pages are made of too."""
