"""What the front ends are shown of practice: plain values, ready to print or draw."""

import msgspec

from coach.domain.assignment import Standing
from coach.domain.call import Outcome
from coach.domain.conversation.state import Event, Said
from coach.domain.excuse import Level, Market, Mood, Person, Skill
from coach.domain.scoring.review import Commitment, Review

Line = Said
"""One line of the transcript."""


class PracticeError(Exception):
    """Practice cannot go on; the message tells a person why, `exit_code` a program."""

    def __init__(self, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        """2 for wrong use, 3 where the environment failed."""


class CallCard(msgspec.Struct, frozen=True, kw_only=True):
    """A call in a list."""

    ref: str
    """`pack/call`."""
    pack: str
    """Id of the pack."""
    pack_title: str
    """Title of the pack."""
    title: str
    """Title of the call."""
    brief: str
    """The situation before the call."""
    goal: str
    """What should be achieved."""
    level: Level
    """How hard it is."""
    market: Market
    """Business debts or consumers'."""
    customer: str
    """Who owes."""
    amount: str
    """What is owed."""
    turns: int
    """Turns it holds."""
    tries: int
    """How often it was played to its end."""
    best: int | None
    """Best score so far, 0 to 100; none: not played yet."""
    last_outcome: Outcome | None
    """How it ended last; none: not played yet."""
    practice: tuple[str, ...]
    """Practices that it teaches."""
    course: bool = False
    """Whether it belongs to a course for beginners."""


class PausedCall(msgspec.Struct, frozen=True, kw_only=True):
    """A call that waits to be continued."""

    attempt: str
    """The attempt's id."""
    ref: str
    """`pack/call`."""
    title: str
    """Title of the call."""
    replies: int
    """Replies given so far."""
    at: str
    """When the last one was given, ISO time, UTC."""


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """One reply and what came of it."""

    number: int
    """Which reply of the call, from 1."""
    speaker: str
    """Who was on the line."""
    says: str
    """What the reply answers."""
    text: str
    """The reply as typed."""
    review: Review
    """Its review."""
    points: int
    """Its score after hints, 0 to 100."""
    hints: int
    """Hints taken for it."""
    lines: tuple[Line, ...]
    """What is said after it."""
    found: tuple[str, ...]
    """What newly came out, in words."""
    events: tuple[Event, ...]
    """What it brought about."""
    ended: bool
    """Whether the call is over."""
    seconds: float = 0.0
    """Time taken to type it."""
    models: tuple[str, ...] = ()
    """Model answers to the excuse that it met, placeholders filled."""


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """A call as it stands, waiting for a reply or ended."""

    speaker: Person
    """Who is on the line."""
    mood: Mood
    """The mood they are in."""
    patience: int
    """What they still bear."""
    patience_full: int
    """What they bore at first."""
    lines: tuple[Line, ...]
    """The transcript so far, the trainee's replies included."""
    found: tuple[str, ...]
    """What has come out, in words."""
    goal: str
    """What a good reply achieves here."""
    number: int
    """Number of the reply being typed, from 1."""
    says: str
    """What was just said."""
    tries: int
    """How often this turn was answered before."""
    hints: int
    """Hints taken for this reply."""
    ended: bool
    """Whether the call is over."""
    outcome: Outcome | None
    """How it ended."""
    turn: int = 1
    """Which turn of the call it is, from 1, in the order in which they are written."""


class Debrief(msgspec.Struct, frozen=True, kw_only=True):
    """What a call achieved."""

    title: str
    """Title of the call."""
    outcome: Outcome | None
    """How it ended; none: paused."""
    good: bool
    """Whether a manager would be glad of it."""
    sentence: str
    """What was achieved, with money and days."""
    turning_point: int | None
    """The reply that turned it, by number."""
    why: str
    """Why it turned."""
    score: int
    """Mean of the replies' points, 0 to 100."""
    skills: dict[Skill, int]
    """Mean score per skill."""
    change: dict[Skill, int]
    """Against the last attempt at this call."""
    conduct_findings: int
    """Replies of the call with a conduct finding."""
    exchanges: tuple[Exchange, ...]
    """The replies that count."""
    found: tuple[str, ...]
    """What has come out."""
    lines: tuple[Line, ...]
    """The whole transcript."""
    practise_next: tuple[str, ...]
    """What to practise next, one sentence each."""
    commitment: Commitment | None
    """The promise obtained."""
    seconds: float
    """Time taken for the replies."""


class SkillTrend(msgspec.Struct, frozen=True, kw_only=True):
    """A skill over the last replies."""

    skill: Skill
    """The skill."""
    score: int | None
    """Mean of the last 30 replies that had it; none: no reply yet."""
    change: int | None
    """Against the 30 before; none: too few."""
    replies: int
    """Replies counted."""
    scores: tuple[int, ...] = ()
    """The scores of the last 60 replies that had it, the oldest first."""


class EndedCall(msgspec.Struct, frozen=True, kw_only=True):
    """A call played to its end."""

    attempt: str
    """The attempt's id."""
    ref: str
    """`pack/call`."""
    title: str
    """Title of the call."""
    outcome: Outcome
    """How it ended."""
    score: int
    """Its score."""
    at: str
    """When it ended, ISO time, UTC."""


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """The record of one trainee in short."""

    trainee: str
    """Who."""
    replies: int
    """Replies given in all."""
    counting: int
    """Those of them that count: judged, and not taken back."""
    calls: int
    """Calls played to their end."""
    days: int
    """Days with practice."""
    promises: int
    """Promises obtained."""
    conduct_findings: int
    """Replies with a conduct finding."""
    minutes_today: int
    """Minutes of practice today."""
    skills: tuple[SkillTrend, ...]
    """Every skill."""
    weakest: Skill | None
    """The skill with the lowest score; none: too little practice to say."""
    recent: tuple[EndedCall, ...]
    """The last calls."""
    paused: tuple[PausedCall, ...]
    """Calls that wait to be continued."""


class AssignedCall(msgspec.Struct, frozen=True, kw_only=True):
    """A call that somebody set for a trainee, and how it stands."""

    id: str
    """The assignment's short name."""
    ref: str
    """`pack/call`."""
    title: str
    """Title of the call; its ref where this desk does not have the pack."""
    at_hand: bool
    """Whether this desk has the call."""
    due: str
    """The day by which it is to be passed, `2026-03-12`; empty: no day."""
    pass_mark: int
    """Score from which on an attempt passes."""
    attempts: int | None
    """Attempts that count; none: as many as one likes."""
    set_by: str
    """Who set it."""
    standing: Standing
    """How it stands."""


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """What the home screen shows."""

    progress: Progress
    """The record in short."""
    suggested: CallCard | None
    """The call to play next."""
    advice: str
    """A rule of thumb; empty: none at hand."""
    advice_source: str = ""
    """Where it comes from."""
    assigned: tuple[AssignedCall, ...] = ()
    """Calls set for this trainee: what is not passed yet first, by day."""
    assigned_trouble: str = ""
    """What is wrong with the team's list of them, in words; empty: nothing."""


class TraineeLine(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who has practised on this machine."""

    name: str
    """Who."""
    replies: int
    """Replies given."""
    last: str
    """The last day of practice, UTC."""
