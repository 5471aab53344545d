"""The folders the program writes to: whether they can be written, who can read them, what room there is."""

import os
import shutil
import stat
from functools import partial
from pathlib import Path

from coach.doctor.finding import Area
from coach.domain.counted import counted
from coach.paths import cache_dir, config_dir, data_dir

LITTLE = 200 * 1024 * 1024
"""Bytes of room from which on there is plenty."""
HARDLY = 20 * 1024 * 1024
"""With less room, a day's practice may not be kept."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""What nobody but the owner may do."""
_SHOWN = 3


def look(area: Area) -> None:
    """Folders and files of the program."""
    data = Path(data_dir())
    _look_at_writing(area, data)
    _look_at_room(area, data)
    if os.name == "posix":
        _look_at_modes(area, data)
    _look_at_leftovers(area, data)


def _look_at_writing(area: Area, data: Path) -> None:
    named = {"records": data, "settings": Path(config_dir()), "index": Path(cache_dir())}
    for folder in dict.fromkeys(named.values()):
        what = " and ".join(name for name, one in named.items() if one == folder)
        above = _existing(folder)
        if folder.exists() and not folder.is_dir():
            area.broken(f"{folder} is no folder.", "Move it away, or set COACH_HOME to a folder.")
        elif not os.access(above, os.W_OK | os.X_OK):
            area.broken(
                f"{above} cannot be written, so {what} cannot be kept.",
                "Make it writable, or set COACH_HOME to another folder.",
            )
        elif folder.is_dir():
            area.fine(f"{folder} holds {what} and can be written.")
        else:
            area.note(f"{folder} (for {what}) is made when it is first needed.")


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _look_at_room(area: Area, data: Path) -> None:
    free = shutil.disk_usage(_existing(data)).free
    told = f"{free // (1024 * 1024)} MB are free on the disk of the records."
    if free < HARDLY:
        area.broken(told, "Free some room before you practise.")
    elif free < LITTLE:
        area.advice(told, "Free some room soon.")
    else:
        area.fine(told)


def _look_at_modes(area: Area, data: Path) -> None:
    open_ones = [path for path in own_files(data) if path.stat().st_mode & OTHERS]
    if not open_ones:
        if data.is_dir():
            area.fine("Records, copies and backups can be read by you alone.")
        return
    named = ", ".join(str(path) for path in open_ones[:_SHOWN])
    more = f" and {len(open_ones) - _SHOWN} more" if len(open_ones) > _SHOWN else ""
    area.advice(
        f"Others on this machine can read {named}{more}.",
        "`coach doctor --fix` takes that from them.",
        partial(_close, open_ones),
    )


def own_files(data: Path) -> list[Path]:
    """What holds words or results of people: the folder, databases with companions, backups."""
    if not data.is_dir():
        return []
    # A folder that COACH_HOME names may be shared on purpose; what lies in it may not.
    named = [data] if "COACH_HOME" not in os.environ else []
    backups = data / "backups"
    named += [backups] if backups.is_dir() else []
    files = [
        *data.glob("*.db*"),
        *data.glob(".*.part"),
        *data.glob("fault.txt"),
        *backups.glob("*"),
    ]
    return [*named, *sorted(path for path in files if path.is_file() and not path.is_symlink())]


def _close(paths: list[Path]) -> str:
    for path in paths:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS)
    return f"Only you can read {counted(len(paths), 'file or folder', 'files and folders')} now."


def _look_at_leftovers(area: Area, data: Path) -> None:
    folders = (data, data / "backups", data / "library" / "scenarios")
    left = sorted(path for folder in folders for path in folder.glob(".*.part"))
    if left:
        named = ", ".join(str(path) for path in left[:_SHOWN])
        area.note(
            f"{len(left)} unfinished copies were left by a run that was cut off: {named}.",
            "They can be deleted; nothing needs them.",
        )
