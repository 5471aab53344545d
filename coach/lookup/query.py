"""What was asked, as the ranking reads it: weighted words, each with what may stand for it."""

from __future__ import annotations

from math import log

from coach.lookup.meaning import LIGHT, meanings, name_of
from coach.lookup.words import STOP, split, stem

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from coach.lookup.meaning import Phrase

MEANT = 0.82
"""How much a word of the same meaning counts beside the word itself."""
BEGUN = 0.9
"""How much a word counts of which only the beginning was typed."""
UNKNOWN = 0.75
"""Weight of a word that stands nowhere in the libraries, as a part of the greatest weight."""
_MOST_BEGUN = 24
"""How many words a beginning may stand for."""
_SHORTEST_REPAIRED = 4
"""Shorter words have too many neighbours to be taken for a slip of the finger."""
_ONE_SLIP, _TWO_SLIPS = 0.85, 0.7


class Unit:
    """One thing that was asked for."""

    __slots__ = ("stands", "weight")

    def __init__(self, weight: float, stands: dict[str, float]) -> None:
        self.weight = weight
        """How much it tells: the rarer in the libraries, the more."""
        self.stands = stands
        """What may stand for it in an entry, and what that is worth; at most the weight."""


class Query:
    """A query made ready."""

    __slots__ = ("joined", "many", "total", "units")

    def __init__(self, units: list[Unit], joined: str, many: dict[str, int]) -> None:
        self.units = units
        self.joined = joined
        """The stems that carry meaning, for comparing letter by letter."""
        self.many = many
        """In how many entries each word of the units stands."""
        self.total = sum(unit.weight for unit in units)


def read_query(text: str, connection: sqlite3.Connection, entries: int, *, typing: bool) -> Query:
    """Make `text` ready against an index of so many entries.

    `typing` says that the last word may not be finished yet.
    """
    typed = split(text)[:60]
    line = [stem(word) for word in typed]
    known = _counted(line, connection)
    begun: dict[str, float] = {}
    repaired: dict[str, float] = {}
    last = len(line) - 1
    for place, word in enumerate(typed):
        if line[place] in known or word in STOP or line[place] in STOP:
            continue
        if _has_phrase(line[place], connection):
            continue
        if place == last:
            begun = _begun(word, connection)
            if begun:
                continue
        better = _repaired(word, connection)
        if better:
            line[place], sure = better
            repaired[line[place]] = sure
    if typing and not begun and typed and len(typed[last]) > 1:
        begun = _begun(typed[last], connection)
    phrases = _phrases(line, connection)
    named = meanings(line, lambda word: phrases.get(word, ()))
    known.update(_counted([*repaired, *begun, *(name for _, _, name in named)], connection))
    units = _units(line, known, named, repaired, begun, entries)
    joined = " ".join(word for word in line if word not in STOP) or " ".join(line)
    return Query(units, joined, known)


def weight(many: int, entries: int) -> float:
    """How much a word tells that stands in so `many` of the entries: from near 0 upwards."""
    return log(1 + (entries - many + 0.5) / (many + 0.5))


def _units(
    line: list[str],
    known: dict[str, int],
    named: list[tuple[int, int, str]],
    repaired: dict[str, float],
    begun: dict[str, float],
    entries: int,
) -> list[Unit]:
    most = weight(1, max(entries, 2))
    meant: dict[int, list[str]] = {}
    alone: dict[str, None] = {}
    for first, end, name in named:
        if name not in known:
            continue
        bearing = [place for place in range(first, end + 1) if line[place] not in STOP]
        for place in bearing:
            meant.setdefault(place, []).append(name)
        if not bearing:
            alone[name] = None
    units: dict[str, Unit] = {}
    last = len(line) - 1
    for place, word in enumerate(line):
        if word in STOP and not (place == last and begun):
            continue
        stands: dict[str, float] = {}
        if word in known and word not in STOP:
            stands[word] = weight(known[word], entries) * repaired.get(word, 1.0)
        for name in meant.get(place, ()):
            stands[name] = weight(known[name], entries) * MEANT
        if place == last:
            for other, worth in begun.items():
                if other in known and other not in stands:
                    stands[other] = weight(known[other], entries) * worth
        if stands:
            heavy = weight(known[word], entries) if word in known else max(stands.values())
            units.setdefault(word, Unit(heavy, {k: min(v, heavy) for k, v in stands.items()}))
        elif word not in STOP:
            units.setdefault(word, Unit(most * UNKNOWN, {}))
    for name in alone:
        worth = weight(known[name], entries) * MEANT
        units.setdefault(name, Unit(worth, {name: worth}))
    return list(units.values())


def _counted(words: Iterable[str], connection: sqlite3.Connection) -> dict[str, int]:
    wanted = list(dict.fromkeys(words))
    marks = ",".join("?" * len(wanted))
    return dict(
        connection.execute(f"SELECT word, many FROM term WHERE word IN ({marks})", wanted)  # noqa: S608 - marks only
    )


def _has_phrase(word: str, connection: sqlite3.Connection) -> bool:
    row = connection.execute("SELECT 1 FROM phrase WHERE first = ? LIMIT 1", (word,)).fetchone()
    return row is not None


def _phrases(
    line: list[str], connection: sqlite3.Connection
) -> dict[str, list[tuple[Phrase, str]]]:
    wanted = list(dict.fromkeys(line))
    marks = ",".join("?" * len(wanted))
    table: dict[str, list[tuple[Phrase, str]]] = {}
    for first, words, name in connection.execute(
        f"SELECT first, words, meaning FROM phrase WHERE first IN ({marks})",  # noqa: S608 - marks only
        wanted,
    ):
        table.setdefault(first, []).append((tuple(words.split(" ")), name))
    return table


def _begun(word: str, connection: sqlite3.Connection) -> dict[str, float]:
    """The stems of words that begin with `word`, and what they are worth."""
    if len(word) < 2 or word in LIGHT:  # noqa: PLR2004 - one letter begins everything
        return {}
    rows = connection.execute(
        "SELECT stem FROM typed WHERE word >= ? AND word < ? LIMIT 200",
        (word, word[:-1] + chr(ord(word[-1]) + 1)),
    )
    found = dict.fromkeys((row[0] for row in rows if row[0] not in STOP), BEGUN)
    return dict(list(found.items())[:_MOST_BEGUN])


def _repaired(word: str, connection: sqlite3.Connection) -> tuple[str, float] | None:
    """The stem of the known word that `word` was most likely meant to be, and how sure that is."""
    size = len(word)
    if size < _SHORTEST_REPAIRED or not word.isalpha():
        return None
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    slips = 1 if size < 7 else 2  # noqa: PLR2004 - a second slip needs letters around it
    firsts = dict.fromkeys((word[0], word[1]))
    rows: dict[str, str] = {}
    for first in firsts:
        rows.update(
            connection.execute(
                "SELECT word, stem FROM typed WHERE word >= ? AND word < ?"
                " AND length(word) BETWEEN ? AND ?",
                (first, first + "\U0010ffff", size - slips, size + slips),
            )
        )
    near = extract(word, rows.keys(), scorer=OSA.distance, score_cutoff=slips, limit=12)
    if not near:
        return None
    many = _counted([rows[found] for found, _, _ in near], connection)
    best = min(
        near, key=lambda one: (one[1], one[0][0] != word[0], -many.get(rows[one[0]], 0), one[0])
    )
    return rows[best[0]], _ONE_SLIP if best[1] <= 1 else _TWO_SLIPS


__all__ = ["Query", "Unit", "name_of", "read_query", "weight"]
