"""Whether words stand in an order that a person would say: little words that cannot be neighbours tell."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from coach.domain.scoring.reading import Token

_ARTICLE = frozenset(["the", "a", "an", "my", "your", "our", "his", "her", "its", "their", "every"])
_SUBJECT = frozenset(["i", "we", "he", "she", "they"])
_OBJECT = frozenset(["me", "us", "him", "them"])
_MODAL = frozenset(["can", "could", "will", "would", "should", "shall", "must", "might"])
_BEING = frozenset(
    ["is", "are", "was", "were", "am", "be", "been", "has", "have", "had", "do", "does", "did"]
)
_LINK = frozenset(
    [
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "from",
        "by",
        "with",
        "into",
        "about",
        "and",
        "but",
        "or",
        "if",
        "because",
        "than",
        "as",
    ]
)
_AFTER_ARTICLE = (
    _ARTICLE | _SUBJECT | _OBJECT | _MODAL | _BEING | _LINK | {"you", "it", "not", "please"}
)
_AFTER_SUBJECT = (
    _ARTICLE
    | _SUBJECT
    | _OBJECT
    | (_LINK - {"in", "on", "at", "and", "or", "to", "by", "for", "as", "with", "from"})
    | {"is", "be"}
)
_AFTER_MODAL = (
    _MODAL
    | (_LINK - {"or", "and", "at", "in", "by"})
    | _OBJECT
    | {"is", "are", "was", "were", "has", "had", "am"}
)
_AFTER_LINK = {
    "of": _MODAL | _BEING | _SUBJECT | _LINK | {"not", "please"},
    "to": _MODAL
    | {
        "is",
        "are",
        "was",
        "were",
        "am",
        "has",
        "had",
        "does",
        "of",
        "from",
        "than",
        "i",
        "we",
        "he",
        "they",
        "please",
    },
    "at": _MODAL | _BEING | _SUBJECT | _LINK | {"please"},
    "for": _MODAL
    | {
        "is",
        "are",
        "was",
        "were",
        "am",
        "be",
        "do",
        "does",
        "i",
        "he",
        "we",
        "they",
        "please",
        "of",
    },
    "from": _MODAL
    | {"is", "are", "was", "were", "am", "be", "do", "i", "he", "we", "they", "please", "of", "to"},
    "than": _MODAL | {"of", "be", "please"},
}
_NEVER_LAST = frozenset(["of", "than", "if", "because", "and", "or", "but", "into", "as"])
_NEVER_FIRST = _OBJECT | {"of", "than", "into", "'s"}
_AFTER_PLEASE = (
    _MODAL | _BEING - {"do", "be", "have"} | _ARTICLE | {"of", "than", "to", "i", "he", "they"}
)
_AFTER_BEING = _MODAL | {"of", "than", "please"}
_ASKING = frozenset(["what", "which", "who", "when", "where", "how", "why"])
_AFTER_ASKING = _OBJECT | {"of", "than", "and", "but", "please", "because"}
_STOPS = frozenset(".!?\n")
_PAUSES = frozenset(".!?,;:/\n+|")
_SPEAKS = (
    _SUBJECT
    | _OBJECT
    | _MODAL
    | _BEING
    | frozenset(
        [
            "you",
            "it",
            "that",
            "there",
            "please",
            "thank",
            "sorry",
            "let",
            "who",
            "what",
            "when",
            "where",
            "why",
            "how",
            "pay",
            "send",
            "call",
            "need",
            "want",
            "give",
            "take",
            "get",
            "ask",
            "tell",
            "keep",
            "hold",
            "sign",
            "come",
            "go",
            "make",
            "see",
            "know",
            "put",
            "check",
            "confirm",
            "transfer",
            "release",
            "ring",
            "write",
            "show",
            "find",
            "wait",
            "help",
            "agree",
            "fix",
            "say",
            "promise",
            "speak",
            "talk",
            "bring",
            "look",
            "may",
            "does",
            "hear",
        ],
    )
)
"""Words that somebody says to somebody: a list of keywords has none of them."""
_NEARLY_ALL = 0.9
_HARDLY = 0.3
_BREAKS = frozenset(".!?,;:()-\n\"'")


def misplaced(tokens: Sequence[Token], plain: str) -> tuple[int, int]:
    """How many pairs of neighbours cannot stand so, of how many that could have told."""
    if not tokens:
        return 0, 0
    wrong = told = 0
    fresh = True
    for one, two in zip(tokens, [*tokens[1:], None], strict=True):
        gap = plain[one.to : two.at] if two is not None else plain[one.to :] + "."
        apart = not _BREAKS.isdisjoint(gap)
        ends = not _STOPS.isdisjoint(gap)
        follower = "" if apart or two is None else two.text
        checked = _pair(one.text, follower, apart=apart)
        if fresh and one.text in _NEVER_FIRST:
            checked = True
        if ends and one.text in _NEVER_LAST:
            checked = True
        told += checked is not None
        wrong += checked is True
        fresh = ends
    return wrong, told


def _pair(one: str, two: str, *, apart: bool) -> bool | None:
    """Whether the pair cannot stand; none where it tells nothing. `two` is empty across a pause."""
    if one in _ARTICLE:
        return apart or two in _AFTER_ARTICLE
    if not two:
        return None
    for group, follows in (
        (_SUBJECT, _AFTER_SUBJECT), (_MODAL, _AFTER_MODAL), (_BEING, _AFTER_BEING), (_ASKING, _AFTER_ASKING),
    ):  # fmt: skip
        if one in group:
            return two in follows
    if one == "please":
        return two in _AFTER_PLEASE
    return two in _AFTER_LINK[one] if one in _AFTER_LINK else None


def scrambled(tokens: Sequence[Token], phrases: Iterable[tuple[str, ...]]) -> int:
    """How many phrases stand in a reply with nearly all their words and hardly one pair of neighbours."""
    words = [t.text for t in tokens]
    held = set(words)
    pairs = set(pairwise(words))
    count = 0
    for phrase in phrases:
        there = sum(w in held for w in phrase) / len(phrase)
        if there >= _NEARLY_ALL:
            kept = sum(pair in pairs for pair in pairwise(phrase))
            count += kept <= _HARDLY * (len(phrase) - 1)
    return count


def listed(tokens: Sequence[Token], plain: str) -> float:
    """Which share of the words stand in fragments that say nothing to anybody: 1 in a list of keywords.

    A fragment runs from pause to pause; it speaks where it holds a pronoun, a verb of every day or
    a courtesy, or where it asks. Fewer than three mute fragments are no list.
    """
    mute = words = fragments = 0
    run: list[Token] = []
    for one, two in zip(tokens, [*tokens[1:], None], strict=False):
        run.append(one)
        gap = plain[one.to : two.at] if two is not None else plain[one.to :] + "."
        if _PAUSES.isdisjoint(gap):
            continue
        words += len(run)
        if "?" not in gap and not any(t.text in _SPEAKS or t.stem in _SPEAKS for t in run):
            mute += len(run)
            fragments += 1
        run = []
    return mute / max(1, words) if fragments > 2 else 0.0  # noqa: PLR2004 - two may be a greeting and a name
