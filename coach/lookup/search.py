"""Search: candidates from the index, ordered by what they say to the query.

A candidate is judged by how much of the query it holds (rare words count more), by its best
single line, and by RapidFuzz letter by letter; then a favourite or a much-used entry moves up.
"""

from __future__ import annotations

from rapidfuzz.fuzz import token_set_ratio

from coach.lookup.closer import Closer
from coach.lookup.index import ABOUT, ANSWER, KIN, SAID, WHOLE_LINE
from coach.lookup.query import read_query
from coach.lookup.wording import unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from coach.lookup.query import Query
    from coach.lookup.wording import Wording

CANDIDATES = 45
"""How many entries are looked at closely."""
WORTH = {SAID: 1.0, ABOUT: 1.0, KIN: 0.68, ANSWER: 0.85}
"""What a word counts by where it stands."""
REST = 0.5
"""What a word counts that stands only in answers, goal and key points."""
LINE, LETTERS = 0.3, 0.145
"""Shares of the best single line, in words and letter by letter."""
WEAK = 0.2
"""An entry whose own lines fit less than this is looked at for a sentence of its answers."""
FULL = 0.85
"""How much it matters that a line says little else than what was asked."""
RANK = {
    "held": 0.46, "line": 0.31, "least": 0.41, "said": 0.30, "tags": 0.35, "aims": 0.07,
    "pairs": 0.50, "spoken": 0.14,
}  # fmt: skip
"""What each measure of a candidate adds to its place (`python -m coach.calibrate.ranking`)."""
RELATED = {
    "held": 0.36, "line": 1.0, "least": 0.4, "tags": 0.087, "aims": 0.03, "pairs": 0.108,
}  # fmt: skip
"""What each measure says of whether a candidate has to do with the query at all."""
ENOUGH = 0.4
"""Less related than this, an entry is not shown."""
WHOLE = 0.9
"""An entry that holds so much of the query is shown, in whatever place it does."""
FIRST = 2.0
"""What lifts an entry on the end of a life above all others, when the query speaks of one."""
_URGENT = "endlife0"
"""The meaning of which nothing else may come first."""
NAMED, WRITTEN = 0.06, 0.12
"""A wording of a channel that was named moves up; a written one moves down where none was."""
_NAMED = {
    "textmessage0": "sms",
    "email0": "email",
    "postletter0": "letter",
    "voicemail0": "voicemail",
    "callbacknote0": "note",
}
"""The meanings that name a channel."""
AGAIN = 0.17
"""What it adds that a word, or its like, stands in an entry in more than one place."""
_MOST_PLACES = 3_000
"""Places in the index of a large library that are looked at for one query: some milliseconds."""
_ALL_PLACES = 100_000
"""The same where the library is small: all of them."""
_SMALL = 3_000
"""Entries of a library that is small."""
_AT_ONCE = 400
"""Entries that are fetched at once."""
_WORTHS = (WORTH[SAID], WORTH[ABOUT], WORTH[KIN], REST)


class Hit:
    """An entry that was found."""

    __slots__ = ("layer", "number", "ref", "score")

    def __init__(self, number: int, ref: str, layer: int, score: float) -> None:
        self.number = number
        """Its row in the index."""
        self.ref = ref
        self.layer = layer
        self.score = score
        """From 0 to about 1: how well it fits."""


class Filters:
    """What an entry must be to be shown; empty: anything."""

    __slots__ = ("channel", "family", "jurisdiction", "kind", "market", "mood", "stage")

    def __init__(self, **given: str) -> None:
        for name in self.__slots__:
            setattr(self, name, given.get(name, ""))

    def sql(self) -> tuple[str, list[str]]:
        """Conditions and their values, to follow a WHERE; the first is always an AND."""
        conditions: list[str] = []
        values: list[str] = []
        for name in ("channel", "stage", "family", "mood", "kind"):
            value = getattr(self, name)
            if value:
                conditions.append(f" AND entry.{name} = ?")
                values.append(value)
        if self.market:  # type: ignore[attr-defined]  # a slot set above
            conditions.append(" AND entry.market IN (?, '')")
            values.append(self.market)  # type: ignore[attr-defined]
        country = self.jurisdiction.upper()  # type: ignore[attr-defined]
        if country:
            conditions.append(" AND entry.jurisdiction IN (?, ?, '', 'INT')")
            values += [country, country.split("-")[0]]
        return "".join(conditions), values


