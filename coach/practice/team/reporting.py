"""A manager's report: records in, from wherever they are kept; figures out."""

import gc
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from coach.content.assignments import assignments_file, read_assignments
from coach.domain.assignment import Assignment
from coach.domain.team import TeamFigures
from coach.practice.sending import target_of
from coach.practice.team.sources import Files
from coach.practice.team.sums import Sums, sound
from coach.practice.team.telling import team_figures
from coach.practice.views import PracticeError
from coach.records.reading import Record
from coach.records.settling import settled
from coach.records.store import Store, StoreError
from coach.records.target import TargetError, check

RECORDS = "records"
"""The folder in a team's folder where desks put their exports."""


def from_files(
    paths: Iterable[Path], team: Path | None, now: str, since: str = ""
) -> tuple[TeamFigures, Files]:
    """The figures of the records in files, and the files, which tell what was faulty.

    Faulty lines are left out, told, and hold up nothing else. Raises PracticeError.
    """
    files = Files(paths)
    figures = _figures(files, team, now, since)
    if not figures.people and files.faulty:
        told = "\n".join(files.faults)
        raise PracticeError(f"{told}\nThere are no records that can be read.")
    return figures, files


def from_store(
    team: Path | None, now: str, since: str = "", *, url: str = "", plain_http: bool = False
) -> TeamFigures:
    """The figures of the records in the store of the settings, or at `url`. Raises PracticeError."""
    target = target_of(url, plain_http=plain_http)
    try:
        check(target)
    except TargetError as error:
        raise PracticeError(str(error)) from error
    store, kept = Store(target), Kept()
    try:
        return _figures(partial(kept.read, store.records), team, now, since)
    except StoreError as error:
        raise PracticeError(str(error), 3) from error
    except (ValueError, OverflowError) as error:
        raise PracticeError(f"The store holds a statement that is broken: {error}.", 3) from error
    finally:
        store.close()
        kept.close()


class Kept:
    """Records that are dear to fetch: fetched once, and kept in a file of no name for reading again."""

    def __init__(self) -> None:
        import tempfile

        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - `close` closes it
        self._full = False

    def read(self, fetch: Callable[[], Iterable[Record]]) -> Iterator[Record]:
        """Every record: fetched the first time, from the file after that."""
        if self._full:
            self._file.seek(0)
            yield from map(_DECODER.decode, self._file)
            return
        for record in map(sound, fetch()):
            self._file.write(msgspec.json.encode(record) + b"\n")
            yield record
        self._full = True

    def close(self) -> None:
        """Forget them."""
        self._file.close()


_DECODER = msgspec.json.Decoder(Record)


def _figures(
    read: Callable[[], Iterable[Record]], team: Path | None, now: str, since: str
) -> TeamFigures:
    sums = Sums(since)
    collecting = gc.isenabled()
    # A million records are made and dropped one by one; what is kept holds no circles to collect.
    gc.disable()
    try:
        for record in settled(read):
            sums.add(record)
    finally:
        if collecting:
            gc.enable()
    assignments, notes = _assignments(team)
    return team_figures(sums, assignments, now, notes)


def _assignments(team: Path | None) -> tuple[tuple[Assignment, ...], list[str]]:
    if team is None:
        return (), []
    reading = read_assignments(assignments_file(team))
    notes = []
    if reading.problems:
        notes.append(
            f"The team's assignments are faulty, and what is faulty is left out: "
            f"{reading.problems[0].line_of_text()}"
        )
    return reading.assignments, notes
