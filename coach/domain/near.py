"""Names that somebody may have meant, where the one they typed is not known."""

from collections.abc import Iterable

LEAST = 60
"""How like a name must be to be offered, 0 to 100."""
_SHORT = 4
"""Shorter words lie within many a name, so they are compared as a whole."""


def near(word: str, known: Iterable[str]) -> str:
    """The name among `known` that is likest `word`; empty: none is like it. Case makes no difference."""
    from rapidfuzz import fuzz, process  # only where something was not found

    best = process.extractOne(
        word,
        list(known),
        scorer=fuzz.ratio if len(word) < _SHORT else fuzz.WRatio,
        processor=str.casefold,
        score_cutoff=LEAST,
    )
    return str(best[0]) if best else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean ...?`, to stand behind a sentence; empty where nothing is like the word."""
    found = near(word, known)
    return f" Did you mean `{found}`?" if found else ""
