"""The closer look at a candidate: its words by their rarity, and words that stand side by side.

Four plain measures beside the meanings: BM25 over all that debtors say of it, over title and tags,
and over what the entry is for (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
2009), and the share of the query's neighbouring words that one line of the debtor holds side by
side too. Light words count here by their rarity, so that "you again" and "my son" tell something.
"""

from __future__ import annotations

from itertools import pairwise
from math import log

TYPE_CHECKING = False
if TYPE_CHECKING:
    from coach.lookup.reader import Entry, Lines, Reader

_OFTEN, _LONG = 1.2, 0.75
"""BM25: how soon a repeated word counts no more, and how much length matters."""


class Closer:
    """Measures candidates against one query."""

    __slots__ = ("_pairs", "_told", "_total", "_usual", "_words")

    def __init__(self, reader: Reader, line: list[str]) -> None:
        """`line` holds the stems of the query in order."""
        entries = reader.entries
        wanted = list(dict.fromkeys(line))
        many = {word: rows[0][0] for word, rows in reader.of("common", wanted).items()}
        rare = {
            word: log(1 + (entries - many.get(word, 0) + 0.5) / (many.get(word, 0) + 0.5))
            for word in wanted
        }
        self._total = sum(rare.values()) or 1.0
        self._words = {f" {word} ": tells for word, tells in rare.items() if word in many}
        self._pairs = {f" {one}  {two} ": rare[one] + rare[two] for one, two in pairwise(line)}
        self._told = sum(self._pairs.values()) or 1.0
        self._usual = [float(reader.meta(name)) for name in ("said", "tags", "aims")]

    @property
    def known(self) -> frozenset[str]:
        """The words of the query that stand anywhere in the libraries."""
        return frozenset(word.strip() for word in self._words)

    def measure(self, entry: Entry) -> tuple[float, float, float, float]:
        """Said, tags, aims and pairs: each 0 for not at all, seldom above 1."""
        said, tags, aims = (
            self._bm25(text, size, usual)
            for (text, size), usual in zip(entry.texts, self._usual, strict=True)
        )
        return said, tags, aims, self._side_by_side(entry.lines)

    def _bm25(self, text: str, size: int, usual: float) -> float:
        """BM25 as a part of what the query's words could tell."""
        bend = _OFTEN * (1 - _LONG + _LONG * size / usual)
        value = 0.0
        for word, tells in self._words.items():
            if word in text:
                times = text.count(word)
                value += tells * times * (_OFTEN + 1) / (times + bend)
        return value / self._total

    def _side_by_side(self, lines: Lines) -> float:
        """The share of the query's neighbours that the best line holds, the rarer the more."""
        here = [(both, tells) for both, tells in self._pairs.items() if both in lines.told]
        if not here:
            return 0.0
        best = max(sum(tells for both, tells in here if both in line) for line in lines.wholes)
        return best / self._told
