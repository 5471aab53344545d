"""`coach records`: take records to another machine, and bring them together."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from coach.cli.common import add_practice_options, practice_of, say_error
from coach.cli.parsing import Parser
from coach.cli.records_sync import add_profile, add_sync, add_waiting, write_statements
from coach.cli.settled import add_switch, settled
from coach.cli.steps import Steps
from coach.domain.counted import counted
from coach.practice import PracticeError

HELP = """examples:
  coach records export mine.jsonl          my attempts, one JSON line each
  coach records export all.jsonl --all     everybody's on this machine
  coach records export - --mask            to standard output, telephone and account numbers as dots
  coach records export --xapi all.jsonl --all   as xAPI statements, without what was typed
  coach records import mine.jsonl          bring them in: twice changes nothing, nothing is lost
  coach records sync                       send statements to a Learning Record Store
  coach records waiting                    what waits to be sent

An export holds what was typed; xAPI statements leave it out unless --typed asks for it. A file is
yours alone (file mode 600) until you hand it on."""


def run(argv: list[str]) -> int:
    """Run `coach records`; returns the exit code."""
    parser = Parser(
        prog="coach records",
        description="Export, import and merge records.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in PARTS:
        add(commands)
    options = parser.parse_args(argv)
    try:
        return int(options.go(options))
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code


def _add_export(commands: "argparse._SubParsersAction[Parser]") -> None:
    parser = commands.add_parser("export", help="write attempts as JSON lines")
    parser.add_argument("file", metavar="FILE", help="the file to write; - for standard output")
    parser.add_argument("--all", action="store_true", help="everybody's attempts")
    add_switch(parser, "mask")
    parser.add_argument("--xapi", action="store_true", help="as xAPI 1.0.3 statements")
    parser.add_argument(
        "--typed", action="store_true", help="with --xapi: what was typed goes along"
    )
    add_practice_options(parser)
    parser.set_defaults(go=_export)


def _export(options: argparse.Namespace) -> int:
    mask = settled(options).on("mask")
    if options.typed and not options.xapi:
        raise PracticeError("--typed goes with --xapi; an export of attempts holds what was typed.")
    with practice_of(options) as practice:
        exchange = practice.exchanging(everybody=options.all)
        if options.xapi:
            return write_statements(options, exchange, mask=mask)
        if options.file == "-":
            for line in exchange.lines(mask=mask):
                sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
            return 0
        count = exchange.export(Path(options.file), mask=mask)
        perhaps = "" if count or options.all else practice.perhaps()
    print(f"{counted(count, 'attempt')} in {options.file}.{perhaps}")
    return 0


def _add_import(commands: "argparse._SubParsersAction[Parser]") -> None:
    parser = commands.add_parser("import", help="merge attempts from an export")
    parser.add_argument("file", metavar="FILE", type=Path, help="the export")
    add_practice_options(parser)
    parser.set_defaults(go=_import)


def _import(options: argparse.Namespace) -> int:
    plain = settled(options).on("plain")
    with practice_of(options) as practice:
        steps: list[Steps] = []

        def step(done: int, total: int) -> None:
            if not steps:
                steps.append(Steps("Bringing in attempts", total, plain=plain))
            steps[0].step(done)

        try:
            said = practice.exchanging(everybody=True).bring_in(options.file, step)
        except KeyboardInterrupt:
            raise PracticeError("Stopped. Nothing was imported.", 130) from None
        finally:
            for one in steps:
                one.clear()
        print(said)
    return 0


PARTS: list[Callable[["argparse._SubParsersAction[Parser]"], None]] = [
    _add_export,
    _add_import,
    add_sync,
    add_waiting,
    add_profile,
]
"""The subcommands; whoever adds one appends it here."""
