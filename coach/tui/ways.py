"""The ways between the screens: from the command line into a call, out of it, and home again."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual import work

from coach.domain.excuse import Level
from coach.tui.asking import trouble
from coach.tui.door import PracticeFactory
from coach.tui.sitting import SittingApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.desk import Desk
    from coach.practice import CallInPlay, Practice
    from coach.settings.reading import Settings
    from coach.tui.screens.on_record import Waits


class WaysApp(SittingApp):
    """A program whose screens lead to each other.

    Args:
        factory: Opens the practice, in its own thread.
        call: A call to begin with, `pack/call`; none: home.
        go_on: Whether to go straight on with the call that was paused last.
        level: At which level that call is played; none: chosen at its brief.
        seed: Which variation of it is played; none: its own for every attempt.
        draw: What a call to begin with is drawn by, as `Practice.draw` takes it.
        settings: What was chosen; none: what the file and the environment say.
        paced: Whether the debtor's lines come at a speaking pace; none: as chosen.
        look: The theme; empty: as chosen.
    """

    def __init__(
        self,
        factory: PracticeFactory,
        *,
        call: str | None = None,
        go_on: bool = False,
        level: Level | None = None,
        seed: int | None = None,
        draw: "dict[str, Any] | None" = None,
        settings: "Settings | None" = None,
        paced: bool | None = None,
        look: str = "",
    ) -> None:
        super().__init__(factory, settings=settings, paced=paced, look=look)
        self.drill_pack = ""
        """The pack to drill from alone; empty: all."""
        self.pack_folder: Path | None = None
        """The folder in which packs are looked for to be written; none: here and in all layers."""
        self.first_excuse = ""
        """The excuse to try first, where the screen to begin with is `watch`."""
        self.first_screen = "home"
        """The screen to begin with."""
        self.offers_tour = False
        """Whether who begins here is asked, once, to take the tour."""
        self._call = call
        self._go_on = go_on
        self._level = level
        self._seed = seed
        self._draw = draw
        self._desk: Desk | None = None

    def on_mount(self) -> None:
        """Ask who practises, where that is not clear and matters; then go on."""
        if self.asks_who and self.first_screen in {"home", "calls", "drill", "progress"}:
            # Opening the records and reading the packs would hold up the first paint.
            self.call_after_refresh(self.ask_who, self.go_first)
        else:
            self.go_first()

    def go_first(self) -> None:
        """Go straight to what was asked for on the command line."""
        if self._call or self._go_on or self._draw is not None:
            self.begin(self._call)
        elif self.first_screen != "home":
            first: dict[str, Callable[[], object]] = {
                "lookup": self.action_lookup,
                "calls": self.action_calls,
                "drill": self.action_drill,
                "progress": self.action_progress,
                "settings": self.action_settings,
                "tour": self.action_tour,
                "author": self.action_author,
                "watch": self.watch_pack,
            }
            first[self.first_screen]()

    @work(exclusive=True, group="way")
    async def begin(self, ref: str | None) -> None:
        """Begin with what the command line asked for: a call, or the one that was paused last."""
        try:
            if ref or not self._go_on:
                ref = await self.door.ask(lambda practice: self._first(practice, ref))
                self.brief(ref, level=self._level, seed=self._seed)
                return
            progress = await self.door.ask(lambda practice: practice.progress())
        except trouble() as fault:
            self.give_up(fault)
            return
        if progress.paused:
            self.resume(progress.paused[0].attempt)
        else:
            self.give_up(trouble()("No call is waiting to be continued.", 1))

    def _first(self, practice: "Practice", ref: str | None) -> str:
        if not ref:
            return practice.draw(**self._draw or {})
        practice.call(ref)
        return ref

    def brief(self, ref: str, *, level: Level | None = None, seed: int | None = None) -> None:
        """Open the brief of a call, `pack/call`, at a level and with a seed where they are set."""
        from coach.tui.screens.brief import BriefScreen

        self.push_screen(BriefScreen(ref, level=level or self._usual_level(), seed=seed))

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
        """Go to a call that was started or resumed; the tour's has a word at each step."""
        from coach.tui.screens.call import CallScreen
        from coach.tui.screens.tour import TourScreen

        self.action_home()
        self.door.keep("scorer")
        screen = TourScreen if play.guided else CallScreen
        self.push_screen(screen(play, paced=self.paced, draft=play.draft))

    @work(exclusive=True, group="way")
    async def action_tour(self) -> None:
        """Play a real small call, with a word of guidance at each step."""
        from coach.practice.tour import call_of

        play = await self.ask(lambda practice: practice.start(call_of(practice), guided=True))
        if play is not None:
            self.enter(play)

    def offer_tour(self) -> None:
        """Ask who begins here whether they want the tour; never a second time."""
        from coach.tui import first_start

        if self.offers_tour and first_start.now():
            from coach.tui.screens.tour import WelcomeScreen

            self.push_screen(WelcomeScreen(), self._begin_tour)
        self.offers_tour = False

    def _begin_tour(self, wanted: bool | None) -> None:
        if wanted:
            self.action_tour()

    @work(exclusive=True, group="way")
    async def pause(self, play: "CallInPlay", draft: str) -> None:
        """Pause a call; what was being typed is kept for when it goes on."""
        await self.ask(lambda _: play.pause(draft))
        waiting = await self.ask(lambda practice: practice.progress().paused) or ()
        begun = any(one.attempt == play.attempt for one in waiting)
        self.action_home()
        said = "Home offers to continue it." if begun else "Nothing was said yet."
        self.notify(f"The call is paused. {said}", markup=False)

    @work(group="draft")
    async def keep_draft(self, left: "Waits", draft: str) -> None:
        """Keep what is being typed in a call or a drill that is left, for however long."""
        await self.ask(lambda _: left.pause(draft))

    async def action_quit(self) -> None:
        """Leave; what is being typed in a call or a drill is kept too."""
        for screen in self.screen_stack:
            left, words = screen.left() if hasattr(screen, "left") else (None, "")
            if left is not None:
                await self.ask(lambda _, left=left, words=words: left.pause(words))  # type: ignore[misc]  # the loop's own
        await super().action_quit()

    @work(exclusive=True, group="way")
    async def debrief(self, play: "CallInPlay", word: str = "") -> None:
        """Show what a call achieved; `word`: what the tour says to it."""
        from coach.tui.screens.debrief import DebriefScreen

        told = await self.ask(lambda _: play.debrief())
        if told is not None:
            self.action_home()
            self.push_screen(DebriefScreen(play, told, word))

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
        screen = DrillScreen(paced=self.paced, limits=self.limits, pack=self.drill_pack)
        self.push_screen(screen)

    def action_lookup(self) -> None:
        """Look up a sentence; what is typed and filled in stays until one leaves the program."""
        from coach.desk import Desk

        if self._desk is None:
            self._desk = Desk()
            self.set_desk(self._desk)
        self.look_up(self._desk)

    def look_up(self, desk: "Desk") -> None:
        """Look up at a desk."""
        from coach.tui.screens.lookup import LookupScreen

        if not isinstance(self.screen, LookupScreen):
            self.push_screen(LookupScreen(desk))

    def replay(self, attempt: str, number: int = 0) -> None:
        """Show everything said in an attempt, what was taken back and what people corrected.

        It begins at the reply with that number; 0: at the beginning.
        """
        from coach.tui.screens.review_attempt import ReviewAttemptScreen

        self.push_screen(ReviewAttemptScreen(attempt, number))

    def set_desk(self, desk: "Desk") -> None:
        """Let a desk find only what was chosen: one market, one country."""
        desk.market = self.settings.text("market")
        desk.jurisdiction = self.settings.text("jurisdiction")

    def action_author(self) -> None:
        """Write packs: browse them, better them, try replies on them."""
        from coach.tui.screens.packs import PacksScreen

        self.push_screen(PacksScreen(self.pack_folder))

    def watch_pack(self) -> None:
        """Try replies on a pack while it is being written."""
        from coach.tui.bench import Bench
        from coach.tui.screens.pack import PackScreen
        from coach.tui.screens.preview import PreviewScreen

        bench = Bench(self.pack_folder or Path())
        self.push_screen(PackScreen(bench))
        self.push_screen(PreviewScreen(bench, self.first_excuse))

    def action_handbook(self, topic: str = "first-call") -> None:
        """Read the handbook, from one of its pages on."""
        from coach.tui.screens.handbook import HandbookScreen

        self.push_screen(HandbookScreen(topic))

    def action_everyone(self) -> None:
        """See everybody who practises on this machine."""
        from coach.tui.screens.everyone import EveryoneScreen

        self.push_screen(EveryoneScreen())

    def action_settings(self) -> None:
        """See and change what was chosen."""
        from coach.tui.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    def _usual_level(self) -> Level:
        return cast("Level", self.settings.text("level"))

    def action_progress(self) -> None:
        """See how the skills have changed."""
        from coach.tui.screens.progress import ProgressScreen

        self.push_screen(ProgressScreen())
