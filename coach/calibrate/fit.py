"""The fit: trees, slopes and band edges from graded replies, the same bytes on every run."""
# ruff: noqa: ANN401 - arrays are Any here: NumPy is not installed where the program runs

from collections.abc import Sequence
from typing import Any

import msgspec

from coach.calibrate.boost import Booster, evaluate
from coach.calibrate.features import signs
from coach.calibrate.graded import SKILLS
from coach.calibrate.linear import signed_ridge
from coach.domain.excuse import Skill
from coach.domain.scoring.data import Model, Scale, Tree
from coach.domain.scoring.model import DIRECT

RESULTS = ("overall", *SKILLS)
FIT_VERSION = "1"
BANDS = (0.0, 0.5, 1.5, 2.5, 3.5, 4.0)
_TAIL = 0.6
_INNER = 10
_SEED = 7
ROUNDS = 140


class Sample(msgspec.Struct, frozen=True):
    """One reply as the fit sees it."""

    turn: str
    """The turn that it answers."""
    figures: dict[str, float]
    """What was counted in it."""
    weights: dict[Skill, float]
    """The turn's weights."""
    grades: dict[str, float]
    """The graders' mean of `overall` and of each skill that the turn lists."""
    weight: float = 1.0
    """How much it counts."""
    graded: bool = True
    """Whether people graded it; made-up tricks are not, and never move a band edge."""


def fit_scales(
    samples: Sequence[Sample], names: list[str], rounds: int = ROUNDS
) -> dict[str, Scale]:
    """One scale for `overall` and each skill: half boosted trees, half a signed line.

    The band edges are set on sums that the replies got from fits that never saw their turns; those
    of `overall` on the mean of its own sum and the weighted sums of the skills.
    """
    import numpy as np

    aside = {result: aside_sums(samples, names, result, rounds) for result in RESULTS}
    scales: dict[str, Scale] = {}
    for result in RESULTS:
        people = [n for n, s in enumerate(samples) if s.graded and result in s.grades]
        sums = aside[result] if result != "overall" else blended(samples, aside)
        grades = np.floor(np.array([samples[n].grades[result] for n in people]) + 0.5)
        edges = band_edges(sums[people], grades)
        use = [s for s in samples if result in s.grades]
        scale = _raw_scale(*_arrays(use, names, result), names, rounds, _SEED)
        scales[result] = msgspec.structs.replace(scale, knots=knots_of(edges))
    return scales


def knots_of(edges: Sequence[float]) -> tuple[float, ...]:
    """The sums between which bands run in straight lines."""
    return tuple(round(k, 4) for k in (edges[0] - _TAIL, *edges, edges[-1] + _TAIL))


def parts(samples: Sequence[Sample]) -> Any:
    """The part of the cross-validation that each sample falls in: whole turns together."""
    import numpy as np

    turns = sorted({s.turn for s in samples})
    order = list(np.random.default_rng(_SEED).permutation(turns))
    return np.array([order.index(s.turn) % _INNER for s in samples])


def aside_sums(
    samples: Sequence[Sample], names: list[str], result: str, rounds: int = ROUNDS, fold: Any = None
) -> Any:
    """For each sample the sum that a fit without its turn gives it, whether graded in `result` or not."""
    import numpy as np

    fold = parts(samples) if fold is None else fold
    table = np.array([[s.figures[n] for n in names] for s in samples])
    sums = np.zeros(len(samples))
    for f in sorted(set(fold)):
        use = [s for n, s in enumerate(samples) if fold[n] != f and result in s.grades]
        scale = _raw_scale(*_arrays(use, names, result), names, rounds, _SEED)
        sums[fold == f] = raw_sums(scale, names, table[fold == f])
    return sums


def blended(samples: Sequence[Sample], sums: dict[str, Any]) -> Any:
    """The mean of the overall sums and the skills' sums by the turns' weights."""
    import numpy as np

    return np.array([
        DIRECT * sums["overall"][n] + (1 - DIRECT) * sum(w * sums[k][n] for k, w in s.weights.items())
        for n, s in enumerate(samples)
    ])  # fmt: skip


def _arrays(samples: Sequence[Sample], names: list[str], result: str) -> tuple[Any, Any, Any]:
    import numpy as np

    return (
        np.array([[s.figures[n] for n in names] for s in samples]),
        np.array([s.grades[result] for s in samples]),
        np.array([s.weight for s in samples]),
    )


def _raw_scale(
    table: Any, target: Any, weights: Any, names: list[str], rounds: int, seed: int
) -> Scale:
    sign = signs(names)
    base, trees = Booster(names, sign, rounds=rounds, seed=seed).fit(table, target, weights)
    line, slopes = signed_ridge(table, target, weights, [sign[n] for n in names])
    halves = tuple(
        Tree(t.first, round(t.edge, 4), (t.low[0], round(t.low[1], 4)), (t.high[0], round(t.high[1], 4)),
             tuple(round(p / 2, 5) for p in t.points))  # type: ignore[arg-type]
        for t in trees
    )  # fmt: skip
    kept = {n: round(s / 2, 5) for n, s in zip(names, slopes, strict=True) if abs(s) > 1e-4}  # noqa: PLR2004 - nothing smaller tells
    return Scale(round((base + line) / 2, 5), halves, kept, BANDS, BANDS)


def raw_sums(scale: Scale, names: list[str], table: Any) -> Any:
    """Raw sums of `scale` for the rows of `table`."""
    where = {n: j for j, n in enumerate(names)}
    total = evaluate(scale.base, list(scale.trees), names, table)
    for name, slope in scale.slopes.items():
        total = total + slope * table[:, where[name]]
    return total


def band_edges(sums: Any, grades: Any) -> tuple[float, ...]:
    """The four edges that agree best with `grades`: quadratic weighted kappa, then exact agreement."""
    import numpy as np
    from scipy.optimize import minimize

    def loss(edges: Any) -> float:
        bands = np.searchsorted(np.sort(edges), sums, side="right")
        spread = np.mean(np.abs(np.sort(edges) - np.array([0.5, 1.5, 2.5, 3.4])))
        return float(-kappa(grades, bands) - 0.25 * np.mean(bands == grades) + 0.05 * spread)

    starts = ([0.5, 1.5, 2.5, 3.4], [0.6, 1.5, 2.4, 3.2], [0.5, 1.6, 2.6, 3.1])
    best = min(
        (minimize(loss, s, method="Nelder-Mead") for s in starts), key=lambda r: (r.fun, tuple(r.x))
    )
    edges = np.sort(best.x)
    for n in range(1, 4):
        edges[n] = max(edges[n], edges[n - 1] + 0.2)
    return tuple(float(e) for e in edges)


def kappa(one: Any, two: Any, bands: int = 5) -> float:
    """Quadratic weighted kappa of two lists of bands."""
    import numpy as np

    seen = np.zeros((bands, bands))
    np.add.at(seen, (np.asarray(one, int), np.asarray(two, int)), 1)
    apart = (np.arange(bands)[:, None] - np.arange(bands)[None, :]) ** 2
    chance = np.outer(seen.sum(1), seen.sum(0)) / seen.sum()
    worst = float((apart * chance).sum())
    return 1.0 - float((apart * seen).sum()) / worst if worst else 1.0


def to_bytes(model: Model) -> bytes:
    """The model as a data file: sorted, the same bytes for the same model."""
    return msgspec.json.encode(model, order="sorted") + b"\n"
