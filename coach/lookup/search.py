"""Search: candidates from the index, ordered by what they say to the query.

A candidate is judged by how much of the query it holds (rare words count more), by its best
single line, and by RapidFuzz letter by letter; then a favourite or a much-used entry moves up.
"""

from __future__ import annotations

from math import log

from coach.lookup.closer import Closer
from coach.lookup.held import held_of
from coach.lookup.index import ANSWER, SAID
from coach.lookup.kin import Kin
from coach.lookup.lines import WORTH, best_line
from coach.lookup.query import read_query
from coach.lookup.reader import marks
from coach.lookup.sorts import Sorts
from coach.lookup.words import STOP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.lookup.query import Query
    from coach.lookup.reader import Entry, Reader

CANDIDATES, QUICK = 45, 24
"""How many entries are looked at closely; and how many between two keys."""
WEAK = 0.2
"""An entry whose own lines fit less than this is looked at for a sentence of its answers."""
RANK = {
    "held": 0.461, "line": 0.232, "least": 0.077, "said": 0.234, "tags": 0.312, "aims": 0.043,
    "pairs": 0.206, "spoken": -0.137, "sort": 0.222, "behind": -0.193,
}  # fmt: skip
"""What each measure of a candidate adds to its place (`python -m coach.calibrate.ranking`)."""
RELATED = {
    "held": 0.476, "line": 0.371, "least": 0.447, "tags": 0.158, "pairs": 0.071, "strange": -0.019,
    "known": 0.047, "usual": 0.06, "doubt": -0.556, "mended": -0.36,
}  # fmt: skip
"""What each measure says of whether a candidate has to do with the query at all (fitted too)."""
ENOUGH = 0.405
"""Less related than this, an entry is not shown."""
FITTING, RIVALS = 0.42, 12
"""Of what filters leave, only that is shown which fits at least so well, as a part of the best there
is; looked for among so many that hold most of the query. Between the text messages, letters and
notes that fit one of forty situations of a call and those that merely come nearest to it."""
WHOLE, TAGGED = 0.9, 0.7
"""An entry is shown that holds so much of the query, so much of it in its title and tags."""
FIRST = 2.0
"""What lifts an entry on the end of a life above all others, when the query speaks of one."""
_URGENT = "endlife0"
"""The meaning of which nothing else may come first."""
_PAST = (
    "killed himself", "killed herself", "killed themsel", "took his own life", "took her own life",
    "took their own life", "hanged himself", "hanged herself",
    "hung himself", "hung herself", "topped himself", "topped herself",
)  # fmt: skip
"""Who says this mourns somebody; by their stems the words cannot be told from a plan."""
NAMED, WRITTEN = 0.06, 0.32
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
_AT_ONCE = 400
"""Entries that are fetched at once."""


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

    def given(self) -> list[str]:
        """What was asked for, in words: `channel sms`."""
        named = ((name, getattr(self, name)) for name in sorted(self.__slots__))
        return [f"{name} {value}" for name, value in named if value]

    def country(self) -> str:
        """The country asked for, as entries name it; empty: any."""
        asked: str = self.jurisdiction.upper()  # type: ignore[attr-defined]  # a slot set above
        if not asked:
            return ""
        from coach.domain.countries import CALLED

        return CALLED.get(asked, asked)

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
        country = self.country()
        if country:
            conditions.append(" AND entry.jurisdiction IN (?, ?, '', 'INT')")
            values += [country, country.split("-")[0]]
        return "".join(conditions), values


def search(
    reader: Reader,
    text: str,
    filters: Filters | None = None,
    *,
    limit: int = 3,
    liked: Mapping[str, float] | None = None,
    typing: bool = False,
    quick: bool = False,
) -> list[Hit]:
    """The entries that fit `text`, best first; none where nothing is relevant.

    While one is `typing`, the last word may not be finished yet; `quick` is for between two keys.
    `reader` holds the index. `liked` lifts entries by their name: favourites and what was used
    before, 0 to about 0.1. Raises sqlite3.DatabaseError where the index is damaged.
    """
    query = read_query(text, reader, typing=typing)
    urgent = set() if any(told in text.casefold() for told in _PAST) else _urgent(reader, query)
    most = QUICK if quick else CANDIDATES
    entries, held = _candidates(reader, query, urgent, filters, most)
    if not entries:
        return []
    narrowed = filters is not None and bool(filters.given())
    rivals = _rivals(reader, entries, held) if narrowed else []
    fits = _fitting(_looked_at(reader, query, [*entries, *rivals], held), narrowed=narrowed)
    channels = {_NAMED[token] for unit in query.units for token in unit.stands if token in _NAMED}
    lift = liked or {}
    hits = []
    for entry, (fit, shown) in zip(entries, fits, strict=False):
        number = entry.number
        if not (shown or number in urgent):
            continue
        score = fit + _of_channel(entry.channel, channels) + (FIRST if number in urgent else 0.0)
        hits.append(Hit(number, entry.ref, entry.layer, score + lift.get(entry.ref, 0.0)))
    before = text.rstrip().rpartition(" ")[0]
    if typing and not hits and before.strip():
        # What was found a key ago stays until the word is whole.
        return search(reader, before, filters, limit=limit, liked=liked, quick=quick)
    hits.sort(key=lambda hit: (-hit.score, hit.layer, hit.number))
    return hits[:limit]


