"""What a reply to one situation is held against, worked out once: points, words, figures, names."""

import re
from collections.abc import Callable, Iterable

import msgspec

from coach.domain.excuse import KeyPoint, Skill
from coach.domain.scoring.clauses import clauses, sentences
from coach.domain.scoring.data import ScoringData
from coach.domain.scoring.denial import denied
from coach.domain.scoring.figures import Sum, marks, sums
from coach.domain.scoring.reading import Reading, read
from coach.domain.scoring.review import Situation

Bag = dict[str, float]
"""Concepts of a text and how telling each is."""

_SKILL_SIGNS: tuple[tuple[Skill, re.Pattern[str]], ...] = (
    ("target", re.compile(
        r"\b(?:who|name|direct|number|line|speak|connect|put (?:me )?through|owner|approver|decides?|"
        r"introduc\w+|joint|walk|contact|extension|personally|himself|herself|fraud desk|boss|manager)\b")),
    ("commitment", re.compile(
        r"\b(?:date|amount|friday|thursday|wednesday|monday|tuesday|transfer|eft|full|by noon|payment run|"
        r"run|half|fixed|commit\w*|today|tomorrow|deadline|schedule|in writing|balance|deposit|card)\b")),
    ("appeal", re.compile(
        r"\b(?:fair\w*|promise\w*|word|support|stood|relationship|trust\w*|years|record|sorry|sincere\w*|"
        r"name|proud|reputation|help\w*|favour|remind\w*|thank\w*|acknowledg\w*|sympath\w*|own difficulty)\b")),
)  # fmt: skip


class Point(msgspec.Struct, frozen=True):
    """A key point, made ready for matching."""

    id: str
    """The key point."""
    phrasings: tuple[tuple[Bag, float, bool], ...]
    """Of each phrasing: its concepts, the weight of all of them, whether it holds a negation."""
    union: Bag
    """The concepts of the point and all its phrasings."""
    scale: float
    """The weight of a usual phrasing."""
    skills: frozenset[Skill]
    """The skills that it serves."""
    orders: tuple[tuple[str, ...], ...]
    """The words of the longer phrasings in their order."""


class Lens(msgspec.Struct, frozen=True):
    """What a reply to one situation is held against."""

    points: tuple[Point, ...]
    """The key points."""
    heart: Bag
    """Concepts of the key points, the goal and the recommended replies."""
    negated: frozenset[str]
    """Concepts that the key points, the facts and the recommended replies themselves deny."""
    said: frozenset[str]
    """Stems that the debtor just said."""
    models: tuple[Bag, ...]
    """Concepts of the sentences of the recommended replies."""
    full: frozenset[float]
    """The whole sum, as the account card says it."""
    known: frozenset[float]
    """Every sum that the situation speaks of."""
    words: frozenset[str]
    """Every word of the situation, in lower case."""
    repair: Callable[[str], str]
    """The right spelling of a word, here."""
    own: frozenset[tuple[str, str]] = frozenset()
    """Losing cues in the excuse's own replies and phrasings, with their words: held against nobody."""


_THANKS = re.compile(r"thanks? (?:him|her|them)\.?$")
"""A point that asks for thanks and nothing else."""


def lens(situation: Situation, data: ScoringData, methods: re.Pattern[str],
         repairer: Callable[[Iterable[str]], Callable[[str], str]]) -> Lens:  # fmt: skip
    """Works out what a reply to `situation` is held against."""
    excuse = situation.excuse
    account = situation.account
    facts = account.fact_lines()
    texts = [excuse.goal, situation.says, situation.history, situation.speaker.name, account.customer,
             account.creditor, *excuse.responses, *facts]  # fmt: skip
    for point in excuse.key_points:
        texts += [point.point, *point.phrasings]
    words = {w for text in texts for w in re.findall(r"[^\W\d_]{3,}", text.lower())}
    repair = repairer(words)

    def reading(text: str) -> Reading:
        return read(text, repair)

    full = frozenset(s.value for s in sums(reading(account.amount).plain))
    spoken: set[float] = set(full)
    for text in texts:
        spoken.update(s.value for s in sums(reading(text).plain) if s.marked or s.value >= 100)  # noqa: PLR2004 - smaller bare figures are counts
    known = frozenset(spoken)

    def bag(text: str) -> Bag:
        got = reading(text)
        return {
            c: weight(c, data) for c, _, _ in concepts(got, sums(got.plain), known, methods, data)
        }

    def order(text: str) -> tuple[str, ...]:
        return tuple(t.text for t in reading(text).tokens)

    told = (excuse.goal, situation.says, situation.history, *excuse.responses, *facts)
    own = full | {s.value for text in told for s in sums(reading(text).plain)}

    figures = {str(account.days_past_due), *re.findall(r"\d+", " ".join(told))}

    def phrase(text: str) -> Bag:
        return _here(bag(text), own, min(full, default=None), figures)

    points = tuple(_point(p.id, p.point, p.phrasings, phrase, order) for p in excuse.key_points)
    models = tuple(
        bag(response[a:b]) for response in excuse.responses for a, b in sentences(response)
    )
    heart: Bag = bag(excuse.goal)
    for one in (*(point.union for point in points), *models):
        heart |= one
    said_here = [*excuse.responses, *facts, situation.history]
    said_here += [text for point in excuse.key_points for text in (point.point, *point.phrasings)]
    negated = frozenset(
        c
        for text in said_here
        for got in (reading(text),)
        for spans in ([s for clause in clauses(got) for s in denied(clause)],)
        if spans
        for c, at, _ in concepts(got, sums(got.plain), known, methods, data)
        if any(a <= at < b for a, b in spans)
    )
    said = frozenset(t.stem for line in (situation.says,) for t in reading(line).tokens)
    return Lens(points, heart, negated, said, models, full, known, frozenset(words), repair)


