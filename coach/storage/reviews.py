"""Looking back: attempts in lists, all reviews of a reply, corrections by people."""

from typing import Any

import msgspec

from coach.domain.scoring.review import Review
from coach.storage.database import Records
from coach.storage.sums import refresh


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """A band that a person set in the machine's place; both stay."""

    id: str
    """UUID."""
    reply: str
    """The reply."""
    skill: str
    """The skill; empty: the reply as a whole."""
    machine: int
    """The machine's band."""
    band: int
    """The person's band."""
    scorer: str
    """Version of the scorer that gave the machine's band."""
    reason: str
    """Why, in the person's words."""
    given_by: str
    """Who."""
    given_at: str
    """ISO time, UTC."""


class StoredReview(msgspec.Struct, frozen=True, kw_only=True):
    """One review of a reply; it may have several, by different scorer versions."""

    reply: str
    """The reply."""
    scorer: str
    """The version."""
    review: Review
    """The review."""
    points: int
    """Its score after hints."""
    reviewed_at: str
    """ISO time, UTC."""
    pack_version: str
    """The pack it was judged with; empty: the attempt's own."""


def add_correction(records: Records, correction: Correction) -> None:
    """Write a correction beside the review."""
    with records.writing() as db:
        db.table("corrections").insert(msgspec.structs.asdict(correction))


def corrections_of(records: Records, attempt: str) -> list[Correction]:
    """The corrections of an attempt, the oldest first."""
    with records.reading() as db:
        rows = db.query(
            "SELECT c.* FROM corrections c JOIN replies r ON r.id = c.reply WHERE r.attempt = ? "
            "ORDER BY c.given_at, c.id",
            [attempt],
        )
        return msgspec.convert(list(rows), list[Correction])


def reviews_of(records: Records, attempt: str) -> list[StoredReview]:
    """All reviews of an attempt's replies, the oldest first."""
    with records.reading() as db:
        rows = list(
            db.query(
                "SELECT v.* FROM reviews v JOIN replies r ON r.id = v.reply WHERE r.attempt = ? "
                "ORDER BY v.reviewed_at, v.scorer",
                [attempt],
            )
        )
    return [
        StoredReview(
            reply=row["reply"],
            scorer=row["scorer"],
            review=msgspec.json.decode(row["review"], type=Review),
            points=row["points"],
            reviewed_at=row["reviewed_at"],
            pack_version=row["pack_version"],
        )
        for row in rows
    ]


def add_second_review(
    records: Records, reply: str, review: Review, points: int, now: str, pack_version: str
) -> bool:
    """Write another review beside those there are; returns whether that version was new."""
    with records.writing() as db:
        known = db.execute(
            "SELECT 1 FROM reviews WHERE reply = ? AND scorer = ?", [reply, review.scorer]
        ).fetchone()
        if known:
            return False
        db.table("reviews").insert(
            {"reply": reply, "scorer": review.scorer, "score": review.score, "points": points, "band": review.band,
             "conduct": review.conduct.verdict, "review": msgspec.json.encode(review).decode(),
             "reviewed_at": now, "pack_version": pack_version},
        )  # fmt: skip
        db.table("skill_scores").insert_all(
            {"reply": reply, "scorer": review.scorer, "skill": skill, "score": one.score, "band": one.band}
            for skill, one in review.skills.items()
        )  # fmt: skip
    return True


