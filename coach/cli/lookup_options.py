"""The words after `coach lookup`. Light: the parser of the standard library costs half a start."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

CHOICES = {
    "market": "trade consumer any",
    "channel": "call voicemail sms email letter note",
    "stage": "reminder firm final legal settled",
    "family": "cash process authority paid dispute denial bargaining hardship hostility promise",
    "mood": "calm evasive friendly flat angry distressed",
    "kind": "excuse script advice",
}
"""The filters, and what each may be."""
_SWITCHES = {
    "json": "everything, for programs",
    "print": "the wording alone, for pipes",
    "copy": "put the wording on the clipboard",
    "star": "make the first entry found a favourite",
    "unstar": "make it a favourite no longer",
}
_EXAMPLES = """examples:
  coach lookup "boss has to sign"
  coach lookup cheque in the post --copy
  coach lookup "no money" --market consumer --json
  coach lookup "year end thanks" --channel sms --fill customer="Green Field" --print

Nothing relevant: one line says so, and the exit code is 1.
Without a query the look-up screen opens.
"""


_DIGITS = 9
"""Digits of the largest number of entries that can be asked for."""


class Options:
    """What was asked for."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.market = self.channel = self.stage = self.family = self.mood = self.jurisdiction = ""
        self.kind = ""
        self.json = self.print = self.copy = False
        self.star = self.unstar = False
        self.fill: list[str] | None = None
        self.n = 3


def read(argv: list[str]) -> Options | None:
    """What was asked for; none where it is no use, which has been told.

    The parser reads what is not plain, tells what is wrong and ends the program then.
    """
    options = _plainly(argv)
    if options is None:
        options = Options()
        parser = _parser()
        # Words that stand between options are left over: they belong to the query all the same.
        _, rest = parser.parse_known_args(argv, namespace=options)
        end = rest.index("--") if "--" in rest else len(rest)
        unknown = [word for word in rest[:end] if word[:1] == "-" and word != "-"]
        if unknown:
            parser.error(f"unrecognized arguments: {' '.join(unknown)}")
        options.words = [word for word in (*options.words, *rest) if word != "--"]
    if options.n < 1:
        print("coach: -n takes a number from 1 upwards.", file=sys.stderr)
        return None
    return options


def _plainly(argv: list[str]) -> Options | None:
    """The options where each is written in full and has a value that it may have; else none."""
    options = Options()
    words = iter(argv)
    filling = False
    for word in words:
        if word == "--":
            options.words.extend(words)
        elif not word.startswith("-"):
            (options.fill if filling and options.fill is not None else options.words).append(word)
        elif word == "--fill":
            filling, options.fill = True, options.fill or []
        elif word[2:] in _SWITCHES and word.startswith("--"):
            filling = False
            setattr(options, word[2:], True)
        else:
            filling = False
            name, mark, value = word.partition("=")
            if not _set(options, name, value if mark else next(words, "")):
                return None
    return options


def _set(options: Options, option: str, value: str) -> bool:
    """Take an option with its value; whether both are sound."""
    name = option[2:]
    if option == "-n" and value.isdecimal() and len(value) <= _DIGITS:
        options.n = int(value)
    elif option == "--jurisdiction" and value and value[0] != "-":
        options.jurisdiction = value
    elif option[:2] == "--" and name in CHOICES and value in CHOICES[name].split():
        setattr(options, name, value)
    else:
        return False
    return True


def _number(words: str) -> int:
    """The number after -n. Raises what the parser tells of one that is none."""
    from argparse import ArgumentTypeError

    try:
        return int(words if len(words) <= _DIGITS else "")
    except ValueError:
        wanted = f"a number from 1 upwards with {_DIGITS} digits at most, please"
        raise ArgumentTypeError(wanted) from None


def _parser() -> ArgumentParser:
    from argparse import RawDescriptionHelpFormatter

    from coach.cli.parsing import Parser

    parser = Parser(
        prog="coach lookup",
        description="Find the right sentence for what the debtor said.",
        epilog=_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("words", nargs="*", metavar="QUERY", help="what the debtor said, in any words")
    for name, known in CHOICES.items():
        add(f"--{name}", choices=known.split(), default="", help=f"only this {name}")
    add("--jurisdiction", default="", metavar="CC", help="only what may be said there: US, GB, DE")
    add("-n", type=_number, default=3, metavar="N", help="how many entries to show (3)")
    add(
        "--fill",
        nargs="*",
        action="extend",
        metavar="NAME=VALUE",
        help="fill gaps: amount='EUR 480' pay_date=Friday; on a terminal the rest is asked for",
    )
    for name, told in _SWITCHES.items():
        add(f"--{name}", action="store_true", help=told)
    return parser
