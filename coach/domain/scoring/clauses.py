"""A reply cut into clauses: each with its place, its kind, its polarity and how firmly it is said."""

import re
from itertools import pairwise
from typing import Literal

import msgspec

from coach.domain.scoring.reading import Reading, Token

Kind = Literal["question", "demand", "offer", "condition", "statement"]

_SENTENCE = re.compile(r"[.!?;\n]+(?=[\s\"')\]]|$)|\n+")
_ABBREVIATED = re.compile(r"\b(?:mr|mrs|ms|dr|no|nr|st|prof|approx|vs|ltd|inc|co|a\.m|p\.m)$")
# Repeats are bounded: a run of blanks would cost the square of its length otherwise.
_JOINT = re.compile(
    r"\s{0,9}[,:()\u2026]{1,9}\s{1,9}|\s{1,9}-{1,9}\s{1,9}"
    r"|\s{1,9}(?=(?:but|because|so that|if|unless|once|while|whereas)\s)"
    r"|\s{1,9}(?=(?:and|then|so) (?:i|we|you|he|she|they|please|let|there|it|can|could|will|do)\s)",
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nothing|neither|nor|without|nobody|hardly|no one)\b",
)
_CONDITION = re.compile(
    r"^(?:and |but |so |or )?(?:if|unless|once|when|as soon as|until|whenever|in case)\b"
)
_ASKS = re.compile(
    r"^(?:and |but |so |then |ok |okay |well |now |or )*(?:who|whose|what|which|when|where|why|how|can|could|"
    r"will|would|may|do|does|did|is|are|was|were|has|have|shall|should)\b",
)
_DEMANDS = re.compile(
    r"^(?:and |but |so |then |ok |now |just )*(?:please|kindly|let us|let me have|pay|send|give|tell|put|"
    r"connect|transfer|call|email|mail|confirm|show|release|make|take|get|ask|enter|set|name|"
    r"introduce|load|move|wire|bring|check|have|keep|do)\b|\b(?:i|we) (?:need|want|expect|require|"
    r"must have|am asking|are asking|ask you|insist|count on|would like)\b|\bplease\b|"
    r"\byou (?:must|have to|need to)\b",
)
_OFFERS = re.compile(
    r"\b(?:i|we) (?:will|can|could|shall|am able|are able|would|am happy|are happy)\b|\blet me\b|"
    r"\bwould it help\b|\bhow about\b",
)
_HEDGED = re.compile(
    r"\b(?:maybe|perhaps|possibly|i guess|i suppose|wondering|hoping|not sure|might|by chance|"
    r"somehow|if possible|at some point|probably)\b",
)


class Clause(msgspec.Struct, frozen=True):
    """One clause of a reply."""

    at: int
    """Where it begins in the readable text."""
    to: int
    """Where it ends."""
    sentence: int
    """Number of its sentence."""
    text: str
    """Its readable text."""
    tokens: tuple[Token, ...]
    """Its words."""
    kind: Kind
    """What it does."""
    negative: bool
    """Whether it holds a word of negation."""
    hedged: bool
    """Whether it is said without firmness."""


def sentences(plain: str) -> list[tuple[int, int]]:
    """The sentences of a readable text, as places; abbreviations and figures do not end one."""
    found: list[tuple[int, int]] = []
    begin = 0
    for match in _SENTENCE.finditer(plain):
        if match.group() == "." and _ABBREVIATED.search(
            plain, max(begin, match.start() - 8), match.start()
        ):
            continue
        if plain[begin : match.end()].strip():
            found.append((begin, match.end()))
        begin = match.end()
    if plain[begin:].strip():
        found.append((begin, len(plain)))
    return found


def clauses(reading: Reading) -> tuple[Clause, ...]:
    """The clauses of a reply in order; a sentence said before is not said again."""
    found: list[Clause] = []
    for number, (begin, end) in enumerate(sentences(reading.plain)):
        sentence = reading.plain[begin:end]
        asks = sentence.rstrip(" \"')").endswith("?")
        cuts = [begin]
        for match in _JOINT.finditer(sentence):
            where = begin + match.end()
            if len(reading.words(cuts[-1], where)) >= 2 and len(reading.words(where, end)) >= 2:  # noqa: PLR2004 - one word is no clause
                cuts.append(where)
        cuts.append(end)
        for place, (at, to) in enumerate(pairwise(cuts)):
            tokens = reading.words(at, to)
            if tokens:
                last = place == len(cuts) - 2
                found.append(_clause(reading.plain[at:to], at, to, number, tokens, asks and last))
    return tuple(found)


def _clause(
    text: str, at: int, to: int, number: int, tokens: tuple[Token, ...], asks: bool
) -> Clause:
    plain = text.strip()
    return Clause(
        at, to, number, text, tokens, _kind(plain, asks),
        bool(_NEGATION.search(plain)), bool(_HEDGED.search(plain)),
    )  # fmt: skip


def _kind(text: str, asks: bool) -> Kind:
    if asks or (_ASKS.match(text) and not _DEMANDS.search(text)):
        return "question"
    if _CONDITION.match(text):
        return "condition"
    if _DEMANDS.search(text):
        return "demand"
    if _OFFERS.search(text):
        return "offer"
    return "statement"
