"""The program on the screen: themes, the way between screens, and the door to the practice."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import WorkerFailed

from coach.domain.excuse import Level
from coach.tui import faults
from coach.tui.commands import CallCommands
from coach.tui.door import Door, PracticeFactory
from coach.tui.screens.help import HelpScreen, key_name
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.trouble import TroubleScreen
from coach.tui.theme import LOOKS, THEMES, fallback

if TYPE_CHECKING:
    from textual.command import Provider

    from coach.desk import Desk
    from coach.domain.drill_plan import Limits
    from coach.practice import CallInPlay, Practice, PracticeError

Answer = TypeVar("Answer")
_ENVIRONMENT = 3
"""The exit code of troubles that lie outside: a locked file, a full disk."""


class CoachApp(App[int]):
    """Practise calls with debtors, on the screen.

    Args:
        factory: Opens the practice, in its own thread.
        call: A call to begin with, `pack/call`; none: home.
        go_on: Whether to go straight on with the call that was paused last.
        level: At which level that call is played; none: chosen at its brief.
        seed: Which variation of it is played; none: its own for every attempt.
        draw: What a call to begin with is drawn by, as `Practice.draw` takes it.
        paced: Whether the debtor's lines come at a speaking pace.
        look: The theme; empty: dark, or the terminal's own colours where it has only sixteen.
    """

    TITLE = "coach"
    CSS = """
    * {
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;
    }
    Screen { background: $background; }
    Footer {
        padding: 0 1;
        scrollbar-size: 0 0;
        &.-compact FooterKey { margin-right: 2; }
    }
    .-narrow Footer FooterKey.-command-palette { display: none; }
    Toast {
        border-left: outer $primary;
        background: $panel;
        padding: 0 2;
    }
    CommandPalette {
        background: $background 60%;
        & > Vertical { max-width: 90; }
        & SearchIcon { display: none; }
    }
    """
    COMMANDS: ClassVar["set[type[Provider] | Callable[[], type[Provider]]]"] = {
        *App.COMMANDS,
        CallCommands,
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "help", key_display="?", tooltip="The keys of this screen"),
        Binding("f1", "help", "help", show=False, tooltip="The keys of this screen"),
        Binding("ctrl+q", "quit", "quit", show=False, priority=True,
                tooltip="Leave from anywhere; everything is kept"),
        Binding("ctrl+t", "look", "look", show=False,
                tooltip="Dark, light, high contrast"),
    ]  # fmt: skip

    def __init__(
        self,
        factory: PracticeFactory,
        *,
        call: str | None = None,
        go_on: bool = False,
        level: Level | None = None,
        seed: int | None = None,
        draw: "dict[str, Any] | None" = None,
        paced: bool = True,
        look: str = "",
    ) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = look or _fitting(self.console.color_system)
        self.door = Door(factory)
        """The way to the practice."""
        self.first_drill: Limits | None = None
        """Today's limits, where the drill is opened at once; they hold for every drill here."""
        self.drill_pack = ""
        """The pack to drill from alone; empty: all."""
        self.first_screen = "home"
        """The screen to begin with."""
        self.trouble: str | None = None
        """What kept the program from working at all, in words, where something did."""
        self._call = call
        self._go_on = go_on
        self._level = level
        self._seed = seed
        self._draw = draw
        self._paced = paced
        self._drafts: dict[str, str] = {}
        self._desk: Desk | None = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The program's own colours, for themes that do not know them."""
        return fallback(dark=self.current_theme.dark)

    def get_default_screen(self) -> Screen[None]:
        """Home comes first."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Go straight to what was asked for on the command line."""
        if self._call or self._go_on or self._draw is not None:
            self.begin(self._call)
        elif self.first_drill is not None:
            self.action_drill()
        elif self.first_screen != "home":
            first = {
                "lookup": self.action_lookup,
                "calls": self.action_calls,
                "progress": self.action_progress,
            }
            first[self.first_screen]()

    async def on_unmount(self) -> None:
        """Close the practice."""
        await self.door.close()

    async def ask(self, question: "Callable[[Practice], Answer]") -> Answer | None:
        """Ask the practice. Where it cannot answer, say why, and give None.

        None, too, once the program is leaving: there is no screen left to show an answer on.
        """
        try:
            answer = await self.door.ask(question)
        except _trouble() as fault:
            if not self.door.opened:
                self._give_up(fault)
            elif fault.exit_code == _ENVIRONMENT:
                self.push_screen(TroubleScreen(str(fault)))
            else:
                self.notify(str(fault), severity="warning", markup=False)
            return None
        return answer if self.return_code is None else None

    def _give_up(self, fault: "PracticeError") -> None:
        self.trouble = str(fault)
        self.exit(return_code=fault.exit_code)

    def _handle_exception(self, error: Exception) -> None:
        """End calmly where the program has a fault: no traceback, but the name of a file with it.

        Textual calls this for whatever nobody caught, and would show every local variable.
        """
        super()._handle_exception(error)
        self._exit_renderables.clear()
        self._return_code = _ENVIRONMENT
        if self.trouble is None:
            self.trouble = faults.told(error.error if isinstance(error, WorkerFailed) else error)

    # The way between screens

    @work(exclusive=True, group="way")
    async def begin(self, ref: str | None) -> None:
        """Begin with what the command line asked for: a call, or the one that was paused last."""
        try:
            if ref or not self._go_on:
                ref = await self.door.ask(lambda practice: self._first(practice, ref))
                self.brief(ref, level=self._level, seed=self._seed)
                return
            progress = await self.door.ask(lambda practice: practice.progress())
        except _trouble() as fault:
            self._give_up(fault)
            return
        if progress.paused:
            self.resume(progress.paused[0].attempt)
        else:
            self._give_up(_trouble()("No call is waiting to be continued.", 1))

    def _first(self, practice: "Practice", ref: str | None) -> str:
        if not ref:
            return practice.draw(**self._draw or {})
        practice.call(ref)
        return ref

    def brief(self, ref: str, *, level: Level | None = None, seed: int | None = None) -> None:
        """Open the brief of a call, `pack/call`, at a level and with a seed where they are set."""
        from coach.tui.screens.brief import BriefScreen

        self.push_screen(BriefScreen(ref, level=level or "normal", seed=seed))

    @work(exclusive=True, group="way")
    async def draw(self) -> None:
        """Open the brief of a new call, drawn from the family of excuses that goes worst."""
        ref = await self.ask(lambda practice: practice.draw(weak=True))
        if ref is not None:
            self.brief(ref)

    @work(exclusive=True, group="way")
    async def play(self, ref: str, level: Level | None = None, seed: int | None = None) -> None:
        """Start a call, `pack/call`, at a level; none: as it is written. A seed repeats one."""
        play = await self.ask(lambda practice: practice.start(ref, level=level, seed=seed))
        if play is not None:
            self.enter(play)

    @work(exclusive=True, group="way")
    async def resume(self, attempt: str) -> None:
        """Go on with a call that was paused."""
        play = await self.ask(lambda practice: practice.resume(attempt))
        if play is not None:
            self.enter(play)

    def enter(self, play: "CallInPlay") -> None:
        """Go to a call that was started or resumed."""
        from coach.tui.screens.call import CallScreen

        draft = self._drafts.pop(play.attempt, "")
        self.action_home()
        self.push_screen(CallScreen(play, paced=self._paced, draft=draft))

    @work(exclusive=True, group="way")
    async def pause(self, play: "CallInPlay", draft: str) -> None:
        """Pause a call; what was being typed is kept for when it goes on."""
        self._drafts[play.attempt] = draft
        await self.ask(lambda _: play.pause())
        self.action_home()
        self.notify("The call is paused. Home offers to continue it.", markup=False)

    @work(exclusive=True, group="way")
    async def debrief(self, play: "CallInPlay") -> None:
        """Show what a call achieved."""
        from coach.tui.screens.debrief import DebriefScreen

        told = await self.ask(lambda _: play.debrief())
        if told is not None:
            self.action_home()
            self.push_screen(DebriefScreen(play, told))

    @work(exclusive=True, group="way")
    async def look_back(self, attempt: str) -> None:
        """Show again what an ended call achieved."""
        from coach.tui.screens.debrief import DebriefScreen

        play = await self.ask(lambda practice: practice.resume(attempt))
        told = await self.ask(lambda _: play.debrief()) if play is not None else None
        if play is not None and told is not None:
            self.push_screen(DebriefScreen(play, told))

    def action_home(self) -> None:
        """Go home."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    async def action_back(self) -> None:
        """Go back to the screen before."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def action_calls(self) -> None:
        """Choose a call."""
        from coach.tui.screens.calls import CallsScreen

        self.push_screen(CallsScreen())

    def action_drill(self) -> None:
        """Answer one excuse after another."""
        from coach.tui.screens.drill import DrillScreen

        self.action_home()
        screen = DrillScreen(paced=self._paced, limits=self.first_drill, pack=self.drill_pack)
        self.push_screen(screen)

    def action_lookup(self) -> None:
        """Look up a sentence; what is typed and filled in stays until one leaves the program."""
        from coach.desk import Desk

        self._desk = self._desk or Desk()
        self.look_up(self._desk)

    def look_up(self, desk: "Desk") -> None:
        """Look up at a desk."""
        from coach.tui.screens.lookup import LookupScreen

        if not isinstance(self.screen, LookupScreen):
            self.push_screen(LookupScreen(desk))

    def replay(self, attempt: str) -> None:
        """Show everything said in an attempt, what was taken back and what people corrected."""
        from coach.tui.screens.review_attempt import ReviewAttemptScreen

        self.push_screen(ReviewAttemptScreen(attempt))

    def action_progress(self) -> None:
        """See how the skills have changed."""
        from coach.tui.screens.progress import ProgressScreen

        self.push_screen(ProgressScreen())

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

    def action_look(self) -> None:
        """Go from dark to light, to high contrast, and back to dark."""
        place = LOOKS.index(self.theme) if self.theme in LOOKS else -1
        self.theme = LOOKS[(place + 1) % len(LOOKS)]

    def get_key_display(self, binding: Binding) -> str:
        """A key as the footer shows it, in words where Textual would draw a sign."""
        return binding.key_display or key_name(binding.key).replace("ctrl+", "^")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002 - Textual gives it
        """The commands of the palette: the ways, the looks, and what this screen can do."""
        yield SystemCommand("Home", "Back to the first screen", self.action_home)
        yield SystemCommand("Choose a call", "All calls, by pack", self.action_calls)
        yield SystemCommand("Drill", "One excuse after another", self.action_drill)
        yield SystemCommand("Random call", "A new call from your weak spots", self.draw)
        yield SystemCommand("Look up", "The sentence to say to an excuse", self.action_lookup)
        yield SystemCommand("Progress", "How your skills have changed", self.action_progress)
        yield SystemCommand("Help", "The keys of this screen", self.action_help)
        yield SystemCommand(
            "Look", "Dark, light, high contrast, one after another", self.action_look
        )
        yield SystemCommand("Theme", "Choose among all themes", self.action_change_theme)
        yield SystemCommand("Quit", "Leave; everything is kept", self.action_quit)


def _trouble() -> "type[PracticeError]":
    """What the practice raises; imported only once it has, so that home is painted first."""
    from coach.practice import PracticeError

    return PracticeError


def _fitting(colours: str | None) -> str:
    """The theme for a terminal: its own sixteen colours where it has no more."""
    if "NO_COLOR" not in os.environ and colours == "standard":
        return "coach-16"
    return "coach-dark"


def run(
    factory: PracticeFactory,
    *,
    call: str | None = None,
    go_on: bool = False,
    level: Level | None = None,
    seed: int | None = None,
    draw: "dict[str, Any] | None" = None,
    drill: "Limits | None" = None,
    drill_pack: str = "",
    screen: str = "home",
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
        drill: Today's limits, where the drill is to be opened at once.
        drill_pack: The pack to drill from alone; empty: all.
        screen: The screen to begin with: `home`, `calls`, `progress`, `lookup`.
    """
    app = CoachApp(factory, call=call, go_on=go_on, level=level, seed=seed, draw=draw)
    app.first_drill, app.drill_pack, app.first_screen = drill, drill_pack, screen
    app.run()
    if app.trouble is not None:
        print(f"coach: {app.trouble}", file=sys.stderr)
    return app.return_code or 0
