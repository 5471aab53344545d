"""A pack being written: its excuses and calls, with what is wrong beside them."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

import msgspec
from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.authoring.watching import EVERY, Report
from coach.authoring.workbench import Workbench, may_change
from coach.content.packs import PACK_FILE
from coach.content.source import near
from coach.domain.problems import Problem
from coach.domain.safe import shown, shown_block
from coach.tui.bench import Bench
from coach.tui.rows import BLANK, Cell, Row, Stack, text
from coach.tui.screens.at_bench import AtBenchScreen, counts
from coach.tui.widgets.menu import Menu
from coach.tui.widgets.pane import Aside
from coach.tui.widgets.problem_list import MARKS, problem_stack


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Something of a pack that can be opened."""

    ref: str
    """The excuse; empty: a call or another file."""
    name: str
    """What is shown."""
    about: str
    """What it says, or its title."""
    file: str
    """The file it stands in."""
    line: int
    """The line on which it begins, from 1."""
    problems: tuple[Problem, ...]
    """What is wrong with it."""


def parts_of(work: Workbench) -> list[tuple[str, list[Part]]]:
    """The parts of a pack in groups: excuses, calls, and files with problems of their own."""
    excuses = [
        Part(ref=one.ref, name=one.ref, about=one.says, file=one.file, line=one.line,
             problems=work.problems_of(one.ref))
        for one in work.entries
    ]  # fmt: skip
    told = {id(problem) for part in excuses for problem in part.problems}
    rest: dict[str, list[Problem]] = {}
    for problem in work.problems:
        if id(problem) not in told:
            rest.setdefault(problem.file, []).append(problem)
    calls = [
        Part(ref="", name=call.id, about=call.title, file=file, line=1,
             problems=tuple(rest.pop(file, ())))
        for call, file in work.calls()
    ]  # fmt: skip
    own = near(work.folder / PACK_FILE)
    title = work.library.pack.title if work.library else ""
    files = [
        Part(ref="", name=PACK_FILE, about=title, file=own, line=1,
             problems=tuple(rest.pop(own, ())))
    ]  # fmt: skip
    files += [
        Part(ref="", name=Path(file).name, about="", file=file, line=problems[0].line,
             problems=tuple(problems))
        for file, problems in sorted(rest.items())
    ]  # fmt: skip
    groups = [("Excuses", excuses), ("Calls", calls), ("Files", files)]
    return [(title, parts) for title, parts in groups if parts]


