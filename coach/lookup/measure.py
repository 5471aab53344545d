"""How well the look-up finds: `python -m coach.lookup.measure FILE... --half tune|unseen`.

Each line of a FILE is `{"query": ..., "want": ["pack/excuse", ...], "half": "tune"}`. `want` names
the entries of which any is right; `=auth.signatory` stands for every excuse of that place in the
taxonomy; an empty list means that nothing may be found. Two plain searches over the same text
stand beside the look-up: the SQLite full-text index alone, and RapidFuzz alone.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process, utils

from coach.lookup.reader import Reader
from coach.lookup.search import search
from coach.lookup.wording import Wording, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable

    Finder = Callable[[str], list[str]]

_LIMIT = 3
_FUZZ_CUTOFF = 60
"""Below this RapidFuzz calls nearly everything alike."""


def main(argv: list[str] | None = None) -> int:
    """Print the figures; the exit code is 0."""
    parser = argparse.ArgumentParser(prog="python -m coach.lookup.measure")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--half", choices=["tune", "unseen", "all"], default="tune")
    parser.add_argument("--misses", action="store_true", help="list what was not found")
    options = parser.parse_args(argv)
    from coach.wordings import open_index

    connection = open_index()
    reader = Reader(connection)
    entries = [
        unpacked(row[0]) for row in connection.execute("SELECT packed FROM wording ORDER BY id")
    ]
    cases = [
        case
        for file in options.files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
        for case in [json.loads(line)]
        if options.half == "all" or case.get("half", "tune") == options.half
    ]

    def own(query: str) -> list[str]:
        return [hit.ref for hit in search(reader, query, limit=_LIMIT)]

    finders: list[tuple[str, Finder]] = [
        ("coach lookup", own),
        ("FTS5 alone", _full_text(entries)),
        ("RapidFuzz alone", _letters(entries)),
    ]
    print(
        f"{'':<16} {'first':>7} {'in three':>9} {'nonsense':>9} {'ms':>7}   of {len(cases)} queries"
    )
    for name, find in finders:
        _report(name, find, cases, entries, misses=options.misses and find is own)
    return 0


def _report(
    name: str, find: Finder, cases: list[dict[str, Any]], entries: list[Wording], *, misses: bool
) -> None:
    kinds = {entry.ref: set(entry.taxonomy) for entry in entries if entry.taxonomy}
    first = three = asked = silent = nonsense = 0
    began = perf_counter()
    for case in cases:
        found = find(case["query"])
        if not case["want"]:
            nonsense += 1
            silent += not found
            if misses and found:
                print(f"  nonsense {case['query']!r}: {', '.join(found)}", file=sys.stderr)
            continue
        asked += 1
        right = [_right(ref, case["want"], kinds) for ref in found]
        first += bool(right[:1] and right[0])
        three += any(right)
        if misses and not (right[:1] and right[0]):
            mark = "second or third" if any(right) else "missed"
            print(f"  {mark} {case['query']!r}: {', '.join(found) or 'nothing'}", file=sys.stderr)
    spent = (perf_counter() - began) * 1000 / max(1, len(cases))
    print(
        f"{name:<16} {_share(first, asked):>7} {_share(three, asked):>9}"
        f" {_share(silent, nonsense):>9} {spent:7.1f}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _right(ref: str, wanted: list[str], kinds: dict[str, set[str]]) -> bool:
    return any(
        want[1:] in kinds.get(ref, ()) if want.startswith("=") else want == ref for want in wanted
    )


def _text(entry: Wording) -> str:
    return " ".join((*entry.says, entry.title, *entry.tags, entry.use, entry.goal, *entry.answers))


def _full_text(entries: list[Wording]) -> Finder:
    """SQLite FTS5 as one would first write it: porter stems, any word, bm25 order."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (text, tokenize='porter unicode61')")
    connection.executemany(
        "INSERT INTO t (text) VALUES (?)", [(_text(entry),) for entry in entries]
    )

    def find(query: str) -> list[str]:
        words = utils.default_process(query).split()
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in words)
        rows = connection.execute(
            "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT ?", (match, _LIMIT)
        )
        return [entries[row[0] - 1].ref for row in rows]

    return find


def _letters(entries: list[Wording]) -> Finder:
    """RapidFuzz as one would first write it: WRatio over what debtors say and the titles."""
    lines = [(entry.ref, line) for entry in entries for line in (*entry.says, entry.title)]
    texts = [utils.default_process(line) for _, line in lines]

    def find(query: str) -> list[str]:
        near = process.extract(
            utils.default_process(query),
            texts,
            scorer=fuzz.WRatio,
            limit=_LIMIT * 6,
            score_cutoff=_FUZZ_CUTOFF,
        )
        return list(dict.fromkeys(lines[place][0] for _, _, place in near))[:_LIMIT]

    return find


if __name__ == "__main__":
    sys.exit(main())
