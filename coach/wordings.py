"""The door between the libraries and the look-up: reads all layers, keeps the index fresh.

Light until something has changed: the readers of YAML are imported only to make the index anew.
"""

from __future__ import annotations

import os
import sqlite3

from coach.lookup.index import open_fresh
from coach.lookup.places import layers, stamp, team_folder, team_trouble, without_team
from coach.paths import cache_dir

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.lookup.build import WordLists
    from coach.lookup.places import Layer
    from coach.lookup.wording import Wording

    Told = Callable[[int, str], None]

WHOLE = 100
"""Steps of making the index, as whoever is told of it counts them."""
_READ = 25
"""Steps at which the libraries are read; the entries are written in the rest but the last."""
_WRITTEN = 85
"""Steps at which the entries are written; then their words are counted."""
_NEARER = 12
"""Each pack or book that is read brings it nearer to the end of reading by one part in so many:
how many there are is known at the end alone."""


def index_path() -> str:
    """Where the index is kept."""
    return os.path.join(cache_dir(), "lookup.db")  # noqa: PTH118 - pathlib costs half a start


def open_index(told: Told | None = None) -> sqlite3.Connection:
    """The index, made anew where it is missing, damaged or older than the files.

    `told` hears how many steps of WHOLE are done while it is made, and what is at hand. What it
    raises ends the making: nothing half-made is left, and an older index stays. Raises OSError or sqlite3.Error where neither the
    cache folder nor a temporary one can be written.
    """
    found = layers()
    now = stamp(found)
    connection = open_fresh(index_path(), now)
    if connection is None and team_trouble():
        # What the team's folder held when it could last be read is of more use than nothing.
        connection = open_fresh(index_path(), now, without_team)
    return connection or rebuild(found, now, told)


def trouble() -> str:
    """What the look-up tells of a team's folder that cannot be read; empty: nothing is wrong."""
    told = team_trouble()
    return told and f"{told} What was read of it before is still found."


def rebuild(
    found: list[Layer] | None = None, now: str = "", told: Told | None = None
) -> sqlite3.Connection:
    """Make the index anew and open it. Raises as `open_index`."""
    from coach.lookup.build import build
    from coach.shelves import read_all, word_lists

    found = found or layers()
    now = now or stamp(found)
    steps = _Steps(told)
    wordings = list(read_all(found, steps.reads).wordings())
    if team_trouble():
        wordings = _with_team(wordings, _last_of_team(team_folder()))
    lists = word_lists()
    steps.entries = len(wordings)
    try:
        path = build(index_path(), now, wordings, lists, steps.writes)
    except (OSError, sqlite3.Error):
        return _aside(now, wordings, lists, steps)
    connection = open_fresh(path, now)
    return connection or _aside(now, wordings, lists, steps)


def _last_of_team(folder: str) -> list[Wording]:
    """What the index held of the team's folder when that could last be read; none: not known."""
    from coach.lookup.wording import unpacked

    connection = open_fresh(index_path(), "", lambda _: "")
    if connection is None:
        return []
    try:
        rows = connection.execute("SELECT packed FROM wording ORDER BY id").fetchall()
    except sqlite3.Error:  # damaged: that is why it is made anew
        return []
    finally:
        connection.close()
    inside = os.path.join(os.path.normpath(folder), "")  # noqa: PTH118 - as above
    kept = (unpacked(packed) for (packed,) in rows)
    return [one for one in kept if one.layer == "team" and one.file.startswith(inside)]


def _with_team(wordings: list[Wording], kept: list[Wording]) -> list[Wording]:
    """The entries with those kept of the team's: personal wins over team, team over built-in."""
    own = [one for one in wordings if one.layer == "personal"]
    whole: dict[tuple[str, str], Wording] = {}
    for one in (*own, *kept, *wordings):
        whole.setdefault((one.kind, one.ref), one)
    return list(whole.values())


class _Steps:
    """How far the making of the index has come; whoever is told hears of whole steps alone."""

    def __init__(self, told: Told | None) -> None:
        self.entries = 0
        """Entries that are to be written."""
        self._told = told
        self._left = 1.0
        self._last = -1

    def reads(self, name: str) -> None:
        """A pack or a book is read now."""
        self._say(int(_READ * (1 - self._left)), f"reading {name}")
        self._left -= self._left / _NEARER

    def writes(self, count: int) -> None:
        """So many entries are written."""
        done = _READ + (_WRITTEN - _READ) * count // self.entries
        left = count < self.entries
        self._say(done, f"{count} of {self.entries} entries" if left else "counting their words")

    def _say(self, done: int, what: str) -> None:
        if self._told and done != self._last:
            self._last = done
            self._told(done, what)


def _aside(
    now: str, wordings: list[Wording], lists: WordLists, steps: _Steps
) -> sqlite3.Connection:
    """An index in a temporary folder, where the cache folder cannot be written or used."""
    import atexit
    import shutil
    import tempfile

    from coach.lookup.build import build

    folder = tempfile.mkdtemp(prefix="coach-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = os.path.join(folder, "lookup.db")  # noqa: PTH118 - as above
    path = build(path, now, wordings, lists, steps.writes)
    connection = open_fresh(path, now)
    if connection is None:
        raise OSError(f"The index in {folder} cannot be read.")
    return connection
