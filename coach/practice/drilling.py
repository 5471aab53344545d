"""Drills: one excuse at a time, scheduled by FSRS."""

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from coach.domain.conversation.state import CallState
from coach.domain.drill_plan import Due, Limits, Plan, Rating, plan_day, rating_of
from coach.domain.excuse import Excuse, Family, Skill
from coach.domain.mastery import HINT_COST
from coach.domain.scoring.review import Review, Situation
from coach.library import Shelf, drill_situation
from coach.practice.playing import Wiring
from coach.practice.staging import Scorer, hints_for
from coach.practice.trouble import told
from coach.practice.views import PracticeError
from coach.storage import attempts, cards, summary
from coach.storage.attempts import NewAttempt, NewReply
from coach.storage.cards import CardRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from fsrs import Card, Scheduler

    from coach.domain.call import Library


class DrillItem(msgspec.Struct, frozen=True, kw_only=True):
    """One excuse to answer."""

    ref: str
    """The excuse, `pack/id`."""
    new: bool
    """Whether it was never drilled before."""
    situation: Situation
    """The account, who says it and what they say."""
    left: int
    """Drills left today, this one included."""
    draft: str = ""
    """What was being typed when the drill was left at this excuse."""


class DrillResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an answer."""

    ref: str
    """The excuse."""
    text: str
    """The reply as typed."""
    review: Review
    """Its review."""
    points: int
    """Its score after hints."""
    hints: int
    """Hints taken."""
    rating: Rating
    """What the scheduler was told."""
    due: str
    """When it comes again, ISO time, UTC."""
    days: float
    """Days until then."""


def scheduler() -> "Scheduler":
    """The FSRS scheduler with its published defaults.

    Without the random fuzz, so that the same answers give the same days on every machine.
    """
    from fsrs import Scheduler

    return Scheduler(enable_fuzzing=False)


def next_card(card_text: str | None, number: int, rating: Rating, now: datetime) -> "Card":
    """The card after an answer; without a card, the excuse's first."""
    from fsrs import Card
    from fsrs import Rating as Given

    card = Card.from_json(card_text) if card_text else Card(card_id=number, due=now)
    return scheduler().review_card(card, Given[rating.capitalize()], now)[0]


