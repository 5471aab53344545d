"""Excuses: what a debtor says to avoid paying, and how to answer it. The library entries."""

from typing import Literal

import msgspec

Skill = Literal["tone", "target", "appeal", "counter", "commitment"]
SKILLS: tuple[Skill, ...] = ("tone", "target", "appeal", "counter", "commitment")

Family = Literal[
    "cash", "process", "authority", "paid", "dispute",
    "denial", "bargaining", "hardship", "hostility", "promise",
]  # fmt: skip
Mood = Literal["calm", "evasive", "friendly", "flat", "angry", "distressed"]
Role = Literal["gatekeeper", "influencer", "decision_maker", "third_party"]
Level = Literal["easy", "normal", "hard"]
Verdict = Literal["ok", "minor", "fail"]
Market = Literal["trade", "consumer"]

Band = int
"""0 unacceptable, 1 weak, 2 fair, 3 good, 4 strong (the grading rubric)."""
BAND_WORDS: tuple[str, ...] = ("unacceptable", "weak", "fair", "good", "strong")


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Content records are frozen, named by field, and refuse unknown fields."""


class KeyPoint(Record, frozen=True, kw_only=True):
    """Something that a good reply to this excuse must say or do."""

    id: str
    """Unique in the excuse; named by routes of a call and by reviews."""
    point: str
    """What the reply must do, in one plain sentence."""
    phrasings: tuple[str, ...]
    """Several ways of saying it, as a collector would on the telephone."""


class Example(Record, frozen=True, kw_only=True):
    """A golden answer: the band it must get, run by `coach pack test`."""

    answer: str
    """A reply as a trainee would type it."""
    band: tuple[Band, Band]
    """The lowest and the highest band that is right for it."""
    skills: dict[Skill, tuple[Band, Band]] = {}
    """The same for single skills, where it matters."""
    conduct: Verdict | None = None
    """The conduct verdict it must get; none: not looked at."""


class MoodLine(Record, frozen=True, kw_only=True):
    """A line that is said only in one mood."""

    mood: Mood
    """The mood in which it is said."""
    line: str
    """What is said."""


class Person(Record, frozen=True, kw_only=True):
    """Somebody on the debtor's side of the line."""

    name: str
    """As they give it on the telephone; may be empty while unknown."""
    address: str = ""
    """How one speaks to them, `Mrs Brook`, for `{contact}`; empty: by title and family name, else first name."""
    position: str = ""
    """What they do there: `owner`, `bookkeeper`, `his sister`."""
    role: Role = "decision_maker"
    """What they can do about the payment; `third_party` must not hear of a consumer's debt."""
    mood: Mood = "evasive"
    """The mood they are in when they first speak."""
    knows: tuple[str, ...] = ()
    """Ids of the call's findings that they can give away."""


class Excuse(Record, frozen=True, kw_only=True):
    """What a debtor says to avoid paying, and how to answer it."""

    id: str
    """Unique in the pack, kebab-case, never reused for another excuse."""
    family: Family
    """Which kind of excuse it is."""
    mood: Mood = "evasive"
    """The mood of the one who says it: the appeal must fit."""
    says: tuple[str | MoodLine, ...]
    """Three or more ways a debtor says it; the first is the usual one, later ones are harder."""
    heard: tuple[str, ...] = ()
    """Other ways in which debtors put it: the look-up finds it by them, practice never speaks them."""
    diagnose: str = ""
    """The question that finds out what is behind it."""
    goal: str
    """What a good reply achieves, in one or two sentences."""
    weights: dict[Skill, float]
    """How much each skill counts here: two to four skills, summing to 1."""
    key_points: tuple[KeyPoint, ...]
    """Two to four points that a good reply makes."""
    pitfalls: tuple[str, ...] = ()
    """What goes wrong here, described."""
    never: tuple[str, ...] = ()
    """Lines that must not be said, quoted; shown by the look-up as what never to say."""
    responses: tuple[str, ...]
    """Three recommended replies with different strategies; placeholders such as {amount}."""
    practice: tuple[str, ...] = ()
    """Ids of the practices that it teaches: P01 to P47."""
    taxonomy: tuple[str, ...] = ()
    """Ids of the excuse taxonomy that it covers: `cash.none`, `auth.signatory`."""
    level: Level = "normal"
    """How hard it is to answer well."""
    tags: tuple[str, ...] = ()
    """Further words by which it is looked up."""
    speaker: Person | None = None
    """Who says it in a drill; none: the pack's usual debtor."""
    account: "Account | None" = None
    """The account it is drilled with; none: the pack's usual account."""
    standing: "Standing | None" = None
    """The facts that decide conduct in a drill; none: the pack's usual ones."""
    history: str = ""
    """What was said before, for a drill."""
    examples: tuple[Example, ...] = ()
    """Golden answers: at least a good, a middling and a bad one."""


