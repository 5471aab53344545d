"""`coach review`: read an attempt again, correct a band with a reason, judge again."""

import argparse
import sys
from typing import TYPE_CHECKING

from coach.cli import review_views
from coach.cli.common import add_practice_options, practice_of, say_error
from coach.cli.main import INTERRUPTED
from coach.cli.parsing import Parser
from coach.cli.settled import settled
from coach.cli.steps import Steps, stepped
from coach.domain.counted import counted
from coach.domain.progress import FAMILIES
from coach.practice import Practice, PracticeError

if TYPE_CHECKING:
    from coach.practice.rescoring import Rescored

HELP = """examples:
  coach review                        the last attempts; --all: everybody's
  coach review 3fa91c                 one attempt with everything said and remarked
  coach review 3fa91c 2 --band 3 --reason "Named the day clearly" --by "A. Manager"
  coach review 3fa91c 2 --band 3 --skill tone --reason "..." --by "..."
  coach review --skill tone --family cash   the replies behind a figure; also --week, --conduct
  coach review --disagreements        where people keep correcting the machine
  coach review --rescore 3fa91c       judge by today's scorer; the old review is kept beside
  coach review --rescore all

The beginning of an attempt's id is enough. A correction stands beside the machine's band:
both are shown, and the means count the person's. An attempt's own score stays the machine's."""


def run(argv: list[str]) -> int:
    """Run `coach review`; returns the exit code."""
    parser = Parser(
        prog="coach review",
        description="Look back at attempts.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("attempt", nargs="?", metavar="ATTEMPT", help="the beginning of its id")
    parser.add_argument("reply", nargs="?", type=int, metavar="REPLY", help="a reply's number")
    parser.add_argument("--band", type=int, choices=range(5), help="the band it deserves")
    parser.add_argument("--skill", help="of or for this skill; else the reply as a whole")
    parser.add_argument("--family", choices=FAMILIES, help="replies to this family of excuses")
    parser.add_argument("--week", default="", metavar="DAY", help="replies of the week of this day")
    parser.add_argument("--conduct", action="store_true", help="replies with a conduct finding")
    parser.add_argument("--reason", default="", help="why")
    parser.add_argument("--by", default="", metavar="NAME", help="who corrects")
    parser.add_argument("--rescore", metavar="ATTEMPT|all", help="judge again by today's scorer")
    parser.add_argument(
        "--disagreements", action="store_true", help="where people keep correcting the machine"
    )
    parser.add_argument("--kind", choices=["call", "drill"], help="list these only")
    parser.add_argument("--most", type=int, default=50, metavar="N", help="list N (default: 50)")
    parser.add_argument("--all", action="store_true", help="everybody's attempts")
    parser.add_argument("--json", action="store_true", help="the same for programs")
    add_practice_options(parser)
    options = parser.parse_args(argv)
    if options.reply is not None and options.band is None:
        parser.error("to correct a reply give --band, --reason and --by")
    if options.band is not None and options.reply is None:
        parser.error("which reply? coach review ATTEMPT REPLY --band N --reason ... --by NAME")
    try:
        with practice_of(options, reading=True) as practice:
            return _chosen(practice, options)
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code


def _chosen(practice: Practice, options: argparse.Namespace) -> int:
    if options.rescore:
        return _rescore(practice, options)
    if options.disagreements:
        found = practice.reviewing(everybody=True).disagreements()
        _tell(options, found, review_views.disagreement_lines(found))
        return 1 if found else 0
    if options.band is not None:
        return _correct(practice, options)
    if options.attempt:
        # Whoever has the id of an attempt may read it, whose ever it is.
        looking = practice.reviewing(everybody=True)
        replay = looking.replay(looking.find(options.attempt))
        _tell(options, replay, review_views.replay_lines(replay))
        return 0
    if options.skill or options.family or options.week or options.conduct:
        return _behind(practice, options)
    listed = practice.reviewing(everybody=options.all).attempts(options.kind, options.most)
    perhaps = "" if options.all or listed else practice.perhaps()
    lines = review_views.attempt_lines(listed, everybody=options.all, perhaps=perhaps)
    _tell(options, listed, lines)
    return 0 if listed else 1


def _behind(practice: Practice, options: argparse.Namespace) -> int:
    from coach.practice.reviewing import monday_of, skill_named

    found = practice.reviewing().behind(
        skill=skill_named(options.skill) if options.skill else None,
        family=options.family,
        week=monday_of(options.week) if options.week else "",
        conduct=options.conduct,
        most=options.most,
    )
    _tell(options, found, review_views.behind_lines(found))
    return 0 if found else 1


def _correct(practice: Practice, options: argparse.Namespace) -> int:
    from coach.practice.reviewing import skill_named

    looking = practice.reviewing(everybody=True)
    skill = skill_named(options.skill) if options.skill else None
    made = looking.correct(
        looking.find(options.attempt),
        options.reply,
        options.band,
        reason=options.reason,
        by=options.by,
        skill=skill,
    )
    _tell(options, made, [f"Kept beside the machine's band. {review_views.correction_line(made)}"])
    return 0


def _rescore(practice: Practice, options: argparse.Namespace) -> int:
    everything = options.rescore == "all"
    looking = practice.reviewing(everybody=options.all or not everything)
    attempt = None if everything else looking.find(options.rescore)
    total = 1 if attempt else len(looking.all_ids())
    steps = Steps("Judging again", total, plain=settled(options).on("plain"))
    done: list[Rescored] = []
    stopped = ""
    try:
        done.extend(stepped(looking.rescore(attempt), steps))
    except KeyboardInterrupt:
        stopped = f"Stopped after {len(done)} of {counted(total, 'attempt')}; these are kept."
    _tell(options, done, review_views.rescored_lines(done))
    if stopped:
        say_error(stopped)
        return INTERRUPTED
    return 1 if any(one.trouble for one in done) else 0


def _tell(options: argparse.Namespace, value: object, lines: list[str]) -> None:
    if options.json:
        import msgspec

        text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
        sys.stdout.write(text + "\n")
    else:
        print("\n".join(lines))
