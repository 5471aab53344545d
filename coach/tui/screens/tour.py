"""The tour: what a new trainee sees first, and a call with a word of guidance at each step."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.practice.tour import AFTERWARDS, WELCOME, guide
from coach.tui.rows import BLANK, Stack, text
from coach.tui.screens.call import CallScreen
from coach.tui.screens.frame import FramedScreen
from coach.tui.screens.talk import Phase
from coach.tui.widgets.guide import Guide
from coach.tui.widgets.menu import Menu

if TYPE_CHECKING:
    from textual.visual import Visual


class WelcomeScreen(FramedScreen[bool]):
    """Offers the tour. Comes back with whether it is wanted."""

    DEFAULT_CSS = """
    WelcomeScreen {
        & > VerticalScroll { padding: 1 3; }
        & Menu { margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "skip", "not now", tooltip="Not now; the palette has it, as Tour"),
    ]

    def compose(self) -> ComposeResult:
        """A few sentences and two ways on."""
        parts: list[Visual] = [text("Welcome.", "bold $primary")]
        for paragraph in WELCOME:
            parts += [BLANK, text(paragraph)]
        with VerticalScroll(can_focus=False) as frame:
            frame.border_title = Content("coach")
            frame.border_subtitle = Content("enter chooses · esc not now")
            yield Static(Stack(parts), markup=False)
            menu = Menu(id="ways")
            menu.add_options(
                [
                    Option(text("Play the small call"), id="begin"),
                    Option(text("Not now; ^p Tour has it later"), id="skip"),
                ]
            )
            yield menu

    def on_mount(self) -> None:
        """Enter begins."""
        menu = self.query_one(Menu)
        menu.highlighted = 0
        menu.focus()

    def on_option_list_option_selected(self, event: Menu.OptionSelected) -> None:
        """Begin, or not."""
        event.stop()
        self.dismiss(event.option_id == "begin")

    def action_skip(self) -> None:
        """Not now."""
        self.dismiss(False)  # noqa: FBT003 - the screen's answer


class TourScreen(CallScreen):
    """A call in play, with guidance above it."""

    LAST_WORD = AFTERWARDS

    def body(self) -> Iterable[Widget]:
        """The guidance, then what every call shows."""
        yield Guide(id="guide", markup=False)
        yield from super().body()

    def move(self, phase: Phase) -> None:
        """Say whose move it is, and what to do."""
        super().move(phase)
        turn, again = (self._scene.turn, self._scene.tries > 0) if self._scene else (1, False)
        said = guide(phase, turn, again=again)
        self.query_one(Guide).update(text(said))