class PackScreen(AtBenchScreen):
    """Browse a pack.

    Args:
        bench: The pack.
        every: Seconds between two looks for saves; 0: only when asked.
    """

    ABOUT = (
        "The excuses and calls of a pack. Enter tries an excuse as the trainee meets it; e opens it "
        "in your editor, at its line, i here; + makes a new excuse from the marked one. What is wrong "
        "stands beside it, and every save is checked at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "editor", "editor", tooltip="Open it in your editor (EDITOR), at its line"),
        Binding("i", "here", "edit here", tooltip="Edit it on a screen of the program's own"),
        Binding("plus", "copy", "new from this", key_display="+",
                tooltip="A new excuse that begins as a copy of the marked one"),
        Binding("n", "problem", "next problem", tooltip="The next entry with something to mend"),
        Binding("escape", "app.back", "back", tooltip="Back to the packs"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    PackScreen {
        & > Horizontal { height: 1fr; padding: 0 1; }
        & #parts { width: 1fr; height: 1fr; }
        & Aside { width: 36; }
        &.-medium Aside { width: 52; }
        &.-wide Aside { width: 90; }
        &.-slim > Horizontal { layout: vertical; }
        &.-slim Aside { width: 1fr; height: 40%; margin-left: 0; }
    }
    """

    def __init__(self, bench: Bench, *, every: float = EVERY) -> None:
        super().__init__()
        self.bench, self.every = bench, every
        self.reading = True
        """Whether the pack is still being read."""
        self._parts: dict[str, Part] = {}

    def body(self) -> Iterable[Widget]:
        """The parts on the left, what is wrong with the marked one on the right."""
        menu = Menu(id="parts")
        menu.border_title = shown(self.bench.work.folder.resolve().name)
        yield Horizontal(menu, Aside("What to mend"))

    def on_mount(self) -> None:
        """Read the pack, and begin to look for saves."""
        self.query_one(Menu).focus()
        self.watch_saves()

    def on_screen_resume(self) -> None:
        """Show the pack as it is, each time one comes here."""
        self.read()

    @work(exclusive=True, group="read")
    async def read(self) -> None:
        """Read the pack: what it holds at once, what the scorer says a moment later."""
        if not self.bench.scored:
            await self.at_bench(lambda work: work.check(scored=False))
            self.score()
        self.show_parts()
        self.reading = False

    async def saved(self, report: Report | None) -> None:
        """Show the pack as it was saved."""
        self.show_parts()
        if report is not None and report.new:
            self.notify(f"{counts(report.new)}: new with this save", markup=False, timeout=3)

    def show_parts(self) -> None:
        """Show what the pack holds."""
        work = self.bench.work
        state = counts(work.problems) if self.bench.scored else "scoring the responses…"
        mine = "" if may_change(work.folder) else " · read-only"
        title = work.library.pack.title if work.library else work.folder.name
        self.title_line(shown(title), state + mine)
        menu = self.query_one(Menu)
        marked = menu.highlighted_option.id if menu.highlighted_option else None
        menu.clear_options()
        self._parts = {}
        for title, parts in parts_of(work):
            if self._parts:
                menu.add_option(Option(BLANK, disabled=True))
            menu.add_option(Option(text(title, "bold $voice"), disabled=True))
            for part in parts:
                key = f"{part.file}:{part.ref}"
                self._parts[key] = part
                menu.add_option(Option(_line(part), id=key))
        if marked in self._parts:
            menu.highlighted = menu.get_option_index(str(marked))
        else:
            menu.action_first()

    @property
    def _marked(self) -> Part | None:
        option = self.query_one(Menu).highlighted_option
        return self._parts.get(option.id or "") if option is not None else None

    @on(OptionList.OptionHighlighted, "#parts")
    def look(self, event: OptionList.OptionHighlighted) -> None:
        """Show what is wrong with the marked part, under what it says."""
        part = self._parts.get(event.option_id or "")
        if part is None:
            return
        head = [text(shown_block(part.about), "$voice"), BLANK] if part.about else []
        told = problem_stack(part.problems, where=False)
        place = text(f"{shown(self._short(part.file))}\nline {part.line}", "$quiet")
        self.query_one(Aside).tell(Stack([*head, told, BLANK, place]))

    def _short(self, file: str) -> str:
        path, folder = Path(file), Path(near(self.bench.work.folder))
        return str(path.relative_to(folder)) if path.is_relative_to(folder) else file

    @on(OptionList.OptionSelected, "#parts")
    def open(self, event: OptionList.OptionSelected) -> None:
        """Try the excuse that was chosen; a file is edited here."""
        from coach.tui.screens.preview import PreviewScreen

        part = self._parts.get(event.option_id or "")
        if part is None:
            return
        if part.ref:
            self.app.push_screen(PreviewScreen(self.bench, part.ref, every=self.every))
        else:
            self.edit_here(part.file, part.line)

    def action_editor(self) -> None:
        """Open the marked part in the author's editor."""
        part = self._marked
        if part is None:
            return
        if may_change(self.bench.work.folder):
            self.open_file(part.file, part.line)
        else:
            self.edit_here(part.file, part.line)

    def action_here(self) -> None:
        """Edit the marked part on a screen of the program's own."""
        part = self._marked
        if part is not None:
            self.edit_here(part.file, part.line)

    @work(exclusive=True, group="copy")
    async def action_copy(self) -> None:
        """Make a new excuse from the marked one, and open it to be changed."""
        part = self._marked
        if part is None or not part.ref:
            self.notify("Mark an excuse first: the new one begins as its copy.", markup=False)
            return
        new = await self.at_bench(lambda work: work.copy_entry(part.ref))
        if new is None:
            return
        await self.at_bench(lambda work: work.check(scored=False))
        self.show_parts()
        entry = self.bench.work.entry(new)
        self.notify(
            f"`{new}` is a copy of `{part.ref}`. Give it a name and words of its own.", markup=False
        )
        self.edit_here(entry.file, entry.line)

    def action_problem(self) -> None:
        """Mark the next part with something to mend, round and round."""
        keys = list(self._parts)
        marked = self.query_one(Menu).highlighted_option
        start = keys.index(marked.id) + 1 if marked is not None and marked.id in keys else 0
        for key in [*keys[start:], *keys[:start]]:
            if self._parts[key].problems:
                menu = self.query_one(Menu)
                menu.highlighted = menu.get_option_index(key)
                return
        self.notify("Nothing to mend in this pack.", markup=False)


def _line(part: Part) -> Row:
    worst = min(part.problems, key=lambda one: list(MARKS).index(one.severity), default=None)
    mark, style = MARKS[worst.severity] if worst else ("✓", "$success")
    many = str(len(part.problems)) if part.problems else ""
    return Row(
        Cell(text(mark, style), 1),
        Cell(text(shown(part.name)), wrap=False),
        Cell(text(many, style), 3, align="right"),
    )
