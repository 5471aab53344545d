"""Making the index: beside the old one when a library changed, then put in its place.

Two processes may do so at once: each writes a file of its own, and the last to finish wins.
"""

from __future__ import annotations

import os
import sqlite3
from array import array

from coach.lookup import kin
from coach.lookup.index import ABOUT, ANSWER, FORMAT, KIN, SAID, SECTION, WHOLE_LINE
from coach.lookup.meaning import by_first, light_line, meanings
from coach.lookup.sorts import Counts
from coach.lookup.words import STOP, split, stem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from coach.lookup.meaning import Phrase
    from coach.lookup.wording import Wording

_LAYERS = {"personal": 0, "team": 1}
_ANSWERS = 3
"""Answers of an entry whose sentences are kept one by one."""
_FEW = 2
"""A line with no more telling words than this is also found as a whole."""
_SHORTEST = 12
"""Characters of the shortest sentence by which an answer is found."""
_REMEMBERED = 20_000
"""Texts whose words are remembered: house wordings repeat from entry to entry."""
_GENERAL = 0.5
"""How much a word of any talk tells beside one that is just as rare."""

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, ref TEXT NOT NULL, kind TEXT NOT NULL, layer INTEGER NOT NULL,
  market TEXT NOT NULL, jurisdiction TEXT NOT NULL, channel TEXT NOT NULL, stage TEXT NOT NULL,
  family TEXT NOT NULL, mood TEXT NOT NULL, kin TEXT NOT NULL, lines TEXT NOT NULL,
  answers TEXT NOT NULL, tags TEXT NOT NULL, aims TEXT NOT NULL);
