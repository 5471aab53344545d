"""The brief: what one knows before the telephone is picked up. Enter starts the call."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Center, VerticalScroll
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from coach.domain.safe import shown, shown_block
from coach.tui.rows import BLANK, Beside, Stack, text
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.home import tries
from coach.tui.widgets.account_card import account_rows, point
from coach.tui.words import counted

if TYPE_CHECKING:
    from coach.domain.call import Call
    from coach.practice.views import CallCard


class BriefScreen(CoachScreen):
    """What is known before the call.

    Args:
        ref: The call, `pack/call`.
    """

    ABOUT = "Read the account as you would before dialling. Enter starts the call."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "start the call", key_display="enter", tooltip="Start the call"),
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

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref
        """The call, `pack/call`."""

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
                next(card for card in practice.calls() if card.ref.endswith(ref)),
                practice.call(ref),
            )
        )
        if found is None:
            self.dismiss()
            return
        card, call = found
        self.title_line(shown(call.title), f"{card.level} · {counted(card.turns, 'turn')}")
        sheet = self.query_one(VerticalScroll)
        sheet.border_title = "Before the call"
        sheet.border_subtitle = "enter starts"
        self.query_one("#sheet", Static).update(_sheet(card, call))

    def action_start(self) -> None:
        """Start the call."""
        self.coach.play(self.ref)


def _sheet(card: "CallCard", call: "Call") -> Visual:
    account = call.account
    owed: list[Visual] = [text(shown(account.customer), "bold $voice"), *account_rows(account)]
    facts: list[Visual] = [text("also known", "$quiet")]
    facts += [point(fact) for fact in account.fact_lines()] or [text("nothing more", "$quiet")]
    return Stack(
        [
            text(shown_block(call.brief)),
            BLANK,
            Beside(Stack(owed), Stack(facts), left=36, least=72),
            BLANK,
            text("your goal", "$quiet"),
            text(shown_block(call.goal), "bold"),
            BLANK,
            text(f"So far: {tries(card)}.", "$quiet"),
        ]
    )
