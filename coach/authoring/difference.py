"""What changed between two versions of a pack, as a trainee would notice it."""

from collections.abc import Mapping

import msgspec

from coach.domain.call import Library
from coach.library import drill_situation
from coach.practice.staging import Scorer


def difference(
    old: Library, new: Library, old_scorer: Scorer | None, new_scorer: Scorer | None
) -> list[str]:
    """The changes, one line each; with scorers also what changes in the scores of the examples."""
    lines = []
    if old.pack.version != new.pack.version:
        lines.append(f"version: {old.pack.version} -> {new.pack.version}")
    lines += _fields("pack", old.pack, new.pack, skip=("version",))
    lines += _entries("excuse", old.excuses, new.excuses)
    lines += _entries("call", old.calls, new.calls)
    if old_scorer and new_scorer:
        lines += _scores(old, new, old_scorer, new_scorer)
    return lines


def _entries(
    kind: str, old: Mapping[str, msgspec.Struct], new: Mapping[str, msgspec.Struct]
) -> list[str]:
    lines = [f"- {kind} {name}" for name in old if name not in new]
    lines += [f"+ {kind} {name}" for name in new if name not in old]
    for name, before in old.items():
        if name in new:
            lines += _fields(f"{kind} {name}", before, new[name])
    return lines


def _fields(
    what: str, before: msgspec.Struct, after: msgspec.Struct, skip: tuple[str, ...] = ()
) -> list[str]:
    lines = []
    for field in msgspec.structs.fields(before):
        one, other = getattr(before, field.name), getattr(after, field.name)
        if one == other or field.name in skip:
            continue
        short = isinstance(one, str | int | float) or field.name == "weights"
        detail = f": {_brief(one)} -> {_brief(other)}" if short else _count(one, other)
        lines.append(f"~ {what}: {field.name}{detail}")
    return lines


def _brief(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} {entry}" for key, entry in value.items()) + "}"
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - fits a line


def _count(one: object, other: object) -> str:
    if isinstance(one, tuple) and isinstance(other, tuple):
        gone = sum(entry not in other for entry in one)
        come = sum(entry not in one for entry in other)
        return f": {come} new, {gone} gone"
    return " changed"


def _scores(old: Library, new: Library, old_scorer: Scorer, new_scorer: Scorer) -> list[str]:
    lines = []
    for name, excuse in old.excuses.items():
        if name not in new.excuses:
            continue
        before, after = drill_situation(old, excuse), drill_situation(new, new.excuses[name])
        for number, example in enumerate(before.excuse.examples, 1):
            first = old_scorer.review(before, example.answer)
            second = new_scorer.review(after, example.answer)
            if first.band != second.band or abs(first.score - second.score) >= 5:  # noqa: PLR2004 - less is not noticed
                lines.append(
                    f"~ excuse {name}: example {number} scores {first.score} (band {first.band}) -> {second.score} (band {second.band})"
                )
    return lines
