"""Killed at a random moment of practice, drill, import, migration, backup or sending: nothing acknowledged is
lost, nothing is doubled, nothing is half there, and the half-played call goes on.

12 kills here; `COACH_KILLS=200 pytest -n 0 tests/robustness/test_kills.py` tries more.
"""

import json
import os
import random
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from coach.practice import open_practice
from coach.records.statements import Form
from coach.storage.backups import checked
from coach.storage.database import FILE

KILLS = int(os.environ.get("COACH_KILLS", "10"))
PACKS = Path(__file__).parent.parent / "packs"


def test_no_acknowledged_reply_is_lost_or_doubled_and_the_call_goes_on(
    tmp_path, capsys, cut_off, heard, inside
):
    dice, kills = random.Random(7), max(2, KILLS * 4 // 10)
    acknowledged, typed, continued = [], set(), 0
    for number in range(kills):
        lines = cut_off(tmp_path, dice.uniform(0.0, 1.5), "play", PACKS, number)
        acknowledged += heard(lines, "acknowledged")
        typed |= set(heard(lines, "typed"))
        stored = inside(tmp_path / FILE)[0]
        assert len(stored) == len(set(stored))
        assert set(acknowledged) <= set(stored) <= typed
        with open_practice(trainee="mina", packs=PACKS, home=tmp_path) as practice:
            for paused in practice.progress().paused:
                call = practice.resume(paused.attempt)
                said = [line.text for line in call.scene().lines if line.who == "trainee"]
                assert len(said) == len(set(said)) == paused.replies
                continued += not call.scene().ended
            assert all(
                not practice.resume(paused.attempt).scene().ended
                for paused in practice.progress().paused
            )
    with capsys.disabled():
        print(
            f"\n{kills} kills in calls and drills: {len(acknowledged)} replies acknowledged, none lost, "
            f"none doubled; {continued} half-played calls go on"
        )
    assert acknowledged


def test_an_import_is_there_whole_or_not_at_all(tmp_path, capsys, cut_off, heard, inside, exports):
    dice, kills, whole = random.Random(8), max(2, KILLS * 2 // 10), 0
    for number in range(kills):
        home = tmp_path / str(number)
        lines = cut_off(home, dice.uniform(0.0, 0.6), "import", PACKS, *exports)
        acknowledged = heard(lines, "acknowledged")
        there = inside(home / FILE)[2]
        for file, ids in exports.items():
            assert ids <= there or not ids & there
            assert ids <= there or file not in acknowledged
            whole += ids <= there
        with open_practice(trainee="mina", packs=PACKS, home=home) as practice:
            for file in exports:
                practice.exchanging(everybody=True).bring_in(Path(file))
            practice.figures()
        answers, _, attempts = inside(home / FILE)
        assert attempts == set().union(*exports.values())
        if number == 0:
            expected = answers
        assert sorted(answers) == sorted(expected)
    with capsys.disabled():
        print(f"\n{kills} kills in imports: {whole} of {kills * len(exports)} files in, each whole")


def test_a_migration_is_done_or_not_and_its_copy_is_whole(
    tmp_path, capsys, cut_off, heard, inside, older
):
    dice, kills, done = random.Random(9), max(2, KILLS * 2 // 10), 0
    model = older("0001_records", tmp_path / "model", times=6)
    before = inside(model / FILE)
    for number in range(kills):
        home = shutil.copytree(model, tmp_path / str(number))
        lines = cut_off(home, dice.uniform(0.0, 1.0), "open")
        done += bool(heard(lines, "acknowledged"))
        assert inside(home / FILE) == before
        copies = list(home.glob("records.before-*.db"))
        assert all(inside(copy) == before for copy in copies)
        with open_practice(trainee="mina", packs=PACKS, home=home) as practice:
            assert practice.progress().replies
        assert inside(home / FILE)[0] == before[0]
        assert [inside(copy) for copy in home.glob("records.before-*.db")] == [before]
        shutil.rmtree(home)
    with capsys.disabled():
        print(
            f"\n{kills} kills in migrations: {done} were done already, the others were done next time"
        )


def test_a_backup_has_its_name_only_when_it_is_whole(
    tmp_path, capsys, cut_off, heard, inside, older
):
    dice, kills, found = random.Random(10), max(2, KILLS * 2 // 10), 0
    home = older("0001_records", tmp_path / "home", times=3)
    open_practice(trainee="mina", packs=PACKS, home=home).__enter__()._wiring.records.close()
    count = len(inside(home / FILE)[0])
    for _ in range(kills):
        cut_off(home, dice.uniform(0.0, 0.4), "backup")
        for copy in (home / "backups").glob("*.db"):
            found += 1
            assert checked(copy) == count
    with capsys.disabled():
        print(f"\n{kills} kills in backups: {found} backups looked at, all whole")


class Keeper(BaseHTTPRequestHandler):
    """A store that keeps each statement once and counts how often it was told something else."""

    kept: ClassVar[dict] = {}
    differing: ClassVar[list] = []
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        batch = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.differing.extend(one["id"] for one in batch if self.kept.get(one["id"], one) != one)
        self.kept.update({one["id"]: one for one in batch})
        said = json.dumps([one["id"] for one in batch]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_):
        """Tests read what is kept, not a log."""


class Quiet(ThreadingHTTPServer):
    """A server that does not mind when the other side was killed."""

    daemon_threads = True

    def handle_error(self, *_):
        """Nothing: the other side is gone."""


def test_a_sending_goes_on_where_it_was_cut_off_and_tells_everything_once(
    tmp_path, capsys, cut_off, month_of_records, monkeypatch
):
    dice, kills = random.Random(13), max(2, KILLS * 2 // 10)
    home = shutil.copytree(month_of_records, tmp_path / "home")
    server = Quiet(("127.0.0.1", 0), Keeper)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("COACH_LRS_URL", f"http://127.0.0.1:{server.server_port}/xAPI")
    monkeypatch.setenv("COACH_LRS_USER", "desk")
    monkeypatch.setenv("COACH_LRS_PASSWORD", "secret")
    Keeper.kept.clear()
    Keeper.differing.clear()
    try:
        for _ in range(kills):
            cut_off(home, dice.uniform(0.0, 0.6), "sync", 5)
            with open_practice(trainee="mina", packs=PACKS, home=home) as practice:
                statements = list(practice.exchanging(everybody=True).statement_lines(Form()))
                if len(Keeper.kept) == len(statements):
                    # All is told already: something new has to happen.
                    practice.start("till").reply(f"Who signs off payments? {len(statements)}")
        lines = cut_off(home, 60, "sync", 50)
    finally:
        server.shutdown()
        server.server_close()
    assert lines[-1] == "acknowledged 0"
    with open_practice(trainee="mina", packs=PACKS, home=home) as practice:
        statements = [
            json.loads(line) for line in practice.exchanging(everybody=True).statement_lines(Form())
        ]
    assert {one["id"] for one in statements} == set(Keeper.kept)
    assert Keeper.differing == []
    with capsys.disabled():
        print(
            f"\n{kills} kills in sendings: {len(statements)} statements told, none lost, none twice with other content"
        )
