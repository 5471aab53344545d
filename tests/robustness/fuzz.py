"""Feed the program files that are made to hurt it, and count.

    python tests/robustness/fuzz.py                       500 of each kind
    python tests/robustness/fuzz.py packs --count 20000
    python tests/robustness/fuzz.py packs --only 4711     one try again, by its number

Each try is known by its number and the seed. A try fails where an exception comes out that is none
of those the program announces, where it takes more than two seconds of processor time, or where a
control character gets into what would be shown. More than 500 MB of memory fails the whole kind.
"""

import argparse
import contextlib
import email.message
import faulthandler
import gzip
import io
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import traceback
import warnings
import zipfile
from pathlib import Path
from random import Random

import yaml
from hostile import EXPLOSIVE, FRAGMENTS, as_yaml, flipped, mangled, warped

from coach.authoring import archive
from coach.authoring.checking import check_packs
from coach.authoring.formats import written
from coach.authoring.graph import dot, mermaid
from coach.authoring.stats import stats_lines, stats_of
from coach.cli import plain, score
from coach.cli.common import say_error
from coach.content.books import read_book
from coach.content.rules import set_names
from coach.domain.conversation.step import begin, step
from coach.domain.problems import errors
from coach.domain.scoring.review import Commitment, Review
from coach.library import LibraryError, load, situation_for
from coach.practice import PracticeError, keeping, open_practice
from coach.practice.staging import stage_for
from coach.practice.team.sources import Files
from coach.records.settling import settled
from coach.records.statements import Form
from coach.records.store import Store, StoreError, _answer
from coach.records.target import Target
from coach.shelves import read_all

HERE = Path(__file__).parent
PACK = HERE.parent / "packs" / "corner-shop"
BOOK = HERE.parent.parent / "scripts" / "voicemail.yaml"
MOST_SECONDS = 2.0
MOST_MEGABYTES = 500
LONGEST_SECONDS = 30
STOPPED = threading.Event()
"""Set by Ctrl-C: what was tried until then is told."""
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class FuzzError(Exception):
    """Something got through that should not have."""


def harmless(text):
    """Raises where a text that is shown could move the cursor or turn words round."""
    found = HARMFUL.search(text)
    if found:
        raise FuzzError(f"U+{ord(found.group()):04X} is shown")


def told_of(error):
    """An error as the command line tells it."""
    told = io.StringIO()
    with contextlib.redirect_stderr(told):
        say_error(str(error))
    return told.getvalue()


class Packs:
    """Packs, one file of which was changed, checked as `coach pack check` does and then played."""

    announced = (LibraryError,)

    def __init__(self, folder):
        self.root = folder / "packs"
        self.files = sorted(path.relative_to(PACK) for path in PACK.rglob("*.yaml"))
        self.texts = {file: (PACK / file).read_text() for file in self.files}
        self.rules = frozenset(set_names())
        shutil.copytree(PACK, self.root / "corner-shop")

    def make(self, dice):
        number = dice.randrange(len(self.files))
        text = self.texts[self.files[number]]
        kind = dice.random()
        if kind < 0.45:
            text = mangled(text, dice)
        elif kind < 0.95:
            text = as_yaml(warped(yaml.safe_load(text), dice))
        elif kind < 0.97:
            text = dice.choice(list(EXPLOSIVE.values()))
        else:
            text = "".join(dice.choice(FRAGMENTS) for _ in range(dice.randrange(60)))
        data = text.encode("utf-8", "surrogatepass")
        return bytes([number]) + (flipped(data, dice) if dice.random() < 0.1 else data)

    def eat(self, data):
        file = self.files[data[0] % len(self.files)] if data else self.files[0]
        path = self.root / "corner-shop" / file
        path.write_bytes(data[1:])
        try:
            checked = check_packs(self.root, self.rules, None, {})
            for problem in checked.problems:
                if problem.line < 1 or problem.column < 1 or not problem.message:
                    raise FuzzError(f"a problem without a place: {problem}")
            form = ("text", "github", "json", "sarif")[len(data) % 4]
            if form in {"json", "sarif"}:
                json.loads(written(checked.problems, form))
            else:
                harmless(written(checked.problems, form))
            self.play(load(self.root))
        finally:
            path.write_text(self.texts[file])

    def play(self, shelf):
        for ref, library, call in list(shelf.refs()):
            if errors(shelf.problems):
                break
            harmless("\n".join(stats_lines(stats_of(library))))
            harmless(mermaid(call) + dot(call))
            stage = stage_for(shelf, library, call, "normal", 7)
            beat = begin(stage)
            for band in (1, 3, 4, 0, 3):
                if beat.state.ended:
                    break
                review = Review(
                    score=band * 25, band=band, skills={}, scorer="fuzz-1",
                    commitment=Commitment(share="full" if band == 4 else "none", date="Friday"),
                )  # fmt: skip
                beat = step(stage, beat.state, review, ())
                harmless("\n".join(plain.said_lines(beat.said)))
            for turn in call.turns:
                with contextlib.suppress(LibraryError):
                    situation_for(shelf, f"{ref}/{turn.id}")


