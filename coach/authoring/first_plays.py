"""The first play scripts of a call that was just made: a good path, a weak one, one that breaks conduct."""

from collections.abc import Callable, Iterator
from pathlib import Path

from coach.authoring.layout import Value, listed
from coach.content.packs import PLAYS_ENDING, read_pack
from coach.domain.call import Call, Library, Play, PlayLine
from coach.library import Shelf, call_situation, turn_excuse
from coach.practice.rehearsal import GOOD, rehearse_play
from coach.practice.staging import Scorer

_HEAD = (
    "# Play scripts: what a trainee types, and how the call must go. `coach pack test` runs them.\n"
)
_WEAK = "Oh, sorry to bother you. Maybe I will try some other time."
_WRONG = "You are a liar and a thief, and I will send somebody round tonight."


def write_plays(folder: Path, call_id: str, scorer_for: Callable[[Library], Scorer]) -> Path | None:
    """Write the play scripts beside a call; none where the pack or the call cannot be used yet."""
    library = read_pack(folder).library
    call = library.calls.get(call_id) if library else None
    if library is None or call is None:
        return None
    scorer = scorer_for(library)
    shelf = Shelf({library.pack.id: library}, [])
    plays = [
        next(play for play in options if not rehearse_play(shelf, library, call, play, scorer).faults)
        for options in (
            _good(shelf, library, call, scorer),
            iter((Play(name="weak path", lines=(PlayLine(say=_WEAK, band=(0, 1)),)), _only(_WEAK))),
            iter((
                Play(name="breaks conduct", lines=(PlayLine(say=_WRONG, conduct="fail"),),
                     outcome="complaint"),
                _only(_WRONG),
            )),
        )
    ]  # fmt: skip
    path = folder / "calls" / f"{call_id}{PLAYS_ENDING}"
    path.write_text(_HEAD + listed([_plain(play) for play in plays]), encoding="utf-8")
    return path


def _good(shelf: Shelf, library: Library, call: Call, scorer: Scorer) -> Iterator[Play]:
    """The recommended responses, turn by turn: with all that can be expected of them, then with less."""
    lines: list[PlayLine] = []
    for turn in call.turns:
        excuse = turn_excuse(shelf, library, turn)
        situation = call_situation(library, call, turn, excuse, call.cast[turn.speaker])
        reviews = [(scorer.review(situation, one), one) for one in situation.excuse.responses]
        review, best = max(reviews, key=lambda pair: pair[0].score)
        band = (GOOD, 4) if review.band >= GOOD else None
        lines.append(PlayLine(say=best, turn=turn.id, band=band))
    yield Play(name="good path", lines=tuple(lines), outcome="dated_promise")
    yield Play(name="good path", lines=tuple(lines))
    yield _only(lines[0].say, "good path")


def _only(say: str, name: str = "weak path") -> Play:
    return Play(name=name, lines=(PlayLine(say=say),))


def _plain(play: Play) -> dict[str, Value]:
    lines: list[Value] = []
    for line in play.lines:
        one: dict[str, Value] = {"say": line.say}
        if line.turn:
            one["turn"] = line.turn
        if line.band:
            one["band"] = list(line.band)
        if line.conduct:
            one["conduct"] = line.conduct
        lines.append(one)
    made: dict[str, Value] = {"name": play.name, "lines": lines}
    if play.outcome:
        made["outcome"] = play.outcome
    return made
