"""The program's beginning: `coach` and `python -m coach`. Here the parts are wired together."""

import sys


def main() -> int:
    """Run the command line; what it returns is the exit code."""
    from coach.cli.guard import guard
    from coach.cli.main import run

    guard()
    return run(sys.argv[1:], _screens)


def _screens(*given: object, **named: object) -> int:
    from coach.tui.app import run

    return run(*given, **named)  # type: ignore[arg-type]  # handed through as it came


if __name__ == "__main__":
    sys.exit(main())
