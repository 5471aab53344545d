"""`coach lookup`: the right sentence while the debtor waits. Light: every import costs a moment."""

from __future__ import annotations

import sys

from coach.cli.lookup_options import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from coach.cli.lookup_options import Options
    from coach.cli.steps import Steps
    from coach.lookup.reader import Reader
    from coach.lookup.search import Filters, Hit
    from coach.lookup.usage import Use
    from coach.lookup.wording import Wording

_SLIPS = 2
"""Letters by which the name of a gap may be mistyped."""


def run(argv: list[str]) -> int:
    """Run `coach lookup` with the words after it; returns the exit code."""
    options = read(argv)
    if options is None:
        return 2
    query = " ".join(options.words).strip()
    if not query:
        return _screen(options)
    if options.json and (options.print or options.copy):
        print("coach: --json does not go with --print or --copy; take one.", file=sys.stderr)
        return 2
    _settle(options)
    try:
        return _answer(options, query)
    except KeyboardInterrupt:
        print("Stopped. Nothing was changed.", file=sys.stderr)
        return 130


def _settle(options: Options) -> None:
    """What was not said on the command line may have been chosen before."""
    from coach.cli.settled import Settled

    settings = Settled(
        {"market": options.market or None, "jurisdiction": options.jurisdiction or None}
    )
    options.market = settings.text("market")
    options.jurisdiction = settings.text("jurisdiction")


def _answer(options: Options, query: str) -> int:
    import sqlite3

    from coach.lookup.fillin import read_values
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
        reader, hits = _found(options, query, usage)
    except (OSError, sqlite3.Error) as error:
        print(f"coach: the index of the libraries cannot be made: {error}.", file=sys.stderr)
        return 3
    _tell_of_country(options, reader)
    if not hits:
        return _nothing(options, query, reader)
    best = reader.wording(hits[0].number)
    _tell_of_gaps(best, _lead(best, query), values)
    if options.star or options.unstar:
        return _starred(best, options.star)
    if options.print or options.copy:
        return _hand_over(options, query, best, values)
    entries = [best, *(reader.wording(hit.number) for hit in hits[1:])]
    if options.json:
        from coach.cli.lookup_views import as_json

        print(as_json(query, hits, entries, values, usage))
    else:
        _show(options, query, entries, values, usage)
    return 0


def _found(options: Options, query: str, usage: dict[str, Use]) -> tuple[Reader, list[Hit]]:
    import sqlite3

    from coach.lookup.reader import Reader
    from coach.lookup.search import search
    from coach.lookup.usage import lifts
    from coach.wordings import open_index, rebuild

    filters = _filters(options)
    liked = lifts(usage)

    told = _Told()
    connection = open_index(told)
    try:
        reader = Reader(connection)
        return reader, search(reader, query, filters, limit=options.n, liked=liked)
    except sqlite3.DatabaseError:
        # The file is damaged beyond its first page: it is made anew, once.
        connection.close()
        reader = Reader(rebuild(told=told))
        return reader, search(reader, query, filters, limit=options.n, liked=liked)
    finally:
        told.clear()


class _Told:
    """Tells on a terminal how far the index has come, where one must be made; loads nothing else."""

    def __init__(self) -> None:
        self._line: Steps | None = None

    def __call__(self, done: int, what: str) -> None:
        """So many steps are done."""
        if self._line is None:
            from coach.cli.settled import Settled
            from coach.cli.steps import Steps
            from coach.wordings import WHOLE

            plain = Settled({}).on("plain")
            if plain and sys.stderr.isatty():
                print("Reading the libraries; this happens once after a change.", file=sys.stderr)
            self._line = Steps("Reading the libraries", WHOLE, plain=plain)
        self._line.step(done, what)

    def clear(self) -> None:
        """The index is there, or was given up."""
        if self._line is not None:
            self._line.clear()


def _filters(options: Options) -> Filters:
    from coach.lookup.search import Filters

    return Filters(**{name: getattr(options, name) for name in Filters.__slots__})


def _nothing(options: Options, query: str, reader: Reader) -> int:
    if options.json:
        from coach.cli.lookup_views import as_json

        print(as_json(query, [], [], {}, {}))
    else:
        print(_why_nothing(options, query, reader), file=sys.stderr)
        _tell_of_team()
    return 1


def _why_nothing(options: Options, query: str, reader: Reader) -> str:
    from coach.lookup.search import search

    given = _filters(options).given()
    if given and search(reader, query, limit=1):
        within = ", ".join(given)
        return f"Nothing fits “{query}” within {within}. Without {'that' if len(given) == 1 else 'those'}, something does."
    return f"Nothing fits “{query}”. Fewer or other words may."


def _lead(best: Wording, query: str) -> str:
    from coach.lookup.lead import leading

    return leading(best, query)[0]


def _show(
    options: Options,
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
    if sys.stderr.isatty():
        _tell_of_team()


def _tell_of_team() -> None:
    from coach.wordings import trouble

    told = trouble()
    if told:
        print(f"\n{told}", file=sys.stderr)


def _tell_of_country(options: Options, reader: Reader) -> None:
    country = _filters(options).country()
    known = "SELECT 1 FROM entry WHERE jurisdiction = ? OR jurisdiction LIKE ? LIMIT 1"
    if country and not reader.connection.execute(known, (country, f"{country}-%")).fetchone():
        print(
            f"coach: nothing here is written for {options.jurisdiction}; looked at is what holds anywhere.",
            file=sys.stderr,
        )


def _tell_of_gaps(best: Wording, lead: str, values: dict[str, str]) -> None:
    """What was given for a gap that there is not, and must have been meant for an open one."""
    if not values:
        return
    from rapidfuzz.distance import OSA

    from coach.lookup.fillin import missing, names_in, shown_text, with_defaults

    text = shown_text(best, " ".join([lead, *best.answers]))
    here = {*names_in(text), *(gap.name for gap in best.gaps)}
    left = [gap.name for gap in missing(best, text, with_defaults(best, values))]
    for name in values.keys() - here:
        meant = [gap for gap in left if OSA.distance(name, gap) <= _SLIPS]
        if meant:
            print(
                f"coach: no gap here is called `{name}`; did you mean `{meant[0]}`?",
                file=sys.stderr,
            )


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


def _hand_over(options: Options, query: str, best: Wording, values: dict[str, str]) -> int:
    import sqlite3

    from coach.cli.lookup_views import asked, check_line, ready
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
            check = check_line(best, _lead(best, query))
            print(f"{text}\n\ncopied ({way})" + (f"; check {check}" if check else ""))
    try:
        count_use(best.ref)
    except (OSError, sqlite3.Error) as error:
        print(f"coach: the use could not be counted: {error}.", file=sys.stderr)
    return 0


def _screen(options: Options) -> int:
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
