"""The door to practice: calls to choose from, calls to play, and the record in short."""

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from coach.domain.assignment import Assignment
from coach.domain.call import Call, Library
from coach.domain.conversation.choice import choose, number
from coach.domain.conversation.state import Stage
from coach.domain.conversation.step import begin
from coach.domain.drawn_call import Recipe
from coach.domain.drill_plan import Limits
from coach.domain.excuse import SKILLS, Family, Level, Market, Skill
from coach.domain.figures import Figures, conduct_replies
from coach.domain.near import did_you_mean
from coach.domain.progress import ENOUGH
from coach.domain.safe import shown
from coach.library import LibraryError, Shelf, drawn
from coach.practice.advice import of_day
from coach.practice.assigning import assigned_calls, worth_showing
from coach.practice.board import Board
from coach.practice.drilling import Drill
from coach.practice.exchanging import Exchanging
from coach.practice.offering import LEVELS, offered
from coach.practice.playing import CallInPlay, Wiring
from coach.practice.progress import figures, skill_now
from coach.practice.reviewing import Reviewing
from coach.practice.staging import Scorer, stage_for
from coach.practice.trouble import told
from coach.practice.views import (
    AssignedCall,
    CallCard,
    EndedCall,
    Home,
    PausedCall,
    PracticeError,
    Progress,
    SkillTrend,
    TraineeLine,
)
from coach.storage import attempts, summary
from coach.storage.attempts import NewAttempt
from coach.storage.figures import practised, trainees
from coach.storage.summary import SkillWindow

_RECENT = 20
_NAMED = 8
"""So many names are told to somebody whose own is not known."""


