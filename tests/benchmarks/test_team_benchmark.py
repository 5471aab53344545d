"""A manager's report over many statements: its time beside decoding them once, and its memory.

Run it in full, a million statements of 2,000 people: `python tests/benchmarks/team_records.py FOLDER`.
Here a small call centre holds the promise: work and memory grow with the statements, no faster.
"""

import importlib.util
import json
import time
import tracemalloc
from pathlib import Path

import pytest

from coach.practice.team.reporting import from_files

NOW = "2026-11-22T00:00:00.000+00:00"
TIMES = 8
"""Reading, settling and summing take at most so many times what decoding the lines once takes."""
BYTES = 800
"""Memory for each statement: a million stay below a gigabyte with the program itself."""

_found = importlib.util.spec_from_file_location(
    "team_records", Path(__file__).with_name("team_records.py")
)
team_records = importlib.util.module_from_spec(_found)
_found.loader.exec_module(team_records)


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    lines = team_records.write(folder, people=40, statements=8_000, files=4)
    return folder, lines


def test_the_report_takes_a_few_times_what_decoding_takes(exports):
    folder, lines = exports

    def decode():
        for file in folder.glob("*.jsonl"):
            with file.open("rb") as opened:
                for line in opened:
                    json.loads(line)

    def report():
        return from_files([folder], None, NOW)

    figures, files = report()
    assert files.faulty == 0
    assert len(figures.people) == 40
    calls = lines // team_records.EACH
    # What was written twice counts once; one call in four has a reply taken back.
    assert figures.calls == calls * 22 // 23
    assert figures.replies == 40 * sum(6 - (call % 4 == 2) for call in range(22))
    assert min(_took(report) for _ in range(3)) < TIMES * min(_took(decode) for _ in range(3))


def test_the_report_keeps_little_of_what_it_reads(exports):
    folder, lines = exports
    from_files([folder], None, NOW)
    tracemalloc.start()
    from_files([folder], None, NOW)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < BYTES * lines


def _took(work):
    began = time.process_time()
    work()
    return time.process_time() - began
