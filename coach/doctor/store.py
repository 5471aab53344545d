"""The learning record store: how it is set, and what waits for it. Asks no network."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coach.doctor.finding import Area
from coach.domain.counted import counted
from coach.paths import config_dir, data_dir

_LONG = timedelta(days=7)
"""A statement that waits longer is forgotten rather than on its way."""


def look(area: Area) -> None:
    """The settings of the store, and the outbox in the records."""
    from coach.records.target import TargetError, check, read_target

    try:
        target = read_target(Path(config_dir()))
        if not target.url:
            area.note("No learning record store is set; none is needed to practise.")
            return
        check(target)
    except TargetError as error:
        area.advice(str(error), "`coach help call-centre` shows how a store is set.")
        return
    area.fine(f"Statements go to {target.url}.")
    path = Path(data_dir()) / "records.db"
    if path.is_file():
        address = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=5)) as conn:
            _look_at_outbox(area, conn)


def _look_at_outbox(area: Area, conn: sqlite3.Connection) -> None:
    if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'outbox'").fetchone():
        return
    waiting, first = conn.execute(
        "SELECT count(*), min(place) FROM outbox WHERE sent_at IS NULL"
    ).fetchone()
    refused = conn.execute("SELECT count(*) FROM outbox WHERE trouble != ''").fetchone()[0]
    if waiting and _begun(conn, first) < datetime.now(UTC) - _LONG:
        area.advice(
            f"{_wait(waiting)}, some for more than a week.",
            "Send them with `coach records sync`, and let the machine's scheduler do so from now on.",
        )
    else:
        area.fine(f"{_wait(waiting)}.")
    if refused:
        area.advice(
            f"The store did not take {counted(refused, 'statement')} as it got them.",
            "`coach records waiting` lists them with what it said.",
        )


def _wait(count: int) -> str:
    return f"{counted(count, 'statement')} {'waits' if count == 1 else 'wait'}"


def _begun(conn: sqlite3.Connection, place: int) -> datetime:
    """When the attempt began that the statement at a place is about."""
    row = conn.execute(
        "SELECT a.started_at FROM outbox o JOIN attempts a ON a.id = o.attempt WHERE o.place = ?",
        [place],
    ).fetchone()
    began = datetime.fromisoformat(row[0]) if row else datetime.now(UTC)
    return began if began.tzinfo else began.replace(tzinfo=UTC)
