"""The records: whether the database is sound, whose version it is, and what time it thinks it is."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coach.doctor.finding import Area
from coach.domain.counted import counted, replies
from coach.paths import data_dir

_BACK = "`coach backup --restore FILE` brings a backup back; the damaged file is kept beside it."
_AHEAD = timedelta(minutes=5)
"""So far clocks of one household differ."""
_WAIT_SECONDS = 5.0


def look(area: Area) -> None:
    """The records file."""
    from coach.storage.database import FILE

    path = Path(data_dir()) / FILE
    if not path.is_file():
        area.note("There are no records yet; the first reply makes them.")
        _look_at_fault(area)
        return
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS)) as conn:
            _look_inside(area, path, conn)
    except sqlite3.Error as error:
        area.broken(f"{path} cannot be read: {error}.", _BACK)
    _look_at_backups(area, path)
    _look_at_fault(area)


def _look_inside(area: Area, path: Path, conn: sqlite3.Connection) -> None:
    faults = [str(row[0]) for row in conn.execute("PRAGMA integrity_check(5)")]
    if faults != ["ok"]:
        area.broken(f"{path} is damaged: {faults[0]}.", _BACK)
        return
    if conn.execute("PRAGMA foreign_key_check").fetchone():
        area.broken(f"{path} is damaged: something belongs to nothing.", _BACK)
        return
    if not _look_at_schema(area, path, conn):
        return
    count = conn.execute("SELECT count(*) FROM replies").fetchone()[0]
    people = conn.execute("SELECT count(*) FROM trainees").fetchone()[0]
    area.fine(f"{path} is sound: {replies(count)}, {counted(people, 'name')}.")
    _look_at_clock(area, conn)


def _look_at_schema(area: Area, path: Path, conn: sqlite3.Connection) -> bool:
    from coach.storage.schema import migrations

    known = [one.name for one in migrations._migrations]  # noqa: SLF001 - there is no public list
    try:
        rows = conn.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY name",
            [migrations.name],
        )
        applied = [str(row[0]) for row in rows]
    except sqlite3.OperationalError:
        applied = []
    newer = [name for name in applied if name not in known]
    if newer:
        area.broken(
            f"{path} was written by a newer version of this program ({newer[-1]}).",
            "Update the program; nothing was changed.",
        )
        return False
    if not applied:
        empty = not conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if empty:
            area.note(f"{path} is empty; it is filled when you first practise.")
        else:
            area.broken(
                f"{path} holds something else than records of this program.",
                "Move it away, or set COACH_HOME to another folder.",
            )
        return False
    pending = [name for name in known if name not in applied]
    if pending:
        area.note(
            f"The records are of an earlier version ({applied[-1]}).",
            "They are brought up to date when you next practise; a copy is kept beside them.",
        )
    return True


def _look_at_clock(area: Area, conn: sqlite3.Connection) -> None:
    latest = conn.execute("SELECT max(given_at) FROM replies").fetchone()[0]
    try:
        last = datetime.fromisoformat(latest) if latest else None
    except ValueError:
        last = None
    now = datetime.now(UTC)
    if last is not None and last.tzinfo is not None and last > now + _AHEAD:
        area.advice(
            f"The last reply was given at {latest}, but this machine's clock says "
            f"{now.isoformat(timespec='seconds')}.",
            "Set the clock. No reply is lost by it; days and due dates may look odd until then.",
        )


def _look_at_backups(area: Area, path: Path) -> None:
    made = sorted((path.parent / "backups").glob("*.db"), key=lambda one: one.stat().st_mtime)
    if made:
        day = datetime.fromtimestamp(made[-1].stat().st_mtime, UTC).date()
        area.fine(f"{len(made)} backups beside the records, the last of {day}.")
    else:
        area.note("There is no backup beside the records.", "`coach backup` makes one.")


def _look_at_fault(area: Area) -> None:
    path = Path(data_dir()) / "fault.txt"
    if path.is_file():
        with path.open(encoding="utf-8", errors="replace") as file:
            when = file.readline().strip()[:40]
        area.note(
            f"The program ended with a fault on {when}; {path} tells what happened.",
            "Hand that file to whoever looks after the program, then delete it.",
        )
