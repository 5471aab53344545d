"""What the home screen and the progress summary count."""

from typing import Any

import msgspec

from coach.domain.excuse import Family
from coach.storage.database import Records

WINDOW = 30
"""Replies in a trend's window; the change is against the window before."""


def skill_windows(records: Records, trainee: str) -> dict[str, tuple[list[int], list[int]]]:
    """For each skill, the scores of the last replies that had it, and of those before."""
    with records.reading() as db:
        rows = list(db.query(_SKILLS, {"trainee": trainee, "most": 2 * WINDOW}))
    found: dict[str, tuple[list[int], list[int]]] = {}
    for row in rows:
        recent, before = found.setdefault(row["skill"], ([], []))
        (recent if row["place"] <= WINDOW else before).append(row["score"])
    return found


_SKILLS = """
SELECT skill, score, place FROM (
    SELECT s.skill, s.score, row_number() OVER (PARTITION BY s.skill ORDER BY r.given_at DESC) AS place
    FROM replies r JOIN attempts a ON a.id = r.attempt JOIN skill_scores s ON s.reply = r.id
    WHERE a.trainee = :trainee AND r.counts
) WHERE place <= :most ORDER BY skill, place
"""


def counts(records: Records, trainee: str, today: str) -> dict[str, Any]:
    """Replies, conduct findings, days practised, minutes today, calls ended, promises."""
    with records.reading() as db:
        return next(iter(db.query(_COUNTS, {"trainee": trainee, "today": today})))


_COUNTS = """
SELECT
    (SELECT count(*) FROM replies r JOIN attempts a ON a.id = r.attempt WHERE a.trainee = :trainee) AS replies,
    (SELECT count(*) FROM reviews v JOIN replies r ON r.id = v.reply JOIN attempts a ON a.id = r.attempt
     WHERE a.trainee = :trainee AND v.conduct != 'ok') AS conduct,
    (SELECT count(DISTINCT substr(r.given_at, 1, 10)) FROM replies r JOIN attempts a ON a.id = r.attempt
     WHERE a.trainee = :trainee) AS days,
    (SELECT coalesce(sum(r.seconds), 0) FROM replies r JOIN attempts a ON a.id = r.attempt
     WHERE a.trainee = :trainee AND substr(r.given_at, 1, 10) = :today) AS seconds_today,
    (SELECT count(*) FROM attempts WHERE trainee = :trainee AND kind = 'call' AND ended_at IS NOT NULL) AS calls,
    (SELECT count(*) FROM promises p JOIN attempts a ON a.id = p.attempt WHERE a.trainee = :trainee) AS promises
"""


def ended_calls(records: Records, trainee: str, most: int) -> list[dict[str, Any]]:
    """The last calls that were played to their end, the latest first."""
    with records.reading() as db:
        return list(
            db.query(
                "SELECT id, ref, title, outcome, score, ended_at, level FROM attempts WHERE trainee = :trainee "
                "AND kind = 'call' AND ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT :most",
                {"trainee": trainee, "most": most},
            ),
        )


def weakest_family(records: Records, trainee: str) -> Family | None:
    """The family of excuses with the lowest mean score over at least three replies; else none."""
    with records.reading() as db:
        row = db.execute(_WEAKEST, {"trainee": trainee}).fetchone()
    return msgspec.convert(row[0], Family) if row else None


_WEAKEST = """
SELECT r.family FROM replies r JOIN attempts a ON a.id = r.attempt JOIN reviews v ON v.reply = r.id
WHERE a.trainee = :trainee AND r.counts GROUP BY r.family HAVING count(*) >= 3 ORDER BY avg(v.score) LIMIT 1
"""


def family_means(records: Records, trainee: str) -> dict[Family, int]:
    """Mean score of the replies to each family of excuses."""
    with records.reading() as db:
        rows = db.execute(_FAMILIES, {"trainee": trainee}).fetchall()
    return msgspec.convert({name: round(score) for name, score in rows}, dict[Family, int])


_FAMILIES = """
SELECT r.family, avg(v.score) FROM replies r JOIN attempts a ON a.id = r.attempt JOIN reviews v ON v.reply = r.id
WHERE a.trainee = :trainee AND r.counts GROUP BY r.family
"""
