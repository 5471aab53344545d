"""Which excuse is drilled next: the due ones first, then new ones where the trainee is weakest."""

from typing import Literal

import msgspec

from coach.domain.excuse import Excuse, Family, Skill

Rating = Literal["again", "hard", "good", "easy"]
_RATINGS: tuple[Rating, ...] = ("again", "again", "hard", "good", "easy")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much is asked of a trainee in one day."""

    most: int = 20
    """Drills in a day at most: what piled up in an absence waits for the next days."""
    new: int = 8
    """Of these, new excuses at most."""
    easy_days: tuple[int, ...] = (5, 6)
    """Days of the week with half as much, Monday is 0: the weekend."""

    def on(self, weekday: int) -> "Limits":
        """The limits that hold on a day of the week."""
        if weekday not in self.easy_days:
            return self
        return Limits(most=(self.most + 1) // 2, new=(self.new + 1) // 2, easy_days=self.easy_days)


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """An excuse whose time has come."""

    excuse: str
    """The excuse, `pack/id`."""
    recall: float
    """How likely it is still answered well, 0 to 1, by the scheduler's reckoning."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is drilled today, in order."""

    due: tuple[str, ...]
    """Due excuses, those most at risk first."""
    new: tuple[str, ...]
    """New excuses, weakest skills and families first."""
    waiting: int
    """Due excuses beyond today's limit: they come on the next days."""

    @property
    def order(self) -> tuple[str, ...]:
        """All of today's, due ones first."""
        return (*self.due, *self.new)


def rating_of(band: int, hints: int, *, conduct_failed: bool) -> Rating:
    """The scheduler's rating that a reply earns.

    Bands 0 and 1 are forgotten, 2 was hard, 3 good, 4 easy; a hint takes one step; a reply that
    fails on conduct is forgotten whatever its quality.
    """
    if conduct_failed:
        return "again"
    return _RATINGS[max(0, band - (1 if hints else 0))]


def plan_day(
    due: list[Due],
    fresh: list[tuple[str, Excuse]],
    limits: Limits,
    done: int,
    done_new: int,
    weak_skills: dict[Skill, int],
    weak_families: dict[Family, int],
) -> Plan:
    """Today's plan. `done` and `done_new` were drilled today already.

    `weak_skills` and `weak_families` are mean scores; what was never tried counts as 50.
    """
    room = max(0, limits.most - done)
    ordered = sorted(due, key=lambda one: (one.recall, one.excuse))
    chosen = [one.excuse for one in ordered[:room]]
    room_new = max(0, min(limits.new - done_new, room - len(chosen)))
    unknown = 50

    def need(pair: tuple[str, Excuse]) -> tuple[float, str]:
        excuse = pair[1]
        skill = sum(
            weight * weak_skills.get(name, unknown) for name, weight in excuse.weights.items()
        )
        return skill + weak_families.get(excuse.family, unknown) + _LEVEL_STEP[excuse.level], pair[
            0
        ]

    new = [name for name, _ in sorted(fresh, key=need)[:room_new]]
    return Plan(due=tuple(chosen), new=tuple(new), waiting=len(ordered) - len(chosen))


_LEVEL_STEP = {"easy": 0, "normal": 10, "hard": 25}
"""Harder excuses wait until easier ones of equal need are done."""
