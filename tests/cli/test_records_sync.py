"""`coach records sync`, `waiting` and `export --xapi` as commands; the secret is seen nowhere."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

PACKS = ("--packs", str(Path(__file__).parent.parent / "packs"))
GOOD = "Who signs off payments, what is his direct number, and what time is he in today?"
SECRET = "Mud-4-Pies!"  # noqa: S105 - of a test


class Plain(BaseHTTPRequestHandler):
    """A store that answers with the numbers of its list, then takes everything."""

    def do_POST(self):
        batch = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.letting_in.add(self.headers["Authorization"])
        answer = self.server.answers.pop(0) if self.server.answers else 200
        body = b""
        if answer == 200:
            body = json.dumps([one["id"] for one in batch]).encode()
            self.server.kept += batch
        self.send_response(answer)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Tests read what is sent, not a log."""


@pytest.fixture
def store():
    """A store on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Plain)
    server.daemon_threads = True
    server.answers, server.kept, server.letting_in = [], [], set()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def coach(tmp_path, store):
    """Runs the program with a home folder of its own; the store is set in its file."""
    said = []
    home = tmp_path / "home"

    def run(*words, typed="", code=0, **env):
        done = subprocess.run(
            [sys.executable, "-m", "coach", *words],
            env={**os.environ, "COACH_HOME": str(home), "COLUMNS": "80", **env},
            input=typed, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path,
        )  # fmt: skip
        said.append(done.stdout + done.stderr)
        assert done.returncode == code, said[-1]
        assert "Traceback" not in done.stderr
        return said[-1]

    run("play", "corner-shop/till", "--plain", "--as", "Mina", *PACKS, typed=f"{GOOD}\n")
    file = home / "lrs.toml"
    url = f"http://127.0.0.1:{store.server_port}/xAPI"
    file.write_text(f'url = "{url}"\nuser = "desk"\npassword = "{SECRET}"\n')
    file.chmod(0o600)
    yield run
    # Wherever a test went: the secret is in the file it was put into, and nowhere else.
    assert not any(SECRET in one for one in said)
    for path in home.rglob("*"):
        assert path == file or path.is_dir() or SECRET.encode() not in path.read_bytes(), path


def test_what_waits_is_sent_and_told(coach, store):
    told = coach("records", "waiting")
    assert "Waiting: 2 statements, the oldest since" in told
    assert "2 statements sent to http://127.0.0.1" in coach("records", "sync")
    assert store.letting_in == {"Basic ZGVzazpNdWQtNC1QaWVzIQ=="}
    assert [one["verb"]["display"]["en"] for one in store.kept] == ["initialized", "answered"]
    assert "0 statements sent" in coach("records", "sync")
    told = json.loads(coach("records", "waiting", "--json"))
    assert (told["waiting"], told["sent"], told["trouble"]) == (0, 2, "")
    assert "2 statements wait once more" in coach("records", "sync", "--again", "all")
    assert coach("records", "sync", "--quiet") == ""


def test_a_store_that_is_busy_or_locked_loses_nothing(coach, store):
    store.answers = [503, 503]
    told = coach("records", "sync", "--tries", "1", code=3)
    assert "503 Service Unavailable. Nothing is lost: 2 statements wait here." in told
    assert "stopped early: 503" in coach("records", "waiting")
    store.answers = [401]
    assert "what lets you in" in coach("records", "sync", code=2)
    store.answers = [400, 400]
    told = coach("records", "sync", code=1)
    assert "did not take 1 statement " in told
    assert "400 Bad Request" in coach("records", "waiting", code=1)
    assert "1 statement waits once more" in coach("records", "sync", "--again", "refused")
    assert len(store.kept) == 2


def test_settings_that_will_not_do_are_told(coach, tmp_path):
    told = coach("records", "sync", code=2, COACH_LRS_URL="http://lrs.example.com/xAPI")
    assert "--plain-http" in told
    told = coach(
        "records", "sync", code=2, COACH_LRS_URL=f"https://desk:{SECRET[:-1]}@lrs.example.com"
    )
    assert "must not hold a name or password" in told
    assert SECRET[:-1] not in told
    (tmp_path / "home" / "lrs.toml").chmod(0o644)
    assert "chmod 600" in coach("records", "sync", code=2)
    (tmp_path / "home" / "lrs.toml").chmod(0o600)
    assert "not a number from 1" in coach("records", "sync", "--batch", "0", code=2)
    assert "not a number from 1" in coach("records", "sync", "--every", "soon", code=2)


def test_without_a_store_everything_else_works(coach, tmp_path):
    file = tmp_path / "home" / "lrs.toml"
    text = file.read_text()
    file.unlink()
    assert "none is set" in coach("records", "waiting")
    assert "No store is set" in coach("records", "sync", code=2)
    assert "No store is set" in coach("records", "sync", "--again", "all", code=2)
    file.write_text(text)


def test_statements_are_written_for_their_owner_alone_and_without_what_was_typed(coach, tmp_path):
    assert "2 statements in out.jsonl" in coach(
        "records", "export", "--xapi", "out.jsonl", "--as", "Mina", *PACKS
    )
    file = tmp_path / "out.jsonl"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "direct number" not in file.read_text()
    lines = coach("records", "export", "--xapi", "-", "--all", "--typed", *PACKS).splitlines()
    assert json.loads(lines[1])["result"]["response"] == GOOD
    assert "goes with --xapi" in coach("records", "export", "x", "--typed", *PACKS, code=2)
    told = coach("records", "export", "--xapi", "no/such/x", "--all", *PACKS, code=3)
    assert "cannot be written" in told


def test_the_profile_is_printed_for_those_who_run_a_store(coach):
    told = json.loads(coach("records", "profile"))
    assert told["type"] == "Profile"
    assert {one["type"] for one in told["concepts"]} >= {"Verb", "ActivityType", "ContextExtension"}


def test_a_sending_that_goes_on_comes_again_until_it_is_stopped(
    coach, store, tmp_path, monkeypatch, capsys
):
    from coach.cli import records, records_sync

    slept = []

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 3:
            raise KeyboardInterrupt

    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(records_sync.time, "sleep", sleep)
    store.answers = [503]
    with pytest.raises(KeyboardInterrupt):
        records.run(["sync", "--every", "10", "--tries", "1"])
    assert slept == [600, 600, 600]
    told = capsys.readouterr()
    assert "503 Service Unavailable" in told.err
    assert "2 statements sent" in told.out
    assert len(store.kept) == 2
