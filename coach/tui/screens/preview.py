"""The preview: an excuse as the trainee meets it, replies tried on it, and why they scored so."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coach.authoring.watching import EVERY, Report
from coach.authoring.workbench import Trial
from coach.domain.conversation.state import Said
from coach.domain.excuse import Account
from coach.domain.safe import shown
from coach.tui.bench import Bench
from coach.tui.screens.at_bench import AtBenchScreen, counts
from coach.tui.screens.talk import TalkScreen
from coach.tui.widgets.account_card import AccountCard
from coach.tui.widgets.call_over import CallOver
from coach.tui.widgets.problem_list import problem_line
from coach.tui.widgets.reply_box import ReplyBox
from coach.tui.widgets.review_panel import ReviewPanel
from coach.tui.widgets.transcript import Transcript
from coach.tui.widgets.why_panel import WhyPanel

if TYPE_CHECKING:
    from coach.domain.scoring.review import Situation
    from coach.tui.screens.wording import Wording

_NOTHING = Account(creditor="", customer="", amount="")
_READING = frozenset({"why", "example", "band", "phrasing", "undo", "next"})


class PreviewScreen(TalkScreen, AtBenchScreen):
    """Try replies on an excuse while it is being written.

    Args:
        bench: The pack.
        ref: The excuse's id, or `call/turn`; empty: the first of the pack.
        every: Seconds between two looks for saves; 0: only when asked.
    """

    ABOUT = (
        "The excuse as the trainee meets it. Type a reply and read its review; w shows which phrasing "
        "it came near, and what was missing. g adds the reply to the pack as a golden example, p its "
        "wording as a phrasing of the key point that is marked. Saving the file in your editor "
        "checks it and shows it anew."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "why", "why", tooltip="Which phrasing matched, what nearly did, what is missing"),
        Binding("g", "example", "golden",
                tooltip="Add this reply to the pack as a golden example of the band it got"),
        Binding("0", "band(0)", "of that band", key_display="0-4",
                tooltip="Add it as a golden example of the band that you would give"),
        *(Binding(str(band), f"band({band})", show=False) for band in (1, 2, 3, 4)),
        Binding("p", "phrasing", "phrasing",
                tooltip="Add its wording to the pack as a phrasing of the marked key point"),
        Binding("u", "undo", "undo", tooltip="Take back what was added last"),
        Binding("n", "next", "next excuse", show=False, tooltip="The next excuse of the pack"),
        Binding("f4", "editor", "editor", tooltip="Open the excuse in your editor, at its line"),
        Binding("f6", "here", "edit here", show=False, priority=True,
                tooltip="Edit the excuse here"),
        Binding("escape", "leave", "back", tooltip="Back to the reply; from there to the pack"),
        Binding("f1", "app.help", "help", tooltip="The keys of this screen"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    PreviewScreen {
        & > #fault { display: none; height: 1; padding: 0 2; background: $panel; }
        &.-faulty > #fault { display: block; }
        & WhyPanel { display: none; width: 1fr; height: 1fr; }
        &.-reading.-why {
            & ReviewPanel { display: none; }
            & WhyPanel { display: block; }
        }
        &.-medium.-reading.-why WhyPanel { margin-left: 1; }
        &.-wide.-tried {
            & AccountCard { display: none; }
            & ReviewPanel { display: block; width: 4fr; }
            & WhyPanel { display: block; width: 4fr; margin-left: 1; padding: 1 1 1 2; }
        }
    }
    """

    def __init__(self, bench: Bench, ref: str, *, every: float = EVERY) -> None:
        super().__init__(paced=False)
        self.bench, self.every, self.ref = bench, every, ref
        self.trial: Trial | None = None
        """The reply that was tried last."""
        self._situation: Situation | None = None

    def account(self) -> tuple[Account, str]:
        """No account yet: the excuse brings it."""
        return _NOTHING, ""

    def facts(self) -> dict[str, str]:
        """What is certain about the account of this excuse."""
        from coach.desk import facts_of

        met = self._situation
        return facts_of(met.account, met.speaker) if met is not None else {}

    def body(self) -> Iterable[Widget]:
        """What is wrong, the conversation and the reply, the review, the reasons, the account."""
        yield Static(id="fault", markup=False)
        talk = Vertical(
            Transcript(id="transcript"), ReplyBox(id="reply"), CallOver(id="over"), id="talk"
        )
        card = AccountCard(*self.account(), id="account")
        yield Horizontal(talk, ReviewPanel(id="review"), WhyPanel(id="why"), card, id="table")

    def open_box(self) -> None:
        """Take replies once there is an excuse to answer."""
        if self._situation is None:
            self.box.hold()
        else:
            super().open_box()

    def on_mount(self) -> None:
        """Show the excuse, and begin to look for saves."""
        self.title_line("Preview", "reading the pack, one moment…")
        self.put_on()
        self.watch_saves()

    @work(exclusive=True, group="call")
    async def put_on(self) -> None:
        """Show the excuse as it is now, ready for a reply."""
        if not self.bench.work.entries:
            await self.at_bench(lambda work: work.check(scored=False))
        if not self.ref and self.bench.work.entries:
            self.ref = self.bench.work.entries[0].ref
        met = await self.at_bench(lambda work: work.situation(self.ref))
        if met is None:
            self.app.pop_screen()
            return
        self._situation = met
        await self._lines()
        self.tell()
        self.open_box()
        self.move("typing")
        self.score()

    async def _lines(self) -> None:
        """The account and what is said."""
        met = self._situation
        if met is None:
            return
        await self.transcript.clear()
        self.transcript.speaker(met.speaker.name, met.speaker.position, met.speaker.mood)
        self.query_one(AccountCard).show(found=(), goal=met.excuse.goal, account=met.account)
        lines = [Said(who="stage", name="", text=met.history)] if met.history else []
        lines.append(Said(who="debtor", name=met.speaker.name, text=met.says))
        self.transcript.say(lines)

    def tell(self) -> None:
        """Say in the title how the pack stands, and under it what is wrong with this excuse."""
        work = self.bench.work
        state = counts(work.problems) if self.bench.scored else "scoring the responses…"
        self.title_line(f"Preview · {shown(self.ref)}", state)
        own = work.problems_of(self.ref)
        grave = [problem for problem in (*own, *work.problems) if problem.severity == "error"]
        first = next(iter(grave or own), None)
        self.set_class(first is not None, "-faulty")
        if first is not None:
            self.query_one("#fault", Static).update(problem_line(first))

    def on_reply_box_said(self, message: ReplyBox.Said) -> None:
        """Take a reply."""
        message.stop()
        if self.phase == "typing":
            self.move("weighing")
            self.box.hold()
            self.weigh(message.text)

    @work(exclusive=True, group="call")
    async def weigh(self, words: str) -> None:
        """Review a reply, and say how near it came."""
        self.kept = (words, 0.0)
        await self._lines()
        await self.put(1, words)
        ref = self.ref
        trial = await self.at_bench(lambda work: work.try_reply(ref, words))
        if trial is None:
            self.move("typing")
            self.open_box()
            return
        await self._show(trial)
        self.move("reading")
        self.unfold()

    async def _show(self, trial: Trial) -> None:
        self.trial = trial
        self.add_class("-tried")
        self.transcript.judged(1, trial.review)
        excuse = self.bench.work.situation(trial.ref).excuse
        await self.review.show(
            f"Review · {shown(trial.ref)}", trial.answer, trial.review, excuse.responses
        )
        examples = await self.at_bench(lambda work: work.examples(trial.ref))
        missed = trial.nearest_missed()
        await self.query_one(WhyPanel).show(
            trial.nearness, examples or (), missed.id if missed else ""
        )

    async def saved(self, report: Report | None) -> None:
        """Show what a save changed: the excuse anew, and the last reply reviewed again."""
        if report is None:
            self.tell()
            return
        work = self.bench.work
        if all(entry.ref != self.ref for entry in work.entries):
            self.notify(f"{self.ref} is no longer in the pack.", severity="warning", markup=False)
            self.app.pop_screen()
            return
        self.tell()
        if not report.unreadable and work.situation(self.ref) != self._situation:
            await self._renew()
        elif self.trial is not None and self.phase == "reading":
            await self._show(self.trial)

    async def _renew(self) -> None:
        self._situation = self.bench.work.situation(self.ref)
        await self._lines()
        trial = self.trial
        if trial is None or self.phase != "reading":
            return
        again = await self.at_bench(lambda work: work.try_reply(trial.ref, trial.answer))
        if again is not None:
            self.transcript.reply(1, trial.answer, Content(""))
            before, now = trial.review.score, again.review.score
            await self._show(again)
            self.review.border_subtitle = f"now {now}, before {before}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual gives them
        """Show a key only where it does something."""
        if action == "look_up":
            return False
        return self.phase == "reading" if action in _READING else True

    def on_review_panel_gone_on(self, message: ReviewPanel.GoneOn) -> None:
        """Back to the reply, with its words to be changed."""
        message.stop()
        self._back()

    def _back(self) -> None:
        self.remove_class("-reading", "-why")
        self.move("typing")
        self.kept = (self.trial.answer if self.trial else "", 0.0)
        self.open_box()

    def action_leave(self) -> None:
        """From the review to the reply, from there back to the pack."""
        if self.phase == "reading":
            self._back()
        elif self.phase != "weighing":
            self.app.pop_screen()

    def action_why(self) -> None:
        """Show the reasons, or the review again; side by side where there is room."""
        self.toggle_class("-why")
        wide = self.has_class("-wide")
        panel = self.query_one(WhyPanel)
        to_why = not panel.has_focus if wide else self.has_class("-why")
        (panel if to_why else self.review).focus()

    def action_example(self) -> None:
        """Add the reply as a golden example of the band it got."""
        self._keep(None)

    def action_band(self, band: int) -> None:
        """Add the reply as a golden example of the band that the author would give."""
        self._keep(band)

    @work(exclusive=True, group="add")
    async def _keep(self, band: int | None) -> None:
        trial = self.trial
        if trial is None or self.phase != "reading":
            return
        done = await self.at_bench(lambda work: work.add_example(trial, band))
        self._added(done)

    @work(exclusive=True, group="add")
    async def action_phrasing(self) -> None:
        """Add the wording as a phrasing of the marked key point; ask for it where nothing is near."""
        trial, chosen = self.trial, self.query_one(WhyPanel).chosen
        if trial is None or chosen is None:
            return
        if chosen.made or chosen.near:
            self._added(await self.at_bench(lambda work: work.add_phrasing(trial, chosen.id)))
            return
        from coach.tui.screens.wording import WordingScreen

        self.app.push_screen(WordingScreen(chosen.id, chosen.point, trial.answer), self._worded)

    async def _worded(self, wording: "Wording | None") -> None:
        trial = self.trial
        if wording and trial is not None:
            point, words = wording
            self._added(await self.at_bench(lambda work: work.add_phrasing(trial, point, words)))

    @work(exclusive=True, group="add")
    async def action_undo(self) -> None:
        """Take back what was added last."""
        done = await self.at_bench(lambda work: work.undo())
        if done:
            self.notify(shown(done), markup=False)

    def _added(self, done: str | None) -> None:
        if done:
            self.notify(f"{shown(done)}\nu takes it back.", markup=False)

    def action_next(self) -> None:
        """Go to the next excuse of the pack."""
        refs = [entry.ref for entry in self.bench.work.entries]
        self.ref = refs[(refs.index(self.ref) + 1) % len(refs)]
        self.trial, self.kept = None, ("", 0.0)
        self.remove_class("-reading", "-why", "-tried")
        self.put_on()

    def action_editor(self) -> None:
        """Open the excuse in the author's editor."""
        entry = self.bench.work.entry(self.ref)
        self.open_file(entry.file, entry.line)

    def action_here(self) -> None:
        """Edit the excuse on a screen of the program's own."""
        entry = self.bench.work.entry(self.ref)
        self.edit_here(entry.file, entry.line)
