"""What a call needs to be played: its stage, the situation of each reply, the scorer."""

import re
from collections.abc import Callable
from itertools import islice

import msgspec

from coach.content.reactions import reactions
from coach.domain.call import Call, Library
from coach.domain.conversation.state import CallState, Said, Stage, excuse_at, person_at, turn_at
from coach.domain.excuse import Excuse, KeyPoint, Level
from coach.domain.fill import filled_excuse, values_for
from coach.domain.scoring.review import Heard, Review, Situation
from coach.library import Shelf, standing_in, turn_excuse


class Scorer(msgspec.Struct, frozen=True):
    """What practice needs of scoring."""

    version: str
    """Version of the scorer with its rules and weights."""
    review: Callable[[Situation, str], Review]
    """The review of a reply."""
    points_made: Callable[[str, tuple[KeyPoint, ...]], tuple[str, ...]]
    """Which of the points a text makes, by id."""


def stage_for(
    shelf: Shelf, library: Library, call: Call, level: Level = "normal", seed: int = 1
) -> Stage:
    """The stage of a call. Raises LibraryError where an excuse is missing."""
    return Stage(
        call=call,
        excuses={
            turn.id: turn_excuse(shelf, library, turn) for turn in call.turns if turn.draw is None
        },
        pool=tuple(library.excuses.values()),
        reactions=reactions(),
        level=level,
        seed=seed,
    )


def situation_at(stage: Stage, state: CallState, library: Library, lines: list[Said]) -> Situation:
    """The situation that a reply meets; `lines` is the transcript so far, its last line included."""
    call = stage.call
    person = person_at(stage, state)
    excuse = excuse_at(stage, state)
    turn = turn_at(stage, state)
    filled = filled_excuse(excuse, values_for(call.account, person))
    if not state.drawn:
        filled = msgspec.structs.replace(
            filled, goal=turn.goal or filled.goal, weights=turn.weights or filled.weights
        )
    heard = tuple(
        Heard(who="trainee" if line.who == "trainee" else "debtor", text=line.text)
        for line in lines
        if line.who != "stage"
    )
    return Situation(
        account=call.account,
        speaker=person,
        says=state.says,
        excuse=filled,
        market=library.pack.market,
        standing=standing_in(library.pack, state.standing or call.standing),
        rules=library.pack.rules,
        history=call.brief,
        heard=heard[:-1],
    )


_HEARD = 20_000
"""Characters of a reply that are looked through for questions; nobody listens for longer."""
_MOST_ASKED = 100
"""Different questions of one reply that are heard."""
_SENTENCE = re.compile(r"[^.?!;\n]+[?]?")
_ASKS = re.compile(
    r"^\W*(?:(?:and|so|then|ok|okay|please|pls|but|well|now|sorry)\W+)*"
    r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|can|could|"
    r"may|might|would|will|shall|tell|give|let me know|send|name|show|say|explain)\b",
    re.IGNORECASE,
)


def asking_parts(answer: str) -> list[str]:
    """The sentences of a reply that ask for something: with a question mark, or begun like a question."""
    parts = dict.fromkeys(part.strip() for part in _SENTENCE.findall(answer[:_HEARD]))
    asking = (part for part in parts if part.endswith("?") or _ASKS.match(part))
    return list(islice(asking, _MOST_ASKED))


def asked_for(call: Call, scorer: Scorer, answer: str) -> tuple[str, ...]:
    """The findings that a reply asks for; what it only says brings nothing out."""
    findings = tuple(
        KeyPoint(id=finding.id, point=finding.label, phrasings=finding.asks)
        for finding in call.findings
        if finding.asks
    )
    if not findings:
        return ()
    made = [name for part in asking_parts(answer) for name in scorer.points_made(part, findings)]
    return tuple(dict.fromkeys(made))


def hints_for(excuse: Excuse) -> list[str]:
    """The hints there are for an excuse, from the gentlest to a model answer."""
    asks = [f"Find out what is behind it: {excuse.diagnose}"] if excuse.diagnose else []
    points = [f"A good reply here also does this: {point.point}" for point in excuse.key_points]
    model = [f"One way to say it: {excuse.responses[0]}"] if excuse.responses else []
    return [*asks, *points, *model]