def search(
    connection: sqlite3.Connection,
    text: str,
    filters: Filters | None = None,
    *,
    limit: int = 3,
    liked: Mapping[str, float] | None = None,
    typing: bool = False,
) -> list[Hit]:
    """The entries that fit `text`, best first; none where nothing is relevant.

    `liked` lifts entries by their name: favourites and what was used before, 0 to about 0.1.
    Raises sqlite3.DatabaseError where the index is damaged.
    """
    entries = int(connection.execute("SELECT value FROM meta WHERE name = 'entries'").fetchone()[0])
    query = read_query(text, connection, entries, typing=typing)
    held = _held(connection, query, entries)
    urgent = _urgent(connection, query)
    held.update(dict.fromkeys(urgent, FIRST))
    rows = _rows(connection, held, filters)
    if not rows:
        return []
    owners = _owners(query)
    looked = _looked_at(connection, query, owners, rows, held, entries)
    named = {_NAMED[token] for token in owners if token in _NAMED}
    lift = liked or {}
    hits = []
    for row, values in zip(rows, looked, strict=True):
        number, ref, layer, channel = row[:4]
        if not (relates(values) or number in urgent):
            continue
        score = sum(weight * values[name] for name, weight in RANK.items())
        score += _of_channel(channel, named) + (FIRST if number in urgent else 0.0)
        hits.append(Hit(number, ref, layer, score + lift.get(ref, 0.0)))
    hits.sort(key=lambda hit: (-hit.score, hit.layer, hit.number))
    return hits[:limit]


def relates(values: Mapping[str, float]) -> bool:
    """Whether a candidate with these measures has to do with the query."""
    related = sum(weight * values[name] for name, weight in RELATED.items())
    return related >= ENOUGH or values["held"] >= WHOLE


def candidates(connection: sqlite3.Connection, text: str) -> list[tuple[str, dict[str, float]]]:
    """The names of all entries looked at closely for `text`, with what was measured of them."""
    entries = int(connection.execute("SELECT value FROM meta WHERE name = 'entries'").fetchone()[0])
    query = read_query(text, connection, entries, typing=False)
    held = _held(connection, query, entries)
    rows = _rows(connection, held, None)
    looked = _looked_at(connection, query, _owners(query), rows, held, entries)
    return [(row[1], values) for row, values in zip(rows, looked, strict=True)]


def _looked_at(
    connection: sqlite3.Connection,
    query: Query,
    owners: _Owners,
    rows: list[_Row],
    held: dict[int, float],
    entries: int,
) -> list[dict[str, float]]:
    """What is measured of each candidate, in their order."""
    kin = _Kin(connection)
    closer = Closer(connection, query.line, entries)
    found = []
    for number, _, _, _, kind, names, lines, answers, tags, aims in rows:
        own, others = _best_line(query, owners, lines), kin.best(query, owners, names)
        if max(own, others) < WEAK:
            own = max(own, _best_line(query, owners, answers))
        said, tagged, aimed, pairs = closer.measure(tags, aims, lines)
        found.append({
            "held": held[number], "line": max(own, others), "least": min(own, others),
            "said": said, "tags": tagged, "aims": aimed, "pairs": pairs,
            "spoken": float(kind == "excuse"),
        })  # fmt: skip
    return found


def wording(connection: sqlite3.Connection, hit: Hit) -> Wording:
    """All that is kept of a hit's entry."""
    row = connection.execute("SELECT packed FROM wording WHERE id = ?", (hit.number,)).fetchone()
    return unpacked(row[0])


_Row = tuple[int, str, int, str, str, str, str, str, str, str]


def _held(connection: sqlite3.Connection, query: Query, entries: int) -> dict[int, float]:
    """For every entry that holds anything of the query: how much of it, 0 to 1.

    The rarest words are looked up first. Once so many places were looked at that a key stroke
    would be felt, words that stand in a great part of a large library only count in line.
    """
    wanted = {token for unit in query.units for token in unit.stands}
    marks = ",".join("?" * len(wanted))
    places = {
        row[0]: row[1:]
        for row in connection.execute(
            f"SELECT word, said, about, kin, rest FROM place WHERE word IN ({marks})",  # noqa: S608 - marks only
            list(wanted),
        )
    }
    sums: dict[int, float] = {}
    left = _MOST_PLACES if entries > _SMALL else _ALL_PLACES
    for unit in sorted(query.units, key=lambda unit: -unit.weight):
        best: dict[int, float] = {}
        again: dict[int, float] = {}
        for token, worth in sorted(unit.stands.items(), key=lambda stand: stand[1]):
            for packed, worth_here in zip(places.get(token, ()), _WORTHS, strict=False):
                if not packed:
                    continue
                numbers = memoryview(packed).cast("I")
                if len(numbers) > left:
                    if sums or best:
                        continue
                    numbers = numbers[:left]
                left -= len(numbers)
                value = worth * worth_here
                for number in numbers:
                    before = best.get(number, 0.0)
                    if value > before:
                        best[number] = value
                        again[number] = again.get(number, 0.0) + before
                    else:
                        again[number] = again.get(number, 0.0) + value
        for number, value in best.items():
            full = value + AGAIN * min(1.0, again[number])
            sums[number] = sums.get(number, 0.0) + unit.weight * full
    return {number: value / query.total for number, value in sums.items()}


