"""How well predictions agree with the graders: the figures of the graded set's own measure."""

import statistics
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec

from coach.calibrate.fit import kappa
from coach.calibrate.graded import Reply

_LIKE_LENGTH = 0.25
_APART = 2
_GOOD = 3


class Prediction(msgspec.Struct, frozen=True):
    """What a scorer says of one reply."""

    overall: float
    """0 to 4, in fractions."""
    skills: dict[str, float]
    """The same for each skill that the turn lists."""
    fails: bool = False
    """Whether conduct fails."""


def half_up(value: float) -> int:
    """A band from a fraction."""
    return min(4, max(0, int(value + 0.5)))


def agreement(replies: Sequence[Reply], said: dict[str, Prediction]) -> dict[str, Any]:
    """The figures for `replies`: kappa, exact share, pairs in order, wrong way, terse, skills, conduct."""
    gold = [half_up(r.grade) for r in replies]
    bands = [half_up(said[r.id].overall) for r in replies]
    out: dict[str, Any] = {
        "qwk": kappa(gold, bands),
        "exact": sum(a == b for a, b in zip(gold, bands, strict=True)) / len(replies),
        "pairs": _pairs(replies, said, None),
        "pairs_length": _pairs(replies, said, _LIKE_LENGTH),
    }
    wrong = [r for r in replies if ("wrong" in r.kind or "misused" in r.kind) and r.grade <= 1]
    out["wrong_way"] = _share([half_up(said[r.id].overall) <= 1 for r in wrong])
    terse = [
        r
        for r in replies
        if any(w in r.kind for w in ("spel", "telegraph", "learner")) and r.grade >= _GOOD
    ]
    out["terse_good"] = _share([half_up(said[r.id].overall) >= min(3, r.grade - 1) for r in terse])
    grades: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for r in replies:
        for skill, values in r.skills.items():
            grades[skill][0].append(half_up(statistics.median(values)))
            grades[skill][1].append(half_up(said[r.id].skills[skill]))
    out["skills"] = {skill: kappa(*both) for skill, both in sorted(grades.items())}
    bad = [2 * sum(c != "ok" for c in r.conduct) > len(r.conduct) for r in replies]
    hit = [said[r.id].fails for r in replies]
    both = sum(b and h for b, h in zip(bad, hit, strict=True))
    out["conduct_recall"] = both / max(1, sum(bad))
    out["conduct_precision"] = both / max(1, sum(hit))
    return out


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits) if hits else 1.0


def _pairs(replies: Sequence[Reply], said: dict[str, Prediction], like: float | None) -> float:
    by_turn: dict[str, list[Reply]] = defaultdict(list)
    for r in replies:
        by_turn[r.turn].append(r)
    good = total = 0.0
    for rows in by_turn.values():
        for n, x in enumerate(rows):
            for y in rows[n + 1 :]:
                lengths = len(x.answer.split()), len(y.answer.split())
                apart = x.grade - y.grade
                unlike = like is not None and abs(lengths[0] - lengths[1]) > like * max(lengths)
                if abs(apart) < _APART or unlike:
                    continue
                order = said[x.id].overall - said[y.id].overall
                total += 1
                good += 0.5 if order == 0 else float((order > 0) == (apart > 0))
    return good / total if total else 1.0
