"""Packs travel as one archive. Installing one reads it, checks it and copies it; nothing is ever run.

An archive comes from strangers: absolute paths, `..`, links, devices, absurd sizes and anything
but plain content files are refused before a byte is written.
"""

import hashlib
import lzma
import shutil
import subprocess
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

import msgspec

from coach.content.packs import PACK_FILE, Reading, pack_folders, read_pack
from coach.domain.problems import errors
from coach.paths import data_dir

ENDING = ".coachpack"
MOST_FILES = 2000
MOST_BYTES = 64 * 1024 * 1024
"""Unpacked, all files together."""
MOST_RATIO = 200
"""A file that unpacks to more than so many times its size is a bomb, not text."""
_ENDINGS = {".yaml", ".yml", ".md", ".txt", ".json"}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SOURCE = ".coach-source"
_DIGEST = ".coach-digest"
"""The hash of an installed pack as it came: what differs from it was changed here."""
_GIT_SECONDS = 120


class ArchiveError(Exception):
    """The pack cannot be built or installed; the message tells why."""


class Installed(msgspec.Struct, frozen=True):
    """An installed pack."""

    id: str
    """The pack's id."""
    version: str
    """Its version."""
    title: str
    """Its title."""
    licence: str
    """Its licence."""
    source: str
    """Where it came from."""
    folder: str
    """Where it is kept."""
    kept: str = ""
    """Where the author's own changes to it were put aside; empty: there were none."""


def personal_folder() -> Path:
    """Where installed packs are kept."""
    return Path(data_dir()) / "library" / "scenarios"


