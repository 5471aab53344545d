"""Rehearsal: a pack's own examples, recommended responses and play scripts, run for real."""

from collections.abc import Iterator

import msgspec

from coach.domain.call import Call, Library, Play, PlayLine
from coach.domain.conversation.state import CallState, Said, Stage
from coach.domain.conversation.step import begin, step
from coach.domain.excuse import Excuse
from coach.domain.scoring.review import Review, Situation
from coach.library import Shelf, call_situation, drill_situation
from coach.practice.staging import Scorer, asked_for, situation_at, stage_for

GOOD = 3
"""The band that a recommended response must reach."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was tried, and whether it went as its author wants."""

    kind: str
    """`example`, `response` or `play`."""
    ref: str
    """The excuse or the call, `pack/name`."""
    name: str
    """Which one of it."""
    faults: tuple[str, ...]
    """What went otherwise, one sentence each; empty: as wanted."""


def rehearse(shelf: Shelf, library: Library, scorer: Scorer) -> Iterator[Case]:
    """Try everything in a pack."""
    for excuse in library.excuses.values():
        yield from rehearse_excuse(library, excuse, scorer)
    for call in library.calls.values():
        for turn in call.turns:
            if turn.own is not None:
                person = call.cast[turn.speaker]
                situation = call_situation(library, call, turn, turn.own, person)
                yield from rehearse_in(situation, f"{library.pack.id}/{call.id}/{turn.id}", scorer)
        for play in library.plays.get(call.id, ()):
            yield rehearse_play(shelf, library, call, play, scorer)


def rehearse_excuse(library: Library, excuse: Excuse, scorer: Scorer) -> Iterator[Case]:
    """An excuse's recommended responses and its golden examples, as it is drilled."""
    situation = drill_situation(library, excuse)
    yield from rehearse_in(situation, f"{library.pack.id}/{excuse.id}", scorer)


def rehearse_in(situation: Situation, ref: str, scorer: Scorer) -> Iterator[Case]:
    """The recommended responses and golden examples of an excuse in one situation."""
    for number, response in enumerate(situation.excuse.responses, 1):
        review = scorer.review(situation, response)
        faults = (
            []
            if review.band >= GOOD
            else [f"reaches band {review.band}, not {GOOD}; {_missed(review)}"]
        )
        faults += _conduct(review, "ok")
        yield Case(kind="response", ref=ref, name=f"response {number}", faults=tuple(faults))
    for number, example in enumerate(situation.excuse.examples, 1):
        review = scorer.review(situation, example.answer)
        faults = _band(review.band, example.band, "band")
        for skill, wanted in example.skills.items():
            if skill in review.skills:
                faults += _band(review.skills[skill].band, wanted, skill)
        if example.conduct is not None:
            faults += _conduct(review, example.conduct)
        yield Case(kind="example", ref=ref, name=f"example {number}", faults=tuple(faults))


def rehearse_play(shelf: Shelf, library: Library, call: Call, play: Play, scorer: Scorer) -> Case:
    """One play script."""
    stage = stage_for(shelf, library, call, play.level or "normal", play.seed)
    beat = begin(stage)
    state, lines = beat.state, list(beat.said)
    faults: list[str] = []
    for number, line in enumerate(play.lines, 1):
        if state.ended:
            faults.append(f"line {number}: the call has ended before it ({state.outcome})")
            break
        faults += _placed(stage, state, line, number)
        review = scorer.review(situation_at(stage, state, library, lines), line.say)
        faults += [f"line {number}: {fault}" for fault in _reviewed(review, line)]
        before = set(state.found)
        beat = step(stage, state, review, asked_for(call, scorer, line.say))
        lines += [Said(who="trainee", name="You", text=line.say, reply=number), *beat.said]
        state = beat.state
        kept = [name for name in line.reveals if name not in set(state.found) - before]
        faults += [f"line {number}: `{name}` does not come out" for name in kept]
    if play.outcome and state.outcome != play.outcome:
        ended = state.outcome or f"not ended, at turn {state.turn}"
        faults.append(f"ends as {ended}, not {play.outcome}")
    return Case(
        kind="play", ref=f"{library.pack.id}/{call.id}", name=play.name, faults=tuple(faults)
    )


def _placed(stage: Stage, state: CallState, line: PlayLine, number: int) -> list[str]:
    faults = []
    if line.turn and line.turn != state.turn:
        faults.append(f"line {number}: answers turn {state.turn}, not {line.turn}")
    speaker = stage.call.turn(state.turn).speaker
    if line.speaker and line.speaker != speaker:
        faults.append(f"line {number}: {speaker} is on the line, not {line.speaker}")
    return faults


def _reviewed(review: Review, line: PlayLine) -> list[str]:
    faults = _band(review.band, line.band, "band") if line.band else []
    return faults + (_conduct(review, line.conduct) if line.conduct else [])


def _band(got: int, wanted: tuple[int, int], what: str) -> list[str]:
    if wanted[0] <= got <= wanted[1]:
        return []
    return [f"{what} is {got}, wanted {wanted[0]} to {wanted[1]}"]


def _conduct(review: Review, wanted: str) -> list[str]:
    if review.conduct.verdict == wanted:
        return []
    named = ", ".join(f'{finding.rule} "{finding.quote}"' for finding in review.conduct.findings)
    return [
        f"conduct is {review.conduct.verdict}, wanted {wanted}" + (f" ({named})" if named else "")
    ]


def _missed(review: Review) -> str:
    missed = [point.id for point in review.key_points if not point.hit]
    skills = ", ".join(f"{skill} {result.band}" for skill, result in review.skills.items())
    return f"skills {skills}; key points not made: {', '.join(missed) or 'none'}"
