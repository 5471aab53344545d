"""Why one reply of an attempt was judged so: its review, as it was read in the call."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Center
from textual.widget import Widget

from coach.domain.safe import shown
from coach.tui.screens.base import CoachScreen
from coach.tui.widgets.review_panel import ReviewPanel

if TYPE_CHECKING:
    from coach.practice.reviewing import Replayed


class ReasonsScreen(CoachScreen):
    """The review of one reply that was judged.

    Args:
        title: The call or drill it was said in.
        reply: The reply.
    """

    ABOUT = (
        "Why this reply was judged so: your own words marked, what won and lost points, key points and "
        "a better line. j and k step through the remarks; enter or escape goes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.back", "back", key_display="esc", tooltip="Back to the call"),
    ]
    DEFAULT_CSS = """
    ReasonsScreen {
        & > Center { height: 1fr; }
        & ReviewPanel { max-width: 120; height: 1fr; }
    }
    """

    def __init__(self, title: str, reply: "Replayed") -> None:
        super().__init__()
        self._title = title
        self._reply = reply

    def body(self) -> Iterable[Widget]:
        """The review."""
        yield Center(ReviewPanel())

    async def on_mount(self) -> None:
        """Show the review that was made last."""
        self.title_line(shown(self._title), f"reply {self._reply.number}")
        panel = self.query_one(ReviewPanel)
        judged = self._reply.judged[-1]
        await panel.show(
            f"Review of reply {self._reply.number}",
            self._reply.answer,
            judged.review,
            hints=self._reply.hints,
        )
        panel.focus()

    def on_review_panel_gone_on(self, message: ReviewPanel.GoneOn) -> None:
        """Back to the call."""
        message.stop()
        self.app.pop_screen()
