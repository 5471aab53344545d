"""`coach lookup`: the right sentence while the debtor waits. Light: every import costs a moment."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from argparse import ArgumentParser

    from coach.lookup.search import Hit
    from coach.lookup.usage import Use
    from coach.lookup.wording import Wording

_EXAMPLES = """examples:
  coach lookup "boss has to sign"
  coach lookup cheque in the post --copy
  coach lookup "no money" --market consumer --json
  coach lookup "year end thanks" --channel sms --fill customer="Green Field" --print

Nothing relevant: one line says so, and the exit code is 1.
Without a query the look-up screen opens.
"""


class _Options:
    """What was asked for."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.market = self.channel = self.stage = self.family = self.mood = self.jurisdiction = ""
        self.kind = ""
        self.json = self.print = self.copy = False
        self.star = self.unstar = False
        self.fill: list[str] | None = None
        self.n = 3


def run(argv: list[str]) -> int:
    """Run `coach lookup` with the words after it; returns the exit code."""
    options = _read(argv)
    if options is None:
        return 2
    query = " ".join(options.words).strip()
    if not query:
        return _screen(options)
    _settle(options)
    return _answer(options, query)


def _read(argv: list[str]) -> _Options | None:
    options = _Options()
    if any(word.startswith("-") for word in argv):
        # Most look-ups on a call are words alone: those start without building the parser.
        _parser().parse_args(argv, namespace=options)
        options.words = [word for word in options.words if word != "--"]
    else:
        options.words = argv
    if options.n < 1:
        print("coach: -n takes a number from 1 upwards.", file=sys.stderr)
        return None
    return options


def _settle(options: _Options) -> None:
    """What was not said on the command line may have been chosen before."""
    from coach.cli.settled import Settled

    settings = Settled(
        {"market": options.market or None, "jurisdiction": options.jurisdiction or None}
    )
    options.market = settings.text("market")
    options.jurisdiction = settings.text("jurisdiction")


