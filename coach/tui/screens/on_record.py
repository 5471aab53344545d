"""What a call and a drill share beyond the talk: replies that go on record, and drafts that wait."""

from typing import TYPE_CHECKING, Protocol

from textual import work
from textual.binding import Binding

from coach.tui.screens.talk import TalkScreen
from coach.tui.widgets.reply_box import ReplyBox

if TYPE_CHECKING:
    from textual.worker import Worker


TAKE_BACK = Binding(
    "escape",
    "take_back_now",
    "take back",
    tooltip="Take back the reply, for a moment before it is judged",
)
"""Escape, while it does this; a screen names it beside its own escape."""


class Waits(Protocol):
    """What can be left in the middle of a reply: a call or a drill."""

    def pause(self, draft: str) -> None:
        """Leave it; what was being typed is kept for when it goes on."""


class OnRecordScreen(TalkScreen):
    """A talk whose replies are kept; one can be taken back for a moment before it is judged.

    Args:
        paced: Whether lines come at a speaking pace, and a reply can be taken back for a moment.
        draft: What had been typed before.
    """

    def __init__(self, *, paced: bool, draft: str = "") -> None:
        super().__init__(paced=paced, draft=draft)
        self.grace: Worker[None] | None = None
        """The reply that can still be taken back; none: there is none."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual gives them
        """Escape says what it does: take a reply back for a moment, else leave."""
        return self.grace is not None if action == "take_back_now" else True

    def settled(self) -> None:
        """The moment to take a reply back is over."""
        self.grace = None
        self.refresh_bindings()

    def waits(self) -> Waits | None:
        """What is left where one leaves this screen; none: nothing has begun yet."""
        raise NotImplementedError

    def weigh(self, words: str, seconds: float) -> "Worker[None]":
        """Weigh a reply: after a moment in which it can be taken back, it goes on record."""
        raise NotImplementedError

    def listen(self) -> None:
        """Let a reply be typed, beginning with what was kept."""
        self.move("typing")
        self.open_box()

    def on_reply_box_said(self, message: ReplyBox.Said) -> None:
        """Take a reply: show it at once, then weigh it."""
        message.stop()
        if self.phase == "typing":
            self.move("weighing")
            self.kept = (message.text, message.seconds)
            self.box.hold()
            self.grace = self.weigh(message.text, message.seconds)
            self.refresh_bindings()

    def action_take_back_now(self) -> None:
        """Put a reply that is not judged yet back into the box."""
        self.take_back()

    @work(exclusive=True, group="take-back")
    async def take_back(self) -> None:
        """Put a reply that is not judged yet back into the box."""
        if self.grace is not None:
            self.grace.cancel()
            self.grace = None
            await self.withdraw()

    async def withdraw(self) -> None:
        """Take the last reply out of the conversation, and let it be typed anew."""
        await self.transcript.withdraw()
        self.listen()

    def typed(self) -> str:
        """What is being typed: no reply yet."""
        if self.phase in {"opening", "typing", "hearing"}:
            return self.box.text
        # Once the moment to take it back is over, what is weighed is on record.
        judged = self.phase == "weighing" and self.grace is None
        return "" if judged else self.kept[0]

    def left(self) -> tuple[Waits | None, str]:
        """What waits where one leaves now, and what was being typed in it."""
        return (None, "") if self.phase == "over" else (self.waits(), self.typed())

    def on_screen_suspend(self) -> None:
        """Whoever leaves, for however long, finds again what they were typing."""
        left, words = self.left()
        if left is not None:
            self.coach.keep_draft(left, words)
