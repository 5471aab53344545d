"""The check of a pack of ten thousand excuses, beside the bare reading of its YAML.

`pytest -n 0 -s --benchmark-enable tests/benchmarks/test_pack_check_benchmark.py` prints seconds
and megabytes too: the goal is ten seconds and 500 MB. Without `--benchmark-enable` it is a small
pack and only the ratio counts.
"""

import os
import random
import subprocess
import sys
import time

import yaml

from coach.authoring.checking import check_packs
from coach.domain.excuse import Family

EXCUSES, SMALL = 10_000, 200
A_FILE = 500
MOST_RATIO = 8
"""Reading, checking and comparing may cost so many times what the bare reading of YAML costs; it is
about twice on a quiet machine."""
SYLLABLES = [
    "ka",
    "ro",
    "mi",
    "ten",
    "sol",
    "ver",
    "dan",
    "pli",
    "gor",
    "stu",
    "ne",
    "fa",
    "bri",
    "lo",
    "mun",
    "ter",
    "sa",
    "vo",
    "che",
    "li",
]
COMMON = [
    "the",
    "a",
    "to",
    "we",
    "you",
    "will",
    "pay",
    "money",
    "month",
    "day",
    "bank",
    "invoice",
    "owner",
    "is",
    "not",
    "have",
    "on",
    "by",
    "for",
    "of",
    "and",
    "it",
    "can",
    "next",
    "week",
    "boss",
]
PACK = """id: big
version: 1.0.0
title: Big
market: trade
jurisdiction: GB
rules: [common, trade]
licence: MIT
account: {creditor: A Ltd, customer: B Ltd, amount: GBP 100}
speaker: {name: Mr B}
"""


def make_pack(folder, count):
    """A pack of `count` different excuses, each with three key points of four phrasings."""
    dice = random.Random(7)
    rare = ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(6000)]

    def line(words):
        chosen = [dice.choice(rare if dice.random() < 0.45 else COMMON) for _ in range(words)]
        return " ".join(chosen).capitalize() + "."

    def lines(indent, count, words):
        return "".join(f"{' ' * indent}- {line(words)}\n" for _ in range(count))

    def point(number):
        return f"    - id: p{number}\n      point: {line(8)}\n      phrasings:\n{lines(8, 4, 9)}"

    def excuse(number):
        return (
            f"- id: excuse-{number}\n  family: {dice.choice(Family.__args__)}\n  says:\n{lines(4, 3, 11)}"
            f"  goal: {line(14)}\n  weights: {{target: 0.5, counter: 0.3, commitment: 0.2}}\n"
            f"  key_points:\n{''.join(map(point, range(3)))}  responses:\n{lines(4, 3, 30)}"
            f'  examples:\n    - {{answer: "{line(14)}", band: [3, 4]}}\n'
        )

    (folder / "excuses").mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK)
    for first in range(0, count, A_FILE):
        text = "\n".join(map(excuse, range(first, min(first + A_FILE, count))))
        (folder / "excuses" / f"from-{first:05}.yaml").write_text(text)
    return folder


def bare(folder):
    """Seconds for the bare reading of all files."""
    began = time.perf_counter()
    for path in sorted(folder.rglob("*.yaml")):
        yaml.compose(path.read_text(), Loader=yaml.CSafeLoader)
    return time.perf_counter() - began


def test_a_large_pack_is_checked_in_a_few_times_what_its_reading_costs(tmp_path, request):
    enabled = request.config.getoption("--benchmark-enable")
    folder = make_pack(tmp_path / "big", EXCUSES if enabled else SMALL)
    check_packs(folder, frozenset({"common", "trade"}), None, {})
    reading = min(bare(folder) for _ in range(3))
    began = time.perf_counter()
    checked = check_packs(folder, frozenset({"common", "trade"}), None, {})
    checking = time.perf_counter() - began
    assert checked.problems == []
    ratio = checking / reading
    print(f"\nthe check costs {ratio:.1f} times the bare reading of its YAML")
    assert ratio < MOST_RATIO
    if enabled:
        seconds, megabytes = whole_command(folder)
        print(f"coach pack check, {EXCUSES} excuses: {seconds:.1f} s, {megabytes:.0f} MB")


def whole_command(folder):
    """Seconds and most memory of the command as one types it."""
    import resource

    began = time.perf_counter()
    command = [sys.executable, "-m", "coach", "pack", "check", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ})
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return time.perf_counter() - began, most / 1024
