"""A linear model whose weights keep the sign that their figure must have, in NumPy and SciPy."""
# ruff: noqa: ANN401 - arrays are Any here: NumPy is not installed where the program runs

from typing import Any

_NOTHING = 1e-4


def signed_ridge(
    table: Any, target: Any, weights: Any, signs: list[int], ridge: float = 60.0
) -> tuple[float, list[float]]:
    """Base and one slope a column: least squares with a pull to zero, slopes of the wrong sign shut out."""
    import numpy as np
    from scipy.optimize import lsq_linear

    middle = np.average(table, axis=0, weights=weights)
    spread = np.sqrt(np.average((table - middle) ** 2, axis=0, weights=weights)) + 1e-9
    width = table.shape[1]
    root = np.sqrt(weights)[:, None]
    scaled = np.hstack([(table - middle) / spread, np.ones((len(table), 1))]) * root
    pull = np.sqrt(ridge) * np.eye(width + 1)[:width]
    lower = np.array([0.0 if s > 0 else -np.inf for s in signs] + [-np.inf]) - 1e-9
    upper = np.array([0.0 if s < 0 else np.inf for s in signs] + [np.inf]) + 1e-9
    found = lsq_linear(
        np.vstack([scaled, pull]),
        np.concatenate([target * root[:, 0], np.zeros(width)]),
        bounds=(lower, upper),
    ).x
    slopes = np.where(np.abs(found[:width]) < _NOTHING, 0.0, found[:width] / spread)
    return float(found[width] - slopes @ middle), [float(s) for s in slopes]
