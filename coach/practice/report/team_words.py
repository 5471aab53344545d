"""What a manager's report says in words, the same as text and as a page."""

from coach.domain.assignment import STATE_WORDS, State
from coach.domain.counted import counted, replies
from coach.domain.team import AssignmentFigure, TeamFigures
from coach.practice.report.words import PURPOSE, day

__all__ = ["CHANGE", "COLUMNS", "HEAT", "PURPOSE", "assignment", "change", "opening"]

CHANGE = (
    "The change is the mean of somebody's last replies, about 30, less that of their first ones, whole days "
    "each. Later calls may be harder: a few points mean nothing. With too few replies, or across two versions "
    "of the scorer, none is told."
)
COLUMNS = (
    "quality: mean of all replies; first, last, change: of about 30 replies each; conduct: replies that "
    "failed; set: assignments passed of those set."
)
HEAT = (
    "Each cell is the mean over people and excuses, each by the latest reply. “few” means fewer than three "
    "people: read nothing into it."
)


def opening(told: TeamFigures) -> str:
    """Who practised, in a paragraph."""
    people = counted(len(told.people), "person", "people")
    away = (
        f" {counted(told.away, 'of them has', 'of them have')} not practised for a fortnight."
        if told.away
        else ""
    )
    when = (
        f"on {day(told.since)}"
        if told.since == told.until
        else f"from {day(told.since)} to {day(told.until)}"
    )
    return (
        f"{people} practised {when}: {replies(told.replies)} in "
        f"{counted(told.calls, 'finished call')} and {counted(told.drills, 'drill')}. "
        f"The mean quality of all replies is {told.score} of 100.{away}"
    )


def change(told: TeamFigures) -> str:
    """What became better, in a paragraph."""
    if not told.judged:
        return "Of nobody is there enough practice yet to tell a change."
    return (
        f"Of {counted(told.judged, 'person', 'people')} there is enough to tell a change: quality rose by five points "
        f"or more for {told.rose}, fell by five or more for {told.fell}; the median change is {told.median_change:+d}."
    )


def assignment(one: AssignmentFigure) -> str:
    """How an assignment stands: `passed 3 of 5 (1 late), open 1, overdue 1`."""
    late = f" ({one.late} late)" if one.late else ""
    counts: dict[State, int] = {"open": one.open, "overdue": one.overdue, "used_up": one.used_up}
    rest = [f"{STATE_WORDS[state]} {count}" for state, count in counts.items() if count]
    return ", ".join([f"passed {one.passed} of {len(one.people)}{late}", *rest])
