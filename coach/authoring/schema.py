"""JSON Schema of the content files, so that an editor can complete and check them.

The record types are the single description: their fields give the shape, and the string beneath
each field its explanation.
"""

import ast
import inspect
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from coach.domain.call import Call, Pack, Play
from coach.domain.excuse import Excuse
from coach.domain.script import Book

KINDS: dict[str, Any] = {
    "pack": Pack,
    "excuses": list[Excuse],
    "call": Call,
    "plays": list[Play],
    "book": Book,
}
"""Kinds of content files, with what is in them."""


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file. Raises KeyError for an unknown kind."""
    (schema,), components = msgspec.json.schema_components(
        [KINDS[kind]], ref_template="#/$defs/{name}"
    )
    for name, part in components.items():
        _explain(name, part)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "$defs": components,
    }


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema into `folder`; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for kind in KINDS:
        path = folder / f"{kind}.schema.json"
        path.write_text(
            json.dumps(schema_of(kind), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        made.append(path)
    return made


def _explain(name: str, part: dict[str, Any]) -> None:
    cls = _classes().get(name)
    if cls is None:
        return
    texts = beneath(cls)
    for field, shape in part.get("properties", {}).items():
        if field in texts:
            shape["description"] = texts[field]
    part["additionalProperties"] = False


def _classes() -> dict[str, type]:
    from coach.domain import call, excuse, script

    return {
        name: cls
        for module in (call, excuse, script)
        for name, cls in vars(module).items()
        if inspect.isclass(cls) and issubclass(cls, msgspec.Struct)
    }


def beneath(cls: type) -> dict[str, str]:
    """The explanation of each field: the string beneath it in the source."""
    tree = ast.parse(inspect.getsource(cls))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    found: dict[str, str] = {}
    for field, text in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        ):
            found[field.target.id] = text.value.value
    return found
