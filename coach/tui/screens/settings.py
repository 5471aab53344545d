"""Settings: every choice with what it means; a change holds at once and is kept in the file."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, Vertical
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option as Line

from coach.domain.safe import shown
from coach.settings.options import OPTIONS, Option, SettingsError, Value
from coach.tui.rows import BLANK, Cell, Row, Stack, text
from coach.tui.screens.base import CoachScreen
from coach.tui.widgets.menu import Menu
from coach.tui.widgets.pane import Aside

if TYPE_CHECKING:
    from coach.settings.reading import Setting

_NAME = 15
"""Cells of the column of names."""
_SOURCES = {"default": "", "file": "chosen"}
"""What is said of where a value comes from; else the flag or the variable is named."""


class Choices(Menu):
    """The list of choices: enter changes the one that is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "change or type", tooltip="The next choice; a text is typed"),
    ]


class SettingsScreen(CoachScreen):
    """What was chosen, and what could be."""

    ABOUT = (
        "Every choice, what it is now and why. Enter or the arrows to the side change it; it holds "
        "at once and is kept in one small file. u brings the default back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "other(1)", "next", key_display="←/→", priority=True,
                tooltip="The next choice, or one more"),
        Binding("left", "other(-1)", "change back", show=False, priority=True,
                tooltip="The choice before, or one less"),
        Binding("u,delete", "usual", "default", key_display="u", tooltip="The default again"),
        Binding("escape", "leave", "back", tooltip="Back; what you chose is kept"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    SettingsScreen {
        & > Center { height: 1fr; }
        & Center > Horizontal { height: 1fr; padding: 1 1 0 1; max-width: 130; }
        & #choices { width: 1fr; height: 1fr; }
        & #list { height: 1fr; }
        & #typed {
            display: none;
            height: 3;
            border: round $primary;
            border-title-color: $primary;
            border-subtitle-color: $quiet;
            background: $background;
        }
        &.-typing #typed { display: block; }
        & Aside { width: 30; }
        &.-slim Aside { display: none; }
        &.-medium Aside, &.-wide Aside { width: 48; }
        &.-tall Center > Horizontal { padding: 2 4 1 4; }
        &.-tall #list { padding: 1 1; }
        &.-tall #choices { height: 26; }
        &.-tall Aside { padding: 1 2; height: 26; }
    }
    """

    def body(self) -> Iterable[Widget]:
        """The list of choices; beside it what the marked one means."""
        menu = Choices(id="list")
        menu.border_title = "Settings"
        typed = Input(id="typed", select_on_focus=True)
        choices = Vertical(menu, typed, id="choices")
        yield Center(Horizontal(choices, Aside("What it means")))

    def on_mount(self) -> None:
        """Show every choice as it stands."""
        self.title_line("Settings", shown(self.coach.settings.path))
        menu = self.query_one(Menu)
        for name in OPTIONS:
            menu.add_option(Line(_line(self._held(name)), id=name))
        menu.highlighted = 0
        menu.focus()

    def _held(self, name: str) -> "Setting":
        return self.coach.settings.setting(name)

    @property
    def _marked(self) -> Option:
        marked = self.query_one(Menu).highlighted_option
        return OPTIONS[(marked.id if marked else None) or next(iter(OPTIONS))]

    @on(OptionList.OptionHighlighted, "#list")
    def look(self) -> None:
        """Say what the marked choice means."""
        self.query_one(Aside).tell(_card(self._held(self._marked.name)))

    @on(OptionList.OptionSelected, "#list")
    def choose(self) -> None:
        """The next choice; a text or a number is typed."""
        option = self._marked
        if _choices(option):
            self.action_other(1)
            return
        typed = self.query_one("#typed", Input)
        held = self._held(option.name)
        typed.value = "" if held.value == "" else option.show(held.value)
        typed.border_subtitle = "enter keeps it · esc leaves it"
        typed.border_title = f"{_words(option)}: {option.takes}"
        self.add_class("-typing")
        typed.focus()

    def action_other(self, step: int) -> None:
        """Change the marked choice by one step."""
        option = self._marked
        value = self._held(option.name).value
        choices = _choices(option)
        if choices:
            self._keep(option, choices[(choices.index(value) + step) % len(choices)])
        elif isinstance(value, int):
            self._keep(option, max(option.least, min(option.most, value + step)))
        else:
            self.choose()

    def action_usual(self) -> None:
        """The default again."""
        self._keep(self._marked, None)

    @on(Input.Submitted, "#typed")
    def typed(self, event: Input.Submitted) -> None:
        """Keep what was typed, where the option takes it; else say what it takes."""
        event.stop()
        try:
            value = self._marked.parse(event.value)
        except SettingsError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        if self._keep(self._marked, value):
            self.action_leave()

    def action_leave(self) -> None:
        """From typing to the list; from the list back."""
        if self.has_class("-typing"):
            self.remove_class("-typing")
            self.query_one(Menu).focus()
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual gives them
        """Where something is typed, the keys belong to it."""
        return (
            action == "leave" or not self.has_class("-typing") or action not in {"other", "usual"}
        )

    def _keep(self, option: Option, value: Value | None) -> bool:
        kept = self.coach.keep(option.name, value)
        menu = self.query_one(Menu)
        held = self._held(option.name)
        menu.replace_option_prompt(option.name, _line(held))
        self.look()
        return kept


def _words(option: Option) -> str:
    return option.name.replace("_", " ")


def _choices(option: Option) -> tuple[Value, ...]:
    return (False, True) if isinstance(option.default, bool) else option.choices


def _line(held: "Setting") -> Row:
    option = held.option
    source = _SOURCES.get(held.source, held.source)
    style = "bold" if held.value != option.default else ""
    return Row(
        Cell(text(_words(option)), _NAME, wrap=False),
        Cell(text(shown(option.show(held.value)), style), wrap=False),
        Cell(text(source, "$quiet"), width=len(source) or 1, wrap=False),
        gap=2,
    )


def _card(held: "Setting") -> Visual:
    option = held.option
    pairs = [
        ("takes", option.takes),
        ("now", shown(option.show(held.value))),
        ("default", option.show(option.default)),
        ("flag", option.flag or "none"),
        ("variable", option.variable),
    ]
    parts: list[Visual] = [text(_words(option), "bold"), BLANK, text(option.meaning), BLANK]
    parts += [Row(Cell(text(label, "$quiet"), 8), Cell(text(said))) for label, said in pairs]
    if held.fixed:
        said = f"{held.source} has set it for now: that goes before what is chosen here."
        parts += [BLANK, text(said, "$warning")]
    return Stack(parts)
