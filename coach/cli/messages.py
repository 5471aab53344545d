"""Messages to a person on standard error."""

import sys


def say_error(message: str) -> None:
    """Tell a person what went wrong."""
    print(f"coach: {message}", file=sys.stderr)
