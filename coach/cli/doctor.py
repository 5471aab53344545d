"""`coach doctor`: check that everything is as it should be, and say what to do where it is not."""

import argparse
import json
import shutil
import textwrap

from coach.cli.parsing import Parser
from coach.domain.safe import shown, shown_block

HELP = """examples:
  coach doctor                  everything
  coach doctor terminal         how the terminal draws
  coach doctor --json           for programs
  coach doctor --fix            put right what is safe to: the index, modes of files

Nothing is changed unless you ask with --fix, and no record is changed even then.
Exit code 0: all is well. 1: there is something to do. 3: something does not work."""
CODES = {"fine": 0, "note": 0, "advice": 1, "broken": 3}
"""The exit code of the worst finding."""
_SIGNS = {"fine": "ok  ", "note": "note", "advice": "DO  ", "broken": "BAD "}
_INDENT = " " * 8
_WORDS = {
    "fine": "All is well.",
    "note": "All is well.",
    "advice": "Something should be done.",
    "broken": "Something does not work.",
}


def _wrapped(text: str, begin: str) -> str:
    """The text in the width of the window, paths and commands in one piece."""
    width = max(40, min(100, shutil.get_terminal_size().columns))
    return textwrap.fill(
        text, width, initial_indent=begin, subsequent_indent=" " * max(len(_INDENT), len(begin)),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def run(argv: list[str]) -> int:
    """Run `coach doctor`; returns the exit code."""
    from coach.doctor import AREAS, examine, mended, worst

    parser = Parser(
        prog="coach doctor",
        description="Check terminal, clipboard, folders, records, libraries, index, settings and store.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "areas", nargs="*", metavar="AREA", help=f"look only at: {', '.join(AREAS)}"
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--fix", action="store_true", help="put right what is safe to put right")
    options = parser.parse_args(argv)
    strange = [name for name in options.areas if name not in AREAS]
    if strange:
        parser.error(f"there is no area `{shown(strange[0])}`; there are {', '.join(AREAS)}")
    names = tuple(options.areas) or tuple(AREAS)
    found = examine(names)
    done = mended(found) if options.fix else []
    if done:
        found = examine(names)
    state = worst(found)
    if options.json:
        findings = [
            {"area": one.area, "state": one.state, "text": one.text, "todo": one.todo, "fixable": one.fix is not None}
            for one in found
        ]  # fmt: skip
        print(json.dumps({"state": state, "findings": findings, "fixed": done}, indent=2))
        return CODES[state]
    area = ""
    for one in found:
        if one.area != area:
            area = one.area
            print(f"{area}")
        begin = f"  {_SIGNS[one.state]}  "
        for line in shown_block(one.text).splitlines():
            print(_wrapped(line, begin))
            begin = _INDENT
        if one.todo:
            print(_wrapped(shown(one.todo), f"{_INDENT}-> "))
    for words in done:
        print(f"\nfixed: {shown(words)}")
    print(f"\n{_WORDS[state]}")
    return CODES[state]