Step = Literal[
    "interest", "stop_supply", "lawyer_letter", "claim", "agency",
    "credit_report", "repossession", "statutory_demand",
]  # fmt: skip


class Standing(Record, frozen=True, kw_only=True):
    """The facts of a call that decide what may lawfully be said in it."""

    jurisdiction: str = ""
    """Country code, `US`, `GB`, `DE`; a state after a hyphen, `US-MA`; empty: the pack's."""
    debt: Literal["business", "consumer", "guaranteed"] | None = None
    """Whose debt it is; none: `consumer` in a consumer pack, else `business`."""
    collector: Literal["own", "third_party"] = "own"
    """The creditor's own staff, or an agency."""
    identity_verified: bool = True
    """Whether it is certain that the person on the line is who they say they are."""
    first_contact: bool = False
    """Whether this is the first communication about the debt."""
    time_barred: bool = False
    """Whether the time for a court claim has passed."""
    disputed: bool = False
    """Whether the debt, or part of it, is disputed and the answer still owing."""
    represented: bool = False
    """Whether a lawyer or adviser is known to act for the debtor."""
    cease_request: bool = False
    """Whether they have asked not to be contacted, or not by telephone."""
    work_calls_barred: bool = False
    """Whether they may not be called at work."""
    insolvency: bool = False
    """Bankruptcy, administration or the like is open."""
    moratorium: bool = False
    """A breathing space or payment moratorium is in force."""
    judgment: bool = False
    """A court has given judgment for this debt."""
    hardship: bool = False
    """Illness, bereavement, loss of work or despair has been stated."""
    inconvenient_now: bool = False
    """They have said that they cannot talk now."""
    next_steps: tuple[Step, ...] | None = None
    """The lawful steps truly intended next; none: not stated, any lawful step may be named."""
    fees: bool = False
    """Whether the contract or the law allows interest or costs on this debt."""
    local_time: str = ""
    """The debtor's local time, `14:30`; empty: a convenient hour."""
    calls_this_week: int = 0
    """Calls already made in the last seven days."""
    today: str = ""
    """The day of the call, `2026-03-12`; empty: the day on which it is played."""


class Account(Record, frozen=True, kw_only=True):
    """What is owed, by whom and since when: what the trainee reads before speaking."""

    creditor: str
    """Whom the trainee speaks for."""
    customer: str
    """Who owes."""
    amount: str
    """Currency and figure as one would read them out: `EUR 4,180.50`."""
    invoice: str = ""
    """Invoice, loan or contract number."""
    days_past_due: int = 0
    """Days since the due date; negative: not due yet."""
    promises_kept: int = 0
    """Payment promises kept so far."""
    promises_broken: int = 0
    """Payment promises broken so far."""
    facts: str | tuple[str, ...] = ()
    """Further facts that the trainee sees from the start."""

    def fact_lines(self) -> tuple[str, ...]:
        """The further facts as a tuple, whichever way the author wrote them."""
        if isinstance(self.facts, str):
            return (self.facts,) if self.facts else ()
        return self.facts
