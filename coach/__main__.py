"""The program's beginning: `coach` and `python -m coach`. Here the parts are wired together."""

import sys


def main() -> int:
    """Run the command line; what it returns is the exit code."""
    from coach.cli.guard import guard
    from coach.cli.main import run

    guard()
    return run(sys.argv[1:], _screens, web=_web, seat=_seat)


def _screens(*given: object, **named: object) -> int:
    from coach.tui.app import run

    return run(*given, **named)  # type: ignore[arg-type]  # handed through as it came


def _web(**named: object) -> None:
    from coach.tui.web.server import serve

    serve(**named)  # type: ignore[arg-type]  # handed through as it came


def _seat() -> None:
    from coach.tui.web.lifeline import hold

    hold()


if __name__ == "__main__":
    sys.exit(main())
