"""The program on the screen: its look, its keys and commands, and how it is started."""

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from coach.domain.excuse import Level
from coach.tui.commands import CallCommands, HereCommands, PageCommands
from coach.tui.door import PracticeFactory
from coach.tui.screens.help import HelpScreen, key_name
from coach.tui.screens.home import HomeScreen
from coach.tui.ways import WaysApp

if TYPE_CHECKING:
    from pathlib import Path

    from textual.command import Provider

    from coach.settings.reading import Settings


class CoachApp(WaysApp):
    """Practise calls with debtors, on the screen. It takes what `WaysApp` takes."""

    TITLE = "coach"
    CSS = """
    * {
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;
    }
    Input > .input--placeholder, Input > .input--suggestion { color: $quiet; }
    /* Its height is reckoned from this width: a share of the window would cut the last line. */
    Toast {
        width: 38;
        max-width: 100%;
        border-left: outer $primary;
        background: $panel;
        padding: 0 2;
    }
    .-medium Toast, .-wide Toast { width: 58; }
    CommandPalette {
        background: $background 60%;
        & > Vertical { max-width: 90; margin-top: 2; background: $background; }
        & #--input, & #--input.--list-visible { border: round $primary; }
        & CommandList, & CommandList:focus { border: round $line; background: $background; }
        & CommandList > .option-list--option-highlighted { text-style: bold; }
        & CommandList:nocolor > .option-list--option-highlighted {
            background: $foreground;
            color: $background;
        }
        & SearchIcon { display: none; }
    }
    """
    COMMANDS: ClassVar["set[type[Provider] | Callable[[], type[Provider]]]"] = {
        HereCommands,
        CallCommands,
        PageCommands,
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "help", key_display="?", tooltip="The keys of this screen"),
        Binding("f1", "help", "help", show=False, tooltip="The keys of this screen"),
        Binding("ctrl+q", "quit", "quit", show=False, priority=True,
                tooltip="Leave from anywhere; everything is kept"),
        Binding("ctrl+t", "look", "look", show=False,
                tooltip="Dark, light, high contrast"),
    ]  # fmt: skip

    def get_default_screen(self) -> Screen[None]:
        """Home comes first."""
        return HomeScreen(classes="-unadvised")

    def action_help(self) -> None:
        """Show the keys of this screen."""
        screen = self.screen
        if isinstance(screen, HelpScreen):
            return
        name = type(screen).__name__.removesuffix("Screen").lower()
        bindings = [active.binding for active in screen.active_bindings.values()]
        self.push_screen(HelpScreen(name, getattr(screen, "ABOUT", ""), bindings))

    def action_help_quit(self) -> None:
        """What Ctrl+C says: nothing is lost by leaving."""
        self.notify("ctrl+q leaves. Everything you have said is kept.", markup=False)

    def get_key_display(self, binding: Binding) -> str:
        """A key as the footer shows it, in words where Textual would draw a sign."""
        return binding.key_display or key_name(binding.key).replace("ctrl+", "^")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands that every screen has: the ways between them, and the looks."""
        # In a call the look-up knows the call.
        look_up = getattr(screen, "action_look_up", self.action_lookup)
        yield SystemCommand("Home", "Back to the first screen", self.action_home)
        yield SystemCommand("Choose a call", "All calls, by pack", self.action_calls)
        yield SystemCommand("Drill", "One excuse after another", self.action_drill)
        yield SystemCommand("Random call", "A new call from your weak spots", self.draw)
        yield SystemCommand("Look up", "The sentence to say to an excuse", look_up)
        yield SystemCommand("Progress", "How your skills have changed", self.action_progress)
        yield SystemCommand(
            "Everyone", "Everybody who practises on this machine", self.action_everyone
        )
        yield SystemCommand("Another trainee", "Practise under another name", self.action_who)
        yield SystemCommand("Write packs", "Browse, better and try packs", self.action_author)
        yield SystemCommand("Tour", "A real small call, in two minutes", self.action_tour)
        yield SystemCommand("Settings", "Look, pace, sound, drills a day", self.action_settings)
        yield SystemCommand("Handbook", "Read how everything works", self.action_handbook)
        yield SystemCommand("Help", "The keys of this screen", self.action_help)
        yield SystemCommand(
            "Look", "Dark, light, high contrast, one after another", self.action_look
        )
        yield SystemCommand("Theme", "Choose among all themes", self.action_change_theme)
        yield SystemCommand("Quit", "Leave; everything is kept", self.action_quit)


def run(
    factory: PracticeFactory,
    *,
    call: str | None = None,
    go_on: bool = False,
    level: Level | None = None,
    seed: int | None = None,
    draw: "dict[str, Any] | None" = None,
    drill_pack: str = "",
    screen: str = "home",
    settings: "Settings | None" = None,
    pack: "Path | None" = None,
    excuse: str = "",
    asks_who: bool = False,
) -> int:
    """Run the program until the trainee leaves. Returns the exit code.

    Where the practice could not be opened, or there is no such call, the reason is printed to
    standard error: whoever calls this need not import the practice before the first paint.

    Args:
        factory: Opens the practice.
        call: A call to begin with, `pack/call`.
        go_on: Whether to go straight on with the call that was paused last.
        level: At which level that call is played; none: chosen at its brief.
        seed: Which variation of it is played; none: its own for every attempt.
        draw: What a call to begin with is drawn by, as `Practice.draw` takes it.
        drill_pack: The pack to drill from alone; empty: all.
        screen: The screen to begin with: `home`, `calls`, `drill`, `progress`, `lookup`, `settings`,
            `tour`, `author`, `watch`.
        settings: What was chosen; none: what the file and the environment say.
        pack: The pack to watch, or the folder of the packs to write; none: all that are at hand.
        excuse: The excuse of a watched pack to try first; empty: its first.
        asks_who: Whether who practises is asked, where more than one name could be meant.
    """
    app = CoachApp(
        factory, call=call, go_on=go_on, level=level, seed=seed, draw=draw, settings=settings
    )
    app.drill_pack, app.first_screen, app.offers_tour = drill_pack, screen, screen == "home"
    app.pack_folder, app.first_excuse, app.asks_who = pack, excuse, asks_who
    app.run()
    if app.trouble is not None:
        print(f"coach: {app.trouble}", file=sys.stderr)
    return app.return_code or 0
