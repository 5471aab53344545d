"""`coach pack`: make, check, test and share packs."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from coach.cli import pack_travel
from coach.cli.common import say_error
from coach.cli.parsing import Parser
from coach.content.packs import pack_folders, read_pack
from coach.domain.counted import counted
from coach.domain.safe import shown
from coach.library import LibraryError, Shelf, load, shipped

HELP = """examples:
  coach pack new our-debtors               make a small working pack in a folder of that name
  coach pack add excuse our-debtors        asks questions and adds an excuse
  coach pack check our-debtors             every problem, with file, line, column and remedy
  coach pack test our-debtors              run its examples, responses and play scripts
  coach pack watch our-debtors             check at every save, and try replies meanwhile
  coach play first-call --packs our-debtors --plain
  coach pack graph our-debtors/first-call  the call as a picture (Mermaid; --dot for Graphviz)
  coach pack build our-debtors             one file to hand on
  coach pack install our-debtors-0.1.0.coachpack"""


def run(argv: list[str]) -> int:
    """Run `coach pack`; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(argv)
    action: Callable[[argparse.Namespace], int] = options.run
    try:
        return action(options)
    except LibraryError as error:
        say_error(str(error))
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="coach pack",
        description="Make, check, test and share packs.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    new = _action(actions, "new", "make a small working pack, with comments", _new)
    new.add_argument("folder", type=Path, help="the new folder; its name becomes the pack's id")
    new.add_argument("--title", default="", help="the pack's title")
    add = _action(actions, "add", "ask questions and add a valid entry", _add)
    add.add_argument("kind", choices=["excuse", "call", "script"])
    add.add_argument("path", type=Path, help="the pack's folder; for a script, the book's file")
    check = _action(
        actions, "check", "every problem at once, with file, line, column and remedy", _check
    )
    _path(check)
    check.add_argument(
        "--format",
        choices=["text", "json", "sarif", "github"],
        default="text",
        help="for people, programs, code scanning or GitHub's logs",
    )
    check.add_argument(
        "--no-scoring", action="store_true", help="do not run responses through the scorer"
    )
    check.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="CODE=SEVERITY",
        help="off, error, warning or hint for one kind of problem",
    )
    check.add_argument("--codes", action="store_true", help="list all kinds of problems")
    test = _action(actions, "test", "run examples, responses and play scripts", _test)
    _path(test)
    test.add_argument("--all", action="store_true", help="list what went well, too")
    test.add_argument(
        "--junit", type=Path, metavar="FILE", help="write the result as JUnit XML as well"
    )
    watch = _action(
        actions, "watch", "check at every save, try replies, see which phrasing matched", _watch
    )
    watch.add_argument(
        "path", nargs="?", type=Path, default=Path(), help="the pack (default: here)"
    )
    watch.add_argument("--excuse", default="", metavar="ID", help="the excuse to begin with")
    watch.add_argument(
        "--plain", action="store_true", help="as plain lines; so it is, too, in a pipe"
    )
    stats = _action(actions, "stats", "what a pack holds, counted", _stats)
    _path(stats)
    stats.add_argument("--json", action="store_true")
    graph = _action(actions, "graph", "a call as a picture: Mermaid, or DOT", _graph)
    graph.add_argument("call", help="pack/call, or folder/call")
    graph.add_argument("--dot", action="store_true", help="for Graphviz instead of Mermaid")
    diff = _action(actions, "diff", "what changed for a trainee between two versions", _diff)
    diff.add_argument("old", type=Path)
    diff.add_argument("new", type=Path)
    schema = _action(actions, "schema", "JSON Schemas for your editor", _schema)
    schema.add_argument("kind", nargs="?", choices=["pack", "excuses", "call", "plays", "book"])
    schema.add_argument("--write", type=Path, metavar="DIR", help="write all of them into DIR")
    translate = _action(
        actions, "translate", "a table of all texts for another language, and the pack made from it",
        pack_travel.translate,
    )  # fmt: skip
    translate.add_argument("folder", type=Path)
    translate.add_argument("language", help="a language tag: de, pt-BR")
    translate.add_argument(
        "--into", type=Path, metavar="FOLDER", help="make the translated pack in FOLDER"
    )
    build = _action(actions, "build", "make one archive of a pack", pack_travel.build)
    build.add_argument("folder", type=Path)
    build.add_argument("-o", "--output", type=Path)
    install = _action(
        actions, "install", "install an archive, a folder or a git address", pack_travel.install
    )
    install.add_argument("source")
    _action(actions, "list", "installed packs", pack_travel.listing)
    for name, text, made in (
        ("remove", "remove an installed pack; its records stay", pack_travel.remove),
        ("update", "install a pack anew from where it came", pack_travel.update),
    ):
        _action(actions, name, text, made).add_argument("pack")
    return parser


def _action(
    actions: "argparse._SubParsersAction[Parser]",
    name: str,
    text: str,
    made: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(run=made)
    return parser


def _path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path",
        nargs="?",
        type=Path,
        help="a pack, or a folder of packs (default: the shipped packs)",
    )


def _folder(options: argparse.Namespace) -> Path:
    folder: Path = options.path or shipped("scenarios")
    if not pack_folders(folder):
        raise LibraryError(f"There is no pack in {folder}.")
    return folder


def _new(options: argparse.Namespace) -> int:
    from coach.authoring.schema import write_schemas
    from coach.authoring.starter import StarterError, make_pack

    try:
        made = make_pack(options.folder, options.title)
    except (StarterError, OSError) as error:
        say_error(str(error))
        return 2
    write_schemas(options.folder / "schema")
    for path in made:
        print(f"made {path}")
    print(f"made {options.folder / 'schema'} (for your editor)")
    print(f"\nNext: coach pack check {options.folder}")
    print(f"      coach pack test {options.folder}")
    print(f"      coach play first-call --packs {options.folder} --plain")
    return 0


