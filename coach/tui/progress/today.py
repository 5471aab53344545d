"""Today: what to do, how the skills stand, and the last fourteen days."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from coach.domain.figures import DayFigure, Figures
from coach.domain.safe import shown, shown_block
from coach.tui.assigned import assigned_lines
from coach.tui.progress.calls import played_lines
from coach.tui.progress.heat import HeatMap
from coach.tui.progress.opens import Opens, of_conduct, of_skill
from coach.tui.progress.panel import NOTHING_YET, Line, Lines, Panel, Told
from coach.tui.progress.trend import SMOOTH, TrendPlot
from coach.tui.rows import BLANK, Cell, Row, Stack, text
from coach.tui.theme import SKILL_WIDTH
from coach.tui.widgets.skill_bars import Bar, note_of, skill_row
from coach.tui.words import counted

_BESIDE = 140
"""Columns from which on the curves stand beside."""
_UNDER = 28
"""Rows from which on the curves stand under it, where they cannot stand beside."""
_ROOMY = 40
"""Rows from which on the map and the calls stand there too."""
_HEIGHTS = "▁▂▃▄▅▆▇█"
_EACH = 0.75
"""Minutes that one drill takes, answer and review."""
_WAITING = 3
"""Calls waiting to be continued that are listed."""


class TodayPanel(Panel):
    """What to do today, and how one stands."""

    DEFAULT_CSS = """
    TodayPanel {
        & #left { width: 1fr; }
        & #right { width: 1fr; margin-left: 1; }
        & #days { margin-top: 0; }
        & TrendPlot { height: 1fr; }
        & #curves { height: 1fr; background: $surface; }
        & #gains, & #map { display: none; }
        &.-roomy #gains, &.-roomy #map { display: block; }
        & #gains { height: 1fr; margin-top: 1; }
        &.-under .beside { layout: vertical; }
        &.-under #left { width: 1fr; height: auto; }
        &.-under #right { margin: 1 0 0 0; height: 1fr; }
    }
    """

    def compose(self) -> ComposeResult:
        """The plan, the skills, the days; the curves beside them where there is room."""
        days = Static(id="days", classes="caption", markup=False)
        curves = Vertical(TrendPlot(still=True), id="curves", classes="box")
        notes = Static(id="notes", classes="caption", markup=False)
        skills = Lines("Your skills · last 30 replies", id="skills", classes="fitting")
        skills.border_subtitle = "↑ ↓ against the 30 before" if self.told.figures.since else ""
        yield Horizontal(
            Vertical(
                Lines("Today", id="plan", classes="fitting"),
                skills,
                days,
                Lines("From the first try to the best", id="gains"),
                id="left",
            ),
            Vertical(curves, HeatMap(id="map"), notes, id="right"),
            classes="beside",
        )

    def plan(self, told: Told) -> None:
        """The plan stands beside the figures that are there already."""
        super().plan(told)
        self.query_one("#plan", Lines).show(_plan(told))

    def draw(self) -> None:
        """Fill the lists."""
        told = self.told
        self.query_one("#plan", Lines).show(_plan(told))
        cells = max(10, min(48, self.size.width // (4 if self._beside else 2) - 16))
        self.query_one("#skills", Lines).show(_skills(told.figures, cells))
        self.query_one("#days", Static).update(_days(told.figures, notes=not self._beside))
        under = not self._beside and self.size.height >= _UNDER and bool(told.figures.since)
        self.set_class(under, "-under")
        self.query_one("#right").display = self._beside or under
        self.query_one("#notes").display = self._beside
        roomy = self._beside and self.size.height >= _ROOMY
        self.set_class(roomy, "-roomy")
        if self._beside or under:
            plot = self.query_one(TrendPlot)
            plot.show(told)
            how = (
                f"reply by reply · mean of {SMOOTH}" if plot.by_reply else "by week · mean of each"
            )
            self.query_one("#curves").border_title = f"Skills {how}, 0 to 100"
        if self._beside:
            if roomy:
                self.query_one(HeatMap).show(told.figures, high=1)
                self.query_one("#gains", Lines).show(played_lines(told, 24, recent=False))
            self.query_one("#notes", Static).update(_notes(told.figures))

    @property
    def _beside(self) -> bool:
        return self.size.width >= _BESIDE and bool(self.told.figures.since)


def _plan(told: Told) -> Iterator[Line]:
    """What is to be done, in the order in which home offers it."""
    paused = told.progress.paused
    for call in paused[:_WAITING]:
        said = counted(call.replies, "reply", "replies")
        state = f"{said} in · paused" if call.replies else "not said yet · paused"
        yield _to_do(told, "Continue", call.title, state, f"paused:{call.attempt}")
    if len(paused) > _WAITING:
        yield Line(text(f"and {len(paused) - _WAITING} more wait to be continued", "$quiet"))
    if told.home is None or told.plan is None:
        yield Line(text("Reading the packs…", "$quiet"))
        return
    plan = told.plan
    if plan.order:
        about = f"~ {max(1, round(len(plan.order) * _EACH))} min"
        yield _to_do(told, "Drill", drill_words(plan.due, plan.new, plan.waiting), about, "drill")
    else:
        yield Line(text("Drill      done for today; what is due next comes by itself", "$quiet"))
    for title, state, way in assigned_lines(told.home.assigned):
        yield _to_do(told, "Assigned", title, state, way)
    card = told.home.suggested
    if card is not None and card.ref not in {call.ref for call in paused}:
        yield _to_do(told, "Next", card.title, card.level, f"call:{card.ref}")


def drill_words(due: tuple[str, ...], new: tuple[str, ...], waiting: int) -> str:
    """What today's drill holds: `5 due, 4 new; 12 more wait for the next days`."""
    parts = [f"{len(due)} due"] if due else []
    parts += [f"{len(new)} new"] if new else []
    words = ", ".join(parts)
    return f"{words}; {waiting} more wait for the next days" if waiting else words


