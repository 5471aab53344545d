"""What is remembered of a call while it is played."""

from typing import Literal

import msgspec

from coach.domain.call import Call, Outcome, Turn
from coach.domain.excuse import Excuse, Level, Mood, MoodLine, Person, Standing

ReactionKind = Literal[
    "hangs_up", "told_already", "takes_advantage", "digs_in", "gives_up", "complains",
    "moves_on", "agrees", "puts_through",
]  # fmt: skip


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about a call that does not change while it is played."""

    call: Call
    """The call."""
    excuses: dict[str, Excuse]
    """The excuses of its turns, by the turn's id; turns that draw have none here."""
    pool: tuple[Excuse, ...]
    """The excuses that may be drawn."""
    reactions: dict[ReactionKind, tuple[str | MoodLine, ...]]
    """What anybody may say where the call's author wrote nothing, by occasion."""
    level: Level = "normal"
    """`normal` is as written; `easy` and `hard` change patience, extra excuses, what is given up."""
    seed: int = 1
    """Decides between lines and draws: the same seed and replies give the same call."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the transcript."""

    who: Literal["debtor", "trainee", "stage"]
    """Which side; `stage` tells what happens."""
    name: str
    """Who, as shown; empty for `stage`."""
    text: str
    """What is said."""
    reply: int = 0
    """The number of the trainee's reply it belongs to, from 1; 0: before the first."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a reply brought about."""

    kind: Literal[
        "found",
        "mood",
        "patience",
        "willingness",
        "handed_over",
        "asked_again",
        "excuse",
        "turning",
        "ended",
    ]
    """What kind of thing."""
    what: str
    """The finding, the mood, the person, the excuse, the note or the outcome."""
    change: int = 0
    """By how much, for patience and willingness."""


class CallState(msgspec.Struct, frozen=True, kw_only=True):
    """A call between two replies."""

    turn: str
    """The turn that waits for an answer."""
    drawn: str = ""
    """Id of the drawn excuse that waits in the turn's place; empty: the turn's own."""
    back_to: str = ""
    """Where an extra excuse of a hard call leads back to; empty: there is none."""
    mood: dict[str, Mood]
    """The mood of everybody in the cast."""
    patience: int
    """What the other side still bears; at 0 they hang up."""
    willingness: int
    """How ready they are to pay, 0 to 7."""
    found: tuple[str, ...] = ()
    """Findings that have come out, in order."""
    tries: dict[str, int] = {}
    """How many times each turn has been answered."""
    heard: tuple[str, ...] = ()
    """Excuses raised so far, by id."""
    extras: int = 0
    """Extra excuses raised so far."""
    number: int = 1
    """Number of the reply being awaited, from 1."""
    says: str = ""
    """What was just said and waits for an answer."""
    standing: Standing | None = None
    """The facts that decide conduct, where a turn has changed them; none: the call's."""
    outcome: Outcome | None = None
    """How the call ended; none while it goes on."""
    promised_to: str = ""
    """Who made the promise that stands, by name."""

    @property
    def ended(self) -> bool:
        """Whether the call is over."""
        return self.outcome is not None


def person_at(stage: Stage, state: CallState) -> Person:
    """Who is on the line, in the mood they are in now."""
    name = stage.call.turn(state.turn).speaker
    return msgspec.structs.replace(stage.call.cast[name], mood=state.mood[name])


def excuse_at(stage: Stage, state: CallState) -> Excuse:
    """The excuse that waits for an answer."""
    if state.drawn:
        for excuse in stage.pool:
            if excuse.id == state.drawn:
                return excuse
    return stage.excuses[state.turn]


def turn_at(stage: Stage, state: CallState) -> Turn:
    """The turn that waits for an answer."""
    return stage.call.turn(state.turn)
