"""The packs that an author can open: here, in the folder one stands in; one's own; the team's; shipped."""

import shutil
from pathlib import Path

import msgspec
import yaml

from coach.authoring.archive import personal_folder
from coach.authoring.workbench import WorkbenchError, may_change
from coach.content.packs import PACK_FILE, pack_folders
from coach.content.source import read_source

HERE = "here"
"""The layer of packs in the folder one stands in, or in the one that was named."""
_SOURCE = ".coach-source"


class PackAtHand(msgspec.Struct, frozen=True, kw_only=True):
    """A pack that can be opened."""

    id: str
    """Its id, or its folder's name where the file cannot be read."""
    title: str
    """Its title."""
    about: str
    """Whom it is for."""
    version: str
    """Its version."""
    language: str
    """Its language."""
    folder: Path
    """Where it is."""
    layer: str
    """`here`, `personal`, `team` or `built-in`."""
    mine: bool
    """Whether it may be changed."""
    installed: str
    """Where it was installed from, and would be updated from; empty: not installed."""


def packs_at_hand(root: Path | None = None) -> tuple[PackAtHand, ...]:
    """The packs under `root`, or those of the folder one stands in and of all layers."""
    from coach.lookup.places import layers

    places = [(HERE, root or Path())]
    if root is None:
        places += [(layer.name, Path(folder)) for layer in layers() for folder in layer.packs]
    seen: set[Path] = set()
    found: list[PackAtHand] = []
    for layer, place in places:
        for folder in pack_folders(place):
            whole = folder.resolve()
            if whole not in seen and (folder / PACK_FILE).is_file():
                seen.add(whole)
                found.append(_card(folder, layer))
    return tuple(found)


def _card(folder: Path, layer: str) -> PackAtHand:
    source = read_source(folder / PACK_FILE)

    def said(field: str, otherwise: str) -> str:
        node = source.find(field) if isinstance(source.root, yaml.MappingNode) else None
        return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else otherwise

    came = folder / _SOURCE
    return PackAtHand(
        id=said("id", folder.name),
        title=said("title", folder.name),
        about=said("about", ""),
        version=said("version", "?"),
        language=said("language", "en"),
        folder=folder,
        layer=layer,
        mine=may_change(folder),
        installed=came.read_text(encoding="utf-8") if came.is_file() else "",
    )


def copy_to_own(folder: Path) -> Path:
    """Copy a pack into one's own folder, where it takes the place of the one it was copied from.

    Returns the copy's folder. Raises WorkbenchError.
    """
    name = folder.resolve().name
    target = personal_folder() / name
    if target.exists():
        raise WorkbenchError(f"Your own folder has a pack `{name}` already: {target}")
    new = target.with_name(f".{name}.new")
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(folder, new, ignore=shutil.ignore_patterns(".*"))
        for path in [new, *new.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        new.rename(target)
    except OSError as error:
        raise WorkbenchError(f"The copy cannot be written: {error.strerror or error}.") from error
    return target
