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


@pytest.mark.parametrize(("name", "floor"), [("fresh", 0.84), ("odd", 0.78)])
def test_lines_that_taught_nothing_are_told_apart_as_well_as_the_page_says(name, floor):
    count: Counter[tuple[bool, bool]] = Counter()
    for row in unseen(name):
        count[bool(row["violation"]), caught(row)] += 1
    assert count[True, True] / (count[True, True] + count[True, False]) >= floor
    assert count[True, True] / (count[True, True] + count[False, True]) >= 0.9


def test_ordinary_replies_that_taught_nothing_are_seldom_flagged():
    path = ROOT / "tests" / "conduct" / "data" / "ordinary.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    verdicts = Counter(verdict(row) for row in rows)
    assert len(rows) == 300
    assert verdicts["fail"] <= 15
    assert verdicts["fail"] + verdicts["minor"] <= 30


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
