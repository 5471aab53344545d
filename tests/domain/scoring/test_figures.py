import re

import pytest

from coach.domain.scoring.figures import marks, number, sums

METHODS = re.compile(r"\b(?:transfer|card)\b")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4,180.50", 4180.5), ("4.180,50", 4180.5), ("46 300", 46300), ("7,45,000", 745000), ("6.45", 6.45),
        ("12.480", 12480), ("1 234 567", 1234567), ("156,800", 156800), ("206.30", 206.3),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_it_is_written_around_the_world(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("pay 46,300 today", [46300]), ("eur 12 480 by friday", [12480]), ("80k came", [80000]),
        ("6.45 million now", [6450000]), ("twelve grand on friday", [12000]), ("two and a half million", [2500000]),
        ("eighty-six thousand", [86000]), ("7.45l by rtgs", [745000]), ("by the 15th at 3pm", []),
        ("within 30 days", []), ("at 15:00", []), ("two instalments", []), ("forty percent", []),
    ],
)  # fmt: skip
def test_sums_are_found_and_days_hours_and_counts_are_not(text, values):
    assert [one.value for one in sums(text)] == values


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("pay by friday", {"day"}), ("by the 15th", {"day"}), ("on 2 april", {"day"}), ("tomorrow at 9 am", {"day", "time"}),
        ("next week perhaps", {"loose"}), ("by card before noon", {"method", "time"}), ("on the fifteenth", {"day"}),
        ("soon", set()), ("the first payment", set()),
    ],
)  # fmt: skip
def test_days_hours_and_ways_of_paying_are_found(text, kinds):
    assert {mark.kind for mark in marks(text, METHODS)} == kinds


def test_a_day_gone_by_is_known_from_a_day_to_come():
    said = marks("you promised the 15th of may. please pay by the 20th of may", METHODS)
    assert [mark.past for mark in said if mark.kind == "day"] == [True, False]
