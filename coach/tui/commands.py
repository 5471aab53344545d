"""The command palette: any call by a few letters of its title."""

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from coach.domain.safe import shown

if TYPE_CHECKING:
    from coach.practice.views import CallCard
    from coach.tui.app import CoachApp


class CallCommands(Provider):
    """Opens the brief of any call."""

    cards: "tuple[CallCard, ...]" = ()
    """The calls that are at hand."""

    @property
    def _coach(self) -> "CoachApp":
        return cast("CoachApp", self.app)

    async def startup(self) -> None:
        """Read the calls."""
        self.cards = await self._coach.ask(lambda practice: practice.calls()) or ()

    async def discover(self) -> Hits:
        """A few calls, before anything is typed."""
        for card in self.cards[:5]:
            title = _title(card)
            yield DiscoveryHit(Content(title), partial(self._coach.brief, card.ref), title)

    async def search(self, query: str) -> Hits:
        """The calls whose titles fit what was typed."""
        matcher = self.matcher(query)
        for card in self.cards:
            title = _title(card)
            score = matcher.match(title)
            if score > 0:
                open_brief = partial(self._coach.brief, card.ref)
                yield Hit(score, matcher.highlight(title), open_brief, title)


def _title(card: "CallCard") -> str:
    return f"Call: {shown(card.title)}"
