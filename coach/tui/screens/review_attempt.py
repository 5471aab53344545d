"""An attempt looked back at: everything said, the remarks, and what people corrected."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Center, VerticalScroll
from textual.content import Content
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from coach.domain.safe import shown, shown_block
from coach.tui.rows import BLANK, Stack, text
from coach.tui.screens.base import CoachScreen
from coach.tui.widgets.transcript import short_name, spoken, under
from coach.tui.words import band_word, counted, remark, score_words

if TYPE_CHECKING:
    from coach.practice.reviewing import Replay, Replayed
    from coach.storage.reviews import Correction
    from coach.tui.screens.correct import Corrected


class ReviewAttemptScreen(CoachScreen):
    """One attempt, replayed with its remarks.

    Args:
        attempt: The attempt's id.
        number: The reply to begin at; 0: the beginning.
    """

    ABOUT = (
        "What was said and typed, with the remark under each reply. j and k step from reply to reply, "
        "enter opens the reasons. "
        "Where a person corrected a band, or a newer scorer judged again, both values stand there."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "step(1)", "reply", key_display="j/k", tooltip="To the next reply"),
        Binding("k", "step(-1)", "reply before", show=False, tooltip="To the reply before"),
        Binding("down", "scroll(1)", "down", show=False, tooltip="Scroll down"),
        Binding("up", "scroll(-1)", "up", show=False, tooltip="Scroll up"),
        Binding("enter,f4", "reasons", "why", key_display="enter",
                tooltip="Why the marked reply was judged so"),
        Binding("e", "correct", "correct", tooltip="Set another band for the marked reply, with a reason"),
        Binding("s", "judge_again", "judge again",
                tooltip="Judge this attempt by today's scorer; the earlier reviews stay"),
        Binding("d", "debrief", "debrief", tooltip="What the call achieved"),
        Binding("escape,q", "app.back", "back", key_display="esc", tooltip="Back"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    ReviewAttemptScreen {
        & > Center { height: 1fr; }
        & VerticalScroll { max-width: 110; padding: 1 2; }
        & VerticalScroll > Static { height: auto; border-left: blank; padding-left: 1; }
        & VerticalScroll > Static.-marked { border-left: thick $primary; background: $cursor; }
    }
    """

    _replay: "Replay | None" = None
    _by = ""

    def __init__(self, attempt: str, number: int = 0) -> None:
        super().__init__()
        self.attempt = attempt
        """The attempt's id."""
        self._number = number

    def body(self) -> Iterable[Widget]:
        """The transcript."""
        yield Center(VerticalScroll())

    def on_mount(self) -> None:
        """Read the attempt."""
        self.title_line("Looking back")
        self.query_one(VerticalScroll).focus()
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read the attempt and show it."""
        attempt = self.attempt
        replay = await self.ask(lambda practice: practice.reviewing(everybody=True).replay(attempt))
        if replay is None:
            return
        head = replay.attempt
        score = "" if head.score is None else f" · {head.score} of 100"
        self.title_line(shown(head.title), f"{shown(head.trainee)} · {head.started_at[:10]}{score}")
        self._replay = replay
        page = self.query_one(VerticalScroll)
        with self.app.batch_update():
            await page.remove_children()
            await page.mount(*_sheets(replay))
        self.refresh_bindings()
        self._mark(self._number, scroll=self._number > 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual gives it
        """Only a call that has ended has a debrief."""
        if action in {"reasons", "correct", "step"}:
            return bool(self._numbers())
        if action == "debrief":
            head = self._replay.attempt if self._replay else None
            return head is not None and head.kind == "call" and head.ended_at is not None
        return True

    def _numbers(self) -> list[int]:
        replies = self._replay.replies if self._replay else ()
        return [one.number for one in replies if one.counts and one.judged]

    def _mark(self, number: int, *, scroll: bool = True) -> None:
        """Mark a reply by its number; it is the one that a correction is for."""
        numbers = self._numbers()
        self._number = number if number in numbers else (numbers[0] if numbers else 0)
        page = self.query_one(VerticalScroll)
        for sheet in page.query(Static):
            sheet.set_class(sheet.id == f"reply-{self._number}", "-marked")
            if scroll and sheet.id == f"reply-{self._number}":
                self.call_after_refresh(page.scroll_to_widget, sheet, animate=False)

    def action_step(self, step: int) -> None:
        """Mark the next reply, or the one before."""
        numbers = self._numbers()
        if self._number in numbers:
            place = max(0, min(numbers.index(self._number) + step, len(numbers) - 1))
            self._mark(numbers[place])

    def _marked(self) -> "Replayed | None":
        replies = self._replay.replies if self._replay else ()
        marked = (r for r in replies if r.number == self._number and r.counts and r.judged)
        return next(marked, None)

    def action_reasons(self) -> None:
        """Show why the marked reply was judged so."""
        from coach.tui.screens.reasons import ReasonsScreen

        found = self._marked()
        if found is not None and self._replay is not None:
            self.app.push_screen(ReasonsScreen(self._replay.attempt.title, found))

    def action_debrief(self) -> None:
        """Show what the call achieved."""
        self.coach.look_back(self.attempt)

    @work(exclusive=True, group="judge")
    async def action_judge_again(self) -> None:
        """Judge the attempt by today's scorer; the earlier reviews stand beside."""
        attempt = self.attempt
        done = await self.ask(
            lambda practice: list(practice.reviewing(everybody=True).rescore(attempt))
        )
        for one in done or ():
            if one.trouble:
                self.notify(f"Not judged: {one.trouble}", severity="warning", markup=False)
            elif one.added:
                replies = counted(one.added, "reply", "replies")
                self.notify(f"{replies} judged again, {one.moved} moved.", markup=False)
            else:
                self.notify("Today's scorer has judged this attempt already.", markup=False)
        self.read()

    def action_correct(self) -> None:
        """Ask for another band, to be kept beside the machine's."""
        from coach.tui.screens.correct import CorrectScreen

        found = self._marked()
        if found is None:
            self.notify("There is no judged reply to correct.", markup=False)
            return

        def kept(told: "Corrected | None") -> None:
            if told is not None:
                self.keep(told)

        asking = CorrectScreen(found.answer, found.judged[-1].review, self._by)
        self.app.push_screen(asking, kept)

    @work(exclusive=True, group="correct")
    async def keep(self, told: "Corrected") -> None:
        """Keep a correction beside the machine's band."""
        self._by = told.by
        attempt, number = self.attempt, self._number
        done = await self.ask(
            lambda practice: practice.reviewing(everybody=True).correct(
                attempt, number, told.band, reason=told.reason, by=told.by, skill=told.skill
            )
        )
        if done is not None:
            self.notify(f"Kept beside the machine's {band_word(done.machine)}.", markup=False)
            self.read()

    def action_scroll(self, step: int) -> None:
        """Scroll by a line or two."""
        self.query_one(VerticalScroll).scroll_relative(y=2 * step, animate=False)


