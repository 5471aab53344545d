"""A small boosted model of depth two with monotone constraints, in NumPy: fitted here, kept as data."""
# ruff: noqa: ANN401 - arrays are Any here: NumPy is not installed where the program runs

from typing import Any

from coach.domain.scoring.data import Tree

_BINS = 12


def edges_of(column: Any) -> list[float]:
    """The edges between which a feature is looked at: at most eleven, midway between values."""
    import numpy as np

    values = np.unique(column)
    if len(values) <= _BINS:
        return [float(x) for x in (values[1:] + values[:-1]) / 2]
    cut = np.unique(np.quantile(column, np.linspace(0, 1, _BINS + 1)[1:-1]))
    return [float(round(x, 4)) for x in cut]


class Booster:
    """Least-squares boosting of trees with two levels; signs fix the direction of features."""

    def __init__(self, names: list[str], signs: dict[str, int], *, rounds: int = 160, rate: float = 0.06,
                 least: float = 6.0, ridge: float = 4.0, columns: float = 0.3, rows: float = 0.6, seed: int = 7) -> None:  # fmt: skip
        self.names, self.signs = names, signs
        self.rounds, self.rate, self.least, self.ridge = rounds, rate, least, ridge
        self.columns, self.rows, self.seed = columns, rows, seed

    def fit(self, table: Any, target: Any, weights: Any) -> tuple[float, list[Tree]]:
        """Base and trees for `target` from `table` (rows by features)."""
        import numpy as np

        dice = np.random.default_rng(self.seed)
        n, width = table.shape
        edges = [edges_of(table[:, j]) for j in range(width)]
        # below[j][:, e]: whether the row lies on the low side of edge e
        columns = [(j, e) for j in range(width) for e in edges[j]]
        low = np.stack([table[:, j] <= e for j, e in columns], axis=1).astype(np.float64)
        owner = np.array([j for j, _ in columns])
        sign = np.array([self.signs.get(self.names[j], 0) for j in owner])
        base = float(np.average(target, weights=weights))
        guess = np.full(n, base)
        trees: list[Tree] = []
        for _ in range(self.rounds):
            w = weights * (dice.random(n) < self.rows)
            allowed = (dice.random(width) < self.columns)[owner]
            g = w * (target - guess)
            root = self._split(low, g, w, sign, allowed, None)
            if root is None:
                continue
            k, left, right = root
            side = low[:, k]
            middle = (left + right) / 2
            bounds_low = (
                (-np.inf, middle) if sign[k] > 0 else (middle, np.inf) if sign[k] < 0 else None
            )
            bounds_high = (
                (middle, np.inf) if sign[k] > 0 else (-np.inf, middle) if sign[k] < 0 else None
            )
            a = self._split(low, g * side, w * side, sign, allowed, bounds_low)
            b = self._split(low, g * (1 - side), w * (1 - side), sign, allowed, bounds_high)
            r = self.rate
            la, lb = (a[1], a[2]) if a else (left, left)
            ra, rb = (b[1], b[2]) if b else (right, right)
            tree = Tree(
                self.names[columns[k][0]], columns[k][1],
                (self.names[columns[a[0]][0]], columns[a[0]][1]) if a else ("", 0.0),
                (self.names[columns[b[0]][0]], columns[b[0]][1]) if b else ("", 0.0),
                (round(la * r, 5), round(lb * r, 5), round(ra * r, 5), round(rb * r, 5)),
            )  # fmt: skip
            trees.append(tree)
            pa = low[:, a[0]] if a else np.ones(n)
            pb = low[:, b[0]] if b else np.ones(n)
            p = tree.points
            guess += side * (pa * p[0] + (1 - pa) * p[1]) + (1 - side) * (
                pb * p[2] + (1 - pb) * p[3]
            )
        return base, trees

    def _split(self, low: Any, g: Any, w: Any, sign: Any, allowed: Any, bounds: Any) -> Any:
        import numpy as np

        gl, wl = g @ low, w @ low
        total_g, total_w = g.sum(), w.sum()
        gr, wr = total_g - gl, total_w - wl
        left, right = gl / (wl + self.ridge), gr / (wr + self.ridge)
        if bounds is not None:
            left, right = np.clip(left, *bounds), np.clip(right, *bounds)
        gain = (2 * gl * left - (wl + self.ridge) * left**2) + (
            2 * gr * right - (wr + self.ridge) * right**2
        )
        good = allowed & (wl >= self.least) & (wr >= self.least) & (sign * (right - left) >= 0)
        if not good.any():
            return None
        gain = np.where(good, gain, -np.inf)
        k = int(np.argmax(gain))
        return k, float(left[k]), float(right[k])


def evaluate(base: float, trees: list[Tree], names: list[str], table: Any) -> Any:
    """Raw sums for every row of `table`."""
    import numpy as np

    where = {n: j for j, n in enumerate(names)}
    out = np.full(len(table), base)
    for t in trees:
        side = table[:, where[t.first]] <= t.edge
        a = table[:, where[t.low[0]]] <= t.low[1] if t.low[0] else np.ones(len(table), bool)
        b = table[:, where[t.high[0]]] <= t.high[1] if t.high[0] else np.ones(len(table), bool)
        p = t.points
        out += np.where(side, np.where(a, p[0], p[1]), np.where(b, p[2], p[3]))
    return out
