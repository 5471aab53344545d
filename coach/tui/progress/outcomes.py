"""Outcomes: how calls ended, and what was promised in them: money and days."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal

from coach.domain.call import Outcome
from coach.domain.figures import Figures
from coach.domain.safe import shown
from coach.tui.progress.opens import of_outcome, of_promises
from coach.tui.progress.panel import Line, Lines, Panel
from coach.tui.rows import Cell, Row, text
from coach.tui.widgets.skill_bars import bar
from coach.tui.words import OUTCOME_WORDS, counted

_BESIDE = 100
_GOOD: frozenset[Outcome] = frozenset(
    {"paid_in_full", "dated_promise", "part_payment", "dispute_logged", "transferred",
     "callback_agreed", "paused"}
)  # fmt: skip
"""Ends that a manager would be glad of."""


class OutcomesPanel(Panel):
    """How calls ended; beside it what was promised."""

    DEFAULT_CSS = """
    OutcomesPanel {
        & #ended { width: 1fr; }
        & #promised { width: 1fr; }
        &.-beside #promised { margin-left: 1; }
        & .beside { layout: vertical; }
        &.-beside .beside { layout: horizontal; }
    }
    """

    def compose(self) -> ComposeResult:
        """Two lists."""
        ended = Lines("How calls ended", id="ended", classes="fitting")
        ended.border_subtitle = "✓ an end that a manager would be glad of"
        yield Horizontal(
            ended,
            Lines("Promises obtained in practice", id="promised", classes="fitting"),
            classes="beside",
        )

    def draw(self) -> None:
        """Fill the lists."""
        beside = self.size.width >= _BESIDE
        self.set_class(beside, "-beside")
        width = self.size.width // 2 if beside else self.size.width
        self.query_one("#ended", Lines).show(_ended(self.told.figures, max(10, width - 44)))
        self.query_one("#promised", Lines).show(_promised(self.told.figures))


def _ended(figures: Figures, cells: int) -> Iterator[Line]:
    if not figures.outcomes:
        yield Line(text("No call played to its end yet.", "$quiet"))
        return
    cells = min(50, cells)
    for one in figures.outcomes:
        style = "$success" if one.outcome in _GOOD else "$warning"
        row = Row(
            Cell(text(OUTCOME_WORDS[one.outcome]), 24),
            Cell(bar(round(100 * one.calls / figures.calls), cells, style), cells),
            Cell(text(str(one.calls), "bold"), 4, align="right"),
            Cell(text("✓" if one.outcome in _GOOD else "", "$success"), 1),
        )
        yield Line(row, of_outcome(one))
    whole = Row(
        Cell(text("all calls", "$quiet"), 24),
        Cell(text(""), cells),
        Cell(text(str(figures.calls), "bold"), 4, align="right"),
    )
    yield Line(whole)


def _promised(figures: Figures) -> Iterator[Line]:
    promised = figures.promised
    if not promised.promises:
        yield Line(text("None yet. A promise counts when it names amount, day and way.", "$quiet"))
        return
    opens = of_promises()
    yield Line(_fact("promises", str(promised.promises), ""), opens)
    for money in promised.money:
        said = f"in {counted(money.promises, 'promise')}"
        yield Line(_fact("money", shown(money.amount), said), opens)
    if promised.without_amount:
        yield Line(_fact("without an amount", str(promised.without_amount), ""), opens)
    if promised.days is not None:
        said = f"ahead (median of {promised.dated})"
        yield Line(_fact("the promised day", counted(promised.days, "day"), said), opens)


def _fact(name: str, value: str, said: str) -> Row:
    return Row(
        Cell(text(name, "$quiet"), 18),
        Cell(text(value, "bold"), 14),
        Cell(text(said, "$quiet"), wrap=False),
    )
