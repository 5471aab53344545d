"""Whether a shared folder answers: a network share that hangs must not keep anybody waiting."""

from __future__ import annotations

import os
import time

from coach.paths import cache_dir

PATIENCE = 3.0
"""Seconds that one waits for a folder's first answer."""
SHORT = 0.3
"""The same where it did not answer a short while ago: on a call nobody waits for it twice."""
_A_WHILE = 600.0
"""Seconds for which it is remembered, by other processes too, that a folder did not answer."""
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

    remembered = _remembered(folder)
    if remembered:
        patience = min(patience, SHORT)
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
    if not remembered:
        # A note that is never renewed runs out: a share that is only slow gets its time again.
        _remember(folder)
    return False


def _note() -> str:
    return os.path.join(cache_dir(), "silent-share")  # noqa: PTH118 - pathlib costs half a start


def _remembered(folder: str) -> bool:
    """Whether some process found the folder silent a short while ago."""
    try:
        if time.time() - os.stat(_note()).st_mtime > _A_WHILE:  # noqa: PTH116 - as above
            return False
        with open(_note(), encoding="utf-8") as file:  # noqa: PTH123 - as above
            return file.read() == folder
    except (OSError, ValueError):
        return False


def _remember(folder: str) -> None:
    """Leave word for other processes, where it can be written."""
    try:
        os.makedirs(cache_dir(), exist_ok=True)  # noqa: PTH103 - as above
        with open(_note(), "w", encoding="utf-8") as file:  # noqa: PTH123 - as above
            file.write(folder)
    except (OSError, ValueError):
        return


def silent(folder: str) -> str:
    """What to tell of a folder that does not answer."""
    return f"The team's folder {folder} does not answer."


def barred(folder: str) -> bool:
    """Whether a folder that answers is there but may not be read."""
    return os.path.isdir(folder) and not os.access(folder, os.R_OK | os.X_OK)  # noqa: PTH112 - as above


def locked(folder: str) -> str:
    """What to tell of a folder that may not be read."""
    return f"The team's folder {folder} may not be read. Ask whoever keeps it for leave to read it."


def _look(folder: str) -> None:
    try:
        os.listdir(folder)  # noqa: PTH208 - pathlib costs half a start
    except OSError:
        return
