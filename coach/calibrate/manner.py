"""Fits coach/domain/conduct/rules/manner.json: `python -m coach.calibrate.manner [--measure]`.

Reads the labelled lines of the tests (of the adversarial ones only the even ids), the graded
replies, and everything that the packs and scripts recommend, each in the call it is said in.
How much words and sense count beside each other, and the thresholds, come from the writers that the
network never read (`KEPT_BACK`), weighed by words fitted without them: `doubt` lets pass all but 45
in a thousand of the lawful lines that were written to trip it, `sure` all but 18. `--measure` writes
nothing, but judges those writers' lines by weights that never saw them. Needs scipy; takes a few
minutes.
"""

import json
import sys
from collections import Counter
from copy import copy
from typing import Any, NamedTuple

import msgspec
import numpy as np
from scipy import optimize, sparse

from coach.calibrate.lines import KEPT_BACK, ROOT, VOICES, Row, everything, said_in_call
from coach.content.rules import rule_book, sense, sense_version
from coach.domain.conduct.judge import found_in, judge
from coach.domain.conduct.manner import Part, Weights, about, circumstances, features, heaviest
from coach.domain.conduct.pattern import Text
from coach.domain.conduct.rule import Offence
from coach.domain.conduct.tokens import Line, read_line
from coach.domain.scoring.review import Conduct

ORDER: tuple[Offence, ...] = (
    "threat",
    "abuse",
    "harassment",
    "deception",
    "disclosure",
    "hardship_ignored",
)
PENALTY = 0.3
VIOLATION_COUNTS = 3.0
RULE_COUNTS = 0.05
"""Of one rule beside all words of a line together: rules were written to lines that are fitted to."""
OFTEN, EVENNESS = 40.0, 0.25
"""A feature in so many lines counts once, others by this power of how much rarer they are: what is
everywhere would otherwise take up the weight that belongs to what tells lines apart."""
DOUBT, SURE = 0.045, 0.018
"""Shares of the hard lawful lines that may lie beyond each threshold."""
CLEAR = 0.02
"""Share of violations that may lie below the threshold beneath which single phrases count nothing."""
LIGHT = 0.6
"""Weights below this weigh nothing."""


class Finds(NamedTuple):
    """What was found in one line."""

    words: frozenset[str]
    """Its features."""
    rules: frozenset[str]
    """The rules that found words in it."""
    parts: tuple[Part, ...]
    """Its sentences."""
    aside: int
    """Bits of its tokens that are not weighed."""


def _matrix(found: list[Finds], columns: dict[str, int]) -> sparse.csr_matrix:
    rows, places, values = [], [], []
    for row, line in enumerate(found):
        value = 1 / np.sqrt(max(4, len(line.words)))
        for names, each in ((line.words, value), (line.rules, RULE_COUNTS)):
            for name in names:
                if name in columns:
                    rows.append(row)
                    places.append(columns[name])
                    values.append(each)
    return sparse.csr_matrix((values, (rows, places)), shape=(len(found), len(columns)))


def _fit(
    found: list[Finds], bad: np.ndarray, counts: np.ndarray
) -> tuple[dict[str, int], np.ndarray]:
    often = Counter(name for line in found for name in (*line.words, *line.rules))
    kept = sorted(name for name, count in often.items() if count > 1)
    columns = {name: place for place, name in enumerate(kept)}
    rules = {name for line in found for name in line.rules}
    scale = np.array([1.0 if n in rules else (OFTEN / often[n]) ** EVENNESS for n in kept])
    matrix = _matrix(found, columns) @ sparse.diags(scale)
    weight = np.where(bad, VIOLATION_COUNTS, 1.0) * counts

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ point[:-1] + point[-1]
        value = (weight * (np.logaddexp(0, scores) - bad * scores)).sum()
        error = weight * (1 / (1 + np.exp(-scores)) - bad)
        slope = np.append(matrix.T @ error + PENALTY * point[:-1], error.sum())
        return value + PENALTY * (point[:-1] @ point[:-1]) / 2, slope

    start = np.zeros(len(columns) + 1)
    best = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return columns, best.x * np.append(scale, 1.0)


