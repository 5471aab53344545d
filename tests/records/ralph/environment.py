"""Builds the environment in which tests run Ralph LRS, once for each list of requirements.

It is kept in COACH_TEST_CACHE, else in the user's cache folder. `python tests/records/ralph/environment.py`
builds it beforehand; else the first test that needs it does, which takes pip a minute.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import venv
from contextlib import closing
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def python() -> Path:
    """The interpreter of the environment, built where it is not there yet. Raises CalledProcessError."""
    known = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = _cache() / f"ralph-{known}"
    found = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder.with_suffix(".lock"), timeout=900)) as lock:
        # SQLite's lock is one that several test processes can wait for on every system.
        lock.execute("BEGIN EXCLUSIVE")
        if not (folder / "ready").exists():
            shutil.rmtree(folder, ignore_errors=True)
            venv.create(folder, with_pip=True, symlinks=os.name != "nt")
            subprocess.run(
                [found, "-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS],
                check=True,
                stdin=subprocess.DEVNULL,
            )
            (folder / "ready").touch()
        lock.rollback()
    return found


def _cache() -> Path:
    chosen = os.environ.get("COACH_TEST_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "coach-tests"


if __name__ == "__main__":
    print(python())
