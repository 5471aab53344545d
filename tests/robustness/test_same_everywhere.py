"""The same replies give the same reviews, byte for byte, whatever the hash seed and the Python.

30 graded replies and 4 conversations here; `COACH_SAME=560,12` compares all. Other Pythons that have
the program's libraries are found by their names on the path, or named in COACH_PYTHONS.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parent / "reviews.py"
COUNTS = os.environ.get("COACH_SAME", "30,4").split(",")


def told(python, **env):
    done = subprocess.run(
        [python, str(PROGRAM), *COUNTS],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **env},
        capture_output=True, text=True, timeout=900, check=True,
    )  # fmt: skip
    return done.stdout


def others():
    """Interpreters of other versions that can run the program."""
    named = os.environ.get("COACH_PYTHONS", "").split(os.pathsep)
    named += [shutil.which(f"python3.{minor}") or "" for minor in range(11, 20)]
    found = {}
    for python in filter(None, named):
        probe = (
            "import msgspec, rapidfuzz, yaml, sqlite_utils, fsrs, sys; print(sys.version_info[:2])"
        )
        done = subprocess.run([python, "-c", probe], capture_output=True, text=True, check=False)
        if done.returncode == 0 and done.stdout.strip() != str(sys.version_info[:2]):
            found.setdefault(done.stdout.strip(), python)
    return found


def test_reviews_do_not_hang_on_the_hash_seed_nor_on_the_python(capsys):
    first = told(sys.executable, PYTHONHASHSEED="1")
    assert told(sys.executable, PYTHONHASHSEED="4242", LC_ALL="C", TZ="Pacific/Auckland") == first
    compared = others()
    for version, python in compared.items():
        assert told(python, PYTHONHASHSEED="77") == first, version
    with capsys.disabled():
        print(
            f"\n{first.strip()}: the same with two hash seeds and on {len(compared)} other Pythons"
        )
