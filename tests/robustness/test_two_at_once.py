"""Two and more programs at once: no lost update, and no `database is locked` shown to a person.

The number of replies of each of the eight is 4 here; COACH_TOGETHER=50 tries more.
"""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from coach.practice import open_practice
from coach.storage.database import FILE

EACH = int(os.environ.get("COACH_TOGETHER", "4"))
PACKS = Path(__file__).parent.parent / "packs"
PROGRAM = Path(__file__).parent / "program.py"
PRACTISE = """
import sys
from pathlib import Path
from coach.practice import open_practice

packs, name, each = sys.argv[1:]
with open_practice(trainee=name, packs=Path(packs)) as practice:
    call = practice.start("till")
    for number in range(int(each)):
        if call.scene().ended:
            call = practice.start("till")
        call.reply(f"Who signs off payments, what is his number, when is he in? {name}-{number}")
        practice.home()
    drill = practice.drill()
    if drill.next():
        drill.answer(f"What comes in this week? Half by Friday. {name}-drill")
    practice.figures()
"""


def started(home, *words):
    return subprocess.Popen(
        [sys.executable, *map(str, words)],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", "COACH_HOME": str(home), "COACH_TEAM": ""},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ended(programs):
    """What they told; every one must have ended well."""
    told = []
    for program in programs:
        out, err = program.communicate(timeout=240)
        assert program.returncode == 0, (out[-800:], err[-800:])
        assert "locked" not in out + err
        assert "Traceback" not in err
        told.append(out)
    return told


def test_eight_people_practise_on_one_database_and_nothing_is_lost(tmp_path, inside, capsys):
    ended([started(tmp_path, "-c", PRACTISE, PACKS, f"person-{n}", EACH) for n in range(8)])
    stored = inside(tmp_path / FILE)[0]
    for n in range(8):
        own = [text for text in stored if f"person-{n}-" in text]
        assert len(own) == EACH + 1 == len(set(own))
        with open_practice(trainee=f"person-{n}", packs=PACKS, home=tmp_path) as practice:
            assert practice.progress().replies == EACH + 1
    with capsys.disabled():
        print(f"\n8 programs, {len(stored)} replies, all there once")


def test_one_person_in_four_windows_loses_nothing(tmp_path, inside):
    ended([started(tmp_path, "-c", PRACTISE, PACKS, "mina", EACH) for _ in range(4)])
    assert len(inside(tmp_path / FILE)[0]) == 4 * (EACH + 1)
    with open_practice(trainee="mina", packs=PACKS, home=tmp_path) as practice:
        assert practice.progress().replies == 4 * (EACH + 1)


def test_four_migrations_at_once_migrate_once_and_keep_one_true_copy(tmp_path, inside, older):
    home = older("0001_records", tmp_path / "home", times=4)
    before = inside(home / FILE)
    ended([started(home, PROGRAM, "open") for _ in range(4)])
    assert inside(home / FILE) == before
    copies = list(home.glob("records.before-*.db"))
    assert [copy.name for copy in copies] == ["records.before-0002_drills.db"]
    assert inside(copies[0]) == before
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(copies[0])) as conn:
        applied = [row[0] for row in conn.execute("SELECT name FROM _sqlite_migrations")]
    assert applied == ["0001_records"]
    assert not list(home.glob(".*.part"))


def test_look_ups_while_the_index_is_made_anew_all_answer(tmp_path):
    home = tmp_path / "home"
    books = home / "library" / "scripts"
    books.mkdir(parents=True)
    shipped = Path(__file__).parents[2] / "scripts" / "sms.yaml"
    stop = threading.Event()

    def change():
        number = 0
        while not stop.wait(0.3):
            number += 1
            shutil.copy(shipped, books / f".{number}.part")
            (books / f".{number}.part").replace(books / f"own-{number % 3}.yaml")
            if number % 4 == 0:
                (home / "cache" / "lookup.db").unlink(missing_ok=True)

    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(2):
            words = ("-m", "coach", "lookup", "the boss has to sign")
            told = ended([started(home, *words) for _ in range(3)])
            assert all("authority" in one for one in told)
    finally:
        stop.set()
        changing.join(10)
    left = [path.name for path in (home / "cache").iterdir() if path.name != "lookup.db"]
    assert left == []


def test_a_backup_and_an_export_while_others_practise_are_whole(tmp_path, inside):
    practising = [started(tmp_path, "-c", PRACTISE, PACKS, f"person-{n}", EACH) for n in range(2)]
    while not (tmp_path / FILE).exists() or not inside_exists(tmp_path / FILE):
        threading.Event().wait(0.05)
    ended([started(tmp_path, "-m", "coach", "backup", tmp_path / "copy.db")])
    exported = [
        started(
            tmp_path,
            "-m",
            "coach",
            "records",
            "export",
            tmp_path / "all.jsonl",
            "--all",
            "--packs",
            PACKS,
        )
    ]
    ended([*exported, *practising])
    answers = inside(tmp_path / "copy.db")[0]
    assert len(answers) == len(set(answers))
    assert len(inside(tmp_path / FILE)[0]) == 2 * (EACH + 1)


def inside_exists(path):
    """Whether the tables are there already."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as conn:
        return conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'replies'").fetchone()
