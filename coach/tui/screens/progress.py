"""Progress: is it getting better, where is it weak, and what is for today?"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.widget import Widget
from textual.widgets import Static

from coach.domain.safe import shown
from coach.tui.progress.calls import CallsPanel
from coach.tui.progress.conduct import ConductPanel
from coach.tui.progress.empty import EmptyPanel
from coach.tui.progress.heat import HeatPanel
from coach.tui.progress.mastery import MasteryPanel
from coach.tui.progress.opens import Opened, Opens
from coach.tui.progress.outcomes import OutcomesPanel
from coach.tui.progress.panel import Panel, Told
from coach.tui.progress.tables import TablesPanel
from coach.tui.progress.today import TodayPanel
from coach.tui.progress.trend import TrendPanel
from coach.tui.progress.weeks import WeeksPanel
from coach.tui.rows import text
from coach.tui.screens.base import CoachScreen
from coach.tui.widgets.section_bar import SectionBar
from coach.tui.words import counted

if TYPE_CHECKING:
    from coach.practice import Practice


def practised(told: Told) -> bool:
    """Whether there is any practice."""
    return bool(told.figures.since)


def curved(told: Told) -> bool:
    """Whether any skill has the two replies that a curve needs."""
    return any(len(trend.scores) > 1 for trend in told.progress.skills)


class Section(NamedTuple):
    """A section of the screen."""

    name: str
    """Its name."""
    panel: Callable[[Told], Panel]
    """Draws it."""
    tables: tuple[str, ...]
    """Which tables of the figures it shows."""
    shows: str
    """What it shows, in words for those who have no practice yet."""
    enough: Callable[[Told], bool] = practised
    """Whether there is enough to draw."""


SECTIONS = (
    Section("Today", TodayPanel, ("sums", "skills", "notes"), "how you stand today", lambda _: True),
    Section("Trend", TrendPanel, ("trend",), "each skill as a curve, by week or by reply", curved),
    Section("Mastery", MasteryPanel, ("skills", "families"),
            "how many different excuses you answer well, and how sure that is"),
    Section("Map", HeatPanel, ("heat",), "every kind of excuse by every skill, with its number"),
    Section("Calls", CallsPanel, ("played",), "each call from the first try to the best"),
    Section("Outcomes", OutcomesPanel, ("outcomes", "promised", "money"),
            "how your calls ended, and what was promised"),
    Section("Conduct", ConductPanel, ("weeks",), "your conduct from week to week"),
    Section("Weeks", WeeksPanel, ("weeks", "calendar", "scorers"), "your weeks and your last days"),
)  # fmt: skip
"""The sections in order; together their tables hold every figure."""


class ProgressScreen(CoachScreen):
    """All figures of one trainee, in sections.

    Args:
        trainee: Whose; empty: of whoever practises here.
    """

    ABOUT = (
        "Eight sections, one key each. Arrows mark a figure, enter opens the replies or calls "
        "behind it, and each of those replays with its remarks. t shows the same as tables."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(place + 1), f"section({place})", section.name, show=False,
                    tooltip=f"The section {section.name}")
            for place, section in enumerate(SECTIONS)
        ),
        Binding("t", "turn", "table", tooltip="The same as tables, and back"),
        Binding("e", "app.everyone", "everyone", tooltip="Everybody who practises on this machine"),
        Binding("s", "report", "report", tooltip="Save these figures as a page to hand in"),
        Binding("escape,q", "app.back", "back", key_display="esc", tooltip="Back"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    ProgressScreen {
        & > Center { height: 1fr; }
        & #page { height: 1fr; max-width: 190; padding: 0 2; }
        &.-tall SectionBar { margin-top: 1; }
        &.-tall #page { padding: 1 2 0 2; }
    }
    """

    def __init__(self, trainee: str = "") -> None:
        super().__init__()
        self.trainee = trainee
        """Whose; empty: of whoever practises here."""
        self.place = 0
        """Which section is shown, from 0."""
        self.reading = True
        """Whether the record is being read."""
        self._told: Told | None = None
        self._tables = False

    def body(self) -> Iterable[Widget]:
        """The sections' names, and the page of the one that is shown."""
        yield SectionBar([section.name for section in SECTIONS])
        waiting = Static(text("Reading the record…", "$quiet"), markup=False)
        yield Center(Vertical(waiting, id="page"))

    def on_mount(self) -> None:
        """Say where one is."""
        self.title_line("Progress")

    def on_screen_resume(self) -> None:
        """Read the record, each time one comes here: a correction may have changed it."""
        self.reading = True
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read the record and show it; where the packs must be read first, today's plan follows."""
        told = await self.ask(self._figures)
        if told is not None:
            await self._show(told)
        if told is not None and told.plan is None:
            planned = await self.ask(partial(self._planned, told))
            if planned is not None:
                self._told = planned
                for panel in self.query(Panel):
                    panel.plan(planned)
        self.reading = False

    def _figures(self, practice: "Practice") -> Told:
        who = self.trainee
        own = not who or who == practice.trainee
        whose = practice.of(who)
        told = Told(whose.figures(), whose.progress(), own=own)
        return self._planned(told, practice) if practice.ready else told

    def _planned(self, told: Told, practice: "Practice") -> Told:
        """The same with today's plan, which needs the packs."""
        whose = practice.of(self.trainee)
        plan = whose.drill(self.coach.limits, self.coach.drill_pack).plan()
        return told._replace(home=whose.home(), plan=plan)

    async def _show(self, told: Told) -> None:
        figures = told.figures
        sums = f"{counted(figures.replies, 'reply', 'replies')} · {counted(figures.days, 'day')}"
        self.title_line("Progress", f"{shown(figures.trainee)} · {sums}")
        # What was empty fills once one has practised, and the section is drawn for the first time.
        first = self._told is None or any(
            section.enough(self._told) != section.enough(told) for section in SECTIONS
        )
        self._told = told
        if first:
            await self._open_section()
        else:
            for panel in self.query(Panel):
                panel.show(told)

    async def _open_section(self) -> None:
        self.query_one(SectionBar).show(self.place)
        if self._told is None:
            return
        panel = self._panel(SECTIONS[self.place], self._told)
        page = self.query_one("#page")
        with self.app.batch_update():
            await page.remove_children()
            await page.mount(panel)
        first = panel.first()
        if first is not None:
            first.focus()

    def _panel(self, section: Section, told: Told) -> Panel:
        if not practised(told) and (self._tables or not section.enough(told)):
            return EmptyPanel(told, section.name, section.shows, "No practice yet.")
        if self._tables:
            return TablesPanel(told, section.tables)
        if not section.enough(told):
            needs = "A curve needs two replies that ask for the same skill."
            return EmptyPanel(told, section.name, section.shows, needs)
        return section.panel(told)

    async def action_section(self, place: int) -> None:
        """Go to a section."""
        self.place = place
        await self._open_section()

    async def action_turn(self) -> None:
        """Change between drawings and tables."""
        self._tables = not self._tables
        await self._open_section()

    @on(SectionBar.Chosen)
    async def go(self, event: SectionBar.Chosen) -> None:
        """Go to the section that was clicked."""
        await self.action_section(event.place)

    @work(exclusive=True, group="report")
    async def action_report(self) -> None:
        """Save the figures as a page to hand in."""
        from coach.tui.progress.saving import save_report

        who = self.trainee
        path = await self.ask(lambda practice: save_report(practice.of(who)))
        if path is not None:
            self.notify(f"Written: {path}", markup=False)

    @on(Opened)
    def open(self, event: Opened) -> None:
        """Open what is behind a figure."""
        self._open(event.opens)

    def _open(self, opens: Opens) -> None:
        from coach.tui.screens.behind import BehindScreen

        kind, _, what = opens.way.partition(":")
        if not kind:
            self.app.push_screen(BehindScreen(opens, self.trainee))
        elif kind == "paused":
            self.coach.resume(what)
        elif kind == "call":
            self.coach.brief(what)
        elif kind == "assigned":
            self.coach.brief(what.split()[0])
        elif kind == "drill":
            self.coach.action_drill()
        elif kind == "calls":
            self.coach.action_calls()
        elif kind == "tour":
            self.coach.action_tour()
        elif kind == "replay":
            self.coach.replay(what)
        elif kind == "rescore":
            self.judge_again()

    @work(exclusive=True, group="rescore")
    async def judge_again(self) -> None:
        """Judge all replies by today's scorer, attempt by attempt; the earlier reviews stay."""
        from coach.tui.progress.saving import judge_all

        said = await judge_all(self, self.trainee)
        if said:
            self.notify(said, markup=False)
            self.read()
