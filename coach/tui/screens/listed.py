"""A list on the left, and a look at what is marked in it on the right."""

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Horizontal
from textual.visual import Visual
from textual.widget import Widget

from coach.tui.screens.base import CoachScreen
from coach.tui.widgets.menu import Menu
from coach.tui.widgets.pane import Aside


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
        & Aside { width: 28; }
        &.-slim Aside { display: none; }
        &.-medium Aside { width: 44; }
        &.-wide Aside { width: 80; }
        &.-tall > Horizontal { padding: 1 2; }
        &.-tall Aside { padding: 1 2; }
    }
    """

    def body(self) -> Iterable[Widget]:
        """The list on the left, the look on the right."""
        menu = Menu(id="list")
        menu.border_title = self.LIST_TITLE
        yield Horizontal(menu, Aside(self.LOOK_TITLE))

    def tell(self, card: Visual) -> None:
        """Show what there is to tell of the one that is marked."""
        self.query_one(Aside).tell(card)
