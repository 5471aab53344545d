"""How far ahead a promised day lies: words of a reply, counted from the day of the call."""

import re
from collections.abc import Callable
from datetime import date, timedelta

READING = 1
"""Which reading of words this is: records keep the days it gave, and read them anew by a later one.

Raise it with every change of what `days_ahead` gives.
"""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_ON_THE_CALL = re.compile(
    r"\b(?:today|tonight|right now|this (?:morning|afternoon|evening|minute|hour))\b"
)
_AHEAD = re.compile(r"\b(?:in|within) (\d{1,3}|two|three|four|five|six|seven|ten|fourteen) days?\b")
_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "fourteen": 14,
}
_OF_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b|\b({_MONTH}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b"
)
_NTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_YEAR = 366


def days_ahead(words: str, called_on: str) -> int | None:
    """Days from a call on the day `called_on`, `2026-03-12`, to the day that was promised.

    A weekday named is the next such day; the day of the call itself counts as a week ahead. So is
    `the 15th` the next 15th. Of several days the last one counts: then all is paid. None: not readable.
    """
    then = date.fromisoformat(called_on)
    found = [_one(part, then) for part in words.lower().split(" and ")]
    return max((days for days in found if days is not None), default=None)


def _one(said: str, then: date) -> int | None:
    for name, days in (("day after tomorrow", 2), ("tomorrow", 1)):
        if name in said:
            return days
    if _ON_THE_CALL.search(said):
        return 0
    ahead = _AHEAD.search(said)
    if ahead:
        return _NUMBERS.get(ahead[1]) or int(ahead[1])
    dated = _dated(said, then)
    if dated is not None:
        return (dated - then).days
    for index, name in enumerate(_WEEKDAYS):
        if name in said:
            return (index - then.weekday() - 1) % 7 + 1 + (7 if "week" in said.split() else 0)
    return None


def _dated(said: str, then: date) -> date | None:
    """The day of the month that is named, the next one from `then` on; none: none is named."""
    iso = _ISO.search(said)
    if iso:
        try:
            named = date.fromisoformat(iso[0])
        except ValueError:
            return None
        return named if named >= then else None
    month = _OF_MONTH.search(said)
    if month:
        wanted = (int(month[1] or month[4]), _MONTHS.index(month[2] or month[3]) + 1)
        return _next(then, lambda day: (day.day, day.month) == wanted)
    nth = _NTH.search(said)
    if nth:
        return _next(then, lambda day: day.day == int(nth[1]))
    return None


def _next(then: date, fits: Callable[[date], bool]) -> date | None:
    """The next day after `then` that fits, within a year; none: there is none."""
    # The calendar ends with the year 9999; records from elsewhere may name its last days.
    most = min(_YEAR, (date.max - then).days)
    days = (then + timedelta(days=ahead) for ahead in range(1, most + 1))
    return next((day for day in days if fits(day)), None)
