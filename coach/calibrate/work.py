"""The fit of the shipped model from the graded replies."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from coach.calibrate.features import figure_names
from coach.calibrate.fit import FIT_VERSION, ROUNDS, Sample, fit_scales, to_bytes
from coach.calibrate.graded import Reply, load_set
from coach.calibrate.tricks import tricks
from coach.calibrate.vocabulary import learn
from coach.content.scoring_data import conduct_judge, scoring_data
from coach.domain.scoring.data import Model, ScoringData
from coach.domain.scoring.review import Situation
from coach.domain.scoring.reviewer import Reviewer

RULES = ("common", "trade")
OTHERS_WEIGHT = 0.7
"""How much a reply counts that one head graded alone."""
TRICK_WEIGHT = {"unrelated": 0.06, "keywords": 0.1}
"""How much a made-up trick counts beside a graded reply: enough to be seen, too little to lead."""


def fit(folder: Path) -> bytes:
    """The model file fitted to the graded replies in `folder`."""
    turns, replies, others = load_set(folder)
    return to_bytes(model_from(turns, replies, scoring_data(), others=others))


def model_from(
    turns: dict[str, Situation],
    replies: Sequence[Reply],
    data: ScoringData,
    rounds: int = ROUNDS,
    others: Sequence[Reply] = (),
) -> Model:
    """The model of `replies` to `turns`, and of `others`, which count for less."""
    used = sorted({r.turn for r in (*replies, *others)})
    words = learn([turns[t] for t in used], data)
    reviewer = Reviewer(msgspec.structs.replace(data, model=words), conduct_judge(RULES))
    samples = samples_of(turns, replies, reviewer, others)
    names = figure_names(samples[0].figures)
    return msgspec.structs.replace(
        words, version=FIT_VERSION, scales=fit_scales(samples, names, rounds)
    )


def samples_of(
    turns: dict[str, Situation],
    replies: Sequence[Reply],
    reviewer: Reviewer,
    others: Sequence[Reply] = (),
) -> list[Sample]:
    """The replies as the fit sees them, the others, and the tricks made from the replies' turns."""
    out = []
    for reply in (*replies, *others):
        grades = {"overall": reply.target("overall"), **{s: reply.target(s) for s in reply.skills}}
        out.append(_sample(turns, reviewer, reply.turn, reply.answer, grades))
    for n in range(len(replies), len(out)):
        out[n] = msgspec.structs.replace(out[n], weight=OTHERS_WEIGHT, graded=False)
    used = sorted({reply.turn for reply in replies})
    for name, trick, answer, grade in tricks([(turn, turns[turn]) for turn in used]):
        if trick in TRICK_WEIGHT:
            grades = {"overall": grade, **dict.fromkeys(turns[name].excuse.weights, grade)}
            if "tone" in grades and trick == "unrelated":
                grades["tone"] = 2 * grade
            one = _sample(turns, reviewer, name, answer, grades)
            out.append(msgspec.structs.replace(one, weight=TRICK_WEIGHT[trick], graded=False))
    return out


def _sample(
    turns: dict[str, Situation],
    reviewer: Reviewer,
    turn: str,
    answer: str,
    grades: dict[str, float],
) -> Sample:
    situation = turns[turn]
    return Sample(
        turn=turn,
        figures=reviewer.figures(situation, answer),
        weights=situation.excuse.weights,
        grades=grades,
    )
