"""Mastery with its uncertainty: how sure one may be that a skill or a family is mastered.

What counts is the share of different excuses whose latest reply was good, not the number of
replies: answering one easy excuse fifty times counts once, by the fiftieth answer. The interval is
Wilson's (E. B. Wilson, JASA 22, 1927), which stays honest for few and for extreme shares; weights
enter through Kish's effective number (L. Kish, Survey Sampling, 1965, section 11.7).
"""

from collections.abc import Iterable
from math import sqrt
from typing import Literal

import msgspec

from coach.domain.excuse import Family, Level, Skill

LAST = 40
"""So many different excuses count at most, those answered last."""
ENOUGH = 5
"""With fewer different excuses there is not enough yet to say anything."""
GOOD = 63
"""From this score on a reply is of the band good."""
HINT_COST = 5
"""Points that a hint takes."""
WEIGHTS: dict[Level, float] = {"easy": 0.5, "normal": 1.0, "hard": 1.5}
"""How much an excuse counts, by the level it was last answered at."""
_Z = 1.96
"""The normal quantile of a 95 per cent interval."""
_SOLID = 60
_WEAK = 40

Word = Literal["not enough yet", "a weak spot", "not certain yet", "solid"]


class Latest(msgspec.Struct, frozen=True, kw_only=True):
    """The latest counted reply to one excuse, for one skill or, with no skill, as a whole."""

    excuse: str
    """The excuse, `pack/id`."""
    skill: Skill | None
    """The skill; none: the reply as a whole."""
    family: Family
    """The excuse's family."""
    level: Level
    """The level it was answered at."""
    score: int
    """0 to 100, before hints, corrections by people included."""
    hints: int
    """Hints taken."""
    given_at: str
    """When, ISO time, UTC."""
    scorer: str
    """The scorer's version."""

    @property
    def points(self) -> int:
        """The score after hints."""
        return max(0, self.score - HINT_COST * self.hints)


class Mastery(msgspec.Struct, frozen=True, kw_only=True):
    """The share of different excuses that are answered well, with its 95 per cent interval."""

    excuses: int
    """Different excuses counted."""
    share: int | None
    """Weighted share answered well, per cent; none: not enough yet."""
    low: int | None
    """Lower end of the interval, per cent."""
    high: int | None
    """Upper end of the interval, per cent."""
    word: Word
    """`solid` where even the lower end is 60 or more, `a weak spot` where even the upper end is
    below 40, else that it is not certain, or not enough yet."""


def mastery_of(latest: Iterable[Latest]) -> Mastery:
    """Mastery from the latest reply to each excuse; each excuse may come once."""
    last = sorted(latest, key=lambda one: (one.given_at, one.excuse), reverse=True)[:LAST]
    if len(last) < ENOUGH:
        return Mastery(excuses=len(last), share=None, low=None, high=None, word="not enough yet")
    weights = [WEIGHTS[one.level] for one in last]
    total = sum(weights)
    well = sum(weight for weight, one in zip(weights, last, strict=True) if one.points >= GOOD)
    effective = total * total / sum(weight * weight for weight in weights)
    low, high = wilson(well / total, effective)
    ends = round(100 * low), round(100 * high)
    word: Word = "not certain yet"
    if ends[0] >= _SOLID:
        word = "solid"
    elif ends[1] < _WEAK:
        word = "a weak spot"
    return Mastery(
        excuses=len(last), share=round(100 * well / total), low=ends[0], high=ends[1], word=word
    )


def wilson(share: float, number: float) -> tuple[float, float]:
    """Wilson's 95 per cent interval of a share (0 to 1) seen in `number` cases (above 0)."""
    square = _Z * _Z
    middle = share + square / (2 * number)
    spread = _Z * sqrt(share * (1 - share) / number + square / (4 * number * number))
    full = 1 + square / number
    return max(0.0, (middle - spread) / full), min(1.0, (middle + spread) / full)
