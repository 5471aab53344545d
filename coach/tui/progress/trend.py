"""Skills over time: a plot whose marked week and skill open the replies behind them."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.visual import Visual
from textual.widgets import Static
from textual_plotext import PlotextPlot

from coach.domain.excuse import SKILLS, Skill
from coach.domain.figures import Figures, TrendPoint
from coach.tui.progress.opens import Opened, Opens, day_words, of_point, of_week
from coach.tui.progress.panel import Panel, Told
from coach.tui.rows import BLANK, Cell, Pack, Row, Stack, text
from coach.tui.theme import skill_style
from coach.tui.words import counted

if TYPE_CHECKING:
    from textual.geometry import Size

SIGNS: dict[Skill, str] = {
    "tone": "●", "target": "■", "appeal": "▲", "counter": "◆", "commitment": "✚",
}  # fmt: skip
"""The sign of each skill in a plot: colour is not the only one."""
SMOOTH = 8
"""Replies that one point of the curve by replies is the mean of."""
_BESIDE = 150
_LABEL = 18
"""Cells that the words at the end of a curve take."""
_AXES = 5
"""Rows and cells of a plot that are not plot."""
_LEAST = 2
"""Weeks that a curve by week needs."""


def smooth(scores: tuple[int, ...], over: int = SMOOTH) -> list[float]:
    """Running means of scores over the last `over` replies, so that a trend can be seen."""
    return [
        sum(scores[max(0, end - over) : end]) / min(end, over) for end in range(1, len(scores) + 1)
    ]


def ago(replies: int) -> tuple[list[float], list[str]]:
    """Where a curve of so many replies has its ticks, counted back from the last, and their words."""
    back = [0, *range(10, replies - 4, 10), replies - 1]
    return [-count for count in back], ["now", *(f"{count} back" for count in back[1:])]


def weeks_of(figures: Figures) -> list[str]:
    """The Mondays of all weeks with a point, the oldest first."""
    return sorted({point.week for point in figures.trend})


def spread(ends: list[tuple[float, Skill]], apart: float) -> dict[Skill, float]:
    """Where the words at the ends of curves stand: near their ends, and `apart` from each other."""
    groups: list[list[tuple[float, Skill]]] = []
    for end in sorted(ends):
        groups.append([end])
        while len(groups) > 1 and _foot(groups[-1], apart) < (
            _foot(groups[-2], apart) + len(groups[-2]) * apart
        ):
            last = groups.pop()
            groups[-1] += last
    return {
        skill: _foot(group, apart) + place * apart
        for group in groups
        for place, (_, skill) in enumerate(group)
    }


def _foot(group: list[tuple[float, Skill]], apart: float) -> float:
    """Where the lowest of a group stands, so that together they are nearest to their ends."""
    return sum(height - place * apart for place, (height, _) in enumerate(group)) / len(group)


class TrendPlot(PlotextPlot):
    """The plot. Arrows mark a week and a skill, enter opens the replies behind the mark.

    Args:
        still: Whether it is only looked at.
    """

    DEFAULT_CSS = """
    TrendPlot { background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "week(-1)", "mark", key_display="arrows", tooltip="The week before"),
        Binding("right", "week(1)", "week", show=False, tooltip="The next week"),
        Binding("up", "skill(-1)", "skill", show=False, tooltip="The skill before"),
        Binding("down", "skill(1)", "skill", show=False, tooltip="The next skill"),
        Binding("enter", "open", "open", key_display="enter", tooltip="The replies behind the mark"),
        Binding("w", "replies", "by reply", show=False, tooltip="By week, or reply by reply"),
    ]  # fmt: skip

    marked = reactive(-1, layout=False)
    """Which skill is marked; -1: all."""
    by_reply = reactive[bool](default=False, layout=False)
    """Whether the curve goes reply by reply."""

    def __init__(self, *, still: bool = False) -> None:
        super().__init__()
        self.can_focus = not still
        self.still = still
        """Whether it is only looked at."""
        self.week = 10**6
        """Which week is marked, from the oldest; the last at first."""
        self._told: Told | None = None
        self._drawn: tuple[tuple[Size, str], Text] | None = None

    def show(self, told: Told) -> None:
        """Draw other figures."""
        self._told = told
        self.by_reply = self.by_reply or len(weeks_of(told.figures)) < _LEAST
        self._draw()

    @property
    def skill(self) -> Skill | None:
        """The marked skill; none: all."""
        return SKILLS[self.marked] if self.marked >= 0 else None

    @property
    def monday(self) -> str:
        """The marked week's Monday; empty: none."""
        weeks = weeks_of(self._told.figures) if self._told else []
        if not weeks or self.by_reply:
            return ""
        self.week = max(0, min(self.week, len(weeks) - 1))
        return weeks[self.week]

    def points(self) -> list[TrendPoint]:
        """The points under the mark."""
        trend = self._told.figures.trend if self._told else ()
        return [
            one for one in trend
            if one.week == self.monday and self.skill in {None, one.skill}
        ]  # fmt: skip

    def action_week(self, step: int) -> None:
        """Mark the next week, or the one before."""
        self.week = max(0, self.week + step)
        self._draw()

    def action_skill(self, step: int) -> None:
        """Mark another skill; after the last, all are alike again."""
        trend = self._told.figures.trend if self._told else ()
        met = [
            -1,
            *(
                place
                for place, one in enumerate(SKILLS)
                if any(one == point.skill for point in trend)
            ),
        ]
        self.marked = met[(met.index(self.marked) + step) % len(met)]
        self._draw()

    def action_replies(self) -> None:
        """Change between weeks and replies."""
        self.by_reply = not self.by_reply
        self._draw()

    def action_open(self) -> None:
        """Open the replies behind the mark."""
        points = self.points()
        if self.by_reply and self.skill:
            self.post_message(Opened(Opens(self.skill, {"skill": self.skill})))
        elif self.skill and points:
            self.post_message(Opened(of_point(points[-1])))
        elif self.monday:
            self.post_message(Opened(of_week(self.monday)))

    def _draw(self) -> None:
        """Draw anew, once the screen is painted; a plot takes too long to be made twice."""
        self._drawn = None
        self.refresh()
        panel = next((one for one in self.ancestors if isinstance(one, TrendPanel)), None)
        if panel is not None:
            panel.caption()

    def _curves(self) -> None:
        self.plt.clear_figure()
        self.plt.theme("clear")
        if self._told is not None:
            if self.by_reply:
                self._draw_replies(self._told)
            else:
                self._draw_weeks(self._told.figures)
        self.plt.ylim(0, 100)
        self.plt.yticks([0, 20, 40, 60, 80, 100])

    def _draw_weeks(self, figures: Figures) -> None:
        weeks = weeks_of(figures)
        begin = date.fromisoformat(weeks[0])
        at = {week: (date.fromisoformat(week) - begin).days / 7 for week in weeks}
        if not self.still and self.has_focus and self.monday:
            self.plt.vline(at[self.monday], color=self._ink("line"))
        lines: dict[tuple[Skill, str], list[TrendPoint]] = defaultdict(list)
        for point in figures.trend:
            if self.skill in {None, point.skill}:
                lines[point.skill, point.scorer].append(point)
        ends: dict[Skill, TrendPoint] = {}
        for (skill, _), points in lines.items():
            ink = self._ink(f"skill-{skill}")
            across, up = [at[one.week] for one in points], [one.score for one in points]
            self.plt.plot(across, up, color=ink, marker="braille")
            self.plt.scatter(across, up, color=ink, marker=SIGNS[skill])
            ends[skill] = max((points[-1], ends.get(skill, points[-1])), key=lambda one: one.week)
        self._label({skill: one.score for skill, one in ends.items()}, 0, max(at.values()))
        every = max(1, round(len(weeks) * 8 / max(8, self.size.width - _AXES - _LABEL)))
        ticks = weeks[::-every][::-1]
        self.plt.xticks([at[week] for week in ticks], [day_words(week) for week in ticks])

    def _draw_replies(self, told: Told) -> None:
        trends = [trend for trend in told.progress.skills if len(trend.scores) > 1]
        chosen = [trend for trend in trends if self.skill in {None, trend.skill}] or trends
        if not chosen:
            return
        ends: dict[Skill, int] = {}
        for trend in chosen:
            curve = smooth(trend.scores)
            across = list(range(1 - len(curve), 1))
            ink = self._ink(f"skill-{trend.skill}")
            self.plt.plot(across, curve, color=ink, marker="braille")
            self.plt.scatter([0], [curve[-1]], color=ink, marker=SIGNS[trend.skill])
            ends[trend.skill] = round(curve[-1])
        longest = max(len(trend.scores) for trend in chosen)
        self._label(ends, 1 - longest, 0)
        ticks, labels = ago(longest)
        self.plt.xticks(ticks, labels)

    def _label(self, ends: dict[Skill, int], first: float, last: float) -> None:
        """Name and number at the end of each curve, right of where the curves end."""
        cell = (last - first) / max(20, self.size.width - _AXES - _LABEL)
        self.plt.xlim(first - cell, last + _LABEL * cell)
        rows = max(4, self.size.height - _AXES)
        places = spread([(end, skill) for skill, end in ends.items()], 100 / rows)
        for skill, height in places.items():
            ink = self._ink(f"skill-{skill}")
            words = f" {SIGNS[skill]} {skill} {ends[skill]}"
            self.plt.text(words, last + cell, height, color=ink, alignment="left")

    def _ink(self, name: str) -> tuple[int, int, int] | int | str:
        """A colour as the plot takes it: its own number where the terminal has only sixteen."""
        colour = Color.parse(self.app.theme_variables[name])
        if colour.ansi is None:
            return colour.rgb
        return "default" if colour.ansi < 0 else colour.ansi

    def watch_has_focus(self, has_focus: bool) -> None:
        """The mark stands only where one is."""
        super().watch_has_focus(has_focus)
        self._draw()

    def render(self) -> Text:
        """The plot on the ground of the screen, its axes as quiet as other lines.

        The words at the ends of the curves keep apart at any height, so that each size has its own
        plot, and each look its colours.
        """
        if self._told is None:
            return Text()
        kind = self.size, self.app.theme
        if self._drawn is None or self._drawn[0] != kind:
            self._drawn = kind, self._build()
        return self._drawn[1]

    def _build(self) -> Text:
        self._curves()
        # The public `plotsize` stops at the size of the terminal that started the program.
        self.plt._set_size(self.size.width, self.size.height)  # noqa: SLF001
        self.plt.ticks_color(self._ink("quiet"))
        self.plt.xaxes(True, False)  # noqa: FBT003 - plotext's own: below, above
        self.plt.yaxes(True, False)  # noqa: FBT003 - the same: left, right
        return Text.from_ansi(self.plt.build())


