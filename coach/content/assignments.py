"""The team's assignments: one small file in the shared folder, read by every desk.

It is changed by adding and cutting lines, so that what somebody wrote into it by hand stays.
"""

import json
import re
from datetime import date
from pathlib import Path

import msgspec
import yaml

from coach.content.shape import INVALID, read_as
from coach.content.source import Source, near, read_source
from coach.domain.assignment import Assignment
from coach.domain.problems import Problem, errors

FOLDER = "assignments"
"""The folder of assignments in a team's library."""
FILE = "assignments.yaml"
_ID = re.compile(r"^[a-z0-9][a-z0-9-]{0,40}$")
_CALL = re.compile(r"^[^/\s]+/[^/\s]+$")
_LONGEST_NAME = 100
_MOST_SCORE = 100
_HEAD = """\
# Calls set for the team to play. `coach assign` adds and removes entries; every desk reads them.
# An entry may be changed by hand: to is a list of names, or [everyone].
"""


class AssignmentReading(msgspec.Struct):
    """What came of reading the file."""

    assignments: tuple[Assignment, ...]
    """Those that are sound, in the order of the file."""
    problems: list[Problem]
    """What is wrong in it, in the order of lines."""


def assignments_file(team: Path) -> Path:
    """Where a team's folder keeps its assignments."""
    return team / FOLDER / FILE


def read_assignments(path: Path) -> AssignmentReading:
    """Read the file; without one there are no assignments. Problems are collected, never raised."""
    if not path.exists():
        return AssignmentReading((), [])
    return _reading(read_source(path))


def parsed(path: Path, text: str) -> AssignmentReading:
    """The same of a text that was read already; `path` is named in problems."""
    return _reading(Source(near(path), text))


def _reading(source: Source) -> AssignmentReading:
    found = [one for _, one in _entries(source)]
    problems = sorted(source.problems, key=lambda one: (one.line, one.column))
    # A file of nothing but remarks is what is left when the last assignment was removed.
    if [one.code for one in problems] == ["empty-file"]:
        problems = []
    return AssignmentReading(tuple(found), problems)


def with_added(text: str, new: Assignment) -> str:
    """The text of the file with one more assignment at its end."""
    lines = [f"- id: {_quoted(new.id)}", f"  call: {_quoted(new.call)}"]
    lines.append(f"  to: [{', '.join(map(_quoted, new.to))}]")
    if new.due:
        lines.append(f"  due: {_quoted(new.due)}")
    lines.append(f"  pass_mark: {new.pass_mark}")
    if new.attempts is not None:
        lines.append(f"  attempts: {new.attempts}")
    lines += [f"  set_by: {_quoted(new.set_by)}", f"  set_at: {_quoted(new.set_at)}"]
    before = text if text.strip() else _HEAD
    return f"{before.rstrip()}\n" + "\n".join(lines) + "\n"


def without(path: Path, text: str, name: str) -> str:
    """The text of the file without the assignment called `name`."""
    source = Source(str(path), text)
    lines = text.splitlines(keepends=True)
    for node, one in _entries(source):
        if one.id == name:
            end = node.end_mark.line + (1 if node.end_mark.column else 0)
            first = node.start_mark.line
            # Remarks and empty lines before the next entry belong to that entry.
            last = max(line for line in range(first, min(end, len(lines))) if _says(lines[line]))
            del lines[first : last + 1]
            break
    return "".join(lines)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _quoted(text: str) -> str:
    """Text as YAML reads it back unchanged, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)


def _entries(source: Source) -> list[tuple[yaml.Node, Assignment]]:
    root = source.root
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        remedy = "Begin each assignment on its own line with a dash."
        source.add(root, "wrong-type", "Here belongs a list of assignments.", remedy)
        return []
    found: list[tuple[yaml.Node, Assignment]] = []
    seen: set[str] = set()
    for node in root.value:
        one = read_as(source, node, Assignment)
        if one is INVALID or not _sound(source, node, one):
            continue
        if one.id in seen:
            source.add(node, "double-id", f"There are two assignments `{one.id}`.", "Rename one.")
            continue
        seen.add(one.id)
        found.append((node, one))
    return found


def _sound(source: Source, node: yaml.Node, one: Assignment) -> bool:
    before = len(errors(source.problems))

    def wrong(field: str, message: str, remedy: str) -> None:
        source.add(
            source.find(field, start=node), f"bad-{field.replace('_', '-')}", message, remedy
        )

    if not _ID.match(one.id):
        wrong("id", f"`{one.id}` is no name for an assignment.", "Use small letters and digits.")
    if not _CALL.match(one.call):
        wrong("call", f"`{one.call}` names no call.", "Write pack/call.")
    if not one.to or any(not name_is_sound(name) for name in one.to):
        wrong("to", "It is set for nobody.", "Write names in [ ], or [everyone].")
    if one.due and not day_is_sound(one.due):
        wrong("due", f"`{one.due}` is no day.", 'Write it like "2026-03-12".')
    if not 1 <= one.pass_mark <= _MOST_SCORE:
        wrong("pass_mark", f"A score of {one.pass_mark} cannot be reached.", "Write 1 to 100.")
    if one.attempts is not None and one.attempts < 1:
        wrong("attempts", "With no attempt nobody can pass.", "Write 1 or more, or leave it out.")
    if one.set_at and not _is_moment(one.set_at):
        wrong("set_at", f"`{one.set_at}` is no time.", 'Write it like "2026-03-12T08:00:00+00:00".')
    return len(errors(source.problems)) == before


def name_is_sound(name: str) -> bool:
    """Whether a trainee can be called so."""
    return 0 < len(name.strip()) <= _LONGEST_NAME and name.isprintable()


def day_is_sound(day: str) -> bool:
    """Whether it is a day, written `2026-03-12`."""
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    from datetime import datetime

    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
