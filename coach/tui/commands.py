"""The command palette: the keys of the screen, any call by its title, any page of the handbook."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from coach.domain.safe import shown
from coach.tui.screens.help import EVERYWHERE, key_name
from coach.tui.words import counted

if TYPE_CHECKING:
    from coach.practice import Practice
    from coach.practice.views import CallCard, PausedCall
    from coach.tui.app import CoachApp

_FEW = 5
"""So many calls are offered before anything is typed."""

_PLAIN = dict.fromkeys(("select", "select_cursor", "submit", "look_up", "random"), "")
"""What enter does in any list or line, and what is among the commands of every screen."""

Command = tuple[str, Callable[[], object], str]
"""What is shown, what it does, and a word on it."""


class OwnCommands(Provider):
    """Offers commands by a few letters of their names; subclasses say which."""

    @property
    def coach(self) -> "CoachApp":
        """The program."""
        return cast("CoachApp", self.app)

    def commands(self) -> Iterable[Command]:
        """All commands, in the order in which they matter."""
        raise NotImplementedError

    def first(self) -> Iterable[Command]:
        """What is offered before anything is typed."""
        return self.commands()

    async def discover(self) -> Hits:
        """What is offered before anything is typed."""
        for name, does, about in self.first():
            yield DiscoveryHit(Content(name), does, name, about or None)

    async def search(self, query: str) -> Hits:
        """The commands whose names fit what was typed."""
        matcher = self.matcher(query)
        for name, does, about in self.commands():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), does, name, about or None)


class HereCommands(OwnCommands):
    """What the keys of the screen beneath do, then what every screen has.

    Nothing is reached by a key alone. One provider for both, so that their order never changes.
    """

    def commands(self) -> Iterable[Command]:
        """The keys' first, then the ways to other screens."""
        yield from self._of_keys()
        for name, about, does, *_ in self.app.get_system_commands(self.screen):
            yield name, does, about

    def _of_keys(self) -> Iterable[Command]:
        """One for each key that has a word of its own."""
        told = set()
        for node, binding, enabled, tooltip in self.screen.active_bindings.values():
            action = binding.action
            own = not action.startswith("app.") and action not in EVERYWHERE | _PLAIN
            about = tooltip or binding.tooltip
            if own and enabled and about and binding.description and action not in told:
                told.add(action)
                name = binding.description
                key = binding.key_display or key_name(binding.key)
                run = partial(self.app.run_action, action, node)
                yield f"{name[0].upper()}{name[1:]}", run, f"{about} · {key}"


class CallCommands(OwnCommands):
    """Goes on with a call that was paused, or opens the brief of any."""

    cards: "tuple[CallCard, ...]" = ()
    """The calls that are at hand."""
    paused: "tuple[PausedCall, ...]" = ()
    """The calls that wait."""

    async def startup(self) -> None:
        """Read the calls."""
        self.paused, self.cards = await self.coach.ask(_at_hand) or ((), ())

    def commands(self) -> Iterable[Command]:
        """Those that wait, then all."""
        for one in self.paused:
            said = f"{counted(one.replies, 'reply', 'replies')} in"
            yield f"Continue: {shown(one.title)}", partial(self.coach.resume, one.attempt), said
        for card in self.cards:
            yield f"Call: {shown(card.title)}", partial(self.coach.brief, card.ref), ""

    def first(self) -> Iterable[Command]:
        """Those that wait, and a few."""
        return list(self.commands())[: len(self.paused) + _FEW]


class PageCommands(OwnCommands):
    """Opens a page of the handbook."""

    def commands(self) -> Iterable[Command]:
        """One for each page."""
        from coach.manual import topics

        for topic, title in topics().items():
            name = f"Handbook: {title.replace('`', '')}"
            yield name, partial(self.coach.action_handbook, topic), ""

    def first(self) -> Iterable[Command]:
        """None: the handbook itself is among the commands."""
        return ()


def _at_hand(practice: "Practice") -> "tuple[tuple[PausedCall, ...], tuple[CallCard, ...]]":
    return practice.progress().paused, practice.calls()