def _kinds(lines: list[Line], rows: list[Row]) -> dict[str, tuple[float, ...]]:
    """For each stem and circumstance, its log share in each kind, smoothed, less its mean."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in ORDER}
    sizes: Counter[str] = Counter()
    for line, row in zip(lines, rows, strict=True):
        if row.offence:
            sizes[row.offence] += round(row.counts)
            heard = (token.stem for token in read_line(row.said_in.says).tokens)
            stems = {token.stem for token in line.tokens if token.stem.isalpha()}
            for mark in (*stems, *circumstances(heard, about(row.said_in))):
                counts[row.offence][mark] += round(row.counts)
    table: dict[str, tuple[float, ...]] = {}
    for stem in sorted(set().union(*counts.values())):
        shares = [np.log((counts[kind][stem] + 0.5) / (sizes[kind] + 5)) for kind in ORDER]
        if sum(counts[kind][stem] for kind in ORDER) > 2:  # noqa: PLR2004 - more than one line
            table[stem] = tuple(round(float(share - np.mean(shares)), 2) for share in shares)
    return table


class Table(NamedTuple):
    """Every line with what was found in it."""

    rows: list[Row]
    """The lines."""
    lines: list[Line]
    """Their tokens."""
    found: list[Finds]
    """What was found in them."""
    known: frozenset[str]
    """Stems at home in decent calls."""


def _read() -> Table:
    rows = everything()
    lines = [read_line(row.text) for row in rows]
    at_home = Counter(
        stem
        for line, row in zip(lines, rows, strict=True)
        if not row.hard
        for stem in {token.stem for token in line.tokens}
    )
    known = frozenset(stem for stem, count in at_home.items() if count > 1 and stem.isalpha())
    book = rule_book(("common",))
    found = []
    for row, line in zip(rows, lines, strict=True):
        aside, told, parts = found_in(book, Text(line), row.said_in, row.text)
        words = features(line, known, aside, about(row.said_in))
        found.append(Finds(words, told, parts, aside))
    return Table(rows, lines, found, known)


def _fitted(table: Table, without: frozenset[str] = frozenset()) -> Weights:
    """Weights of all lines but those of some voices; their thresholds are still to be set."""
    use = [n for n, row in enumerate(table.rows) if row.voice not in without]
    rows = [table.rows[n] for n in use]
    found = [table.found[n] for n in use]
    bad = np.array([bool(row.offence) for row in rows])
    columns, best = _fit(found, bad, np.array([row.counts for row in rows]))
    named = sorted({name for line in found for name in line.rules} & set(columns))
    heavy = {n: round(float(best[p]), 1) for n, p in columns.items() if abs(best[p]) >= LIGHT}
    return Weights(
        bias=round(float(best[-1]), 3),
        doubt=0.0,
        sure=0.0,
        clear=0.0,
        words={name: value for name, value in heavy.items() if name not in named},
        rules={name: round(float(best[columns[name]]) * RULE_COUNTS, 2) for name in named},
        known=table.known,
        kinds=_kinds([table.lines[n] for n in use], rows),
        order=ORDER,
    )


def _edges(table: Table, weights: Weights) -> dict[str, Any]:
    """How words and sense count, and the thresholds, from the lines that are `KEPT_BACK`.

    `weights` are fitted without those lines; the network never read them.
    """
    bad, both = [], []
    for row, line, found in zip(table.rows, table.lines, table.found, strict=True):
        if row.voice in KEPT_BACK and row.hard:
            facts = about(row.said_in)
            words = heaviest(weights, line, found.aside, found.rules, facts, found.parts)
            both.append((words, sense().of(row.said_in, row.text).weight))
            bad.append(bool(row.offence))
    judged, seen = np.array(bad), np.array(both)
    shares = _shares(judged, seen)
    at = seen @ shares
    lawful, wrong = at[~judged], at[judged]
    doubt, sure = np.quantile(lawful, [1 - DOUBT, 1 - SURE])
    edges = {"doubt": doubt, "sure": sure, "clear": np.quantile(wrong, CLEAR)}
    for name, edge in edges.items():
        above = (
            f"{np.mean(wrong > edge):.3f} of violations, {np.mean(lawful > edge):.3f} of the rest"
        )
        print(f"{name} {edge:.2f}: {above} above, by weights that never saw their writer")
    counts = {"by_words": shares[0], "by_sense": shares[1]}
    print(", ".join(f"{name} {value:.3f}" for name, value in counts.items()))
    told = {name: round(float(value), 3) for name, value in {**edges, **counts}.items()}
    return {**told, "sense": sense_version()}


def _shares(bad: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """The weights of two columns of evidence by logistic regression."""

    def loss(point: np.ndarray) -> float:
        scores = seen @ point[:-1] + point[-1]
        return float((np.logaddexp(0, scores) - bad * scores).sum())

    best = optimize.minimize(loss, np.array([1.0, 1.0, 0.0]), method="BFGS")
    found: np.ndarray = best.x[:-1]
    return found


def _measure(weights: Weights) -> None:
    """What the lines that are kept back come to by weights that never saw them, facts and all."""
    sums: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    for text in VOICES.read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        if row["id"][0] not in KEPT_BACK:
            continue
        conduct = judged(row, weights)
        fired = conduct.verdict != "ok"
        label = ("plain" if row["plain"] else "veiled") if row["violation"] else "lawful"
        names = (
            label,
            f"{label} {row['rule']}",
            f"{row['id'][0]} {'' if row['violation'] else label}",
        )
        for name in names:
            sums.update({name: 1, f"{name} fired": fired})
        if fired and not row["violation"]:
            alarms.update({conduct.findings[0].rule: 1})
    for name in sorted(sums):
        if not name.endswith("fired"):
            hit = sums[f"{name} fired"]
            print(f"{name:28} {hit:4} of {sums[name]:4} fired, {hit / sums[name]:.3f}")
    caught = sums["plain fired"] + sums["veiled fired"]
    print(f"recall {caught / (sums['plain'] + sums['veiled']):.3f}")
    print(f"precision {caught / (caught + sums['lawful fired']):.3f}")
    print("false alarms:", ", ".join(f"{name} {count}" for name, count in alarms.most_common()))


def judged(row: dict[str, Any], weights: Weights) -> Conduct:
    """The conduct of a labelled line, by its own facts and by `weights`."""
    sets = {
        "US": ("common", "us-consumer"),
        "GB": ("common", "uk-consumer"),
        "INT": ("common", "trade"),
    }
    book = copy(rule_book(sets.get(row["jurisdiction"], ("common", "eu"))))
    book.weights = weights
    return judge(book, said_in_call(row), row["text"])


def main(argv: list[str]) -> int:
    """Fit, print what cross-validation says, and write the weights."""
    table = _read()
    blind = _fitted(table, KEPT_BACK)
    edges = _edges(table, blind)
    if "--measure" in argv:
        _measure(msgspec.structs.replace(blind, **edges))
        return 0
    weights = msgspec.structs.replace(_fitted(table), **edges)
    raw = msgspec.json.encode(msgspec.structs.replace(weights, known=frozenset()))
    plain = {**json.loads(raw), "known": sorted(weights.known)}
    path = ROOT / "coach" / "domain" / "conduct" / "rules" / "manner.json"
    path.write_text(json.dumps(plain, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    print(f"{len(table.rows)} lines, {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
