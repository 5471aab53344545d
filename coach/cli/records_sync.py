"""`coach records sync`, `waiting` and `profile`: records go to a Learning Record Store."""

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.messages import say_error
from coach.domain.counted import counted

if TYPE_CHECKING:
    from coach.cli.parsing import Parser
    from coach.practice.exchanging import Exchanging
    from coach.practice.sending import Sending

SYNC_HELP = """examples:
  coach records sync                 send what waits, then end
  coach records sync --every 10      the same, again every ten minutes, until stopped
  coach records sync --again refused once more what the store did not take
  coach records sync --again all     everything once more: a store keeps each statement once

The store's address and how to be let in stand in lrs.toml in the folder of settings, which only you
may read, or in COACH_LRS_URL with COACH_LRS_USER and COACH_LRS_PASSWORD, or COACH_LRS_TOKEN.
`coach help call-centre` tells more."""
_TELL_SECONDS = 5.0
_MOST_BATCH = 5_000
_MOST_MINUTES = 7 * 24 * 60


def write_statements(options: argparse.Namespace, exchange: "Exchanging", *, mask: bool) -> int:
    """Write statements where `coach records export --xapi` is told to; returns the exit code."""
    import msgspec

    from coach.practice.sending import target_of

    form = target_of().form
    if options.typed:
        form = msgspec.structs.replace(form, typed="yes")
    if mask and form.typed == "yes":
        form = msgspec.structs.replace(form, typed="masked")
    if options.file == "-":
        for line in exchange.statement_lines(form):
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
        return 0
    print(
        f"{counted(exchange.export_statements(Path(options.file), form), 'statement')} in {options.file}."
    )
    return 0


def add_sync(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add `sync`."""
    parser = commands.add_parser(
        "sync",
        help="send what waits to a Learning Record Store",
        description="Send what waits to a Learning Record Store, everybody's on this machine.",
        epilog=SYNC_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--every", type=_between(1, _MOST_MINUTES), metavar="MINUTES", help="go on until stopped"
    )
    parser.add_argument(
        "--again",
        choices=["refused", "all", "none"],
        help="send once more what was refused, or all; none: a new store gets only what is new",
    )
    parser.add_argument(
        "--batch", type=_between(1, _MOST_BATCH), default=500, metavar="N",
        help="statements in one request (default: 500)",
    )  # fmt: skip
    parser.add_argument(
        "--tries", type=_between(1, 20), default=7, metavar="N",
        help="tries at one batch, each wait twice as long (default: 7, about a minute)",
    )  # fmt: skip
    parser.add_argument(
        "--plain-http", action="store_true", help="allow http without encryption to other machines"
    )
    parser.add_argument("--quiet", action="store_true", help="say only what went wrong")
    parser.set_defaults(go=_sync)


def add_waiting(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add `waiting`."""
    parser = commands.add_parser(
        "waiting", help="what waits to be sent, and how the last sending went"
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(go=_waiting)


def add_profile(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add `profile`."""
    parser = commands.add_parser(
        "profile", help="the xAPI profile of the statements, as JSON for those who run a store"
    )
    parser.set_defaults(go=_profile)


def _profile(_: argparse.Namespace) -> int:
    from importlib import resources

    text = resources.files("coach").joinpath("records", "profile.json").read_text(encoding="utf-8")
    print(text, end="")
    return 0


def _between(least: int, most: int):  # type: ignore[no-untyped-def]  # noqa: ANN202 - argparse takes any callable
    def whole(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text} is not a number from {least} to {most}")
        return int(text)

    return whole


def _sync(options: argparse.Namespace) -> int:
    from coach.practice.sending import open_sending, target_of

    target = target_of(plain_http=options.plain_http)
    with open_sending(target) as sending:
        _once_more(sending, options)
        while True:
            code = _send(sending, options)
            if not options.every or code == 2:  # noqa: PLR2004 - the settings are at fault: no time mends them
                return code
            time.sleep(60 * options.every)


def _once_more(sending: "Sending", options: argparse.Namespace) -> None:
    if options.again is None:
        return
    if options.again != "none":
        count = sending.again(everything=options.again == "all")
        if not options.quiet:
            print(f"{_wait(count)} once more.")
    if options.again != "refused":
        sending.moved()


def _send(sending: "Sending", options: argparse.Namespace) -> int:
    from coach.practice import PracticeError

    try:
        return _sent(sending, options)
    except PracticeError as error:
        # A sending that goes on for days outlives a full disk or another sending.
        say_error(str(error))
        return error.exit_code


def _sent(sending: "Sending", options: argparse.Namespace) -> int:
    before = sending.waiting()
    told, sent, refused, trouble, mine = time.monotonic(), 0, 0, "", False
    for done in sending.sync(batch=options.batch, tries=options.tries):
        sent, refused, trouble, mine = done.sent, done.refused, done.trouble, done.mine
        if not options.quiet and time.monotonic() - told > _TELL_SECONDS:
            told = time.monotonic()
            print(f"{sent:,} of {before.waiting:,} sent.", flush=True)
    left = sending.waiting().waiting
    if not options.quiet:
        print(
            f"{counted(sent, 'statement')} sent to {before.store}; {left:,} {'waits' if left == 1 else 'wait'}.",
            flush=True,
        )
    if trouble:
        say_error(f"{before.store}: {trouble}. {_what_now(left, mine=mine)}")
        return 2 if mine else 3
    if refused:
        say_error(
            f"The store did not take {counted(refused, 'statement')} as it got them; `coach records waiting` lists them."
        )
        return 1
    return 0


def _wait(count: int) -> str:
    return f"{counted(count, 'statement')} {'waits' if count == 1 else 'wait'}"


def _what_now(left: int, *, mine: bool) -> str:
    kept = f"Nothing is lost: {_wait(left)} here. "
    if mine:
        return kept + "Look at the store's address and at what lets you in."
    return kept + "Run the command again later."


def _waiting(options: argparse.Namespace) -> int:
    from coach.practice.sending import open_sending, target_of

    with open_sending(target_of()) as sending:
        found, refused = sending.waiting(), sending.refused()
    if options.json:
        import msgspec

        told = {**msgspec.structs.asdict(found), "refused_statements": refused}
        sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
        return 1 if refused else 0
    print(f"Store: {found.store or 'none is set; `coach help call-centre` shows how to set one'}.")
    since = f", the oldest since {found.since[:16].replace('T', ' ')} UTC" if found.since else ""
    print(f"Waiting: {counted(found.waiting, 'statement')}{since}.")
    if found.sent_to:
        last = f", last on {found.last[:16].replace('T', ' ')} UTC" if found.last else ""
        print(f"Sent: {found.sent:,} to {found.sent_to}{last}.")
    if found.trouble:
        print(f"The last sending stopped early: {found.trouble}.")
    if refused:
        print(f"Not taken as they are: {found.refused:,}.")
        for one in refused:
            print(f"  {one.id} ({one.what}, {one.at[:16]}): {one.trouble}")
    return 1 if refused else 0
