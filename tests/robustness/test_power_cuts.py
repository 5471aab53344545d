"""The power goes: the files as they stood at one moment are opened, the shared memory gone, the log
whole, cut short or spoilt at its end.

8 moments here; `COACH_CUTS=200 pytest -n 0 --timeout 0 tests/robustness/test_power_cuts.py` tries more.
"""

import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import threading
from pathlib import Path

from coach.practice import open_practice
from coach.storage.database import FILE

CUTS = int(os.environ.get("COACH_CUTS", "8"))
PACKS = Path(__file__).parent.parent / "packs"
PROGRAM = Path(__file__).parent / "program.py"
_HEADER, _FRAME, _COPIED = 32, 24 + 4096, 128
"""Bytes before the log's first frame, of a frame, and before the place in the shared memory that
says how many frames SQLite has begun to copy over (https://www.sqlite.org/walformat.html 2.1, 2.3)."""


def at_rest(shared):
    """How many frames of the log SQLite has begun to copy over."""
    data = shared.read_bytes() if shared.exists() else b""
    return struct.unpack_from("=I", data, _COPIED)[0] if len(data) > _COPIED + 4 else 0


def spoil(log, copied, dice):
    """Cuts the log short or overwrites its end; whether there was something to spoil."""
    data = bytearray(log.read_bytes() if log.exists() else b"")
    # What is copied over was put to rest in the log first: no power cut takes it back.
    first = max(len(data) // 2, _HEADER + copied * _FRAME)
    if first >= len(data):
        return False
    place = dice.randrange(first, len(data))
    rest = len(data) - place
    data[place:] = dice.choice([b"", dice.randbytes(rest), bytes(rest)])
    log.write_bytes(data)
    return True


def test_a_copy_from_any_moment_opens_and_holds_a_whole_beginning(tmp_path, capsys, inside):
    dice, said, typed = random.Random(12), [], []
    home = tmp_path / "home"
    program = subprocess.Popen(
        [sys.executable, str(PROGRAM), "play", str(PACKS), "0"],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", "COACH_HOME": str(home)},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip

    heard = threading.Condition()

    def listen():
        for line in program.stdout:
            kind, _, text = line.rstrip("\n").partition(" ")
            with heard:
                {"acknowledged": said, "typed": typed}.get(kind, []).append(text)
                heard.notify()

    listener = threading.Thread(target=listen)
    listener.start()
    shortened = 0
    try:
        with heard:
            assert heard.wait_for(lambda: typed, 120)
        for number in range(CUTS):
            threading.Event().wait(dice.uniform(0.02, 0.25))
            known = len(said)
            program.send_signal(signal.SIGSTOP)
            assert os.WIFSTOPPED(os.waitpid(program.pid, os.WUNTRACED)[1])
            copied = at_rest(home / f"{FILE}-shm")
            copy = tmp_path / str(number)
            copy.mkdir()
            for ending in ("", "-wal"):
                if (home / (FILE + ending)).exists():
                    shutil.copy(home / (FILE + ending), copy)
            program.send_signal(signal.SIGCONT)
            log = copy / f"{FILE}-wal"
            spoilt = dice.random() < 0.6 and spoil(log, copied, dice)
            shortened += spoilt
            stored = inside(copy / FILE)[0]
            with heard:
                assert heard.wait_for(lambda: len(typed) >= len(stored), 120)  # noqa: B023 - waited for here
            assert len(stored) == len(set(stored))
            # What was typed goes to disk in its order, so what is there is a beginning of it.
            assert stored == [text for text in typed if text in set(stored)]
            assert stored == typed[: len(stored)]
            if not spoilt:
                assert set(said[:known]) <= set(stored)
            with open_practice(trainee="mina", packs=PACKS, home=copy) as practice:
                for paused in practice.progress().paused:
                    practice.resume(paused.attempt)
            shutil.rmtree(copy)
    finally:
        program.kill()
        program.wait(30)
        listener.join(30)
        program.stdout.close()
    with capsys.disabled():
        print(
            f"\n{CUTS} copies from running practice, the log of {shortened} of them cut short or spoilt: "
            f"all open, {len(said)} replies acknowledged, none lost where the log was whole"
        )
    assert said