def build(folder: Path, target: Path | None = None) -> Path:
    """Make one archive of a pack, the same bytes for the same content. Raises ArchiveError."""
    reading = _sound(folder)
    assert reading.library is not None  # noqa: S101 - `_sound` has made sure
    pack = reading.library.pack
    out = target or Path(f"{pack.id}-{pack.version}{ENDING}")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if (
                path.is_symlink()
                or not path.is_file()
                or path.suffix not in _ENDINGS
                or inside.parts[0].startswith(".")
            ):
                continue
            entry = zipfile.ZipInfo(f"{pack.id}/{inside.as_posix()}", date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return out


def install(source: str, *, replace: bool = False) -> Installed:
    """Install a pack from an archive, a folder or a git address. Raises ArchiveError."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = _fetched(source, Path(scratch))
        reading = _sound(folder)
        assert reading.library is not None  # noqa: S101 - `_sound` has made sure
        pack = reading.library.pack
        target = personal_folder() / pack.id
        if target.exists() and not replace:
            raise ArchiveError(
                f"The pack `{pack.id}` is installed already. `coach pack update {pack.id}` brings it up to date."
            )
        new = target.with_name(f".{pack.id}.new")
        shutil.rmtree(new, ignore_errors=True)
        new.parent.mkdir(parents=True, exist_ok=True)
        _copy(folder, new)
        (new / _SOURCE).write_text(
            source if "://" in source or source.endswith(".git") else str(Path(source).absolute()),
            encoding="utf-8",
        )
        (new / _DIGEST).write_text(_digest(new), encoding="ascii")
        kept = _aside(target) if target.exists() else ""
        new.rename(target)
    return msgspec.structs.replace(_installed(target), kept=kept)


def update(pack_id: str) -> Installed:
    """Install a pack anew from where it came from. Raises ArchiveError."""
    return install(find(pack_id).source, replace=True)


def remove(pack_id: str) -> Installed:
    """Remove an installed pack; records of it, and what was changed in it, are kept.

    Raises ArchiveError.
    """
    found = find(pack_id)
    return msgspec.structs.replace(found, kept=_aside(Path(found.folder)))


def _aside(folder: Path) -> str:
    """Take a pack's folder away: deleted where it is as it came, else put aside; says where."""
    digest = folder / _DIGEST
    if digest.is_file() and digest.read_text(encoding="ascii") == _digest(folder):
        shutil.rmtree(folder)
        return ""
    place = Path(data_dir()) / "changed-packs"
    place.mkdir(parents=True, exist_ok=True)
    number = 1
    while (place / f"{folder.name}-{number}").exists():
        number += 1
    target = place / f"{folder.name}-{number}"
    folder.rename(target)
    return str(target)


def _digest(folder: Path) -> str:
    made = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            content = path.read_bytes()
            made.update(f"{inside.as_posix()}\0{len(content)}\0".encode())
            made.update(content)
    return made.hexdigest()


def find(pack_id: str) -> Installed:
    """The installed pack of that id. Raises ArchiveError where there is none."""
    for pack in installed():
        if pack.id == pack_id:
            return pack
    raise ArchiveError(f"No pack `{pack_id}` is installed. `coach pack list` shows those that are.")


def installed() -> list[Installed]:
    """All installed packs, by name."""
    return [
        _installed(folder)
        for folder in pack_folders(personal_folder())
        if (folder / PACK_FILE).is_file()
    ]


def _installed(folder: Path) -> Installed:
    library = read_pack(folder).library
    source = folder / _SOURCE
    came = source.read_text(encoding="utf-8") if source.is_file() else str(folder)
    if library is None:
        return Installed(
            folder.name, "?", "cannot be read; `coach pack check` tells why", "?", came, str(folder)
        )
    pack = library.pack
    return Installed(pack.id, pack.version, pack.title, pack.licence, came, str(folder))


def _sound(folder: Path) -> Reading:
    reading = read_pack(folder)
    wrong = errors(reading.problems)
    if reading.library is None or wrong:
        told = wrong[0].line_of_text() if wrong else f"{folder} is not a pack."
        raise ArchiveError(f"The pack has {len(wrong)} errors. The first: {told}")
    return reading


def _fetched(source: str, scratch: Path) -> Path:
    if "://" in source or source.endswith(".git"):
        return _cloned(source, scratch)
    path = Path(source)
    if path.is_dir():
        return path
    if not path.is_file():
        raise ArchiveError(f"There is no file or folder {source}.")
    return _unpacked(path, scratch)


def _cloned(address: str, scratch: Path) -> Path:
    """A copy of a git repository, without its hooks, submodules or file system monitors."""
    git = shutil.which("git")
    if git is None:
        raise ArchiveError("Installing from a git address needs git, which is not on this machine.")
    if address.startswith("-") or "::" in address:
        raise ArchiveError(f"`{address}` is no git address.")
    target = scratch / "clone"
    command = [
        git,
        "-c",
        "core.hooksPath=",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "protocol.ext.allow=never",
        "clone",
        "--quiet",
        "--depth",
        "1",
        "--no-tags",
        "--",
        address,
        str(target),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the address follows `--`
            command,
            capture_output=True,
            text=True,
            timeout=_GIT_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise ArchiveError(f"{address} did not answer within {_GIT_SECONDS} seconds.") from error
    if done.returncode:
        raise ArchiveError(
            f"git could not copy {address}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no reason given'}"
        )
    shutil.rmtree(target / ".git", ignore_errors=True)
    return _the_pack_in(target)


def _unpacked(path: Path, scratch: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            for entry in entries:
                _refuse(entry)
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise ArchiveError("The archive is too large for a pack.")
            for entry in entries:
                if not entry.is_dir():
                    _write(archive, entry, scratch)
    except (
        zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
    ) as error:  # fmt: skip
        raise ArchiveError(f"{path} is no pack archive: {error}.") from error
    return _the_pack_in(scratch)


def _refuse(entry: zipfile.ZipInfo) -> None:
    """Refuse an entry that could write elsewhere, be no plain file, or blow up."""
    name = entry.filename
    inside = PurePosixPath(name)
    kind = entry.external_attr >> 28
    if (
        not name
        or inside.is_absolute()
        or ".." in inside.parts
        or "\\" in name
        or ":" in name
        or "\x00" in name
    ):
        raise ArchiveError(f"The archive holds a path that leads elsewhere: {name!r}.")
    if kind not in {0, 0o4, 0o10}:
        raise ArchiveError(f"The archive holds something that is no plain file: {name!r}.")
    if not entry.is_dir() and inside.suffix not in _ENDINGS:
        raise ArchiveError(f"A pack holds text alone; {name!r} is something else.")
    if entry.file_size > MOST_BYTES or (
        entry.compress_size and entry.file_size / entry.compress_size > MOST_RATIO
    ):
        raise ArchiveError(f"{name!r} would unpack to an absurd size.")


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, scratch: Path) -> None:
    target = scratch / entry.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as packed:
        text = packed.read(entry.file_size + 1)
    if len(text) > entry.file_size:
        raise ArchiveError(f"{entry.filename!r} is larger than the archive says.")
    target.write_bytes(text)


def _the_pack_in(folder: Path) -> Path:
    """The one folder with a pack.yaml: the folder itself, or one beneath it."""
    if (folder / PACK_FILE).is_file():
        return folder
    found = [path for path in sorted(folder.iterdir()) if (path / PACK_FILE).is_file()]
    if len(found) != 1:
        raise ArchiveError(f"There are {len(found)} packs in it; one is needed.")
    return found[0]


def _copy(folder: Path, target: Path) -> None:
    """Copy the content files alone, following no links."""
    files = total = 0
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if (
            path.is_symlink()
            or not path.is_file()
            or path.suffix not in _ENDINGS
            or any(part.startswith(".") for part in inside.parts)
        ):
            continue
        files, total = files + 1, total + path.stat().st_size
        if files > MOST_FILES or total > MOST_BYTES:
            raise ArchiveError("The folder is too large for a pack.")
        (target / inside).parent.mkdir(parents=True, exist_ok=True)
        (target / inside).write_bytes(path.read_bytes())
