"""Attempts and their replies: what is written while a call is played, and read to go on with it."""

from collections.abc import Iterable
from typing import Any

import msgspec

from coach.domain.conversation.state import CallState, Event, Said
from coach.domain.scoring.review import Review
from coach.storage.database import Records
from coach.storage.errors import StorageError


class NewAttempt(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt as it begins."""

    id: str
    """UUID, made where the attempt is made."""
    trainee: str
    """UUID of the trainee."""
    kind: str
    """`call` or `drill`."""
    ref: str
    """`pack/call`, or `pack/excuse` for a drill."""
    title: str
    """Its title at that time."""
    pack: str
    """The pack."""
    pack_version: str
    """The pack's version at that time."""
    level: str
    """The level it is played at."""
    seed: int
    """The seed it is played with."""
    scorer: str
    """Version of the scorer."""
    started_at: str
    """ISO time, UTC."""
    guided: bool = False
    """Whether it is the tour's: with a word of guidance at each step."""


class NewReply(msgspec.Struct, frozen=True, kw_only=True):
    """A reply as it was typed, before anything is made of it."""

    id: str
    """UUID."""
    attempt: str
    """The attempt."""
    number: int
    """Which reply of the call, from 1."""
    take: int
    """Which try at this reply, from 1."""
    turn: str
    """The turn it answers."""
    excuse: str
    """The excuse it answers, `pack/excuse`."""
    family: str
    """The excuse's family."""
    speaker: str
    """Who is on the line, by name."""
    says: str
    """What it answers."""
    answer: str
    """As typed."""
    hints: int
    """Hints taken for it."""
    seconds: float
    """Time taken to type it."""
    given_at: str
    """ISO time, UTC."""


class StoredReply(msgspec.Struct, frozen=True, kw_only=True):
    """A reply read back with what came of it; review and beat are none where it was cut off."""

    reply: NewReply
    """As typed."""
    before: CallState
    """The call before it."""
    counts: bool
    """Whether it counts: it was not taken back by a retry."""
    review: Review | None
    """Its review."""
    points: int
    """Its score after hints."""
    after: CallState | None
    """The call after it."""
    said: tuple[Said, ...]
    """What was said after it."""
    events: tuple[Event, ...]
    """What it brought about."""


def trainee_id(records: Records, name: str) -> str | None:
    """The id of the trainee called `name`; none where nobody of that name was entered."""
    with records.reading() as db:
        row = db.execute("SELECT id FROM trainees WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else None


def enter_trainee(records: Records, name: str, new_id: str, now: str) -> str:
    """The id of the trainee called `name`, who is entered as `new_id` if not known yet."""
    with records.writing() as db:
        db.execute(
            "INSERT OR IGNORE INTO trainees (id, name, created_at) VALUES (?, ?, ?)",
            [new_id, name, now],
        )
        return str(db.execute("SELECT id FROM trainees WHERE name = ?", [name]).fetchone()[0])


def add_attempt(
    records: Records, attempt: NewAttempt, state: CallState, said: Iterable[Said]
) -> None:
    """Write an attempt as it begins."""
    opening = _text({"state": state, "said": list(said)})
    with records.writing() as db:
        db.table("attempts").insert({**msgspec.structs.asdict(attempt), "opening": opening})


def add_reply(records: Records, reply: NewReply, before: CallState) -> None:
    """Write a reply as typed. When this returns, it is on disk.

    Raises StorageError where the attempt has gone on meanwhile, from another window.
    """
    with records.writing() as db:
        ahead = "SELECT 1 FROM replies WHERE attempt = ? AND counts AND number >= ?"
        if db.execute(ahead, [reply.attempt, reply.number]).fetchone():
            raise StorageError(
                "This call has gone on in another window; what was said there is kept. Leave it here "
                "and continue it from where it stands now."
            )
        db.table("replies").insert({**msgspec.structs.asdict(reply), "before": _text(before)})
        db.execute("UPDATE attempts SET draft = '' WHERE id = ? AND draft != ''", [reply.attempt])


def add_review(
    records: Records,
    reply: str,
    review: Review,
    points: int,
    now: str,
    after: CallState,
    said: Iterable[Said],
    events: Iterable[Event],
) -> None:
    """Write what came of a reply: its review, and the call after it, in one piece."""
    with records.writing() as db:
        db.table("reviews").insert(
            {"reply": reply, "scorer": review.scorer, "score": review.score, "points": points, "band": review.band,
             "conduct": review.conduct.verdict, "review": _text(review), "reviewed_at": now},
        )  # fmt: skip
        db.table("skill_scores").insert_all(
            {
                "reply": reply,
                "scorer": review.scorer,
                "skill": skill,
                "score": result.score,
                "band": result.band,
            }
            for skill, result in review.skills.items()
        )
        db.table("beats").insert(
            {
                "reply": reply,
                "after": _text(after),
                "said": _text(list(said)),
                "events": _text(list(events)),
            }
        )


def take_back(records: Records, attempt: str, number: int) -> None:
    """Replies from `number` on no longer count; they stay on record."""
    with records.writing() as db:
        db.execute(
            "UPDATE replies SET counts = 0 WHERE attempt = ? AND number >= ?", [attempt, number]
        )
        db.execute("DELETE FROM promises WHERE attempt = ?", [attempt])
        db.execute(
            "UPDATE attempts SET ended_at = NULL, outcome = NULL, score = NULL WHERE id = ?",
            [attempt],
        )


def takes(records: Records, attempt: str, number: int) -> int:
    """How many times a reply has been given already."""
    with records.reading() as db:
        row = db.execute(
            "SELECT count(*) FROM replies WHERE attempt = ? AND number = ?", [attempt, number]
        ).fetchone()
    return int(row[0])


def end_attempt(
    records: Records,
    attempt: str,
    outcome: str,
    score: int,
    now: str,
    promise: dict[str, Any] | None,
) -> None:
    """Write how an attempt ended, and the promise obtained, if one was."""
    with records.writing() as db:
        db.table("attempts").update(attempt, {"outcome": outcome, "score": score, "ended_at": now})
        if promise:
            db.table("promises").insert(promise)


def add_seconds(records: Records, attempt: str, seconds: float) -> None:
    """Add to the time spent on an attempt."""
    with records.writing() as db:
        db.execute("UPDATE attempts SET seconds = seconds + ? WHERE id = ?", [seconds, attempt])


def keep_draft(records: Records, attempt: str, words: str) -> None:
    """Keep what is being typed; it is no reply yet. Empty: there is nothing to keep."""
    with records.writing() as db:
        db.execute(
            "UPDATE attempts SET draft = ? WHERE id = ? AND draft != ?", [words, attempt, words]
        )


def attempt_row(records: Records, attempt: str) -> dict[str, Any] | None:
    """One attempt's row, or none."""
    with records.reading() as db:
        return next(iter(db.table("attempts").rows_where("id = ?", [attempt])), None)


def opening_of(row: dict[str, Any]) -> tuple[CallState, tuple[Said, ...]]:
    """The state and lines with which an attempt began."""
    opening = msgspec.json.decode(row["opening"], type=_Opening)
    return opening.state, opening.said


class _Opening(msgspec.Struct):
    state: CallState
    said: tuple[Said, ...]


def replies_of(records: Records, attempt: str) -> list[StoredReply]:
    """All replies of an attempt with their first reviews, in the order they were given."""
    with records.reading() as db:
        rows = list(db.query(_REPLIES, {"attempt": attempt}))
    return [_stored(row) for row in rows]


_REPLIES = """
SELECT r.*, v.review, v.points, b.after, b.said, b.events FROM replies r
LEFT JOIN reviews v ON v.reply = r.id AND v.scorer = (
    SELECT scorer FROM reviews WHERE reply = r.id ORDER BY reviewed_at, scorer LIMIT 1)
LEFT JOIN beats b ON b.reply = r.id
WHERE r.attempt = :attempt ORDER BY r.number, r.take
"""
_FIELDS = tuple(field.name for field in msgspec.structs.fields(NewReply))


def _stored(row: dict[str, Any]) -> StoredReply:
    return StoredReply(
        reply=NewReply(**{name: row[name] for name in _FIELDS}),
        before=msgspec.json.decode(row["before"], type=CallState),
        counts=bool(row["counts"]),
        review=msgspec.json.decode(row["review"], type=Review) if row["review"] else None,
        points=row["points"] or 0,
        after=msgspec.json.decode(row["after"], type=CallState) if row["after"] else None,
        said=msgspec.json.decode(row["said"], type=tuple[Said, ...]) if row["said"] else (),
        events=msgspec.json.decode(row["events"], type=tuple[Event, ...]) if row["events"] else (),
    )


def paused_rows(records: Records, trainee: str) -> list[dict[str, Any]]:
    """Calls that were begun and not ended, the latest first, one for each call.

    One in which nothing was said is among them only where something was being typed; a reply that
    was taken back was said.
    """
    with records.reading() as db:
        return list(db.query(_PAUSED, {"trainee": trainee}))


_PAUSED = """
SELECT a.id, a.ref, a.title, a.started_at, a.draft, max(a.started_at) AS latest,
    (SELECT count(*) FROM replies r WHERE r.attempt = a.id AND r.counts) AS replies,
    coalesce((SELECT max(given_at) FROM replies r WHERE r.attempt = a.id), a.started_at) AS at
FROM attempts a
WHERE a.trainee = :trainee AND a.kind = 'call' AND a.ended_at IS NULL
GROUP BY a.ref HAVING a.draft != '' OR EXISTS (SELECT 1 FROM replies r WHERE r.attempt = a.id) ORDER BY at DESC
"""


def previous_skills(records: Records, trainee: str, ref: str, attempt: str) -> dict[str, int]:
    """Mean skill scores of the last ended attempt at the same call before this one."""
    with records.reading() as db:
        rows = list(db.query(_PREVIOUS, {"trainee": trainee, "ref": ref, "attempt": attempt}))
    return {row["skill"]: round(row["score"]) for row in rows}


_PREVIOUS = """
SELECT s.skill, avg(s.score) AS score FROM skill_scores s JOIN replies r ON r.id = s.reply
WHERE r.counts AND s.scorer = (SELECT scorer FROM reviews WHERE reply = r.id ORDER BY reviewed_at, scorer LIMIT 1)
AND r.attempt = (
    SELECT id FROM attempts WHERE trainee = :trainee AND ref = :ref AND id != :attempt AND ended_at IS NOT NULL
    ORDER BY ended_at DESC LIMIT 1)
GROUP BY s.skill
"""


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
