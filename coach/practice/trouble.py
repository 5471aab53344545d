"""Trouble with the records, told as practice tells everything: in words, with an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager

from coach.practice.views import PracticeError
from coach.storage.errors import StorageError


@contextmanager
def told() -> Iterator[None]:
    """Turn what storage raises into a PracticeError with exit code 3."""
    try:
        yield
    except StorageError as error:
        raise PracticeError(str(error), 3) from error
