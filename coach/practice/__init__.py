"""Practice: the one door through which both front ends play calls and read the record."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from coach.domain.call import Library
from coach.practice.board import Board
from coach.practice.door import Practice, packs_in
from coach.practice.playing import CallInPlay, Wiring
from coach.practice.staging import Scorer
from coach.practice.views import PracticeError
from coach.practice.visiting import Visit

__all__ = [
    "CallInPlay",
    "Practice",
    "PracticeError",
    "Scorer",
    "Wiring",
    "open_practice",
    "scorer_for",
]


def utc_now() -> str:
    """The time, ISO, UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def scorer_for(library: Library) -> Scorer:
    """The scorer with the conduct rules that a pack names."""
    from coach.content.scoring_data import reviewer_for

    reviewer = reviewer_for(library)
    return Scorer(reviewer.version, reviewer.review, reviewer.points_made)


@contextmanager
def open_practice(
    home: Path | None = None,
    trainee: str = "",
    packs: Path | None = None,
    *,
    visiting: bool = False,
) -> Iterator[Practice]:
    """Practice of `trainee` with the records in `home`, or in the usual place.

    A visiting trainee is shown nobody else's records.

    Raises PracticeError where the records cannot be opened (exit code 3).
    """
    from coach.paths import data_dir
    from coach.storage.database import open_records
    from coach.storage.errors import StorageError

    try:
        records = open_records(home or Path(data_dir()))
    except StorageError as error:
        raise PracticeError(str(error), 3) from error
    try:
        wiring = Wiring(records=records, now=utc_now, new_id=lambda: str(uuid4()))
        name = trainee or default_trainee()
        made = Visit if visiting else Practice
        yield made(wiring, packs_in(packs), scorer_for, name, team_board())
    finally:
        records.close()


def team_board() -> Board | None:
    """The team's assignments; none where no team's folder is named."""
    from coach.lookup.places import team_folder
    from coach.paths import cache_dir

    team = team_folder()
    return Board(Path(team), Path(cache_dir())) if team else None


def default_trainee() -> str:
    """The name under which practice is kept when none is given: the user's name on this machine."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "me"
