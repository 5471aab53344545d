"""The door between the libraries and the look-up: reads all layers, keeps the index fresh.

Light until something has changed: the readers of YAML are imported only to make the index anew.
"""

from __future__ import annotations

import os
import sqlite3

from coach.lookup.index import open_fresh
from coach.lookup.places import layers, stamp, team_trouble, without_team
from coach.paths import cache_dir

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.lookup.build import WordLists
    from coach.lookup.places import Layer
    from coach.lookup.wording import Wording


def index_path() -> str:
    """Where the index is kept."""
    return os.path.join(cache_dir(), "lookup.db")  # noqa: PTH118 - pathlib costs half a start


def open_index(told: Callable[[str], None] | None = None) -> sqlite3.Connection:
    """The index, made anew where it is missing, damaged or older than the files.

    `told` hears one line while it is made. Raises OSError or sqlite3.Error where neither the
    cache folder nor a temporary one can be written.
    """
    found = layers()
    now = stamp(found)
    connection = open_fresh(index_path(), now)
    if connection is None and team_trouble():
        # What the team's folder held when it could last be read is of more use than nothing.
        connection = open_fresh(index_path(), now, without_team)
    return connection or rebuild(found, now, told)


def rebuild(
    found: list[Layer] | None = None, now: str = "", told: Callable[[str], None] | None = None
) -> sqlite3.Connection:
    """Make the index anew and open it. Raises as `open_index`."""
    from coach.lookup.build import build
    from coach.shelves import read_all, word_lists

    found = found or layers()
    now = now or stamp(found)
    if told:
        told("Reading the libraries; this happens once after a change.")
    wordings = list(read_all(found).wordings())
    lists = word_lists()
    try:
        path = build(index_path(), now, wordings, lists)
    except (OSError, sqlite3.Error):
        return _aside(now, wordings, lists)
    connection = open_fresh(path, now)
    return connection or _aside(now, wordings, lists)


def _aside(now: str, wordings: list[Wording], lists: WordLists) -> sqlite3.Connection:
    """An index in a temporary folder, where the cache folder cannot be written or used."""
    import atexit
    import shutil
    import tempfile

    from coach.lookup.build import build

    folder = tempfile.mkdtemp(prefix="coach-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = build(os.path.join(folder, "lookup.db"), now, wordings, lists)  # noqa: PTH118 - as above
    connection = open_fresh(path, now)
    if connection is None:
        raise OSError(f"The index in {folder} cannot be read.")
    return connection
