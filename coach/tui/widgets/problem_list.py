"""Problems of a pack, told one under another with their places and remedies."""

from collections.abc import Iterable

from textual.content import Content
from textual.visual import Visual

from coach.domain.problems import Problem
from coach.domain.safe import shown, shown_block
from coach.tui.rows import BLANK, OWN, Cell, Row, Stack, text

MARKS = {"error": ("✗", "$conduct"), "warning": ("!", "$warning"), "hint": ("·", "$quiet")}
"""The sign of each severity, and its style."""
_FEW = 40


def problem_stack(problems: Iterable[Problem], *, where: bool = True) -> Visual:
    """The problems, or that there are none; with their files where `where` says so."""
    listed = list(problems)
    if not listed:
        return text("Nothing to mend here.", "$success")
    parts: list[Visual] = []
    for problem in listed[:_FEW]:
        parts += [_problem(problem, where=where), BLANK]
    if len(listed) > _FEW:
        parts.append(text(f"and {len(listed) - _FEW} more: coach pack check", "$quiet"))
    return Stack(parts)


def problem_line(problem: Problem) -> Row:
    """A problem on one line, cut where it does not fit."""
    mark, style = MARKS[problem.severity]
    name = problem.file.replace("\\", "/").rsplit("/", 1)[-1]
    words = f"{name}, line {problem.line}: {problem.message} {problem.remedy}"
    return Row(Cell(text(mark, style), 1), Cell(text(shown(words)), wrap=False))


def _problem(problem: Problem, *, where: bool) -> Row:
    mark, style = MARKS[problem.severity]
    place = f"{shown(problem.file)}, line {problem.line}" if where else f"line {problem.line}"
    lines = Content.assemble(
        (f"{problem.severity} {problem.code}", style),
        (f"  {place}", "$quiet"),
        "\n",
        shown_block(problem.message),
        "\n" if problem.remedy else "",
        (shown_block(problem.remedy), "$primary"),
    )
    return Row(Cell(text(mark, style), OWN), Cell(lines))
