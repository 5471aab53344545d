"""A rule of thumb for the day, out of the shipped book of advice."""

from datetime import date
from functools import cache

from coach.content.books import read_book
from coach.domain.script import Advice
from coach.library import shipped


@cache
def for_home() -> tuple[Advice, ...]:
    """What the book shows on the home screen, in its order; nothing where it cannot be read."""
    path = shipped("scripts") / "advice.yaml"
    book = read_book(path).book if path.is_file() else None
    return tuple(entry for entry in book.advice if "home" in entry.shown) if book else ()


def of_day(day: str) -> Advice | None:
    """The rule for a day, an ISO date: each in its turn, the same all day; none where none is."""
    entries = for_home()
    return entries[date.fromisoformat(day).toordinal() % len(entries)] if entries else None
