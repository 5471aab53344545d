"""The bar of long work: how far it has come, with its number, and what is at hand."""

from textual.content import Content
from textual.visual import Visual

from coach.domain.safe import shown
from coach.tui.rows import Cell, Row, Stack, text

_CELLS = 40


def work_bar(done: int, total: int, what: str = "", cells: int = _CELLS) -> Visual:
    """A bar of `cells` cells for `done` of `total` steps; beneath it `what` is at hand."""
    full = cells * done // max(1, total)
    bar = Content.assemble(("━" * full, "$primary"), ("─" * (cells - full), "$track"))
    count = text(f"{done} of {total}", "bold")
    return Stack([Row(Cell(bar, cells), Cell(count)), text(shown(what) or " ", "$quiet")])
