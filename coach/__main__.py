"""The program's beginning: `coach` and `python -m coach`. Here the parts are wired together."""

import gc
import sys


def main() -> int:
    """Run the command line; what it returns is the exit code."""
    if sys.argv[1:2] == ["lookup"]:
        # It is over before there is garbage; looking for some takes a twentieth of its time.
        gc.disable()
    from coach.cli.guard import guard
    from coach.cli.main import run

    guard()
    try:
        return run(sys.argv[1:], _screens, web=_web, seat=_seat)
    except Exception as error:  # noqa: BLE001 - whatever it is, a person gets words and not a trace
        return _fault(error)
    finally:
        gc.enable()


def _fault(error: Exception) -> int:
    """Tell a fault that no command expected, in words. Exit code 2 for text that is none, else 3."""
    from coach.cli.messages import say_error
    from coach.tui.faults import told

    if isinstance(error, UnicodeEncodeError):
        say_error("Something you gave is not UTF-8 text. Nothing was changed.")
        return 2
    say_error(told(error))
    return 3


def _screens(*given: object, **named: object) -> int:
    gc.enable()
    from coach.tui.app import run

    return run(*given, **named)  # type: ignore[arg-type]  # handed through as it came


def _web(**named: object) -> None:
    from coach.tui.web.server import serve

    serve(**named)  # type: ignore[arg-type]  # handed through as it came


def _seat(*given: object) -> int:
    from coach.tui.web.visiting import run

    return run(*given)  # type: ignore[arg-type]  # handed through as it came


if __name__ == "__main__":
    sys.exit(main())
