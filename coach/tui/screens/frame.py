"""A small frame in the middle, over the screen that it interrupts."""

from typing import TypeVar

from textual.screen import ModalScreen
from textual.widgets import Input

Answer = TypeVar("Answer")


class FramedScreen(ModalScreen[Answer]):
    """Says or asks one thing in a frame; subclasses put a `Vertical` or a `VerticalScroll` around it."""

    DEFAULT_CSS = """
    FramedScreen {
        align: center middle;
        background: $background 60%;
        /* Sixteen colours cannot be dimmed: what lies beneath would be read with the frame. */
        &:ansi { background: ansi_default; }
        & > Vertical, & > VerticalScroll {
            width: 64;
            max-width: 96%;
            height: auto;
            max-height: 96%;
            border: round $primary;
            border-title-color: $primary;
            border-subtitle-color: $quiet;
            background: $background;
            padding: 1 2;
            & > Static { height: auto; }
        }
        & Menu, & Menu:focus { height: auto; border: none; }
    }
    """


class LineInput(Input):
    """One line to type in, with a bar at its left: without colours one sees where it is, too."""

    DEFAULT_CSS = """
    LineInput, LineInput:focus {
        height: 1;
        border: none;
        border-left: outer $line;
        padding: 0 1;
        background: $panel;
    }
    LineInput:focus { border-left: outer $primary; background: $cursor; }
    """
