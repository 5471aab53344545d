"""A section with nothing to show yet: what will stand there, and the ways to begin."""

from collections.abc import Iterator

from textual.app import ComposeResult

from coach.tui.progress.opens import Opens
from coach.tui.progress.panel import Line, Lines, Panel, Told
from coach.tui.rows import Cell, Row, text

_WAYS = (
    ("Play", "a call from the list", "calls"),
    ("Drill", "one excuse after another", "drill"),
    ("Tour", "a real small call, step by step, in two minutes", "tour"),
)
"""What puts something here: its name, a word on it, the way."""


class EmptyPanel(Panel):
    """What stands in the place of a section.

    Args:
        told: What the screen knows.
        title: The section.
        shows: What it will show.
        lacks: What it still needs.
    """

    def __init__(self, told: Told, title: str, shows: str, lacks: str) -> None:
        super().__init__(told)
        self._title = title
        self._words = lacks, f"Then you see here {shows}."

    def compose(self) -> ComposeResult:
        """One list, so that the keys have somewhere to be."""
        yield Lines(self._title, classes="fitting")

    def draw(self) -> None:
        """Fill the list."""
        self.query_one(Lines).show(self._lines())

    def _lines(self) -> Iterator[Line]:
        for words in self._words:
            yield Line(text(words))
        if not self.told.own:
            return
        yield Line(text(" "))
        for name, about, way in _WAYS:
            row = Row(Cell(text(name, "$primary"), 6), Cell(text(about, "$quiet"), wrap=False))
            yield Line(row, Opens(name, way=way))
