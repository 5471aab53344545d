"""What the author's screens share: the workbench, the look for saves, and one's own editor."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TypeVar

from textual import work
from textual.app import SuspendNotSupported

from coach.authoring.watching import EVERY, Report
from coach.authoring.workbench import Workbench, WorkbenchError
from coach.domain.problems import Problem
from coach.domain.safe import shown
from coach.tui.bench import Bench
from coach.tui.outside import editor_command
from coach.tui.screens.base import CoachScreen
from coach.tui.words import counted

T = TypeVar("T")


class AtBenchScreen(CoachScreen):
    """A screen on which a pack is being written; its subclasses set what is declared here."""

    bench: Bench
    """The pack on the workbench."""
    every: float = EVERY
    """Seconds between two looks for saves; 0: only when asked."""

    def watch_saves(self) -> None:
        """Begin to look for saves."""
        if self.every:
            self.set_interval(self.every, self._tick)

    def _tick(self) -> None:
        if self.is_current and not self.bench.busy:
            self.look_for_saves(monotonic())

    # Not exclusive: a look that another one ended could not tell what it had found any more.
    @work(group="saves")
    async def look_for_saves(self, now: float) -> None:
        """Look whether the pack was saved, and show what that changed."""
        report = await self.bench.look(now)
        if report is not None:
            await self.saved(report)

    @work(exclusive=True, group="score")
    async def score(self) -> None:
        """Let the responses be scored, where they have not been yet; then show how the pack stands."""
        await self.bench.score()
        await self.saved(None)

    async def saved(self, report: Report | None) -> None:
        """The pack was checked: after a save, with what it changed, or for the first time."""
        raise NotImplementedError

    async def at_bench(self, what: Callable[[Workbench], T]) -> T | None:
        """Do something at the workbench. None where it could not be done: the author has been told."""
        try:
            return await self.bench.do(what)
        except WorkbenchError as error:
            self.notify(shown(str(error)), severity="warning", markup=False)
            return None

    def open_file(self, file: str, line: int) -> None:
        """Open a file at a line in the author's editor; where that cannot be, here."""
        command = editor_command(Path(file), line)
        if command:
            try:
                with self.app.suspend():
                    subprocess.run(command, check=False)  # noqa: S603 - the author's own editor
            except SuspendNotSupported:
                self.notify(
                    "This terminal cannot be handed over; the file opens here.", markup=False
                )
            except OSError as error:
                self.notify(f"{command[0]}: {error.strerror}. The file opens here.", markup=False)
            else:
                self.refresh(layout=True)
                return
        self.edit_here(file, line)

    def edit_here(self, file: str, line: int) -> None:
        """Open a file at a line on a screen of the program's own."""
        from coach.tui.screens.edit import EditScreen

        self.app.push_screen(EditScreen(Path(file), line))


def counts(problems: tuple[Problem, ...]) -> str:
    """Problems counted by how grave they are: `1 error, 2 warnings`; `nothing to mend`."""
    parts = [
        counted(number, name)
        for name in ("error", "warning", "hint")
        if (number := sum(problem.severity == name for problem in problems))
    ]
    return ", ".join(parts) or "nothing to mend"
