"""The team's assignments as a desk sees them: a folder that does not answer keeps nobody waiting."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from threading import Thread

from coach.content.assignments import AssignmentReading, assignments_file, read_assignments

PATIENCE = 0.3
"""Seconds that one waits for the shared folder before the copy of last time is shown."""


class Board:
    """Reads the shared file beside the work, and keeps a copy for when the folder is away.

    Args:
        team: The team's folder.
        copies: Where this desk keeps its copy.
        patience: Seconds that `look` waits at most.
    """

    def __init__(self, team: Path, copies: Path, patience: float = PATIENCE) -> None:
        self._file = assignments_file(team)
        name = hashlib.sha256(str(team).encode()).hexdigest()[:12]
        self._copy = copies / f"assignments-{name}.yaml"
        self._patience = patience
        self._reading: Thread | None = None
        self._last: AssignmentReading | None = None

    def look(self) -> AssignmentReading:
        """The assignments as they are, or as they were when the folder last answered."""
        if self._reading is None or not self._reading.is_alive():
            # A thread that hangs in a dead share must not keep the program from ending.
            self._reading = Thread(target=self._read, name="assignments", daemon=True)
            self._reading.start()
        self._reading.join(self._patience)
        if self._last is None:
            return read_assignments(self._copy)
        return self._last

    def _read(self) -> None:
        if self._file.parent.parent.is_dir():
            reading = read_assignments(self._file)
            if not reading.problems:
                self._keep()
            self._last = reading

    def _keep(self) -> None:
        with suppress(OSError):
            if not self._file.exists():
                self._copy.unlink(missing_ok=True)
                return
            raw = self._file.read_bytes()
            if not self._copy.exists() or self._copy.read_bytes() != raw:
                self._copy.parent.mkdir(parents=True, exist_ok=True)
                beside = self._copy.with_name(f".{self._copy.name}.{os.getpid()}.part")
                beside.write_bytes(raw)
                beside.replace(self._copy)
