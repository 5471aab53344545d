"""What an examination finds: a state, what it is, and what to do about it."""

from collections.abc import Callable
from typing import Literal

import msgspec

State = Literal["fine", "note", "advice", "broken"]
STATES: tuple[State, ...] = ("fine", "note", "advice", "broken")
"""From the best to the worst."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at."""

    area: str
    """What it belongs to: `terminal`, `records`."""
    state: State
    """`fine`; `note`: worth knowing; `advice`: something to do; `broken`: something does not work."""
    text: str
    """What was found, in a sentence."""
    todo: str = ""
    """What to do about it; empty where nothing is to be done."""
    fix: Callable[[], str] | None = None
    """What `--fix` does about it, which returns what was done; none where it is left to people."""


class Area:
    """Collects the findings of one area."""

    def __init__(self, name: str) -> None:
        self.name = name
        """The area."""
        self.findings: list[Finding] = []
        """What was found so far."""

    def fine(self, text: str) -> None:
        """All is well."""
        self._add("fine", text, "", None)

    def note(self, text: str, todo: str = "") -> None:
        """Worth knowing; nothing is wrong."""
        self._add("note", text, todo, None)

    def advice(self, text: str, todo: str, fix: Callable[[], str] | None = None) -> None:
        """Something should be done."""
        self._add("advice", text, todo, fix)

    def broken(self, text: str, todo: str) -> None:
        """Something does not work."""
        self._add("broken", text, todo, None)

    def _add(self, state: State, text: str, todo: str, fix: Callable[[], str] | None) -> None:
        self.findings.append(Finding(area=self.name, state=state, text=text, todo=todo, fix=fix))


def worst(findings: list[Finding]) -> State:
    """The worst state among them; `fine` where there are none."""
    return max((one.state for one in findings), key=STATES.index, default="fine")
