"""Opening the database: settings, migrations, transactions. Everything that writes comes through here.

sqlite-utils sets neither WAL nor foreign keys, and its own transactions begin deferred, under
which two writers fail each other at once; so the settings are made here and every write is one
`BEGIN IMMEDIATE` transaction.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from coach.domain.promised_day import days_ahead
from coach.storage.errors import StorageError, telling
from coach.storage.schema import migrations

FILE = "records.db"
_WAIT_SECONDS = 20.0
_OWNER_ONLY = 0o700
_FILE_OWNER_ONLY = 0o600


class Records:
    """The open database. One lock lets the threads of one program share the connection."""

    def __init__(self, db: Database, path: Path) -> None:
        self.db = db
        """sqlite-utils' view of the connection."""
        self.path = path
        """The file."""
        self._lock = threading.RLock()

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction that is written whole or not at all. Raises StorageError."""
        with self._lock, telling(str(self.path)):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
            except BaseException:
                self.db.conn.rollback()
                raise
            self.db.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Read; nothing that is written meanwhile gets in between. Raises StorageError."""
        with self._lock, telling(str(self.path)):
            yield self.db

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self.db.close()


def open_records(folder: Path) -> Records:
    """Open the records in `folder`, making and migrating them as needed. Raises StorageError."""
    path = folder / FILE
    with telling(str(path)):
        folder.mkdir(parents=True, exist_ok=True, mode=_OWNER_ONLY)
        if not path.exists():
            path.touch(mode=_FILE_OWNER_ONLY)
        conn = sqlite3.connect(path, timeout=_WAIT_SECONDS, check_same_thread=False)
        try:
            _settle(conn)
            conn.create_function("days_ahead", 2, _days_ahead, deterministic=True)
            db = Database(conn)
            _migrate(db, path)
        except BaseException:
            conn.close()
            raise
    return Records(db, path)


def _days_ahead(words: str, called_on: str) -> int:
    """What the kept sums know of a promised day: -1 where it cannot be read."""
    try:
        ahead = days_ahead(words, called_on)
    except ValueError:  # a day of the call that is none, brought in from elsewhere
        return -1
    return -1 if ahead is None else ahead


def _settle(conn: sqlite3.Connection) -> None:
    conn.execute("PRAGMA foreign_keys = ON")
    # Two programs that open a new file at once may both want to switch to WAL; one is refused
    # at once, without the usual waiting, and finds it done when it looks again.
    for attempt in range(50):
        try:
            conn.execute("PRAGMA journal_mode = WAL").fetchone()
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or attempt == 49:  # noqa: PLR2004 - the last of the tries
                raise
            threading.Event().wait(0.02)
    conn.execute("PRAGMA synchronous = FULL")


def _migrate(db: Database, path: Path) -> None:
    if not migrations.pending(db):
        _refuse_newer(db)
        return
    _refuse_newer(db)
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have done it while this one waited for its turn.
        pending = migrations.pending(db)
        if pending and migrations.applied(db):
            _copy(path, path.with_name(f"{path.stem}.before-{pending[0].name}.db"))
        migrations.apply(db)
    except BaseException:
        db.conn.rollback()
        raise
    db.execute("COMMIT")


def _refuse_newer(db: Database) -> None:
    known = {migration.name for migration in migrations._migrations}  # noqa: SLF001 - there is no public list
    newer = [one.name for one in migrations.applied(db) if one.name not in known]
    if newer:
        raise StorageError(
            f"These records were written by a newer version of this program ({newer[-1]}). "
            "Update the program; nothing was changed.",
        )


def _copy(path: Path, target: Path) -> None:
    """Copy the records as they are to `target`, which is whole or not there."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    beside.touch(mode=_FILE_OWNER_ONLY)
    try:
        with closing(sqlite3.connect(path)) as conn, closing(sqlite3.connect(beside)) as copy:
            conn.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
