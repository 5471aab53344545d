"""Attempts as they travel between machines: read whole, and merged so that nothing is lost.

Merging is a union by id. Where two machines know different states of one attempt the later one
holds; a reply that one of them took back is taken back. Neither the order of merging nor doing it
twice changes the outcome.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlite_utils import Database

from coach.storage.attempts import NewReply
from coach.storage.database import Records
from coach.storage.reviews import Correction
from coach.storage.travelling import FORMAT, SentAttempt, SentReply


def sent_attempts(records: Records, trainee: str | None = None) -> Iterator[SentAttempt]:
    """Every attempt with replies, the oldest first; no trainee: everybody's."""
    with records.reading() as db:
        ids = db.execute(
            "SELECT a.id FROM attempts a WHERE (? IS NULL OR a.trainee = ?) ORDER BY started_at, id",
            [trainee, trainee],
        ).fetchall()
    for (attempt,) in ids:
        with records.reading() as db:
            found = _sent(db, attempt)
        if found is not None:
            yield found


def _sent(db: Database, attempt: str) -> SentAttempt | None:
    row = next(iter(db.query(_ATTEMPT, [attempt])), None)
    replies = list(db.query(_REPLIES, [attempt]))
    if row is None or not replies:
        return None
    reviews = list(db.query(_of("reviews", "reviewed_at, v.scorer"), [attempt]))
    corrections = list(db.query(_of("corrections", "given_at, v.id"), [attempt]))
    promises = list(db.query("SELECT * FROM promises WHERE attempt = ? ORDER BY id", [attempt]))
    made = []
    for reply in replies:
        own_reviews = [
            {**_but(one, "reply", "score", "band", "conduct"), "review": _json(one["review"])}
            for one in reviews if one["reply"] == reply["id"]
        ]  # fmt: skip
        own_corrections = [_but(one, "reply") for one in corrections if one["reply"] == reply["id"]]
        made.append(
            {
                **_but(reply, "attempt", "trainee"),
                "counts": bool(reply["counts"]),
                "before": _json(reply["before"]),
                "after": _json(reply["after"]) if reply["after"] else None,
                "said": _json(reply["said"]) if reply["said"] else [],
                "events": _json(reply["events"]) if reply["events"] else [],
                "reviews": own_reviews,
                "corrections": own_corrections,
            }
        )
    return msgspec.convert(
        {
            **row, "format": FORMAT, "masked": False, "opening": _json(row["opening"]), "replies": made,
            "promises": [_but(one, "attempt") for one in promises],
        },
        SentAttempt,
    )  # fmt: skip


_ATTEMPT = """
SELECT a.id, a.kind, a.ref, a.title, a.pack, a.pack_version, a.level, a.seed, a.scorer, a.started_at, a.opening,
    a.ended_at, a.outcome, a.score, a.seconds, t.name AS trainee, t.id AS trainee_id
FROM attempts a JOIN trainees t ON t.id = a.trainee WHERE a.id = ?
"""
_REPLIES = """
SELECT r.*, b.after, b.said, b.events FROM replies r LEFT JOIN beats b ON b.reply = r.id
WHERE r.attempt = ? ORDER BY r.number, r.take
"""


def _of(table: str, order: str) -> str:
    return (
        f"SELECT v.* FROM {table} v JOIN replies r ON r.id = v.reply WHERE r.attempt = ? "  # noqa: S608 - two tables named above
        f"ORDER BY v.{order}"
    )


def _but(row: dict[str, Any], *fields: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in fields}


def _json(text: str) -> object:
    return msgspec.json.decode(text)


class Merged(msgspec.Struct, kw_only=True):
    """What a merge brought."""

    attempts: int = 0
    """Attempts that were new here."""
    replies: int = 0
    """Replies that were new here."""
    known: int = 0
    """Attempts of which everything was known already."""
    drilled: set[tuple[str, str]] = msgspec.field(default_factory=set)
    """Trainees and excuses whose schedule must be worked out anew."""


def merge(db: Database, sent: SentAttempt, merged: Merged) -> None:
    """Merge one attempt, inside the transaction of the whole import."""
    before = db.conn.total_changes
    trainee = _trainee(db, sent)
    new = not db.execute("SELECT 1 FROM attempts WHERE id = ?", [sent.id]).fetchone()
    if new:
        db.table("attempts").insert(
            {
                **{name: getattr(sent, name) for name in _ATTEMPT_FIELDS},
                "trainee": trainee,
                "opening": _text(sent.opening),
            }
        )
        merged.attempts += 1
    else:
        # The later state holds: time spent only grows.
        db.execute(_LATER, {name: getattr(sent, name) for name in _STATE_FIELDS})
    for reply in sent.replies:
        added = _merge_reply(db, sent.id, reply)
        merged.replies += added
        if added and sent.kind == "drill":
            owner = db.execute("SELECT trainee FROM attempts WHERE id = ?", [sent.id]).fetchone()
            merged.drilled.add((str(owner[0]), reply.excuse))
    for promise in sent.promises:
        _ignore(db, "promises", {**msgspec.structs.asdict(promise), "attempt": sent.id})
    db.execute(
        "DELETE FROM promises WHERE attempt = ? AND reply IN (SELECT id FROM replies WHERE NOT counts)",
        [sent.id],
    )
    merged.known += db.conn.total_changes == before


