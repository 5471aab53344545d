"""The debrief: what a call achieved in money and days, which reply turned it, what to practise."""

from collections import Counter
from statistics import mean

from coach.domain.call import GOOD_OUTCOMES, Call, Outcome
from coach.domain.conversation.state import CallState
from coach.domain.excuse import SKILLS, Skill
from coach.domain.figures import conduct_replies
from coach.domain.scoring.review import Commitment
from coach.practice.promising import PROMISES, promise_sentence, standing_promise, with_currency
from coach.practice.views import Debrief, Exchange, Line

_MEANS: dict[Outcome, str] = {
    "paid_in_full": "Paid in full.",
    "dated_promise": "A dated promise to pay.",
    "part_payment": "A part payment, with the rest dated.",
    "dispute_logged": "The dispute is logged and has a date.",
    "transferred": "You got through to the one who decides.",
    "callback_agreed": "A call-back is agreed.",
    "paused": "Collection is paused and passed to the right place, as it should be here.",
    "refused": "No payment and no date came of this call.",
    "hung_up": "They ended the call.",
    "complaint": "The call ended in a complaint.",
}
_SKILL_ADVICE: dict[Skill, str] = {
    "tone": "Firm tone: say plainly what is owed, without apology and without heat.",
    "target": "The decision-maker: ask who releases the payment, how to reach them and when.",
    "appeal": "Appeal: give one true reason that fits their mood before you ask.",
    "counter": "Countering: answer the reason they gave, and ask the question that tests it.",
    "commitment": "Commitment: close on an amount, a day, an hour and a method.",
}
_MOVED = "It moved them most towards paying."
_MOVED_AS_FAR = "No other reply moved them further towards paying."
_COST = "It set them back further than any other reply."
_SOLID = 75
"""From this score on, a skill needs no special practice."""


def debrief_of(
    call: Call,
    state: CallState,
    exchanges: tuple[Exchange, ...],
    lines: tuple[Line, ...],
    before: dict[str, int],
) -> Debrief:
    """The debrief of a call as it stands; `before` are the skills of the last attempt at it."""
    skills = _skills(exchanges)
    commitment = with_currency(call, standing_promise(state.outcome, exchanges))
    verdicts = Counter(exchange.review.conduct.verdict for exchange in exchanges)
    turning, why = turning_point(exchanges)
    return Debrief(
        title=call.title,
        outcome=state.outcome,
        good=state.outcome in GOOD_OUTCOMES,
        sentence=_sentence(call, state, commitment),
        turning_point=turning,
        why=why,
        score=round(mean(exchange.points for exchange in exchanges)) if exchanges else 0,
        skills=skills,
        change={skill: score - before[skill] for skill, score in skills.items() if skill in before},
        conduct_findings=conduct_replies(verdicts["fail"], verdicts["minor"]),
        exchanges=exchanges,
        found=tuple(call.finding(name).label for name in state.found),
        lines=lines,
        practise_next=_next(exchanges, skills),
        commitment=commitment,
        seconds=sum(exchange.seconds for exchange in exchanges),
    )


def _skills(exchanges: tuple[Exchange, ...]) -> dict[Skill, int]:
    found: dict[Skill, int] = {}
    for skill in SKILLS:
        scores = [e.review.skills[skill].score for e in exchanges if skill in e.review.skills]
        if scores:
            found[skill] = round(mean(scores))
    return found


def _sentence(call: Call, state: CallState, commitment: Commitment | None) -> str:
    if state.outcome is None:
        return (
            "The call is paused. Continue it from the home screen or with `coach play --continue`."
        )
    parts = [_MEANS[state.outcome]]
    if commitment is not None and state.outcome != "paid_in_full":
        parts = [promise_sentence(call, commitment)]
    elif state.outcome in PROMISES and state.outcome != "paid_in_full":
        parts.append(f"{call.account.amount} is owed; the day was theirs to name, not yours.")
    own = call.outcomes.get(state.outcome)
    if own and state.outcome not in PROMISES:
        return own
    return " ".join([*parts, own] if own else parts)


def turning_point(exchanges: tuple[Exchange, ...]) -> tuple[int | None, str]:
    """The reply that turned the call: by its author's note, else the one that moved them most.

    Where replies only cost patience and none cost more than the others, none turned it.
    """
    noted = [
        (e.number, event.what) for e in exchanges for event in e.events if event.kind == "turning"
    ]
    if noted:
        return noted[-1]
    moved = [
        (sum(event.change for event in e.events if event.kind in {"willingness", "patience"}), e)
        for e in exchanges
    ]
    if not moved:
        return None, ""
    changes = [change for change, _ in moved]
    best = max(moved, key=lambda pair: (pair[0], pair[1].points))
    worst = min(moved, key=lambda pair: (pair[0], pair[1].points))
    if best[0] > 0:
        alone = changes.count(best[0]) == 1
        return best[1].number, _MOVED if alone else _MOVED_AS_FAR
    if worst[0] < 0 and changes.count(worst[0]) == 1:
        return worst[1].number, _COST
    return None, ""


def _next(exchanges: tuple[Exchange, ...], skills: dict[Skill, int]) -> tuple[str, ...]:
    """Up to three things to practise, the gravest first."""
    found: list[str] = []
    for exchange in exchanges:
        for finding in exchange.review.conduct.findings:
            instead = f" Say instead: {finding.say_instead}" if finding.say_instead else ""
            found.append(
                f"Conduct, reply {exchange.number}: {finding.why or finding.rule}{instead}"
            )
    for skill, score in sorted(skills.items(), key=lambda pair: pair[1]):
        if score < _SOLID:
            found.append(_SKILL_ADVICE[skill])
    missed = Counter(
        point.point
        for exchange in exchanges
        for point in exchange.review.key_points
        if not point.hit
    )
    found.extend(f"Left out: {point}" for point, _ in missed.most_common(2))
    return tuple(dict.fromkeys(found))[:3]
