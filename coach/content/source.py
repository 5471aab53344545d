"""YAML text in; a tree of nodes with their places, or problems, out. The only reader of YAML.

PyYAML keeps the last of two equal keys, reads `no` as False and `12:30` as 750, and expands
aliases. Here equal keys, aliases, anchors and tags are problems, and only `true`, `false`,
`null`, whole and decimal numbers are anything but text.
"""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from coach.domain.problems import Problem, Severity

LIMIT_BYTES = 32 * 1024 * 1024
"""Largest file that is read: ten times the largest pack anybody has written by hand."""
MOST_PROBLEMS = 1000
"""Problems of one file and one severity that are listed."""
_DEPTH = 60
_TOO_DEEP = "The file is nested too deeply."
_FEWER = "Content needs fewer than sixty levels."
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u202a-\u202e\u2066-\u2069]"
)
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What `"\\e"` and its like bring into a value, though the file itself is plain."""
_BRACKET = re.compile(r"[\[\]{}]")
_INDENTED = " " * 100
_MAYBE_DEEP = re.compile(r"[-?](?: +[-?]){29}")
_MANY_BRACKETS = 40
# The sign comes first in these patterns: the machine then skips to it through megabytes of text.
_MAYBE_ALIAS = re.compile(r"[*&](?<![^\s\[{,][*&])[\w*&]")
_PREFIX = "tag:yaml.org,2002:"
_TEXT, _LIST, _GROUP = _PREFIX + "str", _PREFIX + "seq", _PREFIX + "map"

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # the base is chosen at run time
    """Resolves nothing but true, false, null and plain numbers; everything else is text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own shape

    # The three methods below are asked for every value of a file; there are no path resolvers here.
    def descend_resolver(self, current_node: Any, current_index: Any) -> None:  # noqa: ANN401 - PyYAML's own shape
        """Nothing to do without path resolvers."""

    def ascend_resolver(self) -> None:
        """Nothing to do without path resolvers."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:  # noqa: ANN401 - PyYAML's own shape
        """The tag of a value: text, unless it is plain and looks like one of the few others."""
        if kind is yaml.ScalarNode:
            if implicit[0]:
                for tag, pattern in self.yaml_implicit_resolvers.get(value[:1], ()):
                    if pattern.match(value):
                        return tag
            return _TEXT
        return _LIST if kind is yaml.SequenceNode else _GROUP


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false|True|False)$", "tfTF"),
    ("null", r"^(?:~|null|)$", "~n\0"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]{0,17})$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})$", "-+.0123456789"),
):
    _Loader.add_implicit_resolver(
        _PREFIX + _tag, re.compile(_pattern), list(_first) + ([""] if _tag == "null" else [])
    )


class Source:
    """One content file: its text, its node tree when it has one, and its problems so far."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        """Path as it is shown to its author."""
        self.text = text
        """The text as read."""
        self.problems: list[Problem] = []
        """What was found wrong so far."""
        self._counts: Counter[Severity] = Counter()
        self.root: yaml.Node | None = _compose(self)
        """The tree; none where the text is no usable YAML or is empty."""

    @property
    def lists(self) -> bool:
        """Whether further errors are still listed."""
        return self._counts["error"] < MOST_PROBLEMS

    def add(
        self,
        node: yaml.Node | None,
        code: str,
        message: str,
        remedy: str = "",
        severity: Severity = "error",
    ) -> None:
        """Note a problem at `node`, or at the top of the file."""
        mark = node.start_mark if node is not None else None
        self.at(
            mark.line + 1 if mark else 1,
            mark.column + 1 if mark else 1,
            code,
            message,
            remedy,
            severity,
        )

    def at(
        self,
        line: int,
        column: int,
        code: str,
        message: str,
        remedy: str = "",
        severity: Severity = "error",
    ) -> None:
        """Note a problem at a line and column, both from 1. The thousandth of a severity is the last."""
        self._counts[severity] += 1
        if self._counts[severity] > MOST_PROBLEMS:
            return
        if self._counts[severity] == MOST_PROBLEMS:
            code, message = "many-problems", "There are more problems than are worth listing."
            remedy = "Mend those above first, then check again."
        self.problems.append(
            Problem(
                file=self.name,
                line=line,
                column=column,
                code=code,
                message=message,
                remedy=remedy,
                severity=severity,
            ),
        )

    def find(self, *path: str | int, start: yaml.Node | None = None) -> yaml.Node | None:
        """The node at `path` (keys and indexes from `start` or the root), or the nearest above."""
        node = start or self.root
        for step in path:
            inner = _child(node, step)
            if inner is None:
                break
            node = inner
        return node


def read_source(path: Path, name: str | None = None) -> Source:
    """Read a content file. Unreadable, oversized or undecodable files come back with a problem."""
    shown = name or near(path)
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= LIMIT_BYTES else b""
    except OSError as error:
        source = Source(shown, "")
        source.problems.clear()
        source.at(
            1,
            1,
            "unreadable-file",
            f"The file cannot be read: {error.strerror}.",
            "Check its name and its permissions.",
        )
        return source
    if size > LIMIT_BYTES:
        return _refused(
            shown,
            "file-too-large",
            f"The file has {size} bytes; the most is {LIMIT_BYTES}.",
            "Split it into several files.",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        before = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start]
        return _refused(
            shown,
            "not-utf8",
            "The file is not UTF-8 text.",
            "Save it as UTF-8 in your editor.",
            line,
            len(before.decode("utf-8-sig", "replace")) + 1,
        )
    return Source(shown, text)


def near(path: Path) -> str:
    """The path as its author would write it: from the working folder where it lies beneath it."""
    here = Path.cwd()
    absolute = path if path.is_absolute() else here / path
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(path)


def _refused(
    name: str, code: str, message: str, remedy: str, line: int = 1, column: int = 1
) -> Source:
    source = Source(name, "")
    source.problems.clear()
    source.at(line, column, code, message, remedy)
    return source


def _compose(source: Source) -> yaml.Node | None:  # noqa: PLR0911 - one way out a kind of fault
    text = source.text
    bad = _CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        source.at(
            line,
            column,
            "control-character",
            f"An invisible control character (U+{ord(bad.group()):04X}) stands here.",
            "Delete it; type the text again if need be.",
        )
        return None
    if _MAYBE_ALIAS.search(text) and _has_alias(source):
        return None
    # The composer calls itself for every level and would end the whole program on a deep file.
    if _maybe_deep(text) and _is_deep(source):
        return None
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        if mark and "cannot start any token" in what and text[mark.index : mark.index + 1] == "\t":
            what = "a tab stands where only spaces may"
        source.at(
            mark.line + 1 if mark else 1,
            mark.column + 1 if mark else 1,
            "yaml-syntax",
            f"This is not valid YAML: {what}.",
            _syntax_remedy(what),
        )
        return None
    except yaml.YAMLError as error:
        source.at(1, 1, "yaml-syntax", f"This is not valid YAML: {error}.")
        return None
    except RecursionError:
        source.at(1, 1, "nested-too-deep", _TOO_DEEP, _FEWER)
        return None
    finally:
        loader.dispose()
    if node is None or (isinstance(node, yaml.ScalarNode) and node.value == ""):
        source.at(1, 1, "empty-file", "The file is empty.", "Fill it or delete it.")
        return None
    return node if _sound(source, node) else None


def _syntax_remedy(what: str) -> str:
    if "mapping values are not allowed" in what or "could not find expected" in what:
        return "A text with a colon in it needs quotation marks around it."
    if "tab" in what or "\\t" in what:
        return "Indent with spaces, not with tabs."
    if "did not find expected key" in what or "block end" in what:
        return "Check the indentation here and on the line before, and that quotation marks are closed."
    return "Check indentation, colons and quotation marks near here."


def _maybe_deep(text: str) -> bool:
    """Whether a file could be nested deeply: a guess that is never wrong on the safe side."""
    if _INDENTED in text or _MAYBE_DEEP.search(text):
        return True
    if text.count("[") + text.count("{") <= _MANY_BRACKETS:
        return False
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket.group() in "[{" else max(0, depth - 1)
        if depth > _MANY_BRACKETS:
            return True
    return False


def _is_deep(source: Source) -> bool:
    depth = 0
    try:
        for event in yaml.parse(source.text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEPTH:
                mark: Any = event.start_mark
                source.at(mark.line + 1, mark.column + 1, "nested-too-deep", _TOO_DEEP, _FEWER)
                return True
    except yaml.YAMLError:
        # The composer meets the same fault, before it gets any deeper, and tells its place.
        return False
    return False


def _has_alias(source: Source) -> bool:
    try:
        for event in yaml.parse(source.text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                mark: Any = event.start_mark
                source.at(
                    mark.line + 1,
                    mark.column + 1,
                    "yaml-alias",
                    "Anchors and aliases (& and *) are not used in packs.",
                    "Write the value out, or put quotation marks around the text.",
                )
                return True
    except yaml.YAMLError:
        return False  # the composer meets the same fault and reports it with its place
    except RecursionError:
        source.at(1, 1, "nested-too-deep", _TOO_DEEP, _FEWER)
        return True
    return False


def _sound(source: Source, root: yaml.Node) -> bool:
    """Look for equal keys, tags and deep nesting, without recursion."""
    before = len(source.problems)
    level, depth = [root], 1
    escapes = "\\" in source.text
    while level:
        if depth > _DEPTH:
            source.add(level[0], "nested-too-deep", _TOO_DEEP, _FEWER)
            return False
        below: list[yaml.Node] = []
        for node in level:
            if node.tag not in _TAGS:
                source.add(
                    node,
                    "yaml-tag",
                    f"The tag `{node.tag}` is not used in packs.",
                    "Delete what begins with an exclamation mark, or quote the text.",
                )
            if isinstance(node, yaml.MappingNode):
                _sound_keys(source, node)
                below += [value for _, value in node.value]
                if escapes:
                    below += [key for key, _ in node.value]
            elif isinstance(node, yaml.SequenceNode):
                below += node.value
            elif escapes and (bad := _ESCAPED.search(node.value)):
                source.add(
                    node,
                    "control-character",
                    f"An escape sequence puts a control character (U+{ord(bad.group()):04X}) here.",
                    "Take out the backslash and what belongs to it.",
                )
        level, depth = below, depth + 1
    return len(source.problems) == before


def _sound_keys(source: Source, node: yaml.MappingNode) -> None:
    seen: dict[str, yaml.Node] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            source.add(
                key,
                "key-not-text",
                "A field's name must be a plain word.",
                "Write `name: value`.",
            )
        elif seen.setdefault(key.value, key) is not key:
            first = seen[key.value].start_mark.line + 1
            source.add(
                key,
                "double-key",
                f"`{key.value}` is given twice; the first is on line {first}.",
                "Keep one of them.",
            )


_TAGS = frozenset(_PREFIX + name for name in ("str", "int", "float", "bool", "null", "seq", "map"))


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                found: yaml.Node = value
                return found
    return None
