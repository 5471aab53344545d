"""Whether a shared folder answers: a network share that hangs must not keep anybody waiting."""

from __future__ import annotations

import os
import time

PATIENCE = 3.0
"""Seconds that one waits for a folder's first answer."""
AGAIN = 30.0
"""Seconds after which a folder that did not answer is asked once more."""
_silent: dict[str, float] = {}
_answered: set[str] = set()


def answers(folder: str, patience: float = PATIENCE) -> bool:
    """Whether the folder answers in time, be it only that it is not there.

    It is asked once in a process; one that does not answer is asked again later.
    """
    if folder in _answered:
        return True
    if time.monotonic() - _silent.get(folder, -AGAIN) < AGAIN:
        return False
    from threading import Event, Thread

    done = Event()

    def ask() -> None:
        _look(folder)
        done.set()

    # A thread that hangs in a dead share must not keep the program from ending.
    Thread(target=ask, name="share", daemon=True).start()
    if done.wait(patience):
        _answered.add(folder)
        return True
    _silent[folder] = time.monotonic()
    return False


def silent(folder: str) -> str:
    """What to tell of a folder that does not answer."""
    return f"The team's folder {folder} does not answer. What is in it is left out until it does."


def _look(folder: str) -> None:
    try:
        os.listdir(folder)  # noqa: PTH208 - pathlib costs half a start
    except OSError:
        return
