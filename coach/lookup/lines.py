"""How well single lines of an entry fit a query: words first, then letter by letter."""

from __future__ import annotations

from rapidfuzz.fuzz import token_set_ratio

from coach.lookup.index import ABOUT, ANSWER, KIN, SAID, WHOLE_LINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

    from coach.lookup.query import Query

WORTH = {SAID: 1.0, ABOUT: 1.0, KIN: 0.68, ANSWER: 0.85}
"""What a word counts by where it stands."""
LINE, LETTERS = 0.3, 0.145
"""Shares of the best single line, in words and letter by letter."""
FULL = 0.85
"""How much it matters that a line says little else than what was asked."""


class Kin:
    """How others say the same kind of excuse: looked at once for all entries of that kind."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.known: dict[str, float] = {}

    def best(self, query: Query, owners: Owners, names: str) -> float:
        """How well the best line of the kinds in `names`, divided by spaces, fits."""
        if not names:
            return 0.0
        if names not in self.known:
            wanted = names.split(" ")
            marks = ",".join("?" * len(wanted))
            lines = [
                row[0]
                for row in self.connection.execute(
                    f"SELECT lines FROM kin WHERE name IN ({marks})",  # noqa: S608 - marks only
                    wanted,
                )
            ]
            self.known[names] = best_line(query, owners, "\n".join(lines))
        return self.known[names]


def best_line(query: Query, owners: Owners, lines: str) -> float:
    """How well the best of the lines fits: words first, then letter by letter."""
    best = 0.0
    for mark, size, tokens, whole in _read_lines(lines):
        here: dict[int, float] = {}
        for token in tokens:
            if token in owners:
                for place, worth in owners[token]:
                    if worth > here.get(place, 0.0):
                        here[place] = worth
        if not here:
            continue
        share = sum(query.units[place].weight * worth for place, worth in here.items())
        full = min(1.0, len(here) / size)
        value = WORTH[mark] * share / query.total * (1 - FULL + FULL * full)
        if value * (LINE + LETTERS) > best:
            letters = token_set_ratio(query.joined, whole) / 100
            best = max(best, value * (LINE + LETTERS * letters))
    return best


_Lines = list[tuple[str, int, list[str], str]]
_MOST_KEPT = 600
"""Entries whose lines are kept as they were read: at the next key most come again."""
_kept: dict[str, _Lines] = {}


def _read_lines(lines: str) -> _Lines:
    """The lines of an entry but for titles: their mark, how many words bear them, those, and all."""
    found = _kept.get(lines)
    if found is None:
        found = []
        for line in lines.split("\n"):
            bearing, _, whole = line.partition(WHOLE_LINE)
            mark, *rest = bearing.split(" ")
            if mark != ABOUT:
                found.append((mark, int(rest[0]) or 1 if rest else 1, rest[1:], whole))
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[lines] = found
    return found


Owners = dict[str, list[tuple[int, float]]]
"""For each word of the index that the query is glad of: which units it stands for, how fully."""


def owners_of(query: Query) -> Owners:
    """The words of the index that the units of a query are glad of."""
    owners: Owners = {}
    for place, unit in enumerate(query.units):
        for token, worth in unit.stands.items():
            owners.setdefault(token, []).append((place, worth))
    return owners
