"""A line of a panel that can be looked at: by j and k, or by a click."""

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.visual import Visual
from textual.widgets import Static


class PickRow(Static):
    """One line among several; the one being looked at has a pointer before it. Subclasses draw it.

    Args:
        index: Its place among the lines, from 0.
    """

    DEFAULT_CSS = """
    PickRow { height: auto; &:hover { background: $panel; } }
    """

    chosen: reactive[bool] = reactive(default=False, layout=False)
    """Whether it is the line being looked at."""

    class Picked(Message):
        """The line was clicked."""

        def __init__(self, index: int) -> None:
            self.index = index
            """Its place among the lines, from 0."""
            super().__init__()

    def __init__(self, index: int) -> None:
        self._index = index
        super().__init__(markup=False)

    def watch_chosen(self) -> None:
        """Draw the pointer, or take it away."""
        self.update(self.drawn())

    def on_click(self, event: events.Click) -> None:
        """Ask to be looked at."""
        event.stop()
        self.post_message(self.Picked(self._index))

    def drawn(self) -> Visual:
        """The line as it is now."""
        raise NotImplementedError
