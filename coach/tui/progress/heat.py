"""Family by skill: a number in every cell, tinted by its band; each cell opens its replies."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from coach.domain.excuse import SKILLS, Family, Skill
from coach.domain.figures import FamilyFigure, Figures, HeatCell
from coach.domain.progress import FAMILIES
from coach.tui.progress.opens import Opened, of_cell, of_family
from coach.tui.progress.panel import Panel
from coach.tui.rows import BLANK, Cell, Row, Stack, text
from coach.tui.theme import skill_style
from coach.tui.words import band_of, band_word, counted

COLUMNS: tuple[Skill | None, ...] = (None, *SKILLS)
"""The columns: the family as a whole, then each skill."""
_NAME = 11
"""Cells of a family's name and the gap after it."""
_ALL, _ALL_TALL = 5, 12
"""Cells of the column of the family as a whole; where families have more rows, words stand in it."""
_HEAD = 2
_HIGHEST = 3
"""Rows of a family at most: the number, what it is the mean of, and a gap."""
_AROUND = 7
"""Rows that the border and the words beneath the map take."""
_EXPLAINED = (
    "Each number is the mean of 0 to 100 over different excuses; all: over all replies to the family. "
    "few: fewer than three excuses, read nothing into it. –: not practised."
)
_TINT = 35
"""How strongly a cell is tinted, per cent."""


