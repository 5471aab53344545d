"""The report as Markdown, for tickets, mails and version control."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from coach.domain.call import OUTCOME_WORDS
from coach.domain.counted import replies
from coach.domain.excuse import SKILLS
from coach.domain.figures import Figures
from coach.domain.progress import FAMILIES
from coach.domain.safe import shown
from coach.practice.report import disputed as disputes
from coach.practice.report import plain_plots as plots
from coach.practice.report import words

if TYPE_CHECKING:
    from coach.practice.reviewing import Disagreement

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def page(all_of_them: Sequence[Figures], disputed: "Sequence[Disagreement]" = ()) -> str:
    """The report on one trainee, or on several with an overview in front.

    `disputed` are excuses on which people keep correcting the machine.
    """
    told = [one for one in all_of_them if one.since]
    if len(told) == 1:
        return "\n".join(_person(told[0], "#", alone=True)) + "\n"
    lines = ["# Practice of everybody", "", words.PURPOSE, ""]
    rows = [
        [_text(one.trainee), one.days, one.replies, one.calls, words.score(one.score), one.fail,
         one.weakest or "not enough yet"]
        for one in told
    ]  # fmt: skip
    head = ["who", "days", "replies", "calls", "quality", "conduct failed", "to work on"]
    lines += _table(head, rows)
    if disputed:
        cells = [[_text(cell) for cell in row] for row in disputes.rows(disputed)]
        lines += ["", f"## {disputes.TITLE}", "", disputes.ABOUT, "", *_table(disputes.HEAD, cells)]
    for one in told:
        lines += ["", *_person(one, "##", alone=False)]
    return "\n".join(lines) + "\n"


def _person(told: Figures, mark: str, *, alone: bool) -> list[str]:
    lines = [f"{mark} {'Practice of ' if alone else ''}{_text(told.trainee)}", ""]
    lines += [_text(words.opening(told)), ""]
    lines += [words.PURPOSE, ""] if alone else []
    lines += [f"> {_text(note)}\n" for note in told.notes]
    lines += [
        f"Quality of all replies: {words.score(told.score)} of 100. Practised on {told.practised} of the last 14 days.",
        "",
        f"{mark}# Skills",
        "",
        words.SKILLS,
        "",
        words.MASTERY,
        "",
        *_table(
            ["skill", "last 30", "change", "excuses", "mastery", ""],
            [
                [one.skill, words.score(one.score), "" if one.change is None else f"{one.change:+d}",
                 one.mastery.excuses, words.mastery(one.mastery), one.mastery.word]
                for one in told.skills
            ],
        ),
        "",
        f"{mark}# Skills by week",
        "",
        *plots.skills(told),
        "",
        *_table(
            ["week", "skill", "score", "replies", "scorer"],
            [[one.week, one.skill, one.score, one.replies, _text(one.scorer)] for one in told.trend],
        ),
        "",
        f"{mark}# Family by skill",
        "",
        words.HEAT,
        "",
        *_table(["family", *SKILLS], _heat(told)),
        "",
        f"{mark}# Families of excuses",
        "",
        *_table(
            ["family", "mean", "replies", "excuses", "mastery", ""],
            [
                [one.family, words.score(one.score), one.replies, one.mastery.excuses,
                 words.mastery(one.mastery), one.mastery.word]
                for one in told.families if one.replies
            ],
        ),
        "",
        f"{mark}# Weeks",
        "",
        *plots.weeks(told),
        "",
        *_table(
            ["week", "replies", "quality", "conduct failed", "to mend", "seconds", "hints", "minutes"],
            [
                [one.week, one.replies, words.score(one.score), one.fail, one.minor, words.score(one.seconds),
                 one.hints, one.minutes]
                for one in told.weeks
            ],
        ),
        "",
        f"{mark}# From the first try to the best",
        "",
        *_table(
            ["call", "tries", "first", "best", "last"],
            [[_text(one.title), one.tries, one.first, one.best, one.last] for one in told.played],
        ),
        "",
        f"{mark}# How calls ended",
        "",
        *_table(["outcome", "calls"], [[OUTCOME_WORDS[one.outcome], one.calls] for one in told.outcomes]),
        "",
        f"Promises obtained: {told.promised.promises}. {words.PROMISES}",
        "",
        *(f"- {_text(one.amount)} {words.money(one)}" for one in told.promised.money),
        *(f"- {one}" for one in (words.ahead(told.promised),) if one),
    ]  # fmt: skip
    scorers = ", ".join(f"{_text(one.scorer)} ({replies(one.replies)})" for one in told.scorers)
    ending = f"Figures of {words.day(told.today)}; days are counted in UTC. Scorer: {scorers}."
    return [*lines, "", ending]


def _heat(told: Figures) -> list[list[object]]:
    cells = {(cell.family, cell.skill): cell for cell in told.heat}
    rows: list[list[object]] = []
    for family in FAMILIES:
        row: list[object] = [family]
        for skill in SKILLS:
            cell = cells[family, skill]
            few = "few" if cell.few else f"{cell.excuses}"
            row.append("–" if cell.score is None else f"{cell.score} ({few})")
        if any(word != "–" for word in row[1:]):
            rows.append(row)
    return rows


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    names = list(head)
    return [
        f"| {' | '.join(names)} |",
        f"|{'---|' * len(names)}",
        *(f"| {' | '.join(str(cell) for cell in row)} |" for row in rows),
    ]


def _text(words_: str) -> str:
    return _SPECIAL.sub(r"\\\1", shown(words_))
