"""Packs: a folder in; a library of excuses and calls out, with every problem of every file."""

import gc
import re
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from coach.content.checks import check_call, check_excuse, check_pack
from coach.content.rules import check_severities, read_rules, rule_names
from coach.content.shape import nearest, read_as
from coach.content.source import Source, near, read_source
from coach.domain.call import Call, Library, Pack, Play
from coach.domain.excuse import Excuse
from coach.domain.problems import Problem

R = TypeVar("R", Pack, Call, Excuse, Play)
PACK_FILE = "pack.yaml"
PLAYS_ENDING = ".plays.yaml"
_PARTS = frozenset({"excuses", "calls"})
"""Folders by which one sees that a pack was meant."""
_MEANT = re.compile(r"[a-z]{4}(?:\.ya?ml?.*|\.txt)?$", re.IGNORECASE)
_LETTERS = sorted("pack")


class Reading(msgspec.Struct):
    """What came of reading a pack's folder."""

    library: Library | None
    """The content that is sound; none where the pack's own file is not."""
    problems: list[Problem]
    """All that was found, in the order of files and lines."""
    places: dict[str, tuple[str, int, int]] = {}
    """Where each rule set (`rules/name`), excuse (`excuse/id`), call (`call/id`) and golden line of a house rule
    (`rule/id/breach/0`) begins: file, line, column."""


def pack_folders(root: Path) -> list[Path]:
    """The folders under `root` that may be packs, by name; `root` itself if it is or should be one."""
    if (root / PACK_FILE).is_file():
        return [root]
    if not root.is_dir():
        return []
    inside = sorted(
        folder for folder in root.iterdir() if folder.is_dir() and not folder.name.startswith(".")
    )
    if any((folder / PACK_FILE).is_file() for folder in inside):
        return inside
    lacks = any(folder.name in _PARTS for folder in inside) or bool(_nearly_right(root))
    return [root] if lacks else inside


