"""Figures as one flat table: what CSV writes, and what a test holds every other form against."""

from collections.abc import Iterator

import msgspec

from coach.domain.figures import Figures

COLUMNS = ("trainee", "table", "row", "column", "figure", "value")
"""The columns: whose figure, in which table, of which row and column there, which figure, its value."""

_KEYS: dict[str, tuple[str, ...]] = {
    "scorers": ("scorer",),
    "skills": ("skill",),
    "families": ("family",),
    "heat": ("family", "skill"),
    "trend": ("week", "skill", "scorer"),
    "weeks": ("week",),
    "played": ("ref",),
    "outcomes": ("outcome",),
    "calendar": ("day",),
}
"""The tables of the figures, and the fields that name a row and a column in each."""

Value = str | int | bool | None


def rows(figures: Figures) -> Iterator[tuple[str, str, str, str, str, Value]]:
    """Every figure as a row of COLUMNS; a value that is not there yet is none."""
    told = msgspec.to_builtins(figures)
    who = told.pop("trainee")
    for table, value in told.items():
        if table in _KEYS:
            for entry in value:
                yield from _entry(who, table, entry)
        elif table == "promised":
            for money in value.pop("money"):
                for figure in ("amount", "promises"):
                    yield who, "money", money["currency"], "", figure, money[figure]
            for figure, one in value.items():
                yield who, "promised", "", "", figure, one
        elif table == "notes":
            for number, note in enumerate(value, 1):
                yield who, "notes", str(number), "", "note", note
        else:
            yield who, "sums", "", "", table, value


def _entry(
    who: str, table: str, entry: dict[str, object]
) -> Iterator[tuple[str, str, str, str, str, Value]]:
    keys = _KEYS[table]
    row = str(entry[keys[0]])
    column = " ".join(str(entry[key]) for key in keys[1:])
    for figure, value in entry.items():
        if figure in keys:
            continue
        if isinstance(value, dict):
            for inner, one in value.items():
                yield who, table, row, column, f"{figure}.{inner}", one
        elif isinstance(value, list | tuple):
            yield who, table, row, column, figure, " ".join(str(one) for one in value)
        else:
            yield who, table, row, column, figure, value  # type: ignore[misc]  # what is left is plain
