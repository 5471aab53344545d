"""Sums over many replies, as the records keep them: what figures are made of."""

from collections.abc import Sequence

import msgspec

from coach.domain.excuse import Family, Skill
from coach.domain.figures import CallFigure, OutcomeFigure
from coach.domain.mastery import Latest


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The whole record of a trainee."""

    since: str
    """The first day of practice, UTC; empty: none yet."""
    days: int
    """Days with practice."""
    drills: int
    """Drills answered."""
    corrections: int
    """Corrections by people."""


class WeekSum(msgspec.Struct, frozen=True, kw_only=True):
    """Sums over the replies of one week and scorer version."""

    week: str
    """The week's Monday."""
    scorer: str
    """The scorer version."""
    replies: int
    """Replies that count."""
    score: int
    """Sum of their scores."""
    minor: int
    """Those whose conduct is to be mended."""
    fail: int
    """Those that failed on conduct."""
    given: int
    """All replies, those taken back included."""
    seconds: float
    """Sum of the times taken, each at most five minutes."""
    timed: int
    """Replies with a time."""
    hints: int
    """Hints taken."""


class FamilySum(msgspec.Struct, frozen=True, kw_only=True):
    """Sums over the replies to one family."""

    family: Family
    """The family."""
    replies: int
    """Replies that count."""
    score: int
    """Sum of their scores."""


class SkillWeek(msgspec.Struct, frozen=True, kw_only=True):
    """Sums over the replies of one week, skill and scorer version."""

    week: str
    """The week's Monday."""
    skill: Skill
    """The skill."""
    scorer: str
    """The scorer version."""
    replies: int
    """Replies that count."""
    score: int
    """Sum of their scores."""


class CellSum(msgspec.Struct, frozen=True, kw_only=True):
    """Replies of one family and skill."""

    family: Family
    """The family."""
    skill: Skill
    """The skill."""
    replies: int
    """Replies that count."""


class DaySum(msgspec.Struct, frozen=True, kw_only=True):
    """One day of practice."""

    day: str
    """The day, UTC."""
    given: int
    """Replies given."""
    seconds: float
    """Time taken for them."""


class SkillNow(msgspec.Struct, frozen=True, kw_only=True):
    """A skill over the last replies, as the home screen shows it."""

    skill: Skill
    """The skill."""
    score: int | None
    """Mean of the last 30."""
    change: int | None
    """Against the 30 before."""
    replies: int
    """Replies in the mean."""


class AmountCount(msgspec.Struct, frozen=True, kw_only=True):
    """Promises of one amount."""

    amount: str
    """The amount as said."""
    promises: int
    """How many."""


class AheadCount(msgspec.Struct, frozen=True, kw_only=True):
    """Promises whose day lies as far ahead."""

    ahead: int | None
    """Days from the call to the promised day; none: no readable day."""
    promises: int
    """How many."""


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that figures are made of."""

    trainee: str
    """Who."""
    today: str
    """The day, UTC."""
    head: Head
    """The whole record."""
    weeks: Sequence[WeekSum]
    """Replies by week."""
    families: Sequence[FamilySum]
    """Replies by family."""
    trend: Sequence[SkillWeek]
    """Skills by week."""
    cells: Sequence[CellSum]
    """Replies by family and skill."""
    calendar: Sequence[DaySum]
    """The last days."""
    latest: Sequence[Latest]
    """The latest reply to each excuse."""
    now: Sequence[SkillNow]
    """The last replies."""
    played: Sequence[CallFigure]
    """Calls played to their end."""
    outcomes: Sequence[OutcomeFigure]
    """How they ended."""
    amounts: Sequence[AmountCount]
    """Promises obtained, by amount."""
    ahead: Sequence[AheadCount]
    """The same, by how far ahead the promised day lies."""
