"""The call: the conversation, the facts, one's own reply, and the review of each."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import DescendantFocus

from coach.domain.safe import shown
from coach.tui.screens.on_record import TAKE_BACK, OnRecordScreen
from coach.tui.widgets.account_card import AccountCard
from coach.tui.widgets.call_over import CallOver
from coach.tui.widgets.patience import patience_dots
from coach.tui.widgets.review_panel import ReviewPanel
from coach.tui.widgets.transcript import OwnReply
from coach.tui.words import remark

if TYPE_CHECKING:
    from coach.domain.excuse import Account
    from coach.practice import CallInPlay
    from coach.practice.views import Exchange, Scene
    from coach.tui.screens.talk import Phase


class CallScreen(OnRecordScreen):
    """A call in play.

    Args:
        play: The call.
        paced: Whether lines come at a speaking pace, and a reply can be taken back for a moment.
        draft: What had been typed when the call was paused.
    """

    ABOUT = (
        "Type what you would say and press enter. After each reply the review opens: step through "
        "your own words with j and k, then go on with enter and hear the answer. Nothing runs out; "
        "the clock only counts. Escape pauses, and everything you have said is kept."
    )
    LAST_WORD: ClassVar[str] = ""
    """What is said above the debrief."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "hint", "hint −5", tooltip="A hint; it costs 5 points of the next reply"),
        Binding("f3", "retry", "retry", tooltip="Answer the last turn again; the later reply counts"),
        Binding("f4", "why", "why", tooltip="Open or fold the review of the last reply"),
        TAKE_BACK,
        Binding("escape", "pause", "pause", tooltip="Pause: everything is kept, home offers to continue"),
        Binding("f1", "app.help", "help", tooltip="The keys of this screen"),
    ]  # fmt: skip

    def __init__(self, play: "CallInPlay", *, paced: bool, draft: str = "") -> None:
        super().__init__(paced=paced, draft=draft)
        self.play = play
        """The call."""
        self._scene: Scene | None = None
        self._trainee = ""
        self._exchanges: list[Exchange] = []
        self._looking = -1
        self._unheard: Exchange | None = None

    def waits(self) -> "CallInPlay":
        """The call goes on where it was left."""
        return self.play

    def facts(self) -> dict[str, str]:
        """What is certain about this call."""
        from coach.desk import facts_of

        speaker = self._scene.speaker if self._scene else None
        return facts_of(self.play.call.account, speaker, self._trainee)

    def account(self) -> "tuple[Account, str]":
        """The account and the goal of the call."""
        return self.play.call.account, self.play.call.goal

    def on_mount(self) -> None:
        """Pick up the telephone."""
        self.title_line(shown(self.play.call.title))
        self.open()

    @work(exclusive=True, group="call")
    async def open(self) -> None:
        """Show the call as it stands: new, or as it was paused."""
        play = self.play
        answer = await self.ask(
            lambda practice: (play.scene(), play.debrief().exchanges, practice.trainee)
        )
        if answer is None:
            return
        scene, exchanges, self._trainee = answer
        self._exchanges = list(exchanges)
        self._looking = len(self._exchanges) - 1
        self._picture(scene)
        known = {exchange.number: exchange for exchange in exchanges}
        for line in scene.lines:
            if line.who == "trainee":
                one = known.get(line.reply)
                notes = remark(one.review, one.hints) if one else ()
                self.transcript.reply(line.reply, line.text, *notes)
            else:
                aloud = not exchanges or line is scene.lines[-1]
                await self.hear((line,), paced=self.paced and not exchanges, aloud=aloud)
        self._stand(scene)
        self.box.begin()

    # Saying

    @work(exclusive=True, group="call")
    async def weigh(self, words: str, seconds: float) -> None:
        """Weigh a reply: after a moment in which it can be taken back, it goes on record."""
        number = self._scene.number if self._scene else 1
        await self.put(number, words)
        self.settled()
        play = self.play
        exchange = await self.ask(lambda _: play.reply(words, seconds))
        if exchange is None:
            await self.withdraw()
            return
        self._exchanges = [known for known in self._exchanges if known.number != exchange.number]
        self._exchanges.append(exchange)
        self._looking = len(self._exchanges) - 1
        self._unheard = exchange
        self.kept = ("", 0.0)
        self.transcript.judged(number, exchange.review, exchange.hints)
        await self._read(exchange)

    # Reading the review

    async def _read(self, exchange: "Exchange") -> None:
        self.review.others = len(self._exchanges) > 1
        self.move("reading")
        await self.review.show(
            f"Review of reply {exchange.number}", exchange.text, exchange.review, exchange.models,
            hints=exchange.hints,
        )  # fmt: skip
        self.unfold()

    def on_review_panel_gone_on(self, message: ReviewPanel.GoneOn) -> None:
        """Fold the review; hear the answer, where it has not been heard yet."""
        message.stop()
        self.go_on()

    def on_review_panel_other(self, message: ReviewPanel.Other) -> None:
        """Show the review of the reply before or after."""
        message.stop()
        self._look(self._looking + message.step)

    def on_own_reply_picked(self, message: OwnReply.Picked) -> None:
        """Show the review of the reply that was clicked."""
        message.stop()
        numbers = [exchange.number for exchange in self._exchanges]
        if message.number in numbers:
            self._look(numbers.index(message.number))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Whoever goes to the reply box by mouse or tab has read the review."""
        if event.widget is self.box and self.phase == "reading" and self._unheard is None:
            self.remove_class("-reading")
            self.move("typing")

    def _look(self, index: int) -> None:
        if 0 <= index < len(self._exchanges) and self.phase in {"typing", "reading", "over"}:
            if self.phase == "typing":
                self.kept = (self.box.text, self.box.taken)
            self._looking = index
            self.show_review(self._exchanges[index])

    @work(exclusive=True, group="review")
    async def show_review(self, exchange: "Exchange") -> None:
        """Open the review of a reply."""
        await self._read(exchange)

    def go_on(self) -> None:
        """Fold the review and hear what the other side answers, however often that is asked."""
        if self.phase != "reading":
            self.box.focus()
            return
        self.remove_class("-reading")
        answer, self._unheard = self._unheard, None
        if answer is None:
            self.listen()
            return
        self.move("hearing")
        self.open_box()
        self.hear_answer(answer)

    @work(exclusive=True, group="call")
    async def hear_answer(self, answer: "Exchange") -> None:
        """Hear what the other side answers to a reply; one may type meanwhile."""
        await self.hear(answer.lines, paced=self.paced)
        play = self.play
        scene = await self.ask(lambda _: play.scene())
        if scene is not None:
            self._picture(scene)
            self._stand(scene)
            self.box.begin()

    # How things stand

    def _picture(self, scene: "Scene") -> None:
        self._scene = scene
        call = self.play.call
        level = "" if self.play.level == "normal" else f"{self.play.level} · "
        state = Content.assemble(
            (f"{level}reply {scene.number} · ", "$quiet"),
            patience_dots(scene.patience, scene.patience_full),
        )
        self.title_line(shown(call.title), state)
        self.transcript.speaker(scene.speaker.name, scene.speaker.position, scene.mood)
        self.query_one(AccountCard).show(found=scene.found, goal=scene.goal)

    def _stand(self, scene: "Scene") -> None:
        self.set_class(scene.ended, "-over")
        self.move("over" if scene.ended else "typing")
        if scene.ended:
            self.query_one(CallOver).show(scene.outcome)

    def listen(self) -> None:
        """Let a reply be typed, or say that the call is over."""
        if self._scene is not None and self._scene.ended:
            self._stand(self._scene)
        else:
            super().listen()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show a key only where it does something."""
        if action == "hint":
            return self.phase == "typing"
        if action == "pause":
            return self.phase not in {"over", "weighing"}
        if action in {"retry", "why"} and not self._exchanges:
            return None
        if action == "retry":
            return self.phase in {"typing", "reading", "over"} or None
        return super().check_action(action, parameters)

    @work(exclusive=True, group="hint")
    async def action_hint(self) -> None:
        """Ask for a hint; it costs 5 points of the next reply."""
        play = self.play
        words = await self.ask(lambda _: play.hint())
        if words is not None:
            self.transcript.hint(words)

    def action_retry(self) -> None:
        """Answer the last turn again; a second stroke of the key goes no further back."""
        before = self.phase
        self.move("opening")
        self.answer_again(before)

    @work(exclusive=True, group="call")
    async def answer_again(self, before: "Phase") -> None:
        """Go back to the last turn; where that cannot be, all stays as it was `before`."""
        play = self.play
        scene = await self.ask(lambda _: play.retry())
        if scene is None:
            self.move(before)
            return
        self.remove_class("-reading")
        self._unheard = None
        self.kept = ("", 0.0)
        self._exchanges = self._exchanges[:-1]
        self._looking = len(self._exchanges) - 1
        await self.transcript.roll_back()
        self._picture(scene)
        self._stand(scene)
        self.open_box()

    def action_why(self) -> None:
        """Open the review of the last reply, or fold it."""
        if self.phase == "reading":
            self.go_on()
        else:
            self._look(len(self._exchanges) - 1)

    def action_pause(self) -> None:
        """Pause the call."""
        self.coach.pause(self.play, self.typed())

    def on_call_over_read(self, message: CallOver.Read) -> None:
        """Go to the debrief."""
        message.stop()
        self.coach.debrief(self.play, self.LAST_WORD)
