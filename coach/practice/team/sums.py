"""Sums over a team's records, counted up one record at a time: a million take no more than they must.

Kept are: for each person and day one sum, for each person and excuse the latest reply in a few bytes,
for each call played one line. What was typed is never kept.
"""

from collections import Counter
from datetime import UTC, datetime
from typing import cast

from coach.domain.assignment import Try, same_name
from coach.domain.excuse import SKILLS, Family, Skill
from coach.records.reading import Record

LONGEST_SECONDS = 300
"""A reply that took longer counts as this long, as in the figures of progress."""
NONE = 255
"""Stands for a skill that a reply was not judged for."""
_LENGTH = 29
"""Signs of a moment in the program's own form: `2026-03-12T08:00:00.000+00:00`."""


class Person:
    """The sums of one person."""

    __slots__ = (
        "calls", "days", "drills", "fail", "latest", "minor", "name", "replies", "rules",
        "score", "seconds",
    )  # fmt: skip

    def __init__(self, name: str) -> None:
        self.name = name
        self.replies = self.score = self.minor = self.fail = self.drills = 0
        self.seconds = 0.0
        self.days: dict[tuple[str, str], list[int]] = {}
        """For each day and scorer version: replies and the sum of their scores."""
        self.latest: dict[int, tuple[str, bytes]] = {}
        """For each excuse, by its number: when it was answered last, and the score of each skill."""
        self.rules: Counter[tuple[str, str]] = Counter()
        """Findings by rule and kind."""
        self.calls: dict[str, list[int]] = {}
        """For each call, by its name: the attempts, as hashes of their registrations."""


class Played:
    """A call that was played."""

    __slots__ = ("ended", "score", "started")

    def __init__(self) -> None:
        self.started = self.ended = ""
        self.score = 0


class Sums:
    """The sums of a team.

    Args:
        since: Records before this day, `2026-03-12`, do not count; empty: all count.
    """

    def __init__(self, since: str = "") -> None:
        self.people: dict[str, Person] = {}
        """By name, as names are compared."""
        self.families: list[Family] = []
        """The family of each excuse, by the excuse's number."""
        self.scorers: Counter[str] = Counter()
        """Replies by scorer version."""
        self.corrections = 0
        """Bands corrected by people."""
        self._spelt: dict[str, Person] = {}
        self._since = since
        self._excuses: dict[str, int] = {}
        self._played: dict[int, Played] = {}
        self._failed: set[int] = set()

    def add(self, record: Record) -> None:
        """Count one record in, as `settled` gives it."""
        at = utc(record.at)
        if at < self._since:
            return
        match record.kind:
            case "answered":
                self._answered(self._person(record.who), record, at)
            case "started" | "ended":
                self._call(self._person(record.who), record, at)
            case "finding":
                self._person(record.who).rules[record.rule, record.rule_kind] += 1
            case "corrected":
                self.corrections += 1
            case _:
                # Taken back, opened again, judged again: settled before.
                return

    def tries(self, person: Person, call: str) -> list[Try]:
        """A person's attempts at a call that were played to their end, in order."""
        found = []
        for number in person.calls.get(call, ()):
            played = self._played[number]
            if played.ended:
                failed = number in self._failed
                started = played.started or played.ended
                found.append(
                    Try(
                        started_at=started, ended_at=played.ended, score=played.score, failed=failed
                    )
                )
        return sorted(found, key=lambda one: one.ended_at)

    def _person(self, who: str) -> Person:
        person = self._spelt.get(who)
        if person is None:
            key = same_name(who)
            person = self.people.get(key) or Person(who)
            self.people[key] = self._spelt[who] = person
        return person

    def _answered(self, person: Person, record: Record, at: str) -> None:
        person.replies += 1
        person.score += record.score
        person.seconds += min(max(record.seconds, 0), LONGEST_SECONDS)
        person.drills += record.drill
        person.minor += record.conduct == "minor"
        if record.conduct == "fail":
            person.fail += 1
            self._failed.add(hash(record.registration))
        self.scorers[record.scorer] += 1
        day = person.days.setdefault((at[:10], record.scorer), [0, 0])
        day[0] += 1
        day[1] += record.score
        excuse = self._excuses.get(record.excuse)
        if excuse is None:
            excuse = self._excuses[record.excuse] = len(self._excuses)
            self.families.append(cast("Family", record.family))
        before = person.latest.get(excuse)
        if before is None or before[0] <= at:
            skills = record.skills
            scores = bytes(
                min(100, max(0, skills[one])) if one in skills else NONE for one in SKILLS
            )
            person.latest[excuse] = (at, scores)

    def _call(self, person: Person, record: Record, at: str) -> None:
        if record.drill:
            return
        number = hash(record.registration)
        played = self._played.get(number)
        if played is None:
            played = self._played[number] = Played()
            person.calls.setdefault(record.ref, []).append(number)
        if record.kind == "started":
            played.started = at
        elif played.ended <= at:
            # A call that was gone on with after its end has ended more than once: the last holds.
            played.ended, played.score = at, record.score


def utc(moment: str) -> str:
    """A moment in UTC to the millisecond, so that moments compare as text. Raises ValueError.

    One that names no zone is taken as UTC.
    """
    then = datetime.fromisoformat(moment)
    if len(moment) == _LENGTH and moment.endswith("+00:00"):
        return moment
    if then.tzinfo is not None:
        then = then.astimezone(UTC)
    return then.replace(tzinfo=UTC).isoformat(timespec="milliseconds")


def sound(record: Record) -> Record:
    """The record, where its moment and its score can be counted. Raises ValueError."""
    utc(record.at)
    if not 0 <= record.score <= 100:  # noqa: PLR2004 - the highest score
        raise ValueError(f"a score of {record.score} is none of 0 to 100")
    return record


def skill_scores(scores: bytes) -> list[tuple[Skill, int]]:
    """The skills that a reply was judged for, with their scores."""
    return [(skill, score) for skill, score in zip(SKILLS, scores, strict=True) if score != NONE]
