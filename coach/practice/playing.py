"""A call being played: replies are on disk before they are weighed, and a cut-off call goes on."""

from collections.abc import Callable
from typing import Any

import msgspec

from coach.domain.call import Call, Library, Pack
from coach.domain.conversation.state import CallState, Said, Stage, excuse_at, person_at
from coach.domain.conversation.step import Beat, step
from coach.domain.excuse import Level
from coach.domain.mastery import HINT_COST
from coach.domain.scoring.review import Commitment, Review, Situation
from coach.practice.debriefing import debrief_of
from coach.practice.staging import Scorer, asked_for, hints_for, situation_at
from coach.practice.trouble import told
from coach.practice.views import Debrief, Exchange, Line, PracticeError, Scene
from coach.storage import attempts
from coach.storage.attempts import NewReply, StoredReply
from coach.storage.database import Records


class Wiring(msgspec.Struct, frozen=True, kw_only=True):
    """What the outside gives: nothing in practice reads a clock or makes an id by itself."""

    records: Records
    """The open database."""
    now: Callable[[], str]
    """The time, ISO, UTC."""
    new_id: Callable[[], str]
    """A new UUID."""


class CallInPlay:
    """One attempt at a call. Every method raises PracticeError in words for a person."""

    def __init__(
        self,
        wiring: Wiring,
        stage: Stage,
        library: Library,
        scorer: Scorer,
        attempt: str,
        trainee: str,
    ) -> None:
        self.attempt = attempt
        """The attempt's id."""
        self.pack: Pack = library.pack
        """The pack."""
        self.call: Call = stage.call
        """The call."""
        self._library = library
        self._wiring = wiring
        self._stage = stage
        self._scorer = scorer
        self._trainee = trainee
        self.draft = ""
        """What was being typed when the call was left."""
        self.guided = False
        """Whether it is the tour's: with a word of guidance at each step."""
        self._hints: list[str] = []
        self._state, self._lines, self._exchanges = self._read()

    @property
    def level(self) -> Level:
        """The level it is played at."""
        return self._stage.level

    def scene(self) -> Scene:
        """The call as it stands."""
        state = self._state
        excuse = excuse_at(self._stage, state)
        return Scene(
            speaker=person_at(self._stage, state),
            mood=person_at(self._stage, state).mood,
            patience=state.patience,
            patience_full=self._patience_full(),
            lines=tuple(self._lines),
            found=self._labels(state.found),
            goal=excuse.goal,
            number=state.number,
            says=state.says,
            tries=state.tries.get(state.turn, 0),
            hints=len(self._hints),
            ended=state.ended,
            outcome=state.outcome,
            turn=[turn.id for turn in self.call.turns].index(state.turn) + 1,
        )

    def situation(self) -> Situation:
        """The situation of the reply being typed."""
        return self._situation(self._state, self._lines)

    def reply(self, text: str, seconds: float = 0.0) -> Exchange:
        """Take a reply: it is on disk before it is weighed. Empty replies are refused."""
        if self._state.ended:
            raise PracticeError("The call has ended.")
        if not text.strip():
            raise PracticeError("Type what you would say; an empty reply is not sent.")
        with told():
            stored = self._note(text, max(0.0, seconds))
            attempts.add_reply(self._wiring.records, stored, self._state)
        exchange = self._weigh(stored, self._state)
        self._hints = []
        return exchange

    def hint(self) -> str:
        """One more hint for this reply; each takes 5 points from it. Raises when there are no more."""
        if self._state.ended:
            raise PracticeError("The call has ended.")
        left = hints_for(self.situation().excuse)[len(self._hints) :]
        if not left:
            raise PracticeError("There are no more hints here. Say it in your own words.")
        self._hints.append(left[0])
        return left[0]

    def retry(self) -> Scene:
        """Take the last reply back and answer again. Both stay on record; the later one counts."""
        if not self._exchanges:
            raise PracticeError("There is no reply to take back yet.")
        number = self._exchanges[-1].number
        with told():
            attempts.take_back(self._wiring.records, self.attempt, number)
            self._hints = []
            self._state, self._lines, self._exchanges = self._read()
        return self.scene()

    def pause(self, draft: str | None = None) -> None:
        """Leave the call; it is offered for continuing, with what was being typed; none: as it was."""
        if draft is not None:
            with told():
                attempts.keep_draft(self._wiring.records, self.attempt, draft)

    def debrief(self) -> Debrief:
        """What the call achieved so far."""
        with told():
            before = attempts.previous_skills(
                self._wiring.records, self._trainee, self._ref, self.attempt
            )
        return debrief_of(
            self.call, self._state, tuple(self._exchanges), tuple(self._lines), before
        )

    @property
    def _ref(self) -> str:
        return f"{self.pack.id}/{self.call.id}"

    def _patience_full(self) -> int:
        return max(self.call.patience, self._state.patience)

    def _labels(self, found: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.call.finding(name).label for name in found)

    def _read(self) -> tuple[CallState, list[Line], list[Exchange]]:
        """Read the attempt back; a reply that was cut off before its review is weighed now."""
        row = attempts.attempt_row(self._wiring.records, self.attempt)
        if row is None:
            raise PracticeError(f"There is no attempt {self.attempt}.")
        self.draft, self.guided = row["draft"], bool(row["guided"])
        self._state, opening = attempts.opening_of(row)
        self._lines, self._exchanges = list(opening), []
        last: NewReply | None = None
        for stored in attempts.replies_of(self._wiring.records, self.attempt):
            if not stored.counts:
                continue
            if stored.review is None or stored.after is None:
                self._weigh(stored.reply, stored.before)
                last = None
            else:
                self._replay(stored, stored.review, stored.after)
                last = stored.reply
        if last is not None and self._state.ended and row["ended_at"] is None:
            # Cut off between the last review and the end of the call.
            self._close(last)
        return self._state, self._lines, self._exchanges

    def _replay(self, stored: StoredReply, review: Review, after: CallState) -> None:
        beat = Beat(state=after, said=stored.said, events=stored.events)
        models = self._situation(stored.before, self._lines).excuse.responses
        self._remember(stored.reply, review, stored.points, beat, models)

    def _note(self, text: str, seconds: float) -> NewReply:
        state = self._state
        excuse = excuse_at(self._stage, state)
        return NewReply(
            id=self._wiring.new_id(),
            attempt=self.attempt,
            number=state.number,
            take=attempts.takes(self._wiring.records, self.attempt, state.number) + 1,
            turn=state.turn,
            excuse=f"{self.pack.id}/{excuse.id}",
            family=excuse.family,
            speaker=person_at(self._stage, state).name,
            says=state.says,
            answer=text,
            hints=len(self._hints),
            seconds=seconds,
            given_at=self._wiring.now(),
        )

    def _weigh(self, reply: NewReply, before: CallState) -> Exchange:
        """Review a reply that is on disk, move the call on, and write both."""
        situation = self._situation(before, self._lines)
        review = self._scorer.review(situation, reply.answer)
        asked = asked_for(self.call, self._scorer, reply.answer)
        beat = step(self._stage, before, review, asked)
        points = max(0, review.score - HINT_COST * reply.hints)
        with told():
            attempts.add_review(
                self._wiring.records,
                reply.id,
                review,
                points,
                self._wiring.now(),
                beat.state,
                beat.said,
                beat.events,
            )
            exchange = self._remember(reply, review, points, beat, situation.excuse.responses)
            if beat.state.ended:
                self._close(reply)
            attempts.add_seconds(self._wiring.records, self.attempt, reply.seconds)
        return exchange

    def _remember(
        self, reply: NewReply, review: Review, points: int, beat: Beat, models: tuple[str, ...]
    ) -> Exchange:
        known = set(self._state.found)
        new = tuple(name for name in beat.state.found if name not in known)
        exchange = Exchange(
            number=reply.number,
            speaker=reply.speaker,
            says=reply.says,
            text=reply.answer,
            review=review,
            points=points,
            hints=reply.hints,
            lines=beat.said,
            found=self._labels(new),
            events=beat.events,
            ended=beat.state.ended,
            seconds=reply.seconds,
            models=models,
        )
        self._lines.append(Said(who="trainee", name="You", text=reply.answer, reply=reply.number))
        self._lines.extend(beat.said)
        self._exchanges.append(exchange)
        self._state = beat.state
        return exchange

    def _close(self, reply: NewReply) -> None:
        debrief = debrief_of(self.call, self._state, tuple(self._exchanges), tuple(self._lines), {})
        promise: dict[str, Any] | None = None
        if debrief.commitment is not None:
            promise = {
                "id": self._wiring.new_id(), "attempt": self.attempt, "reply": reply.id,
                "person": self._state.promised_to, "share": debrief.commitment.share,
                "amount": self._amount(debrief.commitment), "date": debrief.commitment.date,
                "time": debrief.commitment.time, "method": debrief.commitment.method,
                "called_on": (self._state.standing or self.call.standing).today or self.call.standing.today,
            }  # fmt: skip
        outcome = self._state.outcome or "refused"
        attempts.end_attempt(
            self._wiring.records, self.attempt, outcome, debrief.score, self._wiring.now(), promise
        )

    def _amount(self, promised: Commitment) -> str:
        """The sum promised, as said; for the whole, what the account says is owed."""
        if promised.share == "full":
            return self.call.account.amount
        return promised.amount

    def _situation(self, state: CallState, lines: list[Line]) -> Situation:
        return situation_at(self._stage, state, self._library, lines)
