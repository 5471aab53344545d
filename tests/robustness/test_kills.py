"""Killed at a random moment: every acknowledged reply is there once, and the call goes on.

The number of kills is 6 here; `COACH_KILLS=200 pytest tests/robustness/test_kills.py` tries more.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

KILLS = int(os.environ.get("COACH_KILLS", "6"))
PACKS = Path(__file__).parent.parent / "packs"
PROGRAM = """
import sys
from pathlib import Path
from coach.practice import open_practice

with open_practice(trainee="mina", packs=Path(sys.argv[1])) as practice:
    practice.start("till").situation()
    print("open", flush=True)
    number = 0
    while True:
        paused = practice.progress().paused
        call = practice.resume(paused[0].attempt) if paused else practice.start("till")
        while not call.scene().ended:
            number += 1
            text = f"Who signs off payments, what is his number, when is he in? {sys.argv[2]}-{number}"
            print("typed", text, flush=True)
            call.reply(text)
            print("acknowledged", text, flush=True)
        drill = practice.drill()
        if drill.next():
            number += 1
            text = f"What comes in this week? Half by Friday. {sys.argv[2]}-{number}"
            print("typed", text, flush=True)
            drill.answer(text)
            print("acknowledged", text, flush=True)
"""


def run_and_kill(home, round_number, delay):
    """Run the program until it is killed; returns what it acknowledged and what it typed."""
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(PACKS), str(round_number)],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", "COACH_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout.readline() == "open\n"
    timer = threading.Timer(delay, program.send_signal, [signal.SIGKILL])
    timer.start()
    lines = program.stdout.read().splitlines()
    program.wait(30)
    timer.cancel()
    program.stdout.close()
    acknowledged = [
        line.removeprefix("acknowledged ") for line in lines if line.startswith("acknowledged ")
    ]
    typed = [line.removeprefix("typed ") for line in lines if line.startswith("typed ")]
    return acknowledged, typed


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_no_acknowledged_reply_is_lost_or_doubled_by_a_kill(tmp_path, capsys):
    dice = random.Random(7)
    acknowledged, typed = [], set()
    for round_number in range(KILLS):
        known, said = run_and_kill(tmp_path, round_number, dice.uniform(0.0, 1.5))
        acknowledged += known
        typed |= set(said)
        with sqlite3.connect(tmp_path / "records.db") as conn:
            assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            stored = [row[0] for row in conn.execute("SELECT answer FROM replies")]
        conn.close()
        assert len(stored) == len(set(stored))
        assert set(acknowledged) <= set(stored) <= typed
    with capsys.disabled():
        print(f"\n{KILLS} kills, {len(acknowledged)} replies acknowledged, none lost, none doubled")
    assert acknowledged
