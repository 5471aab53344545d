"""Who sits here: several trainees share a machine, and each has a record of their own."""

from typing import TYPE_CHECKING

from textual import work

from coach.tui.asking import trouble
from coach.tui.chosen import ChosenApp
from coach.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.practice import Practice
    from coach.practice.views import TraineeLine


class SittingApp(ChosenApp):
    """A program that knows who practises, and lets another one take over."""

    asks_who = False
    """Whether it is asked at the start, where more than one name could be meant."""

    @work(exclusive=True, group="who")
    async def ask_who(self, then: "Callable[[], None]") -> None:
        """Ask who practises, where more than one name could be meant; then go on."""
        known = await self.ask(_names)
        if known is None:
            return
        trainees, now = known
        if len({now, *(one.name for one in trainees)}) > 1 and trainees:
            self._choose(trainees, now, then)
        else:
            then()

    @work(exclusive=True, group="who")
    async def action_who(self) -> None:
        """Let another trainee practise."""
        known = await self.ask(_names)
        if known is not None:
            while len(self.screen_stack) > 1:
                self.pop_screen()
            self._choose(*known, lambda: None)

    def _choose(
        self, trainees: "tuple[TraineeLine, ...]", now: str, then: "Callable[[], None]"
    ) -> None:
        from coach.tui.screens.who import WhoScreen

        def chosen(name: str | None) -> None:
            self.sit(name or now, then)

        self.push_screen(WhoScreen(trainees, now), chosen)

    @work(exclusive=True, group="who")
    async def sit(self, name: str, then: "Callable[[], None]") -> None:
        """Practise under a name from here on."""
        try:
            await self.door.sit(name)
        except trouble() as fault:
            self.give_up(fault)
            return
        if isinstance(self.screen, HomeScreen):
            self.screen.on_screen_resume()
        then()


def _names(practice: "Practice") -> "tuple[tuple[TraineeLine, ...], str]":
    return practice.trainees(), practice.trainee
