"""What happened in practice, one thing at a time: what a statement for a learning record tells."""

from typing import Any, Literal

import msgspec

Happened = Literal[
    "started",     # a call was begun: its first reply was given
    "answered",    # a reply was given and judged, in a call or a drill
    "finding",     # a conduct rule found fault with a reply
    "rescored",    # a newer scorer judged a reply again
    "corrected",   # a person set a band in the machine's place
    "taken_back",  # a reply was taken back: it stays on record and no longer counts
    "ended",       # a call came to its end
    "reopened",    # a call that had ended was gone on with: its end no longer counts
]  # fmt: skip


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened. Fields that a kind has no use for keep their defaults."""

    place: int
    """Its place in the order in which things were recorded on this machine."""
    kind: Happened
    """What happened."""
    part: str = ""
    """What tells it from others of its kind: a scorer, a moment, a correction."""
    at: str
    """When, ISO time, UTC."""
    trainee: str
    """The trainee's name."""
    attempt: str
    """The attempt's id."""
    drill: bool
    """Whether the attempt is a drill, not a call."""
    ref: str
    """`pack/call`, or `pack/excuse` for a drill."""
    title: str
    """Title of the attempt."""
    pack: str
    """The pack."""
    pack_version: str
    """Its version then."""
    level: str
    """The level it was played at."""
    seed: int
    """The seed it was played with."""
    scorer: str
    """The scorer's version: of the review, else of the attempt."""
    reply: str = ""
    """The reply's id."""
    number: int = 0
    """Which reply of the call, from 1."""
    take: int = 0
    """Which try at it, from 1."""
    turn: str = ""
    """The turn it answers."""
    excuse: str = ""
    """The excuse it answers, `pack/excuse`."""
    family: str = ""
    """The excuse's family."""
    answer: str = ""
    """What was typed."""
    hints: int = 0
    """Hints taken."""
    seconds: float = 0.0
    """Time taken: for the reply, or for the whole call where it ended."""
    points: int = 0
    """The reply's score after hints, 0 to 100."""
    review: dict[str, Any] = {}
    """The review, as it is stored."""
    which: int = 0
    """Which finding of the review, from 0."""
    outcome: str = ""
    """How the call ended."""
    score: int = 0
    """The call's score, 0 to 100."""
    skill: str = ""
    """The skill that was corrected; empty: the reply as a whole."""
    machine: int = 0
    """The machine's band that was corrected."""
    band: int = 0
    """The band that the person set."""
    reason: str = ""
    """Why, in the person's words."""
    given_by: str = ""
    """Who corrected; empty: a person who was erased."""
