"""How others say the same kind of excuse, looked at once for all entries of that kind.

There are many such lines, so the index tells for each word which of them have it: only the likeliest
of a kind are read.
"""

from __future__ import annotations

from array import array

from rapidfuzz.fuzz import token_set_ratio

from coach.lookup.index import KIN
from coach.lookup.lines import LETTERS, LINE, WORTH, held_by

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from coach.lookup.lines import Owners
    from coach.lookup.query import Query

READ = 3
"""Lines of a kind that are looked at letter by letter: those that hold most of the query."""
_SIZE = 5
"""Bits for the number of words of a line."""
_LONGEST = (1 << _SIZE) - 1
SCHEMA = """
CREATE TABLE kin (number INTEGER PRIMARY KEY, name TEXT NOT NULL, whole TEXT NOT NULL);
CREATE TABLE kinword (
  word TEXT, name TEXT, lines BLOB NOT NULL, PRIMARY KEY (word, name)) WITHOUT ROWID;
"""


def put(connection: sqlite3.Connection, lines: Iterable[tuple[str, int, list[str], str]]) -> None:
    """Write the lines of all kinds: the kind, how many words bear the line, those, and all of it."""
    having: dict[tuple[str, str], array[int]] = {}
    rows = []
    for number, (name, size, bearing, whole) in enumerate(lines):
        rows.append((number, name, whole))
        for word in dict.fromkeys(bearing):
            packed = number << _SIZE | min(max(size, 1), _LONGEST)
            having.setdefault((word, name), array("I")).append(packed)
    connection.executemany("INSERT INTO kin VALUES (?,?,?)", rows)
    connection.executemany(
        "INSERT INTO kinword VALUES (?,?,?)",
        [(*key, numbers.tobytes()) for key, numbers in sorted(having.items())],
    )


class Kin:
    """How well the lines of each kind fit one query."""

    __slots__ = ("_best",)

    def __init__(self, connection: sqlite3.Connection, query: Query, owners: Owners) -> None:
        self._best: dict[str, float] = {}
        values: dict[int, float] = {}
        for lines in _held(connection, owners).values():
            held = {line >> _SIZE: held_by(query, h, line & _LONGEST) for line, h in lines.items()}
            for number in sorted(held, key=lambda number: -held[number])[:READ]:
                values[number] = held[number]
        marks = ",".join("?" * len(values))
        for number, name, whole in connection.execute(
            f"SELECT number, name, whole FROM kin WHERE number IN ({marks})",  # noqa: S608 - marks only
            list(values),
        ):
            letters = token_set_ratio(query.joined, whole) / 100
            value = WORTH[KIN] * values[number] * (LINE + LETTERS * letters)
            self._best[name] = max(value, self._best.get(name, 0.0))

    def best(self, names: str) -> float:
        """How well the best line of the kinds in `names`, divided by spaces, fits."""
        return max(self._best.get(name, 0.0) for name in names.split(" "))


def _held(connection: sqlite3.Connection, owners: Owners) -> dict[str, dict[int, dict[int, float]]]:
    """For each kind and each line of it: the units of the query that it holds, and how fully."""
    marks = ",".join("?" * len(owners))
    found: dict[str, dict[int, dict[int, float]]] = {}
    for word, name, packed in connection.execute(
        f"SELECT word, name, lines FROM kinword WHERE word IN ({marks})",  # noqa: S608 - marks only
        list(owners),
    ):
        kind = found.setdefault(name, {})
        for line in memoryview(packed).cast("I"):
            held = kind.setdefault(line, {})
            for place, worth in owners[word]:
                if worth > held.get(place, 0.0):
                    held[place] = worth
    return found
