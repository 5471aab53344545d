"""The program's beginning: `coach` and `python -m coach`."""

import sys


def main() -> int:
    """Run the command line; what it returns is the exit code."""
    from coach.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
