"""Text from packs and trainees, made harmless for a terminal.

A pack comes from strangers: it must not be able to move the cursor, set the title, or make words
read in another order than they are written.
"""

import re
from functools import cache

_HARMFUL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"


def shown(text: str) -> str:
    """`text` with control characters as visible signs and line breaks as spaces."""
    return shown_block(text).replace("\n", " ")


def shown_block(text: str) -> str:
    """The same, keeping line breaks."""
    if text.isprintable():
        return text
    return _harmful().sub(_sign, text).replace("\t", " ")


@cache
def _harmful() -> re.Pattern[str]:
    """Made when a text first needs it: hardly any does, and a look-up cannot wait."""
    return re.compile(_HARMFUL)


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:  # noqa: PLR2004 - the control characters that have a picture
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"  # noqa: PLR2004 - delete
