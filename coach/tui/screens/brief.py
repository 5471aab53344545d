"""The brief: what one knows before the telephone is picked up. Enter starts the call."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Center, VerticalScroll
from textual.content import Content
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from coach.domain.excuse import Level
from coach.domain.safe import shown, shown_block
from coach.tui.rows import BLANK, Beside, Stack, text
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.home import tries
from coach.tui.widgets.account_card import fact_rows, owed_rows
from coach.tui.words import counted

if TYPE_CHECKING:
    from coach.domain.call import Call
    from coach.practice.views import CallCard


_LEVELS: dict[Level, str] = {
    "easy": "they bear more and bring up less",
    "normal": "as it is written",
    "hard": "they bear less and bring up more",
}


class BriefScreen(CoachScreen):
    """What is known before the call.

    Args:
        ref: The call, `pack/call`.
        level: The level to begin with; `l` changes it.
        seed: Which variation is played; none: its own for every attempt.
    """

    ABOUT = "Read the account as you would before dialling. Enter starts the call."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "start the call", key_display="enter", tooltip="Start the call"),
        Binding("l", "level", "level", tooltip="Play it easier or harder than it is written"),
        Binding("escape", "app.back", "back", tooltip="Back, without starting"),
    ]
    DEFAULT_CSS = """
    BriefScreen {
        & > Center { height: 1fr; }
        & VerticalScroll {
            height: 1fr;
            max-width: 104;
            margin: 1 2 0 2;
            border: round $primary;
            border-title-color: $primary;
            border-subtitle-color: $quiet;
            padding: 1 2;
            & > Static { height: auto; }
        }
        &.-tall VerticalScroll { height: auto; max-height: 1fr; margin: 2 4; padding: 1 4; }
    }
    """

    def __init__(self, ref: str, *, level: Level = "normal", seed: int | None = None) -> None:
        super().__init__()
        self.ref = ref
        """The call, `pack/call`."""
        self._level: Level = level
        self._seed = seed
        self._started = False
        self._found: tuple[CallCard | None, Call] | None = None

    def body(self) -> Iterable[Widget]:
        """One sheet of paper."""
        sheet = Static(text("Reading the call…", "$quiet"), id="sheet", markup=False)
        yield Center(VerticalScroll(sheet))

    def on_mount(self) -> None:
        """Read the call."""
        self.query_one(VerticalScroll).focus()
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read the call and show its brief."""
        ref = self.ref
        found = await self.ask(
            lambda practice: (
                next((card for card in practice.calls() if card.ref.endswith(ref)), None),
                practice.call(ref),
            )
        )
        if found is None:
            self.dismiss()
            return
        call = found[1]
        self.title_line(shown(call.title), f"{call.level} · {counted(len(call.turns), 'turn')}")
        sheet = self.query_one(VerticalScroll)
        sheet.border_title = "Before the call"
        sheet.border_subtitle = "enter starts"
        self._found = found
        self._show()

    def _show(self) -> None:
        if self._found is not None:
            sheet = _sheet(*self._found, self._level)
            self.query_one("#sheet", Static).update(sheet)

    def action_level(self) -> None:
        """Play it easier or harder than it is written."""
        levels: tuple[Level, ...] = ("easy", "normal", "hard")
        self._level = levels[(levels.index(self._level) + 1) % len(levels)]
        self._show()

    def action_start(self) -> None:
        """Start the call."""
        if not self._started:  # a second enter must not begin a second attempt
            self._started = True
            self.coach.play(self.ref, self._level, self._seed)


def _sheet(card: "CallCard | None", call: "Call", level: Level) -> Visual:
    account = call.account
    owed: list[Visual] = [text(shown(account.customer), "bold $voice"), *owed_rows(account)]
    played = Content.assemble(
        ("played ", "$quiet"), (level, "bold"), (f" · {_LEVELS[level]} · l changes", "$quiet")
    )
    return Stack(
        [
            text(shown_block(call.brief)),
            BLANK,
            text("your goal", "$quiet"),
            text(shown_block(call.goal), "bold"),
            BLANK,
            Beside(Stack(owed), Stack(fact_rows(account)), left=28, least=64),
            BLANK,
            played,
            text(f"so far {tries(card) if card else 'a new call, never played'}", "$quiet"),
        ]
    )
