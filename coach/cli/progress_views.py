"""The figures of progress as plain lines and as CSV."""

import csv
import io
from collections.abc import Iterable

from coach.domain.call import OUTCOME_WORDS
from coach.domain.counted import counted, replies
from coach.domain.excuse import SKILLS
from coach.domain.figure_rows import COLUMNS, Value, rows
from coach.domain.figures import SHORT_NOTE, Figures
from coach.domain.mastery import Mastery
from coach.domain.progress import FAMILIES
from coach.domain.safe import shown
from coach.practice.views import PausedCall

_WEEKS = 8
"""Weeks that the plain lines show; JSON and CSV hold all."""
_CALLS = 10
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(all_of_them: Iterable[Figures]) -> str:
    """Figures as CSV with a head line. Words that a spreadsheet would run as a formula are quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for figures in all_of_them:
        for *words, value in rows(figures):
            writer.writerow([*(_cell(word) for word in words), _cell(value)])
    return out.getvalue()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        value = shown(value)
        return f"'{value}" if value.startswith(_FORMULA) else value
    return str(value)


def overview_lines(all_of_them: Iterable[Figures]) -> list[str]:
    """One line for each trainee."""
    lines = [
        f"{'trainee':<20} {'days':>4} {'replies':>7} {'calls':>5} {'quality':>7} {'conduct fails':>13}  weakest"
    ]
    lines += [
        f"{shown(one.trainee)[:20]:<20} {one.days:>4} {one.replies:>7} {one.calls:>5} {_score(one.score):>7} "
        f"{one.fail:>13}  {one.weakest or 'not enough yet'}"
        for one in all_of_them
    ]
    return [*lines, SHORT_NOTE]


def figure_lines(told: Figures, perhaps: str = "") -> list[str]:
    """Everything about one trainee, as lines with labels; `perhaps` says who may have been meant."""
    if not told.since:
        return [
            f"{shown(told.trainee)}: no practice yet.{perhaps}",
            "Begin with `coach`, or `coach play --list`.",
        ]
    lines = [
        f"{shown(told.trainee)}: {replies(told.replies)}, {counted(told.calls, 'finished call')} and {counted(told.drills, 'drill')} on {counted(told.days, 'day')} since {told.since}.",
        f"Quality, all replies: {_score(told.score)} of 100. Practised on {told.practised} of the last 14 days.",
        f"Conduct: {told.fail:,} failed, {told.minor:,} to mend, in {replies(told.replies)}.",
        f"Judged by: {', '.join(f'{one.scorer} ({replies(one.replies)})' for one in told.scorers)}",
        *(f"Note: {shown(note)}" for note in told.notes),
        "",
        "Skills: mean of the last 30 replies, change against the 30 before, different excuses answered well",
    ]
    for skill in told.skills:
        change = f"{skill.change:+d}" if skill.change is not None else ""
        weakest = "  weakest" if skill.skill == told.weakest else ""
        lines.append(
            f"  {skill.skill:<11} {_score(skill.score):>3} {change:>4}   {mastery_words(skill.mastery)}{weakest}"
        )
    lines += ["", "Families of excuses"]
    lines += [
        f"  {family.family:<11} {_score(family.score):>3}  {family.replies:>5} {'reply  ' if family.replies == 1 else 'replies'}   {mastery_words(family.mastery)}"
        for family in told.families
        if family.replies
    ]
    lines += ["", *heat_lines(told), "", *week_lines(told)]
    lines += ["", *call_lines(told), "", *outcome_lines(told), "", SHORT_NOTE]
    return lines


def mastery_words(mastery: Mastery) -> str:
    """Mastery in words: `70% of 12 excuses well (42 to 88): not certain yet`."""
    if mastery.share is None:
        return f"{counted(mastery.excuses, 'excuse')}: {mastery.word}"
    return (
        f"{mastery.share}% of {counted(mastery.excuses, 'excuse')} well "
        f"({mastery.low} to {mastery.high}): {mastery.word}"
    )


def heat_lines(told: Figures) -> list[str]:
    """Family by skill: the mean with the number of excuses, `few` below three."""
    cells = {(cell.family, cell.skill): cell for cell in told.heat}
    lines = [
        "Family by skill: mean (different excuses), each excuse by its latest reply",
        f"  {'':<11}" + "".join(f"{skill:>12}" for skill in SKILLS),
    ]
    for family in FAMILIES:
        words = []
        for skill in SKILLS:
            cell = cells[family, skill]
            few = " few" if cell.few else f" ({cell.excuses})"
            words.append("-" if cell.score is None else f"{cell.score}{few}")
        if any(word != "-" for word in words):
            lines.append(f"  {family:<11}" + "".join(f"{word:>12}" for word in words))
    return lines


def week_lines(told: Figures) -> list[str]:
    """The last weeks: quality, skills, conduct, time."""
    points: dict[tuple[str, str], list[str]] = {}
    for point in told.trend:
        points.setdefault((point.week, point.skill), []).append(str(point.score))
    lines = [
        f"The last {_WEEKS} weeks, by the Monday",
        f"  {'week':<10} {'replies':>7} {'quality':>7} "
        + " ".join(f"{skill[:10]:>10}" for skill in SKILLS)
        + "  fail mend seconds",
    ]
    for week in told.weeks[-_WEEKS:]:
        skills = " ".join(
            f"{'/'.join(points.get((week.week, skill), ['-'])):>10}" for skill in SKILLS
        )
        mixed = "  two scorer versions" if len(week.scorers) > 1 else ""
        lines.append(
            f"  {week.week:<10} {week.replies:>7} {_score(week.score):>7} {skills} {week.fail:>5} {week.minor:>4} "
            f"{_score(week.seconds):>7}{mixed}"
        )
    return lines


def call_lines(told: Figures) -> list[str]:
    """First to best, the greatest gain first."""
    if not told.played:
        return ["No call played to its end yet."]
    lines = ["Calls: first, best, last score"]
    for call in told.played[:_CALLS]:
        versions = "  two scorer versions" if call.scorers > 1 else ""
        lines.append(
            f"  {call.first:>3} {call.best:>3} {call.last:>3}  {counted(call.tries, 'try  ', 'tries')}  {shown(call.title)}{versions}"
        )
    left = len(told.played) - _CALLS
    return [*lines, f"  and {left} more; --json and --csv list all"] if left > 0 else lines


def outcome_lines(told: Figures) -> list[str]:
    """How calls ended, and what was promised in them."""
    lines = ["How calls ended"]
    lines += [f"  {OUTCOME_WORDS[one.outcome]:<30} {one.calls:>4}" for one in told.outcomes]
    promised = told.promised
    lines.append(f"Promises obtained in practice: {promised.promises}")
    lines += [f"  {shown(one.amount)} in {one.promises}" for one in promised.money]
    if promised.days is not None:
        lines.append(
            f"  the promised day was {counted(promised.days, 'day')} ahead, in the median of {promised.dated}"
        )
    return lines


def paused_lines(paused: Iterable[PausedCall]) -> list[str]:
    """Calls that wait to be continued; nothing where there are none."""
    lines = [f"  {shown(call.title)} - {replies(call.replies)}" for call in paused]
    return ["", "Waiting to be continued (coach play --continue):", *lines] if lines else []


def _score(score: int | None) -> str:
    return "-" if score is None else str(score)
