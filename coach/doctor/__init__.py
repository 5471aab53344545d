"""The examination behind `coach doctor`: looks at everything the program stands on, changes nothing.

What it finds says what to do. A few things are safe to put right by themselves (an index that can
be made again, the mode of a file); those carry a `fix`, which only `--fix` runs.
"""

import sqlite3
from collections.abc import Callable

from coach.doctor import content, disk, program, records, screen, store
from coach.doctor.finding import Area, Finding, State, worst

__all__ = ["AREAS", "Finding", "State", "examine", "mended", "worst"]

AREAS: dict[str, Callable[[Area], None]] = {
    "program": program.look,
    "terminal": screen.look_at_terminal,
    "clipboard": screen.look_at_clipboard,
    "folders": disk.look,
    "records": records.look,
    "libraries": content.look_at_libraries,
    "index": content.look_at_index,
    "settings": content.look_at_settings,
    "store": store.look,
}
"""What is examined, in this order."""


def examine(names: tuple[str, ...] = tuple(AREAS)) -> list[Finding]:
    """Look at the areas of those names. A fault of the examination itself is a finding, too."""
    found: list[Finding] = []
    for name in names:
        area = Area(name)
        try:
            AREAS[name](area)
        except (OSError, sqlite3.Error, ValueError) as error:
            area.broken(f"This could not be examined: {error}.", "See what the message names.")
        found += area.findings
    return found


def mended(findings: list[Finding]) -> list[str]:
    """Do what is safe about the findings; returns what was done, a sentence each."""
    done = []
    for finding in findings:
        if finding.fix is not None:
            try:
                done.append(finding.fix())
            except (OSError, sqlite3.Error, ValueError) as error:
                done.append(f"This could not be put right: {error}.")
    return done
