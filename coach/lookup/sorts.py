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
    from collections.abc import Container, Iterable, Iterator

    from coach.lookup.reader import Reader

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

    def __init__(self, reader: Reader, line: list[str], ordinary: Container[str]) -> None:
        """`line` holds the stems of the query in order; nothing in `ordinary` is strange."""
        told = marks(line)
        known = {mark: rows[0][0] for mark, rows in reader.of("mark", sorted(told)).items()}
        sums = _sums(reader, list(known))
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
        if reader.entries < _FEW:
            self.strange, self.pairs, self.usual, self.doubt = _STRANGE, _PAIRS, _USUAL, _DOUBT

    def share(self, kinds: list[str]) -> float:
        """How likely the likeliest is of `kinds`; of none: as any of them."""
        if not kinds and self.shares:
            return 1 / len(self.shares)
        return max((self.shares.get(kind, 0.0) for kind in kinds), default=0.0)


def _sums(reader: Reader, told: list[str]) -> dict[str, float]:
    """The weight of the marks for each kind, against all other kinds together."""
    even = _even(reader)
    parts = [_part(reader, mark) for mark in told]
    never = sum(unseen for unseen, _ in parts)
    sums = {kind: never + len(parts) * value for kind, value in even.items()}
    for _, seen in parts:
        for kind, value in seen:
            sums[kind] += value
    return sums


def _even(reader: Reader) -> dict[str, float]:
    """What a mark adds to each kind before it is known how often it was seen there."""
    made: dict[str, dict[str, float]] = reader.kept("sorts")
    if "even" not in made:
        sizes = dict(reader.connection.execute("SELECT kind, size FROM sort"))
        total = sum(sizes.values())
        loose = _UNSEEN * int(reader.meta("marks"))
        made["even"] = {
            kind: log(total - size + loose) - log(size + loose) for kind, size in sizes.items()
        }
    return made["even"]


def _part(reader: Reader, mark: str) -> tuple[float, list[tuple[str, float]]]:
    """What a mark adds to a kind in which it was never seen, and what more to those where it was."""
    made: dict[str, tuple[float, list[tuple[str, float]]]] = reader.kept("sort marks")
    if mark not in made:
        many, kinds = reader.of("mark", [mark])[mark][0]
        unseen = log(_UNSEEN) - log(many + _UNSEEN)
        parts = kinds.split(" ")
        made[mark] = (
            unseen,
            [
                (kind, log(int(times) + _UNSEEN) - log(many - int(times) + _UNSEEN) - unseen)
                for kind, times in zip(parts[::2], parts[1::2], strict=True)
            ],
        )
    return made[mark]
