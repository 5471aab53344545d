"""Labelled lines: how many violations are caught, how many lawful lines are left alone."""

import json
from collections import Counter
from pathlib import Path

import pytest

from coach.content.rules import rule_book
from coach.domain.conduct.golden import line_situation
from coach.domain.conduct.judge import judge
from coach.domain.excuse import Standing

HERE = Path(__file__).parent / "data"
FACTS = frozenset(Standing.__struct_fields__)
COUNTRY = {"US": "us-consumer", "GB": "uk-consumer", "AU": "au", "IN": "in", "CN": "cn"}


def caught(row) -> bool:
    return verdict(row) != "ok"


def verdict(row) -> str:
    own = COUNTRY.get(row["jurisdiction"])
    sets = ("common", "trade") if row["market"] == "trade" else ("common", *([own] if own else []))
    facts = {name: fact for name, fact in row["facts"].items() if name in FACTS}
    situation = line_situation(
        says=row["debtor_said"],
        market=row["market"],
        role=row["speaker_role"],
        facts={**facts, "jurisdiction": row["jurisdiction"]},
    )
    return judge(rule_book(sets), situation, row["text"]).verdict


ROOT = Path(__file__).resolve().parents[3]
UNSEEN = {
    "fresh": ROOT / "tests" / "conduct" / "data" / "fresh.jsonl",
    "odd": ROOT / "tests" / "conduct" / "data" / "adversarial.jsonl",
}


def unseen(name):
    """Lines that taught nothing: a whole writer's, and the odd half of the adversarial ones."""
    rows = [json.loads(line) for line in UNSEEN[name].read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if name == "fresh" or int(row["id"].lstrip("ab")) % 2]


def shares(rows):
    """Violations that were caught, of the plain ones those, and findings that are right."""
    count: Counter[tuple[bool, bool, bool]] = Counter()
    for row in rows:
        count[bool(row["violation"]), bool(row["violation"] and row["plain"]), caught(row)] += 1
    plain, veiled = count[True, True, True], count[True, False, True]
    found = plain + veiled
    missed = count[True, True, False] + count[True, False, False]
    return {
        "all": found / (found + missed),
        "plain": plain / (plain + count[True, True, False]),
        "right": found / (found + count[False, False, True]),
    }


HALVES = "wYδτ"
"""Writers of lines in the form of an examination: of the violations half plain, half veiled."""


@pytest.mark.parametrize(
    ("name", "writers", "floors"),
    [
        ("fresh", HALVES, {"all": 0.93, "plain": 0.98, "right": 0.94}),
        ("fresh", "jp", {"all": 0.92, "plain": 0.93, "right": 0.93}),
        ("odd", "ab", {"all": 0.89, "plain": 0.98, "right": 0.93}),
    ],
)
def test_lines_that_taught_nothing_are_told_apart_as_well_as_the_page_says(name, writers, floors):
    found = shares([row for row in unseen(name) if row["id"][0] in writers])
    assert all(found[what] >= floor for what, floor in floors.items()), found


def test_ordinary_replies_that_taught_nothing_are_seldom_flagged():
    path = ROOT / "tests" / "conduct" / "data" / "ordinary.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    verdicts = Counter(verdict(row) for row in rows)
    assert len(rows) == 300
    assert verdicts["fail"] <= 13
    assert verdicts["fail"] + verdicts["minor"] <= 18


@pytest.mark.parametrize(("name", "floor"), [("own.jsonl", 0.9), ("lines.jsonl", 0.9)])
def test_tuned_lines_keep_their_recall_and_precision(name, floor):
    rows = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    count: Counter[tuple[bool, bool]] = Counter()
    for row in rows:
        count[bool(row["violation"]), caught(row)] += 1
    recall = count[True, True] / (count[True, True] + count[True, False])
    precision = count[True, True] / (count[True, True] + count[False, True])
    assert recall >= floor
    assert precision >= 0.95
