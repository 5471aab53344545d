"""Favourites and what was used before: a small database of its own, kept for good.

Writes begin with BEGIN IMMEDIATE: of two processes that count at once, neither is lost.
"""

from __future__ import annotations

import os
import sqlite3
from math import log2

from coach.paths import data_dir

_STAR = 0.06
"""How far a favourite moves up: past a near rival, never past a far better answer."""
_USED = 0.012
"""The same for each doubling of how often it was used."""
_MOST_USED = 0.05
_WAIT_SECONDS = 3.0
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS used (ref TEXT PRIMARY KEY, count INTEGER NOT NULL DEFAULT 0,"
    " starred INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"
)


class Use:
    """How an entry has been used."""

    __slots__ = ("count", "starred")

    def __init__(self, count: int = 0, starred: bool = False) -> None:
        self.count = count
        """How often it was copied or printed."""
        self.starred = starred
        """Whether it is a favourite."""

    @property
    def lift(self) -> float:
        """How far it moves up in the order, 0 to about 0.1."""
        used = min(_MOST_USED, _USED * log2(1 + self.count)) if self.count else 0.0
        return used + (_STAR if self.starred else 0.0)


def usage_path() -> str:
    """Where it is kept."""
    return os.path.join(data_dir(), "lookup-used.db")  # noqa: PTH118 - pathlib costs half a start


def read_usage() -> dict[str, Use]:
    """All that has been used or starred; empty where nothing is kept or it cannot be read."""
    path = usage_path()
    if not os.path.exists(path):  # noqa: PTH110 - as above
        return {}
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=_WAIT_SECONDS)
    except sqlite3.Error:
        return {}
    try:
        rows = connection.execute("SELECT ref, count, starred FROM used").fetchall()
    except sqlite3.Error:
        return {}
    finally:
        connection.close()
    return {ref: Use(count, bool(starred)) for ref, count, starred in rows}


def lifts(usage: dict[str, Use]) -> dict[str, float]:
    """How far each entry moves up in the order."""
    return {ref: use.lift for ref, use in usage.items()}


def count_use(ref: str) -> None:
    """Count one use. Raises sqlite3.Error or OSError where it cannot be kept."""
    _write(
        "INSERT INTO used (ref, count) VALUES (?, 1)"
        " ON CONFLICT (ref) DO UPDATE SET count = count + 1",
        (ref,),
    )


def set_star(ref: str, starred: bool) -> None:
    """Make an entry a favourite, or no longer. Raises sqlite3.Error or OSError."""
    _write(
        "INSERT INTO used (ref, starred) VALUES (?, ?)"
        " ON CONFLICT (ref) DO UPDATE SET starred = excluded.starred",
        (ref, int(starred)),
    )


def _write(statement: str, values: tuple[str | int, ...]) -> None:
    path = usage_path()
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120 - as above
    # Made for its owner alone; SQLite would ask the umask.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, isolation_level=None, timeout=_WAIT_SECONDS)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_SCHEMA)
        connection.execute(statement, values)
        connection.execute("COMMIT")
    finally:
        connection.close()