def attempts_like(records: Records, beginning: str, trainee: str | None) -> list[str]:
    """Ids of attempts that begin so; at most three, to see whether it is clear which is meant."""
    end = beginning + "\U0010ffff"
    with records.reading() as db:
        rows = db.execute(
            "SELECT id FROM attempts WHERE id >= ? AND id < ? AND (? IS NULL OR trainee = ?) LIMIT 3",
            [beginning, end, trainee, trainee],
        ).fetchall()
    return [row[0] for row in rows]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which attempts are asked for; what is none does not matter."""

    kind: str | None = None
    """`call` or `drill`."""
    ref: str | None = None
    """Those of one call or excuse that were played to their end."""
    outcome: str | None = None
    """Those that ended so."""
    promised: bool = False
    """Those played to their end in which a promise was obtained."""


def attempt_rows(
    records: Records, trainee: str | None, wanted: Wanted, most: int
) -> list[dict[str, Any]]:
    """The last attempts with at least one reply, the latest first; no trainee: everybody's."""
    named = {**msgspec.structs.asdict(wanted), "trainee": trainee, "most": most}
    whose, order = "a.trainee = :trainee" if trainee else ":trainee IS NULL", "a.started_at"
    if wanted.ref is not None:
        # The sign before the time keeps SQLite from going through all attempts in its order.
        whose, order = f"{whose} AND a.ref = :ref AND a.ended_at IS NOT NULL", "+a.started_at"
    with records.reading() as db:
        return list(db.query(_ATTEMPTS.format(whose=whose, order=order), named))


_ATTEMPTS = """
SELECT a.id, t.name AS trainee, a.kind, a.ref, a.title, a.level, a.scorer, a.pack_version, a.started_at, a.ended_at,
    a.outcome, a.score,
    (SELECT count(*) FROM replies r WHERE r.attempt = a.id AND r.counts) AS replies,
    (SELECT count(*) FROM corrections c JOIN replies r ON r.id = c.reply WHERE r.attempt = a.id) AS corrections
FROM (
    SELECT a.id FROM attempts a
    WHERE {whose} AND (:kind IS NULL OR a.kind = :kind)
        AND (:outcome IS NULL OR a.outcome = :outcome)
        AND (NOT :promised OR a.ended_at IS NOT NULL AND EXISTS (SELECT 1 FROM promises p WHERE p.attempt = a.id))
        AND EXISTS (SELECT 1 FROM replies r WHERE r.attempt = a.id)
    ORDER BY {order} DESC, a.id LIMIT :most
) l CROSS JOIN attempts a ON a.id = l.id CROSS JOIN trainees t ON t.id = a.trainee
ORDER BY a.started_at DESC, a.id
"""
"""What is counted of each is counted for those alone that are shown."""


def attempt_head(records: Records, attempt: str) -> dict[str, Any] | None:
    """One attempt's row with the trainee's name, or none."""
    with records.reading() as db:
        rows = db.query(
            "SELECT a.*, a.trainee AS trainee_id, t.name AS trainee_name FROM attempts a "
            "JOIN trainees t ON t.id = a.trainee WHERE a.id = ?",
            [attempt],
        )
        return next(iter(rows), None)


def attempt_ids(records: Records, trainee: str | None = None) -> list[str]:
    """All attempts with replies, the oldest first."""
    with records.reading() as db:
        rows = db.execute(
            "SELECT id FROM attempts a WHERE (? IS NULL OR trainee = ?) "
            "AND EXISTS (SELECT 1 FROM replies r WHERE r.attempt = a.id) ORDER BY started_at, id",
            [trainee, trainee],
        ).fetchall()
    return [row[0] for row in rows]


def disagreements(records: Records, least: int) -> list[dict[str, Any]]:
    """Excuses with at least `least` replies whose last correction differs from the machine.

    Each row: excuse, pack, skill, how many replies, mean difference in bands, by how many people.
    """
    with records.reading() as db:
        return list(db.query(_DISAGREEMENTS, {"least": least}))


_DISAGREEMENTS = """
SELECT r.excuse, r.family, c.skill, count(*) AS corrected, avg(c.band - c.machine) AS difference,
    count(DISTINCT c.given_by) AS people, sum(c.band > c.machine) AS up, sum(c.band < c.machine) AS down,
    (SELECT count(*) FROM replies o WHERE o.excuse = r.excuse AND o.counts) AS replies,
    (SELECT reason FROM corrections x JOIN replies y ON y.id = x.reply
     WHERE y.excuse = r.excuse AND x.skill = c.skill ORDER BY x.given_at DESC LIMIT 1) AS reason
FROM corrections c JOIN replies r ON r.id = c.reply
WHERE c.band != c.machine AND NOT EXISTS (
    SELECT 1 FROM corrections l WHERE l.reply = c.reply AND l.skill = c.skill
    AND (l.given_at, l.id) > (c.given_at, c.id))
GROUP BY r.excuse, c.skill HAVING corrected >= :least
ORDER BY corrected DESC, r.excuse
"""


