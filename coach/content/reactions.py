"""The built-in reactions, read from the data beside the conversation."""

from functools import cache
from pathlib import Path
from typing import Any

from coach.content.shape import INVALID, read_as
from coach.content.source import read_source
from coach.domain import conversation
from coach.domain.conversation.state import ReactionKind
from coach.domain.excuse import MoodLine


@cache
def reactions() -> dict[ReactionKind, tuple[str | MoodLine, ...]]:
    """What anybody may say where a call's author wrote nothing, by occasion.

    Raises ValueError where the shipped data is not sound: that is a fault of the program.
    """
    source = read_source(Path(conversation.__file__).with_name("reactions.yaml"))
    kind = dict[ReactionKind, tuple[str | MoodLine, ...]]
    read: Any = INVALID if source.root is None else read_as(source, source.root, kind)
    if read is INVALID:
        raise ValueError("; ".join(problem.line_of_text() for problem in source.problems))
    known: dict[ReactionKind, tuple[str | MoodLine, ...]] = read
    return known