def _sheets(replay: "Replay") -> Iterable[Static]:
    if replay.opening:
        yield Static(
            Stack([_line(line.who, line.name, line.text) for line in replay.opening]), markup=False
        )
    for reply in replay.replies:
        name = f"reply-{reply.number}" if reply.counts else None
        yield Static(_told(reply), id=name, markup=False)


def _told(reply: "Replayed") -> Visual:
    parts: list[Visual] = []
    if not reply.lines:
        parts.append(spoken(short_name(reply.speaker), reply.says, "bold $voice"))
    quiet = "" if reply.counts else "$quiet"
    parts.append(spoken("You", reply.answer, "bold $primary" if reply.counts else "$quiet", quiet))
    if not reply.counts:
        parts.append(under(text("taken back: it does not count", "$quiet")))
    for place, judged in enumerate(reply.judged):
        if place == 0:
            parts.append(under(*remark(judged.review, reply.hints)))
        else:
            again = Content.assemble(
                (f"judged again by {shown(judged.scorer)}: ", "$quiet"),
                score_words(judged.review.score, judged.review.band),
            )
            parts.append(under(again))
    parts += [under(_corrected(one)) for one in reply.corrections]
    parts += [_line(line.who, line.name, line.text) for line in reply.lines]
    return Stack([*parts, BLANK])


def _corrected(one: "Correction") -> Content:
    what = f"{shown(one.skill)} " if one.skill else ""
    return Content.assemble(
        (f"corrected by {shown(one.given_by)}: ", "$primary"),
        f"{what}{band_word(one.band)}, the machine said {band_word(one.machine)}. ",
        (shown_block(one.reason), "$quiet"),
    )


def _line(who: str, name: str, words: str) -> Visual:
    if who == "stage":
        return under(text(shown_block(words), "italic $quiet"))
    return spoken(short_name(name), words, "bold $voice")
