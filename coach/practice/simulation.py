"""A simulated trainee: plays a call many times at a given ability, to see how it can go.

Its replies have no words. Each is a review drawn from the ability: how good it is, which key
points it makes, what it fixes, what it asks for, and whether it breaks conduct. The debtor's side
is the real one. So an author sees whether a call can be won, lost, and by what, within seconds.
"""

from collections import Counter
from collections.abc import Iterable
from random import Random
from statistics import median
from typing import Literal

import msgspec

from coach.domain.call import GOOD_OUTCOMES, Outcome
from coach.domain.conversation.state import CallState, Stage, excuse_at, person_at
from coach.domain.conversation.step import begin, step
from coach.domain.scoring.review import (
    Commitment,
    Conduct,
    ConductFinding,
    PointResult,
    Review,
    Signal,
    SkillResult,
)

Ability = Literal["weak", "fair", "strong"]
ABILITIES: tuple[Ability, ...] = ("weak", "fair", "strong")
MOST_REPLIES = 60
"""A call longer than this has a loop without exit."""


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """How a simulated trainee replies. The figures are a model's, not measured people's."""

    bands: tuple[int, ...]
    """Bands, as often as they come."""
    points: float
    """How likely a key point is made, in a reply of the middle band."""
    asks: float
    """How likely a finding that is still open is asked for."""
    full: float
    """How likely a good reply asks for the whole sum on a day."""
    part: float
    """How likely a good reply asks for a part on a day, where it does not ask for the whole."""
    fails: float
    """How likely a reply breaks conduct."""


HABITS: dict[Ability, Habits] = {
    "weak": Habits(
        bands=(0, 0, 1, 1, 1, 1, 1, 2, 2, 3), points=0.15, asks=0.08, full=0.2, part=0.3, fails=0.05
    ),
    "fair": Habits(
        bands=(1, 1, 2, 2, 2, 2, 3, 3, 3, 4), points=0.45, asks=0.25, full=0.5, part=0.5, fails=0.02
    ),
    "strong": Habits(
        bands=(2, 3, 3, 3, 3, 4, 4, 4, 4, 4), points=0.8, asks=0.5, full=0.75, part=0.75, fails=0.0
    ),
}
_WEAK_SIGNALS: tuple[Signal, ...] = (
    "grovels",
    "grovels",
    "hedges",
    "hedges",
    "concedes",
    "concedes",
    "presses",
    "off_topic",
)
_GOOD_SIGNALS: tuple[Signal, ...] = (
    "acknowledges",
    "diagnoses",
    "reasons",
    "asks_commitment",
    "offers",
)
_MOVES: dict[str, Signal] = {
    "distressed": "recognises",
    "angry": "acknowledges",
    "flat": "warns",
    "evasive": "confronts",
}


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One simulated call."""

    outcome: Outcome | None
    """How it ended; none: it did not within 60 replies."""
    replies: int
    """How many replies it took."""
    score: int
    """Mean score of the replies."""
    turns: frozenset[str]
    """The turns that were reached."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Many simulated calls of one ability in one call."""

    ref: str
    """The call, `pack/name`."""
    ability: Ability
    """Whose."""
    runs: int
    """How many."""
    good: float
    """Share with a good outcome, 0 to 1."""
    outcomes: dict[str, int]
    """How often each outcome came; `endless` for those that did not end."""
    replies: float
    """Median number of replies."""
    longest: int
    """Most replies."""
    score: float
    """Median of the scores."""
    turns: frozenset[str]
    """The turns that were reached."""


def simulate(stage: Stage, ref: str, ability: Ability, runs: int, seed: int) -> Table:
    """Play `runs` calls. The same seed gives the same table."""
    dice = Random(f"{seed}/{ref}/{ability}")  # noqa: S311 - a model's chance, not a secret
    played = [
        run_once(msgspec.structs.replace(stage, seed=dice.getrandbits(31)), HABITS[ability], dice)
        for _ in range(runs)
    ]
    return _table(ref, ability, played)


def _table(ref: str, ability: Ability, played: list[Run]) -> Table:
    return Table(
        ref=ref,
        ability=ability,
        runs=len(played),
        good=sum(run.outcome in GOOD_OUTCOMES for run in played) / max(1, len(played)),
        outcomes=dict(Counter(run.outcome or "endless" for run in played).most_common()),
        replies=median(run.replies for run in played) if played else 0,
        longest=max((run.replies for run in played), default=0),
        score=median(run.score for run in played) if played else 0,
        turns=frozenset().union(*(run.turns for run in played)),
    )


def run_once(stage: Stage, habits: Habits, dice: Random) -> Run:
    """Play one call."""
    state = begin(stage).state
    scores: list[int] = []
    turns = {state.turn}
    while not state.ended and len(scores) < MOST_REPLIES:
        review = draw_review(stage, state, habits, dice)
        scores.append(review.score)
        state = step(stage, state, review, _asks(stage, state, habits, dice)).state
        turns.add(state.turn)
    return Run(
        outcome=state.outcome,
        replies=len(scores),
        score=round(sum(scores) / len(scores)),
        turns=frozenset(turns),
    )


def _asks(stage: Stage, state: CallState, habits: Habits, dice: Random) -> Iterable[str]:
    person = person_at(stage, state)
    return [
        name for name in person.knows if name not in state.found and dice.random() < habits.asks
    ]


def draw_review(stage: Stage, state: CallState, habits: Habits, dice: Random) -> Review:
    """The review of one wordless reply."""
    band = dice.choice(habits.bands)
    fails = dice.random() < habits.fails
    excuse = excuse_at(stage, state)
    likely = min(1.0, max(0.0, habits.points + 0.2 * (band - 2)))
    score = min(100, max(0, 25 * band - 12 + dice.randrange(25)))
    return Review(
        score=score,
        band=band,
        skills={
            skill: SkillResult(
                score=score, band=min(4, max(0, band + dice.choice((-1, 0, 0, 0, 1))))
            )
            for skill in excuse.weights
        },
        key_points=tuple(
            PointResult(id=point.id, point="", hit=dice.random() < likely)
            for point in excuse.key_points
        ),
        conduct=Conduct(verdict="fail", findings=(_FINDING,)) if fails else Conduct(),
        commitment=_commitment(band, habits, dice),
        signals=_signals(band, person_at(stage, state).mood, dice),
        scorer="simulated",
    )


_FINDING = ConductFinding(rule="simulated", kind="threat", severity="major")


def _commitment(band: int, habits: Habits, dice: Random) -> Commitment:
    if band < 2 or dice.random() > 0.2 + 0.2 * band:  # noqa: PLR2004 - weak replies fix nothing
        return Commitment()
    if dice.random() < habits.full:
        return Commitment(share="full", date="Friday", time="noon", method="transfer")
    if dice.random() < habits.part:
        return Commitment(share="part", date="Friday", method="transfer")
    return Commitment(date="Friday")


def _signals(band: int, mood: str, dice: Random) -> tuple[Signal, ...]:
    if band <= 1:
        return (dice.choice(_WEAK_SIGNALS),)
    chosen: list[Signal] = [signal for signal in _GOOD_SIGNALS if dice.random() < 0.25 * band]
    move = _MOVES.get(mood)
    if move and dice.random() < 0.2 * band:
        chosen.append(move)
    return tuple(chosen)
