"""The reviewer: one reply in one situation in, the scored and explained result out."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from msgspec.structs import replace

from coach.domain.excuse import KeyPoint
from coach.domain.scoring.commitment import commitment
from coach.domain.scoring.counts import FORGIVEN, GAPS, WANTED, combined
from coach.domain.scoring.data import ScoringData
from coach.domain.scoring.evidence import HIT, evidence, point_results, skill_of
from coach.domain.scoring.features import gather, match_points, own_words
from coach.domain.scoring.lens import Lens, lens, points_lens
from coach.domain.scoring.model import band, lowest, scores
from coach.domain.scoring.review import Conduct, PointResult, Review, Situation, SkillResult
from coach.domain.scoring.signals import signals
from coach.domain.scoring.spelling import Speller
from coach.domain.text import normalise

_T = TypeVar("_T")
VERSION = "2"
"""Raised when the code of the scorer changes what it gives."""
_KEPT = 64
LISTENED = 20_000
"""Characters of a reply that conduct is judged on: half an hour of talk."""
_VERDICTS = {"ok": 0.0, "minor": 1.0, "fail": 2.0}


_View = tuple[Lens, tuple[frozenset[str], ...], dict[str, float]]


class Reviewer:
    """Reviews replies. The same reply in the same situation always gives the same review."""

    def __init__(self, data: ScoringData, judge: Callable[[Situation, str], Conduct]) -> None:
        self._data = data
        self._judge = judge
        self._speller = Speller(data)
        self._lenses: OrderedDict[Hashable, _View] = OrderedDict()
        self._points: OrderedDict[Hashable, Lens] = OrderedDict()
        self.version = f"{VERSION}-{data.digest}"

    def review(self, situation: Situation, answer: str) -> Review:
        """The review of `answer` in `situation`. Never raises, whatever was typed."""
        view, supplies, usual = self._view(situation)
        conduct = self._judge(situation, answer[:LISTENED])
        grounds = gather(answer, view, self._data, self._data.methods)
        grounds.values.update(usual, conduct=_VERDICTS[conduct.verdict])
        values = combined(grounds.values)
        weights = situation.excuse.weights
        score, points = scores(self._data.model.scales, values, weights)
        results = point_results(grounds, situation)
        if results and all(one.hit for one in results):
            least = lowest(values)
            score = max(score, least)
            for skill in {skill_of(point, weights) for point in view.points}:
                points[skill] = max(points[skill], least)
        skills = {skill: SkillResult(score=n, band=band(n)) for skill, n in points.items()}
        fixed = commitment(grounds, view)
        return Review(
            score=score,
            band=band(score),
            skills=skills,
            key_points=results,
            evidence=evidence(
                grounds, values, results, situation, view, self._data.model, conduct, skills
            ),
            conduct=conduct,
            commitment=fixed,
            signals=signals(values, band(score), fixed),
            better=_better(situation, answer, results, supplies),
            scorer=self.version,
        )

    def figures(self, situation: Situation, answer: str) -> dict[str, float]:
        """What is counted in `answer`, for the fit of the model."""
        view, _, usual = self._view(situation)
        grounds = gather(answer, view, self._data, self._data.methods)
        verdict = self._judge(situation, answer[:LISTENED]).verdict
        grounds.values.update(usual, conduct=_VERDICTS[verdict])
        return combined(grounds.values)

    def points_made(self, answer: str, points: tuple[KeyPoint, ...]) -> tuple[str, ...]:
        """Ids of those `points` that `answer` makes, in their order; needs no situation."""
        view = self._points.get(points)
        if view is None:
            view = points_lens(points, self._data, self._data.methods, self._speller.for_words)
            _keep(self._points, points, view)
        return tuple(
            m.id
            for m in match_points(answer, view, self._data, self._data.methods)
            if m.score >= HIT and not m.turned
        )

    def _view(self, situation: Situation) -> _View:
        excuse, account = situation.excuse, situation.account
        key = (
            excuse.key_points, excuse.responses, excuse.goal, situation.says, situation.history,
            situation.speaker.name, account.amount, account.customer, account.creditor, account.fact_lines(),
        )  # fmt: skip
        kept = self._lenses.get(key)
        if kept is not None:
            self._lenses.move_to_end(key)
            return kept
        view = lens(situation, self._data, self._data.methods, self._speller.for_words)
        supplies = tuple(
            frozenset(
                m.id
                for m in match_points(r, view, self._data, self._data.methods)
                if m.score >= HIT
            )
            for r in excuse.responses
        )
        usual = _usual(
            [
                combined(gather(r, view, self._data, self._data.methods).values)
                for r in excuse.responses
            ]
        )
        texts = [*excuse.responses, *(p for point in excuse.key_points for p in point.phrasings)]
        view = replace(view, own=own_words(texts, view, self._data))
        _keep(self._lenses, key, (view, supplies, usual))
        return view, supplies, usual


def _usual(rows: list[dict[str, float]]) -> dict[str, float]:
    """What the recommended replies show on the average."""
    return {
        f"usual_{n}": sum(row[n] for row in rows) / max(1, len(rows))
        for n in {*GAPS, *FORGIVEN, *WANTED}
    }


def _keep(store: OrderedDict[Hashable, _T], key: Hashable, value: _T) -> None:
    store[key] = value
    if len(store) > _KEPT:
        store.popitem(last=False)


def _better(
    situation: Situation,
    answer: str,
    results: tuple[PointResult, ...],
    supplies: tuple[frozenset[str], ...],
) -> str:
    """The recommended reply that best supplies what was left out; never the reply itself."""
    responses = situation.excuse.responses
    said = normalise(answer).split()
    others = [n for n, one in enumerate(responses) if normalise(one).split() != said]
    if not others:
        return ""
    missed = {r.id for r in results if not r.hit}
    return responses[max(others, key=lambda n: (len(missed & supplies[n]), -n))]
