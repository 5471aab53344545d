"""Graded replies: the yardstick."""

import json
import statistics
from pathlib import Path
from typing import Any

import msgspec

from coach.content.graded_turns import load_turns
from coach.domain.scoring.review import Situation

SKILLS = ("tone", "target", "appeal", "counter", "commitment")


class Reply(msgspec.Struct, frozen=True):
    """One graded reply."""

    id: str
    """Its id."""
    turn: str
    """The turn that it answers."""
    answer: str
    """What was typed."""
    overall: tuple[int, ...]
    """The overall grades, one a grading."""
    skills: dict[str, tuple[float, ...]]
    """The grades of the skills that the turn lists."""
    conduct: tuple[str, ...]
    """`ok` or the violation, one a grading."""
    kind: str = ""
    """The writer's label of what kind of trainee wrote it; never used in scoring."""

    @property
    def grade(self) -> float:
        """The graders' median."""
        return float(statistics.median(self.overall))

    def target(self, result: str) -> float:
        """The graders' mean of `overall` or of a skill: what a model is fitted to."""
        return float(statistics.mean(self.overall if result == "overall" else self.skills[result]))


def load_replies(path: Path) -> list[Reply]:
    """The graded replies in a JSON lines file."""
    rows: list[Any] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [msgspec.convert(row, Reply) for row in rows]


def load_set(folder: Path) -> tuple[dict[str, Situation], list[Reply], list[Reply]]:
    """The turns of a folder, the replies that people graded two or three times, and the others.

    The others were written and graded by other heads to the same rubric, meaner on purpose: they
    teach the weights, but set no edge between bands.
    """
    turns = load_turns(folder / "dev_turns.json")
    replies, others = load_replies(folder / "dev_answers.jsonl"), []
    if (folder / "more_turns.json").exists():
        turns |= load_turns(folder / "more_turns.json")
        others = load_replies(folder / "more_answers.jsonl")
    return turns, replies, others
