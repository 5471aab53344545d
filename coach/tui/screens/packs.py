"""The packs that an author can open: one's own to change, the shipped ones to read and to copy."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.domain.safe import shown, shown_block
from coach.tui.rows import BLANK, Cell, Row, Stack, text
from coach.tui.screens.listed import ListedScreen
from coach.tui.widgets.menu import Menu
from coach.tui.words import counted

if TYPE_CHECKING:
    from coach.authoring.at_hand import PackAtHand

LAYERS = {
    "here": "In this folder",
    "personal": "Your own",
    "team": "The team's",
    "built-in": "Shipped: to read and to copy",
}
"""What is written above the packs of each layer."""


class PacksScreen(ListedScreen):
    """Choose a pack to write.

    Args:
        root: The folder in which packs are looked for; none: here and in all layers.
    """

    TITLE_TEXT = "Write packs"
    ABOUT = (
        "All packs by where they are. Enter opens one: its excuses and calls, with what is wrong "
        "beside them. Shipped packs are read-only; c copies one into your own folder, where it takes "
        "the place of the shipped one and can be changed. `coach pack new NAME` makes an empty one."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "copy to my own", tooltip="Copy the marked pack into your own folder"),
        Binding("escape", "app.back", "back", tooltip="Back to where you came from"),
    ]
    LIST_TITLE = "Packs"
    LOOK_TITLE = "Pack"
    DEFAULT_CSS = """
    PacksScreen {
        & Aside { width: 34; }
        &.-medium Aside { width: 48; }
        &.-wide Aside { width: 80; }
    }
    """

    def __init__(self, root: Path | None = None) -> None:
        super().__init__()
        self._root = root
        self._packs: tuple[PackAtHand, ...] = ()

    def on_screen_resume(self) -> None:
        """Read the packs, each time one comes here."""
        self.read()

    @work(exclusive=True)
    async def read(self, mark: Path | None = None) -> None:
        """Read the packs and show them, with `mark` marked."""
        from coach.authoring.at_hand import packs_at_hand

        menu = self.query_one(Menu)
        if mark is None and menu.highlighted_option and menu.highlighted_option.id:
            mark = self._packs[int(menu.highlighted_option.id)].folder
        self._packs = await asyncio.to_thread(packs_at_hand, self._root)
        self.title_line("Write packs", counted(len(self._packs), "pack"))
        menu.clear_options()
        layer = ""
        for place, pack in enumerate(self._packs):
            if pack.layer != layer:
                if layer:
                    menu.add_option(Option(BLANK, disabled=True))
                layer = pack.layer
                menu.add_option(
                    Option(text(LAYERS.get(layer, layer), "bold $voice"), disabled=True)
                )
            menu.add_option(Option(_line(pack), id=str(place)))
        if not self._packs:
            nothing = "There is no pack here. `coach pack new our-debtors` makes one."
            menu.add_option(Option(text(nothing, "$warning"), disabled=True))
        menu.focus()
        menu.action_first()
        for place, pack in enumerate(self._packs):
            if pack.folder == mark:
                menu.highlighted = menu.get_option_index(str(place))

    @on(OptionList.OptionHighlighted, "#list")
    def look(self, event: OptionList.OptionHighlighted) -> None:
        """Show what the marked pack is."""
        if event.option_id:
            self.tell(_card(self._packs[int(event.option_id)]))
            self.refresh_bindings()

    @on(OptionList.OptionSelected, "#list")
    def open(self, event: OptionList.OptionSelected) -> None:
        """Open the pack that was chosen."""
        from coach.tui.bench import Bench
        from coach.tui.screens.pack import PackScreen

        if event.option_id:
            pack = self._packs[int(event.option_id)]
            self.app.push_screen(PackScreen(Bench(pack.folder)))

    @property
    def _marked(self) -> "PackAtHand | None":
        option = self.query_one(Menu).highlighted_option
        return self._packs[int(option.id)] if option is not None and option.id else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual gives them
        """Copying is offered where the pack cannot be changed where it is."""
        if action == "copy":
            return self.is_mounted and self._marked is not None and not self._marked.mine
        return True

    @work(exclusive=True, group="copy")
    async def action_copy(self) -> None:
        """Copy the marked pack into the author's own folder."""
        from coach.authoring.at_hand import copy_to_own
        from coach.authoring.workbench import WorkbenchError

        pack = self._marked
        if pack is None:
            return
        try:
            made = await asyncio.to_thread(copy_to_own, pack.folder)
        except WorkbenchError as error:
            self.notify(shown(str(error)), severity="warning", markup=False)
            return
        self.notify(
            f"Copied to {made}. From now on your copy is the one that is played.", markup=False
        )
        self.read(made)


def _line(pack: "PackAtHand") -> Row:
    state = "" if pack.mine else "read-only"
    return Row(Cell(text(shown(pack.title)), wrap=False), Cell(text(state, "$quiet"), 9))


def _card(pack: "PackAtHand") -> Visual:
    pairs = [
        ("id", pack.id),
        ("version", pack.version),
        ("language", pack.language),
        ("folder", str(pack.folder)),
    ]
    parts: list[Visual] = [text(shown(pack.title), "bold"), BLANK]
    if pack.about:
        parts += [text(shown_block(pack.about)), BLANK]
    parts += [Row(Cell(text(label, "$quiet"), 9), Cell(text(shown(said)))) for label, said in pairs]
    if not pack.mine:
        parts += [BLANK, text("Read-only. c copies it into your own folder.", "$primary")]
    elif pack.installed:
        told = f"Installed from {pack.installed}. `coach pack update` would put that in place of your changes."
        parts += [BLANK, text(shown(told), "$warning")]
    return Stack(parts)
