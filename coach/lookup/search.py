"""Search: candidates from the index, ordered by what they say to the query.

A candidate is judged by how much of the query it holds (rare words count more), by its best
single line, and by RapidFuzz letter by letter; then a favourite or a much-used entry moves up.
"""

from __future__ import annotations

from rapidfuzz.fuzz import token_set_ratio

from coach.lookup.index import ABOUT, KIN, SAID
from coach.lookup.query import read_query
from coach.lookup.wording import unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from coach.lookup.query import Query, Unit
    from coach.lookup.wording import Wording

CANDIDATES = 90
"""How many entries are looked at closely."""
WORTH = {SAID: 1.0, ABOUT: 0.92, KIN: 0.8}
"""What a word counts by where it stands."""
REST = 0.62
"""What a word counts that stands only in answers, goal and key points."""
BAG, LINE, LETTERS = 0.5, 0.35, 0.15
"""Shares of: the query's words anywhere, in the best single line, letter by letter."""
ENOUGH = 0.42
"""Below this an entry has too little to do with the query to be shown."""
_MANY = 4000
"""Above so many matches, they are not put in order before they are looked at."""


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
    if not query.units or not any(unit.stands for unit in query.units):
        return []
    rows = _candidates(connection, query, entries, filters)
    kin = _Kin(connection)
    lift = liked or {}
    hits = []
    for number, ref, layer, names, said, rest in rows:
        score = _score(query, said, rest, kin.of(names))
        if score >= ENOUGH:
            hits.append(Hit(number, ref, layer, score + lift.get(ref, 0.0)))
    hits.sort(key=lambda hit: (-hit.score, hit.layer, hit.number))
    return hits[:limit]


def wording(connection: sqlite3.Connection, hit: Hit) -> Wording:
    """All that is kept of a hit's entry."""
    row = connection.execute("SELECT packed FROM wording WHERE id = ?", (hit.number,)).fetchone()
    return unpacked(row[0])


class _Kin:
    """How others say the same kind of excuse: read once for all candidates of a search."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.known: dict[str, list[str]] = {}

    def of(self, names: str) -> list[str]:
        """The lines of the kinds in `names`, divided by spaces."""
        if not names:
            return []
        if names not in self.known:
            lines: list[str] = []
            for name in names.split(" "):
                row = self.connection.execute(
                    "SELECT lines FROM kin WHERE name = ?", (name,)
                ).fetchone()
                lines += row[0].split("\n") if row else []
            self.known[names] = lines
        return self.known[names]


_Row = tuple[int, str, int, str, str, str]


def _candidates(
    connection: sqlite3.Connection, query: Query, entries: int, filters: Filters | None
) -> list[_Row]:
    tokens: dict[str, float] = {}
    for unit in query.units:
        for token, worth in unit.stands.items():
            if query.many.get(token):
                tokens[token] = max(worth, tokens.get(token, 0.0))
    if not tokens:
        return []
    conditions, values = filters.sql() if filters else ("", [])
    match, ordered = _match(query, tokens)
    order = " ORDER BY bm25(found, 3.0, 1.0)" if ordered else ""
    return connection.execute(
        "SELECT entry.id, ref, layer, kin, entry.said, entry.rest"  # noqa: S608 - parts of our own
        " FROM found JOIN entry ON entry.id = found.rowid"
        f" WHERE found MATCH ?{conditions}{order} LIMIT {CANDIDATES}",
        (match, *values),
    ).fetchall()


def _match(query: Query, tokens: dict[str, float]) -> tuple[str, bool]:
    """The match expression, and whether its matches are few enough to be put in order."""
    if sum(query.many[token] for token in tokens) <= _MANY:
        return " OR ".join(f'"{token}"' for token in tokens), True
    alternatives = []
    for unit in sorted(query.units, key=lambda unit: -unit.weight):
        stands = [token for token in unit.stands if token in tokens]
        if stands:
            alternatives.append((sum(query.many[token] for token in stands), stands))
    few: list[str] = []
    count = 0
    for many, stands in sorted(alternatives):
        if count + many > _MANY:
            break
        few += stands
        count += many
    if few:
        return " OR ".join(f'"{token}"' for token in few), True
    both = alternatives[:2]
    return " AND ".join("(" + " OR ".join(f'"{t}"' for t in part) + ")" for _, part in both), False


def _score(query: Query, said: str, rest: str, kin: list[str]) -> float:
    units = query.units
    owners: dict[str, list[tuple[int, float]]] = {}
    for place, unit in enumerate(units):
        for token, worth in unit.stands.items():
            owners.setdefault(token, []).append((place, worth))
    bag = [0.0] * len(units)
    best_line = best_letters = 0.0
    for line in (*said.split("\n"), *kin):
        parts = line.split(" ")
        worth_here = WORTH[parts[0]]
        here: dict[int, float] = {}
        words = 0
        for token in parts[2:]:
            for place, worth in owners.get(token, ()):
                if worth > here.get(place, 0.0):
                    here[place] = worth
        if not here:
            continue
        for place, worth in here.items():
            if worth * worth_here > bag[place]:
                bag[place] = worth * worth_here
        if parts[0] == ABOUT:
            continue
        size = int(parts[1]) or 1
        full = min(1.0, len(here) / size)
        covered = sum(here.values()) / query.total
        value = worth_here * covered * (0.65 + 0.35 * full)
        if value > best_line:
            best_line = value
            words = size
            best_letters = (
                token_set_ratio(query.joined, " ".join(parts[2 : 2 + words])) / 100 * worth_here
            )
    for token in rest.split(" "):
        for place, worth in owners.get(token, ()):
            if worth * REST > bag[place]:
                bag[place] = worth * REST
    return BAG * sum(bag) / query.total + LINE * best_line + LETTERS * best_letters * best_line


def shown_weight(units: list[Unit]) -> float:
    """The weight of all units together."""
    return sum(unit.weight for unit in units)
