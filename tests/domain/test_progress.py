"""Means that are rounded once, and the calendar."""

from coach.domain.progress import calendar_since, mean_score


def test_a_mean_of_nothing_is_not_there():
    assert mean_score(0, 0) is None
    assert mean_score(151, 2) == 76


def test_the_calendar_holds_fourteen_days_today_included():
    assert calendar_since("2026-03-14") == "2026-03-01"
