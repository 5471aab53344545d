"""The look-up as a whole process beside public tools that find something in the same text.

`run_all` starts each of them in turn, round after round, so that a busy machine slows all alike.
"""

import os
import shutil
import sqlite3
import statistics
import sys
from pathlib import Path
from time import perf_counter

from coach.lookup.wording import unpacked

QUERIES = {
    "boss has to sign": ("boss.*sign", "boss-has-final-say"),
    "cheque is in the post": ("cheque.*post", "cheque-in-the-post"),
    "no money until the harvest": ("money.*harvest", "harvest-not-yet"),
    "never got the invoice": ("never.*invoice", "never-got-the-invoice"),
    "stop calling me": ("stop.*calling", "stop-calling-me"),
    "the wrong company is on it": ("wrong.*company", "wrong-company-on-invoice"),
}
"""What was said, the words a person would give ripgrep, and the page one would ask tldr for."""
PAGES = {page for _, page in QUERIES.values()}
FULL_TEXT = """
import sqlite3, sys
words = " OR ".join(f'"{word}"' for word in sys.argv[2].split())
found = sqlite3.connect(sys.argv[1]).execute(
    "SELECT answer FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 3", (words,))
print("\\n".join(row[0] for row in found))
"""
COACH = (
    [str(script)]
    if (script := Path(sys.executable).with_name("coach")).exists()
    else [sys.executable, "-m", "coach"]
)
SLOW = 1.0
"""Seconds: whoever takes longer is run in one counted round only."""
NEEDED = {
    "coach lookup": "", "bare python": "", "SQLite FTS5 in Python": "",
    "SQLite FTS5 in its shell": "sqlite3", "fzf --filter": "fzf", "ripgrep": "rg",
    "tldr in Python": "tldr",
}  # fmt: skip
"""Every row of the table, and the program it needs."""


class Peers:
    """The same text as each tool wants it: lines, a page a file, a full-text table."""

    def __init__(self, folder, index):
        self.folder = folder
        self.lines, self.table = folder / "lines.txt", folder / "fts.db"
        pages = folder / "cache" / "tldr" / "pages" / "common"
        pages.mkdir(parents=True)
        entries = sqlite3.connect(index)
        fts = sqlite3.connect(self.table)
        fts.execute("CREATE VIRTUAL TABLE t USING fts5 (said, answer, tokenize='porter unicode61')")
        with self.lines.open("w", encoding="utf-8") as lines:
            for (packed,) in entries.execute("SELECT packed FROM wording"):
                self._add(unpacked(packed), lines, fts, pages)
        fts.commit()
        fts.close()
        entries.close()
        self.env = {
            **os.environ, "COACH_TEAM": "", "XDG_CACHE_HOME": str(folder / "cache"), "LANG": "C.UTF-8",
            "TLDR_NETWORK_ENABLED": "0",
        }  # fmt: skip
        self.env.pop("PYTHONDONTWRITEBYTECODE", None)

    @staticmethod
    def _add(entry, lines, fts, pages):
        answer = " ".join(entry.answers[0].split()) if entry.answers else ""
        lines.writelines(f"{said}\t{answer}\n" for said in entry.says or [entry.title])
        fts.execute("INSERT INTO t VALUES (?, ?)", (" ".join((*entry.says, *entry.tags)), answer))
        # In a library made for a benchmark a number follows the name.
        name = entry.ref.rpartition("/")[2].rstrip("0123456789").rstrip("-")
        if name in PAGES and not (pages / f"{name}.md").exists():
            page = _page(name, entry.says, entry.answers)
            (pages / f"{name}.md").write_text(page, encoding="utf-8")

    def command(self, name, query):
        """What to start, and what it reads; nothing where the program is not installed."""
        pattern, page = QUERIES[query]
        if NEEDED[name] and shutil.which(NEEDED[name]) is None:
            return None
        words = " OR ".join(f'"{word}"' for word in query.split())
        select = f"SELECT answer FROM t WHERE t MATCH '{words}' ORDER BY bm25(t) LIMIT 3"  # noqa: S608 - our own queries
        return {
            "coach lookup": ([*COACH, "lookup", *query.split()], os.devnull),
            "bare python": ([sys.executable, "-c", "pass"], os.devnull),
            "SQLite FTS5 in Python": (
                [sys.executable, "-c", FULL_TEXT, str(self.table), query], os.devnull,
            ),
            "SQLite FTS5 in its shell": (
                ["sqlite3", "-readonly", str(self.table), select], os.devnull,
            ),
            "fzf --filter": (["fzf", "--filter", query], str(self.lines)),
            "ripgrep": (["rg", "-i", "-m", "3", pattern, str(self.lines)], os.devnull),
            "tldr in Python": (["tldr", page], os.devnull),
        }[name]  # fmt: skip


def _page(name, says, answers):
    told = "".join(
        f"\n- {said}:\n\n`{answer}`\n" for said, answer in zip(says, answers, strict=False)
    )
    return f"# {name}\n\n> What was said, and the answer.\n{told}"


def once(command, reads, env):
    """Start a program and wait for its end: seconds by the clock, and of the processor."""
    program = shutil.which(command[0]) or command[0]
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, reads, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    began = perf_counter()
    pid = os.posix_spawn(program, command, env, file_actions=actions)
    _, status, used = os.wait4(pid, 0)
    spent = perf_counter() - began
    assert os.waitstatus_to_exitcode(status) in (0, 1), command
    return spent, used.ru_utime + used.ru_stime


def run_all(peers, rounds, queries=tuple(QUERIES)):
    """Every program on every query, in turn; comes back with (clock, processor) times by name."""
    found = {name: [] for name in NEEDED if peers.command(name, next(iter(QUERIES)))}
    for number in range(rounds + 1):
        for query in queries:
            for name, times in found.items():
                if number > 1 and times[-1][0] > SLOW:
                    continue
                pair = once(*peers.command(name, query), peers.env)
                if number:  # the first round writes byte code and warms the disk's cache
                    times.append(pair)
    return found


def medians(times):
    """The median by the clock and of the processor, in milliseconds."""
    return [1000 * statistics.median(column) for column in zip(*times, strict=True)]


def table(title, found):
    """The figures as lines, each beside the bare interpreter; who is not installed is named."""
    clock, processor = medians(found["bare python"])
    lines = [f"{title:<34} {'clock ms':>9} {'ratio':>6} {'processor ms':>13} {'ratio':>6}"]
    for name in NEEDED:
        if name not in found:
            lines.append(f"  {name:<32} not installed here")
            continue
        one, other = medians(found[name])
        lines.append(
            f"  {name:<32} {one:9.1f} {one / clock:6.2f} {other:13.1f} {other / processor:6.2f}"
        )
    return "\n".join(lines)
