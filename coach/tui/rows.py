"""Rows and stacks: text laid out in columns when it is drawn, so that it fits any width.

A `Row` puts cells side by side, each wrapped in its own column (a hanging indent comes free);
a `Stack` puts such things one under another. Both are Textual visuals: any `Static` or option
shows them, and a change of theme or width lays them out anew.
"""

# ruff: noqa: ARG002 - the protocol of visuals gives more than each visual needs

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, cast

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

REST = 0
"""Width of a cell that takes what the others leave."""
OWN = -1
"""Width of a cell that is as wide as its text."""

_WRAPPED = cast("RulesMap", {})
_CUT = cast("RulesMap", {"text_wrap": "nowrap", "text_overflow": "ellipsis"})


class Cell(NamedTuple):
    """One cell of a row."""

    content: Content
    """What it shows."""
    width: int = REST
    """Its width in terminal cells, or REST, or OWN."""
    align: Literal["left", "right"] = "left"
    """To which side its text stands."""
    wrap: bool = True
    """Whether long text goes on below; else it ends in an ellipsis."""

    @property
    def rules(self) -> RulesMap:
        """The style rules it is drawn with."""
        rules = _WRAPPED if self.wrap else _CUT
        return cast("RulesMap", {**rules, "text_align": "right"}) if self._right else rules

    @property
    def _right(self) -> bool:
        return self.align == "right"


class Row(Visual):
    """Cells side by side.

    Args:
        cells: From left to right; those of width REST share what is left.
        gap: Blank terminal cells between them.
    """

    def __init__(self, *cells: Cell, gap: int = 1) -> None:
        self.cells = cells
        self.gap = gap

    def widths(self, width: int) -> list[int]:
        """How wide each cell is drawn when the row has `width` terminal cells."""
        free = width - self.gap * (len(self.cells) - 1)
        taken = [
            cell.content.cell_length if cell.width == OWN else cell.width for cell in self.cells
        ]
        rests = [index for index, cell in enumerate(self.cells) if cell.width == REST]
        left = max(0, free - sum(taken))
        for place, index in enumerate(rests):
            taken[index] = left // len(rests) + (1 if place < left % len(rests) else 0)
        return [max(1, size) for size in taken]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The row as lines of `width` cells; part of the protocol of visuals."""
        columns: list[list[Strip]] = []
        sizes = self.widths(width)
        for cell, size in zip(self.cells, sizes, strict=True):
            own = replace(options, rules=cell.rules, selection=None)
            columns.append(cell.content.render_strips(size, None, style, own))
        lines = max((len(column) for column in columns), default=0)
        ground = style.rich_style
        gap = Strip.blank(self.gap, ground)
        drawn: list[Strip] = []
        for line in range(lines if height is None else min(lines, height)):
            parts: list[Strip] = []
            for index, (column, size) in enumerate(zip(columns, sizes, strict=True)):
                if index and self.gap:
                    parts.append(gap)
                strip = column[line] if line < len(column) else Strip.blank(size, ground)
                parts.append(strip.adjust_cell_length(size, ground))
            drawn.append(Strip.join(parts).adjust_cell_length(width, ground))
        return drawn

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The width at which nothing wraps; part of the protocol of visuals."""
        text = sum(
            cell.content.cell_length if cell.width in {REST, OWN} else cell.width
            for cell in self.cells
        )
        return text + self.gap * (len(self.cells) - 1)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that the row takes at `width`; part of the protocol of visuals."""
        return max(
            (
                _height(cell, size)
                for cell, size in zip(self.cells, self.widths(width), strict=True)
            ),
            default=0,
        )


def _height(cell: Cell, size: int) -> int:
    """Lines that a cell takes; words that fit need not be wrapped to know it."""
    if "\n" not in cell.content.plain and (not cell.wrap or cell.content.cell_length <= size):
        return 1
    return cell.content.get_height(cell.rules, size)


class Stack(Visual):
    """Visuals one under another.

    Args:
        parts: From top to bottom.
    """

    def __init__(self, parts: Sequence[Visual]) -> None:
        self.parts = tuple(parts)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The parts as lines; part of the protocol of visuals."""
        own = replace(options, rules=_WRAPPED, selection=None)
        strips = [
            strip for part in self.parts for strip in part.render_strips(width, None, style, own)
        ]
        return strips if height is None else strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The width of the widest part; part of the protocol of visuals."""
        return max(
            (part.get_optimal_width(rules, container_width) for part in self.parts), default=0
        )

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines of all parts together; part of the protocol of visuals."""
        return sum(part.get_height(_WRAPPED, width) for part in self.parts)


