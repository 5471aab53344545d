"""The program's way to the practice, and what it says where it cannot answer."""

from typing import TYPE_CHECKING, TypeVar

from textual.app import App
from textual.worker import WorkerFailed

from coach.tui import faults
from coach.tui.door import Door, PracticeFactory
from coach.tui.screens.trouble import TroubleScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.practice import Practice, PracticeError

Answer = TypeVar("Answer")
_ENVIRONMENT = 3
"""The exit code of troubles that lie outside: a locked file, a full disk."""


class AskingApp(App[int]):
    """A program that asks the practice.

    Args:
        factory: Opens the practice, in its own thread.
    """

    def __init__(self, factory: PracticeFactory) -> None:
        super().__init__()
        self.door = Door(factory)
        """The way to the practice."""
        self.trouble: str | None = None
        """What kept the program from working at all, in words, where something did."""

    async def on_unmount(self) -> None:
        """Close the practice."""
        await self.door.close()

    async def ask(self, question: "Callable[[Practice], Answer]") -> Answer | None:
        """Ask the practice. Where it cannot answer, say why, and give None.

        None, too, once the program is leaving: there is no screen left to show an answer on.
        """
        try:
            answer = await self.door.ask(question)
        except trouble() as fault:
            if not self.door.opened:
                self.give_up(fault)
            elif fault.exit_code == _ENVIRONMENT:
                self.push_screen(TroubleScreen(str(fault)))
            else:
                self.notify(str(fault), severity="warning", markup=False)
            return None
        return answer if self.return_code is None else None

    def give_up(self, fault: "PracticeError") -> None:
        """Leave, and say why: there is nothing to show."""
        self.trouble = str(fault)
        self.exit(return_code=fault.exit_code)

    def _handle_exception(self, error: Exception) -> None:
        """End calmly where the program has a fault: no traceback, but the name of a file with it.

        Textual calls this for whatever nobody caught, and would show every local variable.
        """
        super()._handle_exception(error)
        self._exit_renderables.clear()
        self._return_code = _ENVIRONMENT
        if self.trouble is None:
            self.trouble = faults.told(error.error if isinstance(error, WorkerFailed) else error)


def trouble() -> "type[PracticeError]":
    """What the practice raises; imported only once it has, so that home is painted first."""
    from coach.practice import PracticeError

    return PracticeError
