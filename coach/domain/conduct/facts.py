"""Whether a rule holds in a call: country, debt, collector, who is on the line, and its facts."""

from coach.domain.conduct.rule import Applies, Facts, Rule
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
        and facts_hold(rule.facts, standing)
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


def given(facts: Facts) -> dict[str, bool | str]:
    """The facts that are given, by name."""
    values = {name: getattr(facts, name) for name in Facts.__struct_fields__}
    return {name: value for name, value in values.items() if value is not None and value != ""}


def facts_hold(facts: Facts, standing: Standing) -> bool:
    """Whether all facts given are as they are in the call. Raises FactError for unreadable ones."""
    for name, wanted in given(facts).items():
        value = getattr(standing, name)
        if isinstance(wanted, bool):
            holds_so = value == wanted
        elif name == "local_time":
            how, _, span = wanted.partition(" ")
            holds_so = _clock(str(value), how, span)
        else:
            holds_so = int(value) > _most(wanted)
        if not holds_so:
            return False
    return True


def _most(wanted: str) -> int:
    """The figure of `over 7`."""
    word, _, figure = wanted.partition(" ")
    if word != "over" or not figure.isdigit():
        raise FactError(f"`{wanted}` is no number of calls: write `over 7`.")
    return int(figure)


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
