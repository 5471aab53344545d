"""Settings for commands: what was given on the command line, then what was chosen before."""

import sys

from coach.settings.options import OPTIONS, SettingsError
from coach.settings.reading import Setting, Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser


class Settled(Settings):
    """Settings that end the command with a message where one is not what it must be.

    Args:
        flags: What was given on the command line, by option; None: not given.
    """

    def setting(self, name: str) -> Setting:
        """What holds for an option, and why. Ends the command where that cannot be said."""
        try:
            return super().setting(name)
        except SettingsError as error:
            print(f"coach: {error}", file=sys.stderr)
            raise SystemExit(error.exit_code) from error


def settled(options: object) -> Settled:
    """The settings under what a parser has read: an attribute a setting, None where not given."""
    return Settled({name: getattr(options, name, None) for name in OPTIONS})


def add_switch(parser: "ArgumentParser", name: str) -> None:
    """Add the flag of an option that is on or off: `--paced` and `--no-paced`."""
    from argparse import BooleanOptionalAction

    option = OPTIONS[name]
    words = option.meaning[0].lower() + option.meaning[1:].rstrip(".")
    parser.add_argument(
        option.flag, dest=name, action=BooleanOptionalAction, default=None, help=words
    )


def add_screen_options(parser: "ArgumentParser") -> None:
    """How the screens look and sound, for this once."""
    group = parser.add_argument_group("for this once (coach settings keeps a choice)")
    group.add_argument(
        "--look", choices=OPTIONS["look"].choices, default=None, help="the look of the screens"
    )
    for name in ("paced", "reduced_motion", "sound"):
        add_switch(group, name)  # type: ignore[arg-type]  # a group takes arguments as a parser does
    group.add_argument("--voice", metavar="NAME", default=None, help="the synthesiser's voice")
