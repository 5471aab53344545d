"""Copies of the records: made whole while others write, checked before one replaces the records."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from coach.storage.database import FILE
from coach.storage.errors import StorageError, telling
from coach.storage.schema import migrations

FOLDER = "backups"
"""Where backups go that are not put elsewhere, inside the folder of records."""
_OWNER_ONLY = 0o600
_FOLDER_OWNER_ONLY = 0o700


def backup(folder: Path, target: Path) -> int:
    """Copy the records in `folder` to `target`; returns the number of replies in the copy.

    The copy is checked before it gets its name. Raises StorageError.
    """
    source = folder / FILE
    if not source.is_file():
        raise StorageError(f"There are no records to copy in {folder}.")
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    with telling(str(target)):
        target.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER_OWNER_ONLY)
        beside.touch(mode=_OWNER_ONLY)
        try:
            with closing(sqlite3.connect(source)) as conn, closing(sqlite3.connect(beside)) as copy:
                conn.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE").fetchone()
            count = checked(beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    return count


def checked(path: Path) -> int:
    """Check that a file is sound records of this program or an earlier one; its number of replies.

    Raises StorageError with what is wrong.
    """
    if not path.is_file():
        raise StorageError(f"There is no file {path}.")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as conn:
            faults = [row[0] for row in conn.execute("PRAGMA integrity_check")]
            if faults != ["ok"]:
                raise StorageError(f"{path} is damaged: {faults[0]}.")
            if conn.execute("PRAGMA foreign_key_check").fetchone():
                raise StorageError(f"{path} is damaged: a reply belongs to no attempt.")
            applied = {one.name for one in migrations.applied(Database(conn))}
            count = conn.execute("SELECT count(*) FROM replies").fetchone()[0]
    except sqlite3.Error as error:
        raise StorageError(f"{path} does not hold records of this program: {error}.") from error
    known = {migration.name for migration in migrations._migrations}  # noqa: SLF001 - there is no public list
    if not applied:
        raise StorageError(f"{path} does not hold records of this program.")
    if applied - known:
        raise StorageError(
            f"{path} was written by a newer version of this program. Update it first."
        )
    return int(count)


def restore(folder: Path, source: Path, stamp: str) -> tuple[int, Path | None]:
    """Bring a backup back; the records there are kept beside.

    Returns the number of replies brought back, and where the former records are: none where there
    were none. Raises StorageError, and then nothing has been replaced.

    Args:
        folder: The folder of records.
        source: The backup.
        stamp: What tells the former records apart: a time.
    """
    count = checked(source)
    path = folder / FILE
    kept = path.with_name(f"{path.stem}.before-restore-{stamp}.db")
    with telling(str(path)):
        folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER_OWNER_ONLY)
        had = path.is_file()
        if had:
            _keep(path, kept)
        fresh = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            _copy(source, fresh)
            checked(fresh)
            if not (had and _overwritten(path, fresh)):
                _replace(path, fresh)
        finally:
            fresh.unlink(missing_ok=True)
    return count, kept if had else None


def _keep(path: Path, kept: Path) -> None:
    """Copy the former records beside: through SQLite where they are sound, else byte for byte."""
    try:
        _copy(path, kept)
    except sqlite3.DatabaseError:
        kept.write_bytes(path.read_bytes())
    kept.chmod(_OWNER_ONLY)


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    target.touch(mode=_OWNER_ONLY)
    with closing(sqlite3.connect(source)) as conn, closing(sqlite3.connect(target)) as copy:
        conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()


def _overwritten(path: Path, fresh: Path) -> bool:
    """Write into the records as they are, so that programs that have them open see the change."""
    try:
        with closing(sqlite3.connect(path, timeout=20)) as live:
            live.execute("BEGIN IMMEDIATE")
            live.rollback()
            with closing(sqlite3.connect(fresh)) as conn:
                conn.backup(live)
    except sqlite3.DatabaseError as error:
        if "locked" in str(error) or "readonly" in str(error) or "full" in str(error):
            raise
        return False
    return True


def _replace(path: Path, fresh: Path) -> None:
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    fresh.replace(path)
