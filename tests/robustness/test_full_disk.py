"""A disk that is full, a folder that may only be read: told in words with exit code 3, nothing lost.

A small file system of one's own is used where the system lets one make it (Linux user namespaces),
otherwise the limit of a process on the size of its files, which writes meet in the same way.
"""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coach.practice import PracticeError, open_practice
from coach.storage.database import FILE

TRIES = int(os.environ.get("COACH_FULL", "4"))
PACKS = Path(__file__).parent.parent / "packs"
PROGRAM = Path(__file__).parent / "program.py"
MOUNT = 'mount -t tmpfs -o size="$1" none "$2" && cp -r "$3"/. "$2" && shift 3 && "$@"; code=$?; cp -r "$COACH_HOME"/. "$COACH_KEPT"; exit $code'
LIMIT = """
import os, resource, signal, sys
size = int(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
os.execv(sys.argv[2], sys.argv[2:])
"""
READ_ONLY = 'mount -t tmpfs none "$1" && cp -r "$2"/. "$1" && mount -o remount,ro "$1" && shift 2 && exec "$@"'


def own_mounts():
    """How to run with mounts of one's own; empty where the system does not let one."""
    way = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if not shutil.which("unshare"):
        return []
    done = subprocess.run([*way, "mount -t tmpfs none /tmp"], capture_output=True, check=False)
    return way if done.returncode == 0 else []


def run(command, **env):
    return subprocess.run(
        command, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", "COACH_TEAM": "", **env},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def limited(size):
    """How to run a program that may write no file beyond `size` bytes."""
    # Not between fork and exec of the tests' own process: its threads may hold locks there.
    return [sys.executable, "-c", LIMIT, str(size)]


@pytest.fixture
def played(tmp_path):
    """A folder of records with one reply in it."""
    home = tmp_path / "begun"
    with open_practice(trainee="mina", packs=PACKS, home=home) as practice:
        practice.start("till", seed=1).reply("Who signs off payments, and when is he in? 0-0")
    return home


def check(done, home, heard, inside):
    """What was told and what is kept after the disk was full; returns how many replies are kept."""
    lines = done.stdout.splitlines()
    acknowledged, typed = heard(lines, "acknowledged"), set(heard(lines, "typed"))
    assert done.returncode == 3, (done.stdout[-500:], done.stderr)
    assert "Traceback" not in done.stderr
    told = heard(lines, "told")[0]
    assert "The disk is full." in told or "The disk does not answer" in told
    stored = inside(home / FILE)[0]
    assert len(stored) == len(set(stored))
    assert (
        set(acknowledged)
        <= set(stored)
        <= typed | {"Who signs off payments, and when is he in? 0-0"}
    )
    with open_practice(trainee="mina", packs=PACKS, home=home) as practice:
        for paused in practice.progress().paused:
            call = practice.resume(paused.attempt)
            if not call.scene().ended:
                call.reply(f"There is room again. {paused.attempt}")
    return len(stored)


def test_a_full_disk_is_told_and_what_was_acknowledged_is_kept(
    tmp_path, played, heard, inside, capsys
):
    dice, way, kept = random.Random(11), own_mounts(), []
    for number in range(TRIES):
        home, room = (
            tmp_path / str(number),
            played.stat().st_size + dice.randint(600_000, 1_500_000),
        )
        home.mkdir()
        program = [sys.executable, str(PROGRAM), "play", str(PACKS), str(number)]
        if way:
            disk = tmp_path / f"disk-{number}"
            disk.mkdir()
            done = run(
                [*way, MOUNT, "sh", str(room), str(disk), str(played), *program],
                COACH_HOME=str(disk), COACH_KEPT=str(home),
            )  # fmt: skip
        else:
            shutil.copytree(played, home, dirs_exist_ok=True)
            done = subprocess.run(
                [*limited(room), *program], env={**os.environ, "COACH_HOME": str(home)},
                capture_output=True, text=True, timeout=120, check=False,
            )  # fmt: skip
        kept.append(check(done, home, heard, inside))
    with capsys.disabled():
        what = "a small disk" if way else "a limit on files"
        print(
            f"\n{TRIES} times full ({what}), {sum(kept)} replies kept, none lost; practice goes on"
        )


def test_a_limit_on_the_size_of_files_is_told_the_same_way(tmp_path, played, heard, inside):
    home = shutil.copytree(played, tmp_path / "limited")
    done = subprocess.run(
        [*limited(700_000), sys.executable, str(PROGRAM), "play", str(PACKS), "9"],
        env={**os.environ, "COACH_HOME": str(home)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert check(done, home, heard, inside) > 1


def test_a_write_that_finds_no_page_is_told_and_the_call_goes_on(tmp_path, played, inside):
    with open_practice(trainee="mina", packs=PACKS, home=played) as practice:
        call = practice.resume(practice.progress().paused[0].attempt)
        database = practice._wiring.records.db
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(PracticeError, match="The disk is full") as told:
            call.reply("x" * 200_000)
        assert told.value.exit_code == 3
        database.execute("PRAGMA max_page_count = 1000000")
        assert call.reply("When is he in today, and what is his number?").number == 2
    assert len(inside(played / FILE)[0]) == 2


@pytest.mark.parametrize(
    "words",
    [
        ["play", "corner-shop/till", "--plain", "--packs", str(PACKS)],
        ["drill", "--plain", "--packs", str(PACKS)],
        ["backup"],
        ["settings", "set", "look", "light"],
        ["lookup", "boss"],
        ["doctor"],
        ["report"],
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_a_folder_that_may_only_be_read_is_told(tmp_path, played, words):
    way, command = own_mounts(), [sys.executable, "-m", "coach", *words]
    home = tmp_path / "read-only"
    home.mkdir()
    if way:
        done = run([*way, READ_ONLY, "sh", str(home), str(played), *command], COACH_HOME=str(home))
    else:
        shutil.copytree(played, home, dirs_exist_ok=True)
        for path in (*home.iterdir(), home):
            path.chmod(0o500 if path.is_dir() else 0o400)
        done = run(command, COACH_HOME=str(home))
        home.chmod(0o700)
    assert "Traceback" not in done.stderr, done.stderr
    if words[0] in {"lookup", "report"}:  # these need not write, or write elsewhere
        assert done.returncode in {0, 3}, done.stderr
    else:
        assert done.returncode == 3, (done.stdout, done.stderr)
        assert "COACH_HOME" in done.stdout + done.stderr or "cannot be written" in done.stderr
