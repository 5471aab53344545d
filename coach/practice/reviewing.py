"""Looking back at attempts: replay with remarks, corrections by people, reviews by a newer scorer."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import msgspec

from coach.domain.call import Library
from coach.domain.excuse import SKILLS, Family, Skill
from coach.domain.scoring.review import Review
from coach.library import Shelf
from coach.practice.playing import Wiring
from coach.practice.rescoring import Rescored, rescore_attempt
from coach.practice.staging import Scorer
from coach.practice.trouble import told
from coach.practice.views import Line, PracticeError
from coach.storage import attempts, reviews
from coach.storage.reviews import Correction

LEAST = 3
"""From so many corrected replies on, people keep disagreeing with the machine on an excuse."""


class AttemptLine(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt in a list."""

    id: str
    """UUID."""
    trainee: str
    """Who."""
    kind: str
    """`call` or `drill`."""
    ref: str
    """`pack/call`, or `pack/excuse`."""
    title: str
    """Its title then."""
    level: str
    """The level."""
    scorer: str
    """The scorer's version then."""
    pack_version: str
    """The pack's version then."""
    started_at: str
    """ISO time, UTC."""
    ended_at: str | None
    """The same; none: not ended."""
    outcome: str | None
    """How it ended; `drilled` for a drill."""
    score: int | None
    """Its score then."""
    replies: int
    """Replies that count."""
    corrections: int
    """Corrections by people."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """One review of a reply."""

    scorer: str
    """The scorer's version."""
    review: Review
    """The review."""
    points: int
    """Its score after hints."""
    reviewed_at: str
    """ISO time, UTC."""


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """One reply of an attempt, looked back at."""

    id: str
    """UUID."""
    number: int
    """Which reply, from 1."""
    take: int
    """Which try at it, from 1."""
    counts: bool
    """Whether it counts: it was not taken back."""
    speaker: str
    """Who was on the line."""
    says: str
    """What it answers."""
    excuse: str
    """The excuse."""
    answer: str
    """As typed."""
    hints: int
    """Hints taken."""
    seconds: float
    """Time taken."""
    given_at: str
    """ISO time, UTC."""
    judged: tuple[Judged, ...]
    """Its reviews, the first first."""
    corrections: tuple[Correction, ...]
    """What people set in the machine's place, the oldest first."""
    lines: tuple[Line, ...]
    """What was said after it."""


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt with everything that was said, typed, judged and corrected."""

    attempt: AttemptLine
    """Its head."""
    opening: tuple[Line, ...]
    """What was said before the first reply."""
    replies: tuple[Replayed, ...]
    """All replies, those taken back too."""


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """An excuse on which people keep correcting the machine."""

    excuse: str
    """`pack/excuse`."""
    family: str
    """Its family."""
    skill: str
    """The skill; empty: the reply as a whole."""
    corrected: int
    """Replies whose last correction differs from the machine."""
    replies: int
    """Replies to the excuse in all."""
    difference: float
    """Mean of the people's band less the machine's."""
    up: int
    """Replies that people rate higher."""
    down: int
    """Replies that people rate lower."""
    people: int
    """How many people."""
    reason: str
    """The last reason given."""


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """A reply behind a figure."""

    attempt: str
    """The attempt's id: `Reviewing.replay` opens it."""
    number: int
    """Which reply of it."""
    given_at: str
    """ISO time, UTC."""
    kind: str
    """`call` or `drill`."""
    title: str
    """The attempt's title."""
    excuse: str
    """The excuse answered."""
    family: str
    """Its family."""
    says: str
    """What it answers."""
    answer: str
    """As typed."""
    score: int
    """Score in the skill asked for, else of the whole reply."""
    band: int
    """Band of the whole reply."""
    conduct: str
    """The conduct verdict."""
    scorer: str
    """The scorer's version."""
    corrected: int | None = None
    """The band that a person set in the machine's place, of the skill asked for, else of the whole."""


