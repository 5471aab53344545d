"""The form in which an attempt travels between machines: one JSON line, checked when it is read."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from coach.domain.call import Outcome
from coach.domain.conversation.state import CallState, Event, Said
from coach.domain.excuse import Family, Level
from coach.domain.scoring.review import Review

FORMAT = "coach.attempt/1"
"""What each exported line says of itself."""

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Moment = Annotated[str, msgspec.Meta(pattern=r"^[12]\d{3}-\d\d-\d\dT", max_length=40)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Band = Annotated[int, msgspec.Meta(ge=0, le=4)]
Score = Annotated[int, msgspec.Meta(ge=0, le=100)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e9)]


class Travelling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What travels refuses fields it does not know: they would be lost."""


class SentReview(Travelling, frozen=True, kw_only=True):
    """A review of a reply."""

    scorer: Id
    """The scorer's version."""
    points: Score
    """Score after hints."""
    reviewed_at: Moment
    """ISO time, UTC."""
    pack_version: str
    """The pack it was judged with; empty: the attempt's own."""
    review: Review
    """The review."""


class SentCorrection(Travelling, frozen=True, kw_only=True):
    """A correction by a person."""

    id: Id
    """UUID."""
    skill: str
    """The skill; empty: the reply as a whole."""
    machine: Band
    """The machine's band."""
    band: Band
    """The person's."""
    scorer: str
    """Version that gave the machine's."""
    reason: str
    """Why."""
    given_by: str
    """Who."""
    given_at: Moment
    """ISO time, UTC."""


class SentReply(Travelling, frozen=True, kw_only=True):
    """A reply with all that came of it."""

    id: Id
    """UUID."""
    number: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    """Which reply of the call."""
    take: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    """Which try at it."""
    counts: bool
    """Whether it was not taken back."""
    turn: str
    """The turn."""
    excuse: Id
    """The excuse."""
    family: Family
    """Its family."""
    speaker: str
    """Who was on the line."""
    says: str
    """What it answers."""
    answer: str
    """As typed."""
    hints: Count
    """Hints taken."""
    seconds: Seconds
    """Time taken."""
    given_at: Moment
    """ISO time, UTC."""
    before: CallState
    """The call before it."""
    after: CallState | None
    """The call after it; none: it was cut off."""
    said: tuple[Said, ...]
    """What was said after it."""
    events: tuple[Event, ...]
    """What it brought about."""
    reviews: tuple[SentReview, ...]
    """Its reviews, the first first."""
    corrections: tuple[SentCorrection, ...]
    """Its corrections."""


class SentPromise(Travelling, frozen=True, kw_only=True):
    """A promise obtained."""

    id: Id
    """UUID."""
    reply: Id
    """The reply that closed it."""
    person: str
    """Who promised."""
    share: str
    """How the sum stands to what is owed."""
    amount: str
    """The sum."""
    date: str
    """The day as said."""
    time: str
    """The hour as said."""
    method: str
    """How it is paid."""
    called_on: str = ""
    """The day of the call, where it plays on a day of its own; empty: the day on which it ended."""


class SentOpening(Travelling, frozen=True, kw_only=True):
    """How an attempt began."""

    state: CallState
    """The call at its beginning."""
    said: tuple[Said, ...]
    """What was said."""


class SentAttempt(Travelling, frozen=True, kw_only=True):
    """One line of an export."""

    format: Literal["coach.attempt/1"]
    """What it is."""
    masked: bool
    """Whether telephone and account numbers were made unreadable."""
    trainee: Id
    """The trainee's name."""
    trainee_id: Id
    """The trainee's UUID where it was exported."""
    id: Id
    """UUID."""
    kind: Literal["call", "drill"]
    """What it is an attempt at."""
    ref: Id
    """`pack/call` or `pack/excuse`."""
    title: str
    """Its title."""
    pack: str
    """The pack."""
    pack_version: str
    """Its version."""
    level: Level
    """The level."""
    seed: Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]
    """The seed."""
    scorer: str
    """The scorer's version."""
    started_at: Moment
    """ISO time, UTC."""
    ended_at: Moment | None
    """The same; none: not ended."""
    outcome: Outcome | Literal["drilled"] | None
    """How it ended."""
    score: Score | None
    """Its score."""
    seconds: Seconds
    """Time spent."""
    opening: SentOpening
    """How it began."""
    replies: tuple[SentReply, ...]
    """All replies."""
    promises: tuple[SentPromise, ...]
    """Promises obtained."""


def decoded(line: bytes) -> SentAttempt:
    """An exported line, checked. Raises ValueError with a message for a person."""
    try:
        attempt = msgspec.json.decode(line, type=SentAttempt)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error
    for reply in attempt.replies:
        for one in reply.reviews:
            _check_review(one)
    for moment in _moments(attempt):
        datetime.fromisoformat(moment)
    if attempt.ended_at is not None and attempt.outcome is None:
        raise ValueError("an attempt has ended without an outcome")
    ids = {reply.id for reply in attempt.replies}
    if len(ids) != len(attempt.replies) or any(one.reply not in ids for one in attempt.promises):
        raise ValueError("a promise or a reply does not belong to this attempt")
    return attempt


def _check_review(sent: SentReview) -> None:
    review = sent.review
    if review.scorer != sent.scorer:
        raise ValueError(f"a review of {review.scorer} is filed under {sent.scorer}")
    results = [
        (review.score, review.band),
        *((one.score, one.band) for one in review.skills.values()),
    ]
    if any(not (0 <= score <= 100 and 0 <= band <= 4) for score, band in results):  # noqa: PLR2004 - the ranges of both
        raise ValueError("a review has a score or a band outside its range")


def _moments(attempt: SentAttempt) -> Iterator[str]:
    yield attempt.started_at
    if attempt.ended_at is not None:
        yield attempt.ended_at
    yield from (one.called_on for one in attempt.promises if one.called_on)
    for reply in attempt.replies:
        yield reply.given_at
        yield from (one.reviewed_at for one in reply.reviews)
        yield from (one.given_at for one in reply.corrections)
