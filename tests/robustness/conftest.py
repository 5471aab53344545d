"""What the tests of robustness share: a month of records, records of every earlier schema, cut-off programs."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from coach.practice import open_practice
from coach.practice.sample import Pupil, fill
from coach.storage.database import FILE
from coach.storage.schema import migrations

PACKS = Path(__file__).parent.parent / "packs"
PROGRAM = Path(__file__).parent / "program.py"
FIRST_TABLES = ("trainees", "attempts", "replies", "reviews", "skill_scores", "beats", "promises")
"""The tables of the first schema, in the order in which they refer to each other."""
VERSIONS = [one.name for one in migrations._migrations]


@pytest.fixture(scope="session")
def month_of_records(tmp_path_factory):
    """A folder of records in today's schema: a month of two people on the small pack."""
    folder = tmp_path_factory.mktemp("month")
    pupils = (
        Pupil(name="mina", first=0.2, last=0.8, days=0.5),
        Pupil(name="tom", first=0.5, last=0.6, days=0.2),
    )
    fill(folder, packs=PACKS, days=14, until=datetime(2026, 3, 27, 16, tzinfo=UTC), pupils=pupils)
    with open_practice(trainee="mina", packs=PACKS, home=folder) as practice:
        practice.start("till", seed=3).reply("Who signs off payments, and when is he in?")
    return folder


@pytest.fixture(scope="session")
def older(month_of_records, tmp_path_factory):
    """Makes records of an earlier schema from its migrations, with that month in them."""

    def make(version, folder, times=1):
        folder.mkdir(parents=True, exist_ok=True)
        later = VERSIONS[VERSIONS.index(version) + 1 :]
        with closing(sqlite3.connect(folder / FILE)) as conn:
            conn.isolation_level = None
            conn.execute("PRAGMA journal_mode = WAL").fetchone()
            migrations.apply(Database(conn), stop_before=later)
            there = {
                row[0]
                for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            conn.execute("ATTACH ? AS now", [str(month_of_records / FILE)])
            conn.execute("BEGIN")
            for table in (*FIRST_TABLES, *({"cards", "corrections"} & there)):
                own = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
                names = ", ".join(own)
                for time in range(times):
                    # The same month again, under other ids.
                    fresh = [
                        f"{name} || '-{time}'"
                        if time and name in {"id", "attempt", "reply"} and table != "trainees"
                        else name
                        for name in own
                    ]
                    if time and table in {"trainees", "cards"}:
                        continue
                    conn.execute(
                        f"INSERT INTO {table} ({names}) SELECT {', '.join(fresh)} FROM now.{table}"  # noqa: S608 - tables and columns of our own schema
                    )
            conn.execute("COMMIT")
        return folder

    return make


@pytest.fixture
def cut_off():
    """Runs a program of `program.py` and kills it; gives the lines that it printed."""

    def run(home, delay, *words):
        program = subprocess.Popen(
            [sys.executable, str(PROGRAM), *map(str, words)],
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", "COACH_HOME": str(home)},
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        lines = [program.stdout.readline().strip()]
        assert lines == ["open"]
        timer = threading.Timer(delay, program.send_signal, [signal.SIGKILL])
        timer.start()
        lines += program.stdout.read().splitlines()
        program.wait(60)
        timer.cancel()
        program.stdout.close()
        return lines

    return run


@pytest.fixture
def heard():
    """The rest of the lines that begin with a word."""

    def hear(lines, word):
        return [line.removeprefix(f"{word} ") for line in lines if line.startswith(f"{word} ")]

    return hear


@pytest.fixture
def inside():
    """What is in a records file: checked to be sound, then its answers, in order, and other counts."""

    def look(path):
        with closing(sqlite3.connect(path)) as conn:
            assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert conn.execute("PRAGMA foreign_key_check").fetchone() is None
            answers = [row[0] for row in conn.execute("SELECT answer FROM replies ORDER BY rowid")]
            tables = {
                table: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - tables named above
                for table in FIRST_TABLES
            }
            attempts = {row[0] for row in conn.execute("SELECT id FROM attempts")}
        return answers, tables, attempts

    return look


@pytest.fixture(scope="session")
def exports(month_of_records, tmp_path_factory):
    """Five exports of ten attempts each, none of them in two; with the ids of each."""
    folder = tmp_path_factory.mktemp("exports")
    with open_practice(trainee="mina", packs=PACKS, home=month_of_records) as practice:
        lines = list(practice.exchanging(everybody=True).lines())[:50]
    made = {}
    for number in range(5):
        part = lines[number * 10 : number * 10 + 10]
        path = folder / f"part-{number}.jsonl"
        path.write_bytes(b"".join(part))
        made[str(path)] = {json.loads(line)["id"] for line in part}
    return made
