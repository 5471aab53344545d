"""The schedule of drills, one card for each excuse a trainee has answered."""

from typing import Any

import msgspec
from sqlite_utils import Database

from coach.storage.database import Records


class CardRow(msgspec.Struct, frozen=True, kw_only=True):
    """One excuse in one trainee's schedule."""

    excuse: str
    """The excuse, `pack/id`."""
    family: str
    """Its family."""
    card: str
    """The scheduler's own card, as it writes it."""
    due: str
    """When it is due, ISO time, UTC."""
    last_band: int
    """Band of the last answer."""
    answers: int
    """Answers given so far."""


def cards_of(records: Records, trainee: str) -> dict[str, CardRow]:
    """The whole schedule of a trainee, by excuse."""
    with records.reading() as db:
        rows = db.query(
            "SELECT excuse, family, card, due, last_band, answers FROM cards WHERE trainee = ?",
            [trainee],
        )
        return {row["excuse"]: CardRow(**row) for row in rows}


def put_card(records: Records, trainee: str, row: CardRow) -> None:
    """Write a card, new or known."""
    with records.writing() as db:
        write_card(db, trainee, row)


def write_card(db: Database, trainee: str, row: CardRow) -> None:
    """The same, inside a transaction that writes more."""
    db.table("cards").upsert(
        {"trainee": trainee, **msgspec.structs.asdict(row)}, pk=("trainee", "excuse")
    )


def keep_draft(records: Records, trainee: str, excuse: str, words: str) -> None:
    """Keep what is being typed in a drill; it is no reply yet. Empty: there is nothing to keep."""
    with records.writing() as db:
        if words:
            db.table("drill_drafts").upsert(
                {"trainee": trainee, "excuse": excuse, "words": words}, pk="trainee"
            )
        else:
            db.execute(
                "DELETE FROM drill_drafts WHERE trainee = ? AND excuse = ?", [trainee, excuse]
            )


def draft_of(records: Records, trainee: str) -> tuple[str, str] | None:
    """The excuse that was being answered when a drill was left, and the words; none: nothing was."""
    with records.reading() as db:
        row = db.execute(
            "SELECT excuse, words FROM drill_drafts WHERE trainee = ?", [trainee]
        ).fetchone()
    return (str(row[0]), str(row[1])) if row else None


def drills_of(records: Records, trainee: str, excuse: str) -> list[dict[str, Any]]:
    """Every answer to an excuse in drills with its first review, in the order of the reviews."""
    with records.reading() as db:
        return list(db.query(_DRILLS, [trainee, excuse]))


_DRILLS = """
SELECT v.band, v.conduct, v.reviewed_at, r.hints, r.family
FROM replies r JOIN attempts a ON a.id = r.attempt AND a.kind = 'drill'
JOIN reviews v ON v.reply = r.id AND v.scorer = (
    SELECT scorer FROM reviews WHERE reply = r.id ORDER BY reviewed_at, scorer LIMIT 1)
WHERE r.trainee = ? AND r.excuse = ? ORDER BY v.reviewed_at, r.id
"""


def drilled_on(records: Records, trainee: str, day: str) -> tuple[int, int]:
    """Drills answered on a day (`2026-03-01`, UTC), and how many of them were answered first then."""
    with records.reading() as db:
        row = db.execute(_DRILLED, {"trainee": trainee, "day": day}).fetchone()
    return int(row[0]), int(row[1] or 0)


_DRILLED = """
SELECT count(*), sum(NOT EXISTS (
    SELECT 1 FROM attempts e WHERE e.trainee = a.trainee AND e.kind = 'drill' AND e.ref = a.ref AND e.started_at < a.started_at))
FROM attempts a WHERE a.trainee = :trainee AND a.kind = 'drill' AND a.started_at >= :day AND a.started_at < :day || 'U'
"""
