"""What was asked, as the ranking reads it: weighted words, each with what may stand for it."""

from __future__ import annotations

from math import log

from coach.lookup.meaning import LIGHT, light_line, meanings
from coach.lookup.words import STOP, split, stem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.lookup.meaning import Phrase
    from coach.lookup.reader import Reader

MEANT = 0.87
"""How much a word of the same meaning counts beside the word itself."""
MEANT_WHOLE = 0.45
"""The same for a whole phrase, which is hardly ever ambiguous."""
NEAR = 0.93
"""The same for a neighbour of which one cannot be told from the other by meaning."""
_TELLING = 4.9
"""A meaning that weighs less than this is so common that its words count for less."""
_LIGHT = "the"
"""Stands for a word of which so little was typed that it may become a light one."""
_LONGEST = 60
"""Words of a query that are looked at."""
BEGUN = 0.9
"""How much a word counts of which only the beginning was typed."""
UNKNOWN = 1.0
"""Weight of a word that stands nowhere in the libraries, as a part of the greatest weight."""
_MOST_BEGUN = 24
"""How many words a beginning may stand for."""
_SHORT_BEGINNING = 2
"""So few letters, when they come last while typing, are hardly ever the whole word."""
_SHORTEST_REPAIRED = 4
"""Shorter words have too many neighbours to be taken for a slip of the finger."""
_ONE_SLIP, _TWO_SLIPS = 0.85, 0.7


class Unit:
    """One thing that was asked for."""

    __slots__ = ("sign", "stands", "weight")

    def __init__(
        self, weight: float, stands: dict[str, float], sign: frozenset[tuple[str, float]]
    ) -> None:
        self.weight = weight
        """How much it tells: the rarer in the libraries, the more."""
        self.stands = stands
        """What may stand for it in an entry, and how fully it does, up to 1."""
        self.sign = sign
        """What it holds, to know it again by."""


class Query:
    """A query made ready."""

    __slots__ = ("joined", "line", "many", "mended", "total", "units", "whole")

    def __init__(
        self,
        units: list[Unit],
        line: list[str],
        whole: list[str],
        many: dict[str, int],
        mended: int,
    ) -> None:
        self.units = units
        self.line = line
        """All stems in order."""
        self.whole = whole
        """The same; in the place of a last one that was only begun, the likeliest that it may become."""
        self.joined = " ".join(line)
        """The same as one text, for comparing letter by letter."""
        self.many = many
        """In how many entries each word of the units stands."""
        self.mended = mended / max(1, len(line))
        """The share of words that were taken for slips of the finger."""
        self.total = sum(unit.weight for unit in units)