class TrendPanel(Panel):
    """Skills over time."""

    DEFAULT_CSS = """
    TrendPanel {
        & #plot { width: 1fr; height: 1fr; background: $surface; &:focus-within { border: round $primary; border-title-color: $primary; } }
        & #weeks { width: 70; height: 1fr; margin-left: 1; }
        & #mark { height: 2; }
    }
    """

    def compose(self) -> ComposeResult:
        """The plot, what is marked in it, and the weeks as a table where there is room."""
        weeks = Static(id="weeks", classes="box", markup=False)
        weeks.border_title = "Mean of a week · replies"
        yield Horizontal(
            Vertical(TrendPlot(), id="plot", classes="box"),
            weeks,
            classes="beside",
        )
        yield Static(id="mark", classes="caption", markup=False)

    def draw(self) -> None:
        """Draw the plot anew."""
        weeks = self.query_one("#weeks", Static)
        weeks.display = self.size.width >= _BESIDE
        weeks.update(pivot(self.told.figures))
        self.query_one(TrendPlot).show(self.told)

    def caption(self) -> None:
        """Say what is marked, in words and numbers."""
        plot = self.query_one(TrendPlot)
        name = plot.skill or "all skills"
        how = f"mean of {SMOOTH} replies" if plot.by_reply else "mean of each week"
        other = "w: by week" if plot.by_reply else "w: reply by reply"
        self.query_one("#plot").border_subtitle = Content(other)
        self.query_one("#plot").border_title = Content(
            f"Skills over time · {name} · {how}, 0 to 100"
        )
        mark = self.query_one("#mark", Static)
        if not plot.monday:
            words = "the last 60 replies of each skill" if plot.by_reply else ""
            mark.update(text(words, "$quiet"))
            return
        parts = [text(f"Week of {day_words(plot.monday)}", "bold")]
        parts += [
            Content.assemble(
                (one.skill, skill_style(one.skill)),
                (f" {one.score}", "bold"),
                (f" of {one.replies}", "$quiet"),
            )
            for one in plot.points()
        ]
        if plot.skill:
            replies = sum(one.replies for one in plot.points())
            parts.append(text(f"enter shows the {counted(replies, 'reply', 'replies')}", "$quiet"))
        mark.update(Pack(parts))


def pivot(figures: Figures) -> Visual:
    """The weeks as a table, the latest first: mean and replies of each skill."""
    points: dict[tuple[str, Skill], list[TrendPoint]] = defaultdict(list)
    for point in figures.trend:
        points[point.week, point.skill].append(point)
    head = [Cell(text("week", "$quiet"), 6)]
    head += [Cell(text(skill, skill_style(skill)), 10, align="right") for skill in SKILLS]
    rows: list[Visual] = [Row(*head, gap=1), BLANK]
    for week in reversed(weeks_of(figures)):
        cells = [Cell(text(day_words(week)), 6)]
        for skill in SKILLS:
            found = points[week, skill]
            told = Content("/").join(text(str(one.score), "bold") for one in found)
            replies = "/".join(str(one.replies) for one in found)
            shown = Content.assemble(told, (f" {replies:>3}", "$quiet")) if found else text("–")
            cells.append(Cell(shown, 10, align="right", wrap=False))
        rows.append(Row(*cells, gap=1))
    return Stack(rows)
