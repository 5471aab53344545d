"""A month of simulated practice, for pictures, for trying the report, and for tests.

`python -m coach.practice.sample DIR` fills DIR with the records of three trainees who play real
calls and drills through the same door as people. Their replies are the packs' own: recommended
responses when they do well, the packs' examples and some bare lines when they do not. How often
they do well grows over the month; that is a model's figure, not measured people's.
"""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import msgspec

from coach.domain.call import Library
from coach.domain.drill_plan import Limits
from coach.domain.scoring.review import Situation
from coach.library import Shelf
from coach.practice import scorer_for
from coach.practice.door import Practice, packs_in
from coach.practice.playing import Wiring
from coach.practice.staging import Scorer
from coach.storage.database import open_records

MOST_REPLIES = 14
"""A simulated trainee leaves a call after so many replies."""


class Pupil(msgspec.Struct, frozen=True, kw_only=True):
    """A simulated trainee."""

    name: str
    """The name."""
    first: float
    """Share of good replies at the beginning, 0 to 1."""
    last: float
    """Share of good replies at the end."""
    days: float
    """Share of days practised."""


PUPILS = (
    Pupil(name="Mina", first=0.15, last=0.75, days=0.7),
    Pupil(name="Tom", first=0.35, last=0.6, days=0.45),
    Pupil(name="Ada", first=0.5, last=0.9, days=0.3),
)
_BARE = (
    "OK, when can you pay?",
    "I understand. I will call back next week then.",
    "Sorry to bother you, I just wanted to ask about the invoice.",
    "You always say that. Pay now.",
    "Please pay as soon as possible.",
)


class Clock:
    """A clock that the simulation moves."""

    def __init__(self, begin: datetime) -> None:
        self.time = begin
        """The time now."""

    def now(self) -> str:
        """The time, ISO, UTC, a moment later at each asking."""
        self.time += timedelta(milliseconds=20)
        return self.time.isoformat(timespec="milliseconds")


def fill(
    home: Path,
    *,
    packs: Path | None = None,
    days: int = 30,
    until: datetime | None = None,
    seed: int = 1,
    scorer: Callable[[Library], Scorer] = scorer_for,
    pupils: tuple[Pupil, ...] = PUPILS,
) -> None:
    """Write `days` of practice of each pupil into the records in `home`, the last day `until` (today)."""
    end = until or datetime.now(UTC)
    records = open_records(home)
    shelf = packs_in(packs)()
    scorers: dict[str, Scorer] = {}

    def once(library: Library) -> Scorer:
        if library.pack.id not in scorers:
            scorers[library.pack.id] = scorer(library)
        return scorers[library.pack.id]

    try:
        for number, pupil in enumerate(pupils):
            dice = Random(f"{seed}/{number}")  # noqa: S311 - a simulation, reproducible by its seed
            clock = Clock(end)
            wiring = Wiring(records=records, now=clock.now, new_id=lambda dice=dice: _uuid(dice))  # type: ignore[misc]  # a lambda's default binds the dice of this pupil
            practice = Practice(wiring, lambda: shelf, once, pupil.name)
            for day in range(days):
                if dice.random() > pupil.days and day != days - 1:
                    continue
                skill = pupil.first + (pupil.last - pupil.first) * day / max(1, days - 1)
                clock.time = end - timedelta(days=days - 1 - day, minutes=dice.randrange(180))
                _day(practice, shelf, clock, dice, skill)
    finally:
        records.close()


def _uuid(dice: Random) -> str:
    return str(UUID(int=dice.getrandbits(128), version=4))


def _day(practice: Practice, shelf: Shelf, clock: Clock, dice: Random, skill: float) -> None:
    refs = [ref for ref, _, _ in shelf.refs()]
    for _ in range(dice.choice((1, 1, 2))):
        # A few favourites come again and again: first tries and better ones of the same call.
        ref = refs[min(int(dice.expovariate(0.35)), len(refs) - 1)]
        call = practice.start(ref, seed=dice.randrange(1000))
        for _ in range(MOST_REPLIES):
            if call.scene().ended:
                break
            taken = _take(clock, dice, skill)
            call.reply(_reply(call.situation(), dice, skill), taken)
    drill = practice.drill(Limits(most=6, new=4))
    while drill_item := drill.next():
        taken = _take(clock, dice, skill)
        drill.answer(_reply(drill_item.situation, dice, skill), taken)


def _take(clock: Clock, dice: Random, skill: float) -> float:
    seconds = round(dice.lognormvariate(4.1 - skill, 0.4), 1)
    clock.time += timedelta(seconds=seconds + 8)
    return seconds


def _reply(situation: Situation, dice: Random, skill: float) -> str:
    excuse = situation.excuse
    if dice.random() < skill and excuse.responses:
        return dice.choice(excuse.responses)
    middling = [example.answer for example in excuse.examples if example.band[1] < 4]  # noqa: PLR2004 - below strong
    return dice.choice([*middling, *_BARE])


def main() -> int:
    """Fill a folder given on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m coach.practice.sample", description="Make a month of simulated practice."
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of records to fill")
    parser.add_argument("--packs", type=Path, metavar="DIR", help="with these packs")
    parser.add_argument("--days", type=int, default=30, metavar="N", help="days (default: 30)")
    options = parser.parse_args()
    fill(options.folder, packs=options.packs, days=options.days)
    print(f"Try: COACH_HOME={options.folder} coach progress --as Mina")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
