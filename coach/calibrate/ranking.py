"""Fits the order of the look-up: `python -m coach.calibrate.ranking`.

Reads the queries of `tests/lookup/data` that are marked `tune` and the entries that are right for
them, measures the candidates of each, and prints two sets of weights for `coach.lookup.search`.
RANK makes the right entries' share of the order greatest (a softmax over the candidates of a
query). RELATED tells the likeliest right entry from the likeliest candidate of a query that has
none. Edges for ENOUGH come from five folds, each weighed by the other four. Needs numpy and scipy.
"""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import optimize

from coach.lookup.reader import Reader
from coach.lookup.search import RANK, RELATED, candidates, named
from coach.lookup.wording import unpacked
from coach.wordings import open_index

_QUERIES = (
    "queries_excuses.jsonl", "queries_more.jsonl", "queries_own.jsonl", "queries_scripts.jsonl",
    "queries_idle.jsonl",
)  # fmt: skip
_FOLDS, _LOOSE = 5, 0.3
_SCALE = 12.0
"""Divides the weights, so that a favourite's lift means what it says."""
_SILENT = (0.90, 0.93, 0.95, 0.97)
"""Shares of the idle queries that stay unanswered."""
_ROUNDS, _IDLE_COUNTS = 5, 2.0
"""How often the likeliest are chosen anew, and how much an idle query counts."""


class Case(NamedTuple):
    """A query with its candidates."""

    bears: bool
    """Whether there is anything to be found."""
    order: np.ndarray
    """What is measured for the order: a row for each candidate."""
    related: np.ndarray
    """What is measured of whether it has to do with the query: a row for each candidate."""
    named: np.ndarray
    """Whether the query is its tag or title."""
    right: np.ndarray
    """Whether it is a right answer."""


def _cases() -> list[Case]:
    connection = open_index()
    reader = Reader(connection)
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
            looked = [(ref in want, values) for ref, values in candidates(reader, query["query"])]
            found.append(Case(
                bool(query["want"]),
                np.array([[v[n] for n in RANK] for _, v in looked]).reshape(-1, len(RANK)),
                np.array([[v[n] for n in RELATED] for _, v in looked]).reshape(-1, len(RELATED)),
                np.array([named(v) for _, v in looked], dtype=bool),
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


def _relate(cases: list[Case]) -> np.ndarray:
    """Weights that tell the likeliest right entries from the likeliest of what is idle."""
    weights = np.zeros(0)
    for _ in range(_ROUNDS):
        rows, right, counts = [], [], []
        for case in cases:
            some = np.flatnonzero(case.right if case.bears else ~case.right)
            if not some.size:
                continue
            if weights.size:
                best = case.related[some] @ weights[:-1]
                some = some[[int(np.argmax(best))]]
            rows.append(case.related[some])
            right += [case.bears] * some.size
            counts += [(1.0 if case.bears else _IDLE_COUNTS) / some.size] * some.size
        weights = _logistic(np.vstack(rows), np.array(right), np.array(counts))
    return weights


def _logistic(rows: np.ndarray, right: np.ndarray, counts: np.ndarray) -> np.ndarray:
    matrix = np.hstack([rows, np.ones((len(rows), 1))])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        value = (counts * (np.logaddexp(0, scores) - right * scores)).sum()
        error = counts * (1 / (1 + np.exp(-scores)) - right)
        return value + _LOOSE * (weights @ weights) / 2, matrix.T @ error + _LOOSE * weights

    start = np.zeros(matrix.shape[1])
    return np.asarray(optimize.minimize(loss, start, jac=True, method="L-BFGS-B").x)


def _share(
    cases: list[Case], scores: list[np.ndarray], near: list[np.ndarray], enough: float
) -> str:
    """What is first, in three, and silent, where less than `enough` is not shown."""
    first = three = silent = 0
    for case, score, related in zip(cases, scores, near, strict=True):
        shown = (related >= enough) | case.named
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
    near: list[np.ndarray] = [np.zeros(0)] * len(cases)
    for fold in range(_FOLDS):
        aside = set(places[fold::_FOLDS])
        seen = [case for n, case in enumerate(cases) if n not in aside]
        weights, relating = _order(seen), _relate(seen)
        for n in aside:
            scores[n] = cases[n].order @ weights
            near[n] = cases[n].related @ relating[:-1] + relating[-1]
    idle = [float(max(n, default=-9.0)) for n, c in zip(near, cases, strict=True) if not c.bears]
    for silent in _SILENT:
        edge = float(np.quantile(idle, silent)) + 1e-6
        print(f"edge {edge:.2f}: {_share(cases, scores, near, edge)}")
    relating = _relate(cases)
    print("RANK", _named(RANK, _order(cases) / _SCALE))
    print("RELATED", _named(RELATED, relating[:-1] / _SCALE))
    print(f"ENOUGH is (edge {-relating[-1]:+.2f}) / {_SCALE:.0f}")
    return 0


def _named(names: dict[str, float], weights: np.ndarray) -> dict[str, float]:
    return {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}


if __name__ == "__main__":
    raise SystemExit(main())
