"""Home: what to do today, how the skills stand, and one piece of advice."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, Vertical
from textual.content import Content
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.domain.safe import shown, shown_block
from coach.tui.assigned import MOST, assigned_lines
from coach.tui.rows import BLANK, Cell, Row, Stack, Wider, text
from coach.tui.screens.base import CoachScreen
from coach.tui.theme import SKILL_WIDTH, skill_style
from coach.tui.widgets.menu import Menu
from coach.tui.widgets.skill_bars import Bar, SkillBars, note_of
from coach.tui.words import SKILL_MEANS, counted

if TYPE_CHECKING:
    from coach.domain.drill_plan import Plan
    from coach.practice.views import CallCard, Home

_WORD = 9
_TALL = 36
"""Rows from which on there is room for the source beneath the rule of the day."""
_ROOMY = 60
"""Cells from which on a line of the list has room for more than how hard a call is."""
_EACH = 0.75
"""Minutes that one drill takes, answer and review."""


def entry(word: str, what: str, state: str = "", *, id: str) -> Option:  # noqa: A002 - Textual's name
    """One line of the list of things to do: a verb, what it is about, how it stands.

    Where there is little room, of the state only what stands before its first dot is shown.
    """

    def line(state: str) -> Row:
        return Row(
            Cell(text(word, "$primary"), _WORD),
            Cell(text(shown(what)), wrap=False),
            Cell(text(state, "$quiet"), width=len(state) or 1, wrap=False),
            gap=2,
        )

    return Option(Wider(line(state.split(" · ", maxsplit=1)[0]), line(state), least=_ROOMY), id=id)


class HomeScreen(CoachScreen):
    """The first screen."""

    ABOUT = (
        "Practise calls with debtors, one at a time. Choose what to do with the arrows and enter, "
        "or with the keys below. Everything you say is kept on this machine."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "app.calls", "calls", tooltip="Choose a call from all packs"),
        Binding("d", "app.drill", "drill", tooltip="Answer one excuse after another"),
        Binding("r", "random", "random", show=False, tooltip="A new call, drawn from your weak spots"),
        Binding("slash", "app.lookup", "lookup", key_display="/",
                tooltip="Find the sentence to say, while they wait"),
        Binding("p", "app.progress", "progress", tooltip="See how your skills have changed"),
        Binding("s", "app.settings", "settings", tooltip="Look, pace, sound, drills a day"),
        Binding("q", "app.quit", "quit", tooltip="Leave; everything is kept"),
        Binding("a", "app.author", "author", tooltip="Write packs: excuses and calls of your own"),
    ]  # fmt: skip

    DEFAULT_CSS = """
    HomeScreen {
        & > Center { height: 1fr; }
        & #page {
            height: 1fr;
            padding: 1 2 0 2;
            max-width: 120;
        }
        & #today { height: auto; max-height: 13; }
        & #lower {
            layout: grid;
            grid-size: 2 1;
            grid-columns: 46 1fr;
            grid-gutter: 0 1;
            grid-rows: auto;
            height: auto;
            max-height: 1fr;
            margin-top: 1;
        }
        & #skills, & #advice {
            height: 100%;
            min-height: 8;
            border: round $line;
            border-title-color: $quiet;
            border-subtitle-color: $quiet;
            padding: 0 1;
        }
        & #skills > Static { height: auto; }
        &.-short #page { padding: 0 2; }
        &.-short #today { max-height: 10; }
        &.-tall #page { padding: 2 4 0 4; }
        &.-tall #today { padding: 1 1; max-height: 16; }
        &.-tall #skills, &.-tall #advice { padding: 1 2; }
        &.-medium #lower, &.-wide #lower { grid-columns: 56 1fr; }
        &.-slim #advice, &.-unadvised #advice { display: none; }
        &.-slim #lower, &.-unadvised #lower { grid-size: 1 1; grid-columns: 1fr; }
    }
    """

    _home: "Home | None" = None
    reading = False
    """Whether how things stand is being read anew."""

    def body(self) -> Iterable[Widget]:
        """The list of things to do; below it skills and advice."""
        today = Menu(id="today")
        today.border_title = "Today"
        today.add_option(Option(text("Reading the packs…", "$quiet"), id="wait", disabled=True))
        bars = SkillBars()
        skills = Vertical(bars, Static(id="conduct", markup=False), id="skills")
        skills.border_title = "Your skills"
        advice = Static(id="advice", markup=False)
        advice.border_title = "Worth knowing"
        yield Center(Vertical(today, Horizontal(skills, advice, id="lower"), id="page"))

    def on_mount(self) -> None:
        """The list has the keys; that the packs are being read stands in it until they come."""
        self.query_one("#today", Menu).focus()

    def on_screen_resume(self) -> None:
        """Read how things stand, each time one comes here, once the screen is painted."""
        self.reading = True
        self.call_after_refresh(self.read)

    @work(exclusive=True)
    async def read(self) -> None:
        """Read how things stand and show it."""
        answer = await self.ask(
            lambda practice: (
                practice.home(),
                practice.calls(),
                practice.drill(self.coach.limits, self.coach.drill_pack).plan(),
            )
        )
        if answer is not None:
            self._show(*answer)
            told = answer[0].progress
            if not (told.replies or told.paused) and self.is_active:
                self.coach.offer_tour()
        self.reading = False

    def _show(self, home: "Home", calls: "tuple[CallCard, ...]", plan: "Plan") -> None:
        told = home.progress
        parts = [shown(told.trainee), f"day {max(1, told.days)}", f"{told.minutes_today} min today"]
        self.title_line("coach", " · ".join(part for part in parts if part))
        today = self.query_one("#today", Menu)
        marked = today.highlighted_option.id if today.highlighted_option else None
        before = [option.id for option in today.options]
        today.clear_options()
        for paused in told.paused[:4]:
            said = counted(paused.replies, "reply", "replies")
            state = f"{said} in · paused" if paused.replies else "not said yet · paused"
            today.add_option(entry("Continue", paused.title, state, id=f"paused:{paused.attempt}"))
        self._add_assigned(today, home)
        card = home.suggested
        if card is not None and card.ref not in {paused.ref for paused in told.paused}:
            today.add_option(
                entry("Next", card.title, f"{card.level} · {tries(card)}", id=f"call:{card.ref}")
            )
        if not told.replies:
            today.add_option(entry("Tour", "a real small call, step by step", "2 min", id="tour"))
        if plan.order:
            today.add_option(entry("Drill", drills(plan), minutes(len(plan.order)), id="drill"))
        if calls:
            weak = f"a new call, to better your {told.weakest}" if told.weakest else "a new call"
            today.add_option(entry("Random", weak, id="random"))
            packs = len({card.pack_title for card in calls})
            every = f"{counted(len(calls), 'call')} in {counted(packs, 'pack')}"
            today.add_option(entry("Choose", every, id="calls"))
        else:
            nothing = "No call is at hand. `coach doctor` says what is wrong with the packs."
            today.add_option(Option(text(nothing, "$warning"), id="none", disabled=True))
        today.add_option(entry("Look up", "the sentence to say, on a live call", id="lookup"))
        today.add_option(entry("Progress", "how your skills have changed", id="progress"))
        ids = [option.id for option in today.options]
        today.highlighted = ids.index(marked) if marked in ids and ids == before else 0
        self._show_skills(home)
        self._show_advice(home)

    def _add_assigned(self, today: Menu, home: "Home") -> None:
        """The calls that somebody set for this trainee."""
        for title, state, name in assigned_lines(home.assigned):
            today.add_option(entry("Assigned", title, state, id=name))
        more = len(home.assigned) - MOST
        if more > 0:
            line = f"and {counted(more, 'call')} more; `coach assign --list` tells all"
            today.add_option(Option(text(line, "$quiet"), id="more", disabled=True))
        if home.assigned_trouble:
            line = "The team's assignments are faulty; `coach assign --list` says why."
            today.add_option(Option(text(line, "$warning"), id="faulty", disabled=True))

    @on(events.Resize)
    def fit_advice(self) -> None:
        """The source moves between the box and its border."""
        if self._home is not None:
            self._show_advice(self._home)

    def _show_advice(self, home: "Home") -> None:
        """The rule of the day; where rows are few, its source stands shortened in the border."""
        self._home = home
        box = self.query_one("#advice", Static)
        self.set_class(not home.advice, "-unadvised")
        parts: list[Visual] = [text(shown_block(home.advice))]
        source = shown(home.advice_source)
        tall = self.size.height >= _TALL
        if source and tall:
            parts += [BLANK, text(source, "$quiet")]
        box.border_subtitle = Content("" if tall else source)
        box.update(Stack(parts))

    def _show_skills(self, home: "Home") -> None:
        told = home.progress
        box = self.query_one("#skills")
        box.border_title = "Your skills · last 30 replies" if told.replies else "Your skills"
        lines = [
            Bar(trend.skill, trend.score, trend.change,
                note_of(trend.replies, weakest=trend.skill == told.weakest))
            for trend in told.skills
        ]  # fmt: skip
        if not told.replies:
            self.query_one(SkillBars).update(_meanings())
            self.query_one("#conduct", Static).update(
                text("Your first call shows here how you stand.", "$quiet")
            )
            return
        self.query_one(SkillBars).show(lines, cells=20 if self.size.width >= 100 else 12)  # noqa: PLR2004 - the medium size
        findings = counted(told.conduct_findings, "finding")
        words = Content.assemble(
            ("conduct".ljust(SKILL_WIDTH + 1), "$conduct"),
            (findings if told.conduct_findings else "nothing to mend", "bold"),
            (f" in all {counted(told.counting, 'reply', 'replies')}", "$quiet"),
        )
        self.query_one("#conduct", Static).update(words)

    @on(OptionList.OptionSelected, "#today")
    def open(self, event: OptionList.OptionSelected) -> None:
        """Open what was chosen."""
        kind, _, what = (event.option_id or "").partition(":")
        if kind == "paused":
            self.coach.resume(what)
        elif kind in {"call", "assigned"}:
            self.coach.brief(what.split()[0])
        elif kind == "drill":
            self.coach.action_drill()
        elif kind == "random":
            self.action_random()
        elif kind == "calls":
            self.coach.action_calls()
        elif kind == "tour":
            self.coach.action_tour()
        elif kind == "lookup":
            self.coach.action_lookup()
        elif kind == "progress":
            self.coach.action_progress()

    def action_random(self) -> None:
        """Open the brief of a new call."""
        self.coach.draw()


def drills(plan: "Plan") -> str:
    """What today's drill holds: `3 excuses due, 5 new`."""
    parts = [f"{counted(len(plan.due), 'excuse')} due"] if plan.due else []
    if plan.new:
        parts.append(f"{len(plan.new)} new" if plan.due else counted(len(plan.new), "new excuse"))
    return ", ".join(parts)


def minutes(replies: int) -> str:
    """About how long that many replies take: `~ 9 min`."""
    return f"~ {max(1, round(replies * _EACH))} min"


def _meanings() -> Visual:
    return Stack(
        [
            Row(Cell(text(skill, skill_style(skill)), SKILL_WIDTH), Cell(text(means, "$quiet")))
            for skill, means in SKILL_MEANS.items()
        ]
    )


def tries(card: "CallCard") -> str:
    """How a call has gone so far: `not played yet`, `best 74 in 3 tries`."""
    if not card.tries:
        return "not played yet"
    best = "no score yet" if card.best is None else f"best {card.best}"
    return f"{best} in {counted(card.tries, 'try', 'tries')}"
