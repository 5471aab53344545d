"""The account card: what is owed, what was promised, what has been found out, and the goal."""

from textual.app import ComposeResult
from textual.visual import Visual
from textual.widgets import Static

from coach.domain.excuse import Account
from coach.domain.safe import shown, shown_block
from coach.tui.rows import BLANK, OWN, Cell, Row, Stack, text
from coach.tui.widgets.pane import Pane


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


def owed_rows(account: Account) -> list[Visual]:
    """What is owed, since when, and what was promised: label and value."""
    promised = "$warning" if account.promises_broken else ""
    return [
        _pair("owes", shown(account.amount), "bold"),
        _pair("due", since(account.days_past_due)),
        _pair("promises", promises(account), promised),
    ]


def fact_rows(account: Account) -> list[Visual]:
    """What else is known: for whom one speaks, the invoice, the further facts."""
    rows: list[Visual] = [point(f"You speak for {account.creditor}.")]
    if account.invoice:
        rows.append(point(f"Invoice {account.invoice}."))
    return [*rows, *(point(fact) for fact in account.fact_lines())]


def _pair(label: str, value: str, style: str = "") -> Row:
    return Row(Cell(text(label, "$quiet"), 8), Cell(text(value, style)))


class AccountCard(Pane):
    """What the trainee may know while speaking; grows as things are found out."""

    DEFAULT_CSS = """
    AccountCard > Static { height: auto; padding-right: 1; }
    """

    def __init__(self, account: Account, goal: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.border_title = "Account"
        self._account = account
        self._goal = goal
        self._found: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """One sheet, which scrolls where it is longer than the window."""
        yield Static(self._drawn(), markup=False)

    def show(self, *, found: tuple[str, ...], goal: str, account: Account | None = None) -> None:
        """Show what has been found out by now, and the goal of this turn; or another account."""
        account = account or self._account
        if (found, goal, account) != (self._found, self._goal, self._account):
            self._found, self._goal, self._account = found, goal, account
            self.query_one(Static).update(self._drawn())

    def _drawn(self) -> Visual:
        account = self._account
        parts: list[Visual] = [text(shown(account.customer), "bold $voice"), *owed_rows(account)]
        if self._found:
            parts += [BLANK, text("found out", "$quiet")]
            parts += [point(label, "+", "$primary") for label in self._found]
        parts += [BLANK, text("goal", "$quiet"), text(shown_block(self._goal))]
        parts += [BLANK, text("also known", "$quiet"), *fact_rows(account)]
        return Stack(parts)
