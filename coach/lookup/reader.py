"""What has been read of an index, kept while somebody types: most of a query is that of a key ago.

A single look-up fills it once and lets it go; a screen holds one as long as it holds the index.
"""

from __future__ import annotations

from coach.lookup.index import SECTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from typing import Any

    from coach.lookup.query import Unit
    from coach.lookup.wording import Wording

_MOST_WORDS = 20_000
"""Words of which what was read is kept, in each table."""
_MOST_ENTRIES = 3_000
"""Entries that are kept ready for comparing: some 30 MB."""
_MOST_UNITS = 60
"""Units of queries for which an entry knows its lines."""
_OFTEN = 3
"""From so many units on, an entry's words are no longer sought one by one."""
_MOST_MADE = 2_000
"""Things worked out from them that are kept, of each sort."""
_MOST_LARGE = 100
"""The same of those that have a figure for each entry or line: up to a third of a megabyte each."""
MOST_PLACES = 3_000
"""Places in the index of a large library that are looked at for one query: some milliseconds."""
_ALL_PLACES = 100_000
"""The same where the library is small: all of them."""
_SMALL = 3_000
"""Entries of a library that is small."""
COLUMNS = ("said", "about", "kin", "rest")
"""Where a word stands, in the order of their worth."""
PLACE = 4
"""Bytes of one place."""
_OF_WORD = {
    "term": "SELECT word, many, tells FROM term WHERE word",
    "near": "SELECT word, others FROM near WHERE word",
    "common": "SELECT word, many FROM common WHERE word",
    "phrase": "SELECT first, words, meaning FROM phrase WHERE first",
    "mark": "SELECT mark, many, kinds FROM mark WHERE mark",
    "kinword": "SELECT word, name, lines FROM kinword WHERE word",
}
"""What is asked of each table for words."""


Holding = tuple[dict[int, float], dict[int, int]]
"""How much of a query each line holds, by weight, and how many of its units."""


class Lines:
    """Lines of an entry, made ready for comparing."""

    __slots__ = ("_base", "_having", "_held", "_places", "sizes", "told", "wholes")

    def __init__(self, packed: str) -> None:
        sizes, self.told, having = packed.split(SECTION)
        self.sizes = [max(1, int(size or 1)) for size in sizes.split(" ")]
        """How many words bear each line; at least one."""
        self.wholes = self.told.split("\n")
        """All stems of each line in order."""
        self._having = f"\n{having}\n"
        self._places: dict[str, str] = {}
        self._held: dict[frozenset[tuple[str, float]], dict[int, float]] = {}
        self._base: tuple[list[Unit], Holding] = ([], ({}, {}))

    def warm(self) -> None:
        """Make ready to be asked often."""
        if not self._places and len(self._having) > len("\n\n"):
            self._places = dict([line.split(" ", 1) for line in self._having[1:-1].split("\n")])

    def holding(self, units: list[Unit]) -> Holding:
        """How much of these units each line holds, by weight, and how many of them.

        What all units but the last come to is kept: as one types, only the last is another.
        """
        before = units[:-1]
        known, base = self._base
        if known != before:
            base = ({}, {})
            for unit in before:
                self._add(unit, *base)
            self._base = before, base
        last = units[-1] if units else None
        if last is None or not self._lines_of(last):
            return base
        shares, many = dict(base[0]), dict(base[1])
        self._add(last, shares, many)
        return shares, many

    def _add(self, unit: Unit, shares: dict[int, float], many: dict[int, int]) -> None:
        weight = unit.weight
        for line, worth in self._lines_of(unit).items():
            shares[line] = shares.get(line, 0.0) + weight * worth
            many[line] = many.get(line, 0) + 1

    def _lines_of(self, unit: Unit) -> dict[int, float]:
        """The lines that hold a unit of the query, and how fully."""
        found = self._held.get(unit.sign)
        if found is None:
            if len(self._held) > _MOST_UNITS:
                self._held.clear()
            elif len(self._held) >= _OFTEN:
                self.warm()
            found = self._held[unit.sign] = {}
            for word, places in self._those(unit.stands):
                worth = unit.stands[word]
                for line in map(int, places.split(" ")):
                    if worth > found.get(line, 0.0):
                        found[line] = worth
        return found

    def _those(self, words: dict[str, float]) -> list[tuple[str, str]]:
        """Those of the words that stand here, each with its lines."""
        places, having = self._places, self._having
        if places:
            return [(word, places[word]) for word in words.keys() & places.keys()]
        found = []
        for word in words:
            at = having.find(f"\n{word} ")
            if at >= 0:
                begin = at + len(word) + 2
                found.append((word, having[begin : having.index("\n", begin)]))
        return found


