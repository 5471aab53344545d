"""One question: which wording shall be a phrasing of a key point."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coach.domain.safe import shown, shown_block
from coach.tui.rows import Stack, text

Wording = tuple[str, str]
"""A key point's id, and the words."""


class WordingScreen(ModalScreen[Wording | None]):
    """Asks for the wording of a phrasing.

    Args:
        point: The key point's id.
        asks: What it asks for, in words.
        words: What is proposed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave it")]
    DEFAULT_CSS = """
    WordingScreen {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 90%;
            max-width: 100;
            height: auto;
            border: round $primary;
            background: $background;
            padding: 1 2;
            & > Static { height: auto; margin-bottom: 1; }
            & > Input { border: round $line; background: $background; &:focus { border: round $primary; } }
        }
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
                    f"the key point {shown(self._point)}. Enter adds them, escape leaves it.",
                    "$quiet",
                ),
            ]
        )
        yield Vertical(Static(told, markup=False), Input(self._words, select_on_focus=False))

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
