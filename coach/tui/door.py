"""The way from the screens to the practice: one thread asks, so the screens never wait.

A database connection belongs to the thread that opened it; so everything is asked in one.
"""

import asyncio
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
        return question(self._practice)
