"""The index file: made anew beside the old one when a library changed, then put in its place.

Two processes may do so at once: each writes a file of its own, and the last to finish wins.
"""

from __future__ import annotations

import os
import sqlite3

from coach.lookup.meaning import by_first, is_meaning, meanings
from coach.lookup.words import STOP, split, stem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from coach.lookup.meaning import Phrase
    from coach.lookup.wording import Wording

FORMAT = "1"
"""Changes whenever an older index cannot be read any more."""
SAID, ABOUT, KIN = "s", "t", "k"
"""Marks of a line: what a debtor says; title, tags and use; how others say the same kind."""

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, ref TEXT NOT NULL, kind TEXT NOT NULL, layer INTEGER NOT NULL,
  market TEXT NOT NULL, jurisdiction TEXT NOT NULL, channel TEXT NOT NULL, stage TEXT NOT NULL,
  family TEXT NOT NULL, mood TEXT NOT NULL, kin TEXT NOT NULL,
  said TEXT NOT NULL, rest TEXT NOT NULL);
CREATE TABLE kin (name TEXT PRIMARY KEY, lines TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE wording (id INTEGER PRIMARY KEY, ref TEXT NOT NULL, packed TEXT NOT NULL);
CREATE VIRTUAL TABLE found USING fts5 (said, rest, content='', detail='column');
CREATE TABLE term (word TEXT PRIMARY KEY, many INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE typed (word TEXT PRIMARY KEY, stem TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE phrase (
  first TEXT NOT NULL, words TEXT NOT NULL, meaning TEXT NOT NULL,
  PRIMARY KEY (first, words, meaning)) WITHOUT ROWID;
"""


def open_fresh(path: str, stamp: str) -> sqlite3.Connection | None:
    """The index at `path` for reading, if it is whole and was made from files of this stamp."""
    try:
        os.stat(path)  # noqa: PTH116 - pathlib costs half a start
    except OSError:
        return None
    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    except sqlite3.Error:
        return None
    try:
        connection.execute("PRAGMA query_only = 1")
        known = dict(connection.execute("SELECT name, value FROM meta"))
        if known.get("format") == FORMAT and known.get("stamp") == stamp:
            return connection
    except sqlite3.Error:
        connection.close()
        return None
    connection.close()
    return None


def is_broken(error: sqlite3.Error) -> bool:
    """Whether an error of a query means that the file itself is damaged."""
    return isinstance(error, sqlite3.DatabaseError)


def build(
    path: str,
    stamp: str,
    wordings: Iterable[Wording],
    groups: Mapping[str, Iterable[str]],
    kin: Mapping[str, list[str]],
) -> str:
    """Make the index of `wordings` at `path`; comes back with the path of the file to open.

    Args:
        path: Where the index belongs.
        stamp: What the files were when they were read.
        wordings: The entries, the layer that wins first.
        groups: Synonyms: words and phrases of one meaning, by the name of the group.
        kin: How debtors say a kind of excuse, by its place in the taxonomy.

    Raises OSError or sqlite3.Error where no file can be written. On a platform that does not let
    an open file be replaced, the new file stays beside it and its own path comes back.
    """
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - as above
    fresh = f"{path}.{os.getpid()}"
    _remove(fresh)
    try:
        connection = sqlite3.connect(fresh, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(_SCHEMA)
            connection.execute("BEGIN")
            _Writer(connection, groups, kin).write(wordings)
            connection.executemany(
                "INSERT INTO meta VALUES (?, ?)", [("format", FORMAT), ("stamp", stamp)]
            )
            connection.execute("COMMIT")
        finally:
            connection.close()
        os.replace(fresh, path)  # noqa: PTH105 - as above
    except PermissionError:
        return fresh
    except BaseException:
        _remove(fresh)
        raise
    return path


def _remove(path: str) -> None:
    try:
        os.unlink(path)  # noqa: PTH108 - as above
    except FileNotFoundError:
        return


class _Writer:
    """Fills an empty index."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        groups: Mapping[str, Iterable[str]],
        kin: Mapping[str, list[str]],
    ) -> None:
        self.connection = connection
        self.phrases: dict[str, list[tuple[Phrase, str]]] = by_first(groups)
        self.many: dict[str, int] = {}
        self.typed: dict[str, str] = {}
        self.kin = {name: [self.line(KIN, text) for text in texts] for name, texts in kin.items()}
        for texts in groups.values():
            for text in texts:
                self.stems(text)

    def stems(self, text: str) -> list[str]:
        """The stems of `text`; every word is remembered as one that may be typed."""
        found = []
        for word in split(text):
            known = self.typed.get(word)
            if known is None:
                known = self.typed[word] = stem(word)
            found.append(known)
        return found

    def tokens(self, text: str) -> tuple[list[str], list[str]]:
        """The words of `text` that carry meaning, and the meanings of its words and phrases."""
        line = self.stems(text)
        known: Callable[[str], Iterable[tuple[Phrase, str]]] = lambda word: self.phrases.get(
            word, ()
        )  # noqa: E731 - shorter than a method here
        names = dict.fromkeys(name for _, _, name in meanings(line, known))
        return list(dict.fromkeys(word for word in line if word not in STOP)), list(names)

    def line(self, mark: str, text: str) -> str:
        """One line as the ranking reads it: mark, number of words, words, meanings."""
        words, names = self.tokens(text)
        return f"{mark} {len(words)} {' '.join((*words, *names))}"

    def write(self, wordings: Iterable[Wording]) -> None:
        """Write all entries, then what is counted over them."""
        count = 0
        order = {"personal": 0, "team": 1}
        for count, wording in enumerate(wordings, start=1):  # noqa: B007 - counted for the end
            said = [self.line(SAID, text) for text in wording.says]
            about = " . ".join((wording.title, wording.use, *wording.tags))
            said.append(self.line(ABOUT, about))
            kin = [line for name in wording.taxonomy for line in self.kin.get(name, ())]
            rest_words, rest_names = self.tokens(
                " . ".join(
                    (*wording.answers, wording.ask, wording.goal, wording.subject, *wording.points)
                )
            )
            rest = " ".join((*rest_words, *rest_names))
            tokens = {token for line in (*said, *kin) for token in line.split(" ")[2:]}
            lines = "\n".join(said)
            self._put(count, order.get(wording.layer, 2), wording, tokens, lines, rest)
        self._put_counts(count)

    def _put(
        self, number: int, layer: int, wording: Wording, tokens: set[str], lines: str, rest: str
    ) -> None:
        self.connection.execute(
            "INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                number, wording.ref, wording.kind, layer, wording.market, wording.jurisdiction,
                wording.channel, wording.stage, wording.family, wording.mood,
                " ".join(name for name in wording.taxonomy if name in self.kin), lines, rest,
            ),
        )  # fmt: skip
        self.connection.execute(
            "INSERT INTO wording VALUES (?,?,?)", (number, wording.ref, wording.packed())
        )
        self.connection.execute(
            "INSERT INTO found (rowid, said, rest) VALUES (?,?,?)",
            (number, " ".join(tokens), rest),
        )
        for token in tokens.union(rest.split(" ")):
            self.many[token] = self.many.get(token, 0) + 1

    def _put_counts(self, count: int) -> None:
        self.many.pop("", None)
        self.connection.executemany("INSERT INTO term VALUES (?,?)", sorted(self.many.items()))
        self.connection.executemany("INSERT INTO typed VALUES (?,?)", sorted(self.typed.items()))
        self.connection.executemany(
            "INSERT OR IGNORE INTO phrase VALUES (?,?,?)",
            sorted(
                (first, " ".join(words), name)
                for first, found in self.phrases.items()
                for words, name in found
                if name in self.many
            ),
        )
        self.connection.executemany(
            "INSERT INTO kin VALUES (?,?)",
            [(name, "\n".join(lines)) for name, lines in self.kin.items()],
        )
        self.connection.execute("INSERT INTO meta VALUES ('entries', ?)", (str(count),))
        self.connection.execute("INSERT INTO found (found) VALUES ('optimize')")


def texts_of(line: str) -> list[str]:
    """The words of an analysed line without its meanings: for comparing letter by letter."""
    return [token for token in line.split(" ")[2:] if not is_meaning(token)]
