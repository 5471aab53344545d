"""The sheet on which the look-up shows what it found: drawn anew at a key without a new layout.

Text is wrapped here by words alone, and only as many lines are drawn as the window shows: wrapping
and laying out are most of what a key costs.
"""

# ruff: noqa: ARG002 - the protocol of visuals gives more than each visual needs

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.css.styles import RulesMap

_MORE = " more: pgdn "
"""Stands in the line under an answer that does not fit."""


class Line(NamedTuple):
    """Words of one style, with gaps that are seen, and a label before them."""

    words: str
    """What it says; `{gap}` in it is marked."""
    style: str = ""
    """The style of the words."""
    label: str = ""
    """What stands before its first line."""
    label_style: str = "$quiet"
    """The style of the label."""
    margin: int = 0
    """Cells that the label takes on each of its lines."""
    cut: bool = False
    """Whether it ends in an ellipsis where it does not fit; else it goes on below."""


Paint = Callable[[str], RichStyle]
"""Gives the style of a terminal cell for the name of a style."""


class Sheet(Visual):
    """Lines and other visuals under one another.

    Args:
        parts: From top to bottom.
    """

    def __init__(self, parts: Iterable[Line | Visual]) -> None:
        self.parts = tuple(parts)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """As many lines as are wanted; what lies below them is not worked out."""
        styles: dict[str, RichStyle] = {}

        def paint(name: str) -> RichStyle:
            found = styles.get(name)
            if found is None:
                full = style + options.get_style(name) if name else style
                found = styles[name] = full.rich_style
            return found

        drawn: list[Strip] = []
        for part in self.parts:
            if height is not None and len(drawn) >= height:
                return drawn[:height]
            if isinstance(part, Line):
                drawn += _strips(part, width, paint)
            else:
                drawn += part.render_strips(width, None, style, options)
        return drawn if height is None else drawn[:height]

    def get_optimal_width(self, rules: object, container_width: int) -> int:
        """All there is; part of the protocol of visuals."""
        return container_width

    def get_height(self, rules: object, width: int) -> int:
        """Lines of all parts together; part of the protocol of visuals."""
        lines = 0
        for part in self.parts:
            if isinstance(part, Line):
                lines += len(list(_wrapped(part.words, width - part.margin, cut=part.cut)))
            else:
                lines += part.get_height(cast("RulesMap", rules), width)
        return lines

    def __str__(self) -> str:
        """All that it says, a line for each part."""
        return "\n".join(
            f"{part.label} {part.words}".strip() if isinstance(part, Line) else str(part)
            for part in self.parts
        )


def _strips(line: Line, width: int, paint: Paint) -> Iterator[Strip]:
    ground = paint("")
    for place, words in enumerate(_wrapped(line.words, width - line.margin, cut=line.cut)):
        parts = []
        if line.margin:
            label = line.label if not place else ""
            parts = [Segment(label.ljust(line.margin), paint(line.label_style))]
        style = paint(line.style)
        parts += _gapped(words, style, style + RichStyle(color=paint("$warning").color))
        left = width - line.margin - (len(words) if words.isascii() else cell_len(words))
        if left > 0:
            parts.append(Segment(" " * left, ground))
        yield Strip(parts, width) if left >= 0 else Strip(parts).adjust_cell_length(width, ground)


def _gapped(words: str, style: RichStyle, gap: RichStyle) -> list[Segment]:
    """Words whose open gaps can be seen."""
    before, *rest = words.split("{")
    parts = [Segment(before, style)] if before else []
    for piece in rest:
        name, closed, after = piece.partition("}")
        if closed:
            parts.append(Segment(f"{{{name}}}", gap))
            parts += [Segment(after, style)] if after else []
        else:
            parts.append(Segment("{" + piece, style))
    return parts


def _wrapped(text: str, width: int, *, cut: bool) -> Iterator[str]:
    """The lines of a text in so many cells."""
    width = max(1, width)
    for line in text.split("\n"):
        size = len if line.isascii() else cell_len
        if size(line) <= width:
            yield line
        elif cut:
            yield _shortened(line, width, size)
        else:
            yield from _broken(line, width, size)


def _broken(line: str, width: int, size: Callable[[str], int]) -> Iterator[str]:
    now, used = "", 0
    for word in line.split(" "):
        length = size(word)
        if now and used + 1 + length <= width:
            now, used = f"{now} {word}", used + 1 + length
            continue
        if now:
            yield now
        while length > width:
            head = _head(word, width, size)
            yield head
            word = word[len(head) :]  # noqa: PLW2901 - what is left of a word that no line holds
            length = size(word)
        now, used = word, length
    yield now


def _shortened(line: str, width: int, size: Callable[[str], int]) -> str:
    return f"{_head(line, width - 1, size)}…" if width > 1 else "…"


def _head(word: str, width: int, size: Callable[[str], int]) -> str:
    """As much of a word as fits; at least one character."""
    end = max(1, min(len(word), width))
    while end > 1 and size(word[:end]) > width:
        end -= 1
    return word[:end]


class _Drawn(NamedTuple):
    """A line as it was drawn."""

    content: Strip
    """What it shows."""
    strip: Strip
    """That with its margins."""


