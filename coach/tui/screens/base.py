"""What all screens share: a title line, a footer, size classes, and one message when too small."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.await_remove import AwaitRemove
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from coach.tui.rows import OWN, Cell, Row, text
from coach.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from coach.practice import Practice
    from coach.tui.app import CoachApp

Answer = TypeVar("Answer")
_SLIM = 72
"""Below so many columns, what only accompanies is left out."""


class TitleLine(Static):
    """The line at the top: where one is on the left, how things stand on the right."""

    DEFAULT_CSS = """
    TitleLine { height: 1; padding: 0 2; background: $surface; }
    """

    def __init__(self, left: str = "", right: Content | str = "") -> None:
        super().__init__(self._drawn(left, right), markup=False)

    def show(self, left: str, right: Content | str = "") -> None:
        """Show something else, without laying the screen out anew."""
        self.update(self._drawn(left, right), layout=False)

    @staticmethod
    def _drawn(left: str, right: Content | str) -> Row:
        state = text(right, "$quiet") if isinstance(right, str) else right
        return Row(
            Cell(text(left, "bold $primary"), wrap=False), Cell(state, OWN, wrap=False), gap=2
        )


class TooSmall(Static):
    """The calm message in place of a layout that would not fit."""

    DEFAULT_CSS = """
    TooSmall {
        display: none;
        width: 100%;
        height: 100%;
        content-align: center middle;
        text-align: center;
        color: $quiet;
    }
    """


class CoachScreen(Screen[None]):
    """A screen of the program. Subclasses give `body` in place of `compose`."""

    SMALLEST: ClassVar[tuple[int, int]] = (40, 12)
    """Columns and rows that it needs to be of use."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - the same
    TITLE_TEXT: ClassVar[str] = "coach"
    """What the title line says at first."""

    DEFAULT_CSS = """
    CoachScreen.-too-small {
        & > * { display: none; }
        & > TooSmall { display: block; }
    }
    """

    gone = False
    """Whether one has left it for good: what it showed is being taken away."""
    _keys_at: Widget | None = None

    @property
    def coach(self) -> "CoachApp":
        """The program that this screen belongs to."""
        return cast("CoachApp", self.app)

    def compose(self) -> ComposeResult:
        """The title line, the body, the footer."""
        yield TitleLine(self.TITLE_TEXT)
        yield from self.body()
        yield TooSmall(markup=False)
        yield KeyLine()

    def body(self) -> Iterable[Widget]:
        """The widgets between title line and footer."""
        return ()

    def title_line(self, left: str, right: Content | str = "") -> None:
        """Change the title line."""
        self.query_one(TitleLine).show(left, right)

    async def ask(self, question: "Callable[[Practice], Answer]") -> Answer | None:
        """Ask the practice. None where it could not answer: the trainee has been told why."""
        return await self.coach.ask(question)

    def remove(self) -> AwaitRemove:
        """Leave for good. What was asked for is no longer waited for: nothing is left to show it on."""
        self.gone = True
        self.workers.cancel_node(self)
        return super().remove()

    def on_resize(self, event: events.Resize) -> None:
        """Show the calm message where the terminal is too small for this screen."""
        width, height = self.SMALLEST
        small = event.size.width < width or event.size.height < height
        if small:
            self.query_one(TooSmall).update(
                f"This screen needs {width} columns and {height} rows;\n"
                f"the window has {event.size.width} by {event.size.height}.\n\n"
                "Make it a little larger. Nothing is lost."
            )
        if small and not self.has_class("-too-small"):
            self._keys_at = self.focused
        elif not small and self._keys_at is not None:
            # Hidden for a moment, a widget loses the keys; whoever typed in it types on.
            self.call_after_refresh(self._keys_at.focus)
            self._keys_at = None
        self.set_class(small, "-too-small")
        self.set_class(event.size.width < _SLIM, "-slim")
