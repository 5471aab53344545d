"""Backups, restores and the removal of a person: what is done to the records as a whole."""

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from coach.content.assignments import assignments_file, read_assignments
from coach.domain.assignment import same_name
from coach.domain.near import did_you_mean
from coach.lookup.places import team_folder
from coach.lookup.shares import answers, silent
from coach.paths import cache_dir, data_dir
from coach.practice.trouble import told
from coach.practice.views import PracticeError
from coach.storage import backups, erasing
from coach.storage.database import FILE, open_records
from coach.storage.erasing import Erased
from coach.storage.errors import StorageError


def back_up(target: Path | None = None, home: Path | None = None) -> tuple[Path, int]:
    """Copy the records; returns where to, and how many replies are in the copy.

    Without a target the copy goes to the folder `backups` beside the records.
    """
    folder = home or Path(data_dir())
    chosen = target or folder / backups.FOLDER / f"{Path(FILE).stem}-{stamp()}.db"
    if chosen.is_dir():
        chosen = chosen / f"coach-{stamp()}.db"
    if chosen.resolve() == (folder / FILE).resolve():
        raise PracticeError("A backup needs another name than the records themselves.")
    with told():
        return chosen, backups.backup(folder, chosen)


def restore(source: Path, home: Path | None = None) -> tuple[int, Path | None]:
    """Bring a backup back; returns its replies, and where the former records were put.

    What is wrong with the backup is told before anything is touched (exit code 2).
    """
    folder = home or Path(data_dir())
    try:
        backups.checked(source)
    except StorageError as error:
        raise PracticeError(f"{error} Nothing was changed.") from error
    with told():
        brought = backups.restore(folder, source, stamp())
        open_records(folder).close()
    return brought


def known(name: str, home: Path | None = None) -> tuple[str, ...]:
    """How the trainee called `name` is spelt in the records; case and spaces make no difference.

    Raises PracticeError (exit code 1) where nobody of that name has records here.
    """
    folder = home or Path(data_dir())
    with told():
        there = erasing.known(folder)
        found = erasing.spellings(folder, name)
    if not {*found} & {*there}:
        guess = did_you_mean(name, there)
        raise PracticeError(f"Nobody called `{name}` has records in {folder}.{guess}", 1)
    return found


def erase(name: str, home: Path | None = None) -> Erased:
    """Remove everything of a trainee from this machine's records and their copies.

    Every spelling of the name goes: case and spaces make no difference.
    """
    folder = home or Path(data_dir())
    names = known(name, folder)
    with told():
        return erasing.erase(folder, names)


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """Where the team's folder still names somebody, which is for others to mend."""

    file: str = ""
    """The file of assignments; empty: it names nobody of that name."""
    assignments: tuple[str, ...] = ()
    """The assignments that are set for them, by their short names."""
    exports: str = ""
    """The folder of exports that desks have handed in, where there are any; they are not read."""
    silent: str = ""
    """What to say where the folder does not answer; empty: it does, or there is none."""


def in_the_team(name: str) -> Elsewhere:
    """Where the team's folder still names somebody; this desk's own copy of its list is removed."""
    for copy in Path(cache_dir()).glob("assignments-*.yaml"):
        copy.unlink(missing_ok=True)
    folder = team_folder()
    if not folder:
        return Elsewhere()
    if not answers(folder):
        return Elsewhere(silent=silent(folder))
    file, exports = assignments_file(Path(folder)), Path(folder) / "records"
    named = [
        one.id
        for one in read_assignments(file).assignments
        if same_name(name) in {same_name(to) for to in one.to}
        or same_name(one.set_by) == same_name(name)
    ]
    handed_in = exports.is_dir() and any(exports.iterdir())
    return Elsewhere(
        file=str(file) if named else "",
        assignments=tuple(named),
        exports=str(exports) if handed_in else "",
    )


def stamp() -> str:
    """The time as part of a file's name."""
    return re.sub(r"\D", "", datetime.now(UTC).isoformat(timespec="milliseconds"))[:17]
