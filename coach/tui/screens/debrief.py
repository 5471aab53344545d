"""The debrief: what the call achieved, what turned it, and what to practise next."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Center, VerticalScroll
from textual.content import Content
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from coach.domain.safe import shown, shown_block
from coach.tui.rows import BLANK, OWN, Beside, Cell, Row, Stack, text
from coach.tui.screens.base import CoachScreen
from coach.tui.theme import band_style
from coach.tui.widgets.account_card import point
from coach.tui.widgets.guide import Guide
from coach.tui.widgets.reply_box import clock
from coach.tui.widgets.skill_bars import Bar, skill_row
from coach.tui.widgets.transcript import short_name, spoken, under
from coach.tui.words import band_of, counted, outcome_words, remark

if TYPE_CHECKING:
    from coach.practice import CallInPlay
    from coach.practice.views import Debrief, Exchange


class DebriefScreen(CoachScreen):
    """What a call achieved.

    Args:
        play: The call.
        debrief: What it achieved.
        word: What the tour says to it; empty: nothing.
    """

    ABOUT = (
        "What the call achieved, first in one sentence. Below: the reply that turned it, each "
        "skill with its change since your last try, and what to practise next."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "app.home", "home", key_display="enter", tooltip="Back to home"),
        Binding("a", "again", "play again", tooltip="Play this call again, from the beginning"),
        Binding("v", "replay", "replay",
                tooltip="All that was said, what was taken back, and what people corrected"),
        Binding("c", "app.calls", "calls", tooltip="Choose another call"),
        Binding("j,down", "scroll(1)", "down", show=False, tooltip="Scroll down"),
        Binding("k,up", "scroll(-1)", "up", show=False, tooltip="Scroll up"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    DebriefScreen {
        & > Center { height: 1fr; }
        & VerticalScroll {
            height: 1fr;
            max-width: 120;
            padding: 1 2 0 2;
            & > Static { height: auto; margin-bottom: 1; }
            & > .sheet {
                border: round $line;
                border-title-color: $quiet;
                padding: 0 1;
            }
            & > #outcome {
                border: round $success;
                border-title-color: $success;
            }
            & > #outcome.-bad {
                border: round $warning;
                border-title-color: $warning;
            }
        }
        &.-tall .sheet { padding: 1 2; }
    }
    """

    def __init__(self, play: "CallInPlay", debrief: "Debrief", word: str = "") -> None:
        super().__init__()
        self.play = play
        """The call."""
        self._debrief = debrief
        self._word = word

    def body(self) -> Iterable[Widget]:
        """The sheets, the outcome on top; above them the word of the tour."""
        if self._word:
            yield Guide(self._word, id="guide", markup=False)
        told = self._debrief
        outcome = Static(_outcome(told), id="outcome", classes="sheet", markup=False)
        outcome.border_title = "What it achieved"
        outcome.set_class(not told.good, "-bad")
        sheets: list[Widget] = [outcome]
        sheets.append(_sheet("How, and what next", _results(told)))
        if told.exchanges:
            sheets.append(_sheet("The call", _told(told)))
        yield Center(VerticalScroll(*sheets))

    def on_mount(self) -> None:
        """Say which call it was."""
        told = self._debrief
        self.title_line(
            shown(self.play.call.title),
            f"debrief · {counted(len(told.exchanges), 'reply', 'replies')} · {clock(told.seconds)}",
        )
        self.query_one(VerticalScroll).focus()

    def action_again(self) -> None:
        """Play the call again, from its brief."""
        self.coach.brief(f"{self.play.pack.id}/{self.play.call.id}")

    def action_replay(self) -> None:
        """Show the attempt as it went, with corrections."""
        self.coach.replay(self.play.attempt)

    def action_scroll(self, step: int) -> None:
        """Scroll by a line or two."""
        self.query_one(VerticalScroll).scroll_relative(y=2 * step, animate=False)


def _sheet(title: str, drawn: Visual) -> Static:
    sheet = Static(drawn, classes="sheet", markup=False)
    sheet.border_title = title
    return sheet


def _outcome(told: "Debrief") -> Visual:
    mark, style = ("✓", "$success") if told.good else ("△", "$warning")
    conduct = (
        text("✓ conduct ok", "$quiet")
        if not told.conduct_findings
        else text(f"✗ {counted(told.conduct_findings, 'conduct finding')}", "bold $conduct")
    )
    parts: list[Visual] = [
        Row(
            Cell(text(f"{mark} {outcome_words(told.outcome)}", f"bold {style}"), OWN),
            Cell(text("")),
            Cell(text(f"score {told.score} of 100", band_style(band_of(told.score))), OWN),
            Cell(conduct, OWN),
            gap=2,
        ),
        text(shown_block(told.sentence), "bold"),
    ]
    if told.turning_point is not None:
        turned = Content.assemble(
            (f"It turned on reply {told.turning_point}. ", "$primary"), shown_block(told.why)
        )
        parts += [BLANK, turned]
    elif told.why:
        parts += [BLANK, text(shown_block(told.why))]
    return Stack(parts)


def _results(told: "Debrief") -> Visual:
    bars: list[Visual] = [text("skills · change since last time", "$quiet")]
    bars += [
        skill_row(Bar(skill, score, told.change.get(skill)), 10)
        for skill, score in told.skills.items()
    ]
    ahead: list[Visual] = [text("practise next", "$quiet")]
    ahead += [
        Row(Cell(text(f"{number}.", "$primary"), OWN), Cell(text(shown_block(words))))
        for number, words in enumerate(told.practise_next, 1)
    ]
    if told.found:
        ahead += [BLANK, text("found out", "$quiet"), *(point(label, "+") for label in told.found)]
    return Beside(Stack(bars), Stack(ahead), left=34, least=70, gap=3)


def _told(told: "Debrief") -> Visual:
    parts: list[Visual] = []
    for line in told.lines:
        if line.who == "debtor":
            parts.append(spoken(short_name(line.name), line.text, "bold $voice"))
        elif line.who == "stage":
            parts.append(under(text(shown_block(line.text), "italic $quiet")))
        else:
            parts += _own(line.text, line.reply, told.exchanges, told.turning_point)
        parts.append(BLANK)
    return Stack(parts[:-1])


def _own(
    words: str, number: int, exchanges: "tuple[Exchange, ...]", turning: int | None
) -> list[Visual]:
    parts: list[Visual] = [spoken("You", words, "bold $primary")]
    for exchange in exchanges:
        if exchange.number == number:
            parts.append(under(*remark(exchange.review, exchange.hints)))
            if number == turning:
                parts.append(under(text("▲ here it turned", "$primary")))
            elif exchange.review.better and exchange.review.band < 3:  # noqa: PLR2004 - below good
                better = Content.assemble(
                    ("better  ", "$quiet"), (shown_block(exchange.review.better), "$primary")
                )
                parts.append(under(better))
    return parts
