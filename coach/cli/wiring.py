"""What the beginning of the program hands to the commands: the front ends do not know each other."""

from collections.abc import Callable
from typing import Any

screens: Callable[..., int] | None = None
"""Opens the screens; set by `coach.__main__`. None where the commands are used without screens."""


def open_screens(*given: Any, **named: Any) -> int:
    """Open the screens as they were handed in. Raises RuntimeError where none were."""
    if screens is None:
        message = "the commands were started without screens"
        raise RuntimeError(message)
    return screens(*given, **named)
