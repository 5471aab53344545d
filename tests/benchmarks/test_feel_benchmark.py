"""How it feels, as ratios: first paint against a bare application, a key's echo in a long call.

Both sides run in a pseudo-terminal of their own, in turn, so that a busy machine slows both alike.
`python tests/benchmarks/test_feel_benchmark.py` prints the figures.
"""

import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import termios
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from coach.version import __version__

HOOK = """
import os, sys, time
from textual.drivers.linux_driver import LinuxDriver
plain = LinuxDriver.write
def write(self, data):
    if "Today" in data:
        with open(os.environ["COACH_HOME"] + "/painted", "w") as file:
            file.write(f"{time.process_time()} {'coach.practice' in sys.modules}")
        LinuxDriver.write = plain
    plain(self, data)
LinuxDriver.write = write
"""
"""Notes the processor time at the first paint, and whether the practice was asked for before it."""
OURS = """
from coach.__main__ import main
sys.argv = ["coach"]
main()
"""
BARE = """
from textual.app import App
from textual.widgets import Label
class Bare(App):
    def compose(self):
        yield Label("Today")
Bare().run()
"""
LONG_CALL = """
import sys
from pathlib import Path
from coach.domain.conversation.state import Said
from coach.practice import open_practice
from coach.tui.app import CoachApp
class Long(CoachApp):
    def on_mount(self):
        self.play("first-week/first-call")
        self.set_timer(0.1, self.fill)
    async def fill(self):
        call = self.screen
        if getattr(call, "phase", "") != "typing":
            self.set_timer(0.1, self.fill)
            return
        for number in range(int(sys.argv[2])):
            words = "I have been waiting for you since eight, so the money went to seed. " * 2
            call.transcript.say((Said(who="debtor", name="Wang", text=words),))
            call.transcript.reply(number, "You are right. The whole sum is due since May. " * 2)
        self.call_after_refresh(lambda: self.set_timer(0.5, lambda: call.title_line("Ready-to-type")))
Long(lambda: open_practice(Path(sys.argv[1]), "Mina"), paced=False).run()
"""
LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
PAINTS, KEYS = 7, 60
A_PERSON = 0.08, 0.2
"""Seconds between two keys of somebody who types well: seven keys a second."""
PAINT_GOAL, ECHO_GOAL, ECHO_MS = 1.5, 2.0, 30.0


class Terminal:
    """A program in a pseudo-terminal of 120 by 36."""

    def __init__(self, command, home):
        self.began = perf_counter()
        self.main, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        env = {
            **os.environ,
            "COACH_HOME": str(home),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        self.process = subprocess.Popen(
            command, stdin=inner, stdout=inner, stderr=inner, env=env, start_new_session=True
        )
        os.close(inner)
        self.seen = b""

    def until(self, words):
        """Seconds from the beginning until `words` are painted."""
        while words.encode() not in self.seen:
            if not select.select([self.main], [], [], 60)[0]:
                raise TimeoutError(f"{words} never came: {self.seen[-400:]!r}")
            self.seen += os.read(self.main, 65536)
        return perf_counter() - self.began

    def spent(self):
        """Seconds of processor time so far, where the system tells; else seconds by the clock."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return perf_counter() - self.began
        fields = stat.read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def echo(self, letter):
        """Milliseconds from a key to its letter on the terminal."""
        self.seen, self.began = b"", perf_counter()
        os.write(self.main, letter.encode())
        return self.until(letter) * 1000

    def watch(self, seconds):
        """Read what is painted for so long, as a terminal does while nobody types."""
        until = perf_counter() + seconds
        while (left := until - perf_counter()) > 0:
            if select.select([self.main], [], [], left)[0]:
                os.read(self.main, 65536)

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.main)


def painted(command, home):
    terminal = Terminal(command, home)
    try:
        clock = terminal.until("Today")
        spent, asked = (home / "painted").read_text(encoding="ascii").split()
        return clock, float(spent), asked
    finally:
        terminal.close()


def paint_ratio(home):
    """First paint of `coach` and of a bare application: seconds by the clock, of the processor."""
    (home / "welcomed").touch()
    coach, bare = ([sys.executable, "-c", HOOK + side] for side in (OURS, BARE))
    ours, theirs = [], []
    for run in range(PAINTS + 1):
        pair = painted(coach, home)[:2], painted(bare, home)[:2]
        if run:  # the first pair writes byte code
            ours.append(pair[0])
            theirs.append(pair[1])
    return [[min(times) for times in zip(*runs, strict=True)] for runs in (ours, theirs)]


def echoes(home, turns, pause=(0, 0)):
    """Milliseconds from key to echo in a call with so many turns, sorted; and those of the processor.

    Between an echo and the next key lie `pause` seconds, from and to: (0, 0) types as fast as the
    letters come, faster than anybody can.
    """
    fingers = Random(7)
    terminal = Terminal([sys.executable, "-c", LONG_CALL, str(home), str(turns)], home)
    try:
        terminal.until("Ready-to-type")
        before = terminal.spent()
        found = []
        for key in range(KEYS):
            terminal.watch(fingers.uniform(*pause))
            found.append(terminal.echo(LETTERS[key % len(LETTERS)]))
        each = (terminal.spent() - before) / KEYS * 1000
    finally:
        terminal.close()
    return sorted(found[5:]), each


def p95(values):
    return values[int(len(values) * 0.95)]


def test_the_first_paint_is_near_that_of_a_bare_application(tmp_path, pytestconfig):
    (_, ours), (_, theirs) = paint_ratio(tmp_path)
    # Of processor time, which a busy machine stretches less than the clock; still it wavers, and
    # beside other tests only a start twice as heavy can be told from noise.
    measured = pytestconfig.getoption("benchmark_enable")
    assert ours / theirs < PAINT_GOAL * (1.1 if measured else 2)


def test_home_is_painted_before_the_records_are_opened_and_the_packs_read(tmp_path):
    assert painted([sys.executable, "-c", HOOK + OURS], tmp_path)[2] == "False"


def test_a_long_call_echoes_a_key_as_quickly_as_a_short_one(tmp_path):
    (long, _), (short, _) = echoes(tmp_path, 200), echoes(tmp_path, 2)
    assert statistics.median(long) < ECHO_GOAL * statistics.median(short)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        place = Path(folder)
        found = zip(("clock", "processor"), *paint_ratio(place), strict=True)
        for what, ours, theirs in found:
            print(
                f"coach {__version__}, first paint by the {what}: {ours:.2f} s, bare {theirs:.2f} s: {ours / theirs:.2f}"
            )
        for turns in (2, 200):
            for how, pause in (("a person's", A_PERSON), ("the fastest", (0, 0))):
                found, each = echoes(place, turns, pause)
                print(
                    f"{turns} turns at {how} pace: median {statistics.median(found):.1f} ms, "
                    f"p95 {p95(found):.1f} ms (goal: below {ECHO_MS:.0f}), "
                    f"of the processor {each:.1f} ms a key"
                )
