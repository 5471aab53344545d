"""Why a reply scored as it did: every point won or lost with its words, or with what is missing."""

import re
from collections import defaultdict

from coach.domain.excuse import Skill
from coach.domain.scoring.counts import APPEALS, TARGETS, combined
from coach.domain.scoring.data import Model
from coach.domain.scoring.features import Grounds
from coach.domain.scoring.figures import Sum
from coach.domain.scoring.finds import GIVING, Found
from coach.domain.scoring.lens import Lens, Point
from coach.domain.scoring.model import AGAIN, ELSEWHERE, ENDLESS, GIVEN_AWAY, JUMBLED, raw, scores
from coach.domain.scoring.review import (
    Conduct,
    Evidence,
    PointResult,
    Situation,
    SkillResult,
)

HIT = 0.55
"""From this match on, a key point counts as made."""
TOLD = 3
"""Points of a hundred that words must have cost to be held against a reply."""
_A_SKILL = 4
_A_CLAUSE = 12
_BEST = 4
_FIGURE = re.compile(r"[.,:]?\d+")
"""What goes on with a figure that a cue ends in: `48` of `48,600`."""
_OWED_BEFORE = re.compile(
    r"\b(?:invoice|balance|bill|amount|sum|total|debt|account|figure) (?:\w+ ){0,2}"
    r"(?:of|is|comes to|stands at|for|over)\s*$|\bowe(?:s|d)?(?: us| me)?\s*$"
)
_OWED_AFTER = re.compile(
    r"\s*(?:is|are|has been|have been|still|remains?) (?:\w+ ){0,2}"
    r"(?:overdue|open|outstanding|owed|due|unpaid|late)\b"
)
_PART = re.compile(
    r"\b(?:half|part|parts|partly|first|rest|remaining|remainder|instal\w*|month\w*|each|weekly|"
    r"deposit|disputed|fees?|interest|credit\w*|discount|less|minus|order|new)\b"
)
"""What makes a smaller sum another thing than a wrong one."""
_GAPS: dict[Skill, tuple[tuple[tuple[tuple[str, ...], str], ...], str]] = {
    "tone": (
        (
            (("demand", "questions"), "It does not say plainly that the sum is owed and expected."),
            (("acknowledge", "sympathy"), "No courteous word: show briefly that they were heard."),
        ),
        "It could be plainer and surer still: compare the better line.",
    ),
    "target": (
        ((TARGETS, "It does not ask who decides, nor how and when to reach them."),),
        "Ask for the name, a direct line and a time, all three.",
    ),
    "appeal": (
        (
            (
                APPEALS,
                "No reason that moves them: fairness, their promise, support, their good name.",
            ),
        ),
        "The reason given is not yet tied to the payment that is asked for.",
    ),
    "counter": ((), "It does not yet take away all the force of the reason given."),
    "commitment": (
        ((("times", "confirm"), "It does not say when you will look, nor how it is confirmed."),),
        "What is fixed could be tighter still: compare the better line.",
    ),
}
"""What a skill may want, the first that is true of a reply but not of the recommended ones, and what
is said where none is: one who takes leave need not say once more what is owed."""
_OFFENCE = {
    "threat": "A threat spoils the reply.",
    "abuse": "An insult spoils the reply.",
    "harassment": "Harassment spoils the reply.",
    "deception": "What is not true spoils the reply.",
    "disclosure": "A debt told to others spoils the reply.",
    "hardship_ignored": "Stated hardship brushed aside spoils the reply.",
}


def point_results(grounds: Grounds, situation: Situation) -> tuple[PointResult, ...]:
    """The key points with the words that make them."""
    out = []
    for point, match in zip(situation.key_points, grounds.matches, strict=True):
        hit = match.score >= HIT and not match.turned
        begin, end = grounds.reading.place(match.at, match.to) if hit else (0, 0)
        out.append(PointResult(
            id=point.id, point=point.point, hit=hit,
            quote=grounds.reading.source[begin:end], start=begin, end=end,
        ))  # fmt: skip
    return tuple(out)