class Books:
    """Books of scripts, read as the look-up reads them."""

    announced = ()

    def __init__(self, folder):
        from coach.lookup.places import Layer

        self.path = folder / "scripts" / "voicemail.yaml"
        self.path.parent.mkdir(parents=True)
        tree = yaml.safe_load(BOOK.read_text())
        tree["scripts"] = tree["scripts"][:4]
        self.text = as_yaml(tree)
        self.layer = Layer("personal", str(folder), [], [str(self.path.parent)])

    def make(self, dice):
        kind = dice.random()
        if kind < 0.45:
            text = mangled(self.text, dice)
        elif kind < 0.99:
            text = as_yaml(warped(yaml.safe_load(self.text), dice))
        else:
            text = dice.choice(list(EXPLOSIVE.values()))
        data = text.encode("utf-8", "surrogatepass")
        return flipped(data, dice) if dice.random() < 0.1 else data

    def eat(self, data):
        self.path.write_bytes(data)
        for problem in read_book(self.path).problems:
            if problem.line < 1 or problem.column < 1 or not problem.message:
                raise FuzzError(f"a problem without a place: {problem}")
        for wording in read_all([self.layer]).wordings():
            wording.packed()


class Archives:
    """Archives of packs, changed byte by byte or made with strange names; nothing lands elsewhere."""

    announced = (archive.ArchiveError,)

    def __init__(self, folder):
        self.folder = folder
        self.path = folder / "in" / "x.coachpack"
        self.path.parent.mkdir()
        self.sound = archive.build(PACK, self.path).read_bytes()
        self.outside = self._seen()

    def _seen(self):
        return {
            path for path in self.folder.rglob("*")
            if not path.is_relative_to(self.folder / "library") and path != self.path
        }  # fmt: skip

    def make(self, dice):
        kind = dice.random()
        if kind < 0.4:
            return flipped(self.sound, dice)
        if kind < 0.6:
            return self.with_mangled_files(dice)
        out = io.BytesIO()
        with zipfile.ZipFile(
            out, "w", dice.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
        ) as made:
            names = ["pack.yaml", "excuses/all.yaml", "calls/till.yaml"]
            for _ in range(dice.randint(1, 6)):
                name = dice.choice(
                    ["corner-shop/", "", "../", "/", "a/../../", "C:", "x/" * 200, "\x1b[2J/"]
                )
                name += dice.choice(
                    [
                        *names,
                        "x.py",
                        "CON.yaml",
                        "a" * 300 + ".yaml",
                        "\u202e.yaml",
                        ".yaml",
                        "",
                        "x.yaml/",
                    ]
                )
                entry = zipfile.ZipInfo(name or "x", (dice.randint(1980, 2107), 1, 1, 0, 0, 0))
                entry.external_attr = dice.choice([0o100644, 0o120777, 0o060666, 0o040755, 0]) << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                sound = (PACK / dice.choice(names)).read_bytes()
                with warnings.catch_warnings(action="ignore"):  # the same name twice
                    made.writestr(entry, dice.choice([b"", b"x", b" " * 400_000, sound]))
        data = out.getvalue()
        return flipped(data, dice) if dice.random() < 0.3 else data

    def with_mangled_files(self, dice):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for path in sorted(PACK.rglob("*.yaml")):
                text = path.read_text()
                text = mangled(text, dice) if dice.random() < 0.3 else text
                name = f"corner-shop/{path.relative_to(PACK)}"
                made.writestr(name, text.encode("utf-8", "replace"))
        return out.getvalue()

    def eat(self, data):
        self.path.write_bytes(data)
        try:
            archive.install(str(self.path), replace=True)
        finally:
            if new := self._seen() - self.outside:
                raise FuzzError(f"written elsewhere: {sorted(new)[:3]}")


