"""How well single lines of an entry fit a query: words first, then letter by letter."""

from __future__ import annotations

from rapidfuzz.fuzz import token_set_ratio

from coach.lookup.index import ABOUT, ANSWER, KIN, SAID, WHOLE_LINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from coach.lookup.query import Query

WORTH = {SAID: 1.0, ABOUT: 1.0, KIN: 0.68, ANSWER: 0.85}
"""What a word counts by where it stands."""
LINE, LETTERS = 0.3, 0.145
"""Shares of the best single line, in words and letter by letter."""
FULL = 0.85
"""How much it matters that a line says little else than what was asked."""


def best_line(query: Query, owners: Owners, lines: str) -> float:
    """How well the best of the lines fits, titles aside: words first, then letter by letter."""
    best = 0.0
    wanted = [(f" {word} ", stands) for word, stands in owners.items() if word in lines]
    for line in lines.split("\n") if wanted else ():
        bearing, _, whole = line.partition(WHOLE_LINE)
        mark, size, *rest = bearing.split(" ", 2)
        if mark == ABOUT or not rest:
            continue
        words = f" {rest[0]} "
        here: dict[int, float] = {}
        for word, stands in wanted:
            if word in words:
                for place, worth in stands:
                    if worth > here.get(place, 0.0):
                        here[place] = worth
        if not here:
            continue
        value = WORTH[mark] * held_by(query, here, int(size) or 1)
        if value * (LINE + LETTERS) > best:
            letters = token_set_ratio(query.joined, whole) / 100
            best = max(best, value * (LINE + LETTERS * letters))
    return best


def held_by(query: Query, here: dict[int, float], size: int) -> float:
    """How much of a query a line holds that has its units `here` and is `size` words long."""
    share = sum(query.units[place].weight * worth for place, worth in here.items())
    return share / query.total * (1 - FULL + FULL * min(1.0, len(here) / size))


Owners = dict[str, list[tuple[int, float]]]
"""For each word of the index that the query is glad of: which units it stands for, how fully."""


def owners_of(query: Query) -> Owners:
    """The words of the index that the units of a query are glad of."""
    owners: Owners = {}
    for place, unit in enumerate(query.units):
        for token, worth in unit.stands.items():
            owners.setdefault(token, []).append((place, worth))
    return owners
