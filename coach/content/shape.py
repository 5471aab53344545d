"""Nodes in, records of the domain out: every fault of a file at once, each with its place.

`msgspec.convert` stops at the first fault; an author wants them all. The record types stay the
single description of the formats: this module reads them through `msgspec.inspect`.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
import yaml
from msgspec import inspect

from coach.content.source import Source
from coach.content.values import FAULTS, Fault
from coach.domain.near import did_you_mean

_PREFIX = "tag:yaml.org,2002:"
_TEXT = _PREFIX + "str"
_WRITTEN = frozenset({"str", "int", "float"})
INVALID = object()
"""Stands for a value that could not be read; its problem has been noted."""

Reader = Callable[[Source, yaml.Node], Any]


def read_as(source: Source, node: yaml.Node, kind: Any) -> Any:
    """`node` as the type `kind`, or INVALID with its problems noted in `source`."""
    return _reader(kind)(source, node)


def nearest(word: str, known: list[str]) -> str:
    """`Did you mean ...?` for a misspelt word, or the list of what is known."""
    found = did_you_mean(word, known)
    if found:
        return found.strip()
    listed = ", ".join(f"`{name}`" for name in known[:12])
    return f"Known are {listed}{' and more' if len(known) > 12 else ''}."  # noqa: PLR2004 - a line's worth


@cache
def _reader(kind: Any) -> Reader:
    return _from_info(inspect.type_info(kind))


def _from_info(info: inspect.Type) -> Reader:  # noqa: C901, PLR0911 - one line a kind of type
    match info:
        case inspect.StrType():
            return _text
        case inspect.IntType():
            return _number("int", "a whole number", int)
        case inspect.FloatType():
            return _number("int float", "a number", float)
        case inspect.BoolType():
            return _bool
        case inspect.LiteralType(values=values):
            return _one_of([str(value) for value in values])
        case inspect.VarTupleType(item_type=item):
            return _list(item)
        case inspect.TupleType(item_types=items):
            return _fixed(list(items))
        case inspect.DictType(key_type=key, value_type=value):
            return _mapping(key, value)
        case inspect.StructType(cls=cls):
            return lambda source, node: _struct(source, node, cls)
        case inspect.UnionType(types=types):
            return _union(list(types))
    raise NotImplementedError(info)


def _tag(node: yaml.Node) -> str:
    return str(node.tag).removeprefix(_PREFIX)


def _words(node: yaml.Node) -> str:
    names = {
        "str": "text",
        "int": "a number",
        "float": "a number",
        "bool": "true or false",
        "null": "nothing",
        "seq": "a list",
        "map": "a group of fields",
    }
    return names.get(_tag(node), _tag(node))


def _wrong(source: Source, node: yaml.Node, wanted: str, remedy: str = "") -> object:
    source.add(node, "wrong-type", f"Here belongs {wanted}, but this is {_words(node)}.", remedy)
    return INVALID


def _text(source: Source, node: yaml.Node) -> Any:
    if node.tag == _TEXT:
        return node.value.strip()
    remedy = (
        f'Put quotation marks around it: "{node.value}".'
        if isinstance(node, yaml.ScalarNode) and node.value
        else "A text with a colon in it needs quotation marks around it."
        if isinstance(node, yaml.MappingNode)
        else ""
    )
    return _wrong(source, node, "text", remedy)


def _number(tags: str, wanted: str, make: Callable[[str], Any]) -> Reader:
    allowed = tags.split()

    def read(source: Source, node: yaml.Node) -> Any:
        return make(node.value) if _tag(node) in allowed else _wrong(source, node, wanted)

    return read


def _bool(source: Source, node: yaml.Node) -> Any:
    if _tag(node) == "bool":
        return node.value.lower() == "true"
    return _wrong(source, node, "true or false")


def _one_of(values: list[str]) -> Reader:
    def read(source: Source, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.value in values:
            return node.value
        if not isinstance(node, yaml.ScalarNode):
            return _wrong(source, node, "one word", f"One of {', '.join(values)}.")
        source.add(
            node,
            "unknown-value",
            f"`{node.value}` is not one of the words for this field.",
            nearest(node.value, values),
        )
        return INVALID

    return read


def _list(item: inspect.Type) -> Reader:
    inner = _from_info(item)

    def read(source: Source, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            return _wrong(
                source, node, "a list", "Begin each entry on its own line with a dash, or use [ ]."
            )
        values = [inner(source, entry) for entry in node.value]
        return INVALID if INVALID in values else tuple(values)

    return read


def _fixed(items: list[inspect.Type]) -> Reader:
    inner = [_from_info(item) for item in items]

    def read(source: Source, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.SequenceNode) or len(node.value) != len(inner):
            return (
                _wrong(source, node, f"a list of {len(inner)}", "Write it like [3, 4].")
                if not isinstance(node, yaml.SequenceNode)
                else _count(source, node, len(inner))
            )
        values = [reader(source, entry) for reader, entry in zip(inner, node.value, strict=True)]
        return INVALID if INVALID in values else tuple(values)

    return read


def _count(source: Source, node: yaml.SequenceNode, wanted: int) -> object:
    source.add(
        node,
        "wrong-count",
        f"Here belong {wanted} entries, but there are {len(node.value)}.",
        "Write it like [3, 4].",
    )
    return INVALID


def _mapping(key: inspect.Type, value: inspect.Type) -> Reader:
    read_key, read_value = _from_info(key), _from_info(value)

    def read(source: Source, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return _wrong(
                source, node, "a group of fields", "Write `name: value` lines beneath it."
            )
        pairs = [(read_key(source, k), read_value(source, v)) for k, v in node.value]
        return INVALID if any(INVALID in (k, v) for k, v in pairs) else dict(pairs)

    return read


def _union(types: list[inspect.Type]) -> Reader:
    optional = any(isinstance(info, inspect.NoneType) for info in types)
    rest = [info for info in types if not isinstance(info, inspect.NoneType)]
    by_shape = {_shape(info): _from_info(info) for info in rest}
    fallback = next(iter(by_shape.values()))
    names = {
        field.encode_name
        for info in rest
        if isinstance(info, inspect.StructType)
        for field in info.fields
    }

    def read(source: Source, node: yaml.Node) -> Any:
        if optional and _tag(node) == "null":
            return None
        shape = (
            "seq"
            if isinstance(node, yaml.SequenceNode)
            else "map"
            if isinstance(node, yaml.MappingNode)
            else "scalar"
        )
        if (
            isinstance(node, yaml.MappingNode)
            and "scalar" in by_shape
            and not names & {key.value for key, _ in node.value}
        ):
            return _torn(source, node)
        return by_shape.get(shape, fallback)(source, node)

    return read


def _torn(source: Source, node: yaml.MappingNode) -> object:
    """A text that its own colon turned into a field."""
    key = node.value[0][0] if node.value else node
    source.add(
        key,
        "unknown-field",
        f"There is no field `{key.value}` here." if node.value else "There is no field here.",
        "A text with a colon in it needs quotation marks around it.",
    )
    return INVALID


def _shape(info: inspect.Type) -> str:
    if isinstance(info, inspect.StructType | inspect.DictType):
        return "map"
    return "seq" if isinstance(info, inspect.VarTupleType | inspect.TupleType) else "scalar"


@cache
def _fields(cls: type[msgspec.Struct]) -> dict[str, tuple[Reader, bool]]:
    return {
        field.encode_name: (_looking(_reader(field.type), cls, field.name), field.required)
        for field in msgspec.structs.fields(cls)
    }


def _looking(read: Reader, cls: type[msgspec.Struct], name: str) -> Reader:
    """The reader of a field, with a look at its value where one is parsed later."""
    look: Callable[[str], Fault | None] | None = FAULTS.get((cls, name))
    if look is None:
        return read

    def looked(source: Source, node: yaml.Node) -> Any:
        # A time without quotation marks may be a number to YAML; what it should be is the better remedy.
        fault = look(node.value.strip()) if _tag(node) in _WRITTEN else None
        if fault is None:
            return read(source, node)
        source.add(node, fault.code, fault.message, fault.remedy, fault.severity)
        return INVALID if fault.severity == "error" else read(source, node)

    return looked


def _struct(source: Source, node: yaml.Node, cls: type[msgspec.Struct]) -> Any:
    if not isinstance(node, yaml.MappingNode):
        return _wrong(
            source,
            node,
            "a group of fields",
            f"Write `name: value` lines for {', '.join(list(_fields(cls))[:4])} and so on.",
        )
    fields = _fields(cls)
    given: dict[str, Any] = {}
    for key, value in node.value:
        known = fields.get(key.value)
        if known is None:
            source.add(
                key,
                "unknown-field",
                f"There is no field `{key.value}` here.",
                nearest(str(key.value), list(fields)) if source.lists else "",
            )
            given[key.value] = INVALID
        else:
            given[key.value] = known[0](source, value)
    missing = [name for name, (_, required) in fields.items() if required and name not in given]
    for name in missing:
        source.add(node, "missing-field", f"The field `{name}` is missing.", f"Add `{name}:` here.")
    if missing or INVALID in given.values():
        return INVALID
    return cls(**given)
