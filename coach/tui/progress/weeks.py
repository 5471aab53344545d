"""The weeks and the last fourteen days, each line opening its replies; the scorer's versions."""

from collections import defaultdict
from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from coach.domain.excuse import SKILLS, Skill
from coach.domain.figures import Figures, TrendPoint, WeekFigure
from coach.domain.safe import shown, shown_block
from coach.tui.progress.opens import Opens, day_words, of_day, of_scorer, of_week
from coach.tui.progress.panel import Line, Lines, Panel, Told, figure
from coach.tui.rows import Cell, Row, text
from coach.tui.theme import skill_style
from coach.tui.widgets.skill_bars import bar
from coach.tui.words import counted

_BESIDE = 130
_LEAST = 8
"""Cells from which on a bar tells something; with less room, hints are left out too."""


class WeeksPanel(Panel):
    """Week by week; beside it the days and what judged the replies."""

    DEFAULT_CSS = """
    WeeksPanel {
        & #weeks { width: 1fr; height: 1fr; }
        & #days { width: 1fr; height: 1fr; }
        & .beside { layout: vertical; }
        &.-beside .beside { layout: horizontal; }
        &.-beside #weeks { width: 3fr; }
        &.-beside #days { width: 2fr; margin-left: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """Two lists."""
        yield Horizontal(
            Lines("Weeks, by their Monday", id="weeks"),
            Lines("The last fourteen days, and what judged", id="days"),
            classes="beside",
        )

    def draw(self) -> None:
        """Fill the lists."""
        beside = self.size.width >= _BESIDE
        self.set_class(beside, "-beside")
        width = self.size.width * 3 // 5 if beside else self.size.width
        self.query_one("#weeks", Lines).show(_weeks(self.told.figures, width - 84))
        self.query_one("#days", Lines).show(_days(self.told))


def _weeks(figures: Figures, cells: int) -> Iterator[Line]:
    cells = min(cells, 40) if cells >= _LEAST else 0
    head = [text(word, "$quiet") for word in ("week", "replies", "min", "", "all")]
    head += [text(skill, skill_style(skill)) for skill in SKILLS]
    yield Line(_row(*head, text("hints", "$quiet"), cells=cells))
    points: dict[tuple[str, Skill], list[TrendPoint]] = defaultdict(list)
    for point in figures.trend:
        points[point.week, point.skill].append(point)
    for week in reversed(figures.weeks):
        yield Line(_week(week, points, cells), of_week(week.week))


def _row(*parts: Content, cells: int) -> Row:
    week, replies, minutes, line, score, *skills, hints = parts
    return Row(
        Cell(week, 6),
        Cell(replies, 7, align="right"),
        Cell(minutes, 4, align="right"),
        *((Cell(line, cells),) if cells else ()),
        Cell(score, 4, align="right"),
        *(
            Cell(told, max(7, len(skill)), align="right", wrap=False)
            for skill, told in zip(SKILLS, skills, strict=True)
        ),
        *((Cell(hints, 5, align="right"),) if cells else ()),
    )


def _week(week: WeekFigure, points: dict[tuple[str, Skill], list[TrendPoint]], cells: int) -> Row:
    skills = [
        text("/".join(str(one.score) for one in points[week.week, skill]) or "–")
        for skill in SKILLS
    ]
    return _row(
        text(day_words(week.week)),
        text(str(week.replies), "bold"),
        text(str(week.minutes)),
        bar(week.score or 0, cells, "$primary"),
        figure(week.score),
        *skills,
        text(str(week.hints), "$quiet"),
        cells=cells,
    )


def _days(told: Told) -> Iterator[Line]:
    figures = told.figures
    most = max((day.minutes for day in figures.calendar), default=0)
    for day in reversed(figures.calendar):
        if not day.replies:
            yield Line(Row(Cell(text(day_words(day.day), "$quiet"), 6), Cell(text("·", "$quiet"))))
            continue
        row = Row(
            Cell(text(day_words(day.day)), 6),
            Cell(bar(round(100 * day.minutes / most) if most else 0, 16, "$primary"), 16),
            Cell(text(f"{day.minutes} min", "bold"), 7, align="right"),
            Cell(text(counted(day.replies, "reply", "replies"), "$quiet"), wrap=False),
        )
        yield Line(row, of_day(day.day))
    yield Line(text("Days count replies taken back, too.", "$quiet"))
    yield Line(text(" "))
    for one in figures.scorers:
        words = f"judged by {shown(one.scorer)}: {counted(one.replies, 'reply', 'replies')}"
        yield Line(text(words), of_scorer(one.scorer))
    for note in figures.notes:
        yield Line(text(shown_block(note), "$quiet"))
    if figures.since:
        words = "Judge all replies by today's scorer; the earlier reviews are kept beside"
        yield Line(text(words, "$primary"), Opens(words, way="rescore"))
