"""The word of the tour above a screen: what to do now."""

from textual.widgets import Static


class Guide(Static):
    """One line or two on what to do now."""

    DEFAULT_CSS = """
    Guide {
        height: auto;
        min-height: 2;
        padding: 0 2;
        background: $panel;
        border-left: outer $primary;
    }
    """
