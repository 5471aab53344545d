"""The manner of a reply: whether its words belong in a decent collection call at all.

Threats and mockery need no cue word; what gives them away is that the call leaves its own subject.
Four things are weighed: words, and two or three in a row, as they occur in lines that people judged,
the same in a call with a fact that turns their meaning (`about`), how many words of the reply are
strange to decent calls, and which rules have found words of theirs. A fifth, what the reply means as
a whole, comes from `sense` and is added by `together`.
The weights are data, fitted by `python -m coach.calibrate.manner`; this only adds them up.
"""

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from coach.domain.conduct.rule import Offence
from coach.domain.conduct.tokens import BREAK, Line
from coach.domain.excuse import Record
from coach.domain.scoring.review import Situation

_LONGEST_COUNT = 8
_FEWEST_FEATURES = 4
_SHORTEST = 3
_FIGURE = "#"
"""Stands for any sum, date or number: which one it is says nothing of the manner."""
_COINS = frozenset("£$€¥₹")


APART = 3.5
"""How much less a sentence weighs that is taken out of its reply: good words around hide nothing."""
Part = tuple[int, frozenset[str]]
"""A sentence taken alone: bits of the tokens that are left out, and the rules found in it."""


class Weights(Record, frozen=True, kw_only=True):
    """What each word weighs."""

    bias: float
    """Where the weighing begins."""
    doubt: float
    """From this weight on, a person should look at the reply."""
    sure: float
    """From this weight on, the reply fails."""
    clear: float
    """Below this weight, the words are so usual that single phrases are not held against them."""
    words: dict[str, float]
    """Weight of a stem, of a pair `one_two`, of three `one_two_three`, of `RARE1` to `RARE8`: so many
    strange words, and of `hardship:stem` and `hardship:one_two`: these in a call with that fact."""
    rules: dict[str, float]
    """Weight of a rule that has found its words and is to be weighed, by its id."""
    known: frozenset[str]
    """Stems that are at home in decent calls."""
    kinds: dict[str, tuple[float, ...]]
    """How each stem speaks for each kind of offence, in the order of `order`; and each stem of what
    the debtor said just before (`heard:stem`), and each fact of the call (`call:fact`)."""
    order: tuple[Offence, ...]
    """The kinds of offence."""
    by_words: float = 1.0
    """How much the weight of the words counts beside the sense of the reply."""
    by_sense: float = 0.0
    """How much the sense of the reply counts; `doubt`, `sure` and `clear` are of both together."""
    sense: str = ""
    """The version of the network that `by_sense` was fitted with."""


class Weighed(msgspec.Struct, frozen=True):
    """The manner of a reply."""

    weight: float
    """How far it is from a decent call; 0 is even odds."""
    kinds: tuple[float, ...]
    """How the words speak for each kind of offence, in the order of `Weights.order`."""
    first: int
    """First token of the sentence that weighs most."""
    after: int
    """The token after its last."""


def about(situation: Situation) -> frozenset[str]:
    """The facts of a call in whose light words are weighed."""
    standing, role = situation.standing, situation.speaker.role
    facts = {
        "outsider": role == "third_party",
        "gatekeeper": role == "gatekeeper",
        "hardship": standing.hardship,
        "stopped": standing.cease_request or standing.represented,
        "barred": standing.time_barred,
        "disputed": standing.disputed,
    }
    return frozenset(name for name, holds in facts.items() if holds)


def features(
    line: Line, known: frozenset[str], hidden: int = 0, facts: Iterable[str] = ()
) -> frozenset[str]:
    """What is weighed: stems, two and three in a row, ends of sentences, and strange words counted.

    `hidden` are bits of tokens that are left out: what is denied, another's words, or what the
    debtor or the account has brought up. `facts` are those that the call is `about`.
    """
    stems: list[str] = []
    for index, token in enumerate(line.tokens):
        if hidden >> index & 1:
            continue
        stem = _plain(token.stem)
        if token.norm == BREAK:
            stem = "?" if line.asked >> index & 1 else "."
        if stem != _FIGURE or stems[-1:] != [_FIGURE]:
            stems.append(stem)
    pairs = {f"{one}_{two}" for one, two in pairwise(stems)}
    beside = zip(stems, stems[1:], stems[2:], strict=False)
    threes = {f"{one}_{two}_{three}" for one, two, three in beside}
    strange = sum(1 for s in set(stems) if len(s) >= _SHORTEST and s.isalpha() and s not in known)
    counts = {f"RARE{count}" for count in range(1, min(strange, _LONGEST_COUNT) + 1)}
    turned = {f"{fact}:{name}" for fact in facts for name in ("", *stems, *pairs)}
    return frozenset(stems) | pairs | threes | counts | turned


