"""How far ahead a promised day lies."""

import pytest

from coach.domain.promised_day import days_ahead

THURSDAY = "2026-03-12"


@pytest.mark.parametrize(
    ("words", "called_on", "days"),
    [
        ("Friday", "2026-03-11", 2),
        ("Friday", "2026-03-13", 7),
        ("on Monday", "2026-03-15", 1),
        ("today", THURSDAY, 0),
        ("this afternoon", THURSDAY, 0),
        ("tomorrow at nine", THURSDAY, 1),
        ("the day after tomorrow", THURSDAY, 2),
        ("Friday next week", "2026-03-11", 9),
        ("within five days", THURSDAY, 5),
        ("in 12 days", THURSDAY, 12),
        ("the 15th", THURSDAY, 3),
        ("the 10th", THURSDAY, 29),
        ("the 12th", THURSDAY, 31),
        ("the 15th of April", THURSDAY, 34),
        ("March 27", THURSDAY, 15),
        ("on Friday and the 20th", THURSDAY, 8),
        ("2026-03-20", THURSDAY, 8),
        ("2026-02-31", THURSDAY, None),
        ("the 39th", THURSDAY, None),
        ("when I can", THURSDAY, None),
        ("the 15th", "9999-12-31", None),
        ("March 27", "9999-12-30", None),
        ("the 31st", "9999-12-30", 1),
    ],
)
def test_a_promised_day_is_counted_from_the_day_of_the_call(words, called_on, days):
    assert days_ahead(words, called_on) == days
