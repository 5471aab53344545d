"""The lines that the weights of conduct are fitted to, each in the call it is said in."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from coach.content.graded_turns import load_turns
from coach.content.rules import rule_set, set_names
from coach.domain.conduct.golden import line_situation, situation_of, told
from coach.domain.excuse import Standing
from coach.domain.scoring.review import Situation

ROOT = Path(__file__).resolve().parents[2]
LABELLED = ROOT / "tests" / "domain" / "conduct" / "data"
ADVERSARIAL = ROOT / "tests" / "conduct" / "data" / "adversarial.jsonl"
STATED = 10.0
"""How much a golden answer of a pack counts whose author states its conduct."""
GRADED_COUNTS = 8.0
"""The same of a graded reply: it was judged two or three times, by the rubric and in its call."""
BY_FACTS = {"stop_ignored": "harassment", "time_barred": "deception"}
"""Labels of lines whose words would be right in another call, and what kind of offence they are."""
VOICES = ROOT / "tests" / "conduct" / "data" / "voices.jsonl"
KEPT_BACK = frozenset("αNeSνωφ")
"""Writers whose lines the network of `sense` never reads: what counts how much is learnt from them."""
GRADED = ROOT / "tests" / "graded"


class Row(NamedTuple):
    """One line as the fit sees it."""

    text: str
    """What the collector says."""
    offence: str
    """What is wrong with it; empty: nothing."""
    hard: bool = True
    """Whether it is one of the lines that thresholds come from; others are at home in decent calls."""
    counts: float = 1.0
    """How much it counts."""
    voice: str = ""
    """Who wrote it, where that is told apart."""
    said_in: Situation = line_situation()
    """The call it is said in."""


def labelled(path: Path, *, even: bool = False) -> Iterator[Row]:
    """Rows of a file of labelled lines."""
    for text in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        if not even or int("".join(filter(str.isdigit, row["id"]))) % 2 == 0:
            yield Row(row["text"], _offence(row), said_in=said_in_call(row))


def voices() -> Iterator[Row]:
    """The lines of the writers that are told apart by the first letter of their ids."""
    for text in VOICES.read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        hard = bool(row["violation"]) or not row["plain"]
        yield Row(row["text"], _offence(row), hard, 2.0, row["id"][0], said_in_call(row))


def _offence(row: dict[str, Any]) -> str:
    offence = row["violation"] or ""
    return BY_FACTS.get(offence, offence)


def said_in_call(row: dict[str, Any]) -> Situation:
    """The call that a labelled line is said in."""
    facts = {k: v for k, v in row["facts"].items() if k in Standing.__struct_fields__}
    return line_situation(
        says=row["debtor_said"],
        market=row["market"],
        role=row["speaker_role"],
        facts={**facts, "jurisdiction": row["jurisdiction"]},
    )


def graded() -> Iterator[Row]:
    """Rows of graded answers and of the recommended replies beside them, each in its call."""
    for name in ("dev", "more", "third"):
        path = GRADED / f"{name}_turns.json"
        places = load_turns(path)
        for text in (GRADED / f"{name}_answers.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(text)
            bad = [word for word in row["conduct"] if word != "ok"]
            offence = bad[0] if 2 * len(bad) > len(row["conduct"]) else ""
            if offence != "disclosure":
                place = places[row["turn"]]
                yield Row(row["answer"], offence, counts=GRADED_COUNTS, said_in=place)
        for turn in json.loads(path.read_text(encoding="utf-8")):
            phrasings = [text for point in turn["key_points"] for text in point["phrasings"]]
            for text in (*turn["responses"], *phrasings):
                yield Row(text, "", hard=False, counts=2.0, said_in=places[turn["id"]])


def golden() -> Iterator[Row]:
    """The golden lines of the rules themselves."""
    for name in set_names():
        for rule in rule_set(name).rules:
            # What other kinds forbid is wrong by the facts alone.
            breach = rule.breach if rule.kind == "utterance" or rule.weighed else ()
            for lines, offence, counts in ((breach, rule.offence, 20.0), (rule.lawful, "", 12.0)):
                for line in map(told, lines):
                    place = situation_of(rule, line)
                    yield Row(line.line, offence, counts=counts, said_in=place)


def recommended() -> Iterator[Row]:
    """Everything that the packs and the scripts recommend saying."""
    for path in sorted([*ROOT.glob("scenarios/**/*.yaml"), *ROOT.glob("scripts/*.yaml")]):
        try:
            tree = yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError:
            print(f"left out: {path.name}")
            continue
        for text, standing in _sayings(tree, script=path.parent.name == "scripts"):
            place = line_situation(facts=standing)
            yield Row(_GAP.sub(_filled, text), "", hard=False, counts=2.0, said_in=place)


_GAP = re.compile(r"\{(\w+)\}")
_FILLED = {"pay_date": "Friday", "pay_time": "ten o'clock", "days_past_due": "62"}


def _filled(gap: re.Match[str]) -> str:
    """What a placeholder reads like on a call; a figure does for every sum."""
    name = gap[1]
    return "£946.20" if "amount" in name else _FILLED.get(name, name)


def examples() -> Iterator[Row]:
    """The golden answers of the packs whose conduct is stated, and good ones where it is not."""
    for path in sorted(ROOT.glob("scenarios/*/excuses/*.yaml")):
        for excuse in yaml.safe_load(path.read_text(encoding="utf-8")):
            place = line_situation(facts=excuse.get("standing"))
            for example in excuse.get("examples", ()):
                conduct = example.get("conduct")
                if conduct == "fail" or conduct == "ok" or example["band"][0] > 1:  # noqa: PLR1714 - three cases
                    offence = "threat" if conduct == "fail" else ""
                    stated = STATED if conduct else 1.0
                    yield Row(example["answer"], offence, counts=stated, said_in=place)


def played() -> Iterator[Row]:
    """What the play scripts of the packs say, and whether it is to fail."""
    for path in sorted(ROOT.glob("scenarios/*/calls/*.plays.yaml")):
        for play in yaml.safe_load(path.read_text(encoding="utf-8")):
            for line in play["lines"]:
                if line.get("conduct") == "fail":
                    yield Row(line["say"], "threat", counts=STATED)
                elif "conduct" not in play["name"] and line.get("conduct", "ok") == "ok":
                    yield Row(line["say"], "")


def _sayings(
    tree: object, *, script: bool, standing: dict[str, Any] | None = None
) -> Iterator[tuple[str, dict[str, Any] | None]]:
    if isinstance(tree, list):
        for entry in tree:
            yield from _sayings(entry, script=script, standing=standing)
    if not isinstance(tree, dict):
        return
    standing = tree.get("standing", standing)
    for key, value in tree.items():
        if key in {"responses", "phrasings", "diagnose"} or (script and key == "text"):
            texts = [value] if isinstance(value, str) else value
            yield from ((text, standing) for text in texts if isinstance(text, str))
        else:
            yield from _sayings(value, script=script, standing=standing)


def everything() -> list[Row]:
    """All the rows that teach."""
    return [
        *labelled(LABELLED / "own.jsonl"),
        *labelled(LABELLED / "lines.jsonl"),
        *golden(),
        *examples(),
        *played(),
        *labelled(ADVERSARIAL, even=True),
        *voices(),
        *recommended(),
        *graded(),
    ]
