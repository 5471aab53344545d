"""A reply made readable: spelling repaired, contractions written out, every word in its place."""

import re
from bisect import bisect_right
from collections.abc import Callable

import msgspec

from coach.domain.text import normalise, stem

READ = 4000
"""Characters of a reply that are judged: ten times a long reply; the rest is named, not read."""

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ENDINGS = (("n't", " not"), ("'ll", " will"), ("'re", " are"), ("'ve", " have"), ("'m", " am"))
_WOULD = re.compile(r"^(i|you|he|she|we|they|that|it|who)'d$")


class Token(msgspec.Struct, frozen=True):
    """One word of the readable text, and where its source stands in the reply as typed."""

    text: str
    """The word, repaired."""
    stem: str
    """The part that its forms share."""
    at: int
    """Where it begins in the readable text."""
    to: int
    """Where it ends in the readable text."""
    start: int
    """Where its source begins in the reply."""
    end: int
    """Where its source ends in the reply."""


class Reading(msgspec.Struct, frozen=True):
    """A reply as typed, beside the text that is judged."""

    source: str
    """As typed, whole."""
    plain: str
    """Lower case, spelling repaired, contractions written out."""
    tokens: tuple[Token, ...]
    """The words of `plain`."""
    cut: bool
    """Whether the reply was longer than what is judged."""
    begins: tuple[int, ...]
    """Where the tokens begin in `plain`."""

    def between(self, at: int, to: int) -> tuple[int, int]:
        """Numbers of the first token from `at` on, and of the first that begins at or after `to`."""
        first = bisect_right(self.begins, at) - 1
        if first < 0 or self.tokens[first].to <= at:
            first += 1
        last = bisect_right(self.begins, to - 1)
        return first, max(first, last)

    def place(self, at: int, to: int) -> tuple[int, int]:
        """The stretch of the reply as typed that stands behind `plain[at:to]`, whole words."""
        first, last = self.between(at, to)
        if first >= last:
            return 0, 0
        return self.tokens[first].start, self.tokens[last - 1].end

    def words(self, at: int, to: int) -> tuple[Token, ...]:
        """The words of `plain[at:to]`."""
        first, last = self.between(at, to)
        return self.tokens[first:last]


def read(answer: str, repair: Callable[[str], str]) -> Reading:
    """Reads `answer`; `repair` gives the right spelling of one lower-case word, or several."""
    judged = answer[:READ]
    plain = normalise(judged)
    pieces: list[str] = []
    tokens: list[Token] = []
    at = here = 0
    for match in _TOKEN.finditer(plain):
        gap = plain[here : match.start()]
        pieces.append(gap)
        at += len(gap)
        for number, word in enumerate(_written_out(match.group(), repair).split()):
            if number:
                pieces.append(" ")
                at += 1
            tokens.append(
                Token(word, stem(word), at, at + len(word), match.start(), match.end()),
            )
            pieces.append(word)
            at += len(word)
        here = match.end()
    pieces.append(plain[here:])
    return Reading(
        answer,
        "".join(pieces),
        tuple(tokens),
        len(answer) > READ,
        tuple(token.at for token in tokens),
    )


def _written_out(word: str, repair: Callable[[str], str]) -> str:
    known = repair(word)
    if known != word:
        return known
    if "'" in word:
        would = _WOULD.match(word)
        if would:
            return f"{would.group(1)} would"
        for ending, full in _ENDINGS:
            if word.endswith(ending):
                return repair(word.removesuffix(ending)) + full
    return known
