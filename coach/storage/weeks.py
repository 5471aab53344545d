"""The days summed by week, run by `coach.storage.sums.refresh` after the days."""

_MONDAY = "date(day, '-6 days', 'weekday 1')"
"""SQLite's `weekday 1` goes forward to a Monday, or stays on one: six days before, that is the week's own."""
_STALE = f"SELECT DISTINCT trainee, {_MONDAY} AS week FROM stale"  # noqa: S608 - built of constants
_OF_STALE_WEEKS = "s CROSS JOIN {table} d ON d.trainee = s.trainee AND d.day >= s.week AND d.day < date(s.week, '+7 days')"
WEEKS = (
    f"DELETE FROM week_sums WHERE (trainee, week) IN ({_STALE})",  # noqa: S608 - the same
    f"""
INSERT INTO week_sums
SELECT s.trainee, s.week, d.family, d.scorer, sum(d.replies), sum(d.score), sum(d.minor), sum(d.fail), sum(d.given),
    sum(d.seconds), sum(d.timed), sum(d.hints)
FROM ({_STALE}) {_OF_STALE_WEEKS.format(table="day_sums")} GROUP BY 1, 2, 3, 4
""",  # noqa: S608 - the same
    f"DELETE FROM week_skills WHERE (trainee, week) IN ({_STALE})",  # noqa: S608 - the same
    f"""
INSERT INTO week_skills
SELECT s.trainee, s.week, d.family, d.skill, d.scorer, sum(d.replies), sum(d.score)
FROM ({_STALE}) {_OF_STALE_WEEKS.format(table="day_skills")} GROUP BY 1, 2, 3, 4, 5
""",  # noqa: S608 - the same
)
"""The statements, in their order; `stale` must still hold the days."""
