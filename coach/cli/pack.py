"""`coach pack`: make, check, test and share packs."""

import argparse
import sys
from pathlib import Path

from coach.cli.common import say_error
from coach.content.packs import pack_folders, read_pack
from coach.domain.problems import Problem
from coach.library import LibraryError, load, shipped


def run(argv: list[str]) -> int:
    """Run `coach pack`; returns the exit code."""
    parser = argparse.ArgumentParser(prog="coach pack", description="Check and test packs.")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser(
        "check", help="every problem at once, with file, line, column and remedy"
    )
    check.add_argument(
        "path",
        nargs="?",
        type=Path,
        help="a pack, or a folder of packs (default: the shipped packs)",
    )
    test = actions.add_parser("test", help="run the pack's examples, responses and play scripts")
    test.add_argument(
        "path",
        nargs="?",
        type=Path,
        help="a pack, or a folder of packs (default: the shipped packs)",
    )
    test.add_argument("--all", action="store_true", help="list what went well, too")
    options = parser.parse_args(argv)
    folder: Path = options.path or shipped("scenarios")
    if not pack_folders(folder):
        say_error(f"There is no pack in {folder}.")
        return 2
    return _check(folder) if options.action == "check" else _test(folder, everything=options.all)


def _check(folder: Path) -> int:
    problems: list[Problem] = []
    for path in pack_folders(folder):
        problems += read_pack(path).problems
    for problem in problems:
        print(problem.line_of_text())
    wrong = sum(problem.severity == "error" for problem in problems)
    print(
        f"{len(pack_folders(folder))} packs checked: {wrong} errors, {len(problems) - wrong} remarks."
    )
    return 1 if problems else 0


def _test(folder: Path, *, everything: bool) -> int:
    from coach.practice import scorer_for
    from coach.practice.rehearsal import rehearse

    shelf = load(folder)
    counted: dict[str, list[int]] = {}
    try:
        for library in shelf.packs.values():
            for case in rehearse(shelf, library, scorer_for(library)):
                tally = counted.setdefault(case.kind, [0, 0])
                tally[bool(case.faults)] += 1
                if case.faults or everything:
                    print(f"{'FAILS' if case.faults else 'ok   '} {case.ref} {case.name}")
                for fault in case.faults:
                    print(f"      {fault}")
    except LibraryError as error:
        say_error(str(error))
        return 2
    for problem in shelf.problems:
        if problem.severity == "error":
            print(problem.line_of_text(), file=sys.stderr)
    for kind, (well, badly) in counted.items():
        print(f"{kind}: {well} as wanted, {badly} otherwise")
    return 1 if any(badly for _, badly in counted.values()) or not counted else 0
