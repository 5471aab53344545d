"""`coach assign`: set calls for others to play, see how they stand, take them back."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.messages import say_error
from coach.cli.parsing import Parser

if TYPE_CHECKING:
    from coach.domain.assignment import Assignment
    from coach.practice.assigning import Listed

HELP = """examples:
  coach assign first-week/first-call --to mina tom --due friday --pass 80 --attempts 3
  coach assign first-week/first-call --to everyone --due 2027-03-12
  coach assign --list                what is set, and how it stands by the records on this machine
  coach assign --remove 3f9a         take one back

Assignments stand in one file of the team's folder, assignments/assignments.yaml; every desk that
names the same folder shows them on its home screen. The folder is named by COACH_TEAM, in the
settings, or with --team. Names are those that people practise under: --as NAME, or their name on
the machine.

An attempt passes with the score of --pass (63 where none is given) and no reply that failed on
conduct. It counts once it is played to its end, if it began after the call was set. A day is over
once it is over everywhere on earth."""


def run(argv: list[str]) -> int:
    """Run `coach assign`; returns the exit code."""
    options = _parser().parse_args(argv)
    from coach.practice.views import PracticeError

    try:
        if options.list:
            return _list(_team(options), as_json=options.json)
        if options.remove:
            return _remove(options)
        return _assign(options)
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="coach assign",
        description="Set calls for others to play.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("call", nargs="?", metavar="CALL", help="the call, pack/call")
    parser.add_argument(
        "--to", nargs="+", action="extend", metavar="NAME", default=[], help="names, or everyone"
    )
    parser.add_argument("--due", default="", metavar="DAY", help="2027-03-12, friday, tomorrow, +7")
    parser.add_argument(
        "--pass", dest="mark", type=int, metavar="SCORE", help="score that passes, 1 to 100"
    )
    parser.add_argument("--attempts", type=int, metavar="N", help="attempts that count")
    parser.add_argument("--by", default="", metavar="NAME", help="who sets it (default: you)")
    parser.add_argument("--team", type=Path, metavar="DIR", help="the team's folder")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="what is set, and how it stands")
    what.add_argument("--remove", metavar="ID", help="take an assignment back")
    parser.add_argument("--json", action="store_true", help="with --list: for programs")
    return parser


def _team(options: argparse.Namespace) -> Path:
    from coach.lookup.places import team_folder
    from coach.lookup.shares import answers
    from coach.practice.views import PracticeError

    given: Path | None = options.team
    named = given or (Path(team_folder()) if team_folder() else None)
    if named is None:
        raise PracticeError(
            "No team's folder is named. Set COACH_TEAM to a folder that all desks share, "
            "or give it with --team DIR."
        )
    if not answers(str(named)):
        raise PracticeError(f"The folder {named} does not answer.", 3)
    if not named.is_dir():
        raise PracticeError(f"There is no folder {named}.")
    return named


def _assign(options: argparse.Namespace) -> int:
    from coach.domain.assignment import GOOD
    from coach.practice import default_trainee, utc_now
    from coach.practice.assigning import Wish, assign
    from coach.practice.views import PracticeError

    if not options.call:
        raise PracticeError("Which call? `coach play --list` lists them; --list what is set.")
    wish = Wish(
        call=options.call,
        to=tuple(options.to),
        due=options.due,
        pass_mark=GOOD if options.mark is None else options.mark,
        attempts=options.attempts,
        by=options.by or default_trainee(),
    )
    made, new = assign(_team(options), wish, utc_now())
    if not new:
        print(f"That is set already, as {made.id}; nothing was changed.")
        return 0
    due = f", by {made.due}" if made.due else ""
    print(f"Set as {made.id}: {made.call} for {_people(made.to)}{due}, {_terms(made)}.")
    return 0


def _remove(options: argparse.Namespace) -> int:
    from coach.practice.assigning import remove

    gone = remove(_team(options), options.remove)
    print(
        f"Removed {gone.id}: {gone.call} for {_people(gone.to)}. What was played stays on record."
    )
    return 0


def _list(team: Path, *, as_json: bool) -> int:
    from coach.domain.problems import errors
    from coach.practice import utc_now
    from coach.practice.assigning import list_here

    listed, problems = list_here(team, utc_now())
    if as_json:
        import msgspec

        data = msgspec.json.format(msgspec.json.encode(listed), indent=2)
        sys.stdout.write(data.decode() + "\n")
    else:
        print("\n".join(_lines(listed)) or "Nothing is set.")
    for problem in problems:
        print(problem.line_of_text(), file=sys.stderr)
    return 2 if errors(problems) else 0


_BY_THIS_MACHINE = (
    "By the records on this machine. `coach team` counts the records that desks have handed in.\n"
    "A call's own score, by which it passes, is the machine's; a corrected band does not change it."
)
_NOT_HERE = "{}, nothing on this machine"


def _lines(listed: "tuple[Listed, ...]") -> list[str]:
    from coach.domain.assignment import STATE_WORDS
    from coach.domain.safe import shown

    lines = [_BY_THIS_MACHINE] if listed else []
    for one in listed:
        what = one.assignment
        due = f"by {what.due}" if what.due else "no day"
        lines.append(f"{what.id}  {shown(what.call)}  {due}, {_terms(what)}")
        lines.append(f"      for {shown(_people(what.to))}{_set_by(what.set_by)}")
        for person in one.people:
            stands = person.standing
            best = "" if stands.best is None else f", best {stands.best}"
            held = "; the mark was reached, but a reply failed on conduct" if stands.held else ""
            late = ", late" if stands.late else ""
            used = _used(stands.used, what.attempts)
            state = STATE_WORDS[stands.state]
            told = f"{state}{late}, {used}{best}{held}" if person.here else _NOT_HERE.format(state)
            lines.append(f"      {shown(person.trainee)}: {told}")
    return lines


def _terms(what: "Assignment") -> str:
    if what.attempts is None:
        return f"pass {what.pass_mark}"
    return f"pass {what.pass_mark}, {what.attempts} attempt{'' if what.attempts == 1 else 's'}"


def _used(used: int, attempts: int | None) -> str:
    if attempts is not None:
        return f"{used} of {attempts} attempts"
    return f"{used} attempt{'' if used == 1 else 's'}"


def _people(names: tuple[str, ...]) -> str:
    some = 6
    if len(names) <= some:
        return ", ".join(names)
    return f"{', '.join(names[:some])} and {len(names) - some} more"


def _set_by(name: str) -> str:
    from coach.domain.safe import shown

    return f", set by {shown(name)}" if name else ""
