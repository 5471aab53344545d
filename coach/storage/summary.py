"""What the home screen and the progress summary count, read from the sums kept by day."""

from typing import Any

import msgspec

from coach.domain.excuse import Family
from coach.storage.database import Records
from coach.storage.sums import CURRENT, corrected, refresh

WINDOW = 30
"""Replies in a trend's window; the change is against the window before."""


class SkillWindow(msgspec.Struct, kw_only=True):
    """The last replies that had a skill, and those before, the latest first."""

    recent: list[int]
    """Scores of the last 30."""
    before: list[int]
    """Scores of the 30 before."""
    scorers: set[str]
    """Scorer versions among both."""


def skill_windows(records: Records, trainee: str) -> dict[str, SkillWindow]:
    """For each skill practised, its last replies."""
    refresh(records)
    found: dict[str, SkillWindow] = {}
    with records.reading() as db:
        for skill, since in db.execute(_SINCE, {"trainee": trainee, "most": 2 * WINDOW}).fetchall():
            named = {"trainee": trainee, "skill": skill, "since": since, "most": 2 * WINDOW}
            rows = db.execute(_LAST, named).fetchall()
            scores = [row[0] for row in rows]
            found[skill] = SkillWindow(
                recent=scores[:WINDOW], before=scores[WINDOW:], scorers={row[1] for row in rows}
            )
    return found


_SINCE = """
SELECT skill, coalesce(max(CASE WHEN upto >= :most THEN day END), min(day)) FROM (
    SELECT skill, day, sum(replies) OVER (PARTITION BY skill ORDER BY day DESC) AS upto FROM (
        SELECT skill, week AS day, sum(replies) AS replies FROM week_skills WHERE trainee = :trainee GROUP BY skill, week
    )
) GROUP BY skill
"""
"""The Monday from which on there are enough replies: so no more than needed is read."""
_LAST = f"""
SELECT {corrected("s.reply", "s.skill", "s.score", "s.band")}, v.scorer
FROM replies r
CROSS JOIN reviews v ON v.reply = r.id AND {CURRENT}
CROSS JOIN skill_scores s ON s.reply = v.reply AND s.scorer = v.scorer AND s.skill = :skill
WHERE r.trainee = :trainee AND r.given_at >= :since AND r.counts
ORDER BY r.given_at DESC LIMIT :most
"""  # noqa: S608 - built of constants


def counts(records: Records, trainee: str, today: str) -> dict[str, Any]:
    """Replies, those that failed or are to be mended, days, minutes today, calls ended, promises."""
    refresh(records)
    with records.reading() as db:
        return next(iter(db.query(_COUNTS, {"trainee": trainee, "today": today})))


_COUNTS = """
SELECT
    (SELECT coalesce(sum(given), 0) FROM day_sums WHERE trainee = :trainee) AS replies,
    (SELECT coalesce(sum(replies), 0) FROM day_sums WHERE trainee = :trainee) AS counting,
    (SELECT coalesce(sum(fail), 0) FROM day_sums WHERE trainee = :trainee) AS fail,
    (SELECT coalesce(sum(minor), 0) FROM day_sums WHERE trainee = :trainee) AS minor,
    (SELECT count(DISTINCT day) FROM day_sums WHERE trainee = :trainee) AS days,
    (SELECT coalesce(sum(seconds), 0) FROM replies
     WHERE trainee = :trainee AND given_at >= :today AND given_at < :today || 'U') AS seconds_today,
    (SELECT coalesce(sum(tries), 0) FROM tried WHERE trainee = :trainee AND kind = 'call') AS calls,
    (SELECT coalesce(sum(promises), 0) FROM tried_days WHERE trainee = :trainee) AS promises
"""


def call_rows(records: Records, trainee: str) -> dict[str, dict[str, Any]]:
    """For each call played to its end: how often, the best score, the last outcome."""
    refresh(records)
    with records.reading() as db:
        return {row["ref"]: row for row in db.query(_CALLS, {"trainee": trainee})}


_CALLS = """
SELECT t.ref, t.tries, t.best, (
    SELECT outcome FROM attempts a WHERE a.trainee = t.trainee AND a.ref = t.ref AND a.ended_at = t.last_at
    ORDER BY a.id DESC LIMIT 1) AS outcome
FROM tried t WHERE t.trainee = :trainee AND t.kind = 'call'
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
    refresh(records)
    with records.reading() as db:
        row = db.execute(_WEAKEST, {"trainee": trainee}).fetchone()
    return msgspec.convert(row[0], Family) if row else None


_WEAKEST = """
SELECT family FROM day_sums WHERE trainee = :trainee
GROUP BY family HAVING sum(replies) >= 3 ORDER BY 1.0 * sum(score) / sum(replies) LIMIT 1
"""


def family_means(records: Records, trainee: str) -> dict[Family, int]:
    """Mean score of the replies to each family of excuses."""
    refresh(records)
    with records.reading() as db:
        rows = db.execute(_FAMILIES, {"trainee": trainee}).fetchall()
    return msgspec.convert({name: round(score) for name, score in rows}, dict[Family, int])


_FAMILIES = """
SELECT family, 1.0 * sum(score) / sum(replies) FROM day_sums WHERE trainee = :trainee
GROUP BY family HAVING sum(replies) > 0
"""
