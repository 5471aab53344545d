"""`coach help [TOPIC]`: the handbook, as plain text."""

import argparse
import sys
from importlib import resources

from coach.cli.messages import say_error


def topics() -> dict[str, str]:
    """The topics of the handbook with their titles, in the order of their names."""
    found: dict[str, str] = {}
    for page in sorted(
        resources.files("coach").joinpath("handbook").iterdir(), key=lambda one: one.name
    ):
        if page.name.endswith(".md"):
            first = page.read_text(encoding="utf-8").split("\n", 1)[0]
            found[page.name.removesuffix(".md")] = first.removeprefix("# ")
    return found


def page(topic: str) -> str:
    """A page of the handbook. Raises KeyError where there is none."""
    if topic not in topics():
        raise KeyError(topic)
    return resources.files("coach").joinpath("handbook", f"{topic}.md").read_text(encoding="utf-8")


def run(argv: list[str]) -> int:
    """Run `coach help`; returns the exit code."""
    parser = argparse.ArgumentParser(
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
        import difflib

        near = difflib.get_close_matches(options.topic, topics(), n=1)
        say_error(
            f"There is no page `{options.topic}`."
            + (f" Did you mean `{near[0]}`?" if near else " `coach help` lists them.")
        )
        return 1
    return 0