class _Reading:
    """The words of a query while it is made ready."""

    def __init__(self, text: str, reader: Reader) -> None:
        self.typed = split(text)[:_LONGEST]
        self.line = [stem(word) for word in self.typed]
        self.reader = reader
        self.entries = max(reader.entries, 2)
        self.many: dict[str, int] = {}
        self.tells: dict[str, float] = {}
        self.repaired: dict[str, float] = {}
        self.begun: dict[str, float] = {}
        self.open = False
        self.count([*self.line, light_line(self.line)])

    def count(self, words: Iterable[str]) -> None:
        """Find out in how many entries each word stands, and how much it tells."""
        for word, rows in self.reader.of("term", words).items():
            self.many[word], self.tells[word] = rows[0]

    def weight(self, word: str) -> float:
        """How much a word tells: from near 0 upwards, the rarer the more."""
        many = self.many[word]
        rare = log(1 + (self.entries - many + 0.5) / (many + 0.5))
        return rare * self.tells[word]

    def mend(self, *, typing: bool) -> None:
        """Words that stand nowhere: beginnings of words, slips of the finger."""
        last = len(self.line) - 1
        for place, word in enumerate(self.typed):
            known = self.line[place] in self.many or word in STOP or self.line[place] in STOP
            if known or word[:1].isdigit():
                continue
            if place == last and self._unfinished(word, typing=typing):
                self.open = True
                continue
            if _is_known(self.line[place], self.reader):
                continue
            better = _repaired(word, self)
            if better:
                self.line[place], sure = better
                self.repaired[self.line[place]] = sure
        if typing and self.line and self.line[last] in self.many:
            self.begun = self._beginnings(self.typed[last])
        self.count(self.repaired)

    def _beginnings(self, word: str) -> dict[str, float]:
        begun = _begun(word, self.reader)
        self.count(begun)
        return {other: worth for other, worth in begun.items() if other in self.many}

    def _unfinished(self, word: str, *, typing: bool) -> bool:
        """Whether the last word is the beginning of known ones, or may become a light one."""
        self.begun = self._beginnings(word)
        if not self.begun and typing and any(light.startswith(word) for light in STOP):
            self.line[-1] = _LIGHT
            return True
        return bool(self.begun)

    def _own_worth(self, word: str, place: int) -> float:
        """What a word itself is worth; a beginning no more than what it may become."""
        worth = self.repaired.get(word, 1.0)
        others = [begun for other, begun in self.begun.items() if other != word]
        last = place == len(self.line) - 1
        if last and others and len(self.typed[place]) <= _SHORT_BEGINNING:
            return min(worth, max(others))
        return worth

    def units(self) -> list[Unit]:
        """What was asked for, each with what may stand for it."""
        meant, alone = self._meant()
        near = self._near()
        units: dict[str, Unit] = {}
        last = len(self.line) - 1
        for place, word in enumerate(self.line):
            if (word in STOP and not (place == last and self.begun)) or word[:1].isdigit():
                continue
            stands = dict(near.get(word, ()))
            for name, worth in meant.get(place, {}).items():
                stands[name] = max(worth, stands.get(name, 0.0))
            if place == last:
                for other, worth in self.begun.items():
                    stands[other] = max(worth, stands.get(other, 0.0))
            if word not in STOP:
                stands[word] = self._own_worth(word, place)
            stands = {token: worth for token, worth in stands.items() if token in self.many}
            weight = self._unit_weight(word, stands)
            if word not in units or len(stands) > len(units[word].stands):
                units[word] = self._unit(weight, stands)
        for name, worth in alone.items():
            units.setdefault(name, self._unit(self.weight(name), {name: worth}))
        light = light_line(self.line)
        if light in self.many:
            units.setdefault(light, self._unit(self.weight(light), {light: 1.0}))
        return list(units.values())

    def _unit(self, weight: float, stands: dict[str, float]) -> Unit:
        """The unit of a key ago, if it is the same: then it is known again at a glance."""
        made: dict[tuple[float, frozenset[tuple[str, float]]], Unit] = self.reader.kept("units")
        sign = frozenset(stands.items())
        return made.setdefault((weight, sign), Unit(weight, stands, sign))

    def _unit_weight(self, word: str, stands: dict[str, float]) -> float:
        most = log(1 + self.entries)
        if word in self.many and word not in STOP:
            own = self.weight(word)
            # A rare word of a common meaning tells what the meaning tells, and a little more.
            common = [self.weight(name) for name, worth in stands.items() if worth >= MEANT_WHOLE]
            return (own + max(common)) / 2 if common and max(common) < own else own
        if stands:
            return max(self.weight(token) * worth for token, worth in stands.items())
        return most * UNKNOWN

    def whole(self) -> list[str]:
        """The stems; where the last was only begun, the commonest that it may become, if any."""
        if not self.open:
            return self.line
        likely = max(self.begun, key=lambda word: (self.many[word], word), default="")
        return [*self.line[:-1], *([likely] if likely else [])]

    def _meant(self) -> tuple[dict[int, dict[str, float]], dict[str, float]]:
        """Meanings by the place of the words that bear them, and those that no word bears."""
        phrases = self.reader.of("phrase", self.line)
        named = meanings(self.line, lambda word: _ready(word, phrases, self.reader))
        self.count(name for _, _, name in named)
        meant: dict[int, dict[str, float]] = {}
        alone: dict[str, float] = {}
        for first, end, name in named:
            if name not in self.many:
                continue
            bearing = [at for at in range(first, end + 1) if self.line[at] not in STOP]
            whole = end > first
            spread = min(1.0, self.weight(name) / _TELLING) ** 0.5
            worth = MEANT_WHOLE if whole else MEANT * spread
            for at in bearing:
                names = meant.setdefault(at, {})
                names[name] = max(worth, names.get(name, 0.0))
            if not bearing:
                alone[name] = worth
        return meant, alone

    def _near(self) -> dict[str, list[tuple[str, float]]]:
        wanted = [word for word in dict.fromkeys(self.line) if word not in STOP]
        found: dict[str, list[tuple[str, float]]] = {}
        for word, rows in self.reader.of("near", wanted).items():
            parts = rows[0][0].split(" ")
            found[word] = [
                (other, NEAR * float(worth))
                for other, worth in zip(parts[::2], parts[1::2], strict=True)
            ]
        self.count(other for near in found.values() for other, _ in near)
        return found


