"""`coach erase`: remove a person's records for good, and prove it."""

import argparse
import sys

from coach.cli.common import say_error
from coach.cli.parsing import Parser
from coach.domain.assignment import same_name
from coach.domain.counted import counted, replies
from coach.domain.safe import shown
from coach.practice import PracticeError, keeping
from coach.practice.keeping import Elsewhere

HELP = """examples:
  coach erase --trainee mina         asks before it removes anything
  coach erase --trainee mina --yes   does not ask

Removes every attempt, reply, review and schedule of that name from the records and from the
copies that this program made (backups, copies before migrations and restores). Then the bytes of
all these files are searched for what the person left. Exports and copies that you put elsewhere
are yours to delete. Case and spaces in the name make no difference: mina is Mina too, and every
spelling on record is named and goes. A name in the list of the team's folder is told, and stays: it is everybody's.
Exit code 1: the records are gone, but the team's folder still names the person."""


def run(argv: list[str]) -> int:
    """Run `coach erase`; returns the exit code."""
    parser = Parser(
        prog="coach erase",
        description="Remove a person's records for good.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--trainee", required=True, metavar="NAME", help="whose records")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    options = parser.parse_args(argv)
    try:
        names = keeping.known(options.trainee)
        if not options.yes and not _sure(options.trainee, names):
            print("Nothing was removed.")
            return 1
        done = keeping.erase(options.trainee)
        team = keeping.in_the_team(options.trainee)
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code
    print(
        f"Removed {counted(done.attempts, 'attempt')} with {replies(done.replies)}, kept under {_listed(done.names)}."
    )
    print(
        f"Searched the bytes of {counted(len(done.files), 'file')} for {counted(done.searched, 'id or word', 'ids and words')} of theirs:"
    )
    for path in done.files:
        print(f"  {path}")
    if done.elsewhere:
        print(
            f"{done.elsewhere} of the words stand in others' records in their own right, such as a model "
            "answer or a debtor of that name."
        )
    if done.left:
        for trace in done.left:
            say_error(f"still found: {shown(trace)}")
        return 3
    print("Nothing of this person is left in them.")
    return _tell_of_team(team)


def _tell_of_team(team: Elsewhere) -> int:
    """Say what is left in the team's folder; 1 where something there names the person."""
    if team.silent:
        say_error(f"{team.silent} Look there for the name once it answers.")
        return 1
    if team.exports:
        print(f"Exports that were handed in stay in {shown(team.exports)}; delete theirs by hand.")
    if not team.file:
        return 0
    say_error(
        f"The team's list still names them: {shown(team.file)}, "
        f"{counted(len(team.assignments), 'assignment')}. That list is everybody's, so nothing was "
        "changed in it. Take the name out there, or take back what is set for them alone:"
    )
    for one in team.assignments:
        print(f"  coach assign --remove {shown(one)}", file=sys.stderr)
    return 1


def _sure(name: str, spelt: tuple[str, ...]) -> bool:
    print(f"This removes every record under {_listed(spelt)} from this machine for good.")
    if len(spelt) > 1:
        print("These differ in case and spaces alone, and count as one person.")
    print("Type the name again to go on:", flush=True)
    return same_name(sys.stdin.readline()) == same_name(name)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{shown(name)}`" for name in names)
