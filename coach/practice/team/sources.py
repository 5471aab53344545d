"""Where a team's records come from: files, folders of files, or a store; what is faulty is told."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from coach.practice.team.attempts import BEGINNING, records_of_attempt
from coach.practice.team.sums import sound
from coach.practice.views import PracticeError
from coach.records import names
from coach.records.reading import Record, record_of

ENDINGS = (".jsonl", ".jsonl.gz", ".json", ".ndjson")
"""How files of records end; others in a folder are passed over."""
LONGEST_LINE = 32_000_000
"""Bytes of one attempt or statement; more is neither."""
MOST_TOLD = 20
"""Faults that are told one by one."""
_VERB = b'"verb":{"id":"'
_CHANGING = tuple(verb.encode() for verb in (names.TOOK_BACK, names.SCORED, names.CORRECTED))
"""The verbs of statements that change another one."""


class Files:
    """The records in files. Called twice, as `settled` does, it reads them twice.

    Args:
        paths: Files, and folders in which all files of records are read, folders within included.

    Raises:
        PracticeError: Where a path is not there, or there is no file of records at all.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self.files = list(_files(paths))
        """The files that are read."""
        self.faults: list[str] = []
        """What could not be read, with file and line; at most `MOST_TOLD`."""
        self.faulty = 0
        """How many lines and files could not be read."""
        self.others = 0
        """Empty lines and statements of other programs, passed over."""
        self._reading = 0

    def __call__(self) -> Iterator[Record]:
        """Every record; the first time only what changes others, which is enough for that time."""
        self._reading += 1
        whole = self._reading > 1
        for path in self.files:
            try:
                with _opened(path) as file:
                    yield from self._lines(path, file, whole=whole)
            except (OSError, EOFError, zlib.error) as error:
                told = getattr(error, "strerror", None) or str(error)
                self._fault(f"{path}: cannot be read: {told}", whole=whole)

    def _lines(
        self, path: Path, file: "BinaryIO | gzip.GzipFile", *, whole: bool
    ) -> Iterator[Record]:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                self._fault(f"{path}:{number}: the line is too long", whole=whole)
                return
            ours = line.startswith(BEGINNING)
            if not (whole or ours or _changing(line)):
                continue
            try:
                if ours:
                    yield from map(sound, records_of_attempt(line))
                elif found := record_of(line) if line.strip() else None:
                    yield sound(found)
                else:
                    self.others += whole
            except (ValueError, OverflowError) as error:
                self._fault(f"{path}:{number}: {error}", whole=whole)

    def _fault(self, told: str, *, whole: bool) -> None:
        if whole:
            self.faulty += 1
            if len(self.faults) < MOST_TOLD:
                self.faults.append(told)


def _changing(line: bytes) -> bool:
    """Whether a statement may change another one; decoding all to know takes ten times as long."""
    place = line.find(_VERB)
    return place < 0 or line.startswith(_CHANGING, place + len(_VERB))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found = sorted(
                one
                for one in path.rglob("*")
                if one.name.endswith(ENDINGS) and not one.name.startswith(".") and one.is_file()
            )
            if not found:
                raise PracticeError(
                    f"There are no records in {path}: it holds no file that ends in "
                    f"{', '.join(ENDINGS)}. Each desk writes one with `coach records export`."
                )
        elif path.is_file():
            found = [path]
        else:
            raise PracticeError(f"There is no file or folder {path}.")
        for one in found:
            real = one.resolve()
            if real not in seen:
                seen.add(real)
                yield one


def _opened(path: Path) -> "BinaryIO | gzip.GzipFile":
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")
