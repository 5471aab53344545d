"""The review of one reply, and the situation it was given in: what goes into scoring and comes out."""

from typing import Literal

import msgspec

from coach.domain.excuse import (
    Account,
    Excuse,
    KeyPoint,
    Market,
    Mood,
    Person,
    Skill,
    Standing,
    Verdict,
)  # fmt: skip

ConductKind = Literal[
    "threat", "abuse", "harassment", "deception", "disclosure", "hardship_ignored",
]  # fmt: skip

Signal = Literal[
    "grovels",       # apologises for asking, pleads
    "hedges",        # leaves the asking open: maybe, if possible
    "presses",       # demands without asking or giving a reason
    "diagnoses",     # asks what is behind the excuse
    "acknowledges",  # one word that shows the other was heard
    "recognises",    # recognises distress
    "reasons",       # gives a true reason or appeal
    "confronts",     # names a broken promise or a contradiction
    "warns",         # names a lawful consequence
    "offers",        # offers a step, help or a plan
    "reaches",       # asks for the one who decides, or for a way and time to reach them
    "asks_commitment",  # asks for or fixes a date, an amount, a method
    "concedes",      # gives the money or the time away
    "stops",         # stops collecting, as the situation demands
    "off_topic",     # is not an answer to a person
]  # fmt: skip
"""What a reply does, as the debtor hears it: the conversation reacts to these."""


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """One line already said in the call."""

    who: Literal["debtor", "trainee"]
    """Which side said it."""
    text: str
    """What was said."""


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that decides how a reply is judged: the trainee sees no less than this."""

    account: Account
    """What is owed."""
    speaker: Person
    """Who is on the line, in the mood they are in now."""
    says: str
    """What was just said, placeholders filled."""
    excuse: Excuse
    """The excuse behind it: goal, weights, key points, pitfalls, responses, placeholders filled."""
    market: Market
    """Business debts or consumers'."""
    standing: Standing
    """The facts that decide conduct, jurisdiction filled in."""
    rules: tuple[str, ...] = ()
    """Conduct rule sets in force."""
    history: str = ""
    """What happened before, told."""
    heard: tuple[Heard, ...] = ()
    """The call so far, line by line, without `says`."""

    @property
    def key_points(self) -> tuple[KeyPoint, ...]:
        """The key points of the excuse."""
        return self.excuse.key_points

    @property
    def mood(self) -> Mood:
        """The mood that an appeal must fit."""
        return self.speaker.mood


class SkillResult(msgspec.Struct, frozen=True, kw_only=True):
    """One skill of a reply."""

    score: int
    """0 to 100."""
    band: int
    """0 to 4."""


class PointResult(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a key point was made."""

    id: str
    """The key point."""
    point: str
    """What it asks for, in words."""
    hit: bool
    """Whether the reply makes it."""
    quote: str = ""
    """The trainee's words that make it."""
    start: int = 0
    """Where they begin in the reply, in characters."""
    end: int = 0
    """Where they end."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Something in the reply, or missing from it, that won or lost points."""

    skill: Skill
    """The skill it counts for."""
    effect: Literal["+", "-"]
    """Whether it won or lost points."""
    quote: str = ""
    """The words; empty where something is missing."""
    start: int = 0
    """Where they begin in the reply, in characters."""
    end: int = 0
    """Where they end."""
    why: str
    """The reason, in a few plain words to the trainee."""


class ConductFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A conduct rule that the reply offends against."""

    rule: str
    """Id of the rule."""
    kind: ConductKind
    """What kind of offence it is."""
    severity: Literal["fatal", "major", "minor"]
    """How grave: fatal and major fail the reply."""
    quote: str = ""
    """The offending words; empty where something required was left out."""
    start: int = 0
    """Where they begin in the reply, in characters."""
    end: int = 0
    """Where they end."""
    why: str = ""
    """Why it matters, in one sentence."""
    cite: tuple[str, ...] = ()
    """The authority."""
    certainty: Literal["verified", "secondary", "general", "house"] = "general"
    """How certain the authority is."""
    say_instead: str = ""
    """A lawful way to say it."""


class Conduct(msgspec.Struct, frozen=True, kw_only=True):
    """The conduct result: a gate, never blended into quality."""

    verdict: Verdict = "ok"
    """`ok`, `minor` (to be mended) or `fail`."""
    findings: tuple[ConductFinding, ...] = ()
    """The findings, gravest first."""


class Commitment(msgspec.Struct, frozen=True, kw_only=True):
    """What a reply fixes or asks for: the promise it would leave in the record."""

    amount: str = ""
    """The sum as said, with currency where it was said; `full` words count as the whole sum."""
    share: Literal["full", "part", "wrong", "none"] = "none"
    """How the sum stands to what is owed."""
    date: str = ""
    """The day as said: `Thursday`, `the 15th`."""
    time: str = ""
    """The hour as said."""
    method: str = ""
    """How it is paid, as said."""


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """The scored result of one reply. Quality and conduct are two results."""

    score: int
    """Quality, 0 to 100."""
    band: int
    """Quality, 0 to 4."""
    skills: dict[Skill, SkillResult]
    """The skills that the turn lists."""
    key_points: tuple[PointResult, ...] = ()
    """The key points, in the order of the excuse."""
    evidence: tuple[Evidence, ...] = ()
    """What won and lost points, weightiest first within a skill."""
    conduct: Conduct = Conduct()
    """The conduct gate."""
    commitment: Commitment = Commitment()
    """What was fixed or asked for."""
    signals: tuple[Signal, ...] = ()
    """What the reply does, as the debtor hears it."""
    better: str = ""
    """One better line: the recommended reply that best supplies what was missing."""
    scorer: str = ""
    """Version of the scorer with its rules and weights."""
    limits: str = ""
    """What was not judged because the language has no cues yet, in words; empty: all was."""

    @property
    def untold(self) -> tuple[PointResult, ...]:
        """The key points that no evidence tells of: where much is said of a skill, not all is shown."""
        told = " ".join(one.why for one in self.evidence).lower()
        return tuple(p for p in self.key_points if p.point.lower().rstrip(".?") not in told)
