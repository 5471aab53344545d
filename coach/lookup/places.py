"""Where wordings are kept: personal over team over built-in, and whether a file has changed.

Imports nothing but `os` and `sys`: this runs before every look-up.
"""

from __future__ import annotations

import os

from coach.lookup.shares import answers, barred, locked, silent
from coach.paths import config_dir, data_dir
from coach.settings.reading import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib costs half a start
_ENDINGS = (".yaml", ".yml", ".txt")


class Layer:
    """One place where packs and books are kept."""

    __slots__ = ("books", "folder", "name", "packs", "writable")

    def __init__(self, name: str, folder: str, packs: list[str], books: list[str]) -> None:
        self.name = name
        """`personal`, `team` or `built-in`."""
        self.folder = folder
        """What is shown as its place."""
        self.packs = packs
        """Folders in which packs are looked for."""
        self.books = books
        """Folders in which books of scripts are looked for."""
        self.writable = os.access(folder, os.W_OK) if os.path.isdir(folder) else True  # noqa: PTH112 - see above
        """Whether it may be changed; a team's shared folder is often read-only."""


def team_folder() -> str:
    """The team's library: `COACH_TEAM`, else the folder named in the settings; empty: none.

    Raises SettingsError where the settings cannot be read.
    """
    given = os.environ.get("COACH_TEAM")
    if given is not None:
        return os.path.expanduser(given)  # noqa: PTH111 - see above
    chosen = Settings().text("team")
    if chosen:
        return os.path.expanduser(chosen)  # noqa: PTH111 - see above
    try:
        with open(_join(config_dir(), "team-library"), encoding="utf-8") as file:  # noqa: PTH123 - see above
            return os.path.expanduser(file.read().strip())  # noqa: PTH111 - see above
    except OSError:
        return ""


def team_trouble() -> str:
    """What is wrong with the team's folder, in words; empty where it answers or none is named."""
    team = team_folder()
    if not team:
        return ""
    if not answers(team):
        return silent(team)
    return locked(team) if barred(team) else ""


def personal_folder() -> str:
    """One's own library, beside the records."""
    return _join(data_dir(), "library")


def layers() -> list[Layer]:
    """All layers, the one that wins first; without the team's while its folder cannot be read."""
    found = [_own("personal", personal_folder())]
    team = team_folder()
    if team and answers(team) and not barred(team):
        found.append(_own("team", team))
    inside = _join(os.path.dirname(_HERE), "shipped")  # noqa: PTH120 - see above
    home = inside if os.path.isdir(inside) else os.path.dirname(os.path.dirname(_HERE))  # noqa: PTH112, PTH120 - see above
    shipped = Layer("built-in", home, [_join(home, "scenarios")], [_join(home, "scripts")])
    shipped.writable = False
    found.append(shipped)
    return found


def _own(name: str, folder: str) -> Layer:
    return Layer(
        name, folder, [_join(folder, "scenarios"), folder], [_join(folder, "scripts"), folder]
    )


def _join(*parts: str) -> str:
    return os.path.join(*parts)  # noqa: PTH118 - see above


def stamp(found: list[Layer]) -> str:
    """What changes as soon as any file of the libraries does: names, sizes and times of change."""
    lines: list[str] = []
    for layer in found:
        lines.append(layer.name)
        for folder in layer.packs:
            for pack in sorted(_folders(folder)):
                lines.extend(_files(pack))
                lines.extend(_files(_join(pack, "excuses")))
        for folder in layer.books:
            lines.extend(_files(folder))
    lines.extend(_files(_HERE))
    return "\n".join(lines)


def without_team(stamped: str) -> str:
    """A stamp without what it says of the team's layer."""
    before, team, after = stamped.partition("\nteam\n")
    _, mark, rest = after.partition("built-in\n")
    return f"{before}\n{mark}{rest}" if team and mark else stamped


def _folders(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                # Assignments are no wordings: setting one must not make every desk index anew.
                if entry.name[0] != "." and entry.name != "assignments" and entry.is_dir():
                    yield entry.path
    except OSError:
        return


def _files(folder: str) -> list[str]:
    lines = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(_ENDINGS):
                    facts = entry.stat()
                    lines.append(f"{entry.path} {facts.st_size} {facts.st_mtime_ns}")
    except OSError:
        return []
    lines.sort()
    return lines