CREATE TABLE common (word TEXT PRIMARY KEY, many INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE wording (id INTEGER PRIMARY KEY, ref TEXT NOT NULL, packed TEXT NOT NULL);
CREATE TABLE term (
  word TEXT PRIMARY KEY, many INTEGER NOT NULL, tells REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
  word TEXT PRIMARY KEY, said BLOB NOT NULL, about BLOB NOT NULL, kin BLOB NOT NULL,
  rest BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE mark (
  mark TEXT PRIMARY KEY, many INTEGER NOT NULL, kinds TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sort (kind TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE near (word TEXT PRIMARY KEY, others TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE typed (word TEXT PRIMARY KEY, stem TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE phrase (
  first TEXT NOT NULL, words TEXT NOT NULL, meaning TEXT NOT NULL,
  PRIMARY KEY (first, words, meaning)) WITHOUT ROWID;
"""


def _sentences(text: str) -> list[str]:
    for end in ("? ", "! ", "; ", "\n"):
        text = text.replace(end, ". ")
    return [part for part in text.split(". ") if len(part) >= _SHORTEST]


def spaced(words: Iterable[str]) -> str:
    """Words as `coach.lookup.closer` counts them: each with a space of its own on both sides."""
    return "".join(f" {word} " for word in words)


def _packed(lines: list[str]) -> str:
    """Lines as `coach.lookup.reader.Lines` reads them: the other way round, word by word."""
    having: dict[str, list[str]] = {}
    for place, line in enumerate(lines):
        for word in dict.fromkeys(_bearing(line)):
            having.setdefault(word, []).append(str(place))
    told = "\n".join(spaced(line.partition(WHOLE_LINE)[2].split(" ")) for line in lines)
    return SECTION.join((
        " ".join(line.split(" ", 2)[1] for line in lines),
        told,
        "\n".join(f"{word} {' '.join(places)}" for word, places in having.items() if word),
    ))  # fmt: skip


def _bearing(line: str) -> list[str]:
    """The words and meanings of an analysed line."""
    return line.partition(WHOLE_LINE)[0].split(" ")[2:]


class WordLists:
    """What is known about words before any entry is read."""

    __slots__ = ("general", "groups", "kin", "near")

    def __init__(
        self,
        groups: Mapping[str, list[str]],
        kin: Mapping[str, list[str]],
        near: Mapping[str, list[tuple[str, float]]],
        general: Iterable[str],
    ) -> None:
        self.groups = groups
        """Synonyms: words and phrases of one meaning, by the name of the group."""
        self.kin = kin
        """How debtors say a kind of excuse, by its place in the taxonomy."""
        self.near = near
        """Words near in meaning, with how near they are, 0 to 1."""
        self.general = general
        """Words of any talk, which tell little."""


def build(
    path: str,
    stamp: str,
    wordings: Iterable[Wording],
    lists: WordLists,
    told: Callable[[int], None] | None = None,
) -> str:
    """Make the index of `wordings` at `path`; comes back with the path of the file to open.

    Args:
        path: Where the index belongs.
        stamp: What the files were when they were read.
        wordings: The entries, the layer that wins first.
        lists: What is known about words beforehand.
        told: Hears how many entries are written. What it raises ends the making; nothing of it
            is left, and the index that was there stays.

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
            connection.executescript(_SCHEMA + kin.SCHEMA)
            connection.execute("BEGIN")
            _Writer(connection, lists).write(wordings, told)
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
        lists: WordLists,
    ) -> None:
        self.connection = connection
        self.phrases: dict[str, list[tuple[Phrase, str]]] = by_first(lists.groups)
        self.many: dict[str, int] = {}
        self.common: dict[str, int] = {}
        self.lengths = {"said": 0, "tags": 0, "aims": 0}
        self.places: dict[str, tuple[array[int], ...]] = {}
        self.typed: dict[str, str] = {}
        self.analysed: dict[str, tuple[list[str], list[str]]] = {}
        self.kin = {
            name: [self.line(KIN, text) for text in texts] for name, texts in lists.kin.items()
        }
        self.counts = Counts()
        for name, texts in lists.kin.items():
            for text in texts:
                self.counts.add((name,), self.stems(text))
        for texts in lists.groups.values():
            for text in texts:
                self.stems(text)
        self.near = lists.near
        self.general = {stem(word) for word in lists.general}

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
        known = self.analysed.get(text)
        if known is None:
            line = self.stems(text)
            names = dict.fromkeys(name for _, _, name in meanings(line, self._phrases_from))
            known = list(dict.fromkeys(word for word in line if word not in STOP)), list(names)
            if len(self.analysed) > _REMEMBERED:
                self.analysed.clear()
            self.analysed[text] = known
        return known

    def _phrases_from(self, word: str) -> list[tuple[Phrase, str]]:
        return self.phrases.get(word, [])

    def line(self, mark: str, text: str) -> str:
        """One line as the ranking reads it: mark, number of words, words, meanings."""
        words, names = self.tokens(text)
        if mark == SAID and len(words) <= _FEW:
            names = [*names, light_line(self.stems(text))]
        return f"{mark} {len(words)} {' '.join((*words, *names))}{WHOLE_LINE}{' '.join(self.stems(text))}"

    def write(self, wordings: Iterable[Wording], told: Callable[[int], None] | None = None) -> None:
        """Write all entries, then what is counted over them."""
        count = 0
        for wording in wordings:
            count += 1
            self._put(count, wording)
            if told:
                told(count)
        self._put_counts(count)

    def _put(self, number: int, wording: Wording) -> None:
        about = " . ".join((wording.title, wording.use, *wording.tags))
        lines = [self.line(SAID, text) for text in wording.says] + [self.line(ABOUT, about)]
        kin = [name for name in wording.taxonomy if name in self.kin]
        for text in (*wording.says, wording.title, *wording.tags) if wording.taxonomy else ():
            self.counts.add(wording.taxonomy, self.stems(text))
        rest = " . ".join(
            (*wording.answers, wording.ask, wording.goal, wording.subject, *wording.points)
        )
        said = {token for line in lines[:-1] for token in _bearing(line)}
        told = said.union(_bearing(lines[-1]))
        for token in told:
            self.many[token] = self.many.get(token, 0) + 1
        self._place(number, 0, said)
        self._place(number, 1, set(_bearing(lines[-1])))
        others = {token for name in kin for line in self.kin[name] for token in _bearing(line)}
        self._place(number, 2, others)
        answers = [
            self.line(ANSWER, sentence)
            for text in wording.answers[:_ANSWERS]
            for sentence in _sentences(text)
        ]
        words, names = self.tokens(rest)
        self._place(number, 3, {*words, *names})
        tags = self.stems(" ".join((wording.title, *wording.tags)))
        aims = self.stems(" ".join((wording.use, wording.goal, *wording.points, wording.ask)))
        self.lengths["said"] += sum(len(self.stems(text)) for text in wording.says)
        self.lengths["tags"] += len(tags)
        self.lengths["aims"] += len(aims)
        spoken = self.stems(" ".join((*wording.says, *wording.answers)))
        for word in {*tags, *aims, *spoken}:
            self.common[word] = self.common.get(word, 0) + 1
        self.connection.execute(
            "INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                number, wording.ref, wording.kind, _LAYERS.get(wording.layer, 2), wording.market,
                wording.jurisdiction, wording.channel, wording.stage, wording.family, wording.mood,
                " ".join(kin), _packed(lines[:-1]), _packed(answers), spaced(tags), spaced(aims),
            ),
        )  # fmt: skip
        self.connection.execute(
            "INSERT INTO wording VALUES (?,?,?)", (number, wording.ref, wording.packed())
        )

    def _place(self, number: int, where: int, tokens: set[str]) -> None:
        for token in tokens:
            places = self.places.get(token)
            if places is None:
                places = self.places[token] = (array("I"), array("I"), array("I"), array("I"))
            places[where].append(number)

    def _put_counts(self, count: int) -> None:
        self.places.pop("", None)
        for token in self.places:
            self.many.setdefault(token, 1)
        self.many.pop("", None)
        self.connection.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?)",
            (
                (token, *(where.tobytes() for where in places))
                for token, places in sorted(self.places.items())
            ),
        )
        self.connection.executemany(
            "INSERT INTO term VALUES (?,?,?)",
            [
                (word, many, _GENERAL if word in self.general else 1.0)
                for word, many in sorted(self.many.items())
            ],
        )
        self.connection.executemany(
            "INSERT OR IGNORE INTO near VALUES (?,?)",
            [(word, others) for word, others in self._neighbours() if others],
        )
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
        kin.put(
            self.connection,
            (
                (name, int(line.split(" ", 2)[1]), _bearing(line), line.partition(WHOLE_LINE)[2])
                for name, lines in self.kin.items()
                for line in lines
            ),
        )
        self.connection.executemany("INSERT INTO mark VALUES (?,?,?)", self.counts.marks())
        self.connection.executemany("INSERT INTO sort VALUES (?,?)", self.counts.sizes())
        self.connection.executemany("INSERT INTO common VALUES (?,?)", sorted(self.common.items()))
        self.connection.execute("INSERT INTO meta VALUES ('entries', ?)", (str(count),))
        self.connection.execute("INSERT INTO meta SELECT 'marks', count(*) FROM mark")
        self.connection.executemany(
            "INSERT INTO meta VALUES (?,?)",
            [(name, str(max(1.0, total / max(1, count)))) for name, total in self.lengths.items()],
        )

    def _neighbours(self) -> Iterator[tuple[str, str]]:
        for word, near in self.near.items():
            own = stem(word)
            known = ((stem(other), worth) for other, worth in near)
            yield (
                own,
                " ".join(
                    f"{other} {worth:.2f}"
                    for other, worth in known
                    if other in self.many and other != own
                ),
            )