class Practice:
    """Practice of one trainee. Every method raises PracticeError in words for a person."""

    def __init__(
        self,
        wiring: Wiring,
        shelf: Callable[[], Shelf],
        scorer_for: Callable[[Library], Scorer],
        trainee: str,
        board: Board | None = None,
    ) -> None:
        self.trainee = trainee
        """The trainee's name."""
        self._wiring = wiring
        self._shelf_source = shelf
        self._shelf: Shelf | None = None
        self._scorer_for = scorer_for
        self._board = board
        self._id = wiring.new_id()
        self._entered = False
        # Records that cannot be read are told at the door, and not on the first screen.
        _ = self._trainee

    @property
    def _trainee(self) -> str:
        """The trainee's id; until something has entered them, one under which nothing is kept."""
        if not self._entered:
            with told():
                known = attempts.trainee_id(self._wiring.records, self.trainee)
            self._id, self._entered = known or self._id, known is not None
        return self._id

    def _enter(self) -> str:
        """The trainee's id, entered into the records by the first thing they do; looking is none."""
        with told():
            self._id = attempts.enter_trainee(
                self._wiring.records, self.trainee, self._id, self._wiring.now()
            )
        self._entered = True
        return self._id

    @property
    def shelf(self) -> Shelf:
        """The packs at hand, read when first needed."""
        if self._shelf is None:
            self._shelf = self._shelf_source()
        return self._shelf

    @property
    def ready(self) -> bool:
        """Whether the packs are read, so that what needs them is told at once."""
        return self._shelf is not None

    def calls(self) -> tuple[CallCard, ...]:
        """All calls, in the order in which they are offered, with what this trainee made of them."""
        with told():
            rows = summary.call_rows(self._wiring.records, self._trainee)
        return offered(
            _card(ref, library, call, rows.get(ref, {})) for ref, library, call in self.shelf.refs()
        )

    def call(self, ref: str) -> Call:
        """The call named `pack/call`, to be read before it is played."""
        return self._find(ref)[1]

    def card(self, call: CallInPlay) -> CallCard:
        """The card of a call that is being played, a drawn one too."""
        library = self.shelf.pack(call.pack.id)
        return _card(f"{call.pack.id}/{call.call.id}", library, call.call, {})

    def home(self) -> Home:
        """What the home screen shows."""
        cards = self.calls()
        progress = self.progress()
        rule = of_day(self._wiring.now()[:10])
        reading = self._board.look() if self._board else None
        return Home(
            progress=progress,
            suggested=_suggested(cards),
            advice=rule.text if rule else "",
            advice_source=f"{rule.source} ({rule.strength})" if rule else "",
            assigned=self._assigned(reading.assignments) if reading else (),
            assigned_trouble=reading.problems[0].message if reading and reading.problems else "",
        )

    def _assigned(self, assignments: Iterable[Assignment]) -> tuple[AssignedCall, ...]:
        """The calls set for this trainee that home shows."""
        now = self._wiring.now()
        with told():
            cards = assigned_calls(
                self._wiring.records, self._trainee, self.trainee, assignments, self.shelf, now
            )
        return tuple(card for card in cards if worth_showing(card, now))

    def progress(self) -> Progress:
        """The record in short."""
        with told():
            records = self._wiring.records
            counted = summary.counts(records, self._trainee, self._wiring.now()[:10])
            windows = summary.skill_windows(records, self._trainee)
            ended = summary.ended_calls(records, self._trainee, _RECENT)
            paused = attempts.paused_rows(records, self._trainee)
        skills = tuple(_trend(skill, windows.get(skill)) for skill in SKILLS)
        judged = [trend for trend in skills if trend.score is not None and trend.replies >= ENOUGH]
        return Progress(
            trainee=self.trainee,
            replies=counted["replies"],
            counting=counted["counting"],
            calls=counted["calls"],
            days=counted["days"],
            promises=counted["promises"],
            conduct_findings=conduct_replies(counted["fail"], counted["minor"]),
            minutes_today=round(counted["seconds_today"] / 60),
            skills=skills,
            weakest=min(judged, key=lambda trend: trend.score or 0).skill if judged else None,
            recent=tuple(
                EndedCall(
                    attempt=row["id"],
                    ref=row["ref"],
                    title=row["title"],
                    outcome=row["outcome"],
                    score=row["score"] or 0,
                    at=row["ended_at"],
                )
                for row in ended
            ),
            paused=tuple(
                PausedCall(
                    attempt=row["id"],
                    ref=row["ref"],
                    title=row["title"],
                    replies=row["replies"],
                    at=row["at"],
                )
                for row in paused
            ),
        )

    def figures(self) -> Figures:
        """All figures of this trainee's progress."""
        with told():
            today = self._wiring.now()[:10]
            return figures(self._wiring.records, self._trainee, self.trainee, today)

    def everyone(self) -> tuple[Figures, ...]:
        """The figures of everybody who has practised on this machine, by name."""
        with told():
            today = self._wiring.now()[:10]
            all_of_them = [
                figures(self._wiring.records, row["id"], row["name"], today)
                for row in trainees(self._wiring.records)
            ]
        return tuple(one for one in all_of_them if one.since)

    def trainees(self) -> tuple[TraineeLine, ...]:
        """Everybody who has practised on this machine, whoever did last first."""
        with told():
            rows = practised(self._wiring.records)
        return tuple(msgspec.convert(rows, list[TraineeLine]))

    def perhaps(self) -> str:
        """Who may have been meant, where this trainee has no practice and others have."""
        names = [one.name for one in self.trainees()]
        if not names or self.trainee in names:
            return ""
        listed = ", ".join(shown(name) for name in names[:_NAMED])
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        return f"{did_you_mean(self.trainee, names)} Who has practised here: {listed}{more}."

    def of(self, trainee: str) -> "Practice":
        """The practice of another trainee, with the same packs and records; no name: this one."""
        if not trainee or trainee == self.trainee:
            return self
        return Practice(self._wiring, lambda: self.shelf, self._scorer_for, trainee, self._board)

    def report(self, *, markdown: bool = False, everybody: bool = False) -> str:
        """The report to hand in, HTML or Markdown, on this trainee or on everybody."""
        from coach.practice.report import html
        from coach.practice.report import markdown as plain

        told_of = self.everyone() if everybody else (self.figures(),)
        if not any(one.since for one in told_of):
            guess = "" if everybody else self.perhaps()
            raise PracticeError(f"There is no practice to report on yet.{guess}", 1)
        disputed = self.reviewing().disagreements() if everybody else ()
        return plain.page(told_of, disputed) if markdown else html.page(told_of, disputed)

    def reviewing(self, *, everybody: bool = False) -> Reviewing:
        """Looking back at this trainee's attempts, or at everybody's."""
        trainee = None if everybody else self._trainee
        return Reviewing(self._wiring, lambda: self.shelf, self._scorer_for, trainee)

    def exchanging(self, *, everybody: bool = False) -> Exchanging:
        """Export and import of this trainee's records, or of everybody's."""
        return Exchanging(self._wiring, None if everybody else self._trainee)

    def start(
        self,
        ref: str,
        *,
        level: Level | None = None,
        seed: int | None = None,
        guided: bool = False,
    ) -> CallInPlay:
        """Begin a call. Without a seed, every attempt has its own; `guided`: it is the tour's."""
        library, call = self._find(ref)
        attempt = self._wiring.new_id()
        chosen = number(0, attempt) % 1_000_000 if seed is None else seed
        scorer = self._scorer_for(library)
        stage = self._stage(library, call, level or "normal", chosen)
        beat = begin(stage)
        trainee = self._enter()
        with told():
            new = NewAttempt(
                id=attempt, trainee=trainee, kind="call", ref=f"{library.pack.id}/{call.id}", title=call.title,
                pack=library.pack.id, pack_version=library.pack.version, level=stage.level, seed=chosen,
                scorer=scorer.version, started_at=self._wiring.now(), guided=guided,
            )  # fmt: skip
            attempts.add_attempt(self._wiring.records, new, beat.state, beat.said)
            return CallInPlay(self._wiring, stage, library, scorer, attempt, trainee)

    def draw(
        self,
        *,
        family: Family | None = None,
        market: Market | None = None,
        level: Level = "normal",
        weak: bool = False,
        seed: int | None = None,
    ) -> str:
        """The name of a call drawn from the libraries, ready for `start`.

        `weak` draws from the family in which this trainee has scored lowest.
        """
        chosen = number(0, self._wiring.new_id()) % 1_000_000 if seed is None else seed
        if weak and family is None:
            with told():
                family = summary.weakest_family(self._wiring.records, self._trainee)
        found: list[str] = []
        for library in self.shelf.packs.values():
            if market is not None and library.pack.market != market:
                continue
            try:
                call = drawn(library, Recipe(family=family, level=level, seed=chosen))
            except LibraryError:
                continue
            found.append(f"{library.pack.id}/{call.id}")
        if not found:
            raise PracticeError(
                "No pack at hand has enough excuses for such a call. Ask for less.", 1
            )
        return choose(found, chosen, "pack")

    def resume(self, attempt: str) -> CallInPlay:
        """Go on with a call that was left."""
        with told():
            row = attempts.attempt_row(self._wiring.records, attempt)
            if row is None:
                raise PracticeError(f"There is no attempt {attempt}.")
            library, call = self._find(row["ref"])
            stage = self._stage(library, call, row["level"], row["seed"])
            try:
                return CallInPlay(
                    self._wiring,
                    stage,
                    library,
                    self._scorer_for(library),
                    attempt,
                    self._trainee,
                )
            except KeyError as error:
                raise PracticeError(
                    f"The call `{row['ref']}` was changed since this attempt, so it cannot be continued. "
                    "What was said is kept; start the call anew.",
                ) from error

    def drill(self, limits: Limits | None = None, pack: str = "") -> Drill:
        """Today's drills; with `pack`, from that pack alone."""
        if pack:
            try:
                self.shelf.pack(pack)
            except LibraryError as error:
                raise PracticeError(str(error)) from error
        return Drill(
            self._wiring, self.shelf, self._scorer_for, self._trainee, self._enter, limits, pack
        )

    def _find(self, ref: str) -> tuple[Library, Call]:
        try:
            return self.shelf.call(ref)
        except LibraryError as error:
            raise PracticeError(str(error)) from error

    def _stage(self, library: Library, call: Call, level: Level, seed: int) -> Stage:
        try:
            return stage_for(self.shelf, library, call, level, seed)
        except LibraryError as error:
            raise PracticeError(str(error)) from error


