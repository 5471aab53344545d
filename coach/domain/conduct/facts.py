"""Whether a rule holds in a call: country, debt, collector, who is on the line, and its facts."""

from coach.domain.conduct.rule import Applies, Fact, Rule
from coach.domain.excuse import Standing
from coach.domain.scoring.review import Situation


class FactError(ValueError):
    """A fact of a rule that cannot be read; the message tells its author why."""


def holds(rule: Rule, situation: Situation) -> bool:
    """Whether `rule` is in force in `situation`."""
    standing = situation.standing
    return (
        _applies(rule.applies, situation)
        and _steps(rule, standing)
        and all(fact_holds(name, wanted, standing) for name, wanted in rule.facts.items())
    )


def _applies(applies: Applies, situation: Situation) -> bool:
    standing = situation.standing
    debt = standing.debt or ("consumer" if situation.market == "consumer" else "business")
    place = standing.jurisdiction
    return (
        (not applies.country or any(_covers(country, place) for country in applies.country))
        and applies.market in (None, situation.market)
        and (not applies.debt or debt in applies.debt)
        and applies.collector in (None, standing.collector)
        and (not applies.speaker or situation.speaker.role in applies.speaker)
    )


def _covers(country: str, place: str) -> bool:
    """A place covers itself and its parts; a call that names no place falls under every rule."""
    return not place or place == country or place.startswith(f"{country}-")


def _steps(rule: Rule, standing: Standing) -> bool:
    if not rule.lacks_step:
        return True
    intended = standing.next_steps
    return intended is not None and not set(rule.lacks_step) & set(intended)


def fact_holds(name: str, wanted: Fact, standing: Standing) -> bool:
    """Whether one fact is as wanted. Raises FactError for one that cannot be read."""
    if name not in Standing.__struct_fields__:
        raise FactError(f"There is no fact `{name}`.")
    value = getattr(standing, name)
    if not isinstance(wanted, str):
        return bool(value == wanted)
    words = wanted.split()
    if name == "local_time" and len(words) == 2:  # noqa: PLR2004 - `outside 08:00-21:00`
        return _clock(str(value), words[0], words[1])
    if name == "calls_this_week" and len(words) == 2 and words[0] == "over":  # noqa: PLR2004
        return int(value) > int(words[1])
    return bool(value == wanted)


def _clock(value: str, how: str, span: str) -> bool:
    """Whether a time of day lies inside or outside a span; an unstated time lies in neither."""
    first, _, last = span.partition("-")
    if how not in ("inside", "outside") or not last:
        raise FactError(f"`{how} {span}` is no span of hours: write `outside 08:00-21:00`.")
    if not value:
        return False
    now = _minutes(value)
    inside = _minutes(first) <= now < _minutes(last)
    return inside if how == "inside" else not inside


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes or 0)
