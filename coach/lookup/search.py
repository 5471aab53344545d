"""Search: candidates from the index, ordered by what they say to the query.

A candidate is judged by how much of the query it holds (rare words count more), by its best
single line, and by RapidFuzz letter by letter; then a favourite or a much-used entry moves up.
"""

from __future__ import annotations

from math import log

from coach.lookup.closer import Closer
from coach.lookup.index import ABOUT, KIN, SAID
from coach.lookup.kin import Kin
from coach.lookup.lines import WORTH, best_line, owners_of
from coach.lookup.query import read_query
from coach.lookup.sorts import Sorts
from coach.lookup.wording import unpacked
from coach.lookup.words import STOP

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from coach.lookup.lines import Owners
    from coach.lookup.query import Query
    from coach.lookup.wording import Wording

CANDIDATES = 45
"""How many entries are looked at closely."""
REST = 0.5
"""What a word counts that stands only in answers, goal and key points."""
WEAK = 0.2
"""An entry whose own lines fit less than this is looked at for a sentence of its answers."""
RANK = {
    "held": 0.489, "line": 0.257, "least": 0.09, "said": 0.26, "tags": 0.349, "aims": 0.039,
    "pairs": 0.193, "spoken": -0.081, "sort": 0.209, "behind": -0.218,
}  # fmt: skip
"""What each measure of a candidate adds to its place (`python -m coach.calibrate.ranking`)."""
RELATED = {
    "held": 0.469, "line": 0.324, "least": 0.496, "tags": 0.164, "pairs": 0.051, "strange": -0.041,
    "known": 0.051, "usual": 0.069, "doubt": -0.499, "mended": -0.356,
}  # fmt: skip
"""What each measure says of whether a candidate has to do with the query at all (fitted too)."""
ENOUGH = 0.4
"""Less related than this, an entry is not shown."""
WHOLE, TAGGED = 0.9, 0.7
"""An entry is shown that holds so much of the query, so much of it in its title and tags."""
FIRST = 2.0
"""What lifts an entry on the end of a life above all others, when the query speaks of one."""
_URGENT = "endlife0"
"""The meaning of which nothing else may come first."""
NAMED, WRITTEN = 0.06, 0.25
"""A wording of a channel that was named moves up; a written one moves down where none was."""
_NAMED = {
    "textmessage0": "sms",
    "email0": "email",
    "postletter0": "letter",
    "voicemail0": "voicemail",
    "callbacknote0": "note",
}
"""The meanings that name a channel."""
_FAR, _LEAST = 20.0, 2e-9
"""A kind of excuse that is so much less likely, as a logarithm and as a share, is ruled out."""
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
_COLUMNS = ("said", "about", "kin", "rest")
"""Where a word stands, in the order of their worth."""
_PLACE = 4
"""Bytes of one place."""
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
    owners = owners_of(query)
    looked = _looked_at(connection, query, owners, rows, held, entries)
    channels = {_NAMED[token] for token in owners if token in _NAMED}
    lift = liked or {}
    hits = []
    for row, values in zip(rows, looked, strict=True):
        number, ref, layer, channel = row[:4]
        if not (relates(values) or number in urgent):
            continue
        score = sum(weight * values[name] for name, weight in RANK.items())
        score += _of_channel(channel, channels) + (FIRST if number in urgent else 0.0)
        hits.append(Hit(number, ref, layer, score + lift.get(ref, 0.0)))
    before = text.rpartition(" ")[0]
    if typing and not hits and before.strip():
        # What was found a key ago stays until the word is whole.
        return search(connection, before, filters, limit=limit, liked=liked)
    hits.sort(key=lambda hit: (-hit.score, hit.layer, hit.number))
    return hits[:limit]


def relates(values: Mapping[str, float]) -> bool:
    """Whether a candidate with these measures has to do with the query."""
    related = sum(weight * values[name] for name, weight in RELATED.items())
    return related >= ENOUGH or named(values)


def named(values: Mapping[str, float]) -> bool:
    """Whether the query is a candidate's own tag or title."""
    return values["held"] >= WHOLE and values["tags"] >= TAGGED


