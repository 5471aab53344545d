"""The fitted model read off: figures in, bands in fractions out."""

from bisect import bisect_right

from coach.domain.excuse import Skill
from coach.domain.scoring.data import Scale

DIRECT = 0.5
"""Share of the overall scale in the overall score; the rest is the skills by the turn's weights."""
JUMBLED = 3
"""So many little words out of place: the words are not in an order that a person would say."""
GIVEN_AWAY = 2
"""So many right steps called off, beyond what the recommended replies call off."""
AGAIN = 2
"""So many sentences said before."""
ELSEWHERE = 0.75
"""Below this `fit` a reply does not speak of this excuse."""
OTHER_SUMS = 0.95
"""The same for a reply that names sums, none of which belongs to this account."""
FAILS = 2
"""`conduct` of a reply that breaks a rule gravely."""
RAMBLES = 4.5
"""`long` of a reply of 115 words."""
NOWHERE = 0.35
"""Below this `fit` so long a reply hardly speaks of this excuse at all: padding wins nothing."""
ENDLESS = 13.0
"""`long` of a reply of 200 words: nobody listens so long on the telephone."""

GOOD = 63
"""Where the band good begins."""
SPOKEN = 3
"""So many words of talk, you and I and please among them, make a sentence of what is said."""
ASKING = 0.7
"""Questions and demands in a recommended reply from which on, on the average, a turn asks for something."""
A_LIST = 0.5
"""From this `listed` on, words stand side by side."""
TAKEN_BACK = (
    "waive", "accept", "defer", "vague", "grovel", "hedge", "turned", "denied", "offence",
)  # fmt: skip
"""Figures of what takes a step back again."""


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
    return total + sum(slope * values[name] for name, slope in scale.slopes.items())


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


def scores(
    scales: dict[str, Scale], values: dict[str, float], weights: dict[Skill, float]
) -> tuple[int, dict[Skill, int]]:
    """Overall and skill scores, 0 to 100; a quarter of a score, rounded half up, is its band."""
    sums = {skill: raw(scales[skill], values) for skill in weights}
    by_skill = sum(weight * sums[skill] for skill, weight in weights.items())
    scale = scales["overall"]
    overall = band_of(scale, DIRECT * raw(scale, values) + (1 - DIRECT) * by_skill)
    skills = {skill: round(25 * band_of(scales[skill], one)) for skill, one in sums.items()}
    return min(round(25 * overall), highest(values)), skills


def highest(values: dict[str, float]) -> int:
    """The highest score that a reply of such a make can get: tricks and violations stop here.

    The cap of a reply that fails on conduct is the grading rubric's own: band 1 at most.
    """
    if values["conduct"] >= FAILS or values["odd"] >= JUMBLED or values["waive"] >= GIVEN_AWAY:
        return 37
    if values["long"] >= RAMBLES and values["fit"] < NOWHERE:
        return 12
    strange = not values["sum_known"] and values["sum_new"] + values["sum_alien"] > 0
    elsewhere = values["fit"] < (OTHER_SUMS if strange else ELSEWHERE)
    if elsewhere or values["repeats"] >= AGAIN or values["long"] >= ENDLESS:
        return 62
    return 100


def lowest(values: dict[str, float]) -> int:
    """The lowest score of a reply that makes every key point, and of the skills that these serve.

    Good, in a turn where the recommended replies ask for nothing, a farewell say, if it is said in
    sentences and nothing is taken back. The replies that the model is fitted to all answer excuses,
    where a reply that asks for nothing is a weak one; here it must be judged by its key points. Of
    the graded replies to excuses that make all their key points so, 27 of 29 are good or better.
    """
    listed = values["listed"] >= A_LIST or values["speech"] < SPOKEN
    if values["usual_asks"] >= ASKING or listed or highest(values) < GOOD:
        return 0
    return 0 if any(values[name] for name in TAKEN_BACK) else GOOD


def band(score: int) -> int:
    """The band of a score: 0 to 12 is 0, 13 to 37 is 1, 38 to 62 is 2, 63 to 87 is 3, above is 4."""
    return min(4, int(score / 25 + 0.5))
