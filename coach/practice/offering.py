"""The order in which calls are offered: the course for beginners, then the packs, easiest first."""

from collections.abc import Iterable
from statistics import mean

from coach.domain.excuse import Level
from coach.practice.views import CallCard

LEVELS: tuple[Level, ...] = ("easy", "normal", "hard")
"""The levels of a call, the easiest first."""


def offered(cards: Iterable[CallCard]) -> tuple[CallCard, ...]:
    """The calls by pack: courses first, then packs by how hard their calls are on the average.

    Within a pack the author's order stays; packs as hard as each other go by their title.
    """
    packs: dict[str, list[CallCard]] = {}
    for card in cards:
        packs.setdefault(card.pack, []).append(card)

    def place(of: list[CallCard]) -> tuple[bool, float, str]:
        return not of[0].course, mean(LEVELS.index(card.level) for card in of), of[0].pack_title

    return tuple(card for of in sorted(packs.values(), key=place) for card in of)
