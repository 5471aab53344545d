"""Repair of hasty spelling towards the words that this excuse and this trade use."""

from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coach.domain.scoring.data import ScoringData

_CALENDAR = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "tomorrow",
    "today",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "morning",
    "afternoon",
    "evening",
    "noon",
]
_SHORTEST = 4
_LONG = 8
_REMEMBERED = 4096


class Speller:
    """Gives the right spelling of hasty words."""

    def __init__(self, data: ScoringData) -> None:
        self._short = data.short
        self._known = frozenset(data.model.spelling) | data.plain | data.spelt
        self._general = tuple(
            sorted({*_CALENDAR, *(w for w in data.model.spelling if len(w) >= _SHORTEST)})
        )

    def for_words(self, extra: Iterable[str]) -> Callable[[str], str]:
        """The repair for a situation whose own words are `extra`."""
        own = frozenset(extra) - self._known
        targets = self._general + tuple(sorted(w for w in own if len(w) >= _SHORTEST))
        return _Repair(self._short, self._known | own, targets)


class _Repair:
    """Repairs one lower-case word; remembers a bounded number of answers."""

    def __init__(
        self, short: dict[str, str], known: frozenset[str], targets: tuple[str, ...]
    ) -> None:
        self._short = short
        self._known = known
        self._targets = targets
        self._answers: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        if word in self._short:
            return self._short[word]
        if word in self._known or len(word) < _SHORTEST or not word.isalpha() or len(word) > 24:  # noqa: PLR2004 - nothing longer is a word here
            return word
        if word not in self._answers:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[word] = self._nearest(word)
        return self._answers[word]

    def _nearest(self, word: str) -> str:
        for form in (
            word.removesuffix("s"),
            word.removesuffix("ed"),
            word.removesuffix("ing"),
            word.removesuffix("ly"),
        ):
            if form != word and (form in self._known or form + "e" in self._known):
                return word
        allowed = 2 if len(word) >= _LONG else 1
        near = process.extract(
            word, self._targets, scorer=OSA.distance, score_cutoff=allowed, limit=8
        )
        same = [(d, abs(len(w) - len(word)), w) for w, d, _ in near if w[0] == word[0]]
        return min(same)[2] if same else word
