"""`coach drill`: one excuse at a time, the due ones first."""

import argparse
import sys

from coach.cli import plain
from coach.cli.common import add_practice_options, practice_of, say_error
from coach.cli.parsing import Parser
from coach.cli.settled import add_screen_options, add_switch, settled
from coach.domain.counted import counted
from coach.domain.safe import shown
from coach.practice import Practice, PracticeError
from coach.practice.drilling import Drill, DrillItem, DrillResult
from coach.practice.limits import limits_of

HELP = """examples:
  coach drill                     on the screen
  coach drill --plain             as plain lines
  coach drill --most 10 --new 3   less in one day
  coach drill --pack first-week   from one pack

Well-answered excuses come back after longer and longer times, weak ones soon (FSRS).
After an absence nothing floods: a day never holds more than --most."""


def run(argv: list[str]) -> int:
    """Run `coach drill`; returns the exit code."""
    parser = Parser(
        prog="coach drill",
        description="Drill excuses.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_switch(parser, "plain")
    parser.add_argument("--pack", default="", metavar="ID", help="from this pack alone")
    parser.add_argument(
        "--most", dest="drill_most", metavar="N", help="drills in a day at most (default: 20)"
    )
    parser.add_argument(
        "--new", dest="drill_new", metavar="N", help="new excuses in a day at most (default: 8)"
    )
    parser.add_argument(
        "--easy-days",
        metavar="DAYS",
        help="days with half as much (default: sat,sun)",
    )
    add_practice_options(parser)
    add_screen_options(parser)
    options = parser.parse_args(argv)
    settings = settled(options)
    limits = limits_of(settings)
    try:
        if not settings.on("plain"):
            from coach.cli.screens import show

            return show(options, screen="drill", drill_pack=options.pack)
        with practice_of(options) as practice:
            return _plain(practice, practice.drill(limits, options.pack))
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code


def _plain(practice: Practice, drill: Drill) -> int:
    done = 0
    while (item := drill.next()) is not None:
        _show(item)
        try:
            result = _ask(drill)
        except EOFError:
            if not done:
                say_error("The input ended before the first reply, so nothing was drilled.")
                return 1
            break
        if result is None:
            break
        done += 1
        _tell(result)
    plan = drill.plan()
    left = len(plan.order)
    print(
        f"Drills today: {done} done here, {left} left"
        + (
            f", {plan.waiting} more {'waits' if plan.waiting == 1 else 'wait'} for the next days."
            if plan.waiting
            else "."
        )
    )
    if not left:
        print(f"That is all for today, {shown(practice.trainee)}.")
    return 0


def _show(item: DrillItem) -> None:
    situation = item.situation
    print(
        f"\nDrill, {item.left} left today{' (new)' if item.new else ''}: {shown(situation.account.customer)} owes {shown(situation.account.amount)}, {plain.age(situation.account.days_past_due)}."
    )
    if situation.history:
        print(f"Before: {shown(situation.history)}")
    print(
        f"{shown(situation.speaker.name or situation.speaker.position)} ({situation.speaker.mood}): {shown(situation.says)}"
    )
    if item.draft:
        print(f"You had begun: {shown(item.draft)}")
    print("Your reply (enter sends; /hint /goal /pause):", flush=True)


def _ask(drill: Drill) -> DrillResult | None:
    """The result of what is typed next; none: paused. Raises EOFError at the end of the input."""
    while True:
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        typed = line.strip()
        if typed == "/pause":
            return None
        try:
            if typed == "/hint":
                print(f"Hint (costs 5 points): {shown(drill.hint())}", flush=True)
            elif typed == "/goal":
                print(f"Goal here: {shown(drill.goal())}", flush=True)
            elif typed.startswith("/"):
                print("Commands: /hint /goal /pause", flush=True)
            elif typed:
                return drill.answer(typed)
        except PracticeError as error:
            if error.exit_code != 2:  # noqa: PLR2004 - the environment failed
                raise
            print(error, flush=True)


def _tell(result: DrillResult) -> None:
    for line in [
        *plain.conduct_lines(result.review),
        *plain.quality_lines(result.review, result.points, result.hints),
    ]:
        print(line)
    when = again_when(result.days)
    print(f"This excuse comes again {when}.", flush=True)


_HALF_A_DAY, _A_DAY_AND_A_HALF = 0.5, 1.5


def again_when(days: float) -> str:
    """When an excuse comes again, in words."""
    if days < _HALF_A_DAY:
        return "in a few minutes"
    return "tomorrow" if days < _A_DAY_AND_A_HALF else f"in {counted(round(days), 'day')}"