def _here(words: Bag, own: frozenset[float], whole: float | None, figures: set[str]) -> Bag:
    """A phrasing may name the figures of the pack's own account: here they stand for this one's."""
    ours: Bag = {}
    for concept, worth in words.items():
        if concept[0] == "#" and float(concept[1:]) not in own:
            ours |= {} if whole is None else {f"#{whole:g}": worth}
        elif not concept.isdigit() or concept in figures:
            ours[concept] = worth
    return ours


def points_lens(
    points: Iterable[KeyPoint],
    data: ScoringData,
    methods: re.Pattern[str],
    repairer: Callable[[Iterable[str]], Callable[[str], str]],
) -> Lens:
    """What a text is held against when only `points` are asked for."""
    points = tuple(points)
    words = {
        w
        for p in points
        for t in (p.point, *p.phrasings)
        for w in re.findall(r"[^\W\d_]{3,}", t.lower())
    }
    repair = repairer(words)
    none: frozenset[float] = frozenset()

    def bag(text: str) -> Bag:
        got = read(text, repair)
        return {
            c: weight(c, data) for c, _, _ in concepts(got, sums(got.plain), none, methods, data)
        }

    def order(text: str) -> tuple[str, ...]:
        return tuple(t.text for t in read(text, repair).tokens)

    made = tuple(_point(p.id, p.point, p.phrasings, bag, order) for p in points)
    return Lens(made, {}, frozenset(), frozenset(), (), none, none, frozenset(words), repair)


def _point(
    name: str,
    point: str,
    phrasings: tuple[str, ...],
    bag: Callable[[str], Bag],
    order: Callable[[str], tuple[str, ...]],
) -> Point:
    bags = [bag(p) for p in phrasings]
    if _THANKS.match(point.lower()):
        # A word that says little elsewhere is all that is asked for here.
        bags = [{"thank": 1.0} if "thank" in one else one for one in bags]
    signs = " ".join((point, *phrasings)).lower()
    skills = {
        skill for skill, sign in _SKILL_SIGNS if len(sign.findall(signs)) >= max(2, len(bags) / 2)
    }
    if "commitment" not in skills or len(skills) > 1 or not skills:
        skills.add("counter")
    union: Bag = {}
    for one in bags:
        union |= one
    weights = [sum(b.values()) for b in bags] or [1.0]
    negated = [
        bool(re.search(r"\b(?:not|never|no|n't|nothing|nobody|without)\b|n't\b", p.lower()))
        for p in phrasings
    ]
    return Point(
        name,
        tuple((b, max(w, 0.3), n) for b, w, n in zip(bags, weights, negated, strict=True)),
        union,
        max(sum(weights) / len(weights), 0.5),
        frozenset(skills),
        tuple(w for w in (order(p) for p in phrasings) if len(w) >= 6),  # noqa: PLR2004 - short ones tell nothing
    )


def weight(concept: str, data: ScoringData) -> float:
    """How telling a concept is, 0 to 1."""
    if concept.startswith("#"):
        return 1.0
    if concept.startswith("@"):
        return 0.55
    if concept in data.plain:
        return 0.04
    found = data.model.rarity.get(concept, 1.0)
    return min(found, 0.45) if concept in data.generic else found


def concepts(
    reading: Reading, amounts: list[Sum], known: frozenset[float], methods: re.Pattern[str], data: ScoringData,
) -> list[tuple[str, int, int]]:  # fmt: skip
    """The concepts of a text in order with their places: stems, sums `#9458`, `@day`, `@time`, `@method`."""
    taken: list[tuple[str, int, int]] = [
        (f"#{settle(one.value, known):g}", one.at, one.to) for one in amounts
    ]
    taken.extend(
        (f"@{'day' if mark.kind == 'loose' else mark.kind}", mark.at, mark.to)
        for mark in marks(reading.plain, methods)
    )
    covered = [(a, b) for c, a, b in taken if c[0] == "#" or c == "@day"]
    taken.extend(
        (data.mean.get(token.stem, token.stem), token.at, token.to)
        for token in reading.tokens
        if not any(a <= token.at < b for a, b in covered)
    )
    return sorted(taken, key=lambda one: one[1])


def settle(value: float, known: frozenset[float]) -> float:
    """The figure meant: `86` is 86,000 where that sum was spoken of."""
    if value in known:
        return value
    for one in known:
        if abs(one - value) < 1:
            return one
    for scale in (1e3, 1e5, 1e6):
        for one in known:
            if abs(value * scale - one) <= 0.005 * one:
                return one
    return value
