"""Where people keep disagreeing with the machine: a part of the report on everybody."""

from typing import TYPE_CHECKING

from coach.domain.safe import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.practice.reviewing import Disagreement

TITLE = "Where people disagree with the machine"
ABOUT = (
    "Excuses on which people corrected the machine's band three times or more. There the key points "
    "or their phrasings may be wrong, so read these scores with care and tell the pack's author."
)
HEAD = ("excuse", "of", "corrected", "people", "bands on average", "last reason")


def rows(found: "Sequence[Disagreement]") -> "list[list[str]]":
    """A row of HEAD for each, as plain text."""
    return [
        [
            shown(one.excuse),
            one.skill or "the whole reply",
            f"{one.corrected} of {one.replies}",
            str(one.people),
            f"{one.difference:+.1f}",
            shown(one.reason),
        ]
        for one in found
    ]
