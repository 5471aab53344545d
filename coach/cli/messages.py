"""Messages to a person on standard error."""

import sys

from coach.domain.safe import shown_block


def say_error(message: str) -> None:
    """Tell a person what went wrong."""
    print(f"coach: {shown_block(message)}", file=sys.stderr)
