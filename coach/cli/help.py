"""`coach help [TOPIC]`: the handbook, as plain text."""

import argparse
import sys

from coach.cli.messages import say_error
from coach.cli.parsing import Parser
from coach.manual import page, topics


def run(argv: list[str]) -> int:
    """Run `coach help`; returns the exit code."""
    parser = Parser(
        prog="coach help",
        description="Read the handbook.",
        epilog="examples:\n  coach help              the pages\n  coach help first-call   one of them",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("topic", nargs="?", help="the page to read")
    options = parser.parse_args(argv)
    if options.topic is None:
        print("The handbook. Read a page with: coach help TOPIC\n")
        for name, title in topics().items():
            print(f"  {name:<14} {title}")
        print("\nNew here? `coach tour` plays a real small call with you, in two minutes.")
        print("Every command explains itself: coach COMMAND --help")
        return 0
    try:
        sys.stdout.write(page(options.topic))
    except KeyError:
        from coach.domain.near import did_you_mean

        guess = did_you_mean(options.topic, topics())
        say_error(f"There is no page `{options.topic}`.{guess} `coach help` lists them.")
        return 1
    return 0