def evidence(
    grounds: Grounds, values: dict[str, float], points: tuple[PointResult, ...], situation: Situation,
    view: Lens, model: Model, conduct: Conduct, skills: dict[Skill, SkillResult],
) -> tuple[Evidence, ...]:  # fmt: skip
    """What won and lost points, skill by skill, weightiest first."""
    weights = situation.excuse.weights
    main: Skill = max(weights, key=lambda s: weights[s])
    rows: dict[Skill, list[tuple[float, Evidence]]] = defaultdict(list)
    for cost, one in _offences(grounds, conduct, main if "tone" not in weights else "tone"):
        rows[one.skill].append((cost, one))
    for result, ready in zip(points, view.points, strict=True):
        skill = skill_of(ready, weights)
        if result.hit:
            rows[skill].append((0.5, Evidence(
                skill=skill, effect="+", quote=result.quote, start=result.start, end=result.end,
                why=f"Makes a key point: {_lower(result.point)}",
            )))  # fmt: skip
        else:
            rows[skill].append(
                (0.4, Evidence(skill=skill, effect="-", why=f"Missing: {_lower(result.point)}"))
            )
    for weight, one in _cue_rows(grounds, values, weights, main, model):
        rows[one.skill].append((weight, one))
    if "commitment" in weights:
        rows["commitment"] += [(0.3, one) for one in _missing(values)]
    rows[main] += [(4.0, one) for one in _make(grounds, values, main)]
    rows[main] += [(3.5, one) for one in _wrong_sums(grounds, situation, view, main)]
    out: list[Evidence] = []
    for skill in weights:
        best = sorted(rows[skill], key=lambda row: -row[0])
        if not any(one.effect == "-" for _, one in best) and skills[skill].band < _BEST:
            best.append((0.0, Evidence(skill=skill, effect="-", why=_gap(skill, values))))
        for effect in "+-":
            kept = [one for _, one in best if one.effect == effect and _tells(one, conduct)]
            out += kept[:_A_SKILL]
    return tuple(out)


def _gap(skill: Skill, values: dict[str, float]) -> str:
    """What keeps a skill from the best band where no words are to blame."""
    wanting, otherwise = _GAPS[skill]
    for names, why in wanting:
        if not any(values[name] for name in names) and any(values[f"usual_{n}"] for n in names):
            return why
    return otherwise


def _tells(one: Evidence, conduct: Conduct) -> bool:
    """Whether a person learns from it: no praise for a lone word, nor for a step in a violation."""
    if one.effect == "-" or one.why.startswith("Makes a key point"):
        return True
    return conduct.verdict != "fail" and len(one.quote.split()) > 1


def _make(grounds: Grounds, values: dict[str, float], skill: Skill) -> list[Evidence]:
    """What is wrong with the reply as a whole."""
    said = []
    if grounds.reading.cut:
        said.append("Only the beginning of so long a reply was judged.")
    if values["odd"] >= JUMBLED:
        said.append("The words are not in an order that a person would say.")
    if values["waive"] >= GIVEN_AWAY:
        said.append("It calls off the very steps that are wanted.")
    if values["repeats"] >= AGAIN:
        said.append("The same sentence comes again and again.")
    if values["long"] >= ENDLESS:
        said.append("Far too long for the telephone: say less.")
    if values["fit"] < ELSEWHERE and grounds.reading.tokens:
        said.append("It says too little about this excuse.")
    return [Evidence(skill=skill, effect="-", why=why) for why in said]


def _wrong_sums(grounds: Grounds, situation: Situation, view: Lens, skill: Skill) -> list[Evidence]:
    """Sums that nobody spoke of, said as what is owed or beyond it: the debtor will hold on to them."""
    owed = max(view.full, default=0.0)
    said = []
    for one, value, number in grounds.sums:
        if not owed or value in view.known:
            continue
        beyond = one.marked and value > owed
        if beyond or (value < owed and _states(grounds, one, number)):
            begin, end = grounds.reading.place(one.at, one.to)
            said.append(Evidence(
                skill=skill, effect="-", quote=grounds.reading.source[begin:end], start=begin, end=end,
                why=f"The sum is wrong: {situation.account.amount} is owed.",
            ))  # fmt: skip
    return said[:1]


def _states(grounds: Grounds, one: Sum, number: int) -> bool:
    """Whether the clause says of the sum that it is what is owed, and not a part of it."""
    clause, plain = grounds.clauses[number], grounds.reading.plain
    before, after = plain[clause.at : one.at], plain[one.to : clause.to]
    if _PART.search(before + after):
        return False
    return bool(_OWED_BEFORE.search(before) or _OWED_AFTER.match(after))


