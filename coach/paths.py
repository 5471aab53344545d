"""Where this program keeps its files. Imports nothing but `os` and `sys`: look-up starts here.

`COACH_HOME`, where set, holds everything; otherwise each platform's own places are used.
"""

import os
import sys


def data_dir() -> str:
    """The folder of records, kept for good."""
    return _place(
        "", "XDG_DATA_HOME", "~/.local/share", "~/Library/Application Support", "LOCALAPPDATA"
    )


def cache_dir() -> str:
    """The folder of what can be made again: the look-up index."""
    return _place("cache", "XDG_CACHE_HOME", "~/.cache", "~/Library/Caches", "LOCALAPPDATA")


def config_dir() -> str:
    """The folder of settings."""
    return _place("", "XDG_CONFIG_HOME", "~/.config", "~/Library/Application Support", "APPDATA")


def _place(inside: str, variable: str, linux: str, mac: str, windows: str) -> str:
    home = os.environ.get("COACH_HOME")
    if home:
        return os.path.join(home, inside) if inside else home  # noqa: PTH118 - pathlib costs half a start
    if sys.platform == "win32":
        base = os.environ.get(windows) or os.path.expanduser("~")  # noqa: PTH111 - the same
        return os.path.join(base, "coach", inside) if inside else os.path.join(base, "coach")  # noqa: PTH118 - the same
    base = mac if sys.platform == "darwin" else os.environ.get(variable) or linux
    return os.path.join(os.path.expanduser(base), "coach")  # noqa: PTH111, PTH118 - the same