def _parser() -> ArgumentParser:
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    parser = ArgumentParser(
        prog="coach lookup",
        description="Find the right sentence for what the debtor said.",
        epilog=_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("words", nargs="*", metavar="QUERY", help="what the debtor said, in any words")
    for name, known in (
        ("market", ["trade", "consumer", "any"]),
        ("channel", ["call", "voicemail", "sms", "email", "letter", "note"]),
        ("stage", ["reminder", "firm", "final", "legal", "settled"]),
        (
            "family",
            "cash process authority paid dispute denial bargaining hardship hostility promise".split(),  # noqa: SIM905 - reads as the field's list
        ),
        ("mood", ["calm", "evasive", "friendly", "flat", "angry", "distressed"]),
        ("kind", ["excuse", "script", "advice"]),
    ):
        add(f"--{name}", choices=known, default="", help=f"only this {name}")
    add("--jurisdiction", default="", metavar="CC", help="only what may be said there: US, GB, DE")
    add("-n", type=int, default=3, metavar="N", help="how many entries to show (3)")
    add("--json", action="store_true", help="everything, for programs")
    add("--print", action="store_true", help="the wording alone, for pipes")
    add("--copy", action="store_true", help="put the wording on the clipboard")
    add(
        "--fill",
        nargs="*",
        action="extend",
        metavar="NAME=VALUE",
        help="fill gaps: amount='EUR 480' pay_date=Friday; on a terminal the rest is asked for",
    )
    add("--star", action="store_true", help="make the first entry found a favourite")
    add("--unstar", action="store_true", help="make it a favourite no longer")
    return parser


def _answer(options: _Options, query: str) -> int:
    import sqlite3

    from coach.lookup.fillin import read_values
    from coach.lookup.search import wording
    from coach.lookup.usage import read_usage

    values, wrong = read_values(options.fill or [])
    if wrong:
        print(
            f"coach: --fill takes name=value, not `{wrong[0]}`. Put the query before --fill.",
            file=sys.stderr,
        )
        return 2
    usage = read_usage()
    try:
        connection, hits = _found(options, query, usage)
    except (OSError, sqlite3.Error) as error:
        print(f"coach: the index of the libraries cannot be made: {error}.", file=sys.stderr)
        return 3
    if not hits:
        return _nothing(options, query)
    best = wording(connection, hits[0])
    if options.star or options.unstar:
        return _starred(best, options.star)
    if options.print or options.copy:
        return _hand_over(options, query, best, values)
    entries = [best, *(wording(connection, hit) for hit in hits[1:])]
    if options.json:
        from coach.cli.lookup_views import as_json

        print(as_json(query, hits, entries, values, usage))
    else:
        _show(options, query, entries, values, usage)
    return 0


def _found(
    options: _Options, query: str, usage: dict[str, Use]
) -> tuple[sqlite3.Connection, list[Hit]]:
    import sqlite3

    from coach.lookup.search import Filters, search
    from coach.lookup.usage import lifts
    from coach.wordings import open_index, rebuild

    filters = Filters(
        market=options.market,
        channel=options.channel,
        stage=options.stage,
        family=options.family,
        mood=options.mood,
        jurisdiction=options.jurisdiction,
        kind=options.kind,
    )
    liked = lifts(usage)

    def told(line: str) -> None:
        if sys.stderr.isatty():
            print(line, file=sys.stderr)

    connection = open_index(told)
    try:
        return connection, search(connection, query, filters, limit=options.n, liked=liked)
    except sqlite3.DatabaseError:
        # The file is damaged beyond its first page: it is made anew, once.
        connection.close()
        connection = rebuild(told=told)
        return connection, search(connection, query, filters, limit=options.n, liked=liked)


def _nothing(options: _Options, query: str) -> int:
    if options.json:
        from coach.cli.lookup_views import as_json

        print(as_json(query, [], [], {}, {}))
    else:
        print(f"Nothing fits “{query}”. Fewer or other words may.", file=sys.stderr)
    return 1


def _lead(best: Wording, query: str) -> str:
    from coach.lookup.lead import leading

    return leading(best, query)[0]


def _show(
    options: _Options,
    query: str,
    entries: list[Wording],
    values: dict[str, str],
    usage: dict[str, Use],
) -> None:
    from coach.cli.lookup_views import as_lines, asked

    best = entries[0]
    print("\n".join(as_lines(query, best, entries[1:], values, usage)))
    if options.fill is not None and sys.stdin.isatty() and sys.stdout.isatty():
        print("\n" + asked(best, _lead(best, query), values))


def _starred(best: Wording, starred: bool) -> int:
    import sqlite3

    from coach.lookup.usage import set_star

    try:
        set_star(best.ref, starred)
    except (OSError, sqlite3.Error) as error:
        print(f"coach: the favourite could not be kept: {error}.", file=sys.stderr)
        return 3
    print(f"{best.ref}: {'a favourite now' if starred else 'no longer a favourite'}.")
    return 0


def _hand_over(options: _Options, query: str, best: Wording, values: dict[str, str]) -> int:
    import sqlite3

    from coach.cli.lookup_views import asked, ready
    from coach.lookup.usage import count_use

    if sys.stdin.isatty() and sys.stderr.isatty() and (options.fill is not None or options.copy):
        text = asked(best, _lead(best, query), values)
    else:
        text = ready(best, _lead(best, query), values)
    if options.print:
        print(text)
    if options.copy:
        from coach.lookup.clipboard import copy

        way = copy(text)
        if not way:
            print("coach: there is no clipboard here. Use --print instead.", file=sys.stderr)
            return 3
        if not options.print:
            print(f"{text}\n\ncopied ({way})")
    try:
        count_use(best.ref)
    except (OSError, sqlite3.Error) as error:
        print(f"coach: the use could not be counted: {error}.", file=sys.stderr)
    return 0


def _screen(options: _Options) -> int:
    """Without a query: the look-up screen on a terminal, a hint elsewhere."""
    if options.json or options.print or options.copy or not sys.stdin.isatty():
        print(
            "coach: what did the debtor say? For example: coach lookup boss has to sign",
            file=sys.stderr,
        )
        return 2
    from coach.cli.main import command

    code: int = command("screens")(["--screen", "lookup"])
    return code
