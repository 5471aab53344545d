"""The author's own editor, opened at a line while the program waits."""

import os
import shlex
import shutil
from pathlib import Path

_USUAL = ("nano", "micro", "nvim", "vim", "vi", "notepad")
"""Where no editor is named: the first of these that is there, the friendliest first."""
_PLUS = {
    "vi", "vim", "nvim", "view", "nano", "pico", "micro", "emacs", "emacsclient", "kak", "joe", "jed",
    "mg", "ne", "mcedit", "gedit", "kate",
}  # fmt: skip
"""Editors that take `+LINE`."""
_GOTO = {"code", "codium", "code-insiders", "cursor", "windsurf"}
"""Editors that take `--goto FILE:LINE`, and must be told to be waited for."""
_COLON = {"hx", "helix", "subl", "zed"}
"""Editors that take `FILE:LINE`."""


def editor_command(path: Path, line: int) -> list[str]:
    """The command that opens a file at a line, from VISUAL or EDITOR; empty where there is none."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(named, posix=os.name != "nt")
    except ValueError:
        words = [named]
    if not words:
        words = [name for name in _USUAL if shutil.which(name)][:1]
    if not words or shutil.which(words[0]) is None:
        return []
    name = Path(words[0]).stem.lower()
    if name in _PLUS:
        return [*words, f"+{line}", str(path)]
    if name in _GOTO:
        wait = [] if {"-w", "--wait"} & set(words) else ["--wait"]
        return [*words, *wait, "--goto", f"{path}:{line}"]
    if name in _COLON:
        return [*words, f"{path}:{line}"]
    return [*words, str(path)]
