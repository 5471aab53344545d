"""Skill bars: one line a skill, with its bar, its number and how it has changed."""

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from coach.domain.excuse import Skill
from coach.tui.rows import BLANK, Cell, Row, Stack, text
from coach.tui.theme import SKILL_WIDTH, skill_style

FILLED = "━"
EMPTY = "─"


class Bar(NamedTuple):
    """One skill's line."""

    skill: Skill
    """Which skill."""
    score: int | None
    """0 to 100; none: no reply has been judged on it yet."""
    change: int | None = None
    """By how much it has risen (or fallen, negative) in points; none: nothing to compare with."""
    note: str = ""
    """A word or two after it: `weakest`, or `few yet` where too few replies tell of it."""


def note_of(replies: int, *, weakest: bool) -> str:
    """What stands after a skill: that it is the weakest, or that too few replies tell of it."""
    from coach.domain.progress import ENOUGH

    return "weakest" if weakest else "few yet" if replies < ENOUGH else ""


def bar(score: int, cells: int, style: str) -> Content:
    """A bar of `cells` terminal cells for a score of 0 to 100: filled part heavy, rest light."""
    filled = round(max(0, min(score, 100)) * cells / 100)
    return Content.assemble((FILLED * filled, style), (EMPTY * (cells - filled), "$track"))


def change_words(change: int | None) -> Content:
    """A change in points, with an arrow and a number; a dot where nothing has changed."""
    if change is None:
        return text("")
    if change == 0:
        return text("·", "$quiet")
    arrow, style = ("↑", "$success") if change > 0 else ("↓", "$warning")
    return text(f"{arrow}{abs(change)}", style)


def skill_row(line: Bar, cells: int) -> Row:
    """A skill's line as a row with a bar of `cells` terminal cells."""
    style = skill_style(line.skill)
    name = text(line.skill, style)
    if line.score is None:
        return Row(Cell(name, SKILL_WIDTH), Cell(text("not judged yet", "$quiet"), wrap=False))
    return Row(
        Cell(name, SKILL_WIDTH),
        Cell(bar(line.score, cells, style), cells),
        Cell(text(f"{line.score}", "bold"), 3, align="right"),
        Cell(change_words(line.change), 4),
        Cell(text(line.note, "$quiet"), wrap=False),
    )


_ITEM_BAR = 8
ITEM_WIDTH = SKILL_WIDTH + _ITEM_BAR + 5
"""Terminal cells of a skill in short."""


def skill_item(skill: Skill, score: int) -> Content:
    """A skill in short, on one line: name, small bar, number."""
    style = skill_style(skill)
    return Content.assemble(
        (skill.ljust(SKILL_WIDTH + 1), style),
        bar(score, _ITEM_BAR, style),
        (f" {score}", "bold"),
    )


class SkillBars(Static):
    """The skills one under another.

    Args:
        lines: What to show at first.
        cells: How long the bars are, in terminal cells.
    """

    DEFAULT_CSS = """
    SkillBars { height: auto; }
    """

    def __init__(self, lines: Iterable[Bar] = (), *, cells: int = 10, classes: str = "") -> None:
        self._lines = tuple(lines)
        self._cells = cells
        super().__init__(self._drawn(), markup=False, classes=classes)

    def show(self, lines: Iterable[Bar], *, cells: int | None = None) -> None:
        """Show other lines, or longer bars."""
        self._lines = tuple(lines)
        self._cells = cells or self._cells
        self.update(self._drawn())

    def _drawn(self) -> Visual:
        return Stack([skill_row(line, self._cells) for line in self._lines] or [BLANK])
