"""Problems as people, editors and continuous integration read them."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from coach.authoring.codes import CODES
from coach.domain.problems import Problem
from coach.domain.safe import shown
from coach.version import __version__

Format = Literal["text", "json", "sarif", "github"]
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "hint": "note"}
_LONGEST_LINE = 160
_GITHUB = {"error": "error", "warning": "warning", "hint": "notice"}


def written(problems: Iterable[Problem], form: Format) -> str:
    """The problems in that format, ready to print."""
    listed = list(problems)
    if form == "json":
        return json.dumps([_plain(problem) for problem in listed], indent=2, ensure_ascii=False)
    if form == "sarif":
        return json.dumps(_sarif(listed), indent=2, ensure_ascii=False)
    if form == "github":
        return "\n".join(map(_github, listed))
    files: dict[str, list[str]] = {}
    return "\n".join(_text(problem, files) for problem in listed)


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file, "line": problem.line, "column": problem.column, "severity": problem.severity,
        "code": problem.code, "message": problem.message, "remedy": problem.remedy,
    }  # fmt: skip


def _text(problem: Problem, files: dict[str, list[str]]) -> str:
    """The problem with the offending line and a mark beneath the column."""
    lines = [shown(problem.line_of_text())]
    source = _source_line(problem, files)
    if source:
        number = f"{problem.line:>6} | "
        lines.append(f"{number}{shown(source)}")
        if problem.column <= len(source) + 1:
            lines.append(" " * (len(number) + problem.column - 1) + "^")
    return "\n".join(lines)


def _source_line(problem: Problem, files: dict[str, list[str]]) -> str:
    """The line of a problem; `files` keeps what was read, for a file may have many problems."""
    if problem.file not in files:
        try:
            with Path(problem.file).open(encoding="utf-8", errors="replace") as file:
                files[problem.file] = [line.rstrip()[:_LONGEST_LINE] for line in file]
        except OSError:
            files[problem.file] = []
    known = files[problem.file]
    return known[problem.line - 1] if problem.line <= len(known) else ""


def _github(problem: Problem) -> str:
    text = shown(f"{problem.message} {problem.remedy}".strip()).replace("%", "%25")
    kind = _GITHUB[problem.severity]
    return f"::{kind} file={problem.file},line={problem.line},col={problem.column},title={problem.code}::{text}"


def _sarif(problems: list[Problem]) -> dict[str, Any]:
    used = sorted({problem.code for problem in problems})
    rules = [{"id": code, "shortDescription": {"text": CODES[code].title}} for code in used]
    results = [
        {
            "ruleId": problem.code,
            "level": _LEVELS[problem.severity],
            "message": {"text": f"{problem.message} {problem.remedy}".strip()},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": problem.file},
                        "region": {"startLine": problem.line, "startColumn": problem.column},
                    },
                },
            ],
        }
        for problem in problems
    ]
    tool = {"driver": {"name": "coach pack check", "version": __version__, "rules": rules}}
    return {"$schema": _SARIF, "version": "2.1.0", "runs": [{"tool": tool, "results": results}]}