def _trend(skill: Skill, window: SkillWindow | None) -> SkillTrend:
    if window is None:
        return SkillTrend(skill=skill, score=None, change=None, replies=0)
    now = skill_now(skill, window)
    return SkillTrend(
        skill=skill,
        score=now.score,
        change=now.change,
        replies=now.replies,
        scores=tuple(reversed(window.recent + window.before)),
    )


def _card(ref: str, library: Library, call: Call, row: dict[str, object]) -> CallCard:
    pack = library.pack
    return msgspec.convert(
        {
            "ref": ref, "pack": pack.id, "pack_title": pack.title, "title": call.title, "brief": call.brief,
            "goal": call.goal, "level": call.level, "market": pack.market, "customer": call.account.customer,
            "amount": call.account.amount, "turns": len(call.turns), "tries": row.get("tries", 0),
            "best": row.get("best"), "last_outcome": row.get("outcome"), "practice": call.practice,
            "course": pack.course,
        },
        CallCard,
    )  # fmt: skip


def _suggested(cards: tuple[CallCard, ...]) -> CallCard | None:
    """The next call of the course; then the easiest not played yet; then the lowest score."""
    fresh = [card for card in cards if not card.tries]
    course = [card for card in fresh if card.course]
    if course:
        return course[0]
    if fresh:
        return min(fresh, key=lambda card: LEVELS.index(card.level))
    return min(cards, key=lambda card: card.best or 0, default=None)


def packs_in(folder: Path | None) -> Callable[[], Shelf]:
    """Reads the packs in `folder`, or the shipped ones, when called."""
    from coach.library import load

    return lambda: load(folder)
