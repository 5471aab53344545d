"""Books of scripts: a file in; a book of wordings out, with every problem of the file."""

import re
from pathlib import Path
from typing import Any

import msgspec
import yaml

from coach.content.shape import INVALID, nearest, read_as
from coach.content.source import Source, read_source
from coach.domain.fill import PLACEHOLDER, USUAL
from coach.domain.problems import Problem
from coach.domain.script import Advice, Book, Script
from coach.domain.sms import costly, sms_length
from coach.domain.taxonomy import TAXONOMY

_ID = re.compile(r"(?!.{81})[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_PRACTICE = re.compile(r"^P(?:0[1-9]|[1-3][0-9]|4[0-7])$")
_VERSION = re.compile(r"^\d+\.\d+(?:\.\d+)?$")
_BRACE = re.compile(r"[{}]")
_SEGMENTS = 4
"""More parts than this and some networks deliver a text message in pieces or not at all."""


class BookReading(msgspec.Struct):
    """What came of reading a book."""

    book: Book | None
    """The wordings that are sound; none where the book's own fields are not."""
    problems: list[Problem]
    """All that was found, in the order of lines."""


def book_files(root: Path) -> list[Path]:
    """The files under `root` that may be books, by name; `root` itself if it is one."""
    if root.is_file():
        return [root]
    if not root.is_dir():
        return []
    return sorted(
        path
        for path in root.iterdir()
        if path.suffix in {".yaml", ".yml"} and path.is_file() and not path.name.startswith(".")
    )


def read_book(path: Path, name: str | None = None) -> BookReading:
    """Read one book. A wording with errors is left out; the rest of the book can still be used."""
    source = read_source(path, name)
    if source.root is None:
        return BookReading(None, source.problems)
    head, parts = _apart(source.root)
    scripts = _entries(source, parts.get("scripts"), Script)
    advice = _entries(source, parts.get("advice"), Advice)
    book = read_as(source, head, Book)
    if book is not INVALID:
        _check_book(source, book, path.stem)
        book = msgspec.structs.replace(
            book,
            scripts=_sound_scripts(source, scripts, book),
            advice=_sound_advice(source, advice),
        )
        if not parts:
            source.add(
                source.root,
                "empty-book",
                "The book holds neither scripts nor advice.",
                "Add `scripts:` with the first wording.",
                "warning",
            )
    problems = sorted(source.problems, key=lambda p: (p.line, p.column))
    return BookReading(None if book is INVALID else book, problems)


def _apart(root: yaml.Node) -> tuple[yaml.Node, dict[str, yaml.Node]]:
    """The book's own fields, and the lists whose entries are judged one by one."""
    if not isinstance(root, yaml.MappingNode):
        return root, {}
    lists = {key.value: value for key, value in root.value if key.value in {"scripts", "advice"}}
    rest = [(key, value) for key, value in root.value if key.value not in lists]
    return yaml.MappingNode(root.tag, rest, root.start_mark, root.end_mark), lists


def _entries(
    source: Source, node: yaml.Node | None, kind: type[msgspec.Struct]
) -> list[tuple[yaml.Node, Any]]:
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        source.add(node, "wrong-type", "Here belongs a list.", "Begin each entry with a dash.")
        return []
    read = [(item, read_as(source, item, kind)) for item in node.value]
    return [(item, value) for item, value in read if value is not INVALID]


def _check_book(source: Source, book: Book, stem: str) -> None:
    _check_id(source, source.find("id"), book.id)
    if book.id != stem:
        source.add(
            source.find("id"),
            "id-not-file",
            f"The book's id is `{book.id}` but its file is `{stem}`.",
            "Make them the same.",
            "warning",
        )
    if not _VERSION.match(book.version):
        source.add(
            source.find("version"),
            "bad-version",
            f"`{book.version}` is not a version.",
            'Write numbers with points: "1.0".',
        )


def _sound_scripts(
    source: Source, entries: list[tuple[yaml.Node, Script]], book: Book
) -> tuple[Script, ...]:
    known = {**USUAL, **{name: gap.ask for name, gap in book.placeholders.items()}}
    found: dict[str, Script] = {}
    for node, script in entries:
        before = len(source.problems)
        _check_entry(source, node, script.id, script.practice, set(found))
        for field in ("text", "subject", "never"):
            value = getattr(script, field)
            for text in value if isinstance(value, tuple) else (value,):
                _check_gaps(source, source.find(field, start=node) or node, text, known)
        _check_taxonomy(source, node, script)
        if not script.text:
            source.add(node, "empty-text", "The wording is empty.", "Write what is to be said.")
        _check_sms(source, node, script)
        if not any(problem.severity == "error" for problem in source.problems[before:]):
            found[script.id] = script
    return tuple(found.values())


def _sound_advice(source: Source, entries: list[tuple[yaml.Node, Advice]]) -> tuple[Advice, ...]:
    found: dict[str, Advice] = {}
    for node, advice in entries:
        before = len(source.problems)
        _check_entry(source, node, advice.id, advice.practice, set(found))
        if not any(problem.severity == "error" for problem in source.problems[before:]):
            found[advice.id] = advice
    return tuple(found.values())


def _check_entry(
    source: Source, node: yaml.Node, name: str, practice: tuple[str, ...], before: set[str]
) -> None:
    _check_id(source, source.find("id", start=node) or node, name)
    if name in before:
        source.add(
            source.find("id", start=node) or node,
            "double-id",
            f"The id `{name}` is used before in this book.",
            "Give this entry an id of its own.",
        )
    for index, number in enumerate(practice):
        if not _PRACTICE.match(number):
            source.add(
                source.find("practice", index, start=node) or node,
                "unknown-practice",
                f"`{number}` is no practice.",
                "They are called P01 to P47.",
            )


def _check_taxonomy(source: Source, node: yaml.Node, script: Script) -> None:
    for index, name in enumerate(script.taxonomy):
        if name not in TAXONOMY:
            source.add(
                source.find("taxonomy", index, start=node) or node,
                "unknown-taxonomy",
                f"`{name}` is not in the taxonomy of excuses.",
                nearest(name, list(TAXONOMY)),
            )


def _check_id(source: Source, node: yaml.Node | None, value: str) -> None:
    if not _ID.match(value):
        source.add(
            node,
            "bad-id",
            f"`{value}` cannot be an id.",
            "Use small letters, digits and single hyphens, at most 80: `year-end-thanks`.",
        )


def _check_gaps(source: Source, node: yaml.Node, text: str, known: dict[str, str]) -> None:
    for name in dict.fromkeys(PLACEHOLDER.findall(text)):
        if name not in known:
            source.add(
                node,
                "unknown-placeholder",
                f"`{{{name}}}` is no placeholder of this book.",
                f"{nearest(name, list(known))} Or add it under `placeholders`.",
            )
    if _BRACE.search(PLACEHOLDER.sub("", text)):
        source.add(
            node,
            "stray-brace",
            "A brace stands here that belongs to no placeholder.",
            "Write placeholders as {small_letters}.",
        )


def _check_sms(source: Source, node: yaml.Node, script: Script) -> None:
    if script.channel != "sms":
        return
    plain = PLACEHOLDER.sub("0123456789", script.text)
    length = sms_length(plain)
    if length.segments > _SEGMENTS:
        source.add(
            source.find("text", start=node) or node,
            "long-sms",
            f"With its gaps filled, this message takes about {length.segments} segments.",
            "Shorten it, or make it an e-mail.",
            "warning",
        )
    odd = costly(plain)
    if odd:
        source.add(
            source.find("text", start=node) or node,
            "costly-character",
            f"`{odd}` is not in the GSM alphabet: a segment holds 70 characters instead of 160.",
            "Use plain quotation marks, dashes and dots, unless the language needs it.",
            "hint",
        )
