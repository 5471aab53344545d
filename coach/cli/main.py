"""The first word decides: a command's module is imported only when it is asked for."""

import os
import sys

COMMANDS: dict[str, tuple[str, str]] = {
    "tour": ("tour", "a real small call, in two minutes, with a word at each step"),
    "play": ("play", "play a call: on the screen, or as plain lines with --plain"),
    "drill": ("drill", "answer one excuse after another, the due ones first"),
    "lookup": ("lookup", "find the right sentence for what the debtor said"),
    "progress": ("progress", "see what has become better and what is weak"),
    "report": ("report", "write the record as a page to hand in"),
    "review": ("review", "read an attempt again, correct a band with a reason"),
    "score": ("score", "score one reply, or a file of replies"),
    "rules": ("rules", "list and explain the conduct rules"),
    "library": ("library", "see which packs and scripts are at hand"),
    "pack": ("pack", "make, check, test and share packs"),
    "simulate": ("simulate", "let a simulated trainee play a call many times"),
    "records": ("records", "export, import and send records"),
    "team": ("team", "report on a team"),
    "assign": ("assign", "set calls for others to play"),
    "backup": ("backup", "copy the records, or bring a copy back"),
    "erase": ("erase", "remove a person's records for good"),
    "web": ("web", "serve the screens to a browser"),
    "settings": ("settings", "show and change settings"),
    "doctor": ("doctor", "check that everything is as it should be"),
    "help": ("help", "read the handbook"),
}
"""Every command: its module in `coach.cli`, and what it does."""

WIRED: dict[str, object] = {}
"""What the beginning of the program hands to the commands: `screens` opens the other front end,
which the command line does not know."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells expect it."""


def run(argv: list[str], screens=None, **others: object) -> int:  # type: ignore[no-untyped-def]  # noqa: ANN001 - Callable costs an import here
    """Run the command line `argv`; returns the exit code.

    `screens` opens the other front end, `web` serves it, `seat` begins a visitor's process.
    """
    WIRED.update(others, screens=screens)
    try:
        return _run(argv)
    except KeyboardInterrupt:
        print("Stopped. What was said so far is kept.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Exception as error:
        from coach.settings.options import SettingsError  # light, and only where something failed

        if not isinstance(error, SettingsError):
            raise
        print(f"coach: {error}", file=sys.stderr)
        return error.exit_code


def _run(argv: list[str]) -> int:
    first = argv[0] if argv else ""
    if first in {"-h", "--help"}:
        print(usage())
        return 0
    if first == "--version":
        from coach.version import __version__

        print(f"coach {__version__}")
        return 0
    if first == "--completion":
        return int(command("completion")(argv[1:]))
    if first in present():
        return int(command(COMMANDS[first][0])(argv[1:]))
    if not first or first.startswith("-"):
        return int(command("screens")(argv))
    from coach.domain.near import did_you_mean

    print(
        f"coach: there is no command `{first}`.{did_you_mean(first, present())} `coach --help` lists them.",
        file=sys.stderr,
    )
    return 2


def present() -> list[str]:
    """The commands of this installation, in the order of the help."""
    here = os.path.dirname(__file__)  # noqa: PTH120 - pathlib costs half a start
    files = set(os.listdir(here))  # noqa: PTH208 - the same
    return [name for name, (module, _) in COMMANDS.items() if f"{module}.py" in files]


def command(module: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 - Callable costs an import here
    """The `run` of a command's module."""
    import importlib

    return importlib.import_module(f"coach.cli.{module}").run


def usage() -> str:
    """The help page."""
    lines = [
        "coach: practise debtors' excuses before you pick up a real telephone.",
        "",
        "usage: coach                     open the screens",
        "       coach COMMAND [...]       run a command; coach COMMAND --help tells more",
        "",
        "commands:",
        *(f"  {name:<10} {COMMANDS[name][1]}" for name in present()),
        "",
        "options:",
        "  --as NAME    practise as NAME; each name has its own record",
        "  --packs DIR  use the packs in DIR",
        "  --plain      what to do today, as plain lines",
        "  --version    print the version",
        "  --completion SHELL  completion for bash, zsh or fish",
        "  -h, --help   print this page",
        "",
        "Records are kept in your own data folder, or in COACH_HOME where that is set.",
        "Scores are for training, not for judging people. Nothing here is legal advice.",
    ]
    return "\n".join(lines)
