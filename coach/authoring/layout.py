"""YAML as the starter pack is laid out: short groups on one line, long texts on one line each."""

from collections.abc import Mapping, Sequence

from coach.authoring.inserting import quoted

Value = str | int | float | bool | Mapping[str, "Value"] | Sequence["Value"]

_SHORT = 76
_FLOW = frozenset({"weights", "examples", "when", "routes"})
"""Fields whose groups read best on one line where they fit, or whose entries do."""


def laid_out(entry: Mapping[str, Value], indent: int = 0) -> str:
    """A group of fields as YAML lines."""
    return "".join(_field(name, value, indent) for name, value in entry.items())


def listed(entries: Sequence[Mapping[str, Value]], indent: int = 0) -> str:
    """A list of groups as YAML lines, each beginning with a dash."""
    return "".join(_dashed(entry, indent, flow=False) for entry in entries)


def _field(name: str, value: Value, indent: int) -> str:
    lead = " " * indent
    if isinstance(value, Mapping):
        short = _on_line(value)
        if name in _FLOW and len(short) < _SHORT:
            return f"{lead}{name}: {short}\n"
        return f"{lead}{name}:\n{laid_out(value, indent + 2)}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        if not value or all(isinstance(one, int) for one in value):
            return f"{lead}{name}: {_on_line(value)}\n"
        body = "".join(_dashed(one, indent + 2, flow=name in _FLOW) for one in value)
        return f"{lead}{name}:\n{body}"
    return f"{lead}{name}: {_scalar(value, alone=True)}\n"


def _dashed(value: Value, indent: int, *, flow: bool) -> str:
    lead = " " * indent
    if isinstance(value, Mapping):
        if flow and all(not isinstance(one, Mapping) for one in value.values()):
            return f"{lead}- {_on_line(value)}\n"
        body = laid_out(value, indent + 2)
        return f"{lead}- {body[indent + 2 :]}"
    return f"{lead}- {_scalar(value, alone=True)}\n"


def _on_line(value: Value) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_on_line(one)}" for name, one in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_on_line(one) for one in value) + "]"
    return _scalar(value, alone=False)


def _scalar(value: Value, *, alone: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        plain = value.isidentifier() and value.lower() not in {"true", "false", "null"}
        return value if plain else quoted(value, alone=alone)
    return f"{value:g}" if isinstance(value, float) else str(value)