def _fitting(looked: list[dict[str, float]], *, narrowed: bool) -> list[tuple[float, bool]]:
    """How well each candidate fits, before channel, favourites and use, and whether it is shown."""
    fits = [sum(weight * values[name] for name, weight in RANK.items()) for values in looked]
    related = [relates(values) for values in looked]
    best = max((fit for fit, so in zip(fits, related, strict=True) if so), default=0.0)
    least = FITTING * best if narrowed else float("-inf")
    return [(fit, so and fit >= least) for fit, so in zip(fits, related, strict=True)]


def relates(values: Mapping[str, float]) -> bool:
    """Whether a candidate with these measures has to do with the query."""
    related = sum(weight * values[name] for name, weight in RELATED.items())
    return related >= ENOUGH or named(values)


def named(values: Mapping[str, float]) -> bool:
    """Whether the query is a candidate's own tag or title."""
    return values["held"] >= WHOLE and values["tags"] >= TAGGED


def candidates(reader: Reader, text: str) -> list[tuple[str, dict[str, float]]]:
    """The names of all entries looked at closely for `text`, with what was measured of them."""
    query = read_query(text, reader, typing=False)
    entries, held = _candidates(reader, query, set(), None, CANDIDATES)
    looked = _looked_at(reader, query, entries, held)
    return [(entry.ref, values) for entry, values in zip(entries, looked, strict=True)]


def _looked_at(
    reader: Reader, query: Query, entries: list[Entry], held: dict[int, float]
) -> list[dict[str, float]]:
    """What is measured of each candidate, in their order."""
    kin = Kin(reader, query, {kind for entry in entries for kind in entry.kinds})
    closer = Closer(reader, query.line)
    sorts = Sorts(reader, query.whole, closer.known | STOP)
    most = max(sorts.shares.values(), default=1.0) or 1.0
    found = []
    for entry in entries:
        own, others = best_line(query, entry.lines, WORTH[SAID]), kin.best(entry.kinds)
        if max(own, others) < WEAK:
            own = max(own, best_line(query, entry.answers, WORTH[ANSWER]))
        said, tagged, aimed, pairs = closer.measure(entry)
        sort = sorts.share(entry.kinds)
        found.append({
            "held": held[entry.number], "line": max(own, others), "least": min(own, others),
            "said": said, "tags": tagged, "aims": aimed, "pairs": pairs,
            "spoken": float(entry.kind == "excuse"), "sort": sort,
            "behind": min(1.0, log(most / max(sort, _LEAST)) / _FAR),
            "strange": sorts.strange, "known": sorts.pairs, "usual": sorts.usual,
            "doubt": sorts.doubt, "mended": query.mended,
        })  # fmt: skip
    return found


def _urgent(reader: Reader, query: Query) -> set[int]:
    """The entries that speak of ending a life, where the query does too."""
    if all(_URGENT not in unit.stands for unit in query.units):
        return set()
    row = reader.connection.execute(
        "SELECT said, about FROM place WHERE word = ?", (_URGENT,)
    ).fetchone()
    return {number for packed in row or () for number in memoryview(packed).cast("I")}


def _candidates(
    reader: Reader, query: Query, urgent: set[int], filters: Filters | None, most: int
) -> tuple[list[Entry], dict[int, float]]:
    """The entries that hold most of the query and pass the filters, and how much they hold."""
    held = held_of(reader, query)
    held.update(dict.fromkeys(urgent, FIRST))
    numbers = list(held)
    if len(held) > most:
        numbers.sort(key=held.__getitem__, reverse=True)
    conditions, values = filters.sql() if filters else ("", [])
    if conditions:
        numbers = _passing(reader, numbers, conditions, values, most)
        if urgent and filters:
            # Whoever asked for a text message is told all the same, as that market and country say it.
            wide = Filters(market=filters.market, jurisdiction=filters.jurisdiction).sql()  # type: ignore[attr-defined]  # slots
            first = _passing(reader, list(urgent), *wide, len(urgent))
            numbers = [*first, *(number for number in numbers if number not in first)]
    return reader.those(numbers[:most]), held


def _rivals(reader: Reader, entries: list[Entry], held: dict[int, float]) -> list[Entry]:
    """The entries that hold most of the query and that filters keep out."""
    inside = {entry.number for entry in entries}
    first = sorted(held, key=held.__getitem__, reverse=True)[:RIVALS]
    return reader.those([number for number in first if number not in inside])


def _passing(
    reader: Reader, numbers: list[int], conditions: str, values: list[str], most: int
) -> list[int]:
    """The first of the entries that pass the filters, as many as are looked at closely."""
    found: list[int] = []
    for begin in range(0, len(numbers), _AT_ONCE):
        part = numbers[begin : begin + _AT_ONCE]
        passed = {
            row[0]
            for row in reader.connection.execute(
                f"SELECT id FROM entry WHERE id IN ({marks(part)}){conditions}",  # noqa: S608 - parts of our own
                (*part, *values),
            )
        }
        found += [number for number in part if number in passed]
        if len(found) >= most:
            break
    return found


def _of_channel(channel: str, named: set[str]) -> float:
    """On a call one speaks: written wordings come later, unless their channel is asked for."""
    if channel in named:
        return NAMED
    return -WRITTEN if channel not in {"", "call"} and not named else 0.0
