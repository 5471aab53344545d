"""One step of a call: the reply has its effect, findings come out, a route is taken, they speak."""

from collections.abc import Iterable

import msgspec

from coach.domain.call import Draw, Outcome, Route
from coach.domain.conversation.choice import choose, lines_for, number
from coach.domain.conversation.effects import GOOD, Effect, effect_of
from coach.domain.conversation.routes import route_for
from coach.domain.conversation.state import (
    CallState,
    Event,
    ReactionKind,
    Said,
    Stage,
    excuse_at,
    person_at,
    turn_at,
)
from coach.domain.excuse import Excuse, Person
from coach.domain.fill import fill, values_for
from coach.domain.scoring.review import Review

FULL_WILLINGNESS = 7
LAST_TRY = 4
"""How often an excuse is repeated before the other side gives the call up."""
_EXTRA_EXCUSES = {"easy": 0, "normal": 0, "hard": 2}
_PATIENCE = {"easy": 1, "normal": 0, "hard": -1}
_REVEALED_FROM = {"easy": 0, "normal": 0, "hard": 2}
"""Lowest band of a reply that gets a finding out, by level."""


class Beat(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one reply."""

    state: CallState
    """The call after it."""
    said: tuple[Said, ...]
    """What is said and told after it."""
    events: tuple[Event, ...]
    """What it brought about."""


def begin(stage: Stage) -> Beat:
    """Open the call: who comes to the telephone and what they say first."""
    call = stage.call
    state = CallState(
        turn=call.start,
        mood={name: person.mood for name, person in call.cast.items()},
        patience=max(1, call.patience + _PATIENCE[stage.level]),
        willingness=call.willingness,
    )
    return _speak(stage, _with_draw(stage, state, None), [], [], 0)


def step(stage: Stage, state: CallState, review: Review, asked: Iterable[str]) -> Beat:
    """Take one reply. `asked`: the findings that it asks for. Raises ValueError on an ended call."""
    if state.ended:
        message = "the call has ended"
        raise ValueError(message)
    turn, person = turn_at(stage, state), person_at(stage, state)
    effect = effect_of(review, person.mood, stage.level, stage.call.account.promises_broken)
    tries = {**state.tries, turn.id: state.tries.get(turn.id, 0) + 1}
    events: list[Event] = []
    told: list[str] = []
    after = _felt(state, turn.speaker, effect, events)
    after = msgspec.structs.replace(after, tries=tries, number=state.number + 1)
    after = _asked(stage, after, review, asked, told, events)
    if state.back_to and after.patience > 0 and review.conduct.verdict != "fail":
        route = Route(go=state.back_to)
    else:
        route = route_for(turn, after, review)
    return _take(stage, after, route, review, effect, told, events)


def _felt(state: CallState, name: str, effect: Effect, events: list[Event]) -> CallState:
    patience = max(0, state.patience + effect.patience)
    willingness = min(FULL_WILLINGNESS, max(0, state.willingness + effect.willingness))
    _note_changes(state, patience, willingness, events)
    mood = dict(state.mood)
    if effect.mood and effect.mood != mood[name]:
        mood[name] = effect.mood
        events.append(Event(kind="mood", what=effect.mood))
    return msgspec.structs.replace(state, patience=patience, willingness=willingness, mood=mood)


def _note_changes(state: CallState, patience: int, willingness: int, events: list[Event]) -> None:
    if patience != state.patience:
        events.append(Event(kind="patience", what="patience", change=patience - state.patience))
    if willingness != state.willingness:
        events.append(
            Event(kind="willingness", what="willingness", change=willingness - state.willingness)
        )


def _asked(
    stage: Stage,
    state: CallState,
    review: Review,
    asked: Iterable[str],
    told: list[str],
    events: list[Event],
) -> CallState:
    """Findings that were asked for come out; what was told already is noticed."""
    person = person_at(stage, state)
    found = state.found
    patience = state.patience
    for name in dict.fromkeys(asked):
        if name in state.found:
            if name not in person.knows:
                continue  # somebody else told it; asking this one again is no rudeness
            events.append(Event(kind="asked_again", what=name))
            told.append(_reaction(stage, state, "told_already"))
            patience = max(0, patience - 1)
        elif (
            name in person.knows
            and review.conduct.verdict != "fail"
            and review.band >= _REVEALED_FROM[stage.level]
        ):
            found = (*found, name)
            events.append(Event(kind="found", what=name))
            lines = lines_for(stage.call.finding(name).told, person.mood)
            if lines:
                told.append(choose(lines, stage.seed, state.number, name))
    return msgspec.structs.replace(state, found=found, patience=patience)


def _take(
    stage: Stage,
    state: CallState,
    route: Route,
    review: Review,
    effect: Effect,
    told: list[str],
    events: list[Event],
) -> Beat:
    turn = turn_at(stage, state)
    willingness = min(FULL_WILLINGNESS, max(0, state.willingness + route.willingness))
    patience = max(0, state.patience + route.patience)
    _note_changes(state, patience, willingness, events)
    found = state.found
    for name in route.reveal:
        if name not in found:
            found = (*found, name)
            events.append(Event(kind="found", what=name))
    mood = {**state.mood, turn.speaker: route.mood} if route.mood else state.mood
    if route.mood and route.mood != state.mood[turn.speaker]:
        events.append(Event(kind="mood", what=route.mood))
    state = msgspec.structs.replace(
        state, willingness=willingness, patience=patience, found=found, mood=mood
    )
    if route.note:
        events.append(Event(kind="turning", what=route.note))
    lines = lines_for(route.says, state.mood[turn.speaker])
    reaction = choose(lines, stage.seed, state.number, turn.id, "reacts") if lines else ""
    if route.end:
        return _end(stage, state, route.end, [*told, reaction], events)
    if state.patience <= 0:
        kind: ReactionKind = "complains" if review.conduct.verdict == "fail" else "hangs_up"
        return _end(stage, state, "hung_up", [*told, _reaction(stage, state, kind)], events)
    if not reaction and effect.reaction:
        reaction = _reaction(stage, state, effect.reaction)
    return _onward(stage, state, route, review, [*told, reaction], events)


def _onward(
    stage: Stage,
    state: CallState,
    route: Route,
    review: Review,
    before: list[str],
    events: list[Event],
) -> Beat:
    number_of_reply = state.number - 1
    if route.again:
        if state.tries[state.turn] >= LAST_TRY:
            return _end(
                stage, state, "refused", [*before, _reaction(stage, state, "gives_up")], events
            )
        return _speak(stage, state, before, events, number_of_reply)
    if route.draw:
        drawn = _with_draw(stage, msgspec.structs.replace(state, back_to=""), route.draw)
        if not drawn.drawn:
            return _end(
                stage, state, "refused", [*before, _reaction(stage, state, "gives_up")], events
            )
        return _speak(stage, drawn, before, events, number_of_reply)
    target = route.go or state.turn
    extra = _extra(stage, state, review, target)
    if extra is not None:
        return _speak(stage, extra, before, events, number_of_reply)
    old = person_at(stage, state)
    handed = stage.call.turn(target).speaker != turn_at(stage, state).speaker
    onward = msgspec.structs.replace(state, turn=target, drawn="", back_to="")
    onward = _with_draw(stage, onward, None)
    if handed:
        new = person_at(stage, onward)
        events.append(Event(kind="handed_over", what=new.name or new.position))
    return _speak(stage, onward, before, events, number_of_reply, handed_by=old if handed else None)


def _extra(stage: Stage, state: CallState, review: Review, target: str) -> CallState | None:
    """On a hard call, a well-answered excuse is sometimes followed by another of its family."""
    if state.extras >= _EXTRA_EXCUSES[stage.level] or review.band < GOOD or state.back_to:
        return None
    if (
        stage.call.turn(target).speaker != turn_at(stage, state).speaker
        or number(stage.seed, state.number, "extra") % 2
    ):
        return None
    family = excuse_at(stage, state).family
    after = _with_draw(stage, state, Draw(family=(family,)))
    if not after.drawn or after.drawn == state.drawn:
        return None
    return msgspec.structs.replace(after, extras=state.extras + 1, back_to=target)


def _with_draw(stage: Stage, state: CallState, draw: Draw | None) -> CallState:
    """Draw the excuse that a turn or a route wants; without a draw, none."""
    wanted = draw or stage.call.turn(state.turn).draw
    if wanted is None:
        return msgspec.structs.replace(state, drawn="")
    options = [excuse for excuse in stage.pool if _fits(excuse, wanted, state, stage)]
    if not options:
        return msgspec.structs.replace(state, drawn="")
    excuse = choose(options, stage.seed, state.number, state.turn, "draw")
    return msgspec.structs.replace(state, drawn=excuse.id)


def _fits(excuse: Excuse, draw: Draw, state: CallState, stage: Stage) -> bool:
    own = {stage.excuses[name].id for name in stage.excuses}
    return (
        excuse.account is None  # one with an account of its own belongs to another situation
        and excuse.id not in state.heard
        and excuse.id not in own
        and (not draw.family or excuse.family in draw.family)
        and (not draw.among or excuse.id in draw.among)
        and (draw.level is None or excuse.level == draw.level)
    )


def _speak(
    stage: Stage,
    state: CallState,
    before: list[str],
    events: list[Event],
    reply: int,
    *,
    handed_by: Person | None = None,
) -> Beat:
    """The person on the line says what they have to say, after the reaction of who spoke before."""
    person = person_at(stage, state)
    values = values_for(stage.call.account, person)
    excuse = excuse_at(stage, state)
    lines = lines_for(excuse.says, person.mood)
    tries = 0 if state.drawn else state.tries.get(state.turn, 0)
    line = fill(lines[min(tries, len(lines) - 1)], values)
    said: list[Said] = []
    reaction = _joined(before, values)
    if reaction:
        said.append(_said(handed_by or person, reaction, reply))
    if handed_by:
        said.append(Said(who="stage", name="", text=_arrival(person), reply=reply))
    said.append(_said(person, line, reply))
    if excuse.id not in state.heard:
        events.append(Event(kind="excuse", what=excuse.id))
    heard = state.heard if excuse.id in state.heard else (*state.heard, excuse.id)
    standing = turn_at(stage, state).standing or state.standing
    after = msgspec.structs.replace(state, says=line, heard=heard, standing=standing)
    return Beat(state=after, said=tuple(said), events=tuple(events))


def _joined(parts: list[str], values: dict[str, str]) -> str:
    """The parts as one speech; what one part says already is not said twice."""
    kept: list[str] = []
    for part in filter(None, parts):
        if not any(part in other for other in kept):
            kept = [other for other in kept if other not in part] + [part]
    return " ".join(fill(part, values) for part in kept)


def _said(person: Person, text: str, reply: int) -> Said:
    return Said(who="debtor", name=person.name or person.position, text=text, reply=reply)


def _arrival(person: Person) -> str:
    if person.name and person.position:
        return f"{person.name}, {person.position}, comes to the telephone."
    return f"{person.name or person.position.capitalize()} comes to the telephone."


def _end(
    stage: Stage, state: CallState, outcome: Outcome, before: list[str], events: list[Event]
) -> Beat:
    person = person_at(stage, state)
    reply = state.number - 1
    text = _joined(before, values_for(stage.call.account, person))
    said = [_said(person, text, reply)] if text else []
    if outcome in {"hung_up", "complaint"}:
        said.append(Said(who="stage", name="", text="The line goes dead.", reply=reply))
    events.append(Event(kind="ended", what=outcome))
    promised = outcome in {"paid_in_full", "dated_promise", "part_payment"}
    ended = msgspec.structs.replace(
        state, outcome=outcome, promised_to=person.name if promised else ""
    )
    return Beat(state=ended, said=tuple(said), events=tuple(events))


def _reaction(stage: Stage, state: CallState, kind: ReactionKind) -> str:
    lines = lines_for(stage.reactions.get(kind, ()), person_at(stage, state).mood)
    return choose(lines, stage.seed, state.number, kind) if lines else ""
