"""The attempts behind assignments: a trainee's calls that were played to their end."""

from collections.abc import Iterable

import msgspec

from coach.domain.assignment import Try
from coach.storage.database import Records
from coach.storage.sums import CURRENT


def answered_by(records: Records) -> list[tuple[str, str]]:
    """Everybody who has answered in a call or a drill here: id and name, by name."""
    with records.reading() as db:
        rows = db.execute(_ANSWERED).fetchall()
    return [(str(one), str(name)) for one, name in rows]


_ANSWERED = """
SELECT t.id, t.name FROM trainees t
WHERE EXISTS (SELECT 1 FROM replies r WHERE r.trainee = t.id) ORDER BY t.name
"""


def tries_of(records: Records, trainee: str, refs: Iterable[str]) -> dict[str, list[Try]]:
    """The attempts of the trainee with the id `trainee` at each of the calls `refs`, in order."""
    found: dict[str, list[Try]] = {}
    wanted = msgspec.json.encode(sorted(set(refs))).decode()
    with records.reading() as db:
        for row in db.query(_TRIES, {"trainee": trainee, "refs": wanted}):
            one = Try(
                started_at=row["started_at"],
                ended_at=row["ended_at"],
                score=row["score"],
                failed=bool(row["failed"]),
            )
            found.setdefault(row["ref"], []).append(one)
    return found


_TRIES = f"""
SELECT a.ref, a.started_at, a.ended_at, coalesce(a.score, 0) AS score, EXISTS (
    SELECT 1 FROM replies r JOIN reviews v ON v.reply = r.id AND {CURRENT}
    WHERE r.attempt = a.id AND r.counts AND v.conduct = 'fail') AS failed
FROM attempts a
WHERE a.trainee = :trainee AND a.kind = 'call' AND a.ended_at IS NOT NULL
    AND a.ref IN (SELECT value FROM json_each(:refs))
ORDER BY a.ended_at, a.id
"""  # noqa: S608 - built of a constant
