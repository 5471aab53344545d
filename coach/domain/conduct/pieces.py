"""Words cut into the pieces that the network knows: the longest known beginning, then the next.

The way of BERT's word pieces for text without capitals (Devlin and others 2019, its published
vocabulary): accents are dropped, every sign of punctuation stands alone.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

_LONGEST_WORD = 40
"""A longer word is not one: it reads as unknown."""
_KEPT = 20_000
"""Words whose pieces are kept."""


class Pieces:
    """Cuts text into numbers of known pieces.

    Args:
        known: Every piece with its number; those inside a word begin with `##`.
        unknown: The number of what is not known.
    """

    def __init__(self, known: Mapping[str, int], unknown: int) -> None:
        self.known = known
        """Every piece with its number."""
        self.unknown = unknown
        """The number of what is not known."""
        self._cut = lru_cache(_KEPT)(self._cut_word)

    def of(self, text: str, most: int) -> list[int]:
        """The numbers of the first `most` pieces of `text`."""
        found: list[int] = []
        for word in _words(text):
            found += self._cut(word)
            if len(found) >= most:
                break
        return found[:most]

    def _cut_word(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return (self.unknown,)
        found = []
        start = 0
        while start < len(word):
            before = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self.known.get(before + word[start:end])
                if number is not None:
                    break
            else:
                return (self.unknown,)
            found.append(number)
            start = end
        return tuple(found)


def _words(text: str) -> Iterator[str]:
    """Words and single signs, in small letters without accents."""
    plain = unicodedata.normalize("NFD", text.lower())
    word = ""
    for sign in plain:
        kind = unicodedata.category(sign)
        if kind == "Mn" or (kind[0] == "C" and sign not in "\t\n\r"):
            continue
        if kind[0] == "Z" or sign in "\t\n\r" or _alone(sign, kind):
            if word:
                yield word
            word = ""
            if _alone(sign, kind):
                yield sign
        else:
            word += sign
    if word:
        yield word


def _alone(sign: str, kind: str) -> bool:
    """Whether a sign is a word of its own: punctuation, all other ASCII signs, and ideographs."""
    ascii_sign = "!" <= sign <= "~" and not sign.isalnum()
    return ascii_sign or kind[0] == "P" or "\u4e00" <= sign <= "\u9fff"
