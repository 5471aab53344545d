"""A desk with practice on record, a store that misbehaves as it is told to, and a real one."""

import importlib.util
import itertools
import json
import os
import socket
import subprocess
import sys
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from coach.library import load
from coach.practice import Practice, Wiring
from coach.practice.sending import Sending
from coach.records.statements import Form
from coach.records.target import Target
from coach.storage.database import open_records

RALPH = Path(__file__).parent / "ralph"
USER, PASSWORD = "desk-7", "Mud-4-Pies!"


class Desk:
    """Practice of one machine, with a clock and ids of its own, and its outbox."""

    def __init__(self, folder, packs, scorer):
        self.folder = folder
        self.records = open_records(folder)
        self._packs, self._scorer = packs, scorer
        self._minutes = itertools.count()
        self.wiring = Wiring(records=self.records, now=self.now, new_id=lambda: str(uuid.uuid4()))
        self.slept = []

    def now(self):
        minute = next(self._minutes)
        return f"2026-03-{1 + minute // 1440:02d}T{minute // 60 % 24:02d}:{minute % 60:02d}:00.000+00:00"

    def practice(self, trainee="Mina", scorer=None):
        chosen = scorer or self._scorer
        return Practice(self.wiring, lambda: load(self._packs), lambda _: chosen, trainee)

    def sending(self, url="", **told):
        target = Target(url=url, **{"user": USER, "password": PASSWORD, **told})
        return Sending(self.records, target, self.now, self.slept.append)

    def practise(self, calls=1, trainee="Mina"):
        """Calls with everything in them: a finding, replies taken back, ends, a correction, a drill."""
        practice = self.practice(trainee)
        for _ in range(calls):
            call = practice.start("till", seed=1)
            call.reply("band=1 my own words", seconds=12.5)
            call.retry()
            call.reply("band=3 hit=name_approver my own words", seconds=7.25)
            call.reply("band=1 conduct=minor my own words")
            call.reply("band=3 share=full date=Friday my own words")
            call.retry()
            call.reply("band=4 share=full date=Friday my own words")
            assert call.scene().ended
            practice.reviewing().correct(call.attempt, 2, 3, reason="my own words", by="Ruth")
            drill = practice.drill()
            if drill.next():
                drill.answer("band=2 my own words", 30.0)
        return call

    def statements(self, form=None):
        lines = self.practice().exchanging(everybody=True).statement_lines(form or Form())
        return [json.loads(line) for line in lines]

    def sync(self, url, **options):
        """Send all that waits; what came of it at last."""
        return list(self.sending(url).sync(**options))[-1]


@pytest.fixture
def desk_at(packs, scripted_scorer):
    """Opens a desk on a folder, as often as one likes."""
    opened = []

    def open_it(folder):
        opened.append(Desk(folder, packs, scripted_scorer))
        return opened[-1]

    yield open_it
    for desk in opened:
        desk.records.close()


@pytest.fixture
def desk(desk_at, tmp_path):
    """A desk with nothing on record yet."""
    return desk_at(tmp_path / "desk")


