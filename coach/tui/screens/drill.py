"""The drill: one excuse after another, the due ones first."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from coach.domain.conversation.state import Said
from coach.domain.excuse import Account
from coach.domain.safe import shown
from coach.tui.screens.on_record import TAKE_BACK, OnRecordScreen
from coach.tui.widgets.account_card import AccountCard
from coach.tui.widgets.call_over import CallOver
from coach.tui.words import counted

if TYPE_CHECKING:
    from coach.domain.drill_plan import Limits
    from coach.practice.drilling import Drill, DrillItem, DrillResult
    from coach.tui.widgets.review_panel import ReviewPanel

_NOTHING = Account(creditor="", customer="", amount="")


def comes_again(days: float) -> str:
    """When an excuse is asked again: `comes again today`, `tomorrow`, `in 4 days`."""
    whole = round(days)
    if whole <= 0:
        return "comes again today"
    return "comes again tomorrow" if whole == 1 else f"comes again in {whole} days"


class DrillScreen(OnRecordScreen):
    """Answer one excuse after another.

    Args:
        paced: Whether a reply can be taken back for a moment before it is judged.
        limits: How much a day holds; none: as is usual.
        pack: The pack to drill from alone; empty: all.
    """

    ABOUT = (
        "One excuse at a time, out of any call: answer it, read the review, go on with enter. What "
        "went well comes again later, what went badly sooner. Escape leaves; each answer is kept."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "hint", "hint −5", tooltip="A hint; it costs 5 points of this reply"),
        TAKE_BACK,
        Binding("escape", "leave", "home", tooltip="Leave; each answer is kept"),
        Binding("f1", "app.help", "help", tooltip="The keys of this screen"),
    ]

    def __init__(self, *, paced: bool, limits: "Limits | None" = None, pack: str = "") -> None:
        super().__init__(paced=paced)
        self._limits = limits
        self._pack = pack
        self._drill: Drill | None = None
        self._item: DrillItem | None = None
        self._done = 0

    def waits(self) -> "Drill | None":
        """The drill goes on with the excuse at which it was left; none: none is in the box yet."""
        return self._drill if self._item is not None else None

    def facts(self) -> dict[str, str]:
        """What is certain about the account of this excuse."""
        from coach.desk import facts_of

        if self._item is None:
            return {}
        met = self._item.situation
        return facts_of(met.account, met.speaker)

    def account(self) -> tuple[Account, str]:
        """No account yet: each excuse brings its own."""
        return _NOTHING, ""

    def on_mount(self) -> None:
        """Take the first excuse."""
        self.title_line("Drill")
        self.go_on()

    @work(exclusive=True, group="call")
    async def go_on(self) -> None:
        """Take the next excuse, or say that today's are done."""
        # Whoever leaves while it is fetched leaves the words that wait for it as they are.
        self._item = None
        if self._drill is None:
            limits, pack = self._limits, self._pack
            self._drill = await self.ask(lambda practice: practice.drill(limits, pack))
        drill = self._drill
        if drill is None:
            self.coach.action_home()
            return
        found = await self.ask(lambda _: (drill.next(),))
        if found is None:
            if self.has_class("-reading"):
                self.move("reading")
            return
        item = found[0]
        self.remove_class("-reading")
        if item is None:
            self._finish()
        else:
            await self._put_on(item)

    async def _put_on(self, item: "DrillItem") -> None:
        met = item.situation
        state = "new" if item.new else "due"
        self.title_line("Drill", f"{state} · {counted(item.left, 'excuse')} left today")
        await self.transcript.clear()
        self.transcript.speaker(met.speaker.name, met.speaker.position, met.speaker.mood)
        self.query_one(AccountCard).show(found=(), goal=met.excuse.goal, account=met.account)
        lines = [Said(who="stage", name="", text=met.history)] if met.history else []
        lines.append(Said(who="debtor", name=met.speaker.name, text=met.says))
        self.kept = (item.draft, 0.0)
        self._item = item
        self.open_box()
        self.move("hearing")
        await self.hear(lines, paced=self.paced)
        self.move("typing")
        self.box.begin()

    def _finish(self) -> None:
        self.add_class("-over")
        self.move("over")
        self.title_line("Drill", f"{self._done} answered")
        words = f"{counted(self._done, 'excuse')} answered." if self._done else "Nothing is due."
        after = "That is all for today. Press enter for home."
        self.query_one(CallOver).tell("Today's drill is done", words, after)

    @work(exclusive=True, group="call")
    async def weigh(self, words: str, seconds: float) -> None:
        """Weigh a reply: after a moment in which it can be taken back, it goes on record."""
        drill, item = self._drill, self._item
        if drill is None or item is None:
            return
        await self.put(1, words)
        self.settled()
        result = await self.ask(lambda _: drill.answer(words, seconds))
        if result is None:
            await self.withdraw()
            return
        self.kept = ("", 0.0)
        self._done += 1
        self.transcript.judged(1, result.review)
        await self._read(result, item)

    async def _read(self, result: "DrillResult", item: "DrillItem") -> None:
        self.move("reading")
        await self.review.show(
            f"Review · {shown(item.situation.excuse.id.replace('-', ' '))}",
            result.text,
            result.review,
            item.situation.excuse.responses,
            comes_again(result.days),
        )
        self.unfold()

    def on_review_panel_gone_on(self, message: "ReviewPanel.GoneOn") -> None:
        """On to the next excuse."""
        message.stop()
        if self.phase == "reading":
            # Asked twice it still is the next one, and not the one after.
            self.move("hearing")
            self.go_on()
        else:
            self.box.focus()

    def on_call_over_read(self, message: CallOver.Read) -> None:
        """Home."""
        message.stop()
        self.coach.action_home()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show a key only where it does something."""
        if action == "hint":
            return self.phase == "typing"
        return (
            self.phase != "weighing"
            if action == "leave"
            else super().check_action(action, parameters)
        )

    @work(exclusive=True, group="hint")
    async def action_hint(self) -> None:
        """Ask for a hint; it costs 5 points of this reply."""
        drill = self._drill
        if drill is not None:
            words = await self.ask(lambda _: drill.hint())
            if words is not None:
                self.transcript.hint(words)

    def action_leave(self) -> None:
        """Go home."""
        self.coach.action_home()
