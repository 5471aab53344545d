"""Mastery: how many different excuses are answered well, with how sure one may be."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from coach.domain.figures import Figures
from coach.domain.mastery import ENOUGH, Mastery
from coach.tui.progress.opens import Opens, of_family, of_skill
from coach.tui.progress.panel import Line, Lines, Panel, spans
from coach.tui.rows import Cell, Row, text
from coach.tui.theme import SKILL_WIDTH, skill_style
from coach.tui.words import counted

_WORD = 16
_SHARE = 18
_EXPLAINED = (
    "The share of different excuses that your latest reply to each answered well: ● is the share, "
    "━ the span in which it lies, as far as one can tell from so many. Repeating an easy call "
    "adds nothing."
)


class MasteryPanel(Panel):
    """Skills and families, each with its share and span."""

    def compose(self) -> ComposeResult:
        """One list; beneath it how to read it."""
        yield Lines("Mastery · different excuses answered well", id="mastery", classes="fitting")
        yield Static(text(_EXPLAINED, "$quiet"), classes="caption", markup=False)

    def draw(self) -> None:
        """Fill the list."""
        cells = max(10, min(130, self.size.width - 56))
        self.query_one(Lines).show(_lines(self.told.figures, cells))


def _lines(figures: Figures, cells: int) -> Iterator[Line]:
    for skill in figures.skills:
        style = skill_style(skill.skill)
        opens = of_skill(skill.skill) if skill.in_all else None
        yield _line(skill.skill, style, skill.mastery, opens, cells)
    yield Line(text(" "))
    for family in figures.families:
        opens = of_family(family.family) if family.replies else None
        yield _line(family.family, "", family.mastery, opens, cells)


def _line(name: str, style: str, mastery: Mastery, opens: Opens | None, cells: int) -> Line:
    label = Cell(text(name, style), SKILL_WIDTH)
    if mastery.share is None:
        return Line(Row(label, Cell(too_little(mastery), wrap=False)), opens)
    row = Row(
        label,
        Cell(drawn(mastery, cells, style or "$primary"), cells),
        Cell(share_words(mastery), _SHARE),
        Cell(text(mastery.word), _WORD),
    )
    return Line(row, opens)


def too_little(mastery: Mastery) -> Content:
    """What stands in the place of a share that nobody could know yet."""
    if not mastery.excuses:
        return text("not met yet", "$quiet")
    return text(f"{mastery.word}: {counted(mastery.excuses, 'excuse')} of {ENOUGH}", "$quiet")


def drawn(mastery: Mastery, cells: int, style: str) -> Content:
    """The span and the share on a line from 0 to 100."""
    if mastery.share is None or mastery.low is None or mastery.high is None:
        return too_little(mastery)
    return spans(
        cells,
        [(mastery.low, mastery.high, "━", style), (mastery.share, mastery.share, "●", f"bold {style}")],
    )  # fmt: skip


def share_words(mastery: Mastery) -> Content:
    """Share, span and number in few letters: `70 42-88 of 12`."""
    if mastery.share is None:
        return text("")
    return Content.assemble(
        (f"{mastery.share:>3}", "bold"),
        (f" {mastery.low}–{mastery.high}".ljust(7), "$quiet"),
        (f" of {mastery.excuses}", "$quiet"),
    )
