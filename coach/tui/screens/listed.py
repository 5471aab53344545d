"""A list on the left, and a look at what is marked in it on the right."""

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Horizontal, VerticalScroll
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from coach.tui.screens.base import CoachScreen
from coach.tui.widgets.menu import Menu


class ListedScreen(CoachScreen):
    """A list with a look beside it. Subclasses fill the list, and the look as the mark moves."""

    ABOUT = "Choose from the list; what is marked is told beside it."
    LIST_TITLE: ClassVar[str] = ""
    """What the list holds."""
    LOOK_TITLE: ClassVar[str] = ""
    """What is told of the one that is marked."""
    DEFAULT_CSS = """
    ListedScreen {
        & > Horizontal { height: 1fr; padding: 1 1 0 1; }
        & #list { width: 1fr; height: 1fr; }
        & #look {
            width: 28;
            height: 1fr;
            margin-left: 1;
            border: round $line;
            border-title-color: $quiet;
            padding: 0 1;
            & > Static { height: auto; }
        }
        &.-slim #look { display: none; }
        &.-medium #look { width: 44; }
        &.-wide #look { width: 80; }
        &.-tall > Horizontal { padding: 1 2; }
        &.-tall #look { padding: 1 2; }
    }
    """

    def body(self) -> Iterable[Widget]:
        """The list on the left, the look on the right."""
        menu = Menu(id="list")
        menu.border_title = self.LIST_TITLE
        look = VerticalScroll(Static(id="card", markup=False), id="look", can_focus=False)
        look.border_title = self.LOOK_TITLE
        yield Horizontal(menu, look)

    def tell(self, card: Visual) -> None:
        """Show what there is to tell of the one that is marked."""
        self.query_one("#card", Static).update(card)