def _urgent(connection: sqlite3.Connection, query: Query) -> set[int]:
    """The entries that speak of ending a life, where the query does too."""
    if all(_URGENT not in unit.stands for unit in query.units):
        return set()
    row = connection.execute("SELECT said, about FROM place WHERE word = ?", (_URGENT,)).fetchone()
    return {number for packed in row or () for number in memoryview(packed).cast("I")}


def _rows(
    connection: sqlite3.Connection, held: dict[int, float], filters: Filters | None
) -> list[_Row]:
    """The entries that hold most of the query and pass the filters."""
    conditions, values = filters.sql() if filters else ("", [])
    wanted = len(held) if conditions else CANDIDATES
    numbers = list(held)
    if len(held) > wanted:
        from heapq import nlargest

        numbers = nlargest(wanted, held, key=held.__getitem__)
    elif len(held) > CANDIDATES:
        numbers.sort(key=held.__getitem__, reverse=True)
    found: list[_Row] = []
    for begin in range(0, len(numbers), _AT_ONCE):
        part = numbers[begin : begin + _AT_ONCE]
        marks = ",".join("?" * len(part))
        found += connection.execute(
            "SELECT id, ref, layer, channel, kind, kin, lines, answers, tags, aims FROM entry"  # noqa: S608 - parts of our own
            f" WHERE id IN ({marks}){conditions}",
            (*part, *values),
        ).fetchall()
        if len(found) >= CANDIDATES:
            break
    return found


def _of_channel(channel: str, named: set[str]) -> float:
    """On a call one speaks: written wordings come later, unless their channel is asked for."""
    if channel in named:
        return NAMED
    return -WRITTEN if channel not in {"", "call"} and not named else 0.0


class _Kin:
    """How others say the same kind of excuse: looked at once for all entries of that kind."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.known: dict[str, float] = {}

    def best(self, query: Query, owners: _Owners, names: str) -> float:
        """How well the best line of the kinds in `names`, divided by spaces, fits."""
        if not names:
            return 0.0
        if names not in self.known:
            wanted = names.split(" ")
            marks = ",".join("?" * len(wanted))
            lines = [
                row[0]
                for row in self.connection.execute(
                    f"SELECT lines FROM kin WHERE name IN ({marks})",  # noqa: S608 - marks only
                    wanted,
                )
            ]
            self.known[names] = _best_line(query, owners, "\n".join(lines))
        return self.known[names]


def _best_line(query: Query, owners: _Owners, lines: str) -> float:
    """How well the best of the lines fits: words first, then letter by letter."""
    best = 0.0
    for line in lines.split("\n"):
        bearing, _, whole = line.partition(WHOLE_LINE)
        parts = bearing.split(" ")
        if parts[0] == ABOUT:
            continue
        here: dict[int, float] = {}
        for token in parts[2:]:
            if token in owners:
                for place, worth in owners[token]:
                    if worth > here.get(place, 0.0):
                        here[place] = worth
        if not here:
            continue
        size = int(parts[1]) or 1
        share = sum(query.units[place].weight * worth for place, worth in here.items())
        full = min(1.0, len(here) / size)
        value = WORTH[parts[0]] * share / query.total * (1 - FULL + FULL * full)
        if value * (LINE + LETTERS) > best:
            letters = token_set_ratio(query.joined, whole) / 100
            best = max(best, value * (LINE + LETTERS * letters))
    return best


_Owners = dict[str, list[tuple[int, float]]]
"""For each word of the index that the query is glad of: which units it stands for, how fully."""


def _owners(query: Query) -> _Owners:
    owners: _Owners = {}
    for place, unit in enumerate(query.units):
        for token, worth in unit.stands.items():
            owners.setdefault(token, []).append((place, worth))
    return owners
