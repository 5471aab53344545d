"""Calls: one role-play with its account, its cast, its turns and the routes between them."""

from typing import Literal

import msgspec

from coach.domain.excuse import (
    Account,
    Excuse,
    Family,
    Level,
    Mood,
    MoodLine,
    Person,
    Record,
    Skill,
    Standing,
    Verdict,
)  # fmt: skip

Outcome = Literal[
    "paid_in_full", "dated_promise", "part_payment", "dispute_logged", "transferred",
    "callback_agreed", "paused", "refused", "hung_up", "complaint",
]  # fmt: skip
GOOD_OUTCOMES: frozenset[Outcome] = frozenset(
    {"paid_in_full", "dated_promise", "part_payment", "dispute_logged", "transferred",
     "callback_agreed", "paused"},
)  # fmt: skip
"""Outcomes a manager would be glad of; `paused` is collection rightly stopped and routed."""

OUTCOME_WORDS: dict[Outcome, str] = {
    "paid_in_full": "paid in full",
    "dated_promise": "a dated promise",
    "part_payment": "part payment, rest dated",
    "dispute_logged": "dispute logged",
    "transferred": "through to the decision-maker",
    "callback_agreed": "a call-back agreed",
    "paused": "rightly paused",
    "refused": "refused",
    "hung_up": "they hung up",
    "complaint": "a complaint",
}
"""Outcomes in words."""

Promised = Literal["full", "part", "dated", "none"]


class Finding(Record, frozen=True, kw_only=True):
    """Something the debtor's side knows and gives away only when it is asked for."""

    id: str
    """Unique in the call; named by `knows`, `reveal` and `when`."""
    label: str
    """What the account card shows once it is found out: `cash comes in on Thursdays`."""
    asks: tuple[str, ...] = ()
    """Ways of asking for it; a reply that asks so brings it out by itself. Empty: by routes only."""
    told: tuple[str | MoodLine, ...] = ()
    """How they tell it, once asked."""


class Draw(Record, frozen=True, kw_only=True):
    """An excuse drawn from the libraries by the call's seed, never one already heard in the call."""

    family: tuple[Family, ...] = ()
    """From these families; empty: the family of the excuse answered last, else any."""
    level: Level | None = None
    """Of this level; none: the level of the call."""
    among: tuple[str, ...] = ()
    """Only these excuses, by id; empty: any of the pack."""


class When(Record, frozen=True, kw_only=True):
    """What must hold for a route to be taken: all that is given; nothing given always holds."""

    band: tuple[int, int] | None = None
    """Lowest and highest band of the reply."""
    skill: dict[Skill, tuple[int, int]] = {}
    """Lowest and highest band of single skills."""
    hit: tuple[str, ...] = ()
    """Key points that the reply made, all of them."""
    missed: tuple[str, ...] = ()
    """Key points that the reply did not make, all of them."""
    conduct: tuple[Verdict, ...] = ()
    """Conduct verdicts, one of them."""
    promised: tuple[Promised, ...] = ()
    """What the reply fixed: the full sum with a date, a part with a date, only a date, nothing."""
    knows: tuple[str, ...] = ()
    """Findings already found out, all of them."""
    patience: tuple[int, int] | None = None
    """Lowest and highest patience left, after the reply has had its effect."""
    willingness: tuple[int, int] | None = None
    """Lowest and highest willingness to pay, after the reply has had its effect."""
    tries: tuple[int, int] | None = None
    """How many times this turn has been answered, this reply included: from 1."""


class Route(Record, frozen=True, kw_only=True):
    """Where a reply leads. Exactly one of `go`, `again`, `draw` and `end` is given."""

    when: When = When()
    """What must hold; the first route that holds is taken, so the last one has no `when`."""
    says: tuple[str | MoodLine, ...] = ()
    """How the person on the line reacts, before the next turn speaks; one is drawn by the seed."""
    mood: Mood | None = None
    """The mood they are in from now on."""
    patience: int = 0
    """Change of patience, on top of what the reply itself does."""
    willingness: int = 0
    """Change of willingness, on top of what the reply itself does."""
    reveal: tuple[str, ...] = ()
    """Findings that come out with the reaction."""
    go: str | None = None
    """The turn that comes next."""
    again: bool = False
    """The same excuse comes again, said harder."""
    draw: Draw | None = None
    """A follow-up excuse is drawn and said by the same person; its answer is routed as this turn's."""
    end: Outcome | None = None
    """The call ends so."""
    note: str = ""
    """One sentence for the debrief: why this was a turning point."""


