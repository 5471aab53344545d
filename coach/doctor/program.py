"""The program itself: its version, its Python, SQLite, and the libraries it needs."""

import platform
import re
import sqlite3
import sys
from importlib import metadata

from coach.doctor.finding import Area
from coach.version import __version__

STRICT = (3, 37, 0)
"""The first SQLite with strict tables, which the records use."""
OLDEST = (3, 11)
"""The oldest Python that the program runs on."""
_NEEDS = re.compile(r"^([A-Za-z0-9_.-]+)\s*\(?([^;)]*)\)?\s*(;.*)?$")
_BOUND = re.compile(r"(>=|<=|<|>|==|!=|~=)\s*([0-9][0-9.]*)")
_UPDATE = "Install the program again: pip install --upgrade coach"


def look(area: Area) -> None:
    """Versions of the program and of what it stands on."""
    python = platform.python_version()
    system = f"{platform.system()} {platform.release()}"
    area.fine(f"coach {__version__}, Python {python}, SQLite {sqlite3.sqlite_version}, {system}.")
    if sys.version_info[:2] < OLDEST:
        area.broken(f"Python {python} is too old.", "Use Python 3.11 or newer.")
    if sqlite3.sqlite_version_info < STRICT:
        area.broken(
            f"SQLite {sqlite3.sqlite_version} is too old for the records.",
            "Use a Python with SQLite 3.37 or newer.",
        )
    _look_at_needs(area)
    _look_at_yaml(area)


def _look_at_needs(area: Area) -> None:
    try:
        needs = metadata.requires("coach") or []
    except metadata.PackageNotFoundError:
        area.note("The program runs without being installed, so its needs are not known.")
        return
    there = []
    for need in needs:
        found = _NEEDS.match(need)
        if found is None or "extra" in (found.group(3) or ""):
            continue
        name, wanted = found.group(1), found.group(2).strip()
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            area.broken(f"{name} is missing.", _UPDATE)
            continue
        if fits(version, wanted):
            there.append(f"{name} {version}")
        else:
            area.advice(
                f"{name} {version} is not what the program was made for: {wanted}.", _UPDATE
            )
    if there:
        area.fine(f"Libraries: {', '.join(sorted(there))}.")


def fits(version: str, wanted: str) -> bool:
    """Whether a version fits bounds such as `>=8.2,<9`."""
    own = _parts(version)
    for sign, bound in _BOUND.findall(wanted):
        other = _parts(bound)
        length = max(len(own), len(other))
        a, b = own + (0,) * (length - len(own)), other + (0,) * (length - len(other))
        fine = {
            ">=": a >= b, "<=": a <= b, "<": a < b, ">": a > b, "==": a == b, "!=": a != b,
            "~=": a >= b and own[: len(other) - 1] == other[:-1],
        }  # fmt: skip
        if not fine[sign]:
            return False
    return True


def _parts(version: str) -> tuple[int, ...]:
    found = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in found.group().split(".")) if found else ()


def _look_at_yaml(area: Area) -> None:
    try:
        import yaml
    except ImportError:
        return  # told among the needs
    if not hasattr(yaml, "CSafeLoader"):
        area.advice(
            "PyYAML was built without LibYAML: libraries are read nine times as slowly.",
            "Install the wheel from the package index: pip install --force-reinstall pyyaml",
        )
