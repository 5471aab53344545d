"""Fits the order of the look-up: `python -m coach.calibrate.ranking`.

Reads the queries of `tests/lookup/data` that are marked `tune` and the entries that are right for
them, measures the candidates of each, and prints the weights for `coach.lookup.search`: those that
make the right entries' share of the order greatest (a softmax over the candidates of a query). Then
it prints, for several values of `ENOUGH`, what is found and how many idle queries stay unanswered.
Needs numpy and scipy.
"""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import optimize

from coach.lookup.search import RANK, RELATED, WHOLE, candidates
from coach.lookup.wording import unpacked
from coach.wordings import open_index

_QUERIES = ("queries_excuses.jsonl", "queries_more.jsonl")
_FOLDS, _LOOSE = 5, 0.3
_SCALE = 12.0
"""Divides the weights, so that a favourite's lift means what it says."""
_EDGES = (0.32, 0.34, 0.36, 0.38, 0.40, 0.42, 0.44)


class Case(NamedTuple):
    """A query with its candidates."""

    bears: bool
    """Whether there is anything to be found."""
    order: np.ndarray
    """What is measured for the order: a row for each candidate."""
    related: np.ndarray
    """How far each candidate has to do with the query."""
    whole: np.ndarray
    """Whether it holds nearly all of it."""
    right: np.ndarray
    """Whether it is a right answer."""


def _cases() -> list[Case]:
    connection = open_index()
    entries = [
        unpacked(row[0]) for row in connection.execute("SELECT packed FROM wording ORDER BY id")
    ]
    folder = Path(__file__).resolve().parents[2] / "tests" / "lookup" / "data"
    found = []
    for name in _QUERIES:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            query = json.loads(line)
            if query["half"] != "tune":
                continue
            want = set(query["want"])
            want |= {e.ref for e in entries for place in e.taxonomy if f"={place}" in want}
            looked = [
                (ref in want, values) for ref, values in candidates(connection, query["query"])
            ]
            related = [sum(w * v[n] for n, w in RELATED.items()) for _, v in looked]
            found.append(Case(
                bool(query["want"]),
                np.array([[v[n] for n in RANK] for _, v in looked]).reshape(-1, len(RANK)),
                np.array(related),
                np.array([v["held"] >= WHOLE for _, v in looked], dtype=bool),
                np.array([right for right, _ in looked], dtype=bool),
            ))  # fmt: skip
    return found


def _order(cases: list[Case]) -> np.ndarray:
    groups = [(c.order, c.right) for c in cases if c.right.any() and not c.right.all()]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = _LOOSE * (weights @ weights) / 2, _LOOSE * weights
        for order, right in groups:
            scores = order @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            good = share * right
            value -= np.log(good.sum())
            slope = slope - order.T @ (good / good.sum() - share)
        return value, slope

    start = np.zeros(len(RANK))
    return np.asarray(optimize.minimize(loss, start, jac=True, method="L-BFGS-B").x)


def _share(cases: list[Case], scores: list[np.ndarray], enough: float) -> str:
    """What is first, in three, and silent, where less than `enough` is not shown."""
    first = three = silent = 0
    for case, score in zip(cases, scores, strict=True):
        shown = (case.related >= enough) | case.whole
        best = [case.right[n] for n in np.argsort(-score, kind="stable") if shown[n]][:3]
        first += case.bears and any(best[:1])
        three += case.bears and any(best)
        silent += not case.bears and not best
    real = sum(case.bears for case in cases)
    idle = max(1, len(cases) - real)
    return f"first {first / real:.3f}, in three {three / real:.3f}, silent {silent / idle:.3f}"


def main() -> int:
    """Print the weights, and what five folds say of them; the exit code is 0."""
    cases = _cases()
    places = np.random.default_rng(1).permutation(len(cases))
    scores: list[np.ndarray] = [np.zeros(0)] * len(cases)
    for fold in range(_FOLDS):
        aside = set(places[fold::_FOLDS])
        weights = _order([case for n, case in enumerate(cases) if n not in aside])
        for n in aside:
            scores[n] = cases[n].order @ weights
    for enough in _EDGES:
        print(f"ENOUGH {enough:.2f}: {_share(cases, scores, enough)}")
    weights = _order(cases) / _SCALE
    print("RANK", {n: round(float(w), 2) for n, w in zip(RANK, weights, strict=True)})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