class Server(ThreadingHTTPServer):
    """A server that does not mind when the other side has gone: that is what is tried here."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class FakeStore:
    """A store on loopback. `script` says what it does with the next requests; then it behaves."""

    def __init__(self):
        self.script = []
        self.kept = {}
        self.requests = []
        self.poison = set()
        self.busy, self.go_on = threading.Event(), threading.Event()
        self._server = Server(("127.0.0.1", 0), self._handler())
        self.root = f"http://127.0.0.1:{self._server.server_port}"
        self.url = f"{self.root}/xAPI"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.go_on.set()
        self._server.shutdown()
        self._server.server_close()

    def take(self, batch):
        """What the specification has a store do with a batch: all of it or nothing."""
        if any(one["id"] in self.poison for one in batch):
            return 400, {"detail": "a field is not as it must be"}
        if any(self.kept.get(one["id"], one) != one for one in batch):
            return 409, {"detail": "Differing statements already exist with the same ID"}
        new = [one["id"] for one in batch if one["id"] not in self.kept]
        self.kept |= {one["id"]: one for one in batch}
        return (200, new) if new else (204, None)

    def _handler(store):  # noqa: C901, N805 - a class inside, which knows the store by that name
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                store.requests.append((self.path, dict(self.headers), body))
                act = store.script.pop(0) if store.script else "take"
                if act == "cut before":
                    return self._cut()
                if act == "slow":
                    store.busy.set()
                    store.go_on.wait(30)
                if isinstance(act, tuple):
                    return self._say(*act)
                status, said = store.take(body)
                if act == "cut after":
                    return self._cut()
                return self._say(status, said, half=act == "half an answer")

            def do_GET(self):
                store.requests.append((self.path, dict(self.headers), None))
                self._say(*(store.script.pop(0) if store.script else (200, store.page(self.path))))

            def _say(self, status, said, headers=None, half=False):
                body = said if isinstance(said, bytes) else json.dumps(said).encode()
                body = b"" if status == 204 else body
                self.send_response(status)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if half else body)
                if half:
                    self._cut()

            def _cut(self):
                self.wfile.flush()
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)

            def log_message(self, *_):
                """Tests read what is sent, not a log."""

        return Handler

    def page(self, path, most=7):
        """A page of all that is kept, and where the next one is."""
        begin = int(path.rpartition("from=")[2]) if "from=" in path else 0
        every = list(self.kept.values())
        more = f"/xAPI/statements?from={begin + most}" if begin + most < len(every) else ""
        return {"statements": every[begin : begin + most], "more": more}


@pytest.fixture
def store():
    """A store that misbehaves as it is told to."""
    made = FakeStore()
    yield made
    made.close()


def ralph_environment():
    """The interpreter of the environment that has Ralph in it; built at first."""
    spec = importlib.util.spec_from_file_location("ralph_environment", RALPH / "environment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.python()


@pytest.fixture(scope="session")
def ralph_python():
    """The same, once for all tests."""
    return ralph_environment()


class Ralph:
    """A real store: Ralph LRS with the file-system backend, on loopback."""

    def __init__(self, python, folder):
        self._python, self._folder = python, folder
        self.file = folder / "data" / "fs_lrs.jsonl"
        self.file.parent.mkdir(parents=True)
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("RALPH_")},
            "RALPH_APP_DIR": str(folder),
            "RALPH_AUTH_FILE": str(folder / "auth.json"),
            "RALPH_RUNSERVER_BACKEND": "fs",
            "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(self.file.parent),
            "RALPH_HISTORY_FILE": str(folder / "history.json"),
        }
        self._run(
            "-m", "ralph", "auth", "-u", USER, "-p", PASSWORD, "-s", "all",
            "-M", "mailto:desk-7@example.com", "-N", "desk-7", "-w",
        )  # fmt: skip
        self._server, self._reader, self.port = None, None, 0

    def _run(self, *words, feed=None):
        return subprocess.run(
            [self._python, *words], env=self._environment, input=feed, capture_output=True, timeout=300,
            check=True,
        )  # fmt: skip

    def validate(self, lines, *, strictly):
        """`ralph validate -f xapi`; returns what it says on standard error, and the valid lines."""
        done = (
            self._run(RALPH / "strict.py", "validate", "-f", "xapi", "-F", feed=lines)
            if strictly
            else self._run("-m", "ralph", "validate", "-f", "xapi", feed=lines)
        )
        return done.stderr.decode(), done.stdout.decode().splitlines()

    def start(self):
        """Start the server, on the port it had before if it had one."""
        self._server = subprocess.Popen(
            [self._python, "-m", "uvicorn", "appending:app", "--app-dir", RALPH, "--host", "127.0.0.1",
             "--port", str(self.port), "--no-access-log", "--timeout-graceful-shutdown", "1"],
            env=self._environment, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        for line in self._server.stderr:
            if "running on" in line:
                self.port = int(line.rpartition("127.0.0.1:")[2].split()[0])
                break
        # What it says from now on is read, so that it never waits for a reader.
        self._reader = threading.Thread(target=self._server.stderr.read, daemon=True)
        self._reader.start()
        return self

    def stop(self):
        """End the server at once, as a power cut would."""
        if self._server is not None:
            self._server.kill()
            self._server.wait(30)
            self._reader.join(30)
            self._server.stderr.close()
            self._server = None

    def fresh(self):
        """The same with nothing kept, running."""
        if self._server is None:
            self.start()
        self.file.unlink(missing_ok=True)
        return self

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/xAPI"

    def kept(self):
        """Every statement in its file."""
        if not self.file.exists():
            return []
        return [json.loads(line) for line in self.file.read_text().splitlines()]


@pytest.fixture(scope="module")
def ralph_server(ralph_python, tmp_path_factory):
    """A real store, started once: starting takes longer than most tests."""
    made = Ralph(ralph_python, tmp_path_factory.mktemp("ralph"))
    yield made
    made.stop()


@pytest.fixture
def ralph(ralph_server):
    """A real store, running, with nothing in it."""
    return ralph_server.fresh()
