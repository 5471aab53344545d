"""Problems: faults in a content file, collected as values instead of thrown at the first."""

from typing import Literal

import msgspec

from coach.domain.safe import shown

Severity = Literal["error", "warning", "hint"]


class Problem(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """One fault in a content file, told so that its author can mend it."""

    file: str
    """Path of the file as the author would write it."""
    line: int = 1
    """Line of the fault, from 1."""
    column: int = 1
    """Column of the fault, from 1."""
    code: str
    """Stable name of the kind of fault, for switches and documentation: `unknown-field`."""
    message: str
    """What is wrong, in one sentence."""
    remedy: str = ""
    """What to do about it, in one sentence; empty only where the message already says it."""
    severity: Severity = "error"
    """`error` keeps a file from being used, `warning` and `hint` do not."""

    def line_of_text(self) -> str:
        """The problem as one line, `file:line:column: severity code: message Remedy`.

        What it quotes from the file is harmless to a terminal.
        """
        remedy = f" {self.remedy}" if self.remedy else ""
        place = f"{self.file}:{self.line}:{self.column}"
        return shown(f"{place}: {self.severity} {self.code}: {self.message}{remedy}")


def errors(problems: list[Problem]) -> list[Problem]:
    """Those of `problems` that keep their file from being used."""
    return [problem for problem in problems if problem.severity == "error"]
