"""Judging old replies by today's scorer; the new review is kept beside the first."""

from collections.abc import Callable

import msgspec

from coach.domain.call import Library
from coach.domain.conversation.state import Said
from coach.domain.excuse import Level
from coach.domain.mastery import HINT_COST
from coach.domain.scoring.review import Situation
from coach.library import LibraryError, Shelf, drill_situation
from coach.practice.playing import Wiring
from coach.practice.staging import Scorer, situation_at, stage_for
from coach.storage import attempts, reviews
from coach.storage.attempts import StoredReply


class Rescored(msgspec.Struct, frozen=True, kw_only=True):
    """What came of judging one attempt again."""

    attempt: str
    """The attempt."""
    title: str
    """Its title."""
    scorer: str
    """The version that judged; empty: none did."""
    added: int
    """Reviews added."""
    known: int
    """Replies that this version had judged already."""
    moved: int
    """Added reviews whose band differs from the one before."""
    trouble: str
    """Why it could not be judged; empty: it was."""


def rescore_attempt(
    wiring: Wiring, shelf: Shelf, scorer_for: Callable[[Library], Scorer], attempt: str
) -> Rescored:
    """Judge every reply of an attempt by today's scorer. Raises StorageError."""
    row = reviews.attempt_head(wiring.records, attempt)
    if row is None:
        return _trouble(attempt, "", "there is no such attempt")
    stored = [one for one in attempts.replies_of(wiring.records, attempt) if one.review is not None]
    try:
        library, situations = _situations(shelf, row, stored, wiring)
    except (LibraryError, KeyError) as error:
        # A pack that was changed may no longer hold the turn that was answered.
        return _trouble(attempt, row["title"], f"its content is no longer at hand: {error}")
    scorer = scorer_for(library)
    judged = reviews.reviews_of(wiring.records, attempt)
    last = {one.reply: one for one in judged}
    known = {one.reply for one in judged if one.scorer == scorer.version}
    added = moved = 0
    for one, situation in zip(stored, situations, strict=True):
        if one.reply.id in known:
            continue
        review = scorer.review(situation, one.reply.answer)
        points = max(0, review.score - HINT_COST * one.reply.hints)
        version = library.pack.version
        if reviews.add_second_review(
            wiring.records, one.reply.id, review, points, wiring.now(), version
        ):
            added += 1
            moved += last[one.reply.id].review.band != review.band
    return Rescored(
        attempt=attempt, title=row["title"], scorer=scorer.version, added=added, known=len(known),
        moved=moved, trouble="",
    )  # fmt: skip


def _trouble(attempt: str, title: str, why: str) -> Rescored:
    return Rescored(attempt=attempt, title=title, scorer="", added=0, known=0, moved=0, trouble=why)


def _situations(
    shelf: Shelf, row: dict[str, object], stored: list[StoredReply], wiring: Wiring
) -> tuple[Library, list[Situation]]:
    """The situation of each reply, as it was met."""
    ref = str(row["ref"])
    if row["kind"] == "drill":
        library, excuse = shelf.excuse(ref)
        return library, [drill_situation(library, excuse)] * len(stored)
    library, call = shelf.call(ref)
    level, seed = msgspec.convert((row["level"], row["seed"]), tuple[Level, int])
    stage = stage_for(shelf, library, call, level, seed)
    full = attempts.attempt_row(wiring.records, str(row["id"])) or {}
    lines: list[Said] = list(attempts.opening_of(full)[1])
    made = []
    for one in stored:
        number = one.reply.number
        heard = [line for line in lines if line.reply < number]
        made.append(situation_at(stage, one.before, library, heard))
        said = Said(who="trainee", name="You", text=one.reply.answer, reply=number)
        # A later take of a reply replaces what was said from there on.
        lines = [*heard, said, *one.said]
    return library, made
