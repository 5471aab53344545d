"""Why a key point counts as made or not: which phrasing came nearest, and which words were missing.

The reviewer says whether a point was made. An author wants to know more: how near the reply came,
to which phrasing, and what would have closed the gap. The figures are the reviewer's own
(`match_points`); nothing here changes a score.
"""

from collections import OrderedDict

import msgspec

from coach.domain.scoring.data import ScoringData
from coach.domain.scoring.evidence import HIT
from coach.domain.scoring.features import match_points
from coach.domain.scoring.figures import sums
from coach.domain.scoring.finds import Match
from coach.domain.scoring.lens import Lens, concepts, lens, weight
from coach.domain.scoring.reading import Reading, read
from coach.domain.scoring.review import Situation
from coach.domain.scoring.spelling import Speller

NEEDED = round(HIT * 100)
"""From this nearness on, 0 to 100, a key point counts as made."""
NEAR = 30
"""From this nearness on a point that was not made was nearly made."""
_TELLS = 0.1
_KINDS = {"@day": "a day", "@time": "an hour", "@method": "a way of paying"}
"""Any day serves for a day, so the kind is named and not the word."""
_KEPT = 32


class Nearness(msgspec.Struct, frozen=True, kw_only=True):
    """How near a reply came to one key point."""

    id: str
    """The key point."""
    point: str
    """What it asks for, in words."""
    nearness: int
    """0 to 100; from `NEEDED` on the point counts as made, unless the reply says the opposite."""
    made: bool
    """Whether the point counts as made."""
    turned: bool
    """Whether the words that speak of it say the opposite."""
    index: int
    """Place of the nearest phrasing in the key point, from 0; -1: no phrasing shares a word."""
    phrasing: str
    """The nearest phrasing, placeholders filled; empty where there is none."""
    said: tuple[str, ...]
    """What tells in that phrasing and stands in the reply, in order: words, `a day`, `an hour`."""
    unsaid: tuple[str, ...]
    """What tells in that phrasing and is lacking in the reply."""
    quote: str
    """The words of the reply that came nearest; empty where nothing did."""

    @property
    def near(self) -> bool:
        """Whether the point was nearly made: close, or made by its words and turned round."""
        return not self.made and (self.turned or self.nearness >= NEAR)


class Explainer:
    """Says how near replies come to key points.

    Args:
        data: What the scorer knows.
    """

    def __init__(self, data: ScoringData) -> None:
        self._data = data
        self._speller = Speller(data)
        self._lenses: OrderedDict[bytes, Lens] = OrderedDict()

    def nearness(self, situation: Situation, answer: str) -> tuple[Nearness, ...]:
        """How near `answer` comes to each key point of `situation`, in the excuse's order."""
        view = self._lens(situation)
        reading = read(answer, view.repair)
        matches = match_points(answer, view, self._data, self._data.methods)
        return tuple(
            self._one(situation, number, match, reading, view)
            for number, match in enumerate(matches)
        )

    def _one(
        self, situation: Situation, number: int, match: Match, reading: Reading, view: Lens
    ) -> Nearness:
        point = situation.key_points[number]
        at, to = (match.at, match.to) if match.score else (0, len(reading.plain))
        own = {concept for concept, _, _ in self._told(reading, view, at, to)}
        best, index = 0.0, -1
        parts: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        for place, phrasing in enumerate(point.phrasings):
            share, words = self._held(phrasing, own, view)
            if share > best:
                best, index, parts = share, place, words
        start, end = reading.place(match.at, match.to) if match.score else (0, 0)
        made = match.score >= HIT and not match.turned
        return Nearness(
            id=point.id,
            point=point.point,
            # Rounded down: what is not made must never be shown as near enough.
            nearness=int(min(1.0, match.score) * 100),
            made=made,
            turned=match.turned,
            index=index,
            phrasing=point.phrasings[index] if index >= 0 else "",
            said=parts[0],
            unsaid=parts[1],
            quote=reading.source[start:end],
        )

    def _held(
        self, phrasing: str, own: set[str], view: Lens
    ) -> tuple[float, tuple[tuple[str, ...], tuple[str, ...]]]:
        """How much of a phrasing stands in the reply, by weight, and its words said and unsaid."""
        reading = read(phrasing, view.repair)
        said: dict[str, None] = {}
        unsaid: dict[str, None] = {}
        held = whole = 0.0
        for concept, at, to in self._told(reading, view, 0, len(reading.plain)):
            start, end = reading.place(at, to)
            words = _KINDS.get(concept) or reading.source[start:end]
            (said if concept in own else unsaid).setdefault(words)
            worth = weight(concept, self._data)
            whole += worth
            held += worth if concept in own else 0.0
        return (held / whole if whole else 0.0), (tuple(said), tuple(unsaid))

    def _told(
        self, reading: Reading, view: Lens, begin: int, end: int
    ) -> list[tuple[str, int, int]]:
        """The telling concepts of a stretch of text with their places."""
        found = concepts(reading, sums(reading.plain), view.known, self._data.methods, self._data)
        told: list[tuple[str, int, int]] = []
        for concept, at, to in found:
            # The `three` of `before three` is told once, as an hour.
            inside = told and told[-1][0] in _KINDS and at < told[-1][2]
            if begin <= at < end and not inside and weight(concept, self._data) > _TELLS:
                told.append((concept, at, to))
        return told

    def _lens(self, situation: Situation) -> Lens:
        key = msgspec.json.encode((situation.excuse, situation.account, situation.says))
        kept = self._lenses.get(key)
        if kept is None:
            kept = lens(situation, self._data, self._data.methods, self._speller.for_words)
            self._lenses[key] = kept
            if len(self._lenses) > _KEPT:
                self._lenses.popitem(last=False)
        return kept
