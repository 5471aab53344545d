"""Which kind of excuse the words of a query speak for, before any single entry is looked at.

Complement naive Bayes (Rennie and others, "Tackling the Poor Assumptions of Naive Bayes Text
Classifiers", 2003) over the lines that the libraries give for each place of the taxonomy. Its marks
are stems, light ones too, two of them side by side, and the beginnings of longer ones. Nothing is
fitted beforehand: the counts are made with the index, a house's own entries among them.
"""

from __future__ import annotations

from itertools import pairwise
from math import exp, log

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container, Iterable, Iterator

_EDGE = "^"
"""Stands before the first word and after the last."""
_BEGINNING = 4
"""Letters of a beginning that is counted of every longer stem."""
_UNSEEN = 0.1
"""What a mark counts in a kind that never showed it."""
_MOST_LINES = 2_000
"""Lines of one kind that are counted: more tell nothing new."""
_MILD = 0.5
"""How far the kinds are told apart: naive Bayes counts words that go together twice."""
_SURE_PAIR = 3
"""A pair in so many lines is no chance."""
_MANY_PAIRS = 3
"""So many of those are all that can be asked of a query."""
_MOST_USUAL = 4 / 3
"""What more than those can come to: a long sentence on anything has usual pairs in it."""
_FEW = 60
"""With fewer entries than this, what is usual cannot be told: then the values are those that nearly
all true queries have in the shipped libraries."""
_STRANGE, _PAIRS, _USUAL, _DOUBT = 0.0, 1.0, 1.0, 0.15


def marks(line: list[str]) -> set[str]:
    """What is counted of a line of stems."""
    around = [_EDGE, *line, _EDGE]
    pairs = {f"{one}_{two}" for one, two in pairwise(around)}
    return {*line, *pairs, *(f"~{word[:_BEGINNING]}" for word in line if len(word) > _BEGINNING)}


class Counts:
    """Counts the marks of each kind while an index is made."""

    __slots__ = ("_lines", "_seen")

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._seen: dict[str, dict[str, int]] = {}

    def add(self, kinds: Iterable[str], line: list[str]) -> None:
        """Count a line of stems that belongs to all of `kinds`."""
        told = None
        for kind in kinds:
            so_far = self._lines.get(kind, 0)
            if so_far >= _MOST_LINES:
                continue
            self._lines[kind] = so_far + 1
            told = told if told is not None else marks(line)
            for mark in told:
                here = self._seen.setdefault(mark, {})
                here[kind] = here.get(kind, 0) + 1

    def marks(self) -> Iterator[tuple[str, int, str]]:
        """Every mark that was seen more than once: how often, and how often in which kind."""
        for mark, here in sorted(self._seen.items()):
            many = sum(here.values())
            if many > 1:
                yield mark, many, " ".join(f"{kind} {times}" for kind, times in here.items())

    def sizes(self) -> list[tuple[str, int]]:
        """How many marks were counted of each kind."""
        total: dict[str, int] = {}
        for here in self._seen.values():
            if sum(here.values()) > 1:
                for kind, times in here.items():
                    total[kind] = total.get(kind, 0) + times
        return sorted(total.items())


class Sorts:
    """The kinds that a query may be of."""

    __slots__ = ("doubt", "pairs", "shares", "strange", "usual")

    def __init__(
        self,
        connection: sqlite3.Connection,
        line: list[str],
        ordinary: Container[str],
        entries: int,
    ) -> None:
        """`line` holds the stems of the query in order; nothing in `ordinary` is strange.

        `entries` is the size of the index.
        """
        told = marks(line)
        places = ",".join("?" * len(told))
        rows = connection.execute(
            f"SELECT mark, many, kinds FROM mark WHERE mark IN ({places})",  # noqa: S608 - marks only
            sorted(told),
        ).fetchall()
        known = {row[0]: row[1] for row in rows}
        sums = _sums(connection, rows)
        best = max(sums.values(), default=0.0)
        shares = {kind: exp((value - best) * _MILD) for kind, value in sums.items()}
        whole = sum(shares.values()) or 1.0
        self.shares = {kind: share / whole for kind, share in shares.items()}
        """How likely each kind is; all of them make 1."""
        parts = self.shares.values()
        even = log(len(parts)) if len(parts) > 1 else 1.0
        self.doubt = -sum(part * log(part) for part in parts if part > 0) / even if parts else 1.0
        """How far the kinds are alike: 0 for one alone, 1 for all the same."""
        words = set(line)
        self.strange = sum(w not in known and w not in ordinary for w in words) / max(1, len(words))
        """The share of words that no kind knows."""
        pairs = [mark for mark in told if "_" in mark]
        self.pairs = sum(pair in known for pair in pairs) / max(1, len(pairs))
        """The share of neighbouring words that some kind knows side by side."""
        inside = sum(known.get(p, 0) >= _SURE_PAIR and _EDGE not in p for p in pairs)
        self.usual = min(_MOST_USUAL, inside / _MANY_PAIRS)
        """How many neighbours are usual in what debtors say, in threes: four count as all."""
        if entries < _FEW:
            self.strange, self.pairs, self.usual, self.doubt = _STRANGE, _PAIRS, _USUAL, _DOUBT

    def share(self, kinds: str) -> float:
        """How likely the likeliest is of `kinds`, divided by spaces; of none: as any of them."""
        if not kinds and self.shares:
            return 1 / len(self.shares)
        return max((self.shares.get(kind, 0.0) for kind in kinds.split(" ")), default=0.0)


def _many_marks(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT value FROM meta WHERE name = 'marks'").fetchone()[0])


def _sums(connection: sqlite3.Connection, rows: list[tuple[str, int, str]]) -> dict[str, float]:
    """The weight of the marks for each kind, against all other kinds together."""
    sizes = dict(connection.execute("SELECT kind, size FROM sort"))
    if not sizes:
        return {}
    total = sum(sizes.values())
    loose = _UNSEEN * _many_marks(connection)
    never = sum(log(_UNSEEN) - log(many + _UNSEEN) for _, many, _ in rows)
    sums = {
        kind: never + len(rows) * (log(total - size + loose) - log(size + loose))
        for kind, size in sizes.items()
    }
    for _, many, kinds in rows:
        parts = kinds.split(" ")
        without = log(_UNSEEN) - log(many + _UNSEEN)
        for kind, count in zip(parts[::2], parts[1::2], strict=True):
            times = int(count)
            sums[kind] += log(times + _UNSEEN) - log(many - times + _UNSEEN) - without
    return sums
