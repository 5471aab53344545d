"""Who practises? Asked at the start where several trainees share this machine."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coach.domain.safe import shown
from coach.tui.rows import Cell, Row, text
from coach.tui.screens.frame import FramedScreen, LineInput
from coach.tui.widgets.menu import Menu
from coach.tui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.practice.views import TraineeLine

NAME_MOST = 60
"""Characters that a name may have."""


class WhoScreen(FramedScreen[str]):
    """Choose a trainee, or give a new name; gives the name, or nothing where one goes on as one was.

    Args:
        trainees: Who has practised here, whoever did last first.
        now: Under which name practice would be kept otherwise.
    """

    ABOUT = "Each name has its own record. Choose yours, or type a new one."
    DEFAULT_CSS = """
    WhoScreen {
        & > Vertical { padding: 1 2 0 2; }
        & Menu { max-height: 12; }
        & LineInput { margin: 0 0 1 2; }
        & #new { color: $quiet; margin: 1 0 0 2; height: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "go on as before", key_display="esc"),
    ]

    def __init__(self, trainees: "Sequence[TraineeLine]", now: str) -> None:
        super().__init__()
        self._trainees = tuple(trainees)
        self._now = now

    def compose(self) -> ComposeResult:
        """The names, and a line for a new one."""
        with Vertical() as frame:
            frame.border_title = Content("Who practises?")
            frame.border_subtitle = Content(f"enter chooses · esc goes on as {shown(self._now)}")
            names = Menu(id="names")
            for one in self._trainees:
                row = Row(
                    Cell(text(shown(one.name), "bold"), wrap=False),
                    Cell(text(counted(one.replies, "reply", "replies"), "$quiet"), 14, align="right", wrap=False),
                    Cell(text(f"last on {one.last}", "$quiet"), 18, align="right", wrap=False),
                )  # fmt: skip
                names.add_option(Option(row, id=f"is:{one.name}"))
            yield names
            yield Static("Somebody new: type a name, then enter", id="new", markup=False)
            yield LineInput(placeholder="a name", max_length=NAME_MOST)

    def on_mount(self) -> None:
        """The name under which practice would be kept is marked, else whoever practised last."""
        names = self.query_one(Menu)
        known = [one.name for one in self._trainees]
        names.highlighted = known.index(self._now) if self._now in known else 0
        names.focus()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Go on as the chosen one."""
        self.dismiss((event.option_id or "").partition(":")[2])

    @on(Input.Submitted)
    def new(self, event: Input.Submitted) -> None:
        """Go on as somebody new."""
        name = " ".join(event.value.split())
        if name:
            self.dismiss(name)
