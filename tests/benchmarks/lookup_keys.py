"""From a key on the look-up screen to its result on the terminal, in a pseudo-terminal of its own."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from random import Random
from statistics import median
from time import perf_counter, thread_time

PROGRAM = """
import sys, time
from textual.drivers.linux_driver import LinuxDriver
from coach.tui.screens.lookup import LookupScreen
from coach.__main__ import main

plain = LookupScreen.show
def show(self, query, found, **how):
    plain(self, query, found, **how)
    if query == self.desk.query:
        self.call_after_refresh(told, self, query)
def told(screen, query):
    screen.app._driver.write(f"\\x1b]777;shown={query.encode().hex()};{time.process_time_ns()}\\x07")
    screen.app._driver.flush()
LookupScreen.show = show
sys.argv = ["coach", "--screen", "lookup"]
sys.exit(main())
"""
"""The program as it is; once a result has been painted, the terminal hears for which query."""
BARE = """
import time
from textual.app import App
from textual.widgets import Input, Static

class Bare(App):
    def compose(self):
        yield Input()
        yield Static(id="said")
    def on_mount(self):
        self.call_after_refresh(self.told, "")
    def on_input_changed(self, event):
        self.query_one(Static).update(event.value)
        self.call_after_refresh(self.told, event.value)
    def told(self, query):
        self._driver.write(f"\\x1b]777;shown={query.encode().hex()};{time.process_time_ns()}\\x07")
        self._driver.flush()
Bare().run()
"""
"""The least there can be: a line to type in, and what was typed painted beneath it."""
A_PERSON = 0.05, 0.15
"""Seconds between a result and the next key, from and to."""


class Terminal:
    """A program in a pseudo-terminal of 80 by 24."""

    def __init__(self, program, home):
        self.main, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {
            **os.environ, "COACH_HOME": str(home), "COACH_TEAM": "", "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }  # fmt: skip
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", program], stdin=inner, stdout=inner, stderr=inner, env=env,
            start_new_session=True,
        )  # fmt: skip
        os.close(inner)
        self.seen = b""
        self.spent = 0.0
        """Milliseconds of processor time at the last result."""

    def until_shown(self, query):
        """Read until the result for a query has been painted."""
        mark = re.compile(rf"shown={query.encode().hex()};(\d+)\x07".encode())
        while not (found := mark.search(self.seen)):
            if not select.select([self.main], [], [], 120)[0]:
                raise TimeoutError(f"nothing came for {query!r}: {self.seen[-400:]!r}")
            self.seen = self.seen[-400:] + os.read(self.main, 65536)
        self.seen = b""
        self.spent = int(found[1]) / 1e6

    def wait(self, seconds):
        """Read what is painted for so long, as a terminal does while nobody types."""
        until = perf_counter() + seconds
        while (left := until - perf_counter()) > 0:
            if select.select([self.main], [], [], left)[0]:
                os.read(self.main, 65536)

    def typed_and_taken_back(self, query, fingers, pause):
        """Milliseconds from each key to its result, by the clock and of the processor."""
        pairs, typed = [], ""
        for key in query:
            typed += key
            self.wait(fingers.uniform(*pause))
            before, began = self.spent, perf_counter()
            os.write(self.main, key.encode())
            self.until_shown(typed)
            pairs.append(((perf_counter() - began) * 1000, self.spent - before))
        while typed:
            typed = typed[:-1]
            os.write(self.main, b"\x7f")
            self.until_shown(typed)
        return pairs

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.main)


def key_times(program, home, queries, pause=(0.0, 0.0), times=1):
    """Milliseconds from each key of the queries to its result: by the clock, of the processor.

    So many programs are started, in each of which the queries are typed once: what was typed before
    makes no key quicker than it is the first time. The middle time of each key counts: what a
    neighbour on the machine costs is none of the look-up's.
    """
    rounds = []
    for _ in range(times):
        fingers = Random(7)
        terminal = Terminal(program, home)
        try:
            terminal.until_shown("")
            terminal.typed_and_taken_back("a word", fingers, pause)
            rounds.append(
                [
                    pair
                    for query in queries
                    for pair in terminal.typed_and_taken_back(query, fingers, pause)
                ]
            )
        finally:
            terminal.close()
    return [
        tuple(median(column) for column in zip(*pairs, strict=True))
        for pairs in zip(*rounds, strict=True)
    ]


def door_times(find, queries):
    """Milliseconds that a search takes of the processor for each beginning of the queries."""
    found = []
    for query in queries:
        for end in range(1, len(query) + 1):
            began = thread_time()
            find(query[:end])
            found.append((thread_time() - began) * 1000)
    return found


def p95(values):
    return sorted(values)[int(len(values) * 0.95)]
