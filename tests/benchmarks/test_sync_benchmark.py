"""100,000 statements to a real store, with three cuts and two kills on the way: none lost, none twice.

Run it for the figures: `pytest -n 0 tests/benchmarks/test_sync_benchmark.py --benchmark-enable -s`.
Without that flag a few hundred statements go the same way.

The store is Ralph LRS with its file-system backend, on loopback. Between it and the program stands a
relay, which cuts: before the store has heard of a batch, after it has stored it and before the program
hears so, and in the middle of the answer. The program itself is killed twice.
"""

import importlib.util
import json
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from coach.practice.sending import open_sending
from coach.records.statements import Form, encoded, statements
from coach.records.target import Target
from coach.storage import outbox
from coach.storage.database import open_records

FULL, SMALL = 100_000, 600
RECORDS = Path(__file__).parents[1] / "records"
USER, PASSWORD = "desk-7", "Mud-4-Pies!"
REVIEW = {
    "score": 63, "band": 2, "scorer": "scorer-1",
    "skills": {"tone": {"score": 70, "band": 3}, "target": {"score": 55, "band": 2}, "counter": {"score": 60, "band": 2}},
    "key_points": [
        {"id": "name_approver", "point": "Asks for the approver", "hit": True, "quote": "Who signs"},
        {"id": "when_in", "point": "Asks when he is in", "hit": False},
    ],
    "conduct": {"verdict": "ok", "findings": []},
}  # fmt: skip

# Six replies a call; with its beginning and its end, eight statements.
FILL = """
CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i + 1 < :replies) SELECT i FROM c;
INSERT INTO trainees SELECT 't' || i, 'trainee ' || i, '2026-01-01T00:00:00.000+00:00' FROM n WHERE i < 20;
INSERT INTO attempts (id, trainee, kind, ref, title, pack, pack_version, level, seed, scorer, started_at, opening)
SELECT printf('%08x-0000-4000-8000-000000000001', i), 't' || (i % 20), 'call', 'trade-arrears/call-' || (i % 30),
    'The feed dealer who waited for you', 'trade-arrears', '1.0.0', 'normal', i, 'scorer-1',
    strftime('%Y-%m-%dT%H:%M:%S.000+00:00', 1767225600 + i * 60, 'unixepoch'), '{}'
FROM n WHERE i < :replies / 6;
INSERT INTO replies (id, attempt, number, take, turn, excuse, family, speaker, says, answer, before, hints, seconds, given_at, trainee)
SELECT printf('%08x-0000-4000-8000-000000000002', n.i), a.id, 1 + n.i % 6, 1, 'opening', 'trade-arrears/boss-has-final-say',
    'authority', 'S', 'My boss decides.', 'Who signs, and when is he in?', '{}', 0, 20.5, a.started_at, a.trainee
FROM n JOIN attempts a ON a.id = printf('%08x-0000-4000-8000-000000000001', n.i / 6);
INSERT INTO reviews SELECT id, 'scorer-1', 63, 63, 2, 'ok', :review, given_at, '' FROM replies;
UPDATE attempts SET outcome = 'refused', score = 63, ended_at = started_at;
"""


