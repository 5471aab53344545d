"""Removing a person: from the records and from every copy that this program made of them.

What is deleted is overwritten (`secure_delete`), the file is written anew (VACUUM), the log of
changes is emptied, and then the bytes of every file are searched for what the person left.
"""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

import msgspec

from coach.domain.assignment import same_name
from coach.storage.backups import FOLDER
from coach.storage.database import FILE
from coach.storage.errors import StorageError, telling

SHORTEST = 16
"""Shorter answers (`Yes.`) say nothing about who typed them, and are not searched for."""
_MOST = 400
_OWNED = (
    "stale", "stale_tries", "day_sums", "day_skills", "week_sums", "week_skills", "latest", "tried", "tried_outcomes", "tried_promises", "tried_amounts", "tried_days", "cards", "drill_drafts",
    "outbox",
)  # fmt: skip
"""Tables with a column `trainee`, beside the attempts."""


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What was removed, and the proof."""

    attempts: int
    """Attempts removed from the records."""
    replies: int
    """Replies removed from the records."""
    names: tuple[str, ...]
    """The person's name in every spelling that was removed and searched for."""
    files: tuple[str, ...]
    """The files from which the person was removed."""
    searched: int
    """Names, ids and answers that were searched for in the bytes of every file afterwards."""
    left: tuple[str, ...]
    """What was still found, with its file; empty: nothing is left."""
    elsewhere: int
    """Words among them that others' records hold in their own right: a model answer that the
    person typed too, a debtor of the same name."""


def files_with(folder: Path) -> list[Path]:
    """The records and every copy that this program made: before migrations, restores, backups."""
    copies = sorted({*folder.glob(f"{Path(FILE).stem}.*.db"), *(folder / FOLDER).glob("*.db")})
    main = folder / FILE
    return [path for path in [main, *copies] if path.is_file()]


def known(folder: Path) -> list[str]:
    """Everybody who has records in any of the files, by name. Raises StorageError."""
    names: set[str] = set()
    for path in files_with(folder):
        with telling(str(path)), closing(sqlite3.connect(path)) as conn:
            names.update(str(row[0]) for row in conn.execute("SELECT name FROM trainees"))
    return sorted(names)


def spellings(folder: Path, name: str) -> tuple[str, ...]:
    """How `name` is spelt in the records and their copies, case and spaces aside.

    These are trainees, and givers of corrections. Raises StorageError.
    """
    found: set[str] = set(known(folder))
    for path in files_with(folder):
        with telling(str(path)), closing(sqlite3.connect(path)) as conn:
            if conn.execute("PRAGMA table_info(corrections)").fetchall():
                given = conn.execute("SELECT DISTINCT given_by FROM corrections")
                found.update(str(row[0]) for row in given)
    return tuple(sorted(one for one in found if same_name(one) == same_name(name)))


def erase(folder: Path, names: Collection[str]) -> Erased:
    """Remove everything of the trainee whose name is spelt as each of `names`. Raises StorageError.

    A correction that they gave on another's reply stays, without their name.
    """
    traces = _Traces(ids=set(), words=set(names))
    removed = [0, 0]
    files = files_with(folder)
    with telling(str(folder)):
        for unfinished in (*folder.glob(".*.part"), *(folder / FOLDER).glob(".*.part")):
            # A copy that was cut off while it was made: nothing needs it, and the person may be in it.
            unfinished.unlink(missing_ok=True)
    for path in files:
        with telling(str(path)), closing(sqlite3.connect(path, timeout=20)) as conn:
            conn.isolation_level = None
            counted = _remove(conn, names, traces)
        if path.name == FILE and path.parent == folder:
            removed = counted
    left: list[str] = []
    elsewhere: set[str] = set()
    ids, words = sorted(traces.ids)[:_MOST], [*names, *sorted(traces.words - {*names})[:_MOST]]
    for path in files:
        left += _searched(path, ids, words, elsewhere)
    return Erased(
        attempts=removed[0],
        replies=removed[1],
        names=tuple(names),
        files=tuple(str(path) for path in files),
        searched=len(ids) + len(words),
        left=tuple(left),
        elsewhere=len(elsewhere),
    )


