"""The terminal: its size, colours, characters and how wide it draws them; and the clipboard."""

import locale
import os
import re
import select
import shutil
import sys
import time

from coach.doctor.finding import Area

NARROWEST, LOWEST = 80, 24
"""Columns and lines that the screens need."""
SAMPLE = "é £ € ₹ “quoted” … ─│╭╯ ▁▂▃▄▅▆▇█ ● ✓"
"""Signs that the screens draw with; every one is one column wide."""
_PROBES = (("é", 1), ("€", 1), ("─", 1), ("█", 1), ("…", 1), ("你", 2))
_REPLY = re.compile(r"\x1b\[(\d+);(\d+)R")
_PATIENCE_SECONDS = 0.4


def look_at_terminal(area: Area) -> None:
    """Size, colours and characters."""
    encoding = (sys.stdout.encoding or locale.getpreferredencoding(do_setlocale=False)).lower()
    if encoding.replace("-", "") not in {"utf8", "cp65001"}:
        area.advice(
            f"Text is written as {encoding}, which has no signs for many letters.",
            "Set LANG or LC_ALL to a UTF-8 locale, for instance LANG=C.UTF-8, or PYTHONUTF8=1.",
        )
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        area.note("This is no terminal, so the screens were not tried; `--plain` works anywhere.")
        return
    term = os.environ.get("TERM", "")
    if term in {"", "dumb", "unknown"} and sys.platform != "win32":
        area.advice(
            f"The terminal calls itself `{term or 'nothing'}`, so the screens cannot draw.",
            "Use --plain, or set TERM to what it is, for instance xterm-256color.",
        )
        return
    _look_at_size(area)
    _look_at_colours(area, term)
    _look_at_widths(area)


def _look_at_size(area: Area) -> None:
    columns, lines = os.get_terminal_size(sys.stdout.fileno())
    if columns < NARROWEST or lines < LOWEST:
        area.advice(
            f"The window has {columns} columns and {lines} lines.",
            f"Make it at least {NARROWEST} by {LOWEST}, or the type smaller.",
        )
    else:
        area.fine(f"{columns} columns and {lines} lines.")


def _look_at_colours(area: Area, term: str) -> None:
    if os.environ.get("NO_COLOR"):
        area.note("NO_COLOR is set: the screens draw without colour.", "Unset it for colours.")
    elif os.environ.get("COLORTERM", "") in {"truecolor", "24bit"} or sys.platform == "win32":
        area.fine(f"{term or 'The terminal'} shows all colours.")
    elif "256" in term or "direct" in term:
        area.fine(f"{term} shows 256 colours.")
    else:
        area.note(
            f"{term} may show only sixteen colours.",
            "If the screens look plain, set COLORTERM=truecolor in a terminal that can.",
        )


def _look_at_widths(area: Area) -> None:
    """Ask the terminal where its cursor stands after each sign: only that tells its width."""
    wrong = []
    for sign, width in _PROBES:
        drawn = drawn_width(sign)
        if drawn is None:
            area.note("The terminal does not say how wide it draws signs; look at this line:")
            break
        if drawn != width:
            wrong.append(f"{sign} ({drawn} instead of {width})")
    else:
        if wrong:
            area.advice(
                f"The terminal draws some signs in another width: {', '.join(wrong)}.",
                "Turn off `ambiguous characters are wide` in its settings, or choose another font.",
            )
        else:
            area.fine("Signs are drawn as wide as the screens reckon.")
    area.note(
        f"These signs should all be there, none a box or a question mark: {SAMPLE}",
        "If one is missing, choose a font that has it, such as DejaVu Sans Mono or Cascadia Mono.",
    )


def drawn_width(sign: str) -> int | None:
    """Columns by which the terminal moves for `sign`; none where it does not tell."""
    try:
        import termios
        import tty
    except ImportError:
        return None
    try:
        handle = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return None
    try:
        before = termios.tcgetattr(handle)
        try:
            tty.setraw(handle, termios.TCSANOW)
            os.write(handle, f"\r{sign}\x1b[6n".encode())
            column = _column(handle)
        finally:
            os.write(handle, b"\r\x1b[K")
            termios.tcsetattr(handle, termios.TCSANOW, before)
    except (OSError, termios.error):
        return None
    finally:
        os.close(handle)
    return None if column is None else column - 1


def _column(handle: int) -> int | None:
    said, until = "", time.monotonic() + _PATIENCE_SECONDS
    while (left := until - time.monotonic()) > 0:
        if not select.select([handle], [], [], left)[0]:
            break
        said += os.read(handle, 64).decode("ascii", "replace")
        found = _REPLY.search(said)
        if found:
            return int(found.group(2))
    return None


def look_at_clipboard(area: Area) -> None:
    """By which way something is copied here."""
    from coach.lookup.clipboard import tools

    there = [name for name in tools() if shutil.which(name)]
    terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    if "SSH_CONNECTION" in os.environ:
        area.note(
            "Over SSH only your own terminal can copy (OSC 52), and it does not say whether it did.",
            "If nothing arrives, allow OSC 52 in the terminal's settings; `--print` always works.",
        )
    elif there:
        area.fine(f"Copying uses {there[0]}.")
    else:
        ask = " It is asked to copy (OSC 52) but does not say whether it did." if terminal else ""
        area.note(
            f"No clipboard tool is at hand.{ask}",
            "On Linux install wl-clipboard or xclip; `coach lookup --print` works without.",
        )
    if os.environ.get("TMUX"):
        area.note(
            "Inside tmux, what is copied is handed to tmux, and by it to your terminal.",
            "If nothing arrives there, put `set -g set-clipboard on` into ~/.tmux.conf.",
        )
