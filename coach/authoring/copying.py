"""A new excuse made from one that is there: its lines once more, comments and all, under a new id."""

from collections.abc import Collection
from pathlib import Path

import yaml

from coach.authoring.inserting import InsertError, write
from coach.content.source import Source, read_source


def copy_excuse(path: Path, name: str, taken: Collection[str]) -> tuple[str, bytes, bytes]:
    """Copy the excuse `name` of a file to the file's end, under an id that is not taken.

    Returns the new id and the file's bytes before and after. Raises InsertError.
    """
    source = read_source(path)
    if not isinstance(source.root, yaml.SequenceNode):
        told = source.problems[0].line_of_text() if source.problems else f"{path} is no list."
        raise InsertError(f"Save the file without the mistake first. {told}")
    place = _place(source, name)
    new = _free(name, taken)
    lines = source.text.replace("\r\n", "\n").split("\n")
    begins = [item.start_mark.line for item in source.root.value]
    end = begins[place + 1] if place + 1 < len(begins) else len(lines)
    block = lines[begins[place] : end]
    while block and (not block[-1].strip() or block[-1].startswith("#")):
        block.pop()
    node = source.find("id", start=source.root.value[place])
    if node is None:
        raise InsertError(f"`{name}` has no id.")
    row = node.start_mark.line - begins[place]
    head, tail = block[row][: node.start_mark.column], block[row][node.end_mark.column :]
    block[row] = f"{head}{new}{tail}"
    made = source.text.rstrip("\n") + "\n\n" + "\n".join(block) + "\n"
    _compare(source, made, place, new)
    before = path.read_bytes()
    crlf = b"\r\n" in before
    content = made.replace("\r\n", "\n").replace("\n", "\r\n" if crlf else "\n").encode()
    after = (b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b"") + content
    write(path, after)
    return new, before, after


def _place(source: Source, name: str) -> int:
    items = getattr(source.root, "value", ())
    for place, item in enumerate(items):
        if getattr(source.find("id", start=item), "value", None) == name:
            return place
    raise InsertError(f"`{name}` is no longer in {source.name}.")


def _free(name: str, taken: Collection[str]) -> str:
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _compare(source: Source, made: str, place: int, new: str) -> None:
    """Nothing may have changed but that there is one more, the same but for its id."""
    items = getattr(source.root, "value", [])
    again = getattr(Source(source.name, made).root, "value", [])
    same = len(again) == len(items) + 1 and [_plain(one) for one in again[:-1]] == [
        _plain(one) for one in items
    ]
    if not same or _plain(again[-1]) != {**dict(_pairs(items[place])), "id": new}:
        raise InsertError(
            f"The excuse cannot be copied within {source.name}. Copy it in an editor."
        )


def _pairs(node: yaml.Node) -> list[tuple[str, object]]:
    return [(key.value, _plain(value)) for key, value in node.value]


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value
