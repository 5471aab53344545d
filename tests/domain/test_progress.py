"""Days that are promised, and means that are rounded once."""

import pytest

from coach.domain.progress import calendar_since, days_ahead, mean_score


@pytest.mark.parametrize(
    ("words", "weekday", "days"),
    [("Friday", 2, 2), ("Friday", 4, 7), ("on Monday", 6, 1), ("today", 3, 0), ("tomorrow at nine", 3, 1),
     ("the day after tomorrow", 3, 2), ("Friday next week", 2, 9), ("when I can", 0, None), ("the 15th", 1, None)],
)  # fmt: skip
def test_a_promised_day_is_read_as_the_next_such_day(words, weekday, days):
    assert days_ahead(words, weekday) == days


def test_a_mean_of_nothing_is_not_there():
    assert mean_score(0, 0) is None
    assert mean_score(151, 2) == 76


def test_the_calendar_holds_fourteen_days_today_included():
    assert calendar_since("2026-03-14") == "2026-03-01"