class Imports:
    """Exports of records, changed and brought in: all of it or nothing."""

    announced = (PracticeError,)

    def __init__(self, folder):
        self.folder = folder
        self.path = folder / "in.jsonl"
        self.opened = contextlib.ExitStack()
        practice = self.opened.enter_context(open_practice(trainee="mina", packs=PACK.parent))
        call = practice.start("till", seed=1)
        call.reply("Who signs off payments, and when is he in?")
        call.reply("Half by Friday by transfer, the rest on the 15th?")
        drill = practice.drill()
        if drill.next():
            drill.answer("What comes in this week?")
        self.exchange = practice.exchanging(everybody=True)
        self.lines = [json.loads(line) for line in self.exchange.lines()]
        self.practice = practice

    def make(self, dice):
        lines = []
        for tree in self.lines:
            kind = dice.random()
            if kind < 0.7:
                fresh = warped(json.loads(json.dumps(tree)), dice)
                if isinstance(fresh, dict) and dice.random() < 0.5:
                    fresh["id"] = f"{dice.getrandbits(40):x}"
                lines.append(json.dumps(fresh, ensure_ascii=dice.random() < 0.5))
            elif kind < 0.9:
                lines.append(mangled(json.dumps(tree), dice))
            else:
                lines.append(
                    dice.choice(
                        ["{" * 50_000, "[" * 100_000, "null", "1e999", '"' + "x" * 100_000, "{}"]
                    )
                )
        data = "\n".join(lines).encode("utf-8", "surrogatepass")
        return flipped(data, dice) if dice.random() < 0.1 else data

    def eat(self, data):
        self.path.write_bytes(data)
        try:
            harmless(self.exchange.bring_in(self.path))
        except PracticeError as error:
            if error.exit_code != 2:
                raise FuzzError(f"exit code {error.exit_code}: {error}") from error
            raise
        self.practice.figures()
        for line in self.exchange.lines(mask=True):
            json.loads(line)


class Answers:
    """Lines of `coach score --batch`, changed."""

    announced = ()

    def __init__(self, folder):
        self.path = folder / "answers.jsonl"
        self.find = score._from_packs(PACK.parent)
        self.line = json.dumps(
            {"id": 1, "turn": "corner-shop/no-money", "answer": "What comes in this week?"}
        )

    def make(self, dice):
        kind = dice.random()
        if kind < 0.5:
            text = mangled(self.line, dice)
        elif kind < 0.95:
            text = json.dumps(warped(json.loads(self.line), dice), ensure_ascii=dice.random() < 0.5)
        else:
            text = "[" * 100_000
        data = text.encode("utf-8", "surrogatepass")
        return flipped(data, dice) if dice.random() < 0.1 else data

    def eat(self, data):
        self.path.write_bytes(data)
        out, err = io.StringIO(), io.StringIO()
        wrong = contextlib.suppress(score._WrongUseError)
        with wrong, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            score._batch(str(self.path), self.find)
        harmless(err.getvalue())
        for line in out.getvalue().splitlines():
            json.loads(line)


class Databases:
    """The records file itself, its bytes changed: opened, read and given to `coach backup --restore`."""

    announced = (PracticeError,)

    def __init__(self, folder):
        self.home = folder / "home"
        self.copy = folder / "sound.db"
        self.bad = folder / "bad.db"
        with open_practice(trainee="mina", packs=PACK.parent, home=self.home) as practice:
            practice.start("till", seed=1).reply("Who signs off payments, and when is he in?")
        keeping.back_up(self.copy, self.home)
        self.sound = self.copy.read_bytes()

    def make(self, dice):
        data = self.sound
        for _ in range(dice.choice([1, 1, 5, 40])):
            data = flipped(data, dice)
        return data

    def eat(self, data):
        for ending in ("", "-wal", "-shm"):
            (self.home / f"records.db{ending}").unlink(missing_ok=True)
        (self.home / "records.db").write_bytes(data)
        self.bad.write_bytes(data)
        try:
            with open_practice(trainee="mina", packs=PACK.parent, home=self.home) as practice:
                paused = practice.progress().paused
                practice.figures()
                if paused:
                    practice.resume(paused[0].attempt).scene()
                list(practice.exchanging(everybody=True).lines())
        except PracticeError as error:
            harmless(told_of(error))
        with contextlib.suppress(sqlite3.Error):
            keeping.restore(self.bad, self.home)


