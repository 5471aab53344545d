"""The two works of calibration: the fit of the shipped model, and the cross-validated report."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from coach.calibrate.features import figure_names
from coach.calibrate.fit import FIT_VERSION, fit_scales, to_bytes
from coach.calibrate.graded import Reply, load_replies
from coach.calibrate.vocabulary import learn
from coach.content.graded_turns import load_turns
from coach.content.scoring_data import conduct_judge, scoring_data
from coach.domain.scoring.data import Model, ScoringData
from coach.domain.scoring.review import Situation
from coach.domain.scoring.reviewer import Reviewer


def fit(folder: Path) -> bytes:
    """The model file fitted to the graded replies in `folder`."""
    turns = load_turns(folder / "dev_turns.json")
    replies = load_replies(folder / "dev_answers.jsonl")
    model = model_from(turns, replies, scoring_data())
    return to_bytes(model)


def model_from(turns: dict[str, Situation], replies: list[Reply], data: ScoringData) -> Model:
    """The model of `replies` to `turns`."""
    words = learn(
        [turns[t] for t in sorted({r.turn for r in replies})],
        data,
        [r.answer for r in replies if r.grade >= 1],
    )
    reviewer = Reviewer(msgspec.structs.replace(data, model=words), conduct_judge())
    rows = [reviewer.figures(turns[r.turn], r.answer) for r in replies]
    names = figure_names(rows[0])
    return msgspec.structs.replace(
        words, version=FIT_VERSION, scales=fit_scales(replies, rows, names)
    )


def report(folder: Path) -> Iterator[str]:
    """The report, line by line."""
    yield f"graded replies in {folder}"
