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


class ReviewAttemptScreen(CoachScreen):
    """One attempt, replayed with its remarks.

    Args:
        attempt: The attempt's id.
        number: The reply to begin at; 0: the beginning.
    """

    ABOUT = (
        "What was said and typed, with the remark under each reply. Where a person corrected a band, "
        "both values stand there. To correct one: coach review ATTEMPT REPLY --band N --reason … --by NAME"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", "scroll", key_display="j/k", tooltip="Scroll down"),
        Binding("k,up", "scroll(-1)", "scroll up", show=False, tooltip="Scroll up"),
        Binding("escape,q", "app.back", "back", key_display="esc", tooltip="Back"),
    ]
    DEFAULT_CSS = """
    ReviewAttemptScreen {
        & > Center { height: 1fr; }
        & VerticalScroll { max-width: 110; padding: 1 2; }
        & VerticalScroll > Static { height: auto; margin-bottom: 1; }
    }
    """

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
        page = self.query_one(VerticalScroll)
        await page.remove_children()
        await page.mount(*_sheets(replay))
        if self._number:
            for sheet in page.query(f"#reply-{self._number}"):
                page.scroll_to_widget(sheet, top=True, animate=False)

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
        parts.append(under(text("taken back; it counts in no mean", "$quiet")))
    for place, judged in enumerate(reply.judged):
        if place == 0:
            parts.append(under(*remark(judged.review)))
        else:
            again = Content.assemble(
                (f"judged again by {shown(judged.scorer)}: ", "$quiet"),
                score_words(judged.review.score, judged.review.band),
            )
            parts.append(under(again))
    parts += [under(_corrected(one)) for one in reply.corrections]
    if reply.hints:
        parts.append(under(text(f"{counted(reply.hints, 'hint')} taken", "$quiet")))
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
