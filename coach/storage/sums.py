"""Sums by day and the latest reply to each excuse: kept, so that a million replies open at once.

A trigger marks what a write has made stale; `refresh` sums exactly that anew from the replies.
So sums can never drift from what they sum, and a crash between the two loses nothing.
"""

from coach.domain import promised_day
from coach.storage.database import Records
from coach.storage.tries import DAYS_ANEW, TRIES
from coach.storage.weeks import WEEKS

LONGEST_SECONDS = 300
"""A reply that took longer counts as this long: the trainee was called away."""


def refresh(records: Records) -> int:
    """Sum anew what was marked stale; returns how many days of practice that were."""
    with records.reading() as db:
        days, tries, reading = db.execute(_HOW_MUCH).fetchone()
    if days or tries or reading != promised_day.READING:
        with records.writing() as db:
            if reading != promised_day.READING:
                for statement in DAYS_ANEW:
                    db.execute(statement)
                db.execute("UPDATE kept_by SET reading = ?", [promised_day.READING])
            for statement in (*_DAYS, *TRIES):
                db.execute(statement)
    return int(days)


def corrected(reply: str, skill: str, score: str, band: str) -> str:
    """SQL of a score with the last correction by a person: a corrected band counts 25 points each.

    A correction that agrees with the machine leaves its score as it is.
    """
    last = (
        f"(SELECT c.band FROM corrections c WHERE c.reply = {reply} AND c.skill = {skill} "  # noqa: S608 - names of columns, written here
        "ORDER BY c.given_at DESC, c.id DESC LIMIT 1)"
    )
    return f"CASE WHEN coalesce({last}, {band}) = {band} THEN {score} ELSE 25 * {last} END"


CURRENT = (
    "NOT EXISTS (SELECT 1 FROM reviews w WHERE w.reply = v.reply "
    "AND (w.reviewed_at, w.scorer) > (v.reviewed_at, v.scorer))"
)
"""SQL: the review `v` is the latest of its reply, the one that figures use."""

_SCORE = corrected("v.reply", "''", "v.score", "v.band")
_SKILL_SCORE = corrected("s.reply", "s.skill", "s.score", "s.band")
_FORGET_SUMS = "DELETE FROM day_sums WHERE (trainee, day) IN (SELECT trainee, day FROM stale)"
_FORGET_SKILLS = "DELETE FROM day_skills WHERE (trainee, day) IN (SELECT trainee, day FROM stale)"
_FORGET_LATEST = "DELETE FROM latest WHERE (trainee, excuse) IN (SELECT trainee, excuse FROM stale)"
_OF_STALE_DAYS = f"""
FROM (SELECT DISTINCT trainee, day FROM stale) d
CROSS JOIN replies r ON r.trainee = d.trainee AND r.given_at >= d.day AND r.given_at < d.day || 'U'
CROSS JOIN reviews v ON v.reply = r.id AND {CURRENT}
"""  # noqa: S608 - built of the constants above
_SUMS = f"""
INSERT INTO day_sums
SELECT d.trainee, d.day, r.family, v.scorer,
    sum(r.counts), sum(r.counts * ({_SCORE})), sum(r.counts * v.points),
    sum(r.counts * (v.conduct = 'minor')), sum(r.counts * (v.conduct = 'fail')),
    count(*), sum(v.conduct != 'ok'),
    sum(min(r.seconds, {LONGEST_SECONDS}) * r.counts), sum(r.counts * (r.seconds > 0)), sum(r.counts * r.hints)
{_OF_STALE_DAYS}
GROUP BY d.trainee, d.day, r.family, v.scorer
"""
_SKILLS = f"""
INSERT INTO day_skills
SELECT d.trainee, d.day, r.family, s.skill, v.scorer, count(*), sum({_SKILL_SCORE})
{_OF_STALE_DAYS}
CROSS JOIN skill_scores s ON s.reply = v.reply AND s.scorer = v.scorer
WHERE r.counts
GROUP BY d.trainee, d.day, r.family, s.skill, v.scorer
"""
_LAST_REPLY = """
FROM (SELECT DISTINCT trainee, excuse FROM stale) e
CROSS JOIN replies r ON r.id = (
    SELECT l.id FROM replies l JOIN reviews x ON x.reply = l.id
    WHERE l.trainee = e.trainee AND l.excuse = e.excuse AND l.counts
    ORDER BY l.given_at DESC, l.id DESC LIMIT 1)
CROSS JOIN attempts a ON a.id = r.attempt
"""
_LATEST = f"""
INSERT INTO latest
SELECT r.trainee, r.excuse, '', r.family, a.level, v.scorer, {_SCORE}, r.hints, r.given_at
{_LAST_REPLY}
CROSS JOIN reviews v ON v.reply = r.id AND {CURRENT}
"""
_LATEST_SKILLS = f"""
INSERT INTO latest
SELECT r.trainee, r.excuse, s.skill, r.family, a.level, v.scorer, {_SKILL_SCORE}, r.hints, r.given_at
{_LAST_REPLY}
CROSS JOIN reviews v ON v.reply = r.id AND {CURRENT}
CROSS JOIN skill_scores s ON s.reply = v.reply AND s.scorer = v.scorer
"""
_HOW_MUCH = """
SELECT (SELECT count(*) FROM (SELECT DISTINCT trainee, day FROM stale)), EXISTS (SELECT 1 FROM stale_tries),
    (SELECT reading FROM kept_by)
"""
_DAYS = (
    _FORGET_SUMS, _SUMS, _FORGET_SKILLS, _SKILLS, _FORGET_LATEST, _LATEST, _LATEST_SKILLS, *WEEKS,
    "DELETE FROM stale",
)  # fmt: skip