class HeatMap(Static, can_focus=True):
    """The map. Arrows mark a cell, enter opens the replies behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(0,-1)", "cell", key_display="arrows", tooltip="Mark another cell"),
        Binding("right", "go(0,1)", "right", show=False),
        Binding("up,k", "go(-1,0)", "up", show=False),
        Binding("down,j", "go(1,0)", "down", show=False),
        Binding("enter", "open", "open", key_display="enter", tooltip="The replies behind the cell"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    HeatMap {
        height: auto;
        &:focus { border: round $primary; border-title-color: $primary; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(markup=False, classes="box", id=id)
        self.border_title = "Family by skill · each excuse by its latest reply"
        self.row, self.column = 0, 1
        self._figures: Figures | None = None
        self._high = 1

    def show(self, figures: Figures, *, high: int) -> None:
        """Draw other figures; each family has `high` rows, 1 to 3: with two or more, words too."""
        if self._figures is None:
            self._begin(figures)
        self._figures, self._high = figures, high
        self.update(self._drawn(figures))

    def _begin(self, figures: Figures) -> None:
        """The mark is first on a cell that opens something."""
        for cell in figures.heat:
            if cell.replies:
                self.row, self.column = FAMILIES.index(cell.family), COLUMNS.index(cell.skill)
                return

    @property
    def marked(self) -> tuple[FamilyFigure, HeatCell | None] | None:
        """The marked family and, where a skill is marked, the cell."""
        if self._figures is None:
            return None
        family, skill = FAMILIES[self.row], COLUMNS[self.column]
        whole = next(one for one in self._figures.families if one.family == family)
        return whole, None if skill is None else _cell(self._figures, family, skill)

    def action_go(self, down: int, right: int) -> None:
        """Mark another cell."""
        self.row = max(0, min(self.row + down, len(FAMILIES) - 1))
        self.column = max(0, min(self.column + right, len(COLUMNS) - 1))
        self._redraw()

    def action_open(self) -> None:
        """Open the replies behind the marked cell."""
        if self.marked is None:
            return
        family, cell = self.marked
        if cell is None and family.replies:
            self.post_message(Opened(of_family(family.family)))
        elif cell is not None and cell.replies:
            self.post_message(Opened(of_cell(cell.family, cell.skill)))

    def on_resize(self) -> None:
        """The columns follow the width."""
        self._redraw()

    def on_click(self, event: events.Click) -> None:
        """Mark the cell that was clicked; a second click opens it."""
        at = event.get_content_offset(self)
        if at is None or at.y < _HEAD or at.x < _NAME:
            return
        row = (at.y - _HEAD) // self._high
        beyond = at.x - _NAME - self._all - 1
        column = 0 if beyond < 0 else 1 + beyond // (self._each + 1)
        if row >= len(FAMILIES) or column >= len(COLUMNS):
            return
        again = (row, column) == (self.row, self.column)
        self.row, self.column = row, column
        self._redraw()
        if again:
            self.action_open()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The mark stands only where one is."""
        super().watch_has_focus(has_focus)
        self._redraw()

    def _redraw(self) -> None:
        if self._figures is not None:
            self.update(self._drawn(self._figures))
            if isinstance(self.parent, HeatPanel):
                self.parent.caption()

    @property
    def _all(self) -> int:
        return _ALL_TALL if self._high > 1 else _ALL

    @property
    def _each(self) -> int:
        """Terminal cells of a column."""
        width = self.size.width or self.container_size.width - 4
        free = width - _NAME - self._all - 1
        return max(7, min(26, free // len(SKILLS) - 1))

    def _drawn(self, figures: Figures) -> Visual:
        each = self._each
        head = [Cell(text(""), _NAME - 1)]
        for skill in COLUMNS:
            style = "$quiet" if skill is None else skill_style(skill)
            width = each if skill else self._all
            head.append(Cell(text(skill or "all", style), width, align="right", wrap=False))
        rows: list[Visual] = [Row(*head), BLANK]
        for place, family in enumerate(figures.families):
            cells: list[list[Content]] = [
                _drawn_cell(figures, family, skill, each if skill else self._all,
                            marked=self.has_focus and (place, at) == (self.row, self.column))
                for at, skill in enumerate(COLUMNS)
            ]  # fmt: skip
            lines = (0, 1) if self._high > 1 else (0,)
            for line in lines:
                name = text(family.family if line == 0 else "")
                rows.append(
                    Row(
                        Cell(name, _NAME - 1),
                        *(
                            Cell(cell[line], wrap=False, width=cell[line].cell_length)
                            for cell in cells
                        ),
                    )
                )
            if self._high == _HIGHEST:
                rows.append(BLANK)
        return Stack(rows)


class HeatPanel(Panel):
    """The map and, in words, the marked cell."""

    def compose(self) -> ComposeResult:
        """The map, the caption."""
        yield HeatMap()
        yield Static(id="mark", classes="caption", markup=False)

    def draw(self) -> None:
        """Draw the map anew."""
        high = (self.size.height - _HEAD - _AROUND) // len(FAMILIES)
        self.query_one(HeatMap).show(self.told.figures, high=max(1, min(_HIGHEST, high)))
        self.caption()

    def caption(self) -> None:
        """Say what is marked, in words and numbers."""
        marked = self.query_one(HeatMap).marked
        words = self.query_one("#mark", Static)
        if marked is not None:
            words.update(Stack([*_told(*marked), BLANK, text(_EXPLAINED, "$quiet")]))


def _told(family: FamilyFigure, cell: HeatCell | None) -> list[Visual]:
    if cell is not None and cell.score is not None:
        few = "; too few to read anything into it" if cell.few else ""
        first = Content.assemble(
            (f"{cell.family} by {cell.skill}: ", "bold"),
            f"mean {cell.score}, {band_word(band_of(cell.score))}, over "
            f"{counted(cell.excuses, 'different excuse')}, "
            f"{counted(cell.replies, 'reply', 'replies')}{few}",
        )
    elif cell is not None:
        first = Content(f"{cell.family} by {cell.skill}: not practised yet")
    elif family.score is not None:
        first = Content.assemble(
            (f"{family.family}: ", "bold"),
            f"mean {family.score} of {counted(family.replies, 'reply', 'replies')}",
        )
    else:
        first = Content(f"{family.family}: not met yet")
    mastery = family.mastery
    second = f"{family.family}: {mastery.word}"
    if mastery.share is not None:
        second = (
            f"{family.family}: {mastery.share}% of {counted(mastery.excuses, 'excuse')} answered well "
            f"({mastery.low} to {mastery.high}), {mastery.word}"
        )
    return [first, text(second, "$quiet")]


def _cell(figures: Figures, family: Family, skill: Skill) -> HeatCell:
    return next(one for one in figures.heat if (one.family, one.skill) == (family, skill))


def _drawn_cell(
    figures: Figures, family: FamilyFigure, skill: Skill | None, each: int, *, marked: bool
) -> list[Content]:
    """A cell as two lines: the number, and how many excuses or replies it is the mean of."""
    if skill is None:
        score, few, count, of = family.score, False, family.replies, ("reply", "replies")
    else:
        cell = _cell(figures, family.family, skill)
        score, few, count, of = cell.score, cell.few, cell.excuses, ("excuse", "excuses")
    if score is None:
        style = "reverse" if marked else "$quiet"
        return [Content.styled("–".rjust(each), style), Content.styled(" " * each, style)]
    number = f"few {score:>3}" if few else str(score)
    ground = f"$band-{band_of(score)} {_TINT // 2 if few else _TINT}%"
    style = f"bold reverse $band-{band_of(score)}" if marked else f"$cell on {ground}"
    head = f"▸{number:>{each - 1}}" if marked else number.rjust(each)
    return [
        Content.styled(head, style if marked else f"{'' if few else 'bold '}{style}"),
        Content.styled(counted(count, *of).rjust(each), style),
    ]