def _add(options: argparse.Namespace) -> int:
    from coach.authoring.adding import AddError, add_call, add_excuse, add_script
    from coach.cli.pack_ask import Asking, draft_path
    from coach.practice import scorer_for

    ask = Asking(draft_path(options.kind, options.path))
    try:
        if options.kind == "excuse":
            path = add_excuse(options.path, ask)
        elif options.kind == "call":
            path = add_call(options.path, ask, scorer_for)
        else:
            path = add_script(options.path, ask)
    except AddError as error:
        print()
        say_error(f"{error} {ask.keep()}".rstrip())
        return 2
    except KeyboardInterrupt:
        print()
        say_error(f"Stopped; nothing was added. {ask.keep()}".rstrip())
        return 130
    ask.done()
    print(f"\nadded to {path}")
    if options.kind != "script":
        print(f"\nNext: coach pack check {options.path}")
        if options.kind == "excuse":
            print(f"      coach pack watch {options.path}   (try replies on it)")
        else:
            print(f"      coach play {path.stem} --packs {options.path} --plain")
    return 0


def _check(options: argparse.Namespace) -> int:
    from coach.authoring.checking import Switch, check_packs
    from coach.authoring.codes import CODES
    from coach.authoring.formats import written
    from coach.content.rules import set_names
    from coach.practice import scorer_for

    if options.codes:
        for code, about in CODES.items():
            print(f"{code:<22} {about.severity:<8} {about.title}")
        return 0
    switches: dict[str, Switch] = {}
    for text in options.set:
        code, _, severity = text.partition("=")
        if code not in CODES or severity not in get_args(Switch):
            raise LibraryError(
                f"`{text}` is not understood: CODE=off, error, warning or hint; `coach pack check --codes` lists the codes."
            )
        switches[code] = severity
    checked = check_packs(
        _folder(options),
        frozenset(set_names()),
        None if options.no_scoring else scorer_for,
        switches,
    )
    text = written(checked.problems, options.format)
    if text:
        print(text)
    if options.format == "text":
        from coach.cli.pack_watch import counts

        packs = counted(checked.packs, "pack")
        print(f"{packs} checked: {counts(checked.problems)}.")
        for pack in checked.unscored:
            print(
                f"The responses of `{pack}` are too many to score here: `coach pack test` does it."
            )
    return 1 if any(problem.severity != "hint" for problem in checked.problems) else 0


def _test(options: argparse.Namespace) -> int:
    from coach.practice import scorer_for
    from coach.practice.rehearsal import rehearse

    shelf = load(_folder(options))
    counted: dict[str, list[int]] = {}
    cases = []
    for library in shelf.packs.values():
        for case in rehearse(shelf, library, scorer_for(library)):
            cases.append(case)
            tally = counted.setdefault(case.kind, [0, 0])
            tally[bool(case.faults)] += 1
            if case.faults or options.all:
                print(
                    f"{'FAILS' if case.faults else 'ok   '} {case.ref} {shown(case.name)}",
                    flush=True,
                )
            for fault in case.faults:
                print(f"      {shown(fault)}")
    if options.junit:
        from coach.authoring.junit import junit

        options.junit.write_text(junit(cases), encoding="utf-8")
    wrong = [problem for problem in shelf.problems if problem.severity == "error"]
    for problem in wrong:
        print(problem.line_of_text(), file=sys.stderr)
    for kind, (well, badly) in counted.items():
        print(f"{kind}: {well} as wanted, {badly} otherwise")
    if wrong:
        return 2
    return 1 if any(badly for _, badly in counted.values()) or not counted else 0


def _watch(options: argparse.Namespace) -> int:
    from coach.authoring.workbench import WorkbenchError
    from coach.cli.pack_watch import watch

    try:
        return watch(options.path, options.excuse, plain=options.plain or not _on_terminal())
    except WorkbenchError as error:
        raise LibraryError(str(error)) from error


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _stats(options: argparse.Namespace) -> int:
    from coach.authoring.stats import stats_lines, stats_of

    every = [stats_of(library) for library in load(_folder(options)).packs.values()]
    if options.json:
        print(json.dumps(every, indent=1))
    else:
        for stats in every:
            print("\n".join(stats_lines(stats)))
    return 0


def _graph(options: argparse.Namespace) -> int:
    from coach.authoring.graph import dot, mermaid

    folder, _, name = options.call.rpartition("/")
    path = Path(folder)
    shelf: Shelf = load(path) if folder and pack_folders(path) else load()
    _, call = shelf.call(name if folder and pack_folders(path) else options.call)
    print(dot(call) if options.dot else mermaid(call))
    return 0


def _diff(options: argparse.Namespace) -> int:
    from coach.authoring.difference import difference
    from coach.practice import scorer_for

    sides = []
    for path in (options.old, options.new):
        library = read_pack(path).library
        if library is None:
            raise LibraryError(f"{path} is no sound pack; `coach pack check {path}` tells why.")
        sides.append(library)
    lines = difference(sides[0], sides[1], scorer_for(sides[0]), scorer_for(sides[1]))
    for line in lines:
        print(shown(line))
    if not lines:
        print("Nothing changed for a trainee.")
    return 1 if lines else 0


def _schema(options: argparse.Namespace) -> int:
    from coach.authoring.schema import schema_of, write_schemas

    if options.write:
        for path in write_schemas(options.write):
            print(f"made {path}")
        return 0
    print(json.dumps(schema_of(options.kind or "excuses"), indent=1, ensure_ascii=False))
    return 0
