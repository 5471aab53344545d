"""The outbox: what happened, in its order, and whether a learning record store has been told."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from coach.domain.happening import Happening
from coach.storage.database import Records

PAGE = 500
"""Happenings read at once: memory stays the same however many there are."""


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that a store did not take as it is."""

    place: int
    """Its place in the outbox."""
    trouble: str
    """What the store said."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How the outbox stands."""

    waiting: int
    """Statements that wait to be sent."""
    since: str
    """When the oldest of them was recorded, ISO time, UTC; empty: none waits."""
    sent: int
    """Statements that the store has acknowledged."""
    refused: int
    """Statements that the store did not take as they are."""


def happenings(
    records: Records, *, trainee: str | None = None, waiting: bool = False
) -> Iterator[Happening]:
    """What happened, in the order in which it was recorded; no trainee: to everybody.

    Nothing is held between two of them: others may write meanwhile. Raises StorageError.
    """
    place = 0
    while page := after(records, place, PAGE, trainee=trainee, waiting=waiting):
        yield from page
        place = page[-1].place


def after(
    records: Records, place: int, most: int, *, trainee: str | None = None, waiting: bool = False
) -> list[Happening]:
    """The next happenings behind a place, at most `most`."""
    which = "AND o.sent_at IS NULL" if waiting else ""
    named = {"place": place, "most": most, "trainee": trainee}
    with records.reading() as db:
        rows = list(db.query(_AFTER.replace("--which", which), named))
    return [_happening(row) for row in rows]


_AFTER = """
SELECT o.place, o.kind, o.part, o.which, o.detail, t.name AS trainee, a.id AS attempt, a.kind = 'drill' AS drill,
    a.ref, a.title, a.pack, coalesce(nullif(v.pack_version, ''), a.pack_version) AS pack_version, a.level, a.seed,
    coalesce(v.scorer, c.scorer, a.scorer) AS scorer, r.id AS reply, r.number, r.take, r.turn, r.excuse, r.family,
    r.answer, r.hints, r.seconds, v.points, v.review, c.skill, c.machine, c.band, c.reason, c.given_by,
    CASE o.kind WHEN 'started' THEN a.started_at WHEN 'rescored' THEN v.reviewed_at WHEN 'corrected' THEN c.given_at
        WHEN 'ended' THEN o.part WHEN 'reopened' THEN o.part ELSE r.given_at END AS at
FROM outbox o
CROSS JOIN attempts a ON a.id = o.attempt
CROSS JOIN trainees t ON t.id = a.trainee
LEFT JOIN replies r ON r.id = o.reply
LEFT JOIN reviews v ON v.reply = o.reply AND v.scorer = o.part
LEFT JOIN corrections c ON c.id = o.part AND o.kind = 'corrected'
WHERE o.place > :place --which
    AND (:trainee IS NULL OR a.trainee = :trainee)
ORDER BY o.place LIMIT :most
"""


def _happening(row: dict[str, Any]) -> Happening:
    told = {name: value for name, value in row.items() if value is not None}
    told |= msgspec.json.decode(told.pop("detail"))
    told["drill"] = bool(row["drill"])
    if row["review"]:
        told["review"] = msgspec.json.decode(row["review"])
    return msgspec.convert(told, Happening)


def standing(records: Records) -> Standing:
    """How many wait, were sent, and were refused. Reads little: any screen may ask."""
    with records.reading() as db:
        waiting, first = db.execute(
            "SELECT count(*), min(place) FROM outbox WHERE sent_at IS NULL"
        ).fetchone()
        refused = db.execute("SELECT count(*) FROM outbox WHERE trouble != ''").fetchone()[0]
        total = db.execute("SELECT count(*) FROM outbox").fetchone()[0]
    oldest = after(records, first - 1, 1) if waiting else []
    return Standing(
        waiting=waiting,
        since=oldest[0].at if oldest else "",
        sent=total - waiting - refused,
        refused=refused,
    )


def mark_sent(records: Records, places: Iterable[int], now: str) -> None:
    """The store has acknowledged these."""
    rows = [(now, place) for place in places]
    with records.writing() as db:
        db.conn.executemany("UPDATE outbox SET sent_at = ?, trouble = '' WHERE place = ?", rows)


def mark_refused(records: Records, refused: Iterable[Refused], now: str) -> None:
    """The store has not taken these as they are; they wait no longer."""
    rows = [(now, one.trouble, one.place) for one in refused]
    with records.writing() as db:
        db.conn.executemany("UPDATE outbox SET sent_at = ?, trouble = ? WHERE place = ?", rows)


def send_again(records: Records, *, everything: bool) -> int:
    """Let what was refused, or everything, wait once more; returns how many."""
    which = "sent_at IS NOT NULL" if everything else "trouble != ''"
    with records.writing() as db:
        done = db.execute(f"UPDATE outbox SET sent_at = NULL, trouble = '' WHERE {which}")  # noqa: S608 - one of two conditions written here
        return int(done.rowcount)


def refused(records: Records, most: int = 20) -> list[tuple[Happening, str]]:
    """The first of the statements that the store did not take, with what it said."""
    with records.reading() as db:
        rows = db.execute(
            "SELECT place, trouble FROM outbox WHERE trouble != '' ORDER BY place LIMIT ?", [most]
        ).fetchall()
    found = []
    for place, trouble in rows:
        found += [(one, trouble) for one in after(records, place - 1, 1)]
    return found


def state(records: Records) -> dict[str, str]:
    """What is remembered of the last sending: the store's address, when, and what went wrong."""
    with records.reading() as db:
        return dict(db.execute("SELECT name, value FROM outbox_state").fetchall())


def remember(records: Records, **values: str) -> None:
    """Remember something of this sending."""
    with records.writing() as db:
        db.conn.executemany(
            "INSERT INTO outbox_state VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            list(values.items()),
        )