class _Traces(msgspec.Struct):
    """What a person leaves behind: ids are theirs alone, words may be others' too."""

    ids: set[str]
    words: set[str]


def _remove(conn: sqlite3.Connection, names: Collection[str], traces: _Traces) -> list[int]:
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("PRAGMA secure_delete = ON")
    tables = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    counted = [0, 0]
    conn.execute("BEGIN IMMEDIATE")
    for name in names:
        if "corrections" in tables:
            conn.execute("UPDATE corrections SET given_by = '' WHERE given_by = ?", [name])
        row = conn.execute("SELECT id FROM trainees WHERE name = ?", [name]).fetchone()
        if row is not None:
            attempts, replies = _remove_trainee(conn, row[0], tables, traces)
            counted = [counted[0] + attempts, counted[1] + replies]
    conn.execute("COMMIT")
    conn.execute("VACUUM")
    if conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise StorageError(
            "Another program has the records open, so the last traces cannot be removed. Close it and "
            "run the command again."
        )
    return counted


def _remove_trainee(
    conn: sqlite3.Connection, who: str, tables: set[str], traces: _Traces
) -> tuple[int, int]:
    """Remove the trainee with the id `who`; returns how many attempts and replies they had."""
    _note(conn, who, traces)
    attempts, replies = (
        conn.execute(f"SELECT count(*) FROM {source}", [who]).fetchone()[0]  # noqa: S608 - two sources written here
        for source in (
            "attempts WHERE trainee = ?",
            "replies r JOIN attempts a ON a.id = r.attempt WHERE a.trainee = ?",
        )
    )
    conn.execute("DELETE FROM attempts WHERE trainee = ?", [who])
    for table in _OWNED:
        if table in tables:
            conn.execute(f"DELETE FROM {table} WHERE trainee = ?", [who])  # noqa: S608 - tables named above
    conn.execute("DELETE FROM trainees WHERE id = ?", [who])
    return attempts, replies


def _note(conn: sqlite3.Connection, who: str, traces: _Traces) -> None:
    traces.ids.add(who)
    traces.ids |= {
        row[0] for row in conn.execute("SELECT id FROM attempts WHERE trainee = ?", [who])
    }
    known = {row[1] for row in conn.execute("PRAGMA table_info(attempts)")}
    drafts = "SELECT draft FROM attempts WHERE trainee = ?"
    found = conn.execute(drafts, [who]).fetchall() if "draft" in known else []
    if conn.execute("PRAGMA table_info(drill_drafts)").fetchall():
        found += conn.execute("SELECT words FROM drill_drafts WHERE trainee = ?", [who]).fetchall()
    rows = conn.execute(
        "SELECT r.id, r.answer FROM replies r JOIN attempts a ON a.id = r.attempt WHERE a.trainee = ?",
        [who],
    ).fetchall()
    traces.ids |= {reply for reply, _ in rows}
    for answer in (*(answer for _, answer in rows), *(draft for (draft,) in found)):
        # JSON writes quotation marks and line breaks otherwise than the column does.
        if len(answer) >= SHORTEST and answer.isprintable() and '"' not in answer:
            traces.words.add(answer)


def _searched(path: Path, ids: list[str], words: list[str], elsewhere: set[str]) -> list[str]:
    """What of the person is still in the bytes of a file and its companions.

    A word that the rows of others still hold goes to `elsewhere`.
    """
    left: list[str] = []
    for companion in (path, *(path.with_name(path.name + end) for end in ("-wal", "-journal"))):
        if not companion.is_file():
            continue
        data = companion.read_bytes()
        left += [f"{companion}: {one}" for one in ids if one.encode() in data]
        found = {word for word in words if word.encode() in data}
        if found:
            others = _held_by_others(path, found)
            elsewhere |= others
            left += [f"{companion}: {word}" for word in sorted(found - others)]
    return left


def _held_by_others(path: Path, words: set[str]) -> set[str]:
    held: set[str] = set()
    address = f"{path.resolve().as_uri()}?mode=ro"
    with telling(str(path)), closing(sqlite3.connect(address, uri=True)) as conn:
        for line in conn.iterdump():
            plain = line.replace("''", "'")
            held |= {word for word in words - held if word in plain}
    return held
