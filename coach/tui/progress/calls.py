"""Calls: from the first try to the best, and the calls played last."""

from collections.abc import Iterator
from datetime import UTC, datetime

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from coach.domain.figures import CallFigure
from coach.domain.safe import shown
from coach.tui.progress.opens import Opens, of_call
from coach.tui.progress.panel import Line, Lines, Panel, Told, spans
from coach.tui.rows import Cell, Row, text
from coach.tui.theme import band_style
from coach.tui.words import band_of, counted, outcome_words, when

_BESIDE = 140


class CallsPanel(Panel):
    """Each call's first and best try; beside them, the last calls."""

    DEFAULT_CSS = """
    CallsPanel {
        & #played { width: 1fr; }
        & #recent { width: 1fr; margin-left: 1; display: none; }
        &.-beside #recent { display: block; }
    }
    """

    def compose(self) -> ComposeResult:
        """Two lists."""
        yield Horizontal(
            Lines("From the first try to the best", id="played", classes="filling"),
            Lines("Your last calls", id="recent", classes="filling"),
            classes="beside",
        )

    def draw(self) -> None:
        """Fill the lists."""
        beside = self.size.width >= _BESIDE
        self.set_class(beside, "-beside")
        width = self.size.width // 2 if beside else self.size.width
        cells = max(8, min(40, width - 62))
        self.query_one("#played", Lines).show(played_lines(self.told, cells, recent=not beside))
        if beside:
            self.query_one("#recent", Lines).show(_recent(self.told))


def played_lines(told: Told, cells: int, *, recent: bool) -> Iterator[Line]:
    """A line for each call, the greatest gain first.

    Args:
        told: The figures.
        cells: How long the line from the first try to the best is.
        recent: Whether all calls, the latest first, are offered on top.
    """
    if not told.figures.played:
        yield Line(text("No call played to its end yet. Escape goes back.", "$quiet"))
        return
    if recent:
        everything = Opens("all calls", attempts={"kind": "call"})
        yield Line(text("All calls, the latest first", "$primary"), everything)
    head = ("first", "", "best", "gain", "last", "tries", "call")
    yield Line(_row(*(text(word, "$quiet") for word in head), cells=cells))
    for call in told.figures.played:
        yield Line(_call(call, cells), of_call(call))


def _row(*parts: Content, cells: int) -> Row:
    first, line, best, gain, last, tries, title = parts
    return Row(
        Cell(first, 5, align="right"),
        Cell(line, cells),
        Cell(best, 4),
        Cell(gain, 4, align="right"),
        Cell(last, 4, align="right"),
        Cell(tries, 5, align="right"),
        Cell(title, wrap=False),
    )


def _call(call: CallFigure, cells: int) -> Row:
    style = band_style(band_of(call.best))
    line = spans(
        cells,
        [(call.first, call.best, "━", style), (call.best, call.best, "●", f"bold {style}"),
         (call.first, call.first, "○" if call.gain else "●", style)],
    )  # fmt: skip
    gain = text(f"↑{call.gain}", "$success") if call.gain else text("·", "$quiet")
    title = shown(call.title)
    if call.scorers > 1:
        title = f"{title} (by {call.scorers} scorer versions)"
    return _row(
        text(str(call.first)), line, text(str(call.best), "bold"), gain, text(str(call.last)),
        text(str(call.tries), "$quiet"), text(title), cells=cells,
    )  # fmt: skip


def _recent(told: Told) -> Iterator[Line]:
    now = datetime.now(UTC).astimezone()
    for call in told.progress.recent:
        row = Row(
            Cell(text(when(call.at, now), "$quiet"), 15, wrap=False),
            Cell(text(shown(call.title)), wrap=False),
            Cell(text(outcome_words(call.outcome), "$quiet"), 22, wrap=False),
            Cell(text(str(call.score), f"bold {band_style(band_of(call.score))}"), 3, align="right"),
        )  # fmt: skip
        yield Line(row, Opens(call.title, way=f"replay:{call.attempt}"))
    if not told.progress.recent:
        yield Line(text(f"{counted(0, 'call')} yet", "$quiet"))
