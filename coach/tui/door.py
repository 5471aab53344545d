"""The way from the screens to the practice: one thread asks, so the screens never wait.

A database connection belongs to the thread that opened it; so everything is asked in one.
"""

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from coach.practice import Practice

Answer = TypeVar("Answer")
PracticeFactory = Callable[[], "AbstractContextManager[Practice]"]
"""Opens the practice: packs are read and the records opened when it is first asked."""


class Door:
    """Asks the practice, one question after another, off the screens' thread.

    Args:
        factory: Opens the practice; called once, in the asking thread, at the first question.
    """

    def __init__(self, factory: PracticeFactory) -> None:
        self._factory = factory
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="practice")
        self._open = ExitStack()
        self._practice: Practice | None = None
        self._kept: set[str] = set()

    @property
    def opened(self) -> bool:
        """Whether the practice could be opened."""
        return self._practice is not None

    async def ask(self, question: "Callable[[Practice], Answer]") -> Answer:
        """The practice's answer to a question. Raises what the practice raises."""
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, self._answer, question
        )

    async def sit(self, trainee: str) -> None:
        """Let another trainee practise from here on. Raises what the practice raises."""

        def change(practice: "Practice") -> None:
            self._practice = practice.of(trainee)

        await self.ask(change)

    async def close(self) -> None:
        """Close the practice, where it was opened, and end the thread."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._open.close)
        self._thread.shutdown(wait=False)

    def _answer(self, question: "Callable[[Practice], Answer]") -> Answer:
        if self._practice is None:
            self._practice = self._open.enter_context(self._factory())
        answer = question(self._practice)
        if self._practice.ready:
            self.keep("packs")
        return answer

    def keep(self, what: str) -> None:
        """Say, once, that something large was loaded which stays to the end.

        Walking it in search of garbage would hold up the keys, for a third of a second at times.
        """
        if what not in self._kept:
            self._kept.add(what)
            gc.freeze()
