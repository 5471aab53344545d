"""The closer look at a candidate: its tags, its purpose, and words that stand side by side.

Three plain measures beside the meanings: BM25 over title and tags, BM25 over what the entry is
for (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), and the share of the
query's neighbouring words that one line of the debtor holds side by side too. Light words count
here by their rarity, so that "you again" and "my son" tell something.
"""

from __future__ import annotations

from itertools import pairwise
from math import log

from coach.lookup.index import ABOUT, WHOLE_LINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

TAGS, AIMS, PAIRS = 0.29, 0.1, 0.36
"""Shares of the three measures, fitted in five folds over queries that no entry's author wrote."""
_OFTEN, _LONG = 1.2, 0.75
"""BM25: how soon a repeated word counts no more, and how much length matters."""


class Closer:
    """Measures candidates against one query."""

    __slots__ = ("_aims", "_pairs", "_tags", "_told", "_total", "_words")

    def __init__(self, connection: sqlite3.Connection, line: list[str], entries: int) -> None:
        """`line` holds the stems of the query in order; `entries` is the size of the index."""
        wanted = list(dict.fromkeys(line))
        marks = ",".join("?" * len(wanted))
        many = dict(
            connection.execute(
                f"SELECT word, many FROM common WHERE word IN ({marks})",  # noqa: S608 - marks only
                wanted,
            )
        )
        rare = {
            word: log(1 + (entries - many.get(word, 0) + 0.5) / (many.get(word, 0) + 0.5))
            for word in wanted
        }
        self._total = sum(rare.values()) or 1.0
        self._words = {word: tells for word, tells in rare.items() if word in many}
        pairs = pairwise(line)
        self._pairs = {pair: rare[pair[0]] + rare[pair[1]] for pair in pairs}
        self._told = sum(self._pairs.values()) or 1.0
        lengths = dict(
            connection.execute("SELECT name, value FROM meta WHERE name IN ('tags', 'aims')")
        )
        self._tags = float(lengths["tags"])
        self._aims = float(lengths["aims"])

    def measure(self, tags: str, aims: str, lines: str) -> float:
        """How well an entry fits: 0 for not at all, seldom above 1."""
        return (
            TAGS * self._bm25(tags, self._tags)
            + AIMS * self._bm25(aims, self._aims)
            + PAIRS * self._side_by_side(lines)
        )

    def _bm25(self, text: str, usual: float) -> float:
        """BM25 as a part of what the query's words could tell."""
        words = text.split(" ")
        bend = _OFTEN * (1 - _LONG + _LONG * len(words) / usual)
        value = 0.0
        for word, tells in self._words.items():
            times = words.count(word)
            if times:
                value += tells * times * (_OFTEN + 1) / (times + bend)
        return value / self._total

    def _side_by_side(self, lines: str) -> float:
        """The share of the query's neighbours that the best line holds, the rarer the more."""
        best = 0.0
        for line in lines.split("\n") if self._pairs else ():
            if line.startswith(ABOUT):
                continue
            words = line.partition(WHOLE_LINE)[2].split(" ")
            here = self._pairs.keys() & pairwise(words)
            if here:
                best = max(best, sum(self._pairs[pair] for pair in here))
        return best / self._told