def _to_do(told: Told, word: str, what: str, state: str, way: str) -> Line:
    row = Row(
        Cell(text(word, "$primary"), 9),
        Cell(text(shown(what)), wrap=False),
        Cell(text(state, "$quiet"), width=len(state), wrap=False),
        gap=2,
    )
    # Somebody else's plan is read, not played: it would count as theirs.
    return Line(row, Opens(what, way=way) if told.own else None)


def _skills(figures: Figures, cells: int) -> Iterator[Line]:
    if not figures.since:
        yield Line(text(NOTHING_YET, "$quiet"))
        return
    for one in figures.skills:
        note = note_of(one.replies, weakest=one.skill == figures.weakest)
        row = skill_row(Bar(one.skill, one.score, one.change, note), cells)
        yield Line(row, of_skill(one.skill) if one.in_all else None)
    findings = figures.fail + figures.minor
    words = Content.assemble(
        (f"{figures.fail} failed, {figures.minor} to mend", "bold"),
        (f" in {counted(figures.replies, 'reply', 'replies')}", "$quiet"),
    )
    row = Row(Cell(text("conduct", "$conduct"), SKILL_WIDTH), Cell(words, wrap=False))
    yield Line(row, of_conduct() if findings else None)


def _days(figures: Figures, *, notes: bool) -> Visual:
    if not figures.since:
        return BLANK
    sums = Content.assemble(
        (counted(figures.calls, "call"), "bold"),
        (" finished, ", "$quiet"),
        (counted(figures.drills, "drill"), "bold"),
        (", ", "$quiet"),
        (counted(figures.days, "day"), "bold"),
        (f" with practice since {figures.since}", "$quiet"),
    )
    streak = Content.assemble(
        (strip(figures.calendar), "$primary"),
        (f"  {figures.practised} of the last {len(figures.calendar)} days; ", ""),
        ("a pause loses nothing", "$quiet"),
    )
    parts: list[Visual] = [sums, streak]
    if notes and figures.notes:
        parts.append(text(shown_block(figures.notes[0]), "$warning"))
    return Stack(parts)


def strip(days: tuple[DayFigure, ...]) -> str:
    """The last days as one sign each, as high as the minutes practised; a dot for a day of rest."""
    most = max((day.minutes for day in days), default=0)
    signs = []
    for day in days:
        level = round(day.minutes * (len(_HEIGHTS) - 1) / most) if most else 0
        signs.append(_HEIGHTS[level] if day.replies else "·")
    return "".join(signs)


def _notes(figures: Figures) -> Visual:
    return Stack([text(shown_block(note), "$quiet") for note in figures.notes] or [BLANK])
