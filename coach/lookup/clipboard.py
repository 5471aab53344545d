"""Copying: by the terminal itself (OSC 52, also over SSH) and by the system's own tool."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_TOOLS = (
    ("WAYLAND_DISPLAY", "wl-copy"),
    ("DISPLAY", "xclip -selection clipboard"),
    ("DISPLAY", "xsel --clipboard --input"),
    ("", "pbcopy"),
    ("", "clip.exe"),
    ("", "termux-clipboard-set"),
)
"""The variable that must be set, and the tool that reads the text from its input."""
_TMUX = "tmux load-buffer -w -"
"""Asks tmux, which by itself hands on no program's OSC 52; it knows the terminal it stands in, over
SSH too. Before tmux 3.2 the option is unknown and the sequence is tried."""
_LONGEST = 74_994
"""Bytes of text that common terminals still take in one OSC 52 sequence (xterm's limit)."""
_PATIENCE_SECONDS = 2.0


def copy(text: str, terminal: TextIO | None = None, *, only_tool: bool = False) -> str:
    """Copy `text`; comes back with how it was copied, empty where no way was open.

    `only_tool` leaves the terminal to whoever is drawing on it.

    The system's tool can be trusted; what a terminal does with OSC 52 cannot be known, so it is
    told as `terminal`. Over SSH only the terminal reaches the clipboard of the person.
    """
    ways = []
    if "SSH_CONNECTION" not in os.environ:
        tool = _by_tool(text)
        if tool:
            ways.append(tool)
    if os.environ.get("TMUX") and _handed_to(_TMUX.split(), text):
        ways.append("tmux")
    elif not only_tool and _by_terminal(text, terminal):
        ways.append("terminal")
    return " and ".join(ways)


def tools() -> list[str]:
    """The tools that may be used here, whether installed or not, the first choice first."""
    return [
        command.partition(" ")[0]
        for variable, command in _TOOLS
        if not variable or os.environ.get(variable)
    ]


def osc52(text: str) -> str:
    """The sequence that asks a terminal to put `text` on the clipboard; through tmux if need be."""
    from binascii import b2a_base64

    sequence = f"\x1b]52;c;{b2a_base64(text.encode(), newline=False).decode()}\a"
    if os.environ.get("TMUX"):
        return f"\x1bPtmux;\x1b{sequence}\x1b\\"
    return sequence


def _by_terminal(text: str, terminal: TextIO | None) -> bool:
    if len(text.encode()) > _LONGEST or os.environ.get("TERM") == "dumb":
        return False
    try:
        if terminal is not None:
            terminal.write(osc52(text))
            terminal.flush()
            return True
        if sys.platform == "win32":
            return False
        with open("/dev/tty", "w", encoding="utf-8") as tty:  # noqa: PTH123 - pathlib costs half a start
            tty.write(osc52(text))
    except OSError:
        return False
    return True


def _by_tool(text: str) -> str:
    for variable, command in _TOOLS:
        if (not variable or os.environ.get(variable)) and _handed_to(command.split(), text):
            return command.partition(" ")[0]
    return ""


def _handed_to(words: list[str], text: str) -> bool:
    """Whether the program is there and has taken the text in time."""
    from shutil import which
    from subprocess import DEVNULL, SubprocessError, run

    if which(words[0]) is None:
        return False
    try:
        done = run(  # noqa: S603 - a tool named above, the text goes to its input
            words,
            input=text.encode(),
            stdout=DEVNULL,
            stderr=DEVNULL,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, SubprocessError):
        return False
    return done.returncode == 0