def _nearly_right(folder: Path) -> str:
    """The name of a file that was most likely meant to be the pack's own; empty: there is none."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError:
        return ""
    alike = [name for name in names if _MEANT.match(name) and sorted(name[:4].lower()) == _LETTERS]
    return min(alike, key=lambda name: (not name.lower().startswith("pack"), name), default="")


def read_pack(folder: Path) -> Reading:
    """Read one pack. A file with errors is left out; the rest of the pack can still be used."""
    collecting = gc.isenabled()
    # Half the time of reading large YAML goes into collecting garbage that is none.
    gc.disable()
    try:
        return _read_pack(folder)
    finally:
        if collecting:
            gc.enable()


def _read_pack(folder: Path) -> Reading:
    problems: list[Problem] = []
    pack_path = folder / PACK_FILE
    if not pack_path.is_file():
        return Reading(None, [_no_pack_file(folder)])
    source = read_source(pack_path)
    source.problems[:] = [_not_to_delete(problem) for problem in source.problems]
    places: dict[str, tuple[str, int, int]] = {}
    house = read_rules(folder / "rules", problems, places)
    pack = _record(source, Pack)
    if pack is not None:
        check_pack(source, pack, folder.name)
        for index, name in enumerate(pack.rules):
            at = source.find("rules", index)
            if at is not None:
                mark = at.start_mark
                places[f"rules/{name}"] = (source.name, mark.line + 1, mark.column + 1)
        if pack.severities:
            check_severities(source, pack.severities, rule_names() | {rule.id for rule in house})
    excuses, declared = _read_excuses(folder, problems, places)
    calls, plays = _read_calls(folder, problems, declared, places)
    problems[:0] = source.problems
    library = None
    if pack is not None and not any(p.severity == "error" for p in source.problems):
        library = Library(
            pack=pack,
            excuses=excuses,
            calls=calls,
            plays=plays,
            house_rules=house,
            folder=str(folder),
        )
        _check_order(source, library, problems)
    return Reading(library, sorted(problems, key=lambda p: (p.file, p.line, p.column)), places)


def _no_pack_file(folder: Path) -> Problem:
    there = _nearly_right(folder) if folder.is_dir() else ""
    return Problem(
        file=near(folder / PACK_FILE),
        code="no-pack-file",
        message="This folder has no pack.yaml, so it is not a pack.",
        remedy=f"Rename `{there}` to `{PACK_FILE}`."
        if there
        else "Add one (`coach pack new` makes a working example), or point at a pack's own folder.",
    )


def _not_to_delete(problem: Problem) -> Problem:
    """An empty file may go, but not this one: without it the folder is no pack."""
    if problem.code != "empty-file":
        return problem
    return msgspec.structs.replace(
        problem, remedy="Fill it; `coach pack new` makes one to copy from."
    )


def _check_order(source: Source, library: Library, problems: list[Problem]) -> None:
    before = len(source.problems)
    for index, name in enumerate(library.pack.order):
        if name not in library.calls:
            source.add(
                source.find("order", index),
                "unknown-call",
                f"There is no call `{name}` in this pack.",
                nearest(name, list(library.calls)) if library.calls else "",
            )
    problems.extend(source.problems[before:])


def _files(folder: Path, problems: list[Problem]) -> list[Path]:
    if not folder.is_dir():
        return []
    try:
        return sorted(
            path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"} and path.is_file()
        )
    except PermissionError:
        problems.append(barred(folder))
        return []


def barred(folder: Path) -> Problem:
    """What to tell of a folder that may not be read."""
    return Problem(
        file=near(folder),
        code="unreadable-file",
        message="The folder may not be read.",
        remedy="Ask whoever keeps it for leave to read it.",
    )


def _record(source: Source, kind: type[R]) -> R | None:
    """The file as one record of `kind`; none with its problems noted in `source`."""
    if source.root is None:
        return None
    value: R | object = read_as(source, source.root, kind)
    return value if isinstance(value, kind) else None


def _entries(source: Source, kind: type[R]) -> list[tuple[yaml.Node, R]]:
    """The entries of a file that is a list, those that are sound, with their nodes."""
    if source.root is None:
        return []
    if not isinstance(source.root, yaml.SequenceNode):
        source.add(
            source.root, "wrong-type", "This file must be a list.", "Begin each entry with a dash."
        )
        return []
    read = [(node, read_as(source, node, kind)) for node in source.root.value]
    return [(node, value) for node, value in read if isinstance(value, kind)]


def _read_excuses(
    folder: Path, problems: list[Problem], places: dict[str, tuple[str, int, int]]
) -> tuple[dict[str, Excuse], set[str] | None]:
    """The sound excuses, and the ids of all, so that a fault is told once and not where it is used.

    The ids are none where a file cannot be read as YAML: then nobody knows what it holds.
    """
    found: dict[str, Excuse] = {}
    declared: set[str] = set()
    readable = True
    for path in _files(folder / "excuses", problems):
        source = read_source(path)
        for node, excuse in _entries(source, Excuse):
            before = len(source.problems)
            if excuse.id in found:
                source.add(
                    node,
                    "double-id",
                    f"The id `{excuse.id}` is used before, in {_place(places, excuse.id)}.",
                    "Give this excuse an id of its own.",
                )
            check_excuse(source, node, excuse)
            if not any(p.severity == "error" for p in source.problems[before:]):
                found[excuse.id] = excuse
                mark = node.start_mark
                places[f"excuse/{excuse.id}"] = (source.name, mark.line + 1, mark.column + 1)
        readable = readable and source.root is not None
        declared |= _declared(source)
        problems.extend(source.problems)
    return found, declared if readable else None


def _place(places: dict[str, tuple[str, int, int]], name: str) -> str:
    file, line, _ = places[f"excuse/{name}"]
    return f"{file}, line {line}"


def _declared(source: Source) -> set[str]:
    entries = source.root.value if isinstance(source.root, yaml.SequenceNode) else []
    nodes = [source.find("id", start=entry) for entry in entries]
    return {node.value for node in nodes if isinstance(node, yaml.ScalarNode)}


def _read_calls(
    folder: Path,
    problems: list[Problem],
    excuses: set[str] | None,
    places: dict[str, tuple[str, int, int]],
) -> tuple[dict[str, Call], dict[str, tuple[Play, ...]]]:
    calls: dict[str, Call] = {}
    plays: dict[str, tuple[Play, ...]] = {}
    paths = _files(folder / "calls", problems)
    for path in paths:
        if path.name.endswith(PLAYS_ENDING):
            continue
        source = read_source(path)
        call: Call | None = _record(source, Call)
        if call is not None:
            if call.id in calls:
                source.add(
                    source.find("id"),
                    "double-id",
                    f"The id `{call.id}` is used by another call of this pack.",
                    "Give this call an id of its own.",
                )
            check_call(source, call, excuses)
            if not any(p.severity == "error" for p in source.problems):
                calls[call.id] = call
                places[f"call/{call.id}"] = (source.name, 1, 1)
        problems.extend(source.problems)
    for path in paths:
        if path.name.endswith(PLAYS_ENDING):
            _read_plays(path, calls, plays, problems)
    return calls, plays


def _read_plays(
    path: Path, calls: dict[str, Call], plays: dict[str, tuple[Play, ...]], problems: list[Problem]
) -> None:
    source = read_source(path)
    name = path.name.removesuffix(PLAYS_ENDING)
    entries = _entries(source, Play)
    if not path.with_name(f"{name}.yaml").is_file():
        source.at(
            1,
            1,
            "plays-without-call",
            f"There is no call `{name}` for these plays.",
            "Name the file after its call.",
        )
    elif name in calls:
        plays[name] = tuple(play for _, play in entries)
    problems.extend(source.problems)