def replies_behind(
    records: Records,
    trainee: str,
    *,
    skill: str | None,
    family: str | None,
    since: str,
    before: str,
    conduct: bool,
    scorer: str | None,
    most: int,
) -> list[dict[str, Any]]:
    """The counted replies behind a figure, the latest first.

    `since` and `before` are days; `conduct` asks for replies with a finding only; `scorer` for those
    whose latest review is by that version.
    """
    named = {
        "trainee": trainee, "skill": skill, "family": family, "since": since, "before": before,
        "conduct": conduct, "scorer": scorer, "most": most,
    }  # fmt: skip
    refresh(records)
    found: list[dict[str, Any]] = []
    with records.reading() as db:
        while len(found) < most:
            days = [str(row[0]) for row in db.execute(_DAYS.format(**_held(named)), named)]
            if not days:
                break
            found += db.query(_BEHIND, {**named, "days": msgspec.json.encode(days).decode()})
            named["before"] = min(days)
    return found[:most]


def _held(named: dict[str, Any]) -> dict[str, str]:
    """Where the sums say on which days such replies were given, and how many at most."""
    table, held = "day_sums", "sum(minor + fail)" if named["conduct"] else "sum(replies)"
    both = "1"
    if named["skill"] is not None:
        both = _WITH_SKILL if named["conduct"] else "skill = :skill"
        table = table if named["conduct"] else "day_skills"
    return {"table": table, "held": held, "both": both}


_DAYS = """
SELECT day FROM (
    SELECT day, sum(held) OVER (ORDER BY day DESC) - held AS later FROM (
        SELECT day, {held} AS held FROM {table} d
        WHERE trainee = :trainee AND day >= :since AND day < :before AND {both}
            AND (:family IS NULL OR family = :family) AND (:scorer IS NULL OR scorer = :scorer)
        GROUP BY day HAVING held > 0)
) WHERE later < :most
"""
"""As many days, the latest first, as hold enough replies.

The sums know a day's findings and its skills, not both together; where too few of the findings
are of the skill, the days before are looked at too.
"""
_WITH_SKILL = """EXISTS (
    SELECT 1 FROM day_skills s WHERE s.trainee = d.trainee AND s.day = d.day AND s.family = d.family AND s.skill = :skill)"""
_BEHIND = """
SELECT r.attempt, r.number, r.given_at, a.kind, a.title, r.excuse, r.family, r.says, r.answer, v.band, v.conduct,
    v.scorer, v.score AS whole, s.score AS skill_score,
    (SELECT c.band FROM corrections c WHERE c.reply = r.id AND c.skill = coalesce(:skill, '')
     ORDER BY c.given_at DESC, c.id DESC LIMIT 1) AS corrected
FROM json_each(:days) d
CROSS JOIN replies r ON r.trainee = :trainee AND r.given_at >= d.value AND r.given_at < d.value || 'U'
CROSS JOIN reviews v ON v.reply = r.id AND NOT EXISTS (
    SELECT 1 FROM reviews w WHERE w.reply = v.reply AND (w.reviewed_at, w.scorer) > (v.reviewed_at, v.scorer))
CROSS JOIN attempts a ON a.id = r.attempt
LEFT JOIN skill_scores s ON s.reply = v.reply AND s.scorer = v.scorer AND s.skill = :skill
WHERE r.counts
    AND (:family IS NULL OR r.family = :family) AND (:skill IS NULL OR s.score IS NOT NULL)
    AND (NOT :conduct OR v.conduct != 'ok') AND (:scorer IS NULL OR v.scorer = :scorer)
ORDER BY r.given_at DESC LIMIT :most
"""
