"""The problems of a file as it is being typed, before it is saved: shape, words, references in it."""

from pathlib import Path

import yaml

from coach.content.checks import check_call, check_excuse, check_pack
from coach.content.packs import PACK_FILE, PLAYS_ENDING
from coach.content.shape import read_as
from coach.content.source import Source, near
from coach.domain.call import Call, Pack, Play
from coach.domain.excuse import Excuse
from coach.domain.problems import Problem


def draft_problems(path: Path, text: str) -> list[Problem]:
    """What is wrong with `text` as the content of the file at `path`, by line.

    References to other files are left to the check after saving.
    """
    source = Source(near(path), text)
    root = source.root
    if root is None:
        return source.problems
    if path.name == PACK_FILE:
        pack = read_as(source, root, Pack)
        if isinstance(pack, Pack):
            check_pack(source, pack, path.parent.name)
    elif path.name.endswith(PLAYS_ENDING):
        read_as(source, root, list[Play])
    elif path.parent.name == "excuses":
        _check_excuses(source, root)
    elif path.parent.name == "calls":
        call = read_as(source, root, Call)
        if isinstance(call, Call):
            check_call(source, call, None)
    return sorted(source.problems, key=lambda one: (one.line, one.column))


def _check_excuses(source: Source, root: yaml.Node) -> None:
    if not isinstance(root, yaml.SequenceNode):
        source.add(root, "wrong-type", "This file must be a list.", "Begin each entry with a dash.")
        return
    seen: set[str] = set()
    for node in root.value:
        excuse = read_as(source, node, Excuse)
        if not isinstance(excuse, Excuse):
            continue
        check_excuse(source, node, excuse)
        if excuse.id in seen:
            told = f"The id `{excuse.id}` is used before, in this file."
            source.add(node, "double-id", told, "Give this excuse an id of its own.")
        seen.add(excuse.id)
