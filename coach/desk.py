"""A place at the look-up for a whole call: the index, what was filled in, the last query."""

from __future__ import annotations

import sqlite3
from threading import Lock
from typing import TYPE_CHECKING

from coach.domain.fill import address_of
from coach.lookup.ahead import as_asked, next_letters
from coach.lookup.fillin import fill, missing, of_example, shown_text, with_defaults
from coach.lookup.lead import leading
from coach.lookup.reader import Reader
from coach.lookup.search import Filters, Hit, search
from coach.lookup.usage import Use, count_use, lifts, read_usage, set_star
from coach.wordings import open_index, rebuild, trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.domain.excuse import Account, Person
    from coach.lookup.wording import Gap, Wording

MARKETS = ("", "trade", "consumer")
CHANNELS = ("", "call", "voicemail", "sms", "email", "letter", "note")
_LIMIT = 8
_LETTERS = 8
"""Keys that are looked up before they are pressed."""
_MOST_QUICK = 200
"""Results of keys that are kept, whether they were pressed or may be."""


class DeskError(Exception):
    """The look-up cannot be used; the message tells a person."""


class Desk:
    """What the look-up screen stands on. `open`, `find`, `star` and `use` may run in any thread."""

    def __init__(self, facts: dict[str, str] | None = None) -> None:
        self.query = ""
        """What was typed last."""
        self.values: dict[str, str] = dict(facts or {})
        """What goes into gaps: the facts of the call, and what was typed into the fields."""
        self.market = ""
        self.channel = ""
        self.jurisdiction = ""
        self.told: Callable[[int, str], None] | None = None
        """Hears how far opening has come where it takes a moment, in the thread that opens; what it
        raises ends that. See `coach.wordings.open_index`."""
        self.trouble = ""
        """What is wrong with the team's folder, in words; empty: nothing. Known once it is open."""
        self._usage: dict[str, Use] = {}
        self._reader: Reader | None = None
        self._lock = Lock()
        self._quick: dict[tuple[str, ...], list[Wording]] = {}

    def open(self) -> None:
        """Open the index, made anew where files have changed. Raises DeskError."""
        with self._lock:
            if self._reader is not None:
                self._reader.connection.close()
                self._reader = None
            try:
                self._reader = Reader(open_index(self.told))
                self._reader.warm()
                self.trouble = trouble()
            except (OSError, ValueError, sqlite3.Error) as error:
                raise DeskError(f"The libraries cannot be read: {error}.") from error
            self._usage = read_usage()
            self._quick.clear()

    def find(self, query: str, *, quick: bool = False) -> list[Wording]:
        """The entries that fit what has been typed so far; `quick` for between two keys.

        Raises DeskError.
        """
        with self._lock:
            return self._found_quickly(query) if quick else self._found(query, quick=False)

    def likely(self, query: str) -> list[str]:
        """What may stand in the line after the next key, the likeliest first, and is not known yet.

        Each may be given to `look_ahead` while nobody types. Never raises: who types on learns it.
        """
        with self._lock:
            if self._reader is None or not query.strip():
                return []
            try:
                letters = next_letters(self._reader, query, _LETTERS)
            except sqlite3.DatabaseError:
                return []
            after = [query + letter for letter in letters]
            return [text for text in after if self._asked(text) not in self._quick]

    def look_ahead(self, query: str) -> None:
        """Find for `query` what the key that makes it will ask for. Raises DeskError."""
        with self._lock:
            self._found_quickly(query)

    def _asked(self, query: str) -> tuple[str, ...]:
        """All that decides what is found for a query, but the index and the favourites."""
        return (as_asked(query), self.market, self.channel, self.jurisdiction)

    def _found_quickly(self, query: str) -> list[Wording]:
        asked = self._asked(query)
        found = self._quick.get(asked)
        if found is None:
            found = self._found(query, quick=True)
            if len(self._quick) >= _MOST_QUICK:
                self._quick.clear()
            self._quick[asked] = found
        return found

    def _found(self, query: str, *, quick: bool) -> list[Wording]:
        reader = self._reader
        if reader is None or not query.strip():
            return []
        filters = Filters(market=self.market, channel=self.channel, jurisdiction=self.jurisdiction)
        liked = lifts(self._usage)

        def hits_of(reader: Reader) -> list[Hit]:
            return search(
                reader, query, filters, limit=_LIMIT, liked=liked, typing=True, quick=quick
            )

        try:
            hits = hits_of(reader)
        except sqlite3.DatabaseError:
            reader.connection.close()
            self._reader = reader = self._anew()
            hits = hits_of(reader)
        return [reader.wording(hit.number) for hit in hits]

    def _anew(self) -> Reader:
        self._quick.clear()
        try:
            return Reader(rebuild())
        except (OSError, ValueError, sqlite3.Error) as error:
            raise DeskError(f"The index cannot be made anew: {error}.") from error

    def use_of(self, ref: str) -> Use:
        """How an entry has been used so far."""
        return self._usage.get(ref) or Use()

    def star(self, ref: str) -> bool:
        """Make an entry a favourite, or no longer; comes back with what it is now."""
        use = self._usage.setdefault(ref, Use())
        self._kept(lambda: set_star(ref, not use.starred))
        use.starred = not use.starred
        self._quick.clear()
        return use.starred

    def use(self, ref: str) -> None:
        """Count that an entry was used. Raises DeskError where that cannot be kept."""
        self._kept(lambda: count_use(ref))
        self._usage.setdefault(ref, Use()).count += 1
        self._quick.clear()

    @staticmethod
    def _kept(write: Callable[[], None]) -> None:
        try:
            write()
        except (OSError, sqlite3.Error) as error:
            raise DeskError(f"That could not be kept: {error}.") from error

    def answers(self, entry: Wording) -> list[str]:
        """What to say, filled as far as is known, the fitting answer first."""
        known = with_defaults(entry, self.values)
        return [fill(text, known) for text in leading(entry, self.query)]

    def of_example(self, entry: Wording) -> list[list[str]]:
        """The sums and days in each of `answers` that belong to the example it was written for."""
        return [of_example(entry, text) for text in leading(entry, self.query)]

    def filled(self, entry: Wording, text: str) -> str:
        """`text` of an entry, filled as far as is known."""
        return fill(text, with_defaults(entry, self.values))

    def ready(self, entry: Wording) -> str:
        """What is copied or sent: with its subject, where it has one."""
        answers = self.answers(entry)
        return self.filled(entry, shown_text(entry, answers[0])) if answers else ""

    def gaps(self, entry: Wording) -> list[Gap]:
        """The gaps of what is shown first, whether filled or not, with what to ask for."""
        lead = leading(entry, self.query)
        return missing(entry, shown_text(entry, lead[0]), {}) if lead else []


def facts_of(account: Account, person: Person | None = None, collector: str = "") -> dict[str, str]:
    """What is certain about a running call, for the gaps of wordings."""
    facts = {
        "creditor": account.creditor.split(",")[0],
        "customer": account.customer.split(",")[0],
        "amount": account.amount,
        "invoice": account.invoice,
        "days_past_due": str(account.days_past_due) if account.days_past_due > 0 else "",
        "contact": address_of(person) if person else "",
        "collector": collector,
    }
    return {name: value for name, value in facts.items() if value}