class Statements:
    """Files of statements for a team's report, plain and packed, and pages of a store, changed."""

    announced = (ValueError, OSError, StoreError)

    def __init__(self, folder):
        self.folder = folder
        with open_practice(trainee="mina", packs=PACK.parent) as practice:
            call = practice.start("till", seed=1)
            for text in ("You idiot, pay.", "Who signs off, and when is he in?", "Half by Friday?"):
                if not call.scene().ended:
                    call.reply(text)
            drill = practice.drill()
            if drill.next():
                drill.answer("What comes in this week?")
            self.lines = list(practice.exchanging(everybody=True).statement_lines(Form()))
        self.store = Store(Target(url="http://127.0.0.1:9/xAPI"))

    def make(self, dice):
        lines = []
        for line in dice.sample(self.lines, min(4, len(self.lines))):
            kind = dice.random()
            if kind < 0.6:
                text = json.dumps(warped(json.loads(line), dice), ensure_ascii=dice.random() < 0.5)
            elif kind < 0.9:
                text = mangled(line.decode(), dice)
            else:
                text = dice.choice(
                    ["{" * 50_000, "[" * 100_000, "null", "1e999", "{}", '{"verb": 1, "actor": 1}']
                )
            lines.append(text.rstrip("\n"))
        way = dice.randrange(3)
        if way == 1:
            page = f'{{"statements": [{", ".join(lines)}], "more": {json.dumps(dice.choice(["", "/x", "//", "http://x:y/"]))}}}'
            data = page.encode("utf-8", "surrogatepass")
        else:
            data = "\n".join(lines).encode("utf-8", "surrogatepass")
            data = gzip.compress(data, 1) if way == 2 else data
        return bytes([way]) + (flipped(data, dice) if dice.random() < 0.4 else data)

    def eat(self, data):
        way, data = (data[0] % 3, data[1:]) if data else (0, b"")
        if way == 1:
            pages = [data]
            self.store._ask = lambda *_: (
                200,
                email.message.Message(),
                pages.pop() if pages else b"{}",
            )
            list(self.store.records())
            _answer(200, email.message.Message(), data, self.lines[:2])
            _answer(400, email.message.Message(), data, self.lines[:2])
            return
        path = self.folder / ("in.jsonl.gz" if way == 2 else "in.jsonl")
        path.write_bytes(data)
        source = Files([path])
        list(settled(source))
        for told in source.faults:
            harmless(told_of(told))


KINDS = {
    "packs": Packs, "books": Books, "archives": Archives, "imports": Imports, "answers": Answers, "databases": Databases, "statements": Statements,
}  # fmt: skip


def hang(name, number, before, done):
    """End the program where a try uses up its time, telling where it hangs."""
    while not done.wait(5):
        if time.process_time() - before > LONGEST_SECONDS:
            print(f"{name} {number} hangs:", file=sys.stderr, flush=True)
            faulthandler.dump_traceback()
            os._exit(1)


def most_megabytes():
    """The most memory that this program has held itself.

    Where the kernel tells it: `ru_maxrss` also holds what the program that started this one held.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def run(name, numbers, seed):
    """Try one kind; returns the faults, and what is told of it."""
    faults, slowest, announced = [], 0.0, 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        os.environ["COACH_HOME"] = scratch
        os.environ["COACH_TEAM"] = ""
        kind = KINDS[name](folder)
        tried = 0
        for number in numbers:
            if STOPPED.is_set():
                break
            tried += 1
            data = kind.make(Random(f"{seed} {name} {number}"))
            before = time.process_time()
            done = threading.Event()
            threading.Thread(target=hang, args=(name, number, before, done), daemon=True).start()
            try:
                kind.eat(data)
            except kind.announced as error:
                announced += 1
                try:
                    harmless(told_of(error))
                except FuzzError:
                    faults.append((number, traceback.format_exc()))
            except Exception:  # noqa: BLE001 - whatever comes out is the finding
                faults.append((number, traceback.format_exc()))
            done.set()
            took = time.process_time() - before
            slowest = max(slowest, took)
            if took > MOST_SECONDS:
                faults.append((number, f"took {took:.1f} s of processor time"))
        if hasattr(kind, "opened"):
            kind.opened.close()
    memory = most_megabytes()
    if memory > MOST_MEGABYTES:
        faults.append((-1, f"{memory} MB of memory"))
    told = (
        f"{name}: {tried} tried, {announced} refused in words, {len(faults)} faults, "
        f"slowest {slowest:.2f} s, most memory {memory} MB"
    )
    return faults, told


def main():
    parser = argparse.ArgumentParser(
        prog="fuzz.py", description="Feed the program files made to hurt it."
    )
    parser.add_argument(
        "kinds", nargs="*", choices=[*KINDS, []], help="the kinds of file (default: all)"
    )
    parser.add_argument("--count", type=int, default=500, help="tries of each kind")
    parser.add_argument("--seed", type=int, default=20260301)
    parser.add_argument("--only", type=int, help="one try, by its number")
    options = parser.parse_args()
    numbers = range(options.count) if options.only is None else [options.only]
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: STOPPED.set())
    wrong = False
    for name in options.kinds or KINDS:
        faults, told = run(name, numbers, options.seed)
        for number, what in faults[:9]:
            print(f"{name} {number}:\n{what}", file=sys.stderr)
        print(told, flush=True)
        wrong = wrong or bool(faults)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
