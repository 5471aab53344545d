"""A list to choose from: arrows or j and k, enter, or the mouse."""

from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import OptionList


class Menu(OptionList):
    """An option list in the program's look, whose keys the footer shows."""

    DEFAULT_CSS = """
    Menu {
        border: round $line;
        border-title-color: $quiet;
        background: $background;
        padding: 0;
        & > .option-list--option { padding: 0 1 0 2; }
        & > .option-list--option-disabled { color: $foreground; }
        &:focus {
            border: round $primary;
            border-title-color: $primary;
            background-tint: $foreground 0%;
        }
        &:focus:nocolor > .option-list--option-highlighted {
            background: $foreground;
            color: $background;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", key_display="enter", tooltip="Open what is marked"),
        Binding("j", "cursor_down", "down", show=False),
        Binding("k", "cursor_up", "up", show=False),
    ]

    def render_line(self, y: int) -> Strip:
        """One line, with a pointer before the option that is marked: colour is not the only sign.

        The pointer is hollow where the keys belong to something else.
        """
        strip = super().render_line(y)
        index, line = self._place(y)
        if index is None or index != self.highlighted:
            return strip
        ground = next(iter(strip)).style
        if self.has_focus and {"ansi", "nocolor"} & self.pseudo_classes:
            # Inks of their own would not be read on the one ground that such a terminal has.
            strip = Strip([Segment(strip.text, ground)])
        if line:
            return strip
        pointer = Strip([Segment("▸" if self.has_focus else "▹", ground)])
        return Strip.join([pointer, strip.crop(1)])

    def _place(self, y: int) -> tuple[int | None, int]:
        """Which option a line of the window shows, and which of its lines."""
        at = self.scroll_offset.y + y
        return self._lines[at] if 0 <= at < len(self._lines) else (None, 0)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
