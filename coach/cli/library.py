"""`coach library`: which packs and books are at hand, what was skipped and why, what they teach."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from coach.cli.common import tell_of_team
from coach.cli.parsing import Parser
from coach.domain.call import Call, Library
from coach.domain.excuse import SKILLS, Excuse
from coach.domain.practices import PRACTICES
from coach.domain.script import Book
from coach.domain.taxonomy import TAXONOMY
from coach.lookup.places import Layer, layers
from coach.lookup.shares import barred
from coach.shelves import Found, Shelves, read_all

_SHOWN_PROBLEMS = 3
"""Problems of one pack or book that are shown; `coach pack check` shows all of a pack."""
_NAMED = 3
"""Entries that a row of the practices names."""


def run(argv: list[str]) -> int:
    """Run `coach library`; returns the exit code: 1 where something was skipped or is untaught."""
    options = _parser().parse_args(argv)
    tell_of_team()
    found = layers()
    shelves = read_all(found)
    if options.practices:
        return _practices(shelves, as_json=options.json)
    if options.counts:
        return _counts(shelves, as_json=options.json)
    return _places(found, shelves, as_json=options.json)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="coach library",
        description="See which packs and books of scripts are at hand, and what was skipped.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  coach library               packs, books and what was skipped\n"
        "  coach library --practices   the 47 practices and what teaches each\n"
        "  coach library --counts      how much there is, by family, market and skill\n\n"
        "Your own packs and books go into the personal folder; a team's shared folder is\n"
        "named by COACH_TEAM or in the settings. Of two of one name, personal wins over team,\nand "
        "team over built-in.",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--practices", action="store_true", help="the 47 practices and what teaches each"
    )
    which.add_argument(
        "--counts",
        action="store_true",
        help="how much there is by family, market, skill, practice and kind of excuse",
    )
    parser.add_argument("--json", action="store_true", help="the same for programs")
    return parser


def _places(found: list[Layer], shelves: Shelves, *, as_json: bool) -> int:
    skipped = [one for one in (*shelves.packs, *shelves.books) if _faults(one)]
    if as_json:
        _print([_layer_facts(layer, shelves) for layer in found])
        return 1 if skipped else 0
    for layer in found:
        state = "" if layer.writable else " (read-only)"
        print(f"{layer.name}: {layer.folder}{state}")
        own = [one for one in (*shelves.packs, *shelves.books) if one.layer is layer]
        if not own:
            print("  it may not be read" if barred(layer.folder) else "  nothing there")
        for one in own:
            print(f"  {_line(one)}")
            for problem in _faults(one)[:_SHOWN_PROBLEMS]:
                print(f"    {problem.line_of_text()}")
            more = len(_faults(one)) - _SHOWN_PROBLEMS
            if more > 0:
                print(f"    and {more} more")
    return 1 if skipped else 0


def _faults(one: Found) -> list[Any]:
    return [problem for problem in one.problems if problem.severity == "error"]


def _line(one: Found) -> str:
    content = one.content
    if content is None:
        return f"{one.name}: skipped"
    if isinstance(content, Library):
        parts = [_many(len(content.excuses), "excuse"), _many(len(content.calls), "call")]
        line = f"pack {one.name} {content.pack.version}: {', '.join(parts)}"
    else:
        parts = [_many(len(content.scripts), "script")]
        if content.advice:
            parts.append(_many(len(content.advice), "rule") + " of thumb")
        line = f"book {one.name} {content.version}: {', '.join(parts)}"
    if _faults(one):
        line += "; what is faulty was left out"
    return f"{line} (hidden by one of the same name above)" if one.hidden else line


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _layer_facts(layer: Layer, shelves: Shelves) -> dict[str, object]:
    return {
        "layer": layer.name,
        "folder": layer.folder,
        "writable": layer.writable,
        "content": [
            {
                "name": one.name,
                "path": str(one.path),
                "kind": "book" if one in shelves.books else "pack",
                "used": one.content is not None,
                "hidden": one.hidden,
                "problems": [problem.line_of_text() for problem in one.problems],
            }
            for one in (*shelves.packs, *shelves.books)
            if one.layer is layer
        ],
    }


def _libraries(shelves: Shelves) -> Iterator[Library]:
    for one in shelves.packs:
        if isinstance(one.content, Library) and not one.hidden:
            yield one.content


def _books(shelves: Shelves) -> Iterator[Book]:
    for one in shelves.books:
        if isinstance(one.content, Book) and not one.hidden:
            yield one.content


def _teachers(shelves: Shelves) -> dict[str, dict[str, list[str]]]:
    """For each practice: the excuses, calls, scripts and rules of thumb that cite it."""
    table: dict[str, dict[str, list[str]]] = {
        name: {"excuses": [], "calls": [], "scripts": [], "advice": []} for name in PRACTICES
    }

    def cite(kind: str, ref: str, practices: Iterable[str]) -> None:
        for name in practices:
            if name in table:
                table[name][kind].append(ref)

    for library in _libraries(shelves):
        for excuse in library.excuses.values():
            cite("excuses", f"{library.pack.id}/{excuse.id}", excuse.practice)
        for call in library.calls.values():
            cite("calls", f"{library.pack.id}/{call.id}", _practices_of(call))
    for book in _books(shelves):
        for script in book.scripts:
            cite("scripts", f"{book.id}/{script.id}", script.practice)
        for advice in book.advice:
            cite("advice", f"{book.id}/{advice.id}", advice.practice)
    return table


def _practices_of(call: Call) -> tuple[str, ...]:
    own = (name for turn in call.turns if turn.own for name in turn.own.practice)
    return tuple(dict.fromkeys((*call.practice, *own)))


def _practices(shelves: Shelves, *, as_json: bool) -> int:
    table = _teachers(shelves)
    untaught = [name for name, kinds in table.items() if not any(kinds.values())]
    if as_json:
        _print(table)
        return 1 if untaught else 0
    print(f"{'':<4} {'excuses':>7} {'calls':>5} {'scripts':>7} {'advice':>6}  practice")
    for name, kinds in table.items():
        counts = [len(kinds[kind]) for kind in ("excuses", "calls", "scripts", "advice")]
        print(
            f"{name:<4} {counts[0]:>7} {counts[1]:>5} {counts[2]:>7} {counts[3]:>6}"
            f"  {PRACTICES[name]}"
        )
        refs = [ref for kind in ("calls", "excuses", "scripts", "advice") for ref in kinds[kind]]
        if refs:
            print(f"{'':<31}{', '.join(refs[:_NAMED])}")
    if untaught:
        print(f"\nNothing teaches {', '.join(untaught)}.", file=sys.stderr)
    return 1 if untaught else 0


def _counts(shelves: Shelves, *, as_json: bool) -> int:
    excuses = [
        (library, excuse) for library in _libraries(shelves) for excuse in library.excuses.values()
    ]
    scripts = [script for book in _books(shelves) for script in book.scripts]
    calls = [call for library in _libraries(shelves) for call in library.calls.values()]
    table: dict[str, dict[str, int]] = {
        "all": {
            "packs": len(list(_libraries(shelves))),
            "excuses": len(excuses),
            "examples": sum(len(excuse.examples) for _, excuse in excuses),
            "calls": len(calls),
            "turns": sum(len(call.turns) for call in calls),
            "books": len(list(_books(shelves))),
            "scripts": len(scripts),
            "rules of thumb": sum(len(book.advice) for book in _books(shelves)),
        },
        "excuses by pack": _tally(library.pack.id for library, _ in excuses),
        "excuses by market": _tally(library.pack.market for library, _ in excuses),
        "excuses by family": _tally(excuse.family for _, excuse in excuses),
        "excuses by mood": _tally(excuse.mood for _, excuse in excuses),
        "excuses by level": _tally(excuse.level for _, excuse in excuses),
        "excuses that train a skill": _skills(excuse for _, excuse in excuses),
        "excuses by kind": {
            name: sum(name in excuse.taxonomy for _, excuse in excuses) for name in TAXONOMY
        },
        "scripts by channel": _tally(script.channel for script in scripts),
        "scripts by stage": _tally(script.stage for script in scripts),
        "citations of a practice": {
            name: sum(map(len, kinds.values())) for name, kinds in _teachers(shelves).items()
        },
    }
    if as_json:
        _print(table)
        return 0
    for title, rows in table.items():
        print(title)
        width = max(map(len, rows), default=0)
        cells = [f"{name:<{width}} {count:>4}" for name, count in rows.items()]
        abreast = max(1, 76 // (width + 8))
        for first in range(0, len(cells), abreast):
            print("  " + "   ".join(cells[first : first + abreast]))
    return 0


def _tally(words: Iterable[str]) -> dict[str, int]:
    return dict(Counter(words).most_common())


def _skills(excuses: Iterable[Excuse]) -> dict[str, int]:
    counted = Counter(skill for excuse in excuses for skill in excuse.weights)
    return {skill: counted[skill] for skill in SKILLS}


def _print(facts: object) -> None:
    print(json.dumps(facts, ensure_ascii=False, indent=2))
