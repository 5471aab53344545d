"""Everybody who practises on this machine: how each stands, for whoever teaches them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.domain.excuse import SKILLS
from coach.domain.figures import SHORT_NOTE
from coach.domain.safe import shown
from coach.tui.rows import BLANK, Cell, Row, Stack, text
from coach.tui.screens.base import CoachScreen
from coach.tui.theme import skill_style
from coach.tui.widgets.menu import Menu
from coach.tui.widgets.skill_bars import change_words
from coach.tui.words import counted

if TYPE_CHECKING:
    from coach.domain.figures import Figures
    from coach.practice.reviewing import Disagreement

_DISPUTED = 6
"""So many disputed excuses are listed; the report on everybody lists all."""
_WIDE = 138
"""Columns from which on every skill has a column."""
_SCORE = 7
"""Cells of a score and its change: `100 ↑12`."""


class EveryoneScreen(CoachScreen):
    """One line for each trainee; enter opens their progress."""

    ABOUT = (
        "Everybody with practice on this machine. Enter opens somebody's figures, to read and to "
        "correct; their calls and drills stay theirs. Scores are for training, not for judging people."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.back", "back", key_display="esc", tooltip="Back"),
    ]
    DEFAULT_CSS = """
    EveryoneScreen {
        & > Center { height: 1fr; }
        & #page { height: 1fr; max-width: 160; padding: 1 2 0 2; }
        & Menu { height: auto; max-height: 1fr; }
        & #note { padding: 0 3; height: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.reading = True
        """Whether the records are being read."""
        self._all: tuple[Figures, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The list, and what scores are for."""
        note = Static(text(SHORT_NOTE, "$quiet"), id="note", markup=False)
        yield Center(Vertical(Menu(id="all"), note, id="page"))

    def on_mount(self) -> None:
        """Say where one is."""
        self.title_line("Everyone", "reading the records…")
        self.query_one(Menu).focus()

    def on_screen_resume(self) -> None:
        """Read how everybody stands."""
        self.reading = True
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read how everybody stands, and show it."""
        found = await self.ask(
            lambda practice: (practice.everyone(), practice.reviewing().disagreements())
        )
        if found is not None:
            told, disputed = found
            self._all = told
            self.query_one("#note", Static).update(_notes(disputed))
            self.title_line("Everyone", counted(len(told), "trainee"))
            self.draw()
        self.reading = False

    def draw(self) -> None:
        """Show the lines as wide as there is room."""
        menu = self.query_one(Menu)
        marked = menu.highlighted
        wide = self.size.width >= _WIDE
        menu.clear_options()
        menu.add_option(Option(_head(wide=wide), disabled=True))
        for one in self._all:
            menu.add_option(Option(_line(one, wide=wide), id=f"of:{one.trainee}"))
        if not self._all:
            nothing = text("Nobody has practised on this machine yet.", "$quiet")
            menu.add_option(Option(nothing, disabled=True))
        menu.highlighted = marked if marked is not None else (1 if self._all else None)

    @on(OptionList.OptionSelected)
    def open(self, event: OptionList.OptionSelected) -> None:
        """Open somebody's progress."""
        from coach.tui.screens.progress import ProgressScreen

        _, _, name = (event.option_id or "").partition(":")
        if name:
            self.app.push_screen(ProgressScreen(name))


def _notes(disputed: "tuple[Disagreement, ...]") -> Stack:
    """What scores are for, and where people keep correcting the machine."""
    lines = [text(SHORT_NOTE, "$quiet")]
    if disputed:
        lines += [BLANK, text("People keep correcting the machine on these excuses:", "$warning")]
    for one in disputed[:_DISPUTED]:
        of = f" ({one.skill})" if one.skill else ""
        corrected = f"{one.corrected} of {counted(one.replies, 'reply', 'replies')} corrected"
        words = f"{shown(one.excuse)}{of}: {corrected}, {one.difference:+.1f} bands on average"
        lines.append(text(words))
    return Stack(lines)


def _row(*parts: Content, wide: bool) -> Row:
    name, days, replies, calls, score, *skills, fail, last, weakest = parts
    columns = (
        Cell(skill, max(_SCORE, len(of)), align="right", wrap=False)
        for of, skill in zip(SKILLS, skills, strict=True)
    )
    return Row(
        Cell(name, wrap=False),
        Cell(days, 4, align="right"),
        Cell(replies, 7, align="right"),
        Cell(calls, 5, align="right"),
        Cell(score, 7, align="right"),
        *(columns if wide else ()),
        Cell(fail, 5, align="right"),
        Cell(last, 10),
        Cell(weakest, 14, wrap=False),
        gap=2 if wide else 1,
    )  # fmt: skip


def _head(*, wide: bool) -> Row:
    words = [text(word, "$quiet") for word in ("trainee", "days", "replies", "calls", "quality")]
    words += [text(skill, skill_style(skill)) for skill in SKILLS]
    words += [text(word, "$quiet") for word in ("fails", "last day", "weakest")]
    return _row(*words, wide=wide)


def _line(one: "Figures", *, wide: bool) -> Row:
    skills = [
        Content.assemble(
            ("–" if skill.score is None else str(skill.score), "bold"),
            " " if skill.change is not None else "",
            change_words(skill.change),
        )
        for skill in one.skills
    ]
    last = max((day.day for day in one.calendar if day.replies), default="earlier")
    return _row(
        text(shown(one.trainee), "bold"),
        text(str(one.days)),
        text(str(one.replies)),
        text(str(one.calls)),
        text("–" if one.score is None else str(one.score), "bold"),
        *skills,
        text(str(one.fail), "$conduct" if one.fail else "$quiet"),
        text(last, "$quiet"),
        text(
            one.weakest or "not enough yet", skill_style(one.weakest) if one.weakest else "$quiet"
        ),
        wide=wide,
    )
