"""The index file, opened for reading: only when it is whole and as new as the files."""

from __future__ import annotations

import os
import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT = "15"
"""Changes whenever an older index cannot be read any more."""
WHOLE_LINE = "\t"
"""Divides the words of a line that carry meaning from all its words in order."""
SECTION = "\x1d"
"""Divides what is kept of the lines of an entry."""
SAID, ABOUT, KIN, ANSWER = "s", "t", "k", "a"
"""Marks of a line: what a debtor says; title, tags and use; how others say the same kind; a
sentence of an answer."""


def open_fresh(
    path: str, stamp: str, as_seen: Callable[[str], str] = str
) -> sqlite3.Connection | None:
    """The index at `path` for reading, if it is whole and was made from files of this stamp.

    `as_seen` takes out of the index's own stamp what cannot be seen at present.
    """
    try:
        os.stat(path)  # noqa: PTH116 - pathlib costs half a start
    except OSError:
        return None
    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    except sqlite3.Error:
        return None
    try:
        connection.execute("PRAGMA query_only = 1")
        known = dict(connection.execute("SELECT name, value FROM meta"))
        if known.get("format") == FORMAT and as_seen(known.get("stamp", "")) == stamp:
            return connection
    except sqlite3.Error:
        connection.close()
        return None
    connection.close()
    return None
