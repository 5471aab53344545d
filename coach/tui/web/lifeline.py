"""A visitor's process ends with the server that started it, however the server ended.

The server keeps one end of a pipe and writes nothing to it. When the server is gone, be it killed,
the operating system closes that end, and the process at the other end knows.
"""

import os
import signal
from threading import Event, Thread

LINE = "COACH_SEAT_LINE"
"""The variable that names the process's end of the pipe."""
GRACE = 3.0
"""Seconds that the program has to leave by itself. Replies are on disk before they are scored."""


def hold() -> None:
    """Watch the pipe beside the program, and end the program when the server is gone."""
    line = int(os.environ.pop(LINE))
    Thread(target=_watch, args=(line,), name="lifeline", daemon=True).start()


def _watch(line: int) -> None:
    while os.read(line, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    Event().wait(GRACE)
    os._exit(0)
