"""The report: cross-validated figures of the scorer, of its ablations, and its worst disagreements."""
# ruff: noqa: ANN401 - arrays are Any here: NumPy is not installed where the program runs

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from coach.calibrate.agreement import Prediction, agreement, half_up
from coach.calibrate.features import figure_names
from coach.calibrate.fit import (
    BANDS,
    RESULTS,
    Sample,
    aside_sums,
    band_edges,
    blended,
    knots_of,
    parts,
)
from coach.calibrate.graded import Reply, load_set
from coach.calibrate.vocabulary import learn
from coach.calibrate.work import RULES, samples_of
from coach.content.scoring_data import conduct_judge, scoring_data
from coach.domain.scoring.data import Scale
from coach.domain.scoring.model import band_of, highest
from coach.domain.scoring.reviewer import Reviewer

_POLARITY = ("waive", "accept", "defer", "yielding", "denied", "turned", "negative")
_EXTRACTION = (
    "days", "days_asked", "times", "methods", "sum_known", "sum_full", "sum_alien", "sum_new", "sums", "day_and_sum",
    "committed", "gap_committed", "gap_sums", "gap_days", "fit",
)  # fmt: skip
_LEXICAL = ("kp", "heart", "model", "fresh", "words", "gap_heart_own", "gap_fresh", "long", "fit")

Choose = Callable[[list[str]], list[str]]


def kept_aside(turns: Sequence[str], count: int = 8) -> list[str]:
    """Turns that nobody looked at while the scorer was written: chosen by hash."""
    return sorted(turns, key=lambda t: hashlib.sha256(f"keep-back:{t}".encode()).hexdigest())[
        :count
    ]


def report(folder: Path, *, quick: bool = False) -> Iterator[str]:
    """The report, line by line.

    Every reply is scored by a fit that never saw its turn, with band edges set on the replies of
    the other parts. The table of how rare words are is made of all turns' texts, not of replies.
    """
    turns, replies, others = load_set(folder)
    data = scoring_data()
    words = learn([turns[n] for n in sorted({r.turn for r in (*replies, *others)})], data)
    reviewer = Reviewer(msgspec.structs.replace(data, model=words), conduct_judge(RULES))
    samples = samples_of(turns, replies, reviewer, others)
    both = [*replies, *others]
    names = sorted({r.turn for r in replies})
    aside = set(kept_aside(names))
    all_figures = figure_names(samples[0].figures)
    yield f"{len(replies)} replies to {len(names)} turns; whole turns left out."
    yield _head()
    said = _cross_validated(both, samples, all_figures, parts(samples))
    yield _row("the scorer", agreement(replies, said))
    yield _row(
        "of it, 8 turns kept unseen", agreement([r for r in replies if r.turn in aside], said)
    )
    yield _row(
        "of it, the other 32 turns", agreement([r for r in replies if r.turn not in aside], said)
    )
    if others:
        yield _row("meaner replies, other writers", agreement(others, said))
    if not quick:
        families = [s.turn[0] for s in samples]
        yield _row(
            "families of turns left out",
            agreement(replies, _cross_validated(both, samples, all_figures, families)),
        )
        for label, choose in _ablations().items():
            less = _cross_validated(both, samples, choose(all_figures), parts(samples))
            yield _row(label, agreement(replies, less))
    yield "Worst disagreements:"
    for r in sorted(replies, key=lambda r: -abs(said[r.id].overall - r.grade))[:10]:
        yield f"  {r.id} graded {r.grade:g}, scored {said[r.id].overall:.1f} ({r.kind}): {r.answer}"


def _cross_validated(
    replies: Sequence[Reply], samples: Sequence[Sample], names: list[str], fold: Any,
) -> dict[str, Prediction]:  # fmt: skip
    import numpy as np

    fold = np.array(fold)
    sums = {result: aside_sums(samples, names, result, fold=fold) for result in RESULTS}
    sums["overall"] = blended(samples, sums)
    bands: dict[str, Any] = {}
    for result in RESULTS:
        graded = np.array([s.graded and result in s.grades for s in samples])
        grades = np.array([half_up(s.grades.get(result, 0.0)) for s in samples])
        bands[result] = np.zeros(len(samples))
        for part in sorted(set(fold)):
            edges = band_edges(
                sums[result][graded & (fold != part)], grades[graded & (fold != part)]
            )
            scale = Scale(0.0, (), {}, knots_of(edges), BANDS)
            for n in np.flatnonzero(fold == part):
                bands[result][n] = band_of(scale, float(sums[result][n]))
    return {
        reply.id: Prediction(
            overall=min(float(bands["overall"][n]), highest(sample.figures) / 25),
            skills={k: float(bands[k][n]) for k in reply.skills},
            fails=sample.figures["conduct"] > 1,
        )
        for n, (reply, sample) in enumerate(zip(replies, samples, strict=False))
    }


def _ablations() -> dict[str, Choose]:
    def without(dropped: Sequence[str]) -> Choose:
        return lambda names: [n for n in names if n not in dropped]

    return {
        "words and key points only": lambda names: [n for n in names if n.startswith(_LEXICAL)],
        "without polarity": without(_POLARITY),
        "without sums, days, methods": without(_EXTRACTION),
        "without the conduct verdict": without(("conduct", "offence")),
    }


def _head() -> str:
    names = "qwk exact pairs pairs_len wrong_way terse tone target appeal counter commit c.recall c.prec"
    return f"{'':34}" + "".join(f"{n:>10}" for n in names.split())


def _row(label: str, found: dict[str, Any]) -> str:
    values = [
        found[k] for k in ("qwk", "exact", "pairs", "pairs_length", "wrong_way", "terse_good")
    ]
    values += [found["skills"][s] for s in ("tone", "target", "appeal", "counter", "commitment")]
    values += [found["conduct_recall"], found["conduct_precision"]]
    return f"{label:34}" + "".join(f"{v:10.3f}" for v in values)
