"""What a call and a drill share: the conversation, the reply box, the review and the account."""

from asyncio import sleep
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from coach.domain.safe import shown
from coach.tui.rows import text
from coach.tui.screens.base import CoachScreen
from coach.tui.widgets.account_card import AccountCard
from coach.tui.widgets.call_over import CallOver
from coach.tui.widgets.reply_box import ReplyBox
from coach.tui.widgets.review_panel import ReviewPanel
from coach.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from coach.desk import Desk
    from coach.domain.excuse import Account
    from coach.practice.views import Line

Phase = Literal["opening", "typing", "weighing", "reading", "hearing", "over"]
"""Whose move it is: the trainee types, the reply is weighed, the review is read, the other speaks."""

GRACE = 1.2
"""Seconds in which a reply that slipped out can be taken back, before it is judged."""
PAUSE = 0.4
"""Seconds for which the other side thinks before each line."""


class TalkScreen(CoachScreen):
    """Somebody is on the line.

    Args:
        paced: Whether lines come at a speaking pace, and a reply can be taken back for a moment.
        draft: What had been typed before.
    """

    SMALLEST: ClassVar[tuple[int, int]] = (60, 18)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,f5", "look_up", "lookup", key_display="/",
                tooltip="Find a sentence to say; / where nothing is typed yet"),
        Binding("question_mark", "app.help", "help", show=False),
        Binding("ctrl+up,pageup", "back_up", "scroll up", show=False, priority=True,
                tooltip="Scroll the conversation up"),
        Binding("ctrl+down,pagedown", "back_down", "scroll down", show=False, priority=True,
                tooltip="Scroll the conversation down"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    TalkScreen {
        & > #table { height: 1fr; }
        & #talk { width: 1fr; height: 1fr; }
        & Transcript { height: 1fr; }
        & ReviewPanel { display: none; height: 1fr; }
        & AccountCard { width: 26; height: 1fr; }

        /* Narrow: the review takes the whole table while it is read. */
        &.-reading {
            & ReviewPanel { display: block; }
            & ReplyBox { display: none; }
        }
        &.-over {
            & ReplyBox { display: none; }
            & CallOver { display: block; }
        }
        &.-narrow.-reading {
            & #talk, & AccountCard { display: none; }
        }

        &.-medium {
            & > #table { padding: 0 1; }
            & AccountCard { width: 36; margin-left: 1; }
        }
        /* Medium: the review stands where the reply was, under the conversation. */
        &.-medium.-reading {
            & #talk { width: 42; }
            & ReviewPanel { margin-left: 1; width: 1fr; }
            & AccountCard { display: none; }
        }
        /* Wide: the review has a column of its own and stays. */
        &.-wide {
            & > #table { padding: 0 2; }
            & AccountCard { width: 40; margin-left: 1; padding: 1 1 1 2; }
            & #talk { width: 4fr; }
            & Transcript { padding: 1 1 0 2; }
            & ReviewPanel { display: block; width: 5fr; margin-left: 1; padding: 1 1 1 2; }
            & ReplyBox { display: block; }
            &.-over ReplyBox { display: none; }
        }
        &.-tall ReplyBox { height: 8; }
        &.-short ReplyBox { height: 5; }
    }
    """

    def __init__(self, *, paced: bool, draft: str = "") -> None:
        super().__init__()
        self.phase: Phase = "opening"
        """Whose move it is."""
        self.paced = paced
        """Whether lines come at a speaking pace."""
        self.kept = (draft, 0.0)
        """What waits to be put into the reply box, and the seconds spent on it."""
        self._desk: Desk | None = None
        self._facts: dict[str, str] = {}

    def account(self) -> "tuple[Account, str]":
        """The account and the goal with which the screen begins."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """Conversation and reply, the review, the account."""
        talk = Vertical(
            Transcript(id="transcript"), ReplyBox(id="reply"), CallOver(id="over"), id="talk"
        )
        card = AccountCard(*self.account(), id="account")
        yield Horizontal(talk, ReviewPanel(id="review"), card, id="table")

    def facts(self) -> dict[str, str]:
        """What is certain about the call, for the gaps of wordings."""
        raise NotImplementedError

    def action_look_up(self) -> None:
        """Look up: one desk for the whole call, with what is certain by now."""
        from coach.desk import Desk

        if self._desk is None:
            self._desk = Desk()
            self.coach.set_desk(self._desk)
        desk = self._desk
        before, self._facts = self._facts, self.facts()
        for name in before.keys() | self._facts.keys():
            # What was typed over a fact stands; what was only a fact follows the call.
            if desk.values.get(name, "") == before.get(name, ""):
                desk.values[name] = self._facts.get(name, "")
        self.coach.look_up(desk)

    @property
    def transcript(self) -> Transcript:
        """The conversation."""
        return self.query_one(Transcript)

    @property
    def box(self) -> ReplyBox:
        """The reply box."""
        return self.query_one(ReplyBox)

    @property
    def review(self) -> ReviewPanel:
        """The review."""
        return self.query_one(ReviewPanel)

    def on_mount(self) -> None:
        """Pick up the telephone."""
        self.transcript.can_focus = False
        self.open_box()

    def move(self, phase: Phase) -> None:
        """Say whose move it is."""
        self.phase = phase
        self.refresh_bindings()

    def open_box(self) -> None:
        """Open the reply box with what was kept."""
        words, spent = self.kept
        self.kept = ("", 0.0)
        self.box.listen(words, spent)

    async def hear(self, lines: "Iterable[Line]", *, paced: bool, aloud: bool = True) -> None:
        """Let the other side and the stage speak; `aloud`: through the synthesiser too, if chosen."""
        for line in lines:
            if paced and line.who == "debtor":
                await self.transcript.wait(line.name)
                await sleep(PAUSE)
                await self.transcript.waited()
            self.transcript.say((line,))
            if aloud and line.who == "debtor":
                self.coach.speak(line.name, shown(line.text))

    async def put(self, number: int, words: str) -> None:
        """Show a reply at once, and give a moment in which it can be taken back."""
        self.coach.hush()
        state = "weighing your words…"
        if self.paced:
            self.transcript.reply(number, words, text(f"{state} esc takes it back", "$quiet"))
            await sleep(GRACE)
        else:
            self.transcript.reply(number, words, text(state, "$quiet"))

    def unfold(self) -> None:
        """Open the review, which has just been filled."""
        self.add_class("-reading")
        self.review.focus()

    def on_screen_suspend(self) -> None:
        """Who leaves the call, for however long, leaves the voice behind."""
        self.coach.hush()

    def on_unmount(self) -> None:
        """The same, where the call is left for good."""
        self.coach.hush()

    def action_back_up(self) -> None:
        """Scroll what is being read up."""
        self._scrolled.scroll_page_up(animate=False)

    def action_back_down(self) -> None:
        """Scroll what is being read down."""
        self._scrolled.scroll_page_down(animate=False)

    @property
    def _scrolled(self) -> Widget:
        return self.review if self.phase == "reading" else self.transcript
