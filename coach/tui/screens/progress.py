"""Progress: is it getting better, and where is it weak?"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.containers import Center, Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.domain.excuse import SKILLS
from coach.domain.safe import shown
from coach.tui.rows import Cell, Row, text
from coach.tui.screens.base import CoachScreen
from coach.tui.theme import SKILL_WIDTH, band_style
from coach.tui.widgets.menu import Menu
from coach.tui.widgets.skill_bars import Bar, SkillBars
from coach.tui.words import band_of, counted, outcome_words, when

if TYPE_CHECKING:
    from coach.practice.views import EndedCall, Progress

_SMOOTH = 8
"""Replies that one point of the plot is the mean of."""


def smooth(scores: tuple[int, ...], over: int = _SMOOTH) -> list[float]:
    """Running means of scores over the last `over` replies, so that a trend can be seen."""
    return [
        sum(scores[max(0, end - over) : end]) / min(end, over) for end in range(1, len(scores) + 1)
    ]


class ProgressScreen(CoachScreen):
    """Skills, calls and conduct in short."""

    ABOUT = (
        "Each skill over your last 30 replies, with its change against the 30 before. Below, your "
        "last calls: enter opens the debrief of one, v what was said in it. t changes between the table and the curves."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "turn", "curves", tooltip="Change between the table and the curves"),
        Binding("v", "replay", "replay",
                tooltip="All that was said in the marked call, with what people corrected"),
        Binding("left", "skill(-1)", "skill", key_display="←→", show=False,
                tooltip="In the curves: the skill before"),
        Binding("right", "skill(1)", "skill", show=False, tooltip="In the curves: the next skill"),
        Binding("escape,q", "app.back", "back", key_display="esc", tooltip="Back"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    ProgressScreen {
        & > Center { height: 1fr; }
        & #page { height: 1fr; max-width: 120; padding: 1 2 0 2; }
        & #sums { height: auto; padding: 0 1; margin-bottom: 1; }
        & #skills {
            height: auto;
            border: round $line;
            border-title-color: $quiet;
            padding: 0 1;
            & > Static { height: auto; }
        }
        & #calls { height: 1fr; margin-top: 1; }
        & #curves {
            display: none;
            height: 1fr;
            border: round $line;
            border-title-color: $quiet;
            padding: 0 1;
        }
        &.-curves {
            & #skills, & #calls { display: none; }
            & #curves { display: block; }
        }
        &.-tall #skills { padding: 1 2; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._progress: Progress | None = None
        self._marked = -1
        self._drawn = False

    def body(self) -> Iterable[Widget]:
        """The sums, the skills, the calls; the curves behind them."""
        skills = Vertical(SkillBars(cells=24), Static(id="conduct", markup=False), id="skills")
        skills.border_title = "Skills · last 30 replies"
        calls = Menu(id="calls")
        calls.border_title = "Your last calls"
        curves = Horizontal(id="curves")
        sums = Static(text("Reading the record…", "$quiet"), id="sums", markup=False)
        yield Center(Vertical(sums, skills, calls, curves, id="page"))

    def on_mount(self) -> None:
        """Read the record."""
        self.title_line("Progress")
        self.query_one(Menu).focus()
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read the record and show it."""
        told = await self.ask(lambda practice: practice.progress())
        if told is None:
            return
        self._progress = told
        self.title_line("Progress", shown(told.trainee))
        self.query_one("#sums", Static).update(_sums(told))
        self.query_one(SkillBars).show(
            [
                Bar(trend.skill, trend.score, trend.change,
                    "weakest" if trend.skill == told.weakest else "")
                for trend in told.skills
            ]
        )  # fmt: skip
        self.query_one("#conduct", Static).update(_conduct(told))
        calls = self.query_one(Menu)
        calls.clear_options()
        now = datetime.now(UTC).astimezone()
        for call in told.recent:
            calls.add_option(Option(_line(call, now), id=call.attempt))
        if not told.recent:
            nothing = "No call played to its end yet. Escape goes home; enter there opens one."
            calls.add_option(Option(text(nothing, "$quiet"), disabled=True))
        calls.action_first()

    @on(OptionList.OptionSelected, "#calls")
    def open(self, event: OptionList.OptionSelected) -> None:
        """Open the debrief of a call."""
        if event.option_id:
            self.coach.look_back(event.option_id)

    def action_replay(self) -> None:
        """Show the marked call as it went."""
        marked = self.query_one(Menu).highlighted_option
        if marked is not None and marked.id and not self.has_class("-curves"):
            self.coach.replay(marked.id)

    def action_turn(self) -> None:
        """Change between the table and the curves."""
        self.toggle_class("-curves")
        if self.has_class("-curves"):
            weakest = self._progress.weakest if self._progress else None
            if weakest and not self._drawn:
                self._marked = SKILLS.index(weakest)
            self._drawn = True
            self.draw()
        else:
            self.query_one(Menu).focus()

    def action_skill(self, step: int) -> None:
        """Mark another skill in the curves; after the last, all are alike again."""
        if self.has_class("-curves"):
            self._marked = (self._marked + 1 + step) % (len(SKILLS) + 1) - 1
            self.draw()

    @work(exclusive=True, group="curves")
    async def draw(self) -> None:
        """Draw the curves of the skills over the last replies."""
        from textual_plotext import PlotextPlot

        box = self.query_one("#curves", Horizontal)
        marked = SKILLS[self._marked] if self._marked >= 0 else None
        box.border_title = Content(
            f"Mean of {_SMOOTH} replies each · {marked or 'all skills'} · ← → shows one"
        )
        trends = (
            [trend for trend in self._progress.skills if len(trend.scores) > 1]
            if self._progress
            else []
        )
        await box.remove_children()
        if not trends:
            words = "A curve needs at least two replies. Play a call, then look again."
            await box.mount(Static(text(words, "$quiet"), markup=False))
            return
        plot = PlotextPlot()
        variables = self.app.theme_variables
        # One curve alone where one is marked: on a terminal without colours, too, it is the one.
        chosen = [trend for trend in trends if marked in {None, trend.skill}] or trends
        for trend in chosen:
            plot.plt.plot(
                list(range(1 - len(trend.scores), 1)),
                smooth(trend.scores),
                label=f"{trend.skill} {trend.score}",
                color=_ink(variables[f"skill-{trend.skill}"]),
                marker="braille",
            )
        ticks, labels = ago(max(len(trend.scores) for trend in chosen))
        plot.plt.xticks(ticks, labels)
        plot.plt.ylim(0, 100)
        plot.plt.yticks([0, 25, 50, 75, 100])
        await box.mount(plot)


