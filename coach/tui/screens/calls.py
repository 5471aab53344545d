"""Choosing a call: all calls by pack, and a short look at the one that is marked."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.domain.safe import shown, shown_block
from coach.tui.rows import BLANK, Cell, Row, Stack, text
from coach.tui.screens.home import tries
from coach.tui.screens.listed import ListedScreen
from coach.tui.theme import band_style
from coach.tui.widgets.menu import Menu
from coach.tui.words import OUTCOME_WORDS, band_of, counted

if TYPE_CHECKING:
    from coach.practice.views import CallCard


class CallsScreen(ListedScreen):
    """The calls that are at hand."""

    ABOUT = (
        "All calls, by pack. Easy ones come with patient debtors; hard ones are quick to hang up. "
        "Enter opens the brief, from there enter starts the call."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", "back", tooltip="Back to where you came from"),
    ]
    LIST_TITLE = "Calls"
    LOOK_TITLE = "Brief"

    def __init__(self) -> None:
        super().__init__()
        self._cards: dict[str, CallCard] = {}

    def on_mount(self) -> None:
        """Read the calls."""
        self.title_line("Choose a call")
        self.query_one(Menu).focus()
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read the calls and show them."""
        cards = await self.ask(lambda practice: practice.calls())
        if cards is None:
            return
        self._cards = {card.ref: card for card in cards}
        played = sum(1 for card in cards if card.tries)
        self.title_line("Choose a call", f"{counted(len(cards), 'call')} · {played} played")
        menu = self.query_one(Menu)
        menu.clear_options()
        pack = ""
        for card in cards:
            if card.pack_title != pack:
                if pack:
                    menu.add_option(Option(BLANK, disabled=True))
                pack = card.pack_title
                menu.add_option(Option(text(shown(pack), "bold $voice"), disabled=True))
            menu.add_option(Option(_line(card), id=card.ref))
        menu.action_first()

    @on(OptionList.OptionHighlighted, "#list")
    def look(self, event: OptionList.OptionHighlighted) -> None:
        """Show the brief of the call that is marked."""
        card = self._cards.get(event.option_id or "")
        if card is not None:
            self.tell(_look(card))

    @on(OptionList.OptionSelected, "#list")
    def open(self, event: OptionList.OptionSelected) -> None:
        """Open the brief of the call that was chosen."""
        if event.option_id:
            self.coach.brief(event.option_id)


def _best(card: "CallCard") -> Content:
    if card.best is None:
        return text("new" if not card.tries else "–", "$quiet")
    return text(str(card.best), f"bold {band_style(band_of(card.best))}")


def _line(card: "CallCard") -> Row:
    return Row(
        Cell(text(shown(card.title)), wrap=False),
        Cell(text(card.level, "$quiet"), 6),
        Cell(_best(card), 3, align="right"),
    )


def _look(card: "CallCard") -> Visual:
    pairs: list[tuple[str, str]] = [
        ("level", card.level),
        ("length", counted(card.turns, "turn")),
        ("so far", tries(card)),
    ]
    if card.last_outcome is not None:
        pairs.append(("last time", OUTCOME_WORDS[card.last_outcome]))
    parts: list[Visual] = [
        text(shown(card.title), "bold"),
        BLANK,
        text(shown_block(card.brief)),
        BLANK,
    ]
    parts += [Row(Cell(text(label, "$quiet"), 9), Cell(text(said))) for label, said in pairs]
    return Stack(parts)
