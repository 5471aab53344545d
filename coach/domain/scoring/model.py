"""The fitted model read off: figures in, bands in fractions out."""

from bisect import bisect_right

from coach.domain.scoring.data import Scale


def raw(scale: Scale, values: dict[str, float]) -> float:
    """The sum of points of one scale for the figures of one reply."""
    total = scale.base
    for tree in scale.trees:
        if values[tree.first] <= tree.edge:
            name, edge = tree.low
            total += tree.points[0 if not name or values[name] <= edge else 1]
        else:
            name, edge = tree.high
            total += tree.points[2 if not name or values[name] <= edge else 3]
    return total


def band_of(scale: Scale, total: float) -> float:
    """The band in fractions, 0 to 4, that a sum of points stands for."""
    knots, bands = scale.knots, scale.bands
    if total <= knots[0]:
        return bands[0]
    if total >= knots[-1]:
        return bands[-1]
    n = bisect_right(knots, total)
    share = (total - knots[n - 1]) / (knots[n] - knots[n - 1])
    return bands[n - 1] + share * (bands[n] - bands[n - 1])


def score_of(scale: Scale, values: dict[str, float]) -> int:
    """0 to 100; a quarter of it, rounded half up, is the band."""
    return round(25 * band_of(scale, raw(scale, values)))


def band(score: int) -> int:
    """The band of a score: 0 to 12 is 0, 13 to 37 is 1, 38 to 62 is 2, 63 to 87 is 3, above is 4."""
    return min(4, int(score / 25 + 0.5))
