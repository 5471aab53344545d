"""The figures of a team: what text, JSON, CSV and page of a manager's report all print."""

import msgspec

from coach.domain.assignment import State
from coach.domain.excuse import Family, Skill
from coach.domain.figures import ScorerShare

WINDOW = 30
"""Replies in the first and the last window of a person's change, as for the skills of progress."""
LEAST = 10
"""With fewer replies in a window no change is told."""
MOVED = 5
"""Points from which on a change counts as a rise or a fall; less is noise."""
FEW = 3
"""Below so many people a mean of the team says `few`."""
AWAY = 14
"""Days after which somebody who practised before counts as away."""


class PersonFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the team."""

    name: str
    """The name that they practise under, or the hash that stands for it."""
    since: str
    """First day of practice, UTC."""
    until: str
    """Last day."""
    days: int
    """Days with practice."""
    replies: int
    """Replies that count."""
    calls: int
    """Calls played to their end."""
    drills: int
    """Drills answered."""
    minutes: int
    """Minutes spent on replies, each at most five."""
    score: int | None
    """Mean quality of all replies."""
    first: int | None
    """Mean of the first replies, about 30; none: too few, or judged by two scorer versions."""
    last: int | None
    """Mean of the last ones."""
    change: int | None
    """Last less first."""
    bettered: int
    """Calls played more than once whose best score is above the first."""
    repeated: int
    """Calls played more than once."""
    minor: int
    """Replies whose conduct is to be mended."""
    fail: int
    """Replies that failed on conduct."""
    weakest: Skill | None
    """The skill to work on; none: too little practice to say."""
    passed: int
    """Assignments passed."""
    assigned: int
    """Assignments set for this person."""


class TeamCell(msgspec.Struct, frozen=True, kw_only=True):
    """A family by a skill, over the team."""

    family: Family
    """The family."""
    skill: Skill
    """The skill."""
    score: int | None
    """Mean over people and excuses, each by the latest reply; none: not practised."""
    people: int
    """People behind it."""
    excuses: int
    """Latest replies behind it."""
    few: bool
    """Fewer than three people: the mean says little about the team."""


class TeamWeek(msgspec.Struct, frozen=True, kw_only=True):
    """One week of the team, by scorer version: versions never share a mean."""

    week: str
    """The week's Monday."""
    scorer: str
    """The scorer version."""
    people: int
    """People who practised."""
    replies: int
    """Their replies."""
    score: int
    """Mean quality."""


class ConductFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A conduct rule and how often it was broken."""

    rule: str
    """The rule: `coach rules` explains it."""
    kind: str
    """The kind of offence."""
    findings: int
    """Findings."""
    people: int
    """People whose replies they were found in."""


class PersonState(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment and one person it is set for."""

    name: str
    """The person."""
    state: State
    """How it stands."""
    used: int
    """Attempts used."""
    best: int | None
    """Best score; none: not tried."""
    late: bool
    """Whether it was passed after its day."""


class AssignmentFigure(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment over the team."""

    id: str
    """Its short name."""
    call: str
    """`pack/call`."""
    due: str
    """The day; empty: none."""
    pass_mark: int
    """Score that passes."""
    attempts: int | None
    """Attempts that count."""
    passed: int
    """People who passed."""
    late: int
    """Those of them who passed after the day."""
    open: int
    """People who still have time."""
    overdue: int
    """People whose day is over."""
    used_up: int
    """People with no attempt left."""
    people: tuple[PersonState, ...]
    """Everybody it is set for, by name."""


class TeamFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a manager's report shows."""

    today: str
    """The day on which it holds, UTC."""
    since: str
    """First day of practice in it; empty: nobody practised."""
    until: str
    """Last day."""
    people: tuple[PersonFigure, ...]
    """Everybody who practised, by name: the order says nothing of how well."""
    replies: int
    """Replies that count."""
    calls: int
    """Calls played to their end."""
    drills: int
    """Drills answered."""
    minutes: int
    """Minutes spent on replies."""
    score: int | None
    """Mean quality of all replies."""
    minor: int
    """Replies whose conduct is to be mended."""
    fail: int
    """Replies that failed on conduct."""
    away: int
    """People who have not practised for a fortnight."""
    judged: int
    """People of whom there is enough to tell a change."""
    rose: int
    """Those whose quality rose by five points or more."""
    fell: int
    """Those whose quality fell by five points or more."""
    median_change: int | None
    """The median of their changes; none: nobody."""
    heat: tuple[TeamCell, ...]
    """Every family by every skill."""
    weeks: tuple[TeamWeek, ...]
    """Weeks with practice, the oldest first."""
    conduct: tuple[ConductFigure, ...]
    """Rules broken, the most frequent first."""
    assignments: tuple[AssignmentFigure, ...]
    """Assignments, in the order they were set."""
    scorers: tuple[ScorerShare, ...]
    """Scorer versions that judged these replies."""
    notes: tuple[str, ...]
    """What must be known to read the figures rightly."""