class SheetPane(Widget):
    """An answer that can be paged, and the other answers beneath it.

    However long they are, the pane keeps its place and size: nothing is laid out anew.
    """

    DEFAULT_CSS = """
    SheetPane { height: 1fr; }
    """
    MOST_OTHERS = 7
    """Lines of other answers that are shown."""
    FEW_OTHERS = 3
    """The same in a window that is both short and narrow."""
    MARGIN = 2
    """Blank cells on both sides."""
    WIDEST = 120
    """Cells of a line of an answer: longer ones are hard to read."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.answer: Visual = Content("")
        """What is shown in full."""
        self.others: Sheet | None = None
        """A line for each other answer; None: there is none."""
        self.first = 0
        """The first line of the answer that is shown."""
        self._drawn: list[_Drawn] = []

    def put(self, answer: Visual, others: Sheet | None = None, *, home: bool = True) -> None:
        """Show something else; from its beginning unless it is the same answer as before."""
        if home:
            self.first = 0
        self.answer, self.others = answer, others
        self._again()

    def page(self, by: int) -> None:
        """On or back in an answer that is longer than its room."""
        room = self._room()[0]
        last = max(0, len(self._lines(None)) - room)
        self.first = max(0, min(last, self.first + by * max(1, room - 1)))
        self._again()

    def _again(self) -> None:
        """Draw anew; only lines that have become others are painted."""
        before = self._drawn
        if len(before) != self.size.height or not before:
            self._drawn = []
            self.refresh()
            return
        self._drawn = [
            old if old.content == content else self._framed(content)
            for old, content in zip(before, self._all(), strict=True)
        ]
        width = self.size.width
        changed = [
            Region(0, y, width, 1)
            for y, (old, new) in enumerate(zip(before, self._drawn, strict=True))
            if old is not new
        ]
        if changed:
            self.refresh(*changed)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region: as of any widget, less the borders and tints that this has not.

        A key may change every line, and Textual's own way takes longer than all the rest of it.
        """
        strips = [self.render_line(y) for y in crop.line_range]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    @property
    def more(self) -> bool:
        """Whether some of the answer is below what is shown."""
        room = self._room()[0]
        return len(self._lines(self.first + room + 1)) > self.first + room

    def render_line(self, y: int) -> Strip:
        """One line, as Textual asks for it."""
        if len(self._drawn) != self.size.height:
            self._drawn = [self._framed(content) for content in self._all()]
        return self._drawn[y].strip

    def notify_style_update(self) -> None:
        """Another theme: everything is drawn anew."""
        self._drawn = []
        super().notify_style_update()

    def on_resize(self) -> None:
        """Another size: everything is drawn anew, from the sentence on."""
        self.first = 0
        self._drawn = []

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel pages too."""
        event.stop()
        self.page(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel pages too."""
        event.stop()
        self.page(-1)

    def _room(self) -> tuple[int, int]:
        """Lines for the answer, and for the others."""
        if self.others is None:
            return self.size.height, 0
        most = self.FEW_OTHERS if self.screen.has_class("-short", "-narrow") else self.MOST_OTHERS
        others = max(0, min(len(self.others.parts), most, self.size.height - 4))
        return self.size.height - (others + 1 if others else 0), others

    def _options(self) -> RenderOptions:
        return RenderOptions(self._get_style, cast("RulesMap", {}), None, None)

    @property
    def _width(self) -> int:
        return max(1, self.size.width - 2 * self.MARGIN)

    def _framed(self, content: Strip) -> _Drawn:
        width = self.size.width
        margin = Segment(" " * self.MARGIN, self.visual_style.rich_style)
        full = Strip([margin, *content, margin], content.cell_length + 2 * self.MARGIN)
        return _Drawn(content, full.adjust_cell_length(width))

    def _lines(self, height: int | None) -> list[Strip]:
        width = min(self._width, self.WIDEST)
        return self.answer.render_strips(width, height, self.visual_style, self._options())

    def _all(self) -> list[Strip]:
        width, style = self._width, self.visual_style
        room, others = self._room()
        ground = style.rich_style
        lines = self._lines(self.first + room + 1)
        shown = lines[self.first : self.first + room]
        more = len(lines) > self.first + room
        drawn = [strip.adjust_cell_length(width, ground) for strip in shown]
        drawn += [Strip.blank(width, ground)] * (room - len(drawn))
        if self.others is not None and others:
            drawn.append(self._rule(width, more=more))
            drawn += self.others.render_strips(width, others, style, self._options())
        elif more and drawn:
            drawn[-1] = self._rule(width, more=True)
        return drawn

    def _rule(self, width: int, *, more: bool) -> Strip:
        line = (self.visual_style + self._get_style("$line")).rich_style
        quiet = (self.visual_style + self._get_style("$quiet")).rich_style
        said = _MORE if more and width > 2 * len(_MORE) else ""
        left = width - len(said) - (2 if said else 0)
        parts = [Segment("─" * left, line)]
        parts += [Segment(said, quiet), Segment("──", line)] if said else []
        return Strip(parts, width)
