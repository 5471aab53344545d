"""Which way a reply leads: the first route whose conditions hold."""

from coach.domain.call import Promised, Route, Turn, When
from coach.domain.conversation.state import CallState
from coach.domain.scoring.review import Commitment, Review


def promised(commitment: Commitment) -> Promised:
    """What the reply fixed, in the words of the routes."""
    if not commitment.date:
        return "none"
    if commitment.share in {"full", "part"}:
        return "full" if commitment.share == "full" else "part"
    return "dated"


def route_for(turn: Turn, state: CallState, review: Review) -> Route:
    """The route taken; `state` is as the reply left it. A turn's last route always holds."""
    for route in turn.routes:
        if holds(route.when, state, review, state.tries.get(turn.id, 0)):
            return route
    return turn.routes[-1]


def holds(when: When, state: CallState, review: Review, tries: int) -> bool:
    """Whether all that `when` asks for is so."""
    hits = {point.id for point in review.key_points if point.hit}
    return all((
        _within(when.band, review.band),
        all(_within(want, _skill_band(review, skill)) for skill, want in when.skill.items()),
        hits.issuperset(when.hit),
        hits.isdisjoint(when.missed),
        not when.conduct or review.conduct.verdict in when.conduct,
        not when.promised or promised(review.commitment) in when.promised,
        set(state.found).issuperset(when.knows),
        _within(when.patience, state.patience),
        _within(when.willingness, state.willingness),
        _within(when.tries, tries),
    ))  # fmt: skip


def _within(limits: tuple[int, int] | None, value: int) -> bool:
    return limits is None or limits[0] <= value <= limits[1]


def _skill_band(review: Review, skill: str) -> int:
    result = {str(name): result for name, result in review.skills.items()}.get(skill)
    return result.band if result else review.band
