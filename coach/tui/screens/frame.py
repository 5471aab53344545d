"""A small frame in the middle, over the screen that it interrupts."""

from textual.screen import ModalScreen


class FramedScreen(ModalScreen[None]):
    """Says one thing in a frame; subclasses put a `Vertical` around it."""

    DEFAULT_CSS = """
    FramedScreen {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 64;
            max-width: 94%;
            height: auto;
            border: round $primary;
            border-title-color: $primary;
            border-subtitle-color: $quiet;
            background: $background;
            padding: 1 2;
            & > Static { height: auto; }
        }
    }
    """
