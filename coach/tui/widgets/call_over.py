"""What stands in the reply box's place once the call is over."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from coach.domain.call import GOOD_OUTCOMES, Outcome
from coach.tui.rows import Stack, text
from coach.tui.words import outcome_words


class CallOver(Static, can_focus=True):
    """The end of the call in a few words; enter leads to the debrief."""

    DEFAULT_CSS = """
    CallOver {
        display: none;
        height: 5;
        border: round $line;
        border-title-color: $quiet;
        padding: 0 1;
        &:focus { border: round $primary; border-title-color: $primary; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", "debrief", tooltip="See what the call achieved"),
        Binding("escape,space", "on", "debrief", show=False),
    ]

    class Read(Message):
        """The debrief is wanted."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self.border_title = "The call is over"

    def tell(self, title: str, words: str, after: str) -> None:
        """Say that it is over, and where enter leads; take the keys."""
        self.border_title = title
        self.update(Stack([text(words, "bold"), text(after, "$quiet")]))
        self.focus()

    def show(self, outcome: Outcome | None) -> None:
        """Say how it ended, and take the keys."""
        words = outcome_words(outcome)
        style = "$success" if outcome in GOOD_OUTCOMES else "$warning"
        line = text(words[0].upper() + words[1:] + ".", f"bold {style}")
        self.update(Stack([line, text("Press enter to see what the call achieved.", "$quiet")]))
        self.focus()

    def on_click(self) -> None:
        """The same as enter."""
        self.action_on()

    def action_on(self) -> None:
        """Ask for the debrief."""
        self.post_message(self.Read())
