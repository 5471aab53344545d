"""A report onto the disk, for its owner's eyes only."""

import os
from pathlib import Path

from coach.practice.views import PracticeError

_OWNER_ONLY = 0o600


def write(target: Path, page: str) -> None:
    """Write a report to a file. Raises PracticeError (exit code 3) where that is not possible."""
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(page)
    except OSError as error:
        raise PracticeError(f"{target} cannot be written: {error.strerror}.", 3) from error
