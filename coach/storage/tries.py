"""What came of each call and drill: how often tried, first and best, how it ended, what was promised.

The statements that sum anew what is stale, run by `coach.storage.sums.refresh`.
"""

_STALE = "(trainee, ref) IN (SELECT trainee, ref FROM stale_tries)"
_ENDED = """
FROM stale_tries s CROSS JOIN attempts a ON a.trainee = s.trainee AND a.ref = s.ref AND a.ended_at IS NOT NULL
"""
_TRIED = f"""
INSERT INTO tried
SELECT c.trainee, c.kind, c.ref, a.title, c.tries, c.first, c.best, c.last, c.last_at, c.scorers
FROM (
    SELECT trainee, kind, ref, count(*) AS tries, max(score) AS best, count(DISTINCT scorer) AS scorers,
        max(CASE WHEN place = 1 THEN score END) AS first, max(CASE WHEN back = 1 THEN score END) AS last,
        max(ended_at) AS last_at, max(CASE WHEN back = 1 THEN id END) AS id
    FROM (
        SELECT a.id, a.trainee, a.kind, a.ref, coalesce(a.score, 0) AS score, a.scorer, a.ended_at,
            row_number() OVER (PARTITION BY a.trainee, a.kind, a.ref ORDER BY a.ended_at, a.id) AS place,
            row_number() OVER (PARTITION BY a.trainee, a.kind, a.ref ORDER BY a.ended_at DESC, a.id DESC) AS back
        {_ENDED}
    ) GROUP BY trainee, kind, ref
) c JOIN attempts a ON a.id = c.id
"""  # noqa: S608 - built of constants
_OUTCOMES = f"""
INSERT INTO tried_outcomes
SELECT a.trainee, a.ref, a.outcome, count(*) {_ENDED} AND a.kind = 'call' GROUP BY 1, 2, 3
"""
_AMOUNTS = f"""
INSERT INTO tried_amounts
SELECT a.trainee, a.ref, p.amount, count(*) {_ENDED} CROSS JOIN promises p ON p.attempt = a.id GROUP BY 1, 2, 3
"""
_DAYS = """
INSERT INTO tried_days
SELECT a.trainee, a.ref, days_ahead(p.date, coalesce(nullif(p.called_on, ''), substr(a.ended_at, 1, 10))), count(*)
"""
DAYS_ANEW = (
    "DELETE FROM tried_days",
    f"{_DAYS} FROM promises p CROSS JOIN attempts a ON a.id = p.attempt AND a.ended_at IS NOT NULL GROUP BY 1, 2, 3",
)
"""Reads every promised day anew: what a changed reading of words asks for."""
TRIES = (
    f"DELETE FROM tried WHERE {_STALE}",  # noqa: S608 - the same
    _TRIED,
    f"DELETE FROM tried_outcomes WHERE {_STALE}",  # noqa: S608 - the same
    _OUTCOMES,
    f"DELETE FROM tried_amounts WHERE {_STALE}",  # noqa: S608 - the same
    _AMOUNTS,
    f"DELETE FROM tried_days WHERE {_STALE}",  # noqa: S608 - the same
    f"{_DAYS} {_ENDED} CROSS JOIN promises p ON p.attempt = a.id GROUP BY 1, 2, 3",
    "DELETE FROM stale_tries",
)
"""The statements, in their order."""