def ago(replies: int) -> tuple[list[float], list[str]]:
    """Where a curve of so many replies has its ticks, counted back from the last, and their words."""
    back = [0, *range(10, replies - 4, 10), replies - 1]
    return [-count for count in back], ["now", *(f"{count} back" for count in back[1:])]


def _ink(name: str) -> tuple[int, int, int] | int:
    """A colour as the plot takes it: its own number where the terminal has only sixteen."""
    colour = Color.parse(name)
    return colour.rgb if colour.ansi is None or colour.ansi < 0 else colour.ansi


def _sums(told: "Progress") -> Content:
    parts = [
        counted(told.calls, "call"),
        counted(told.replies, "reply", "replies"),
        counted(told.promises, "promise") + " obtained",
        counted(told.days, "day") + " of practice",
    ]
    return Content(" · ").join(Content.styled(part, "bold") for part in parts)


def _conduct(told: "Progress") -> Content:
    name = ("conduct".ljust(SKILL_WIDTH + 1), "$conduct")
    if not told.replies:
        return Content.assemble(name, ("nothing judged yet", "$quiet"))
    words = (
        f"{counted(told.conduct_findings, 'reply', 'replies')} with a finding"
        if told.conduct_findings
        else "no finding"
    )
    return Content.assemble(name, (words, "bold"), (f" in {told.replies}", "$quiet"))


def _line(call: "EndedCall", now: datetime) -> Row:
    return Row(
        Cell(text(when(call.at, now), "$quiet"), 12, wrap=False),
        Cell(text(shown(call.title)), wrap=False),
        Cell(text(outcome_words(call.outcome), "$quiet"), 24, wrap=False),
        Cell(text(str(call.score), f"bold {band_style(band_of(call.score))}"), 3, align="right"),
        gap=2,
    )
