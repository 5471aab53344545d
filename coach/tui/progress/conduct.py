"""Conduct over time, and the time to answer: week by week, the latest first."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from coach.domain.figures import Figures, WeekFigure
from coach.tui.progress.opens import day_words, of_conduct, of_week
from coach.tui.progress.panel import Line, Lines, Panel
from coach.tui.rows import Cell, Row, text
from coach.tui.words import counted

_EXPLAINED = (
    "Conduct is a result of its own and never mixed into the scores. The bar shows which share of a "
    "week's replies had a finding: █ ✗ failed, ▒ △ to mend. Time to answer runs from the end of the "
    "debtor's line."
)


class ConductPanel(Panel):
    """Weeks with their conduct findings and the time to answer."""

    def compose(self) -> ComposeResult:
        """One list; beneath it how to read it."""
        title = "Conduct findings and time to answer, by week"
        yield Lines(title, id="conduct", classes="fitting")
        yield Static(text(_EXPLAINED, "$quiet"), classes="caption", markup=False)

    def draw(self) -> None:
        """Fill the list."""
        free = max(20, min(150, self.size.width - 46))
        self.query_one(Lines).show(_lines(self.told.figures, free * 3 // 5, free * 2 // 5))


def _lines(figures: Figures, cells: int, clock: int) -> Iterator[Line]:
    findings = figures.fail + figures.minor
    sums = Content.assemble(
        ("all replies  ", "$quiet"),
        (f"✗ {figures.fail} failed  △ {figures.minor} to mend", "bold"),
        (f"  in {counted(figures.replies, 'reply', 'replies')}", "$quiet"),
    )
    yield Line(sums, of_conduct() if findings else None)
    head = ("week", "with a finding", "fail", "mend", "of", "time to answer", "")
    yield Line(_row(*(text(word, "$quiet") for word in head), cells=cells, clock=clock))
    slowest = max((week.seconds or 0 for week in figures.weeks), default=0)
    for week in reversed(figures.weeks):
        opens = of_conduct(week.week) if week.fail + week.minor else of_week(week.week)
        yield Line(_week(week, cells, clock, slowest), opens)


def _row(*parts: Content, cells: int, clock: int) -> Row:
    week, findings, fail, mend, replies, seconds, number = parts
    return Row(
        Cell(week, 6),
        Cell(findings, cells, wrap=False),
        Cell(fail, 5, align="right"),
        Cell(mend, 5, align="right"),
        Cell(replies, 4, align="right"),
        Cell(text(""), 1),
        Cell(seconds, clock + 5 if not number.plain else clock, wrap=False),
        *((Cell(number, 4, align="right"),) if number.plain else ()),
    )


def _week(week: WeekFigure, cells: int, clock: int, slowest: int) -> Row:
    fails, mends = _shares(week, cells)
    findings = Content.assemble(
        ("█" * fails, "$conduct"),
        ("▒" * mends, "$warning"),
        ("─" * (cells - fails - mends), "$track"),
    )
    filled = round((week.seconds or 0) * clock / slowest) if slowest else 0
    return _row(
        text(day_words(week.week)),
        findings,
        text(f"✗ {week.fail}", "bold $conduct") if week.fail else text("0", "$quiet"),
        text(f"△ {week.minor}", "bold $warning") if week.minor else text("0", "$quiet"),
        text(str(week.replies), "$quiet"),
        Content.assemble(("━" * filled, "$secondary"), ("─" * (clock - filled), "$track")),
        text("–" if week.seconds is None else f"{week.seconds} s", "bold"),
        cells=cells,
        clock=clock,
    )


def _shares(week: WeekFigure, cells: int) -> tuple[int, int]:
    """How many cells of a bar show failures and how many what is to be mended; any shows at least one."""
    if not week.replies:
        return 0, 0
    fails = max(round(week.fail * cells / week.replies), 1 if week.fail else 0)
    mends = max(round(week.minor * cells / week.replies), 1 if week.minor else 0)
    return min(fails, cells), min(mends, cells - min(fails, cells))
