"""Why a reply makes its key points or not: the nearest phrasing, what matched, what is missing."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from coach.domain.safe import shown, shown_block
from coach.domain.scoring.nearness import NEEDED, Nearness
from coach.tui.rows import BLANK, OWN, Cell, Row, Stack, text
from coach.tui.widgets.pane import Pane
from coach.tui.widgets.pick_row import PickRow

_LABEL = 8
_CELLS = 10


class PointRow(PickRow):
    """One key point with how near the reply came."""

    DEFAULT_CSS = """
    PointRow { margin-bottom: 1; }
    """

    def __init__(self, one: Nearness, index: int) -> None:
        self.one = one
        """How near the reply came."""
        super().__init__(index)

    def drawn(self) -> Visual:
        """The key point, how near the reply came, and what it lacks."""
        one = self.one
        mark, style, how = _verdict(one)
        name = "bold" if self.chosen else ""
        head = Row(
            Cell(text("▸" if self.chosen else " ", "$primary"), 1),
            Cell(text(mark, style), 1),
            Cell(text(shown(one.id), name), wrap=False),
            Cell(text(f"{bar(one.nearness)} {one.nearness:>3}", style), OWN),
        )
        told = Content.assemble(shown_block(one.point), ("  " + how, style))
        return Stack([head, _under(told), *_details(one)])


def bar(nearness: int) -> str:
    """Nearness as ten cells with a mark where a key point counts as made."""
    full = min(_CELLS, nearness * _CELLS // 100)
    needed = NEEDED * _CELLS // 100
    cells = ["█" if place < full else "░" for place in range(_CELLS)]
    return "".join(cells[:needed]) + "│" + "".join(cells[needed:])


def _verdict(one: Nearness) -> tuple[str, str, str]:
    if one.made:
        return "✓", "$success", "made"
    if one.turned:
        return "✗", "$conduct", "said the other way round"
    if one.near:
        return "~", "$warning", "nearly"
    return "✗", "$warning", "not said"


def _details(one: Nearness) -> list[Visual]:
    if not (one.made or one.near) or not one.phrasing:
        return []
    lines: list[Visual] = [
        _pair("you said", f"“{shown(one.quote)}”", ""),
        _pair("nearest", shown(one.phrasing), "$voice"),
    ]
    if one.said:
        lines.append(_pair("matched", ", ".join(map(shown, one.said)), "$success"))
    if one.unsaid:
        lines.append(_pair("missing", ", ".join(map(shown, one.unsaid)), "$warning"))
    return lines


def _pair(label: str, words: str, style: str) -> Row:
    return Row(
        Cell(text(""), 3), Cell(text(label, "$quiet"), _LABEL), Cell(text(words, style)), gap=1
    )


def _under(words: Content) -> Row:
    return Row(Cell(text(""), 3), Cell(words))


class WhyPanel(Pane, inherit_bindings=False):
    """The key points of a reply that was tried."""

    DEFAULT_CSS = """
    WhyPanel {
        & > #examples { height: auto; padding-right: 1; }
        & > #rows { height: auto; padding-right: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "key points", key_display="j/k",
                tooltip="Another key point: the one for which wording is added"),
        Binding("k,up", "step(-1)", "key point before", show=False),
        Binding("pagedown", "page_down", "page down", show=False, tooltip="Scroll down"),
        Binding("pageup", "page_up", "page up", show=False, tooltip="Scroll up"),
    ]  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.border_title = "Why"
        self.border_subtitle = f"from {NEEDED} on, at the │, it counts as said"
        self._index = 0

    def compose(self) -> ComposeResult:
        """What goes otherwise with the golden examples, then the key points."""
        yield Static(id="examples", markup=False)
        yield Vertical(id="rows")

    @property
    def chosen(self) -> Nearness | None:
        """The key point being looked at."""
        rows = list(self.query(PointRow))
        return rows[self._index].one if self._index < len(rows) else None

    async def show(
        self, nearness: tuple[Nearness, ...], examples: tuple[str, ...], chosen: str = ""
    ) -> None:
        """Show how near a reply came, beginning with the key point of that id."""
        names = [one.id for one in nearness]
        self._index = names.index(chosen) if chosen in names else 0
        told: list[Visual] = [text(words, "$warning") for words in map(shown, examples)]
        box = self.query_one("#examples", Static)
        box.update(Stack([*told, BLANK]) if told else "")
        box.display = bool(told)
        rows = self.query_one("#rows", Vertical)
        await rows.remove_children()
        made = [PointRow(one, index) for index, one in enumerate(nearness)]
        await rows.mount(*made)
        self._choose(self._index)

    def action_step(self, step: int) -> None:
        """Look at the next key point (1) or the one before (-1), round and round."""
        count = len(self.query(PointRow))
        if count:
            self._choose((self._index + step) % count)

    def on_pick_row_picked(self, message: PickRow.Picked) -> None:
        """Look at the key point that was clicked."""
        message.stop()
        self._choose(message.index)

    def _choose(self, index: int) -> None:
        self._index = index
        for place, row in enumerate(self.query(PointRow)):
            row.chosen = place == index
            if row.chosen:
                self.scroll_to_widget(row, animate=False)
