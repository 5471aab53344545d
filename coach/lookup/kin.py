"""How others say the same kind of excuse, looked at once for all entries of that kind.

There are many such lines, so the index tells for each word which of them have it: only the likeliest
of a kind are read.
"""

from __future__ import annotations

from array import array

from rapidfuzz.fuzz import token_set_ratio

from coach.lookup.index import KIN
from coach.lookup.lines import LETTERS, LINE, WORTH, fit
from coach.lookup.reader import marks

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container, Iterable

    from coach.lookup.query import Query, Unit
    from coach.lookup.reader import Reader

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
    """How well the lines of some kinds fit one query."""

    __slots__ = ("_best",)

    def __init__(self, reader: Reader, query: Query, kinds: Container[str]) -> None:
        top = _top(reader, query, kinds)
        wholes: dict[int, str] = reader.kept("kin")
        new = [line >> _SIZE for lines in top.values() for _, line in lines]
        new = [number for number in new if number not in wholes]
        if new:
            wholes.update(
                reader.connection.execute(
                    f"SELECT number, whole FROM kin WHERE number IN ({marks(new)})",  # noqa: S608 - marks only
                    new,
                )
            )
        self._best = {
            name: max(
                WORTH[KIN]
                * -less
                * (LINE + LETTERS * token_set_ratio(query.joined, wholes[line >> _SIZE]) / 100)
                for less, line in lines
            )
            for name, lines in top.items()
        }

    def best(self, kinds: list[str]) -> float:
        """How well the best line of these kinds fits."""
        return max((self._best.get(name, 0.0) for name in kinds), default=0.0)


def _top(reader: Reader, query: Query, kinds: Container[str]) -> dict[str, list[tuple[float, int]]]:
    """For each kind the lines that hold most of the query: how much less than nothing, the line."""
    names: dict[int, str] = reader.made.setdefault("kin names", {})
    found: dict[str, list[tuple[float, int]]] = {}
    values, many = _sums(reader, query.units, names)
    total = query.total
    for line, value in values.items():
        name = names[line]
        if name in kinds:
            part = fit(value / total, many[line], line & _LONGEST)
            found.setdefault(name, []).append((-part, line))
    return {name: sorted(lines)[:READ] for name, lines in found.items()}


def _sums(
    reader: Reader, units: list[Unit], names: dict[int, str]
) -> tuple[dict[int, float], dict[int, int]]:
    """How much of the query each line holds, and how many of its units.

    What all units but the last come to is kept: as one types, only the last is another.
    """
    if not units:
        return {}, {}
    made = reader.kept("kin sums", large=True)
    key = tuple((unit.weight, unit.sign) for unit in units[:-1])
    if key not in made:
        made[key] = _sums(reader, units[:-1], names)
    values, many = made[key]
    values, many = dict(values), dict(many)
    weight = units[-1].weight
    for line, worth in _lines(reader, units[-1], names).items():
        values[line] = values.get(line, 0.0) + weight * worth
        many[line] = many.get(line, 0) + 1
    return values, many


def _lines(reader: Reader, unit: Unit, names: dict[int, str]) -> dict[int, float]:
    """The lines that hold a unit, and how fully."""
    made: dict[frozenset[tuple[str, float]], dict[int, float]] = reader.kept(
        "kin lines", large=True
    )
    found = made.get(unit.sign)
    if found is None:
        rows = reader.of("kinword", unit.stands)
        found = made[unit.sign] = {}
        for token in sorted(rows, key=unit.stands.__getitem__):
            for name, packed in rows[token]:
                lines = memoryview(packed).cast("I")
                names.update(dict.fromkeys(lines, name))
                found.update(dict.fromkeys(lines, unit.stands[token]))
    return found