class Reviewing:
    """Looking back, for one trainee or for everybody. Methods raise PracticeError."""

    def __init__(
        self,
        wiring: Wiring,
        shelf: Callable[[], Shelf],
        scorer_for: Callable[[Library], Scorer],
        trainee: str | None,
    ) -> None:
        self._wiring = wiring
        self._shelf = shelf
        self._scorer_for = scorer_for
        self._trainee = trainee

    def attempts(
        self,
        kind: str | None = None,
        most: int = 50,
        *,
        ref: str | None = None,
        outcome: str | None = None,
        promised: bool = False,
    ) -> tuple[AttemptLine, ...]:
        """The last attempts, the latest first; `kind` is `call` or `drill`.

        Of one call with `ref`, with one outcome, or those in which a promise was obtained.
        """
        wanted = reviews.Wanted(kind=kind, ref=ref, outcome=outcome, promised=promised)
        with told():
            rows = reviews.attempt_rows(self._wiring.records, self._trainee, wanted, most)
        return tuple(msgspec.convert(rows, list[AttemptLine]))

    def find(self, beginning: str) -> str:
        """The attempt whose id begins so. Raises where there is none, or several."""
        with told():
            found = reviews.attempts_like(self._wiring.records, beginning, self._trainee)
        if not beginning or not found:
            raise PracticeError(
                f"There is no attempt `{beginning}`. `coach review` lists them; `--all` lists everybody's."
            )
        if len(found) > 1 and beginning not in found:
            raise PracticeError(f"Several attempts begin with `{beginning}`. Give more of the id.")
        return beginning if beginning in found else found[0]

    def replay(self, attempt: str) -> Replay:
        """Everything that was said, typed, judged and corrected in an attempt."""
        with told():
            records = self._wiring.records
            head = reviews.attempt_head(records, attempt)
            if head is None:
                raise PracticeError(f"There is no attempt {attempt}.")
            stored = attempts.replies_of(records, attempt)
            judged = reviews.reviews_of(records, attempt)
            corrections = reviews.corrections_of(records, attempt)
        replies = tuple(
            Replayed(
                id=one.reply.id, number=one.reply.number, take=one.reply.take, counts=one.counts,
                speaker=one.reply.speaker, says=one.reply.says, excuse=one.reply.excuse,
                answer=one.reply.answer, hints=one.reply.hints, seconds=one.reply.seconds,
                given_at=one.reply.given_at,
                judged=tuple(
                    Judged(scorer=review.scorer, review=review.review, points=review.points,
                           reviewed_at=review.reviewed_at)
                    for review in judged if review.reply == one.reply.id
                ),
                corrections=tuple(row for row in corrections if row.reply == one.reply.id),
                lines=one.said,
            )
            for one in stored
        )  # fmt: skip
        counted = {
            "trainee": head["trainee_name"],
            "replies": sum(one.counts for one in replies),
            "corrections": len(corrections),
        }
        return Replay(
            attempt=msgspec.convert({**head, **counted}, AttemptLine),
            opening=attempts.opening_of(head)[1],
            replies=replies,
        )

    def correct(
        self,
        attempt: str,
        number: int,
        band: int,
        *,
        reason: str,
        by: str,
        skill: Skill | None = None,
    ) -> Correction:
        """Set a band in the machine's place, for the reply with that number that counts.

        Both stay on record; the means count the person's. Raises where a reason is missing.
        """
        if not 0 <= band <= 4:  # noqa: PLR2004 - the bands
            raise PracticeError("A band is 0, 1, 2, 3 or 4.")
        if not reason.strip() or not by.strip():
            raise PracticeError("A correction needs a reason and the name of who gives it.")
        replay = self.replay(attempt)
        found = [one for one in replay.replies if one.number == number and one.judged]
        if not found:
            raise PracticeError(f"There is no judged reply {number} in this attempt.")
        reply = next((one for one in found if one.counts), found[-1])
        latest = reply.judged[-1]
        if skill is not None and skill not in latest.review.skills:
            skills = ", ".join(latest.review.skills)
            raise PracticeError(f"This reply is not judged for {skill}; it is for: {skills}.")
        machine = latest.review.skills[skill].band if skill else latest.review.band
        correction = Correction(
            id=self._wiring.new_id(), reply=reply.id, skill=skill or "", machine=machine, band=band,
            scorer=latest.scorer, reason=reason.strip(), given_by=by.strip(), given_at=self._wiring.now(),
        )  # fmt: skip
        with told():
            reviews.add_correction(self._wiring.records, correction)
        return correction

    def disagreements(self, least: int = LEAST) -> tuple[Disagreement, ...]:
        """Excuses on which people keep correcting the machine, on all records of this machine."""
        with told():
            rows = reviews.disagreements(self._wiring.records, least)
        return tuple(msgspec.convert(rows, list[Disagreement]))

    def all_ids(self) -> list[str]:
        """All attempts with replies, the oldest first."""
        with told():
            return reviews.attempt_ids(self._wiring.records, self._trainee)

    def rescore(self, attempt: str | None = None) -> Iterator[Rescored]:
        """Judge an attempt, or all, by today's scorer; the new reviews stand beside the old ones."""
        for one in [attempt] if attempt else self.all_ids():
            with told():
                yield rescore_attempt(self._wiring, self._shelf(), self._scorer_for, one)

    def behind(
        self,
        *,
        skill: Skill | None = None,
        family: Family | None = None,
        week: str = "",
        day: str = "",
        conduct: bool = False,
        scorer: str | None = None,
        most: int = 200,
    ) -> tuple[Behind, ...]:
        """The replies behind a figure, the latest first: of a skill, a family, a week (its Monday),
        a day, a scorer version, or those with a conduct finding.
        """  # noqa: D205 - one sentence
        if self._trainee is None:
            raise PracticeError("Say whose replies: --as NAME.")
        since, before = "", "~"
        if week or day:
            since = week or day
            before = (date.fromisoformat(since) + timedelta(days=7 if week else 1)).isoformat()
        with told():
            rows = reviews.replies_behind(
                self._wiring.records, self._trainee, skill=skill, family=family, since=since, before=before,
                conduct=conduct, scorer=scorer, most=most,
            )  # fmt: skip
        return tuple(
            msgspec.convert(
                {
                    **row,
                    "score": row["whole"] if row["skill_score"] is None else row["skill_score"],
                },
                Behind,
            )
            for row in rows
        )


def monday_of(day: str) -> str:
    """The Monday of a day's week, both as `2026-03-12`. Raises PracticeError."""
    try:
        then = date.fromisoformat(day)
    except ValueError as error:
        raise PracticeError(f"`{day}` is no day; write it as 2026-03-12.") from error
    return (then - timedelta(days=then.weekday())).isoformat()


def skill_named(name: str) -> Skill:
    """The skill of that name. Raises PracticeError."""
    for skill in SKILLS:
        if skill == name:
            return skill
    raise PracticeError(f"There is no skill `{name}`. There are: {', '.join(SKILLS)}.")
