"""`coach simulate`: how a call can go, played many times by a simulated trainee."""

import argparse
import sys
from pathlib import Path

from coach.cli.common import say_error
from coach.cli.main import INTERRUPTED
from coach.cli.parsing import Parser
from coach.cli.settled import settled
from coach.cli.steps import Steps
from coach.domain.call import OUTCOME_WORDS, Call
from coach.library import LibraryError, load
from coach.practice.simulation import ABILITIES, Ability, Table, simulate
from coach.practice.staging import stage_for

HELP = """examples:
  coach simulate                                   every shipped call, 200 times an ability
  coach simulate dealers-credit/feed-dealer-waited -n 2000
  coach simulate --packs my-packs --ability strong

The trainee's replies have no words: each is drawn from its ability. The debtor's side is real."""


def run(argv: list[str]) -> int:
    """Run `coach simulate`; 1 where a turn or an outcome is never reached, or a call has no end; 130: stopped."""
    parser = Parser(
        prog="coach simulate",
        description="Play calls many times with a simulated trainee.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("call", nargs="*", help="calls, pack/name (default: all)")
    parser.add_argument("--packs", type=Path, metavar="DIR", help="use the packs in DIR")
    parser.add_argument(
        "--ability",
        choices=[*ABILITIES, "all"],
        default="all",
        help="how well it replies (default: all three)",
    )
    parser.add_argument(
        "-n", "--runs", type=int, default=200, metavar="N", help="calls an ability (default: 200)"
    )
    parser.add_argument("--level", choices=["easy", "normal", "hard"], default="normal")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="the same seed gives the same figures"
    )
    parser.add_argument("--json", action="store_true", help="the figures for programs")
    options = parser.parse_args(argv)
    if options.runs < 1:
        parser.error("-n must be at least 1")
    shelf = load(options.packs)
    try:
        chosen = [shelf.call(name) for name in options.call] or [
            (library, call) for _, library, call in shelf.refs()
        ]
        stages = [
            (library, call, stage_for(shelf, library, call, options.level))
            for library, call in chosen
        ]
    except LibraryError as error:
        say_error(str(error))
        return 2
    if not stages:
        say_error("There are no calls here.")
        return 2
    abilities: tuple[Ability, ...] = ABILITIES if options.ability == "all" else (options.ability,)
    faults: list[str] = []
    everything: list[Table] = []
    code = 0
    steps = Steps("Playing calls", len(stages) * len(abilities), plain=settled(options).on("plain"))
    try:
        for library, call, stage in stages:
            ref = f"{library.pack.id}/{call.id}"
            tables: list[Table] = []
            for ability in abilities:
                steps.step(len(everything) + len(tables), f"{ref}, {ability}")
                tables.append(simulate(stage, ref, ability, options.runs, options.seed))
            everything += tables
            faults += _faults(ref, call, tables)
            steps.clear()
            if not options.json:
                _show(ref, tables)
    except KeyboardInterrupt:
        # What was played so far is told all the same.
        code = INTERRUPTED
        faults.append(f"stopped after {len(everything) // len(abilities)} of {len(stages)} calls")
    finally:
        steps.clear()
    if options.json:
        import msgspec

        sys.stdout.write(
            msgspec.json.encode({"tables": everything, "faults": faults}).decode() + "\n"
        )
        return code or (1 if faults else 0)
    _summary(everything)
    for fault in faults:
        print(f"Look at: {fault}")
    return code or (1 if faults else 0)


def _show(ref: str, tables: list[Table]) -> None:
    print(ref)
    for table in tables:
        shares = ", ".join(
            f"{_ended(name)} {count * 100 // table.runs}%" for name, count in table.outcomes.items()
        )
        print(
            f"  {table.ability:<7} good {table.good:4.0%}  replies {table.replies:g} (most {table.longest})  score {table.score:3.0f}  {shares}"
        )


def _ended(name: str) -> str:
    """An outcome in words."""
    words: dict[str, str] = {str(outcome): told for outcome, told in OUTCOME_WORDS.items()}
    return words.get(name, name)


def _all(calls: int) -> str:
    return "The call" if calls == 1 else f"All {calls} calls"


def _summary(tables: list[Table]) -> None:
    print()
    for ability in ABILITIES:
        own = [table for table in tables if table.ability == ability]
        if own:
            share = sum(table.good for table in own) / len(own)
            lengths = sorted(table.replies for table in own)
            print(
                f"{_all(len(own))}, {ability}: good {share:.0%}; lowest {min(t.good for t in own):.0%}, highest {max(t.good for t in own):.0%}; median length {lengths[0]:g} to {lengths[-1]:g}"
            )


def _faults(ref: str, call: Call, tables: list[Table]) -> list[str]:
    reached = frozenset().union(*(table.turns for table in tables))
    ended = {name for table in tables for name in table.outcomes}
    written = {route.end for turn in call.turns for route in turn.routes if route.end}
    found = [
        f"{ref}: the turn `{turn.id}` is never reached"
        for turn in call.turns
        if turn.id not in reached
    ]
    found += [f"{ref}: the outcome `{name}` is never reached" for name in sorted(written - ended)]
    if "endless" in ended:
        found.append(f"{ref}: some calls do not end within 60 replies")
    return found
