"""What the progress screen writes: the report, and reviews by today's scorer."""

from pathlib import Path
from typing import TYPE_CHECKING

from coach.tui.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.practice import Practice
    from coach.practice.rescoring import Rescored
    from coach.tui.screens.base import CoachScreen


def save_report(practice: "Practice") -> Path:
    """Write the report beside where one stands; returns where. Raises PracticeError."""
    from coach.practice.report.writing import write

    name = "".join(one if one.isalnum() else "-" for one in practice.trainee).strip("-")
    target = Path(f"coach-report-{name}.html" if name else "coach-report.html").absolute()
    write(target, practice.report())
    return target


async def judge_all(screen: "CoachScreen", trainee: str) -> str:
    """Judge all attempts of a trainee by today's scorer; returns what came of it, in words."""
    attempts = await screen.ask(lambda practice: practice.of(trainee).reviewing().all_ids())
    if attempts is None:
        return ""
    from coach.tui.screens.long_work import LongWork

    added = moved = missing = 0
    shown = LongWork("Judging again by today's scorer", len(attempts))
    await screen.app.push_screen(shown)
    for number, attempt in enumerate(attempts, 1):
        if shown.stopped:
            break
        done = await screen.ask(_rescoring(trainee, attempt))
        if done is None:
            shown.finish()
            return ""
        shown.step(number, done[0].title if done else "")
        added += sum(one.added for one in done)
        moved += sum(one.moved for one in done)
        missing += sum(bool(one.trouble) for one in done)
    shown.finish()
    if shown.stopped:
        words = f"Stopped. {counted(added, 'reply', 'replies')} judged again so far."
    elif not added:
        words = "Today's scorer had judged every reply already."
    else:
        words = f"{counted(added, 'reply', 'replies')} judged again, {moved} moved to another band."
    if missing:
        words += f" {counted(missing, 'attempt')} not judged: their content is no longer at hand."
    return words


def _rescoring(trainee: str, attempt: str) -> "Callable[[Practice], list[Rescored]]":
    return lambda practice: list(practice.of(trainee).reviewing().rescore(attempt))
