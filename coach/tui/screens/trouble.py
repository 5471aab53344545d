"""Trouble: one clear message where the practice could not do what was asked."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coach.domain.safe import shown_block
from coach.tui.rows import BLANK, Stack, text
from coach.tui.screens.frame import FramedScreen


class TroubleScreen(FramedScreen[None]):
    """Says what is wrong and that nothing is lost.

    Args:
        message: What is wrong, in a sentence or two.
    """

    DEFAULT_CSS = """
    TroubleScreen > Vertical { border: round $warning; border-title-color: $warning; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space", "dismiss", "close", key_display="enter")
    ]

    def __init__(self, message: str) -> None:
        super().__init__()
        self.message = message
        """What is wrong."""

    def compose(self) -> ComposeResult:
        """The message, and what holds in any case."""
        kept = "Everything you have said so far is kept."
        with Vertical() as frame:
            frame.border_title = Content("That did not work")
            frame.border_subtitle = Content("enter closes")
            yield Static(
                Stack([text(shown_block(self.message)), BLANK, text(kept, "$quiet")]), markup=False
            )
