"""A list to choose from: arrows or j and k, enter, or the mouse."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class Menu(OptionList):
    """An option list in the program's look, whose keys the footer shows."""

    DEFAULT_CSS = """
    Menu {
        border: round $line;
        border-title-color: $quiet;
        background: $background;
        padding: 0;
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-disabled { color: $foreground; }
        &:focus {
            border: round $primary;
            border-title-color: $primary;
            background-tint: $foreground 0%;
        }
        &:nocolor > .option-list--option-highlighted { text-style: reverse; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", key_display="enter", tooltip="Open what is marked"),
        Binding("j", "cursor_down", "down", show=False),
        Binding("k", "cursor_up", "up", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
