"""Help: every key of the screen beneath, made from its bindings, so that it cannot be wrong."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.tui.rows import BLANK, Cell, Row, Stack, text
from coach.tui.screens.frame import FramedScreen

if TYPE_CHECKING:
    from textual.visual import Visual

_NAMES = {
    "question_mark": "?", "slash": "/", "left": "←", "right": "→", "up": "↑", "down": "↓",
    "escape": "esc", "pageup": "page up", "pagedown": "page down",
}  # fmt: skip

EVERYWHERE = {
    "app.focus_next": "To the next part of the screen",
    "app.focus_previous": "To the part before",
    "screen.copy_text": "Copy the marked text",
    "command_palette": "Every command by its name",
    "help": "The keys of this screen",
    "app.help": "The keys of this screen",
    "look": "Dark, light, high contrast, one after another",
    "quit": "Leave from anywhere; everything is kept",
    "help_quit": "",
    "scroll_left": "",
    "scroll_right": "",
    "page_left": "",
    "page_right": "",
}
"""What the keys do that every screen has; they are told last."""


def key_name(key: str) -> str:
    """A key as people write it: `ctrl+j`, `esc`, `?`."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, _NAMES.get(last, last)])


def help_lines(bindings: Iterable[Binding]) -> list[tuple[str, str]]:
    """The keys and what they do, one line an action; bindings without a description are left out."""
    every = list(bindings)
    told = {binding.action for binding in every if binding.tooltip}
    shown = {binding.action for binding in every if binding.show}

    def rank(binding: Binding) -> tuple[bool, bool, bool]:
        """What this screen is for first; then what any list does; last what holds everywhere."""
        action = binding.action
        return action in EVERYWHERE, action not in told, action not in shown

    lines: dict[str, tuple[list[str], str]] = {}
    for binding in sorted(every, key=rank):
        words = EVERYWHERE.get(binding.action, binding.tooltip or binding.description)
        if words:
            keys, said = lines.setdefault(binding.action, ([], words))
            name = key_name(binding.key)
            if name not in keys:
                keys.append(name)
            if len(words) > len(said):
                lines[binding.action] = (keys, words)
    return [(", ".join(keys), words) for keys, words in lines.values()]


class HelpScreen(FramedScreen[None]):
    """The keys of the screen beneath.

    Args:
        title: What screen it is about.
        about: What one does there, in a few sentences.
        bindings: The bindings in force there.
    """

    DEFAULT_CSS = """
    HelpScreen > VerticalScroll { width: 76; max-height: 90%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "handbook", "handbook", tooltip="The handbook"),
        Binding("escape,question_mark,f1,q,enter", "dismiss", "close", key_display="esc"),
    ]

    def __init__(self, title: str, about: str, bindings: Iterable[Binding]) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._lines = help_lines(bindings)

    def action_handbook(self) -> None:
        """On to the handbook."""
        from coach.tui.screens.handbook import HandbookScreen

        self.app.switch_screen(HandbookScreen())

    def compose(self) -> ComposeResult:
        """What the screen is for, then its keys."""
        parts: list[Visual] = [text(self._about), BLANK] if self._about else []
        parts += [
            Row(Cell(text(keys, "bold $primary"), 20), Cell(text(words)), gap=2)
            for keys, words in self._lines
        ]
        with VerticalScroll() as frame:
            frame.border_title = Content(f"Help: {self._title}")
            frame.border_subtitle = Content("h handbook · esc closes")
            yield Static(Stack(parts), markup=False)
