"""Long work: how far it has come, and a way to stop it. What is done by then stays done."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coach.tui.screens.frame import FramedScreen
from coach.tui.widgets.work_bar import work_bar


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
            yield Static(work_bar(0, self._total), id="bar", markup=False)

    def step(self, done: int, what: str = "") -> None:
        """Show that so many steps are done, and what is at hand now."""
        self.query_one("#bar", Static).update(work_bar(done, self._total, what))

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
