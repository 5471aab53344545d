"""The handbook on the screen: its pages on the left, the one that is read on the right."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Markdown, OptionList
from textual.widgets.option_list import Option

from coach.manual import page, topics
from coach.tui.rows import text
from coach.tui.screens.base import CoachScreen
from coach.tui.widgets.menu import Menu


class Pages(Menu):
    """The list of pages: the one that is marked is shown already, so enter reads on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "read on", show=False, tooltip="Scroll the page down"),
    ]


class HandbookScreen(CoachScreen):
    """Read the handbook.

    Args:
        topic: The page to begin with.
    """

    ABOUT = (
        "The handbook, page by page: the first call, how scoring works, writing packs, leading a "
        "team. The same pages are read with `coach help`."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,pagedown", "read(1)", "read on", key_display="space", priority=True,
                tooltip="Scroll the page down"),
        Binding("b,pageup", "read(-1)", "read back", show=False, priority=True,
                tooltip="Scroll the page up"),
        Binding("escape,q", "app.back", "back", key_display="esc", tooltip="Back"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    HandbookScreen {
        & > Horizontal { height: 1fr; padding: 1 1 0 1; }
        & #pages { width: 20; height: 1fr; }
        & #page {
            width: 1fr;
            height: 1fr;
            max-width: 110;
            margin-left: 1;
            border: round $line;
            border-title-color: $quiet;
            padding: 0 1;
        }
        & Markdown { padding: 0 1; background: $background; }
        & MarkdownH1 { content-align: left middle; color: $primary; margin: 0 0 1 0; }
        & MarkdownH2 { color: $primary; text-style: bold; margin: 1 0; }
        & MarkdownFence { margin: 1 0; }
        &.-medium #pages, &.-wide #pages { width: 48; }
        &.-tall > Horizontal { padding: 1 2; }
    }
    """

    def __init__(self, topic: str = "first-call") -> None:
        super().__init__()
        self._topics = topics()
        self._first = topic

    def body(self) -> Iterable[Widget]:
        """The pages on the left, the page on the right."""
        menu = Pages(id="pages")
        menu.border_title = "Pages"
        frame = VerticalScroll(Markdown(open_links=False), id="page", can_focus=False)
        yield Horizontal(menu, frame)

    def on_mount(self) -> None:
        """List the pages."""
        self.title_line("Handbook", "coach help reads the same pages")
        menu = self.query_one(Menu)
        wide = self.app.size.width >= 100  # noqa: PLR2004 - the medium size
        for topic, title in self._topics.items():
            name = title.partition(":")[0].replace("`", "") if wide else topic
            menu.add_option(Option(text(name), id=topic))
        names = list(self._topics)
        menu.highlighted = names.index(self._first) if self._first in names else 0
        menu.focus()

    @on(OptionList.OptionHighlighted, "#pages")
    def turn(self, event: OptionList.OptionHighlighted) -> None:
        """Show the page that is marked."""
        if event.option_id:
            self.show(event.option_id)

    @on(OptionList.OptionSelected, "#pages")
    def on_enter(self) -> None:
        """Read on."""
        self.action_read(1)

    @work(exclusive=True)
    async def show(self, topic: str) -> None:
        """Show a page from its top."""
        frame = self.query_one("#page", VerticalScroll)
        frame.border_title = Content(self._topics[topic].replace("`", ""))
        await self.query_one(Markdown).update(page(topic).split("\n", 1)[1])
        frame.scroll_home(animate=False)

    def action_read(self, step: int) -> None:
        """Scroll the page by a windowful."""
        frame = self.query_one("#page", VerticalScroll)
        if step > 0:
            frame.scroll_page_down(animate=False)
        else:
            frame.scroll_page_up(animate=False)
