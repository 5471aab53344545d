"""How well single lines of an entry fit a query: words first, then letter by letter."""

from __future__ import annotations

from rapidfuzz.fuzz import token_set_ratio

from coach.lookup.index import ABOUT, ANSWER, KIN, SAID

TYPE_CHECKING = False
if TYPE_CHECKING:
    from coach.lookup.query import Query
    from coach.lookup.reader import Lines

WORTH = {SAID: 1.0, ABOUT: 1.0, KIN: 0.68, ANSWER: 0.85}
"""What a word counts by where it stands."""
LINE, LETTERS = 0.3, 0.145
"""Shares of the best single line, in words and letter by letter."""
FULL = 0.85
"""How much it matters that a line says little else than what was asked."""


def best_line(query: Query, lines: Lines, worth: float) -> float:
    """How well the best of the lines fits: words first, then letter by letter.

    `worth` is what a word counts where these lines stand.
    """
    shares, many = lines.holding(query.units)
    total, sizes = query.total, lines.sizes
    best = 0.0
    for line, share in shares.items():
        value = worth * fit(share / total, many[line], sizes[line])
        if value * (LINE + LETTERS) > best:
            letters = token_set_ratio(query.joined, lines.wholes[line]) / 100
            best = max(best, value * (LINE + LETTERS * letters))
    return best


def fit(share: float, many: int, size: int) -> float:
    """How well a line of `size` words fits that holds a share of the query, `many` of its units."""
    return share * (1 - FULL + FULL * many / size) if many < size else share
