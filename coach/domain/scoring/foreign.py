"""Replies in a language without cues: scored by the pack's own key points, and said to be so.

Nothing English is asked of them: no cues, no spelling, no word lists. How telling a word is comes
from the pack itself: a word that stands in most of its texts tells little.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from coach.domain.excuse import Skill
from coach.domain.languages import limits
from coach.domain.scoring.commitment import commitment
from coach.domain.scoring.data import ScoringData
from coach.domain.scoring.evidence import point_results
from coach.domain.scoring.features import gather
from coach.domain.scoring.lens import concepts
from coach.domain.scoring.model import band
from coach.domain.scoring.reading import read
from coach.domain.scoring.review import (
    Conduct,
    Evidence,
    PointResult,
    Review,
    Situation,
    SkillResult,
)
from coach.domain.scoring.reviewer import LISTENED, Reviewer

VERSION = "points-1"
"""Raised when the code of this module changes what it gives."""
_SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_SIGNS = re.compile(f"[{_SIGN}]")
_BETWEEN = re.compile(f"(?<=[{_SIGN}]) (?=[{_SIGN}])")
_LEAST = 0.04
_NEVER = re.compile(r"(?!)")


def spaced(text: str) -> str:
    """The text with a blank between signs of which each is a word, as in Chinese."""
    return re.sub(f"(?<=[{_SIGN}])(?=[{_SIGN}])", " ", text) if _SIGNS.search(text) else text


def closed(text: str) -> str:
    """The text with such blanks taken out again."""
    return _BETWEEN.sub("", text)


def spaced_situation(situation: Situation) -> Situation:
    """The situation with its texts spaced."""
    excuse = situation.excuse
    points = tuple(
        msgspec.structs.replace(
            point, point=spaced(point.point), phrasings=tuple(map(spaced, point.phrasings))
        )
        for point in excuse.key_points
    )
    own = msgspec.structs.replace(
        excuse,
        goal=spaced(excuse.goal),
        key_points=points,
        responses=tuple(map(spaced, excuse.responses)),
    )
    return msgspec.structs.replace(situation, excuse=own, says=spaced(situation.says))


def foreign_data(data: ScoringData, texts: Iterable[str]) -> ScoringData:
    """What is known of a language from a pack's texts alone: how telling each word is."""
    silent = tuple(msgspec.structs.replace(cue, pattern=_NEVER) for cue in data.cues)
    bare = msgspec.structs.replace(
        data,
        cues=silent,
        short={},
        mean={},
        spelt=frozenset(),
        plain=frozenset(),
        generic=frozenset(),
    )
    spread: Counter[str] = Counter()
    count = 0
    for text in texts:
        reading = read(spaced(text), str)
        spread.update({c for c, _, _ in concepts(reading, [], frozenset(), data.methods, bare)})
        count += 1
    whole = math.log(1 + count) or 1.0
    rarity = {word: max(_LEAST, 1 - math.log(many) / whole) for word, many in spread.items()}
    model = msgspec.structs.replace(data.model, rarity=rarity, spelling=())
    return msgspec.structs.replace(bare, model=model)


class PointsReviewer(Reviewer):
    """Reviews replies by their key points alone, and says so in every review.

    Args:
        data: What is known of the language, from `foreign_data`.
        judge: Gives the conduct result, by the house's own rules.
        language: The pack's language.
    """

    def __init__(
        self, data: ScoringData, judge: Callable[[Situation, str], Conduct], language: str
    ) -> None:
        super().__init__(data, judge)
        self._limits = limits(language)
        self.version = f"{VERSION}-{data.digest}"

    def review(self, situation: Situation, answer: str) -> Review:
        """The review of `answer` in `situation`: the share of its key points that it makes."""
        open_situation, open_answer = spaced_situation(situation), spaced(answer)
        view, supplies, _ = self._view(open_situation)
        grounds = gather(open_answer, view, self._data, self._data.methods)
        results = tuple(
            _as_typed(result, point.point, answer)
            for result, point in zip(
                point_results(grounds, open_situation), situation.key_points, strict=True
            )
        )
        score = round(100 * sum(result.hit for result in results) / max(1, len(results)))
        weights = situation.excuse.weights
        main: Skill = "counter" if "counter" in weights else max(weights, key=lambda s: weights[s])
        skills: dict[Skill, SkillResult] = {}
        if "counter" in weights:
            skills["counter"] = SkillResult(score=score, band=band(score))
        missed = {result.id for result in results if not result.hit}
        responses = situation.excuse.responses
        best = max(range(len(responses)), key=lambda n: (len(missed & supplies[n]), -n), default=-1)
        return Review(
            score=score,
            band=band(score),
            skills=skills,
            key_points=results,
            evidence=tuple(_evidence(result, main) for result in results),
            conduct=self._judge(situation, answer[:LISTENED]),
            commitment=commitment(grounds, view),
            better=responses[best] if best >= 0 else "",
            scorer=self.version,
            limits=self._limits,
        )


def _as_typed(result: PointResult, point: str, answer: str) -> PointResult:
    """A result with its quote as it stands in the reply as typed."""
    quote = closed(result.quote)
    start = answer.find(quote) if quote else -1
    if start < 0:
        return msgspec.structs.replace(result, point=point, quote="", start=0, end=0)
    return msgspec.structs.replace(
        result, point=point, quote=quote, start=start, end=start + len(quote)
    )


def _evidence(result: PointResult, skill: Skill) -> Evidence:
    if result.hit:
        return Evidence(
            skill=skill, effect="+", quote=result.quote, start=result.start, end=result.end,
            why=f"Makes a key point: {result.point}",
        )  # fmt: skip
    return Evidence(skill=skill, effect="-", why=f"Missing: {result.point}")
