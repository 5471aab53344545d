"""The way from the author's screens to the workbench: one thing at a time, off the screens' thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from coach.authoring.watching import Report, Watch
from coach.authoring.workbench import Workbench

T = TypeVar("T")


class Bench:
    """A pack on the workbench, shared by the screens that show it.

    Args:
        folder: The pack's folder.
    """

    def __init__(self, folder: Path) -> None:
        from coach.content.rules import set_names
        from coach.practice import scorer_for

        self.work = Workbench(folder, frozenset(set_names()), scorer_for)
        """The workbench; only its plain fields may be read while something is being done."""
        self.scored = False
        """Whether the recommended responses have been through the scorer."""
        self._watch = Watch(self.work)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="workbench")
        self._waiting = 0

    @property
    def busy(self) -> bool:
        """Whether something is being done at the workbench."""
        return self._waiting > 0

    async def do(self, what: Callable[[Workbench], T]) -> T:
        """Do something at the workbench. Raises what it raises."""
        loop = asyncio.get_running_loop()
        self._waiting += 1
        try:
            return await loop.run_in_executor(self._thread, what, self.work)
        finally:
            self._waiting -= 1

    async def score(self) -> None:
        """Check everything for the first time, responses and all."""
        if not self.scored:
            await self.do(lambda _: self._watch.first())
            self.scored = True

    async def look(self, now: float) -> Report | None:
        """What a save has changed, if anything; nothing while something is being done."""
        if self.busy or not self.scored:
            return None
        return await self.do(lambda _: self._watch.look(now))