class Turn(Record, frozen=True, kw_only=True):
    """One thing the debtor's side says, and the one reply the trainee types."""

    id: str
    """Unique in the call."""
    speaker: str
    """Who speaks: a name in the cast."""
    excuse: str | None = None
    """The excuse by id, from the pack; or `pack/excuse` from another."""
    own: Excuse | None = None
    """An excuse of the turn's own, written out."""
    draw: Draw | None = None
    """An excuse drawn by the seed."""
    says: tuple[str | MoodLine, ...] = ()
    """What is said here in the excuse's place; later lines are said when the turn comes again."""
    goal: str = ""
    """The goal here, where it differs from the excuse's."""
    weights: dict[Skill, float] = {}
    """The weights here, where they differ from the excuse's."""
    standing: Standing | None = None
    """The facts that decide conduct from this turn on, where they change (a stop is asked for)."""
    routes: tuple[Route, ...]
    """Where the reply leads; the last route has no `when`."""


class Call(Record, frozen=True, kw_only=True):
    """One role-play."""

    id: str
    """Unique in the pack, kebab-case."""
    title: str
    """Its name in lists: `The feed dealer who waited for you`."""
    brief: str
    """The situation before the call, in one to three sentences to the trainee."""
    goal: str
    """What the trainee should achieve, shown during the call."""
    level: Level = "normal"
    """How hard it is."""
    account: Account
    """What is owed."""
    standing: Standing = Standing()
    """The facts that decide what may lawfully be said."""
    cast: dict[str, Person]
    """Who may come to the telephone, by a short name."""
    findings: tuple[Finding, ...] = ()
    """What can be found out by asking."""
    start: str
    """The turn with which the call begins."""
    patience: int = 5
    """How much the other side bears at first, 1 to 7; at 0 they hang up."""
    willingness: int = 2
    """How ready they are to pay at first, 0 to 7."""
    turns: tuple[Turn, ...]
    """The turns; routes lead from one to another."""
    practice: tuple[str, ...] = ()
    """Ids of the practices that it teaches."""
    outcomes: dict[Outcome, str] = {}
    """For the debrief: what such an outcome means in this call, one sentence each."""

    def turn(self, turn_id: str) -> Turn:
        """The turn of that id. Raises KeyError where there is none."""
        for turn in self.turns:
            if turn.id == turn_id:
                return turn
        raise KeyError(turn_id)

    def finding(self, finding_id: str) -> Finding:
        """The finding of that id. Raises KeyError where there is none."""
        for finding in self.findings:
            if finding.id == finding_id:
                return finding
        raise KeyError(finding_id)


class PlayLine(Record, frozen=True, kw_only=True):
    """One reply of a play script, and what is expected of it."""

    say: str
    """What the trainee types."""
    turn: str | None = None
    """The turn it must be the answer to."""
    speaker: str | None = None
    """Who must be on the line when it is said: a name in the cast."""
    band: tuple[int, int] | None = None
    """Lowest and highest band it must get."""
    conduct: Verdict | None = None
    """The conduct verdict it must get."""
    reveals: tuple[str, ...] = ()
    """Findings that must come out in answer to it."""


class Play(Record, frozen=True, kw_only=True):
    """A play script beside a call: what a trainee types, and how the call must go."""

    name: str
    """What is shown: `good path`, `weak path`, `breaks conduct`."""
    level: Level | None = None
    """The level it is played at; none: the call's own."""
    seed: int = 1
    """The seed it is played with."""
    lines: tuple[PlayLine, ...]
    """The replies, in order."""
    outcome: Outcome | None = None
    """How the call must end; none: it need not have ended."""


class Pack(Record, frozen=True, kw_only=True):
    """A pack's own facts: `pack.yaml`."""

    id: str
    """Unique among packs, kebab-case, the same as its folder."""
    version: str
    """Version of its content, `1.0.0`; kept with every attempt."""
    title: str
    """Its name in lists."""
    about: str = ""
    """Whom it is for and what it teaches, in a few sentences."""
    language: str = "en"
    """Language of what is said in it, `en`, `en-GB`."""
    market: Literal["trade", "consumer"]
    """Business debts, or consumers'."""
    jurisdiction: str
    """Country code whose law it plays under: `US`, `GB`, `INT` for none in particular."""
    rules: tuple[str, ...]
    """Conduct rule sets: `common`, `trade`, `us-consumer` and so on."""
    licence: str
    """Licence of its content, as an SPDX name."""
    course: bool = False
    """Whether it is a course for beginners: its calls are offered first."""
    order: tuple[str, ...] = ()
    """Calls in the order in which they are best played, by id."""
    account: Account
    """The usual account, for excuses that are drilled on their own."""
    speaker: Person
    """The usual debtor, for excuses that are drilled on their own."""
    standing: Standing = Standing()
    """The usual facts that decide conduct."""
    severities: dict[str, Literal["fatal", "major", "minor", "off"]] = {}
    """Conduct rules whose severity this house sets otherwise."""


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """A pack with its content, ready for use."""

    pack: Pack
    """The pack's own facts."""
    excuses: dict[str, Excuse]
    """Its excuses, by id, in the order of the files."""
    calls: dict[str, Call]
    """Its calls, by id."""
    plays: dict[str, tuple[Play, ...]]
    """Play scripts, by the id of the call."""
    house_rules: tuple[object, ...] = ()
    """Conduct rules of the house's own."""
    folder: str = ""
    """Where it was read from."""
