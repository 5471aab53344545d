"""The footer: the keys of the screen, as many as there is room for; none is cut in two."""

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_GAP = 2
"""Cells between two keys; one, where that brings more of them in."""
_ENDS = 2
"""Cells at the two ends of the line."""
_BORDER = 2
"""Cells that set the palette's key apart."""
_SLIM = 60
"""Below so many cells the palette, too, makes room for the screen's own keys."""
_STAY = {"escape", "question_mark", "f1"}
"""Keys that are never left out: the way out, and the help, which tells all keys."""


class KeyLine(Footer):
    """The keys of the screen.

    Where they do not all fit, the palette loses its word first; then the gaps shrink; then keys are
    left out, the last ones first, but never the way out and the help, which tells all keys.
    """

    DEFAULT_CSS = """
    KeyLine {
        padding: 0 1;
        scrollbar-size: 0 0;
        overflow-x: hidden;
        &.-compact FooterKey { margin-right: 2; }
        &.-compact.-tight FooterKey { margin-right: 1; }
        &.-compact FooterKey.-command-palette, &.-compact.-tight FooterKey.-command-palette {
            margin-right: 0;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__(compact=True)
        self._room = 0

    def compose(self) -> ComposeResult:
        """The keys that fit."""
        self._room = self.app.size.width
        keys = list(super().compose())
        tight, fitting = fitted([key for key in keys if isinstance(key, FooterKey)], self._room)
        self.set_class(tight, "-tight")
        yield from fitting

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - Textual gives it
        """Another width: other keys fit."""
        if self._room not in {0, self.app.size.width}:
            self.call_after_refresh(self.recompose)


def fitted(keys: list[FooterKey], room: int) -> tuple[bool, list[FooterKey]]:
    """Which keys fit into so many cells, and whether their gaps must shrink for it."""
    if _taken(keys, _GAP) <= room:
        return False, keys
    shown = list(keys)
    for key in shown:
        if key.has_class("-command-palette"):
            key.description = ""
    if _taken(shown, _GAP) <= room:
        return False, shown
    while _taken(shown, 1) > room:
        spare = [key for key in shown if not _stays(key, room)]
        if not spare:
            break
        shown.remove(spare[-1])
    return True, shown


def _stays(key: FooterKey, room: int) -> bool:
    return key.key in _STAY or (key.has_class("-command-palette") and room >= _SLIM)


def _taken(keys: list[FooterKey], gap: int) -> int:
    """Cells that keys take beside each other."""
    words = sum(cell_len(f"{key.key_display} {key.description}".rstrip()) for key in keys)
    palette = any(key.has_class("-command-palette") for key in keys)
    return words + gap * (len(keys) - 1) + _ENDS + (_BORDER if palette else 0)
