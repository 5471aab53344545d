"""Panes: a quiet border with a title, brighter where the keys are; and the pane beside a list."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.visual import Visual
from textual.widgets import Static


class Pane(VerticalScroll):
    """Something to read, in a border that says by its colour whether the keys scroll it."""

    DEFAULT_CSS = """
    Pane {
        border: round $line;
        border-title-color: $quiet;
        border-subtitle-color: $quiet;
        padding: 0 0 0 1;
        scrollbar-gutter: stable;
        &:focus { border: round $primary; border-title-color: $primary; }
    }
    """


class Aside(VerticalScroll, can_focus=False):
    """What is told of the thing that is marked; the keys stay with the list.

    Args:
        title: What is told.
    """

    DEFAULT_CSS = """
    Aside {
        height: 1fr;
        margin-left: 1;
        border: round $line;
        border-title-color: $quiet;
        padding: 0 1;
        & > Static { height: auto; }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.border_title = title

    def compose(self) -> ComposeResult:
        """One sheet, which scrolls where it is longer than the window."""
        yield Static(markup=False)

    def tell(self, drawn: Visual) -> None:
        """Show what there is to tell."""
        self.query_one(Static).update(drawn)
