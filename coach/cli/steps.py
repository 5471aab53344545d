"""How far long work has come: one line on a terminal, nothing in a pipe or for a screen reader."""

import os
import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Protocol, TypeVar

from coach.domain.safe import shown

Item = TypeVar("Item")
_SOON = 0.4
"""Seconds after which work counts as long; what is shorter shows nothing."""
_OFTEN = 0.1
"""Seconds between two looks at the line."""
_WIDE = 100
"""Columns from which the longer bar is drawn."""
_CELLS = {False: 10, True: 24}
"""Cells of the bar, on a narrow and on a wide terminal."""
_STOPS = "  (ctrl-c stops)"
_LEAST = 8
"""Columns below which what is at hand is left out."""


class Terminal(Protocol):
    """What the line is written to."""

    def write(self, words: str, /) -> int:
        """Write it."""

    def flush(self) -> None:
        """Let it be seen."""


class Steps:
    """One line that is written over as the work goes on, and gone when it ends.

    Args:
        title: What is done.
        total: Steps in all; 0: nobody knows.
        plain: Whether plain lines were chosen: a line that is written over would be read out again
            and again.
        to: Where the line stands; none: standard error, where that is a terminal.
    """

    def __init__(
        self, title: str, total: int, *, plain: bool = False, to: Terminal | None = None
    ) -> None:
        stream = sys.__stderr__
        own = stream if stream is not None and stream.isatty() else None
        self._to = None if plain or os.environ.get("TERM") == "dumb" else to or own
        self._title = title
        self._total = total
        self._next = monotonic() + _SOON
        self._wide = 0

    def step(self, done: int, what: str = "") -> None:
        """So many steps are done; `what` is at hand now."""
        now = monotonic()
        if self._to is None or now < self._next:
            return
        self._next = now + _OFTEN
        room = max(20, _columns() - 1)
        if self._total:
            cells = _CELLS[room >= _WIDE]
            full = cells * min(done, self._total) // self._total
            state = f"{'━' * full}{'─' * (cells - full)} {done} of {self._total}"
        else:
            state = str(done)
        line = f"{self._title}  {state}"
        left = room - len(line) - len(_STOPS)
        if what and left >= _LEAST:
            told = f"  {shown(what)}"
            line += told if len(told) <= left else f"{told[: left - 1]}…"
        if left >= 0:
            line += _STOPS
        line = line[:room]
        self._to.write(f"\r{line.ljust(self._wide)}")
        self._to.flush()
        self._wide = len(line)

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._to is not None and self._wide:
            self._to.write(f"\r{' ' * self._wide}\r")
            self._to.flush()
            self._wide = 0


def _columns() -> int:
    try:
        return os.get_terminal_size(2).columns or 80
    except OSError:
        return 80


def stepped(items: Iterable[Item], steps: Steps) -> Iterator[Item]:
    """The items as each is done, the line telling how many that are; it goes with the last."""
    try:
        for done, item in enumerate(items, 1):
            steps.step(done)
            yield item
    finally:
        steps.clear()
