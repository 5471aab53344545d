"""Long work: how far it has come, and a way to stop it. What is done by then stays done."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coach.domain.safe import shown
from coach.tui.rows import Cell, Row, Stack, text
from coach.tui.screens.frame import FramedScreen

if TYPE_CHECKING:
    from textual.visual import Visual

_CELLS = 40


class LongWork(FramedScreen[None]):
    """Shows the progress of work that something else does, step by step.

    Args:
        title: What is being done.
        total: Steps in all.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "stop", "stop", key_display="esc", tooltip="Stop; what is done stays"),
    ]

    def __init__(self, title: str, total: int) -> None:
        super().__init__()
        self.stopped = False
        """Whether it shall go no further."""
        self._title = title
        self._over = False
        self._total = total

    def compose(self) -> ComposeResult:
        """A title and a bar with its number."""
        with Vertical() as frame:
            frame.border_title = Content(self._title)
            frame.border_subtitle = Content("esc stops · what is done stays")
            yield Static(self._drawn(0, ""), id="bar", markup=False)

    def step(self, done: int, what: str = "") -> None:
        """Show that so many steps are done, and what is at hand now."""
        self.query_one("#bar", Static).update(self._drawn(done, what))

    def finish(self) -> None:
        """Leave: the work is over. Beneath another screen, as soon as that is closed."""
        self._over = True
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Leave where the work ended beneath another screen."""
        if self._over and self.is_active:
            self._over = False
            self.dismiss()

    def action_stop(self) -> None:
        """Go no further."""
        self.stopped = True

    def _drawn(self, done: int, what: str) -> "Visual":
        full = _CELLS * done // max(1, self._total)
        bar = Content.assemble(("━" * full, "$primary"), ("─" * (_CELLS - full), "$track"))
        count = text(f"{done} of {self._total}", "bold")
        return Stack([Row(Cell(bar, _CELLS), Cell(count)), text(shown(what) or " ", "$quiet")])