def skill_of(point: Point, weights: dict[Skill, float]) -> Skill:
    """The skill of a turn with these `weights` under which a key point is told."""
    for skill in ("target", "commitment", "appeal", "counter", "tone"):
        if skill in point.skills and skill in weights:
            return skill
    return max(weights, key=lambda s: weights[s])


def _lower(point: str) -> str:
    first = point.split(" ", 1)[0]
    text = point if first.isupper() or not point else point[0].lower() + point[1:]
    return text if text.endswith((".", "?")) else text + "."


def _offences(grounds: Grounds, conduct: Conduct, skill: Skill) -> list[tuple[float, Evidence]]:
    text = grounds.reading.source
    return [
        (3.0, Evidence(
            skill=skill, effect="-", quote=text[f.start : f.end], start=f.start, end=f.end,
            why=_OFFENCE[f.kind],
        ))
        for f in conduct.findings if f.severity != "minor"
    ]  # fmt: skip


def _cue_rows(
    grounds: Grounds, values: dict[str, float], weights: dict[Skill, float], main: Skill, model: Model,
) -> list[tuple[float, Evidence]]:  # fmt: skip
    rows: list[tuple[float, Evidence]] = []
    told: dict[str, int] = defaultdict(int)
    cost = _Costs(values, weights, model)
    for found in grounds.cues:
        cue = found.cue
        losing = cue.effect == "-"
        if not losing and cue.group == "demand" and grounds.clauses[found.clause].hedged:
            continue
        if told[cue.id] >= (2 if losing else 1) or (not losing and found.clause in grounds.waived):
            continue
        if losing and cost(cue.group) < TOLD:
            continue
        if cue.skill in weights:
            skill = cue.skill
        elif losing:
            skill = main
        else:
            continue
        told[cue.id] += 1
        begin, end = grounds.reading.place(*_said(grounds, found))
        rows.append((_weight(cue.group, skill, values, model), Evidence(
            skill=skill, effect=cue.effect, quote=grounds.reading.source[begin:end],
            start=begin, end=end, why=cue.why,
        )))  # fmt: skip
    return rows


class _Costs:
    """What groups of cues cost a reply."""

    def __init__(self, values: dict[str, float], weights: dict[Skill, float], model: Model) -> None:
        self._values, self._weights, self._model = values, weights, model
        self._known: dict[str, int] = {}

    def __call__(self, group: str) -> int:
        """How many points more the reply or its best helped skill would have without `group`."""
        if group not in self._known:
            whole, skills = scores(self._model.scales, self._values, self._weights)
            # What the recommended replies show is taken off already: nothing is left to take.
            without = combined({**self._values, group: 0.0, f"usual_{group}": 0.0})
            better, others = scores(self._model.scales, without, self._weights)
            self._known[group] = max(better - whole, *(others[s] - skills[s] for s in skills))
        return self._known[group]


def _said(grounds: Grounds, found: Found) -> tuple[int, int]:
    """The words to show: of praise the whole clause where it is short, so that it reads as said."""
    clause = grounds.clauses[found.clause]
    if found.cue.effect == "+" and len(clause.tokens) <= _A_CLAUSE:
        return clause.at, clause.to
    plain = grounds.reading.plain
    to = found.to
    while going_on := _FIGURE.match(plain, to):
        to = going_on.end()
    return found.at, to


def _weight(group: str, skill: Skill, values: dict[str, float], model: Model) -> float:
    scale = model.scales.get(skill)
    if scale is None:
        return 0.2
    without = combined({**values, group: 0.0})
    change = raw(scale, values) - raw(scale, without)
    return abs(change) + (0.25 if group in GIVING else 0.05)


def _missing(values: dict[str, float]) -> list[Evidence]:
    out = []
    if not values["days"]:
        out.append(Evidence(skill="commitment", effect="-", why="No day is fixed."))
    if not values["sums"] and not values["rest"]:
        out.append(Evidence(skill="commitment", effect="-", why="No sum is named."))
    if not values["methods"] and not values["confirm"]:
        out.append(
            Evidence(
                skill="commitment", effect="-", why="No way of paying and no confirmation is named."
            )
        )
    return out
