"""Plots in the Markdown report: a sign for each week, as high as its figure, between two numbers."""

from collections.abc import Mapping, Sequence

from coach.domain.excuse import SKILLS
from coach.domain.figures import Figures
from coach.domain.safe import shown
from coach.practice.report.words import WEEKS, short_day

_HEIGHTS = "▁▂▃▄▅▆▇█"
_NAME = 11


def skills(told: Figures) -> list[str]:
    """A line for each skill, and for each version of the scorer, from 0 to 100."""
    weeks = [week.week for week in told.weeks[-WEEKS:]]
    several = len({point.scorer for point in told.trend}) > 1
    lines = []
    for skill in SKILLS:
        for scorer in sorted({point.scorer for point in told.trend if point.skill == skill}):
            scores = {
                point.week: point.score
                for point in told.trend
                if (point.skill, point.scorer) == (skill, scorer)
            }
            by = f"  {shown(scorer)}" if several else ""
            lines += _line(skill, scores, weeks, 100, by)
    return _block(f"{short_day(weeks[0])} to {short_day(weeks[-1])}: means of 0 to 100", lines)


def weeks(told: Figures) -> list[str]:
    """Quality, replies that failed on conduct or are to be mended, and seconds to answer."""
    last = told.weeks[-WEEKS:]
    names = [week.week for week in last]
    findings = {week.week: week.fail + week.minor for week in last}
    seconds = {week.week: week.seconds for week in last if week.seconds is not None}
    quality = {week.week: week.score for week in last if week.score is not None}
    lines = [
        *_line("quality", quality, names, 100, "  of 100"),
        *_line("findings", findings, names, max(4, *findings.values()), "  failed or to mend"),
        *_line("seconds", seconds, names, max([20, *seconds.values()]), "  to answer"),
    ]
    return _block("the first week, a sign for each, the last week", lines)


def _line(
    name: str, values: Mapping[str, int], weeks: Sequence[str], top: int, after: str
) -> list[str]:
    """The first value, the signs, the last; a dot for a week without."""
    known = [values[week] for week in weeks if week in values]
    if not known:
        return []
    signs = "".join(
        _HEIGHTS[round(values[week] * (len(_HEIGHTS) - 1) / top)] if week in values else "·"
        for week in weeks
    )
    return [f"{name:<{_NAME}}{known[0]:>4} {signs} {known[-1]:<4}{after}".rstrip()]


def _block(title: str, lines: Sequence[str]) -> list[str]:
    return ["```text", title, *lines, "```"]
