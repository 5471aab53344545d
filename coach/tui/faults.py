"""Faults of the program itself: written to a file, and told in one calm message."""

import os
from datetime import UTC, datetime
from traceback import format_exception

from coach.paths import data_dir

FILE = "fault.txt"
"""The file beside the records that holds the last fault."""


def told(error: BaseException) -> str:
    """Write down an error that nobody expected; comes back with what to tell the person.

    The file holds the lines of the program that led there, not what was typed as a reply.
    """
    path = os.path.join(data_dir(), FILE)  # noqa: PTH118 - as coach.paths gives it
    when = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        os.makedirs(data_dir(), mode=0o700, exist_ok=True)  # noqa: PTH103 - as above
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - as above
            file.write(f"{when}\n{''.join(format_exception(error))}")
    except OSError as fault:
        where = f"What happened could not be written down: {fault}."
    else:
        where = f"What happened is written in {path}, for whoever looks after the program."
    return f"The program has a fault and had to end. Everything you have said is kept. {where}"