class Drill:
    """A trainee's drills of today. Every method raises PracticeError in words for a person."""

    def __init__(
        self,
        wiring: Wiring,
        shelf: Shelf,
        scorer_for: "Callable[[Library], Scorer]",
        trainee: str,
        enter: "Callable[[], str]",
        limits: Limits | None = None,
        pack: str = "",
    ) -> None:
        self._wiring = wiring
        self._shelf = shelf
        self._scorer_for = scorer_for
        self._trainee = trainee
        self._enter = enter
        self._limits = limits or Limits()
        self._pack = pack
        self._hints: list[str] = []
        self._item: DrillItem | None = None

    def plan(self) -> Plan:
        """What is left for today."""
        with told():
            return self._plan()

    def _plan(self) -> Plan:
        now = datetime.fromisoformat(self._wiring.now())
        known = cards.cards_of(self._wiring.records, self._trainee)
        from fsrs import Card

        clock = scheduler()
        excuses = self._excuses()
        due = [
            Due(excuse=name, recall=clock.get_card_retrievability(Card.from_json(row.card), now))
            for name, row in known.items()
            if name in excuses and datetime.fromisoformat(row.due) <= now
        ]
        fresh = [(name, excuse) for name, excuse in excuses.items() if name not in known]
        done, done_new = cards.drilled_on(
            self._wiring.records, self._trainee, self._wiring.now()[:10]
        )
        skills, families = self._weak()
        return plan_day(
            due, fresh, self._limits.on(now.weekday()), done, done_new, skills, families
        )

    def _weak(self) -> "tuple[dict[Skill, int], dict[Family, int]]":
        windows = summary.skill_windows(self._wiring.records, self._trainee)
        skills = {
            skill: round(sum(window.recent) / len(window.recent))
            for skill, window in windows.items()
            if window.recent
        }
        families = summary.family_means(self._wiring.records, self._trainee)
        return msgspec.convert(skills, dict[Skill, int]), families

    def _excuses(self) -> dict[str, Excuse]:
        return {
            f"{library.pack.id}/{excuse.id}": excuse
            for library in self._shelf.packs.values()
            if not self._pack or library.pack.id == self._pack
            for excuse in library.excuses.values()
        }

    def next(self) -> DrillItem | None:
        """The next excuse, or none when today is done. One that was left half answered comes first."""
        plan = self.plan()
        order = [name for name in plan.order if not self._item or name != self._item.ref] or list(
            plan.order
        )
        if not order:
            self._item = None
            return None
        with told():
            left, draft = cards.draft_of(self._wiring.records, self._trainee) or ("", "")
        ref = left if left in order else order[0]
        library, excuse = self._shelf.excuse(ref)
        self._hints = []
        self._item = DrillItem(
            ref=ref,
            new=ref in plan.new,
            situation=drill_situation(library, excuse),
            left=len(plan.order),
            draft=draft if ref == left else "",
        )
        return self._item

    def pause(self, draft: str) -> None:
        """Leave the drill; what was being typed waits with its excuse, which then comes first."""
        if self._item is not None:
            words = draft if draft.strip() else ""
            if words:
                self._trainee = self._enter()
            with told():
                cards.keep_draft(self._wiring.records, self._trainee, self._item.ref, words)

    def goal(self) -> str:
        """What a good reply achieves here."""
        if self._item is None:
            raise PracticeError("There is no excuse to answer.")
        return self._item.situation.excuse.goal

    def hint(self) -> str:
        """One more hint; each takes 5 points."""
        if self._item is None:
            raise PracticeError("There is no excuse to answer.")
        left = hints_for(self._item.situation.excuse)[len(self._hints) :]
        if not left:
            raise PracticeError("There are no more hints here. Say it in your own words.")
        self._hints.append(left[0])
        return left[0]

    def answer(self, text: str, seconds: float = 0.0) -> DrillResult:
        """Take an answer: it is on disk before it is weighed."""
        item = self._item
        if item is None:
            raise PracticeError("There is no excuse to answer.")
        if not text.strip():
            raise PracticeError("Type what you would say; an empty reply is not sent.")
        with told():
            return self._answer(item, text, max(0.0, seconds))

    def _answer(self, item: DrillItem, text: str, seconds: float) -> DrillResult:
        library, excuse = self._shelf.excuse(item.ref)
        scorer = self._scorer_for(library)
        reply, state = self._write(item, library, excuse, scorer, text, seconds)
        review = scorer.review(item.situation, text)
        points = max(0, review.score - HINT_COST * len(self._hints))
        now = self._wiring.now()
        attempts.add_review(self._wiring.records, reply.id, review, points, now, state, (), ())
        attempts.end_attempt(self._wiring.records, reply.attempt, "drilled", points, now, None)
        attempts.add_seconds(self._wiring.records, reply.attempt, seconds)
        return self._schedule(item, excuse, review, points, text, now)

    def _write(
        self,
        item: DrillItem,
        library: "Library",
        excuse: Excuse,
        scorer: Scorer,
        text: str,
        seconds: float,
    ) -> tuple[NewReply, CallState]:
        now, attempt = self._wiring.now(), self._wiring.new_id()
        self._trainee = self._enter()
        state = CallState(
            turn=excuse.id, mood={}, patience=1, willingness=0, says=item.situation.says
        )
        new = NewAttempt(
            id=attempt, trainee=self._trainee, kind="drill", ref=item.ref, title=item.situation.says[:80],
            pack=library.pack.id, pack_version=library.pack.version, level="normal", seed=0,
            scorer=scorer.version, started_at=now,
        )  # fmt: skip
        reply = NewReply(
            id=self._wiring.new_id(), attempt=attempt, number=1, take=1, turn=excuse.id, excuse=item.ref,
            family=excuse.family, speaker=item.situation.speaker.name, says=item.situation.says, answer=text,
            hints=len(self._hints), seconds=seconds, given_at=now,
        )  # fmt: skip
        attempts.add_attempt(self._wiring.records, new, state, ())
        attempts.add_reply(self._wiring.records, reply, state)
        cards.keep_draft(self._wiring.records, self._trainee, item.ref, "")
        return reply, state

    def _schedule(
        self,
        item: DrillItem,
        excuse: Excuse,
        review: Review,
        points: int,
        text: str,
        reviewed_at: str,
    ) -> DrillResult:
        rating = rating_of(
            review.band, len(self._hints), conduct_failed=review.conduct.verdict == "fail"
        )
        known = cards.cards_of(self._wiring.records, self._trainee)
        old = known.get(item.ref)
        # The moment on record: records merged from elsewhere are scheduled from it, to the same card.
        now = datetime.fromisoformat(reviewed_at)
        card = next_card(old.card if old else None, len(known) + 1, rating, now)
        row = CardRow(
            excuse=item.ref, family=excuse.family, card=card.to_json(), due=card.due.isoformat(),
            last_band=review.band, answers=(old.answers if old else 0) + 1,
        )  # fmt: skip
        cards.put_card(self._wiring.records, self._trainee, row)
        return DrillResult(
            ref=item.ref, text=text, review=review, points=points, hints=len(self._hints), rating=rating,
            due=row.due, days=(card.due - now).total_seconds() / 86400,
        )  # fmt: skip
