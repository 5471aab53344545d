"""The last gate before a terminal: whatever is printed on one cannot move its cursor or set its title.

Every command makes harmless what comes from files; this holds where one forgets to. Output to a
file or to another program is left as it is, so that no data is changed.
"""

import re
import sys
from io import TextIOWrapper

from coach.domain.safe import shown_block

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TextIO

_STYLE = r"(\x1b\[(?:0|1|2|22|3[0-7]|39)m)"
"""Bold, quiet and the terminal's own colours: the commands use them, and they harm nobody."""


class Guarded:
    """A stream for people that shows control characters instead of obeying them."""

    def __init__(self, stream: "TextIO") -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write `text`, made harmless; returns its length."""
        self._stream.write(text if text.isprintable() else _harmless(text))
        return len(text)

    def writelines(self, lines: "list[str]") -> None:
        """Write them all."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> "Any":  # noqa: ANN401 - whatever the stream has
        return getattr(self._stream, name)


def _harmless(text: str) -> str:
    parts = re.split(_STYLE, text)
    parts[::2] = map(shown_block, parts[::2])
    return "".join(parts)


def guard() -> None:
    """Guard standard error, which is for people, and standard output where it is a terminal.

    Bytes that are no letters, on the way in, and letters that the terminal has no bytes for, on the
    way out, are replaced by a sign; neither may end the program.
    """
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
            if name == "stderr" or (name == "stdout" and stream.isatty()):
                setattr(sys, name, Guarded(stream))
