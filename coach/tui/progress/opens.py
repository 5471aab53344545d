"""What a figure opens: the replies or the attempts behind it, or a way to another screen."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from textual.message import Message

from coach.domain.excuse import Family, Skill
from coach.domain.figures import CallFigure, OutcomeFigure, TrendPoint
from coach.domain.safe import shown
from coach.tui.words import OUTCOME_WORDS

Filter = Mapping[str, object]


class Opens(NamedTuple):
    """What is behind a figure."""

    title: str
    """What it is, in words."""
    replies: Filter | None = None
    """The replies, as `Reviewing.behind` takes them."""
    attempts: Filter | None = None
    """The attempts, as `Reviewing.attempts` takes them."""
    way: str = ""
    """Another way, as `drill` or `paused:ID`."""


class Opened(Message):
    """A figure was chosen.

    Args:
        opens: What is behind it.
    """

    def __init__(self, opens: Opens) -> None:
        self.opens = opens
        """What is behind it."""
        super().__init__()


def day_words(day: str) -> str:
    """A day in few letters: `2 Mar`."""
    then = date.fromisoformat(day)
    return f"{then.day} {then:%b}"


def of_skill(skill: Skill) -> Opens:
    """The replies that had a skill."""
    return Opens(skill, {"skill": skill})


def of_family(family: Family) -> Opens:
    """The replies to a family of excuses."""
    return Opens(family, {"family": family})


def of_cell(family: Family, skill: Skill) -> Opens:
    """The replies to a family that had a skill."""
    return Opens(f"{family} by {skill}", {"family": family, "skill": skill})


def of_point(point: TrendPoint) -> Opens:
    """The replies of a skill in a week, judged by one scorer version."""
    title = f"{point.skill}, week of {day_words(point.week)}"
    return Opens(title, {"skill": point.skill, "week": point.week, "scorer": point.scorer})


def of_week(week: str) -> Opens:
    """The replies of a week."""
    return Opens(f"week of {day_words(week)}", {"week": week})


def of_conduct(week: str = "") -> Opens:
    """The replies with a conduct finding, of a week or of all time."""
    title = f"conduct findings, week of {day_words(week)}" if week else "conduct findings"
    return Opens(title, {"conduct": True, "week": week})


def of_day(day: str) -> Opens:
    """The replies of a day."""
    return Opens(day_words(day), {"day": day})


def of_scorer(scorer: str) -> Opens:
    """The replies that a scorer version judged last."""
    return Opens(f"judged by {shown(scorer)}", {"scorer": scorer})


def of_call(call: CallFigure) -> Opens:
    """The tries at a call."""
    return Opens(call.title, attempts={"kind": "call", "ref": call.ref})


def of_outcome(one: OutcomeFigure) -> Opens:
    """The calls that ended so."""
    return Opens(OUTCOME_WORDS[one.outcome], attempts={"kind": "call", "outcome": one.outcome})


def of_promises() -> Opens:
    """The calls in which a promise was obtained."""
    return Opens("promises obtained", attempts={"promised": True})
