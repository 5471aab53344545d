"""Attempts as they travel between machines: read whole, and merged so that nothing is lost.

Merging is a union by id. Where two machines know different states of one attempt the later one
holds; a reply that one of them took back is taken back. Where a call was gone on with on both, one
way and one end hold, and the other's replies stay on record without counting. Neither the order of merging nor doing it
twice changes the outcome.
"""

from collections.abc import Iterator
from typing import Any, Literal

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
    holds = _holds(db, sent)
    if holds is None:
        db.table("attempts").insert(
            {
                **{name: getattr(sent, name) for name in _ATTEMPT_FIELDS},
                "trainee": trainee,
                "opening": _text(sent.opening),
            }
        )
        merged.attempts += 1
    else:
        _settle(db, sent, holds)
    for reply in sent.replies:
        added = _merge_reply(db, sent.id, reply, holds)
        merged.replies += added
        if added and sent.kind == "drill":
            owner = db.execute("SELECT trainee FROM attempts WHERE id = ?", [sent.id]).fetchone()
            merged.drilled.add((str(owner[0]), reply.excuse))
    for promise in sent.promises if holds != "here" else ():
        _ignore(db, "promises", {**msgspec.structs.asdict(promise), "attempt": sent.id})
    db.execute(
        "DELETE FROM promises WHERE attempt = ? AND reply IN (SELECT id FROM replies WHERE NOT counts)",
        [sent.id],
    )
    merged.known += db.conn.total_changes == before


Holds = Literal["here", "sent", "both"]
"""Which of two states of an attempt holds; `both` where they know the same replies."""


class _Way(msgspec.Struct, frozen=True):
    """The replies of an attempt as one machine knows them."""

    counted: dict[str, str]
    """When each reply that counts was given, by id."""
    back: frozenset[str]
    """Replies that count no more."""
    ended: bool
    """Whether the call came to its end."""

    def goes_on_from(self, other: "_Way") -> bool:
        """Whether it knows all that the other does, what was taken back included."""
        known = self.counted.keys() | self.back
        return known >= other.counted.keys() | other.back and self.back >= other.back

    def place(self) -> tuple[bool, tuple[str, str]]:
        """By which of two ways the greater holds: ended before not ended, then the latest reply."""
        return self.ended, max(((at, one) for one, at in self.counted.items()), default=("", ""))


def _holds(db: Database, sent: SentAttempt) -> Holds | None:
    """Which state holds; none: the attempt is not known here.

    A state that goes on from the other holds. Where the call was gone on with on both machines,
    the way that came to an end holds, of two the one with the latest reply; the other's replies
    stay on record and count no more, as if they had been taken back. What one of them took back
    counts in neither: it may have been told to a store already.
    """
    row = db.execute("SELECT ended_at FROM attempts WHERE id = ?", [sent.id]).fetchone()
    if row is None:
        return None
    rows = db.execute("SELECT id, given_at, counts FROM replies WHERE attempt = ?", [sent.id])
    here = [(str(one), str(at), bool(counts)) for one, at, counts in rows.fetchall()]
    mine = _way(here, ended=row[0] is not None)
    there = [(reply.id, reply.given_at, reply.counts) for reply in sent.replies]
    theirs = _way(there, ended=sent.ended_at is not None)
    if mine.goes_on_from(theirs):
        return "both" if theirs.goes_on_from(mine) else "here"
    if theirs.goes_on_from(mine) or theirs.place() > mine.place():
        return "sent"
    return "here"


def _way(replies: list[tuple[str, str, bool]], *, ended: bool) -> _Way:
    return _Way(
        {one: at for one, at, counts in replies if counts},
        frozenset(one for one, _, counts in replies if not counts),
        ended,
    )


def _settle(db: Database, sent: SentAttempt, holds: Holds) -> None:
    """Let one state hold: its end is the attempt's, and no reply counts that it does not know."""
    named = {name: getattr(sent, name) for name in _STATE_FIELDS}
    if holds == "both":
        # The later state holds: time spent only grows.
        db.execute(_LATER, named)
    elif holds == "here":
        db.execute("UPDATE attempts SET seconds = max(seconds, :seconds) WHERE id = :id", named)
    else:
        kept = msgspec.json.encode([reply.id for reply in sent.replies if reply.counts]).decode()
        db.execute(_COUNT_THESE, {"kept": kept, "id": sent.id})
        db.execute(_STATE_OF, named)


_COUNT_THESE = """
UPDATE replies SET counts = 0
WHERE attempt = :id AND counts AND id NOT IN (SELECT value FROM json_each(:kept))
"""
_STATE_FIELDS = ("id", "ended_at", "outcome", "score", "seconds")
_ATTEMPT_FIELDS = (
    "kind", "ref", "title", "pack", "pack_version", "level", "seed", "scorer", "started_at", *_STATE_FIELDS,
)  # fmt: skip
_STATE_OF = """
UPDATE attempts SET ended_at = :ended_at, outcome = :outcome, score = :score, seconds = max(seconds, :seconds)
WHERE id = :id
"""
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


def _merge_reply(db: Database, attempt: str, sent: SentReply, holds: Holds | None) -> bool:
    known = db.execute("SELECT counts FROM replies WHERE id = ?", [sent.id]).fetchone()
    if known is None:
        _insert_reply(db, attempt, sent, holds)
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


def _insert_reply(db: Database, attempt: str, sent: SentReply, holds: Holds | None) -> None:
    fields = {
        field.name: getattr(sent, field.name)
        for field in msgspec.structs.fields(NewReply)
        if field.name != "attempt"
    }
    taken = db.execute(
        "SELECT 1 FROM replies WHERE attempt = ? AND number = ? AND take = ?",
        [attempt, sent.number, sent.take],
    ).fetchone()
    counts = sent.counts and holds != "here"
    row = {**fields, "attempt": attempt, "before": _text(sent.before), "counts": int(counts)}
    if taken:
        # The call was continued on both machines: both replies stay, in the order of time.
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


def _ignore(db: Database, table: str, row: dict[str, object]) -> bool:
    """Insert a row unless it is there; returns whether it was inserted."""
    names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    done = db.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})", row)  # noqa: S608 - tables and columns named above
    return done.rowcount > 0


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
