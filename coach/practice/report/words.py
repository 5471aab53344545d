"""What the report says in words, the same in HTML and Markdown."""

from datetime import date

from coach.domain.counted import counted, replies
from coach.domain.figures import Figures, MoneyFigure, PromiseFigure
from coach.domain.mastery import Mastery

WEEKS = 26
"""Weeks in plots and tables: half a year."""
PURPOSE = (
    "These scores are for training, not for judging people. They come from practice with simulated debtors, "
    "scored by rules that can be read and corrected. They do not measure how anybody works on real calls, and "
    "should not decide about pay, place or promotion."
)
SKILLS = (
    "Last 30: the mean of the last 30 replies that had the skill, 0 to 100. Change: against the 30 before; with too "
    "few before, or across two versions of the scorer, none is told."
)
TREND = "The mean of each week, by its Monday, 0 to 100: each skill has its own sign."
MASTERY = (
    "Mastery is the share of different excuses whose latest reply was good or better, of the last forty. "
    "Repeating an excuse does not add to it; an easy one counts half, a hard one half as much again. The span "
    "says where the true share lies with 95 per cent certainty; with fewer than five excuses there is not "
    "enough to say."
)
HEAT = (
    "Each cell is the mean over different excuses, each by its latest reply; the small number says how many "
    "excuses. “few” means fewer than three: read nothing into it."
)
CONDUCT = (
    "Replies by week: the filled part of a bar failed, the hollow part is to be mended. Conduct is a gate: it is "
    "never weighed against quality."
)
TIME = (
    "Mean seconds from the end of the debtor’s line to the reply, each reply at most five minutes."
)
PROMISES = "Promises and sums are those of practice calls: simulated money, real skill."


def day(text: str) -> str:
    """A day as people write it: `2 March 2026`."""
    then = date.fromisoformat(text)
    return f"{then.day} {then:%B %Y}"


def short_day(text: str) -> str:
    """A day as it fits under a plot: `2 Mar`."""
    then = date.fromisoformat(text)
    return f"{then.day} {then:%b}"


def score(value: int | None) -> str:
    """A score, or a dash where there is none."""
    return "–" if value is None else str(value)


def mastery(value: Mastery) -> str:
    """Mastery in figures: `70% (42 to 88)`; empty where there is too little."""
    if value.share is None:
        return ""
    return f"{value.share}% ({value.low} to {value.high})"


def money(one: MoneyFigure) -> str:
    """In how many promises a sum was promised: `in 3 promises`."""
    return f"in {counted(one.promises, 'promise')}"


def ahead(told: PromiseFigure) -> str:
    """How far ahead the promised day lay; empty: no day was readable."""
    if told.days is None:
        return ""
    return f"the promised day was {counted(told.days, 'day')} ahead, in the median of {told.dated}"


def opening(told: Figures) -> str:
    """The record in one paragraph."""
    best = next((call for call in told.played if call.gain > 0), None)
    parts = [
        f"Since {day(told.since)}: {replies(told.replies)} in {counted(told.calls, 'finished call')} and {counted(told.drills, 'drill')}, on {counted(told.days, 'day')}.",
    ]
    if told.weakest:
        parts.append(f"The skill to work on next is {told.weakest}.")
    if best is not None:
        parts.append(f"“{best.title}” went from {best.first} to {best.best}.")
    if told.fail:
        parts.append(f"{replies(told.fail)} failed on conduct; these come first.")
    return " ".join(parts)
