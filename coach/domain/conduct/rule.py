"""Conduct rules as data: what must not be said, when, on whose authority, and what to say instead."""

from typing import Literal

from coach.domain.excuse import Market, Record, Role, Step

RuleKind = Literal["utterance", "context", "omission", "order"]
Offence = Literal[
    "threat", "abuse", "harassment", "deception", "disclosure", "hardship_ignored",
]  # fmt: skip
Severity = Literal["fatal", "major", "minor"]
Certainty = Literal["verified", "secondary", "general", "house"]


class Applies(Record, frozen=True, kw_only=True):
    """Where a rule holds: all that is given; nothing given holds everywhere."""

    country: tuple[str, ...] = ()
    """Countries or states, `US`, `US-MA`; a country also covers its states."""
    market: Market | None = None
    """Business debts or consumers' only."""
    debt: tuple[Literal["business", "consumer", "guaranteed"], ...] = ()
    """Whose debt it is."""
    collector: Literal["own", "third_party"] | None = None
    """The creditor's own staff, or an agency."""
    speaker: tuple[Role, ...] = ()
    """Who is on the line."""


class Facts(Record, frozen=True, kw_only=True):
    """Facts of a call that must hold: all that are given. They mean what they mean in a call."""

    identity_verified: bool | None = None
    """Whether it is certain who is on the line."""
    first_contact: bool | None = None
    """Whether this is the first communication about the debt."""
    time_barred: bool | None = None
    """Whether the time for a court claim has passed."""
    disputed: bool | None = None
    """Whether the debt is disputed and the answer still owing."""
    represented: bool | None = None
    """Whether a lawyer or adviser acts for the debtor."""
    cease_request: bool | None = None
    """Whether they have asked not to be contacted."""
    work_calls_barred: bool | None = None
    """Whether they may not be called at work."""
    insolvency: bool | None = None
    """Bankruptcy or the like is open."""
    moratorium: bool | None = None
    """A breathing space is in force."""
    judgment: bool | None = None
    """A court has given judgment."""
    hardship: bool | None = None
    """Illness, bereavement, loss of work or despair has been stated."""
    inconvenient_now: bool | None = None
    """They cannot talk now."""
    fees: bool | None = None
    """Whether interest or costs are allowed."""
    local_time: str = ""
    """`outside 08:00-21:00` or `inside 22:00-23:59`; in a golden line the time itself, `21:20`."""
    calls_this_week: str = ""
    """`over 7`; in a golden line the number itself, as text."""


class Line(Record, frozen=True, kw_only=True):
    """A golden line: what a collector says, and the call in which it is right or wrong."""

    line: str
    """What the collector says."""
    says: str = ""
    """What the debtor's side said before."""
    facts: Facts = Facts()
    """Facts of the call that differ from those the rule needs."""
    next_steps: tuple[Step, ...] | None = None
    """The steps truly intended next, where the line turns on them."""
    speaker: Role | None = None
    """Who is on the line; none: one the rule applies to, else the debtor."""
    before: tuple[str, ...] = ()
    """What the collector had said earlier in the call."""


class Rule(Record, frozen=True, kw_only=True):
    """One conduct rule."""

    id: str
    """Stable, never reused: `us.fdcpa.arrest`."""
    title: str
    """Its name in lists, in a few words."""
    kind: RuleKind
    """`utterance`: words that are wrong. `context`: words that the facts of the call make wrong.
    `omission`: something required is missing. `order`: something was said too early."""
    offence: Offence
    """What kind of offence it is."""
    cite: tuple[str, ...] = ()
    """The authority."""
    certainty: Certainty
    """`verified`: the text was read. `secondary`: told by a source. `general`: common knowledge
    of the trade. `house`: this house's own rule."""
    applies: Applies = Applies()
    """Where it holds."""
    facts: Facts = Facts()
    """Facts of the call that must hold."""
    lacks_step: tuple[Step, ...] = ()
    """Fires only where the call states its next steps and none of these is among them."""
    debtor_said: tuple[str, ...] = ()
    """Patterns, one of which the debtor's side must have said; empty: nothing is asked of it."""
    any: tuple[str, ...] = ()
    """Patterns it fires on; for an omission, those that make the missing words due."""
    always: tuple[str, ...] = ()
    """Patterns it fires on even where the words are denied or another's."""
    manner: bool = False
    """Whether it fires on the weighed manner of the reply; its patterns only add to that."""
    weighed: bool = False
    """Whether it fires only where the manner of the whole reply, of which it is a part, is in
    doubt; rules of the kind `utterance` in the shipped sets are always weighed so."""
    foreign: bool = False
    """Whether only words count that neither the debtor's side nor the account brought up."""
    only: tuple[str, ...] = ()
    """Patterns, one of which every sentence of the reply must hold; the rule fires on others."""
    unless: tuple[str, ...] = ()
    """Patterns that clear the sentence they stand in."""
    unless_debtor: tuple[str, ...] = ()
    """Patterns that clear the reply where the debtor's side has said one of them."""
    unless_reply: tuple[str, ...] = ()
    """Patterns that clear the whole reply."""
    needs: tuple[str, ...] = ()
    """For an omission, what must be said in the reply or before it in the call: all of these.
    For order, what must have been said before: one of these."""
    needs_now: tuple[str, ...] = ()
    """For an omission, what must be said in this reply: one of these."""
    severity: Severity
    """How grave: fatal and major fail the reply, minor asks to mend it."""
    why: str
    """Why it matters, in one sentence."""
    say_instead: str
    """A lawful way to say it."""
    breach: tuple[str | Line, ...]
    """Three or more lines that it must fire on."""
    lawful: tuple[str | Line, ...]
    """Three or more lines that it must leave alone, near the breaches."""


class RuleSet(Record, frozen=True, kw_only=True):
    """One file of rules."""

    id: str
    """Its name, the same as its file's."""
    title: str
    """Its name in lists."""
    about: str = ""
    """What it covers, in one or two sentences."""
    rules: tuple[Rule, ...]
    """The rules."""


class Vocabulary(Record, frozen=True, kw_only=True):
    """The named lists of words that patterns share, and the words that decide what is meant."""

    lists: dict[str, tuple[str, ...]]
    """By name; entries are patterns and may name other lists."""
    polarity: dict[str, tuple[str, ...]]
    """Words of denial, of reporting, and those that end a clause."""