def candidates(connection: sqlite3.Connection, text: str) -> list[tuple[str, dict[str, float]]]:
    """The names of all entries looked at closely for `text`, with what was measured of them."""
    entries = int(connection.execute("SELECT value FROM meta WHERE name = 'entries'").fetchone()[0])
    query = read_query(text, connection, entries, typing=False)
    held = _held(connection, query, entries)
    rows = _rows(connection, held, None)
    looked = _looked_at(connection, query, owners_of(query), rows, held, entries)
    return [(row[1], values) for row, values in zip(rows, looked, strict=True)]


def _looked_at(
    connection: sqlite3.Connection,
    query: Query,
    owners: Owners,
    rows: list[_Row],
    held: dict[int, float],
    entries: int,
) -> list[dict[str, float]]:
    """What is measured of each candidate, in their order."""
    kin = Kin(connection, query, owners)
    closer = Closer(connection, query.line, entries)
    sorts = Sorts(connection, query.whole, closer.known | STOP, entries)
    most = max(sorts.shares.values(), default=1.0) or 1.0
    found = []
    for number, _, _, _, kind, names, lines, answers, tags, aims in rows:
        own, others = best_line(query, owners, lines), kin.best(names)
        if max(own, others) < WEAK:
            own = max(own, best_line(query, owners, answers))
        said, tagged, aimed, pairs = closer.measure(tags, aims, lines)
        sort = sorts.share(names)
        found.append({
            "held": held[number], "line": max(own, others), "least": min(own, others),
            "said": said, "tags": tagged, "aims": aimed, "pairs": pairs,
            "spoken": float(kind == "excuse"), "sort": sort,
            "behind": min(1.0, log(most / max(sort, _LEAST)) / _FAR),
            "strange": sorts.strange, "known": sorts.pairs, "usual": sorts.usual,
            "doubt": sorts.doubt, "mended": query.mended,
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
    most = _MOST_PLACES if entries > _SMALL else _ALL_PLACES
    wanted = {token for unit in query.units for token in unit.stands}
    marks = ",".join("?" * len(wanted))
    # A list too long to be looked at comes as its length alone: reading it would cost the most.
    columns = ", ".join(
        f"CASE WHEN length({name}) <= {most * _PLACE} THEN {name} ELSE length({name}) END"
        for name in _COLUMNS
    )
    places = {
        row[0]: row[1:]
        for row in connection.execute(
            f"SELECT word, {columns} FROM place WHERE word IN ({marks})",  # noqa: S608 - marks and our own names
            list(wanted),
        )
    }
    sums: dict[int, float] = {}
    left = most
    for unit in sorted(query.units, key=lambda unit: -unit.weight):
        best: dict[int, float] = {}
        again: dict[int, float] = {}
        for token, worth in sorted(unit.stands.items(), key=lambda stand: stand[1]):
            for packed, worth_here, name in zip(
                places.get(token, ()), _WORTHS, _COLUMNS, strict=False
            ):
                if not packed:
                    continue
                many = (packed if isinstance(packed, int) else len(packed)) // _PLACE
                if many > left and (sums or best):
                    continue
                many = min(many, left)
                left -= many
                whole = (
                    _beginning(connection, token, name, many) if isinstance(packed, int) else packed
                )
                _count(memoryview(whole).cast("I")[:many], worth * worth_here, best, again)
        for number, value in best.items():
            full = value + AGAIN * min(1.0, again[number]) if number in again else value
            sums[number] = sums.get(number, 0.0) + unit.weight * full
    return {number: value / query.total for number, value in sums.items()}


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


def _beginning(connection: sqlite3.Connection, token: str, name: str, many: int) -> bytes:
    """So many entries of a list that is too long to be read whole."""
    row = connection.execute(
        f"SELECT substr({name}, 1, ?) FROM place WHERE word = ?",  # noqa: S608 - one of our columns
        (many * _PLACE, token),
    ).fetchone()
    return bytes(row[0])


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
