"""How much of a query each entry holds, by the places of its words in the index."""

from __future__ import annotations

from coach.lookup.index import ABOUT, KIN, SAID
from coach.lookup.lines import WORTH
from coach.lookup.reader import COLUMNS, PLACE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.lookup.query import Query, Unit
    from coach.lookup.reader import Reader

REST = 0.5
"""What a word counts that stands only in answers, goal and key points."""
AGAIN = 0.17
"""What it adds that a word, or its like, stands in an entry in more than one place."""
_WORTHS = (WORTH[SAID], WORTH[ABOUT], WORTH[KIN], REST)


def held_of(reader: Reader, query: Query) -> dict[int, float]:
    """For every entry that holds anything of the query: how much of it, 0 to 1.

    The rarest words are looked up first. Once so many places were looked at that a key stroke
    would be felt, words that stand in a great part of a large library only count in line.
    """
    reader.of("place", [token for unit in query.units for token in unit.stands])
    made = reader.kept("held", large=True)
    sums: dict[int, float] = {}
    left = reader.most
    for unit in sorted(query.units, key=lambda unit: -unit.weight):
        # Where all places of a unit may be looked at, what was found for a query before still holds.
        whole = _places_of(reader, unit) <= left
        key = unit.sign if whole else (unit.sign, left, not sums)
        if key not in made:
            made[key] = _of_unit(reader, unit, left, first=not sums)
        full, looked_at = made[key]
        left -= looked_at
        weight = unit.weight / query.total
        for number, value in full.items():
            sums[number] = sums.get(number, 0.0) + weight * value
    return sums


def _places_of(reader: Reader, unit: Unit) -> int:
    """How many places in the index a unit has."""
    made: dict[frozenset[tuple[str, float]], int] = reader.kept("places")
    if unit.sign not in made:
        made[unit.sign] = sum(
            (packed if isinstance(packed, int) else len(packed)) // PLACE
            for rows in reader.of("place", unit.stands).values()
            for packed in rows[0]
        )
    return made[unit.sign]


def _of_unit(reader: Reader, unit: Unit, left: int, *, first: bool) -> tuple[dict[int, float], int]:
    """How fully each entry holds a unit, and how many places were looked at for it."""
    may = left
    places = reader.of("place", unit.stands)
    best: dict[int, float] = {}
    again: dict[int, float] = {}
    for token, worth in sorted(unit.stands.items(), key=lambda stand: stand[1]):
        lists = places[token][0] if token in places else ()
        for packed, worth_here, name in zip(lists, _WORTHS, COLUMNS, strict=False):
            if not packed:
                continue
            many = (packed if isinstance(packed, int) else len(packed)) // PLACE
            if many > left and not (first and not best):
                continue
            many = min(many, left)
            left -= many
            whole = (
                reader.beginning(token, name, many)
                if isinstance(packed, int)
                else memoryview(packed).cast("I")[:many]
            )
            _count(whole, worth * worth_here, best, again)
    for number, more in again.items():
        best[number] += AGAIN * min(1.0, more)
    return best, may - left


def _count(
    numbers: Iterable[int], value: float, best: dict[int, float], again: dict[int, float]
) -> None:
    """Count a list of entries, each of which stands in it once, into what was found before."""
    fresh = dict.fromkeys(numbers, value)
    for number in best.keys() & fresh.keys():
        before = best[number]
        if value > before:
            best[number] = value
            again[number] = again.get(number, 0.0) + before
        else:
            again[number] = again.get(number, 0.0) + value
        del fresh[number]
    best.update(fresh)