def read_query(text: str, reader: Reader, *, typing: bool) -> Query:
    """Make `text` ready against an index.

    `typing` says that the last word may not be finished yet; of a single letter nothing is known.
    """
    before = text.rpartition(" ")
    if typing and len(before[2]) == 1 and before[0].strip():
        text = before[0]
    reading = _Reading(text, reader)
    reading.mend(typing=typing)
    units = reading.units()
    return Query(units, reading.line, reading.whole(), reading.many, len(reading.repaired))


def _is_known(word: str, reader: Reader) -> bool:
    """Whether a word that stands in no entry has a meaning or neighbours all the same."""
    return bool(reader.of("phrase", [word]) or reader.of("near", [word]))


def _ready(
    word: str, phrases: dict[str, list[tuple[str, str]]], reader: Reader
) -> list[tuple[Phrase, str]]:
    """The phrases that begin with a word, with their meanings."""
    rows = phrases.get(word)
    if not rows:
        return []
    made = reader.kept("phrase")
    found: list[tuple[Phrase, str]] | None = made.get(word)
    if found is None:
        found = made[word] = [(tuple(words.split(" ")), name) for words, name in rows]
    return found


def _begun(word: str, reader: Reader) -> dict[str, float]:
    """The stems of words that begin with `word`, and what they are worth."""
    if len(word) < 2 or word in LIGHT:  # noqa: PLR2004 - one letter begins everything
        return {}
    made: dict[str, dict[str, float]] = reader.kept("begun")
    if word in made:
        return made[word]
    rows = reader.connection.execute(
        "SELECT word, stem FROM typed WHERE word >= ? AND word < ? ORDER BY length(word) LIMIT ?",
        (word, word[:-1] + chr(ord(word[-1]) + 1), _MOST_BEGUN),
    )
    found: dict[str, float] = {}
    for whole, root in rows:
        if root not in STOP:
            # The shortest word that begins so is the likeliest one to be meant.
            worth = BEGUN * (len(word) / len(whole)) ** 0.5
            found[root] = max(worth, found.get(root, 0.0))
    made[word] = found
    return found


def _repaired(word: str, reading: _Reading) -> tuple[str, float] | None:
    """The stem of the known word that `word` was most likely meant to be, and how sure that is."""
    if len(word) < _SHORTEST_REPAIRED or not word.isalpha():
        return None
    made: dict[str, tuple[str, float] | None] = reading.reader.kept("repaired")
    if word not in made:
        made[word] = _nearest(word, reading)
    return made[word]


def _nearest(word: str, reading: _Reading) -> tuple[str, float] | None:
    size = len(word)
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    slips = 1 if size < 7 else 2  # noqa: PLR2004 - a second slip needs letters around it
    firsts = dict.fromkeys((word[0], word[1]))
    rows: dict[str, str] = {}
    for first in firsts:
        rows.update(
            reading.reader.connection.execute(
                "SELECT word, stem FROM typed WHERE word >= ? AND word < ?"
                " AND length(word) BETWEEN ? AND ?",
                (first, first + "\U0010ffff", size - slips, size + slips),
            )
        )
    near = extract(word, rows.keys(), scorer=OSA.distance, score_cutoff=slips, limit=12)
    if not near:
        return None
    reading.count(rows[found] for found, _, _ in near)
    many = reading.many
    best = min(
        near, key=lambda one: (one[1], one[0][0] != word[0], -many.get(rows[one[0]], 0), one[0])
    )
    return rows[best[0]], _ONE_SLIP if best[1] <= 1 else _TWO_SLIPS