_STATE_FIELDS = ("id", "ended_at", "outcome", "score", "seconds")
_ATTEMPT_FIELDS = (
    "kind", "ref", "title", "pack", "pack_version", "level", "seed", "scorer", "started_at", *_STATE_FIELDS,
)  # fmt: skip
_LATER = """
UPDATE attempts SET ended_at = :ended_at, outcome = :outcome, score = :score, seconds = :seconds
WHERE id = :id AND (:seconds, coalesce(:ended_at, ''), coalesce(:outcome, ''), coalesce(:score, -1))
    > (seconds, coalesce(ended_at, ''), coalesce(outcome, ''), coalesce(score, -1))
"""


def _trainee(db: Database, sent: SentAttempt) -> str:
    """The trainee here: the same id, else the same name, else new."""
    row = db.execute(
        "SELECT id FROM trainees WHERE id = ? OR name = ? ORDER BY id = ? DESC LIMIT 1",
        [sent.trainee_id, sent.trainee, sent.trainee_id],
    ).fetchone()
    if row:
        return str(row[0])
    db.table("trainees").insert(
        {"id": sent.trainee_id, "name": sent.trainee, "created_at": sent.started_at}
    )
    return sent.trainee_id


def _merge_reply(db: Database, attempt: str, sent: SentReply) -> bool:
    known = db.execute("SELECT counts FROM replies WHERE id = ?", [sent.id]).fetchone()
    if known is None:
        _insert_reply(db, attempt, sent)
    elif known[0] and not sent.counts:
        db.execute("UPDATE replies SET counts = 0 WHERE id = ?", [sent.id])
    for one in sent.reviews:
        review = one.review
        fresh = _ignore(
            db, "reviews",
            {"reply": sent.id, "scorer": one.scorer, "score": review.score, "points": one.points, "band": review.band,
             "conduct": review.conduct.verdict, "review": _text(review), "reviewed_at": one.reviewed_at,
             "pack_version": one.pack_version},
        )  # fmt: skip
        if fresh:
            for skill, result in review.skills.items():
                _ignore(
                    db, "skill_scores",
                    {"reply": sent.id, "scorer": one.scorer, "skill": skill, "score": result.score,
                     "band": result.band},
                )  # fmt: skip
    if sent.after is not None:
        _ignore(
            db, "beats",
            {"reply": sent.id, "after": _text(sent.after), "said": _text(sent.said), "events": _text(sent.events)},
        )  # fmt: skip
    for correction in sent.corrections:
        row = Correction(reply=sent.id, **msgspec.structs.asdict(correction))
        _ignore(db, "corrections", msgspec.structs.asdict(row))
    return known is None


def _insert_reply(db: Database, attempt: str, sent: SentReply) -> None:
    fields = {
        field.name: getattr(sent, field.name)
        for field in msgspec.structs.fields(NewReply)
        if field.name != "attempt"
    }
    taken = db.execute(
        "SELECT 1 FROM replies WHERE attempt = ? AND number = ? AND take = ?",
        [attempt, sent.number, sent.take],
    ).fetchone()
    row = {**fields, "attempt": attempt, "before": _text(sent.before), "counts": int(sent.counts)}
    if taken:
        # The call was continued on both machines: both replies stay, in the order of time, and
        # the later one counts, as with a retry.
        row["take"] = _FREE
    db.table("replies").insert(row)
    if taken:
        _put_in_order(db, attempt, sent.number)


_FREE = 10_000_000


def _put_in_order(db: Database, attempt: str, number: int) -> None:
    ids = db.execute(
        "SELECT id FROM replies WHERE attempt = ? AND number = ? ORDER BY given_at, id",
        [attempt, number],
    ).fetchall()
    for sign in (-1, 1):
        for place, (reply,) in enumerate(ids, 1):
            db.execute("UPDATE replies SET take = ? WHERE id = ?", [sign * place, reply])
    for (reply,) in ids[:-1]:
        db.execute("UPDATE replies SET counts = 0 WHERE id = ? AND counts", [reply])


def _ignore(db: Database, table: str, row: dict[str, object]) -> bool:
    """Insert a row unless it is there; returns whether it was inserted."""
    names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    done = db.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})", row)  # noqa: S608 - tables and columns named above
    return done.rowcount > 0


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
