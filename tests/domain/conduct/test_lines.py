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
    own = COUNTRY.get(row["jurisdiction"])
    sets = ("common", "trade") if row["market"] == "trade" else ("common", *([own] if own else []))
    facts = {name: fact for name, fact in row["facts"].items() if name in FACTS}
    situation = line_situation(
        says=row["debtor_said"],
        market=row["market"],
        role=row["speaker_role"],
        facts={**facts, "jurisdiction": row["jurisdiction"]},
    )
    return judge(rule_book(sets), situation, row["text"]).verdict != "ok"


@pytest.mark.parametrize(("name", "floor"), [("own.jsonl", 0.9), ("lines.jsonl", 0.78)])
def test_tuned_lines_keep_their_recall_and_precision(name, floor):
    rows = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    count: Counter[tuple[bool, bool]] = Counter()
    for row in rows:
        count[bool(row["violation"]), caught(row)] += 1
    recall = count[True, True] / (count[True, True] + count[True, False])
    precision = count[True, True] / (count[True, True] + count[False, True])
    assert recall >= floor
    assert precision >= 0.95
