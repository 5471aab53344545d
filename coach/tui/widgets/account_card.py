"""The account card: what is owed, what was promised, what has been found out, and the goal."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.visual import Visual
from textual.widgets import Static

from coach.domain.excuse import Account
from coach.domain.safe import shown, shown_block
from coach.tui.rows import BLANK, OWN, Cell, Row, Stack, text


def since(days: int) -> str:
    """When a sum was due: `62 days ago`, `today`, `in 3 days`."""
    if days == 0:
        return "today"
    unit = "day" if abs(days) == 1 else "days"
    return f"{days} {unit} ago" if days > 0 else f"in {-days} {unit}"


def promises(account: Account) -> str:
    """The promises so far in words: `kept 0 of 3`; `none yet`."""
    made = account.promises_kept + account.promises_broken
    return f"kept {account.promises_kept} of {made}" if made else "none yet"


def point(words: str, mark: str = "·", style: str = "") -> Row:
    """One line of a list, its text hanging behind the mark."""
    return Row(Cell(text(mark, "$quiet"), OWN), Cell(text(shown_block(words), style)))


def account_rows(account: Account) -> list[Visual]:
    """The sums and promises of an account, label and value."""
    pairs = [
        ("owes", shown(account.amount), "bold"),
        ("due", since(account.days_past_due), ""),
        ("invoice", shown(account.invoice), ""),
        ("promises", promises(account), "$warning" if account.promises_broken else ""),
        ("for", shown(account.creditor), ""),
    ]
    return [
        Row(Cell(text(label, "$quiet"), 8), Cell(text(value, style)))
        for label, value, style in pairs
        if value
    ]


class AccountCard(Vertical):
    """What the trainee may know while speaking; grows as things are found out."""

    DEFAULT_CSS = """
    AccountCard {
        border: round $line;
        border-title-color: $quiet;
        padding: 0 1;
        & > VerticalScroll { height: 1fr; scrollbar-gutter: auto; }
        & > #goal {
            height: auto;
            max-height: 45%;
            border-top: solid $line;
        }
    }
    """

    def __init__(self, account: Account, goal: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.border_title = "Account"
        self._account = account
        self._goal = goal
        self._found: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """The facts, which scroll, and the goal, which stays in sight."""
        with VerticalScroll(can_focus=False):
            yield Static(self._facts(), id="facts", markup=False)
        yield Static(self._aim(), id="goal", markup=False)

    def show(self, *, found: tuple[str, ...], goal: str) -> None:
        """Show what has been found out by now, and the goal of this turn."""
        if found != self._found:
            self._found = found
            self.query_one("#facts", Static).update(self._facts())
        if goal != self._goal:
            self._goal = goal
            self.query_one("#goal", Static).update(self._aim())

    def _facts(self) -> Visual:
        parts: list[Visual] = [text(shown(self._account.customer), "bold $voice")]
        parts += account_rows(self._account)
        if self._found:
            parts += [BLANK, text("found out", "$quiet")]
            parts += [point(label, "+", "$primary") for label in self._found]
        facts = self._account.fact_lines()
        if facts:
            parts += [BLANK, text("also known", "$quiet")]
            parts += [point(fact) for fact in facts]
        return Stack(parts)

    def _aim(self) -> Visual:
        return Stack([text("goal", "$quiet"), text(shown_block(self._goal))])
