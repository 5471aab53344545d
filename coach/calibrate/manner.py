"""Fits coach/domain/conduct/rules/manner.json: `python -m coach.calibrate.manner [GRADED_FOLDER]`.

Reads the labelled lines of the tests (of the adversarial ones only the even ids), everything that
the packs and scripts recommend, and, where given, a folder with dev_answers.jsonl and
dev_turns.json. Thresholds come from five-fold cross-validation: `doubt` passes 97.5 in a hundred
lawful lines that were not fitted, `sure` 99.5. Needs numpy and scipy; takes a minute or two.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from scipy import optimize, sparse

from coach.content.rules import rule_set, set_names, vocabulary
from coach.domain.conduct.golden import told
from coach.domain.conduct.manner import features
from coach.domain.conduct.pattern import Compiler, Text
from coach.domain.conduct.polarity import Polarity
from coach.domain.conduct.tokens import Line, read_line

ROOT = Path(__file__).resolve().parents[2]
LABELLED = ROOT / "tests" / "domain" / "conduct" / "data"
ADVERSARIAL = ROOT / "tests" / "conduct" / "data" / "adversarial.jsonl"
ORDER = ("threat", "abuse", "harassment", "deception", "disclosure", "hardship_ignored")
FOLDS = 5
PENALTY = 0.3
VIOLATION_COUNTS = 3.0
Row = tuple[str, str, bool]
"""Text, offence or nothing, and whether it is one of the hard lines that thresholds come from."""


def labelled(path: Path, *, even: bool = False) -> Iterator[Row]:
    """Rows of a file of labelled lines."""
    for text in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        if not even or int("".join(filter(str.isdigit, row["id"]))) % 2 == 0:
            yield row["text"], row["violation"] or "", True


def graded(folder: Path) -> Iterator[Row]:
    """Rows of graded answers and of the recommended replies beside them."""
    for text in (folder / "dev_answers.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        bad = [word for word in row["conduct"] if word != "ok"]
        offence = bad[0] if 2 * len(bad) > len(row["conduct"]) else ""
        yield row["answer"], offence, True
    for turn in json.loads((folder / "dev_turns.json").read_text(encoding="utf-8")):
        phrasings = [text for point in turn["key_points"] for text in point["phrasings"]]
        for text in (*turn["responses"], *phrasings):
            yield text, "", False


def golden() -> Iterator[Row]:
    """The golden lines of the rules themselves."""
    for name in set_names():
        for rule in rule_set(name).rules:
            if (
                rule.kind == "utterance"
            ):  # the words of the other kinds are wrong by the facts alone
                yield from ((told(line).line, rule.offence, True) for line in rule.breach)
            yield from ((told(line).line, "", True) for line in rule.lawful)


def recommended() -> Iterator[Row]:
    """Everything that the packs and the scripts recommend saying."""
    for path in sorted([*ROOT.glob("scenarios/**/*.yaml"), *ROOT.glob("scripts/*.yaml")]):
        try:
            tree = yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError:
            print(f"left out: {path.name}")
            continue
        for text in _sayings(tree, script=path.parent.name == "scripts"):
            yield text, "", False


def examples() -> Iterator[Row]:
    """The golden answers of the packs whose conduct is stated, and good ones where it is not."""
    for path in sorted(ROOT.glob("scenarios/*/excuses/*.yaml")):
        for excuse in yaml.safe_load(path.read_text(encoding="utf-8")):
            for example in excuse.get("examples", ()):
                conduct = example.get("conduct")
                if conduct == "fail" or conduct == "ok" or example["band"][0] > 1:  # noqa: PLR1714 - three cases
                    yield example["answer"], "threat" if conduct == "fail" else "", True


def _sayings(tree: object, *, script: bool) -> Iterator[str]:
    if isinstance(tree, list):
        for entry in tree:
            yield from _sayings(entry, script=script)
    if not isinstance(tree, dict):
        return
    for key, value in tree.items():
        if key in {"responses", "phrasings", "diagnose"} or (script and key == "text"):
            texts = [value] if isinstance(value, str) else value
            yield from (text for text in texts if isinstance(text, str))
        else:
            yield from _sayings(value, script=script)


def _matrix(found: list[frozenset[str]], columns: dict[str, int]) -> sparse.csr_matrix:
    rows, places, values = [], [], []
    for row, names in enumerate(found):
        value = 1 / np.sqrt(max(4, len(names)))
        for name in names:
            if name in columns:
                rows.append(row)
                places.append(columns[name])
                values.append(value)
    return sparse.csr_matrix((values, (rows, places)), shape=(len(found), len(columns)))


def _fit(found: list[frozenset[str]], bad: np.ndarray) -> tuple[dict[str, int], np.ndarray]:
    counts = Counter(name for names in found for name in names)
    kept = sorted(name for name, count in counts.items() if count > 1)
    columns = {name: place for place, name in enumerate(kept)}
    matrix = _matrix(found, columns)
    weight = np.where(bad, VIOLATION_COUNTS, 1.0)

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ point[:-1] + point[-1]
        value = (weight * (np.logaddexp(0, scores) - bad * scores)).sum()
        error = weight * (1 / (1 + np.exp(-scores)) - bad)
        slope = np.append(matrix.T @ error + PENALTY * point[:-1], error.sum())
        return value + PENALTY * (point[:-1] @ point[:-1]) / 2, slope

    start = np.zeros(len(columns) + 1)
    best = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return columns, best.x


def _kinds(lines: list[Line], offences: list[str]) -> dict[str, list[float]]:
    """For each stem, its log share in each kind of offence, smoothed, less its mean."""
    counts = {kind: Counter[str]() for kind in ORDER}
    for line, offence in zip(lines, offences, strict=True):
        if offence:
            counts[offence].update({token.stem for token in line.tokens if token.stem.isalpha()})
    sizes = {kind: sum(o == kind for o in offences) for kind in ORDER}
    table: dict[str, list[float]] = {}
    for stem in sorted(set().union(*counts.values())):
        shares = [np.log((counts[kind][stem] + 0.3) / (sizes[kind] + 3)) for kind in ORDER]
        if sum(counts[kind][stem] for kind in ORDER) > 1:
            table[stem] = [round(float(share - np.mean(shares)), 2) for share in shares]
    return table


def main(argv: list[str]) -> int:
    """Fit, print what cross-validation says, and write the weights."""
    rows = [*labelled(LABELLED / "own.jsonl"), *labelled(LABELLED / "lines.jsonl")]
    rows += [*golden(), *examples()]
    rows += [*labelled(ADVERSARIAL, even=True), *recommended()]
    rows += [*graded(Path(argv[0]))] if argv else []
    lines = [read_line(row[0]) for row in rows]
    at_home = Counter(
        stem
        for line, row in zip(lines, rows, strict=True)
        if not row[2]
        for stem in {token.stem for token in line.tokens}
    )
    known = frozenset(stem for stem, count in at_home.items() if count > 1 and stem.isalpha())
    polarity = Polarity(vocabulary().polarity, Compiler(vocabulary().lists))
    hidden = [polarity.of(Text(line)).hidden for line in lines]
    found = [features(line, known, bits) for line, bits in zip(lines, hidden, strict=True)]
    bad = np.array([bool(row[1]) for row in rows])
    hard = np.array([row[2] for row in rows]) & ~bad
    dice = random.Random(1)  # noqa: S311 - folds, not secrets
    folds = np.array([dice.randrange(FOLDS) for _ in rows])
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = np.flatnonzero(folds != fold)
        columns, best = _fit([found[i] for i in inside], bad[inside])
        outside = np.flatnonzero(folds == fold)
        scores[outside] = _matrix([found[i] for i in outside], columns) @ best[:-1] + best[-1]
    doubt, sure = np.quantile(scores[hard], [0.975, 0.995])
    clear = np.quantile(scores[bad], 0.005)
    for name, edge in (("doubt", doubt), ("sure", sure)):
        print(f"{name} {edge:.2f}: {np.mean(scores[bad] > edge):.3f} of violations found unseen")
    print(f"clear {clear:.2f}: {np.mean(scores[hard] < clear):.3f} of hard lawful lines below")
    columns, best = _fit(found, bad)
    words = {name: round(float(best[place]), 2) for name, place in columns.items()}
    table = {
        "bias": round(float(best[-1]), 3),
        "doubt": round(float(doubt), 2),
        "sure": round(float(sure), 2),
        "clear": round(float(clear), 2),
        "words": {name: value for name, value in words.items() if abs(value) >= 0.03},  # noqa: PLR2004 - weighs nothing
        "known": sorted(known),
        "kinds": _kinds(lines, [row[1] for row in rows]),
        "order": ORDER,
    }
    path = ROOT / "coach" / "domain" / "conduct" / "rules" / "manner.json"
    path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    print(f"{len(rows)} lines, {int(bad.sum())} violations, {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
