"""The figures of progress for the front ends, and what stands behind each."""

from coach.domain.excuse import SKILLS, Skill
from coach.domain.figures import Figures
from coach.domain.progress import calendar_since, figures_of, mean_score
from coach.domain.sums import SkillNow, Sums
from coach.storage import figures as stored
from coach.storage.database import Records
from coach.storage.summary import SkillWindow, skill_windows

ENOUGH_BEFORE = 5
"""Replies that the window before must hold for a change to be told."""


def figures(records: Records, trainee: str, name: str, today: str) -> Figures:
    """The figures of the trainee with the id `trainee`, called `name`. Raises StorageError."""
    kept = stored.kept(records, trainee, calendar_since(today))
    windows = skill_windows(records, trainee)
    return figures_of(
        Sums(
            trainee=name,
            today=today,
            now=[skill_now(skill, windows[skill]) for skill in SKILLS if skill in windows],
            **{field: getattr(kept, field) for field in kept.__struct_fields__},
        )
    )


def skill_now(skill: Skill, window: SkillWindow) -> SkillNow:
    """A skill over its last replies.

    The change is left out where two scorer versions judged: it could be the scorer's own.
    """
    score = mean_score(sum(window.recent), len(window.recent))
    before = mean_score(sum(window.before), len(window.before))
    change = None
    if score is not None and before is not None and len(window.before) >= ENOUGH_BEFORE:
        change = score - before if len(window.scorers) == 1 else None
    return SkillNow(skill=skill, score=score, change=change, replies=len(window.recent))
