"""`coach team`: a manager's report on everybody's practice."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.messages import say_error
from coach.cli.parsing import Parser

if TYPE_CHECKING:
    from coach.domain.team import TeamFigures

HELP = """examples:
  coach team                       what desks have put into the folder `records` of the team's folder
  coach team exports/ mina.jsonl   files of `coach records export`, with or without --xapi, and folders
  coach team --store               everything in the Learning Record Store of the settings
  coach team --html team.html      the same as a page; --json for programs, --csv for spreadsheets
  coach team --since 2027-01-01    only what was practised from that day on

The team's folder is named by COACH_TEAM, in the settings, or with --team; its assignments are counted
too. What comes twice counts once. Scores are for training, not for judging people.
Exit code 1: there is a report, but some lines could not be read; they are told."""


def run(argv: list[str]) -> int:
    """Run `coach team`; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(argv)
    if options.store is not None and options.paths:
        parser.error("either files or --store")
    from coach.practice.views import PracticeError

    try:
        figures, faults = _read(options)
        _write(options, figures)
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code
    for fault in faults:
        say_error(fault)
    return 1 if faults or not figures.people else 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="coach team",
        description="Report on everybody's practice: who practised, what became better, where it is weak.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="FILE", help="exports, or folders")
    parser.add_argument(
        "--store", nargs="?", const="", metavar="URL", help="read a Learning Record Store"
    )
    parser.add_argument(
        "--plain-http", action="store_true", help="allow http without encryption to other machines"
    )
    parser.add_argument("--team", type=Path, metavar="DIR", help="the team's folder")
    parser.add_argument("--since", default="", metavar="DAY", help="from this day on, 2027-01-01")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the same for programs")
    form.add_argument("--csv", action="store_true", help="one line a person, for spreadsheets")
    form.add_argument("--html", metavar="FILE", help="the same as a page; - for standard output")
    return parser


def _read(options: argparse.Namespace) -> "tuple[TeamFigures, list[str]]":
    from coach.content.assignments import day_is_sound
    from coach.lookup.places import team_folder
    from coach.lookup.shares import answers
    from coach.practice import utc_now
    from coach.practice.team import reporting
    from coach.practice.views import PracticeError

    if options.since and not day_is_sound(options.since):
        raise PracticeError(f"`{options.since}` is no day. Write it like 2027-01-01.")
    given: Path | None = options.team
    team = given or (Path(team_folder()) if team_folder() else None)
    if team is not None and not answers(str(team)):
        raise PracticeError(f"The folder {team} does not answer.", 3)
    if given is not None and not given.is_dir():
        raise PracticeError(f"There is no folder {given}.")
    if options.store is not None:
        told = reporting.from_store(
            team, utc_now(), options.since, url=options.store, plain_http=options.plain_http
        )
        return told, []
    paths = options.paths
    if not paths:
        if team is None:
            raise PracticeError(
                "Whose records? Name exported files or a folder of them, or set COACH_TEAM to the "
                "team's folder, or read a store with --store."
            )
        paths = [team / reporting.RECORDS]
        if not paths[0].is_dir():
            raise PracticeError(
                f"There is no folder {paths[0]}. Each desk puts its export there: "
                "coach records export FILE."
            )
    figures, files = reporting.from_files(paths, team, utc_now(), options.since)
    faults = list(files.faults)
    if files.faulty > len(faults):
        faults.append(f"and {files.faulty - len(faults)} more")
    return figures, [*faults, "These were left out of the report."] if faults else []


def _write(options: argparse.Namespace, figures: "TeamFigures") -> None:
    if options.json:
        import msgspec

        data = msgspec.json.format(msgspec.json.encode(figures), indent=2)
        sys.stdout.write(data.decode() + "\n")
    elif options.csv:
        from coach.cli.team_views import to_csv

        sys.stdout.write(to_csv(figures))
    elif options.html:
        from coach.practice.report.team import page
        from coach.practice.report.writing import write

        if options.html == "-":
            sys.stdout.write(page(figures))
        else:
            write(Path(options.html), page(figures))
            print(f"Written: {options.html}")
    else:
        from coach.cli.team_views import lines

        print("\n".join(lines(figures)))
