"""The same figures as tables: every one of a section, to the digit, each line opening what is behind."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Static

from coach.domain.figure_rows import Value, rows
from coach.domain.figures import Figures
from coach.domain.safe import shown
from coach.tui.progress.opens import (
    Opened,
    Opens,
    of_call,
    of_cell,
    of_conduct,
    of_day,
    of_family,
    of_outcome,
    of_point,
    of_promises,
    of_scorer,
    of_skill,
    of_week,
)
from coach.tui.progress.panel import Panel, Told
from coach.tui.words import outcome_words

if TYPE_CHECKING:
    from coach.domain.call import Outcome

_TITLES = {
    "sums": "Sums", "skills": "Skills", "families": "Families", "heat": "Family by skill",
    "trend": "Skills by week", "weeks": "Weeks", "played": "Calls", "outcomes": "How calls ended",
    "money": "Money promised", "promised": "Promises obtained", "calendar": "The last fourteen days",
    "scorers": "Versions of the scorer", "notes": "Notes",
}  # fmt: skip
_WORDS = {
    "in_all": "in all", "mastery.excuses": "excuses", "mastery.share": "well %", "mastery.low": "from",
    "mastery.high": "to", "mastery.word": "how sure", "last_at": "last day", "taken_back": "taken back",
    "without_amount": "without amount", "scorers": "scorer", "seconds": "secs", "minor": "mend",
    "minutes": "min",
    "fail": "fail",
}  # fmt: skip
_NAMED = {"sums", "promised"}
"""Tables whose lines are names of the program, not of packs or people."""
_KEYS = {"heat": ("family", "skill"), "trend": ("week", "skill and scorer"), "played": ("call", "")}


_TITLE = "title"
"""The figure that is the name of a line, in place of its id."""


class Table(NamedTuple):
    """One table of figures."""

    name: str
    """Which of the figures' tables."""
    columns: tuple[str, ...]
    """Its figures."""
    lines: dict[tuple[str, str], dict[str, Value]]
    """By row and column of the figures, each figure's value."""


def table_of(figures: Figures, name: str) -> Table:
    """One table of the figures."""
    lines: dict[tuple[str, str], dict[str, Value]] = {}
    for _, table, row, column, one, value in rows(figures):
        if table != name:
            continue
        if name in {"sums", "promised"}:
            lines[one, ""] = {"value": value}
        else:
            lines.setdefault((row, column), {})[one] = value
    columns = tuple(dict.fromkeys(one for line in lines.values() for one in line))
    return Table(name, columns, lines)


def value_words(value: Value) -> str:
    """A value as a table shows it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return shown(value) if isinstance(value, str) else str(value)


def opens(figures: Figures) -> dict[str, Opens]:
    """What each line of each table opens, by `table/row/column`."""
    found = {
        **{f"skills/{one.skill}/": of_skill(one.skill) for one in figures.skills},
        **{f"families/{one.family}/": of_family(one.family) for one in figures.families},
        **{f"heat/{one.family}/{one.skill}": of_cell(one.family, one.skill) for one in figures.heat},
        **{f"trend/{one.week}/{one.skill} {one.scorer}": of_point(one) for one in figures.trend},
        **{f"weeks/{one.week}/": of_week(one.week) for one in figures.weeks},
        **{f"played/{one.ref}/": of_call(one) for one in figures.played},
        **{f"outcomes/{one.outcome}/": of_outcome(one) for one in figures.outcomes},
        **{f"money/{one.currency}/": of_promises() for one in figures.promised.money},
        **{f"calendar/{one.day}/": of_day(one.day) for one in figures.calendar},
        **{f"scorers/{one.scorer}/": of_scorer(one.scorer) for one in figures.scorers},
    }  # fmt: skip
    found |= {
        f"promised/{name}/": of_promises()
        for name in ("promises", "days", "dated", "without_amount")
    }
    found |= {f"sums/{name}/": of_conduct() for name in ("minor", "fail")}
    calls = Opens("all calls", attempts={"kind": "call"})
    drills = Opens("all drills", attempts={"kind": "drill"})
    return found | {
        "sums/calls/": calls,
        "sums/drills/": drills,
        "sums/replies/": Opens("all replies", {}),
    }


def _words(table: str, row: str, line: dict[str, Value]) -> str:
    """What a line is called, in people's words."""
    if table == "outcomes":
        return outcome_words(cast("Outcome", row))
    if table in _NAMED:
        return _WORDS.get(row, row.replace("_", " "))
    return str(line.get(_TITLE) or row)


class Sheet(DataTable[Text]):
    """One table; enter opens what is behind the marked line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "open", key_display="enter", tooltip="What is behind it"),
        Binding("j", "cursor_down", "down", show=False),
        Binding("k", "cursor_up", "up", show=False),
    ]
    DEFAULT_CSS = """
    Sheet {
        height: auto;
        max-height: 100%;
        background: $background;
        margin-bottom: 1;
        scrollbar-size-horizontal: 1;
        & > .datatable--header { background: $background; color: $quiet; text-style: none; }
        & > .datatable--cursor { background: $background; color: $foreground; text-style: none; }
        & > .datatable--hover { background: $surface; }
        &:focus > .datatable--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: bold;
        }
        &:focus { background-tint: $foreground 0%; }
        &:focus:nocolor > .datatable--cursor { text-style: reverse; }
    }
    """

    def __init__(self, table: Table, behind: dict[str, Opens]) -> None:
        super().__init__(cursor_type="row", cell_padding=1, name=table.name)
        self._behind = behind
        first, second = _KEYS.get(table.name, ("", ""))
        self.add_column(Text(first), key=_TITLE if _TITLE in table.columns else "row")
        if second:
            self.add_column(Text(second), key="column")
        columns = [column for column in table.columns if column != _TITLE]
        for column in columns:
            self.add_column(Text(_WORDS.get(column, column)), key=column)
        for (row, column), line in table.lines.items():
            words = _words(table.name, row, line)
            cells = [Text(shown(words)), *([Text(shown(column))] if second else [])]
            for name in columns:
                value = line.get(name)
                number = value is None or (isinstance(value, int) and not isinstance(value, bool))
                cells.append(Text(value_words(value), justify="right" if number else "left"))
            self.add_row(*cells, key=f"{table.name}/{row}/{column}")

    @on(DataTable.RowSelected)
    def open(self, event: DataTable.RowSelected) -> None:
        """Say which line was chosen."""
        event.stop()
        found = self._behind.get(event.row_key.value or "")
        if found is not None:
            self.post_message(Opened(found))


class TablesPanel(Panel):
    """A section as tables.

    Args:
        told: What it shows.
        names: Which tables of the figures.
    """

    DEFAULT_CSS = """
    TablesPanel { overflow-y: auto; padding: 0 1; & > Static { color: $quiet; } }
    """

    def __init__(self, told: Told, names: Iterable[str]) -> None:
        super().__init__(told)
        self._names = tuple(names)

    def compose(self) -> ComposeResult:
        """The tables one under another."""
        behind = opens(self.told.figures)
        for name in self._names:
            table = table_of(self.told.figures, name)
            if table.lines:
                yield Static(_TITLES[name], markup=False)
                yield Sheet(table, behind)

    def show(self, told: Told) -> None:
        """Show newer figures."""
        self.told = told
        self.refresh(recompose=True)
