"""The fit: vocabulary, trees and band edges from graded replies, the same bytes on every run."""

from collections.abc import Sequence
from typing import Any

import msgspec

from coach.calibrate.boost import Booster, evaluate
from coach.calibrate.features import signs
from coach.calibrate.graded import SKILLS, Reply
from coach.domain.scoring.data import Model, Scale

RESULTS = ("overall", *SKILLS)
FIT_VERSION = "1"
PLAIN_KNOTS = ((0.0, 0.5, 1.5, 2.5, 3.5, 4.0), (0.0, 0.5, 1.5, 2.5, 3.5, 4.0))


def fit_scales(
    replies: Sequence[Reply],
    rows: Sequence[dict[str, float]],
    names: list[str],
    knots: dict[str, Any] | None = None,
) -> dict[str, Scale]:
    """One scale for `overall` and each skill, fitted to the graders' means."""
    import numpy as np

    table = np.array([[row[name] for name in names] for row in rows])
    scales: dict[str, Scale] = {}
    for result in RESULTS:
        use = [n for n, r in enumerate(replies) if result == "overall" or result in r.skills]
        target = np.array([replies[n].target(result) for n in use])
        base, trees = Booster(names, signs(names)).fit(table[use], target, np.ones(len(use)))
        edges, bands = (knots or {}).get(result, PLAIN_KNOTS)
        scales[result] = Scale(round(base, 5), tuple(trees), tuple(edges), tuple(bands))
    return scales


def raw_sums(
    scales: dict[str, Scale], rows: Sequence[dict[str, float]], names: list[str]
) -> dict[str, Any]:
    """Raw sums of every scale for every row."""
    import numpy as np

    table = np.array([[row[name] for name in names] for row in rows])
    return {k: evaluate(s.base, list(s.trees), names, table) for k, s in scales.items()}


def to_bytes(model: Model) -> bytes:
    """The model as a data file: sorted, the same bytes for the same model."""
    raw = msgspec.to_builtins(model)
    raw["pairs"], raw["common"] = sorted(model.pairs), sorted(model.common)
    return msgspec.json.encode(raw, order="sorted") + b"\n"