class Beside(Visual):
    """Two visuals side by side where there is room, one under another where there is not.

    Args:
        first: On the left, or on top.
        second: On the right, or below.
        left: Terminal cells of the left column.
        least: From how many terminal cells on they stand side by side.
        gap: Blank cells between them.
    """

    def __init__(
        self, first: Visual, second: Visual, *, left: int, least: int, gap: int = 3
    ) -> None:
        self.first, self.second = first, second
        self.left, self.least, self.gap = left, least, gap

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Both as lines; part of the protocol of visuals."""
        if width < self.least:
            stack = Stack([self.first, BLANK, self.second])
            return stack.render_strips(width, height, style, options)
        own = replace(options, rules=_WRAPPED, selection=None)
        ground = style.rich_style
        right = width - self.left - self.gap
        ones = self.first.render_strips(self.left, None, style, own)
        others = self.second.render_strips(right, None, style, own)
        drawn: list[Strip] = []
        for line in range(max(len(ones), len(others))):
            one = ones[line] if line < len(ones) else Strip.blank(self.left, ground)
            other = others[line] if line < len(others) else Strip.blank(right, ground)
            drawn.append(
                Strip.join(
                    [one.adjust_cell_length(self.left + self.gap, ground),
                     other.adjust_cell_length(right, ground)]
                )
            )  # fmt: skip
        return drawn if height is None else drawn[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is; part of the protocol of visuals."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that both take at `width`; part of the protocol of visuals."""
        if width < self.least:
            return Stack([self.first, BLANK, self.second]).get_height(rules, width)
        return max(
            self.first.get_height(_WRAPPED, self.left),
            self.second.get_height(_WRAPPED, width - self.left - self.gap),
        )


class Flow(Visual):
    """Short things in columns of one width, as many beside each other as there is room for.

    Args:
        items: From left to right, then below.
        each: Terminal cells of a column.
        gap: Blank cells between columns.
    """

    def __init__(self, items: Sequence[Content], *, each: int, gap: int = 2) -> None:
        self.items = tuple(items)
        self.each, self.gap = each, gap

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The things as lines; part of the protocol of visuals."""
        return Stack(self._rows(width)).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The width at which all stand in one line; part of the protocol of visuals."""
        return len(self.items) * (self.each + self.gap)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that they take at `width`; part of the protocol of visuals."""
        return Stack(self._rows(width)).get_height(rules, width)

    def _rows(self, width: int) -> list[Row]:
        abreast = max(1, (width + self.gap) // (self.each + self.gap))
        return [
            Row(
                *(Cell(item, self.each) for item in self.items[first : first + abreast]),
                gap=self.gap,
            )
            for first in range(0, len(self.items), abreast)
        ]


class Pack(Visual):
    """Short things one after another, going on below where a line is full; none is cut in two.

    Args:
        items: In order.
        gap: Blank cells between them.
        left: Blank cells before each line.
    """

    def __init__(self, items: Sequence[Content], *, gap: int = 2, left: int = 0) -> None:
        self.items = tuple(items)
        self.gap, self.left = gap, left

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The things as lines; part of the protocol of visuals."""
        own = replace(options, rules=_WRAPPED, selection=None)
        room = max(1, width - self.left)
        before = Strip.blank(self.left, style.rich_style)
        drawn = [
            Strip.join([before, strip.adjust_cell_length(room, style.rich_style)])
            for line in self._lines(room)
            for strip in line.render_strips(room, None, style, own)
        ]
        return drawn if height is None else drawn[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The width at which all stand in one line; part of the protocol of visuals."""
        return self.left + sum(item.cell_length + self.gap for item in self.items)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that they take at `width`; part of the protocol of visuals."""
        room = max(1, width - self.left)
        return sum(line.get_height(_WRAPPED, room) for line in self._lines(room))

    def _lines(self, room: int) -> list[Content]:
        lines: list[list[Content]] = []
        used = room
        for item in self.items:
            if lines and used + self.gap + item.cell_length <= room:
                lines[-1].append(item)
                used += self.gap + item.cell_length
            else:
                lines.append([item])
                used = item.cell_length
        return [Content(" " * self.gap).join(line) for line in lines]


class Wider(Visual):
    """One visual where there is little room, another where there is more.

    Args:
        narrow: Shown below `least` terminal cells.
        wide: Shown from there on.
        least: Where the change is.
    """

    def __init__(self, narrow: Visual, wide: Visual, *, least: int) -> None:
        self.narrow, self.wide, self.least = narrow, wide, least

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The fitting one as lines; part of the protocol of visuals."""
        own = replace(options, rules=_WRAPPED, selection=None)
        return self._fitting(width).render_strips(width, height, style, own)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is; part of the protocol of visuals."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines of the fitting one; part of the protocol of visuals."""
        return self._fitting(width).get_height(_WRAPPED, width)

    def _fitting(self, width: int) -> Visual:
        return self.wide if width >= self.least else self.narrow


def text(words: str, style: str = "") -> Content:
    """`words` as content in a style, never read as markup."""
    return Content.styled(words, style) if style else Content(words)


BLANK = Content(" ")
"""An empty line of a stack."""