def _plain(stem: str) -> str:
    return _FIGURE if stem[:1].isdigit() or stem in _COINS else stem


def total(
    weights: Weights,
    line: Line,
    hidden: int = 0,
    hits: Iterable[str] = (),
    facts: Iterable[str] = (),
) -> float:
    """The weight of a whole line in which the rules `hits` found words. Time grows with its length."""
    found = features(line, weights.known, hidden, facts)
    added = sum(weights.words.get(feature, 0.0) for feature in sorted(found))
    ruled = sum(weights.rules.get(rule, 0.0) for rule in sorted(hits))
    return weights.bias + ruled + added / math.sqrt(max(_FEWEST_FEATURES, len(found)))


def heaviest(
    weights: Weights, line: Line, hidden: int, hits: Iterable[str], facts: Iterable[str],
    parts: Iterable[Part],
) -> float:  # fmt: skip
    """The weight of a whole line, or of its heaviest sentence where that is more."""
    alone = [total(weights, line, out, told, facts) - APART for out, told in parts]
    return max(total(weights, line, hidden, hits, facts), *alone, -math.inf)


def weigh(
    weights: Weights, line: Line, hidden: int = 0, hits: Iterable[str] = (),
    facts: Iterable[str] = (), parts: Iterable[Part] = (), heard: Iterable[str] = (),
) -> Weighed:  # fmt: skip
    """The manner of `line` less its `hidden` tokens, with the sentence that weighs most.

    `heard` are the stems of what the debtor said just before: they help to name the kind only.
    """
    first, after = max(
        _sentences(line),
        key=lambda part: total(weights, _alone(line, *part), hidden >> part[0], (), facts),
        default=(0, len(line.tokens)),
    )
    sums = [0.0] * len(weights.order)
    told = (token.stem for index, token in enumerate(line.tokens) if not hidden >> index & 1)
    said = dict.fromkeys(told)
    for mark in (*said, *circumstances(heard, facts)):
        for place, value in enumerate(weights.kinds.get(mark, ())):
            sums[place] += value
    whole = heaviest(weights, line, hidden, hits, facts, parts)
    return Weighed(whole, tuple(sums), first, after)


def together(weights: Weights, words: float, sense: float) -> float:
    """The weight of a reply from that of its words and its sense."""
    return weights.by_words * words + weights.by_sense * sense


def ranked(weights: Weights, kinds: tuple[float, ...]) -> tuple[Offence, ...]:
    """The kinds of offence, the nearest first."""
    places = sorted(range(len(kinds)), key=lambda place: -kinds[place])
    return tuple(weights.order[place] for place in places)


def circumstances(heard: Iterable[str], facts: Iterable[str]) -> list[str]:
    """What beside the words themselves speaks for a kind of offence."""
    stems = {stem for stem in heard if stem.isalpha()}
    return [
        *(f"heard:{stem}" for stem in sorted(stems)),
        *(f"call:{fact}" for fact in sorted(facts)),
    ]


def _sentences(line: Line) -> Iterator[tuple[int, int]]:
    """Each sentence that has words: its first token, and the break after its last."""
    start = 0
    for index, token in enumerate(line.tokens):
        if token.norm == BREAK:
            if index > start:
                yield start, index
            start = index + 1


def _alone(line: Line, first: int, after: int) -> Line:
    """The sentence from token `first` to the break at `after` as a line of its own."""
    return msgspec.structs.replace(
        line, tokens=line.tokens[first : after + 1], asked=line.asked >> first
    )
