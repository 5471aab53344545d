"""The figures of progress: what screen, JSON, CSV and report all print, rounded once, here."""

import msgspec

from coach.domain.call import Outcome
from coach.domain.excuse import Family, Skill
from coach.domain.mastery import Mastery


class ScorerShare(msgspec.Struct, frozen=True, kw_only=True):
    """A scorer version among the figures."""

    scorer: str
    """The version of rules and weights."""
    replies: int
    """Replies that it judged."""


class SkillFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One skill."""

    skill: Skill
    """The skill."""
    score: int | None
    """Mean of the last 30 replies that had it; none: not practised."""
    change: int | None
    """Against the 30 before; none: too few, or judged by two scorer versions."""
    replies: int
    """Replies counted in the mean, at most 30."""
    in_all: int
    """Replies that had it, in all."""
    mastery: Mastery
    """How sure one may be."""


class FamilyFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One family of excuses."""

    family: Family
    """The family."""
    score: int | None
    """Mean of all replies to it; none: not practised."""
    replies: int
    """Replies to it."""
    mastery: Mastery
    """How sure one may be."""


class HeatCell(msgspec.Struct, frozen=True, kw_only=True):
    """A family by a skill: the latest reply to each of its excuses."""

    family: Family
    """The family."""
    skill: Skill
    """The skill."""
    score: int | None
    """Mean over the different excuses, each by its latest reply; none: not practised."""
    excuses: int
    """Different excuses."""
    replies: int
    """Replies behind them."""
    few: bool
    """Fewer than three different excuses: the mean says little."""


class TrendPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A skill in one week, by one scorer version: versions never share a point."""

    week: str
    """The week's Monday, `2026-03-02`."""
    skill: Skill
    """The skill."""
    scorer: str
    """The scorer version."""
    score: int
    """Mean score."""
    replies: int
    """Replies behind it."""


class WeekFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One week of practice."""

    week: str
    """The week's Monday."""
    replies: int
    """Replies that count."""
    score: int | None
    """Their mean quality."""
    minor: int
    """Replies whose conduct is to be mended."""
    fail: int
    """Replies that failed on conduct."""
    seconds: int | None
    """Mean time to answer, seconds, each reply at most five minutes; none: not timed."""
    minutes: int
    """Minutes spent on replies."""
    hints: int
    """Hints taken."""
    scorers: tuple[str, ...]
    """Scorer versions in it."""


class CallFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A call played to its end once or more."""

    ref: str
    """`pack/call`."""
    title: str
    """Its title."""
    tries: int
    """How often it was played to its end."""
    first: int
    """Score of the first try."""
    best: int
    """Best score."""
    last: int
    """Score of the last try."""
    gain: int
    """Best less first."""
    last_at: str
    """Day of the last try."""
    scorers: int
    """Scorer versions among the tries: with more than one, the gain may be the scorer's."""


class OutcomeFigure(msgspec.Struct, frozen=True, kw_only=True):
    """How calls ended."""

    outcome: Outcome
    """The outcome."""
    calls: int
    """Calls that ended so."""


class MoneyFigure(msgspec.Struct, frozen=True, kw_only=True):
    """Money promised in one currency, in played calls."""

    currency: str
    """As written."""
    amount: str
    """The sum as one writes it."""
    promises: int
    """Promises in it."""


class PromiseFigure(msgspec.Struct, frozen=True, kw_only=True):
    """Promises obtained."""

    promises: int
    """How many."""
    money: tuple[MoneyFigure, ...]
    """What was promised, by currency."""
    without_amount: int
    """Promises without a readable amount."""
    days: int | None
    """Median number of days until the promised day; none: no readable day."""
    dated: int
    """Promises with a readable day."""


class DayFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One of the last fourteen days."""

    day: str
    """`2026-03-12`, counted in UTC."""
    replies: int
    """Replies given."""
    minutes: int
    """Minutes spent on replies."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is shown of one trainee's progress."""

    trainee: str
    """Who."""
    today: str
    """The day on which they hold, UTC."""
    since: str
    """The first day of practice; empty: none yet."""
    replies: int
    """Replies that count and are judged."""
    taken_back: int
    """Replies that were taken back by a retry; they stay on record and count in no mean."""
    calls: int
    """Calls played to their end."""
    drills: int
    """Drills answered."""
    days: int
    """Days with practice."""
    minutes: int
    """Minutes spent on replies."""
    score: int | None
    """Mean quality of all replies."""
    minor: int
    """Replies whose conduct is to be mended."""
    fail: int
    """Replies that failed on conduct."""
    corrections: int
    """Bands corrected by a person."""
    scorers: tuple[ScorerShare, ...]
    """Scorer versions that judged these replies, the most used first."""
    notes: tuple[str, ...]
    """What must be known to read the figures rightly."""
    skills: tuple[SkillFigure, ...]
    """Every skill."""
    weakest: Skill | None
    """The skill with the lowest score; none: too little practice to say."""
    families: tuple[FamilyFigure, ...]
    """Every family."""
    heat: tuple[HeatCell, ...]
    """Every family by every skill."""
    trend: tuple[TrendPoint, ...]
    """Skills by week."""
    weeks: tuple[WeekFigure, ...]
    """Weeks with practice, the oldest first."""
    played: tuple[CallFigure, ...]
    """Calls, the greatest gain first."""
    outcomes: tuple[OutcomeFigure, ...]
    """How calls ended, the most frequent first."""
    promised: PromiseFigure
    """Promises obtained."""
    calendar: tuple[DayFigure, ...]
    """The last fourteen days, the oldest first."""
    practised: int
    """Days with practice among them."""


def conduct_replies(fail: int, minor: int) -> int:
    """Replies with a conduct finding, as everything shown to a person counts them.

    Of the replies that count, those that failed and those to be mended; a reply taken back is none
    of them, and a reply in which two rules found something is one.
    """
    return fail + minor


SHORT_NOTE = "Scores are for training, not for judging people."
"""Stands under every account of progress."""
