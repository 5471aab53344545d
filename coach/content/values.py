"""Single values that are parsed when a call is played: looked at where they are written."""

import re
from collections.abc import Callable
from datetime import date

import msgspec

from coach.domain.call import Pack
from coach.domain.countries import CALLED, NOWHERE, is_jurisdiction
from coach.domain.excuse import Standing
from coach.domain.problems import Severity

_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_MEANT_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?\s*([ap]m|[ap]\.m\.)?", re.IGNORECASE)
_MEANT_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NOON = 12


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a value."""

    code: str
    """The kind of problem."""
    message: str
    """What is wrong, in one sentence."""
    remedy: str
    """What to write instead."""
    severity: Severity = "error"
    """How grave it is."""


def clock_fault(text: str) -> Fault | None:
    """What is wrong with a time of day; none: nothing, as in `14:30`, or it is left open."""
    if not text or _CLOCK.fullmatch(text):
        return None
    return Fault(
        "bad-time",
        f"`{text}` is no time of day.",
        f'Write hours and minutes, 24 hours to the day: "{_clock_meant(text) or "14:30"}".',
    )


def _clock_meant(text: str) -> str:
    """The time that a text most likely means, `22:30` for `10:30 pm`; empty: nobody knows."""
    found = _MEANT_CLOCK.fullmatch(text)
    if not found:
        return ""
    hours, minutes, half = int(found[1]), found[2] or "00", (found[3] or "")[:1].lower()
    if half and hours <= _NOON:
        hours = hours % _NOON + (_NOON if half == "p" else 0)
    meant = f"{hours:02}:{minutes}"
    return meant if _CLOCK.fullmatch(meant) else ""


def day_fault(text: str) -> Fault | None:
    """What is wrong with a day; none: nothing, as in `2026-03-12`, or it is left open."""
    if not text or _is_day(text):
        return None
    found = _MEANT_DAY.fullmatch(text)
    meant = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else ""
    return Fault(
        "bad-day",
        f"`{text}` is no day of the calendar.",
        f'Write year, month and day: "{meant if _is_day(meant) else "2026-03-12"}".',
    )


def _is_day(text: str) -> bool:
    # Weeks and days without hyphens are ISO days as well, but nobody else who reads a pack knows them.
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def place_fault(text: str) -> Fault | None:
    """What is wrong with a jurisdiction; none: nothing, as in `GB` and `US-MA`, or it is left open."""
    if not text or is_jurisdiction(text):
        return None
    large = text.upper()
    meant = NOWHERE if large == "NONE" else CALLED.get(large, large)
    return Fault(
        "unknown-jurisdiction",
        f"`{text}` is no country, so no country's rules hold here.",
        f"Write `{meant}`."
        if is_jurisdiction(meant)
        else "Write a country's two letters, GB, a state after a hyphen, US-MA, or INT for none in particular.",
        "warning",
    )


FAULTS: dict[tuple[type[msgspec.Struct], str], Callable[[str], Fault | None]] = {
    (Standing, "local_time"): clock_fault,
    (Standing, "today"): day_fault,
    (Standing, "jurisdiction"): place_fault,
    (Pack, "jurisdiction"): place_fault,
}
"""What looks at a field's value, by record and field."""
