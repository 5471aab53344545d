"""What the sections share: what they are told, lists whose lines open something, small drawings."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.domain.figures import Figures
from coach.tui.progress.opens import Opened, Opens
from coach.tui.rows import text
from coach.tui.widgets.menu import Menu

if TYPE_CHECKING:
    from coach.domain.drill_plan import Plan
    from coach.practice.views import Home, Progress

NOTHING_YET = "No practice yet. Play a call or a drill, then look again."


class Told(NamedTuple):
    """What the progress screen knows."""

    figures: Figures
    """All figures."""
    progress: "Progress"
    """The record in short, with the last calls and what waits to be continued."""
    home: "Home | None" = None
    """What home shows; none: still being read."""
    plan: "Plan | None" = None
    """Today's drills; none: still being read."""
    own: bool = True
    """Whether it is the practice of whoever sits here, so that its calls can be gone on with."""


class Panel(Vertical):
    """One section.

    Args:
        told: What it shows.
    """

    DEFAULT_CSS = """
    Panel {
        height: 1fr;
        & .box {
            border: round $line;
            border-title-color: $quiet;
            border-subtitle-color: $quiet;
            padding: 0 1;
            height: auto;
        }
        & .beside { height: 1fr; }
        & .caption { height: auto; padding: 0 2; }
        & .fitting { height: auto; max-height: 100%; }
        & .filling { height: 1fr; }
    }
    """

    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told = told
        """What it shows."""

    def show(self, told: Told) -> None:
        """Show newer figures; what is marked stays marked."""
        self.told = told
        self.draw()

    def plan(self, told: Told) -> None:
        """Today's plan has come after the figures; only Today shows it."""
        self.told = told

    def on_resize(self) -> None:
        """Drawings follow the width; the first is made once the width is known."""
        self.draw()

    def draw(self) -> None:
        """Fill the widgets."""

    def first(self) -> Widget | None:
        """What gets the focus."""
        return next((one for one in self.query("*") if one.focusable), None)


class Line(NamedTuple):
    """A line of a list."""

    drawn: Visual
    """What it shows."""
    opens: Opens | None = None
    """What is behind it; none: it is only read."""


class Lines(Menu):
    """A list of figures; enter opens what is behind the marked one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", key_display="enter", tooltip="See what is behind it"),
    ]
    DEFAULT_CSS = """
    Lines { border-subtitle-color: $quiet; }
    Lines > .option-list--option-disabled { color: $quiet; }
    """

    def __init__(self, title: str = "", *, id: str | None = None, classes: str = "") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.border_title = title
        self.set_classes(classes)
        self._opens: dict[str, Opens] = {}

    def show(self, lines: Iterable[Line]) -> None:
        """Show other lines; the same place stays marked."""
        marked = self.highlighted
        self._opens = {}
        options: list[Option] = []
        for number, line in enumerate(lines):
            if line.opens is not None:
                self._opens[str(number)] = line.opens
            options.append(Option(line.drawn, id=str(number), disabled=line.opens is None))
        self.clear_options()
        self.add_options(options)
        if marked is None or marked >= len(options) or options[marked].disabled:
            self.action_first()
        else:
            self.highlighted = marked

    @on(OptionList.OptionSelected)
    def open(self, event: OptionList.OptionSelected) -> None:
        """Say which figure was chosen."""
        event.stop()
        opens = self._opens.get(event.option_id or "")
        if opens is not None:
            self.post_message(Opened(opens))

    @property
    def openable(self) -> bool:
        """Whether any line opens something."""
        return bool(self._opens)

    def action_cursor_down(self) -> None:
        """Go down; below the last line, on to the next list."""
        last = max((int(name) for name in self._opens), default=None)
        if self.highlighted == last and self._step(1):
            return
        super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Go up; above the first line, back to the list before."""
        first = min((int(name) for name in self._opens), default=None)
        if self.highlighted == first and self._step(-1):
            return
        super().action_cursor_up()

    def _step(self, step: int) -> bool:
        """Go to the next list of this section, or the one before; whether there is one."""
        lists = [one for one in self.screen.query(Lines) if one.focusable and one.openable]
        place = lists.index(self) + step if self in lists else -1
        if not 0 <= place < len(lists):
            return False
        lists[place].focus()
        if step > 0:
            lists[place].action_first()
        else:
            lists[place].action_last()
        return True

    def on_focus(self, event: events.Focus) -> None:  # noqa: ARG002 - Textual gives it
        """Something is marked wherever one comes."""
        if self.highlighted is None:
            self.action_first()


def spans(cells: int, parts: Sequence[tuple[float, float, str, str]]) -> Content:
    """A line of `cells` terminal cells for 0 to 100, with parts drawn on it.

    Args:
        cells: Its length.
        parts: From, to (0 to 100), the sign and its style; later ones are drawn over earlier ones.
    """
    signs = [("─", "$track")] * cells
    for begin, end, sign, style in parts:
        for place in range(_place(begin, cells), _place(end, cells) + 1):
            signs[place] = (sign, style)
    return Content.assemble(*signs)


def _place(value: float, cells: int) -> int:
    return min(cells - 1, max(0, round(value * (cells - 1) / 100)))


def figure(value: int | None) -> Content:
    """A number that is looked at first; a dash where there is none yet."""
    return text("–", "$quiet") if value is None else text(str(value), "bold")
