"""One more entry in a list of a YAML file, with comments, order and layout left as they are.

The text is not written anew from its data: one piece is put in at the right place. Afterwards
the whole is read again and compared; where anything but the new entry differs, nothing is written.
"""

import os
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from coach.content.source import Source, read_source

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML 1.1."""
_PLAIN = re.compile(r"[A-Za-z](?:[\w .,;?!%£€$()'’/-]*[\w.?!%)])?")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_BOM = b"\xef\xbb\xbf"


class InsertError(Exception):
    """The entry cannot be put in; the message tells why. Nothing was changed."""


def quoted(text: str, *, alone: bool = False) -> str:
    """`text` as a YAML value on one line; `alone` on its line it needs no quotation marks."""
    if alone and _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    dumped = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=2**31)
    return str(dumped).rstrip("\n")


def insert(path: Path, where: tuple[str | int, ...], key: str, value: str) -> tuple[bytes, bytes]:
    """Put `value`, YAML on one line, at the end of the list `key` of the group of fields at `where`.

    Returns the file's bytes before and after. Raises InsertError.
    """
    try:
        before = path.read_bytes()
    except OSError as error:
        raise InsertError(f"{path} cannot be read: {error.strerror}.") from error
    source = read_source(path)
    if source.root is None:
        told = source.problems[0].line_of_text() if source.problems else f"{path} is empty."
        raise InsertError(f"Save the file without the mistake first. {told}")
    text = inserted(source, where, key, value)
    after = (_BOM if before.startswith(_BOM) else b"") + text.encode()
    write(path, after)
    return before, after


def inserted(source: Source, where: tuple[str | int, ...], key: str, value: str) -> str:
    """The text of a file with `value` put in. Raises InsertError."""
    group = source.find(*where)
    if not isinstance(group, yaml.MappingNode):
        raise InsertError(f"The entry is no longer in {source.name}.")
    text = _Text(source.text)
    found = next((pair for pair in group.value if pair[0].value == key), None)
    if found is None:
        made = _new_list(text, group, key, value)
    elif isinstance(found[1], yaml.SequenceNode):
        made = _longer_list(text, found[1], value)
    else:
        made = text.after_line(
            text.last_line(found[0]), " " * (found[0].start_mark.column + 2) + f"- {value}"
        )
    _compare(source, made, where, key, value)
    return made


def write(path: Path, content: bytes) -> None:
    """Write a file in one step, so that nobody ever reads half of it. Raises InsertError."""
    target = path.resolve()
    new = target.with_name(f".{target.name}.new")
    try:
        new.write_bytes(content)
        if target.exists():
            shutil.copymode(target, new)
        os.replace(new, target)  # noqa: PTH105 - over the old file, on every system
    except OSError as error:
        new.unlink(missing_ok=True)
        raise InsertError(f"{path} cannot be written: {error.strerror}.") from error


class _Text:
    """A text by its lines, as YAML counts them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        found = _BREAK.search(text)
        self._newline = found.group() if found else "\n"

    def at(self, mark: Any) -> int:  # noqa: ANN401 - PyYAML's marks have no type
        """The offset of a mark."""
        line = self._starts[min(int(mark.line), len(self._starts) - 1)]
        return min(len(self._text), line + int(mark.column))

    def put(self, offset: int, words: str) -> str:
        """The text with `words` at an offset."""
        return self._text[:offset] + words + self._text[offset:]

    def after_line(self, line: int, *lines: str) -> str:
        """The text with lines put in after the one of that number, from 0."""
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        body = "".join(one + self._newline for one in lines)
        ended = self._line(line) != self._text[self._starts[line] : end]
        return self.put(end, body if ended else self._newline + body)

    def last_line(self, node: yaml.Node) -> int:
        """The number of the last line on which something of `node` stands."""
        if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
            key, value = node.value[-1]
            return max(self.last_line(key), self.last_line(value) if _given(value) else 0)
        if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
            return self.last_line(node.value[-1])
        line: int = node.end_mark.line
        if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
            line = min(line, len(self._starts) - 1)
            line -= int(node.end_mark.column == 0)
            while line > node.start_mark.line and not self._line(line).strip():
                line -= 1
        return line

    def _line(self, line: int) -> str:
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        return self._text[self._starts[line] : end].rstrip("\r\n\x85\u2028\u2029")


def _given(node: yaml.Node) -> bool:
    """Whether something is written for a value; the place of nothing is anywhere."""
    return not isinstance(node, yaml.ScalarNode) or bool(node.value) or bool(node.style)


def _longer_list(text: _Text, items: yaml.SequenceNode, value: str) -> str:
    if not items.flow_style:
        line = text.last_line(items)
        return text.after_line(line, " " * items.start_mark.column + f"- {value}")
    if items.value:
        return text.put(text.at(items.value[-1].end_mark), f", {value}")
    return text.put(text.at(items.end_mark) - 1, value)


def _new_list(text: _Text, group: yaml.MappingNode, key: str, value: str) -> str:
    if group.flow_style:
        return text.put(text.at(group.value[-1][1].end_mark), f", {key}: [{value}]")
    indent = " " * group.value[0][0].start_mark.column
    return text.after_line(text.last_line(group), f"{indent}{key}:", f"{indent}  - {value}")


def _compare(source: Source, made: str, where: tuple[str | int, ...], key: str, value: str) -> None:
    again = Source(source.name, made)
    entry = Source(source.name, value)
    if again.root is not None and entry.root is not None and source.root is not None:
        wanted = _plain(source.root)
        group = wanted
        for step in where:
            group = group[step]
        group[key] = [*(group.get(key) or []), _plain(entry.root)]
        if _plain(again.root) == wanted:
            return
    raise InsertError(
        f"The entry cannot be put into {source.name} without changing something else. "
        f"Write it yourself, under `{key}`: {value}"
    )


def _plain(node: yaml.Node) -> Any:  # noqa: ANN401 - a YAML value may be anything
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value
