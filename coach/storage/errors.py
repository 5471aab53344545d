"""What can go wrong with the database, in words for a person."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


class StorageError(Exception):
    """The database cannot be used now; the message says why and what to do. Exit code 3."""


_READ_ONLY = (
    "The records cannot be written: the file or its folder is read-only. Make it writable, or set "
    "COACH_HOME to another folder."
)
_FULL = "The disk is full. Free some room; what was acknowledged so far is kept."
_TOLD = (
    (
        "database is locked",
        "Another program is holding the records for too long. Close it and try again; nothing is lost.",
    ),
    ("readonly", _READ_ONLY),
    ("Read-only file system", _READ_ONLY),
    ("Permission denied", _READ_ONLY),
    ("No space left", _FULL),
    ("quota exceeded", _FULL),
    (
        "unable to open",
        "The records cannot be opened. Check that the folder exists and is yours, or set COACH_HOME to another folder.",
    ),
    (
        "not a database",
        "The records file is not a database. Move it away and start again, or restore it with `coach backup --restore`.",
    ),
    (
        "malformed",
        "The records file is damaged. Restore it with `coach backup --restore`, or move it away.",
    ),
    ("disk is full", _FULL),
    (
        "disk I/O",
        "The disk does not answer as it should. What was acknowledged so far is kept; try again.",
    ),
)


def told(error: Exception, path: str) -> StorageError:
    """The error in words, with the file it concerns."""
    text = str(error)
    for part, words in _TOLD:
        if part in text:
            return StorageError(f"{words} ({path})")
    return StorageError(f"The records cannot be used: {text}. ({path})")


@contextmanager
def telling(path: str) -> Iterator[None]:
    """Turn what SQLite and the system raise into a StorageError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise told(error, path) from error
