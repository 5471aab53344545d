"""Correct a band with a reason: the machine's value stays beside it."""

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coach.domain.excuse import BAND_WORDS, Skill
from coach.domain.safe import shown_block
from coach.domain.scoring.review import Review
from coach.tui.rows import Cell, Row, text
from coach.tui.screens.frame import FramedScreen, LineInput
from coach.tui.theme import band_style, skill_style
from coach.tui.widgets.menu import Menu
from coach.tui.words import band_word


class Corrected(NamedTuple):
    """What a person set in the machine's place."""

    skill: Skill | None
    """The skill; none: the reply as a whole."""
    band: int
    """The band, 0 to 4."""
    reason: str
    """Why."""
    by: str
    """Who."""


class CorrectScreen(FramedScreen[Corrected]):
    """Asks for band, reason and name; gives nothing where one leaves.

    Args:
        answer: The reply.
        review: Its latest review by the machine.
        by: Who is likely to correct.
    """

    ABOUT = "Set the band the reply deserves. Both bands stay on record, with your reason and name."
    DEFAULT_CSS = """
    CorrectScreen {
        & > Vertical { width: 76; max-width: 98%; max-height: 98%; padding: 0 2; }
        & #answer { max-height: 3; color: $quiet; margin-bottom: 1; }
        & Menu { max-height: 6; }
        & .label { height: 1; color: $quiet; }
        & #wrong { color: $warning; height: auto; min-height: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "leave", key_display="esc"),
        Binding("ctrl+s", "save", "save", show=False, priority=True),
    ]

    def __init__(self, answer: str, review: Review, by: str = "") -> None:
        super().__init__()
        self._answer = answer
        self._review = review
        self._by = by
        self._skill: Skill | None = None

    def compose(self) -> ComposeResult:
        """What is corrected, the bands, the reason, the name."""
        with Vertical() as frame:
            frame.border_title = Content("Correct the machine")
            frame.border_subtitle = Content("tab next · enter takes · ^s saves · esc leaves")
            yield Static(text(shown_block(self._answer)), id="answer", markup=False)
            yield Static("What is to be corrected", classes="label", markup=False)
            yield Menu(id="what")
            yield Static("The band it deserves", classes="label", markup=False)
            yield Menu(id="band")
            yield Static("The reason, for whoever reads it later", classes="label", markup=False)
            yield LineInput(id="reason", placeholder="named the day and the sum")
            yield Static("Your name", classes="label", markup=False)
            yield LineInput(self._by, id="by")
            yield Static("", id="wrong", markup=False)

    def on_mount(self) -> None:
        """The reply as a whole comes first."""
        what = self.query_one("#what", Menu)
        whole = Row(Cell(text("the reply as a whole"), 22), Cell(_machine(self._review.band)))
        what.add_option(Option(whole, id="whole"))
        for skill, result in self._review.skills.items():
            row = Row(Cell(text(skill, skill_style(skill)), 22), Cell(_machine(result.band)))
            what.add_option(Option(row, id=skill))
        what.highlighted = 0
        self._fill_bands()
        what.focus()

    def _fill_bands(self) -> None:
        review = self._review
        machine = review.skills[self._skill].band if self._skill else review.band
        bands = self.query_one("#band", Menu)
        bands.clear_options()
        for band in range(len(BAND_WORDS)):
            note = "the machine's" if band == machine else ""
            row = Row(
                Cell(text(f"{band} {band_word(band)}", band_style(band)), 22),
                Cell(text(note, "$quiet")),
            )
            bands.add_option(Option(row, id=str(band)))
        bands.highlighted = machine

    @on(OptionList.OptionHighlighted, "#what")
    def mark(self, event: OptionList.OptionHighlighted) -> None:
        """The bands follow what is marked."""
        chosen = event.option_id
        self._skill = next((skill for skill in self._review.skills if skill == chosen), None)
        self._fill_bands()

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def step(self, event: OptionList.OptionSelected | Input.Submitted) -> None:
        """Enter goes on to the next question, and saves at the last."""
        event.stop()
        if isinstance(event, Input.Submitted) and event.input.id == "by":
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Give what was set; without a reason or a name, say so."""
        reason, by = self.query_one("#reason", Input), self.query_one("#by", Input)
        for field, words in ((reason, "A correction needs a reason."), (by, "Say who corrects.")):
            if not field.value.strip():
                self.query_one("#wrong", Static).update(text(words))
                field.focus()
                return
        band = self.query_one("#band", Menu).highlighted or 0
        self.dismiss(Corrected(self._skill, band, reason.value.strip(), by.value.strip()))


def _machine(band: int) -> Content:
    return Content.assemble(("the machine says ", "$quiet"), (band_word(band), band_style(band)))
