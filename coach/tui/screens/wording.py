"""One question: which wording shall be a phrasing of a key point."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from coach.domain.safe import shown, shown_block
from coach.tui.rows import Stack, text
from coach.tui.screens.frame import FramedScreen, LineInput

Wording = tuple[str, str]
"""A key point's id, and the words."""


class WordingScreen(FramedScreen[Wording | None]):
    """Asks for the wording of a phrasing.

    Args:
        point: The key point's id.
        asks: What it asks for, in words.
        words: What is proposed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave it")]
    DEFAULT_CSS = """
    WordingScreen > Vertical {
        width: 90%;
        max-width: 100;
        & > Static { margin-bottom: 1; }
    }
    """

    def __init__(self, point: str, asks: str, words: str) -> None:
        super().__init__()
        self._point, self._asks, self._words = point, asks, words

    def compose(self) -> ComposeResult:
        """The question and the wording."""
        told = Stack(
            [
                text(shown_block(self._asks), "bold"),
                text(
                    "Nothing in the reply came near this. Shorten it to the words that should make "
                    f"the key point {shown(self._point)}.",
                    "$quiet",
                ),
            ]
        )
        with Vertical() as frame:
            frame.border_title = Content("Add a phrasing")
            frame.border_subtitle = Content("enter adds · esc leaves it")
            yield Static(told, markup=False)
            yield LineInput(self._words, select_on_focus=False)

    def on_mount(self) -> None:
        """Begin with the wording."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the wording; nothing typed means nothing added."""
        event.stop()
        words = event.value.strip()
        self.dismiss((self._point, words) if words else None)

    def action_leave(self) -> None:
        """Add nothing."""
        self.dismiss(None)