def filled(folder, count):
    """Records of which `count` statements tell."""
    records = open_records(folder)
    db = records.db
    db.execute("PRAGMA synchronous = OFF")
    with records.writing():
        for statement in FILL.split(";\n"):
            if statement.strip():
                text = statement.replace(":replies", str(count * 6 // 8))
                db.execute(text, {"review": json.dumps(REVIEW)} if ":review" in text else {})
    assert outbox.standing(records).waiting == count
    return records


class Relay:
    """Stands between the program and the store, and cuts where it is told to."""

    CUTS = ("before", "after", "within")

    def __init__(self, port, every):
        self._far, self._every = port, every
        self.left = list(self.CUTS)
        self.batches = 0
        self.heard = threading.Condition()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self._server.close()

    def _serve(self):
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(near,), daemon=True).start()

    def _relay(self, near):
        with near, socket.create_connection(("127.0.0.1", self._far)) as far:
            try:
                while request := whole(near):
                    with self.heard:
                        self.batches += 1
                        self.heard.notify_all()
                    cut = self.left.pop(0) if self.left and self.batches % self._every == 0 else ""
                    if cut == "before":
                        return
                    far.sendall(request)
                    answer = whole(far)
                    if cut == "after":
                        return
                    near.sendall(answer[: len(answer) // 2] if cut == "within" else answer)
                    if cut:
                        return
            except OSError:
                return


def whole(way):
    """A request or an answer with its body; nothing where the other side has gone."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = way.recv(65536)
        if not more:
            return b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    left = int(fields.get(b"content-length", 0)) - len(body)
    parts = [data]
    while left > 0:
        more = way.recv(min(left, 1 << 20))
        if not more:
            return b""
        parts.append(more)
        left -= len(more)
    return b"".join(parts)


@pytest.fixture
def real_store(tmp_path):
    """Ralph LRS, as the tests of records start it."""
    spec = importlib.util.spec_from_file_location("records_conftest", RECORDS / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.Ralph(module.ralph_environment(), tmp_path / "ralph").start()
    yield made
    made.stop()


def sync(home, port, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "coach", "records", "sync", *words],
        env={
            **os.environ, "COACH_HOME": str(home), "COACH_LRS_URL": f"http://127.0.0.1:{port}/xAPI",
            "COACH_LRS_USER": USER, "COACH_LRS_PASSWORD": PASSWORD,
        },
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def kill_after(program, relay, batches):
    """Kill the program once the relay has seen so many batches, while the next is under way."""
    with relay.heard:
        assert relay.heard.wait_for(lambda: relay.batches >= batches, 600)
    assert program.poll() is None, "it came to its end before it could be killed"
    program.kill()
    program.wait(30)
    program.stdout.close()


def test_none_is_lost_and_none_is_there_twice(request, tmp_path, real_store):
    full = request.config.getoption("--benchmark-enable", default=False)
    count, batch = (FULL, 1000) if full else (SMALL, 20)
    began = time.perf_counter()
    records = filled(tmp_path / "home", count)
    every = count // batch // 8
    relay = Relay(real_store.port, every)
    print(f"\n{count:,} statements waiting, filled in {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    kill_after(sync(tmp_path / "home", relay.port, "--batch", str(batch)), relay, 2 * every + 1)
    kill_after(sync(tmp_path / "home", relay.port, "--batch", str(batch)), relay, 5 * every + 1)
    last = sync(tmp_path / "home", relay.port, "--batch", str(batch))
    said = last.communicate(timeout=1800)[0]
    spent = time.perf_counter() - began
    assert last.returncode == 0
    assert said.rstrip().endswith("0 wait.")
    relay.close()
    with real_store.file.open() as file:
        kept = [json.loads(line)["id"] for line in file]
    made = {
        encoded(one).split(b'"', 4)[3].decode()
        for one in statements(outbox.happenings(records), Form())
    }
    records.close()
    assert relay.left == []
    assert len(made) == count
    assert len(kept) == len(set(kept)), "a statement is in the store twice"
    assert set(kept) == made, "a statement was lost"
    size = real_store.file.stat().st_size
    print(
        f"3 cuts, 2 kills, {relay.batches} batches of {batch}: {len(kept):,} in the store, 0 lost, 0 twice; "
        f"{spent:.0f} s, {count / spent:.0f} a second; {size / count:.0f} bytes each in the store's file"
    )


def test_an_export_of_many_takes_no_more_memory_than_one_of_few(request, tmp_path):
    full = request.config.getoption("--benchmark-enable", default=False)
    count = FULL if full else SMALL * 4
    filled(tmp_path / "home", count).close()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    with open_sending(Target(), tmp_path / "home") as sending:
        size = sum(
            len(encoded(one)) for one in statements(outbox.happenings(sending._records), Form())
        )
    spent = time.perf_counter() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"\n{count:,} statements made in {spent:.1f} s, {size / count:.0f} bytes each; memory grew {grown:.0f} MB"
    )
    assert grown < 64
