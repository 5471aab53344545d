"""What is behind a figure: its replies or its attempts, the latest first; each one replays."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.domain.safe import shown
from coach.tui.progress.opens import Opens
from coach.tui.rows import Cell, Row, Stack, text
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.review_attempt import ReviewAttemptScreen
from coach.tui.theme import band_style
from coach.tui.widgets.menu import Menu
from coach.tui.words import band_of, band_word, counted, outcome_words, when

if TYPE_CHECKING:
    from coach.practice import Practice
    from coach.practice.reviewing import AttemptLine, Behind

MOST = 200
"""So many are listed, the latest."""


class BehindScreen(CoachScreen):
    """The replies or attempts behind a figure.

    Args:
        opens: Which.
        trainee: Whose; empty: of whoever practises here.
    """

    ABOUT = (
        "What the figure is made of, the latest first. Enter replays the attempt with its remarks; "
        "there a band can be corrected."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.back", "back", key_display="esc", tooltip="Back to the figures"),
    ]
    DEFAULT_CSS = """
    BehindScreen {
        & > Center { height: 1fr; }
        & #page { height: 1fr; max-width: 150; padding: 1 2 0 2; }
        & Menu { height: 1fr; }
    }
    """

    def __init__(self, opens: Opens, trainee: str = "") -> None:
        super().__init__()
        self._opens = opens
        self._trainee = trainee
        self._numbers: dict[str, tuple[str, int]] = {}
        self.reading = True
        """Whether what is behind is being read."""

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Center(Vertical(Menu(id="behind"), id="page"))

    def on_mount(self) -> None:
        """Read what is behind."""
        self.title_line("Behind the figure", shown(self._opens.title))
        self.query_one(Menu).focus()

    def on_screen_resume(self) -> None:
        """Read it each time one comes here: a correction may have been added."""
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read what is behind, and show it."""
        found = await self.ask(lambda practice: self._found(practice.of(self._trainee)))
        if found is not None:
            self._show(*found)
        self.reading = False

    def _show(self, attempts: "tuple[AttemptLine, ...]", replies: "tuple[Behind, ...]") -> None:
        now = datetime.now(UTC).astimezone()
        menu = self.query_one(Menu)
        marked = menu.highlighted or 0
        menu.clear_options()
        self._numbers = {}
        for place, one in enumerate(attempts):
            self._numbers[str(place)] = one.id, 0
        for place, reply in enumerate(replies):
            self._numbers[str(place)] = reply.attempt, reply.number
        drawn = [*(_attempt(one, now) for one in attempts), *(_reply(one, now) for one in replies)]
        menu.add_options([Option(line, id=str(place)) for place, line in enumerate(drawn)])
        count = len(self._numbers)
        words = counted(count, "attempt") if attempts else counted(count, "reply", "replies")
        menu.border_title = f"The latest {words}" if count >= MOST else words
        if not count:
            nothing = text("Nothing is behind it any more.", "$quiet")
            menu.add_option(Option(nothing, disabled=True))
            return
        menu.highlighted = min(marked, count - 1)

    def _found(self, practice: "Practice") -> "tuple[tuple[AttemptLine, ...], tuple[Behind, ...]]":
        reviewing = practice.reviewing()
        if self._opens.attempts is not None:
            return reviewing.attempts(most=MOST, **dict(self._opens.attempts)), ()  # type: ignore[arg-type]  # as `attempts` takes them
        return (), reviewing.behind(most=MOST, **dict(self._opens.replies or {}))  # type: ignore[arg-type]  # as `behind` takes them

    @on(OptionList.OptionSelected)
    def open(self, event: OptionList.OptionSelected) -> None:
        """Replay the attempt."""
        if event.option_id:
            self.app.push_screen(ReviewAttemptScreen(*self._numbers[event.option_id]))


def _attempt(one: "AttemptLine", now: datetime) -> Row:
    ended = outcome_words(one.outcome) if one.kind == "call" else "drill"  # type: ignore[arg-type]  # as stored
    corrected = f"{one.corrections} corrected" if one.corrections else ""
    score = "–" if one.score is None else str(one.score)
    return Row(
        Cell(text(when(one.started_at, now), "$quiet"), 15, wrap=False),
        Cell(text(shown(one.title)), wrap=False),
        Cell(text(corrected, "$primary"), len(corrected) or 1, wrap=False),
        Cell(text(ended, "$quiet"), 22, wrap=False),
        Cell(text(counted(one.replies, "reply", "replies"), "$quiet"), 10, wrap=False),
        Cell(text(score, f"bold {band_style(band_of(one.score or 0))}"), 3, align="right"),
    )


def _reply(one: "Behind", now: datetime) -> Stack:
    notes = {"ok": "", "minor": "△ to mend", "fail": "✗ conduct fails"}[one.conduct]
    if one.corrected is not None:
        notes = f"{notes} corrected: {band_word(one.corrected)}".strip()
    head = Row(
        Cell(text(when(one.given_at, now), "$quiet"), 15, wrap=False),
        Cell(Content.assemble((shown(one.says), "$voice")), wrap=False),
        Cell(text(notes, "$primary" if one.conduct == "ok" else "$conduct"), len(notes) or 1, wrap=False),
        Cell(text(str(one.score), f"bold {band_style(band_of(one.score))}"), 3, align="right"),
    )  # fmt: skip
    said = Row(
        Cell(text(one.family, "$quiet"), 15, wrap=False),
        Cell(text(shown(one.answer)), wrap=False),
    )
    return Stack([head, said])