class Entry:
    """An entry made ready for comparing."""

    __slots__ = (
        "_answers", "_lines", "_read", "_short", "_texts", "channel", "kind", "kinds", "layer",
        "number", "ref",
    )  # fmt: skip

    def __init__(self, row: tuple[int, str, int, str, str, str, str, str, str, str]) -> None:
        self.number, self.ref, self.layer, self.channel, self.kind = row[:5]
        self.kinds = row[5].split(" ") if row[5] else []
        """The kinds of excuse that it belongs to."""
        self._lines, self._answers = row[6:8]
        self._short = row[8:]
        self._texts: tuple[tuple[str, int], ...] = ()
        self._read: list[Lines | None] = [None, None]

    @property
    def lines(self) -> Lines:
        """What debtors say, and a script's own lines."""
        found = self._read[0]
        if found is None:
            found = self._read[0] = Lines(self._lines)
        return found

    @property
    def answers(self) -> Lines:
        """The sentences of the answers."""
        found = self._read[1]
        if found is None:
            found = self._read[1] = Lines(self._answers)
        return found

    def warm(self) -> None:
        """Make ready to be asked often."""
        self.lines.warm()
        self.answers.warm()

    @property
    def texts(self) -> tuple[tuple[str, int], ...]:
        """The stems that are said, of title and tags, and of what it is for; with their number.

        Each stem has a space of its own on both sides.
        """
        if not self._texts:
            all_three = (self.lines.told, *self._short)
            self._texts = tuple((text, text.count(" ") // 2) for text in all_three)
        return self._texts


class Reader:
    """What has been read of one index so far. For one thread at a time."""

    __slots__ = (
        "_entries", "_meta", "_wordings", "_words", "connection", "entries", "made", "most",
    )  # fmt: skip

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Raises sqlite3.DatabaseError where the index is damaged, as everything here does."""
        self.connection = connection
        self._meta: dict[str, str] = dict(
            connection.execute("SELECT name, value FROM meta WHERE name != 'stamp'")
        )
        self.entries = int(self._meta["entries"])
        """How many there are."""
        self.most = MOST_PLACES if self.entries > _SMALL else _ALL_PLACES
        """Places that are looked at for one query."""
        self._words: dict[str, dict[str, list[Any]]] = {}
        self._entries: dict[int, Entry] = {}
        self._wordings: dict[int, Wording] = {}
        self.made: dict[str, dict[Any, Any]] = {}
        """What others worked out and keep here, each under a name of its own."""

    def meta(self, name: str) -> str:
        """One of the index's own figures."""
        return self._meta[name]

    def kept(self, name: str, *, large: bool = False) -> dict[Any, Any]:
        """Where what is worked out under a name is kept; emptied when there is too much.

        `large` things have a figure for each entry or line.
        """
        found = self.made.setdefault(name, {})
        if len(found) > (_MOST_LARGE if large else _MOST_MADE):
            found.clear()
        return found

    def of(self, table: str, words: Iterable[str]) -> dict[str, list[Any]]:
        """The rows of a table for each word that it has, without the word itself."""
        known = self._words.setdefault(table, {})
        wanted = dict.fromkeys(words)
        new = [word for word in wanted if word not in known]
        if new:
            if len(known) > _MOST_WORDS:
                known.clear()
                new = list(wanted)
            known.update((word, []) for word in new)
            asked = self._places if table == "place" else _OF_WORD[table]
            for row in self.connection.execute(f"{asked} IN ({marks(new)})", new):
                known[row[0]].append(row[1:])
        return {word: known[word] for word in wanted if known[word]}

    @property
    def _places(self) -> str:
        # A list too long to be looked at comes as its length alone: reading it would cost the most.
        columns = ", ".join(
            f"CASE WHEN length({name}) <= {self.most * PLACE} THEN {name} ELSE length({name}) END"
            for name in COLUMNS
        )
        return f"SELECT word, {columns} FROM place WHERE word"  # noqa: S608 - our own names

    def beginning(self, token: str, name: str, many: int) -> memoryview:
        """So many entries of a word's list that is too long to be read whole."""
        row = self.connection.execute(
            f"SELECT substr({name}, 1, ?) FROM place WHERE word = ?",  # noqa: S608 - one of our columns
            (many * PLACE, token),
        ).fetchone()
        return memoryview(bytes(row[0])).cast("I")

    def those(self, numbers: Sequence[int]) -> list[Entry]:
        """The entries of these numbers, in their order."""
        known = self._entries
        new = [number for number in numbers if number not in known]
        if new:
            if len(known) > _MOST_ENTRIES:
                known.clear()
                new = list(numbers)
            for row in self.connection.execute(
                "SELECT id, ref, layer, channel, kind, kin, lines, answers, tags, aims FROM entry"  # noqa: S608 - marks only
                f" WHERE id IN ({marks(new)})",
                new,
            ):
                known[row[0]] = Entry(row)
        return [known[number] for number in numbers if number in known]

    def warm(self) -> None:
        """Make the entries of a small library ready, before the first key."""
        if self.entries <= _SMALL:
            for entry in self.those(
                [row[0] for row in self.connection.execute("SELECT id FROM entry")]
            ):
                entry.warm()

    def wording(self, number: int) -> Wording:
        """All that is kept of an entry."""
        found = self._wordings.get(number)
        if found is None:
            from coach.lookup.wording import unpacked

            row = self.connection.execute(
                "SELECT packed FROM wording WHERE id = ?", (number,)
            ).fetchone()
            if len(self._wordings) > _MOST_ENTRIES:
                self._wordings.clear()
            found = self._wordings[number] = unpacked(row[0])
        return found


def marks(wanted: Sequence[object]) -> str:
    """As many question marks as there are things to ask for."""
    return ",".join("?" * len(wanted))
