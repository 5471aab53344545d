"""What holds, and why: a flag before an environment variable, that before the file, then the default.

This order is written here and nowhere else.
"""

import os

from coach.paths import config_dir
from coach.settings.options import OPTIONS, Option, SettingsError, Value, guess

NAME = "settings.toml"


def settings_path() -> str:
    """Where the settings file is, or would be."""
    return os.path.join(config_dir(), NAME)  # noqa: PTH118 - pathlib costs half a start


class Setting:
    """A value and where it comes from."""

    def __init__(self, option: Option, value: Value, source: str) -> None:
        self.option = option
        """What was asked for."""
        self.value = value
        """What holds."""
        self.source = source
        """`default`, `file`, or the name of the flag or of the environment variable."""

    @property
    def fixed(self) -> bool:
        """Whether a change of the file would change nothing for now."""
        return self.source not in {"default", "file"}


class Settings:
    """The settings of one run. The file is read when first needed; a missing one is an empty one.

    Args:
        flags: What was given on the command line, by option; None: not given.
    """

    def __init__(self, flags: dict[str, object] | None = None) -> None:
        self.path = settings_path()
        """The file."""
        self._flags = flags or {}
        self._text: str | None = None
        self._table: dict[str, object] | None = None

    def setting(self, name: str) -> Setting:
        """What holds for an option, and why. Raises SettingsError."""
        option = OPTIONS[name]
        flag = self._flags.get(name)
        if flag is not None:
            try:
                value = option.parse(flag) if isinstance(flag, str) else option.check(flag)
            except SettingsError as error:
                raise SettingsError(f"{option.flag or name}: {error}") from None
            return Setting(option, value, option.flag)
        given = os.environ.get(option.variable)
        if given:
            try:
                return Setting(option, option.parse(given), option.variable)
            except SettingsError as error:
                raise SettingsError(f"{option.variable}: {error}") from None
        if not self._mentions(name) or name not in self.table():
            return Setting(option, option.default, "default")
        try:
            return Setting(option, option.check(self.table()[name]), "file")
        except SettingsError as error:
            where = f"{self.path}:{self.line_of(name)}:1"
            raise SettingsError(
                f"{where}: {error} `coach settings unset {name}` brings the default back."
            ) from None

    def on(self, name: str) -> bool:
        """Whether an option is on. Raises SettingsError."""
        return self.setting(name).value is True

    def number(self, name: str) -> int:
        """The number of an option. Raises SettingsError."""
        value = self.setting(name).value
        return value if isinstance(value, int) else 0

    def text(self, name: str) -> str:
        """The text of an option. Raises SettingsError."""
        value = self.setting(name).value
        return value if isinstance(value, str) else ""

    def listed(self, name: str) -> tuple[str, ...]:
        """The list of an option. Raises SettingsError."""
        value = self.setting(name).value
        return value if isinstance(value, tuple) else ()

    def table(self) -> dict[str, object]:
        """What the file says, unchecked. Raises SettingsError where it is not TOML."""
        if self._table is None:
            text = self._read()
            plain = plain_table(text)
            self._table = parsed(text, self.path) if plain is None else plain
        return self._table

    def again(self) -> None:
        """Forget what the file said: it was changed."""
        self._text = self._table = None

    def line_of(self, name: str) -> int:
        """The line of the file that names an option, from 1."""
        for number, line in enumerate(self._read().splitlines(), 1):
            if _begins(line, name):
                return number
        return 1

    def strangers(self) -> list[str]:
        """Names in the file that no option has, each with its line and a guess, as messages."""
        return [
            f"{self.path}:{self.line_of(name)}:1: There is no setting `{name}`.{guess(name)}"
            for name in self.table()
            if name not in OPTIONS
        ]

    def _mentions(self, name: str) -> bool:
        """Whether the file may set an option: a TOML reader costs a live look-up a tenth."""
        return any(_begins(line, name) for line in self._read().splitlines())

    def _read(self) -> str:
        if self._text is None:
            self._text = read_file(self.path)
        return self._text


def _begins(line: str, name: str) -> bool:
    bare = line.lstrip(" \t\"'")
    after = bare[len(name) : len(name) + 1]
    return bare.startswith(name) and not (after.isalnum() or after in {"_", "-"})


def read_file(path: str) -> str:
    """The text of the file; empty where there is none. Raises SettingsError."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - pathlib costs half a start
            return file.read()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: this is not UTF-8 text: {error.reason}.") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.", 3) from error


def plain_table(text: str) -> dict[str, object] | None:
    """The table of a text in which each line is a plain assignment; None: it takes a TOML reader.

    Nearly every settings file is like that, and a live look-up is spared an import.
    """
    table: dict[str, object] = {}
    for line in text.replace("\r\n", "\n").split("\n"):
        bare = line.strip(" \t")
        if bare.startswith("#") and bare.isprintable():
            continue
        name, _, said = (part.strip(" \t") for part in bare.partition("="))
        if not bare:
            continue
        if name not in OPTIONS or name in table:
            return None
        if said in {"true", "false"}:
            table[name] = said == "true"
        elif said.isascii() and said.isdigit() and (said == "0" or said[0] != "0"):
            table[name] = int(said)
        elif said[:1] == said[-1:] == '"' and said.count('"') == 2 and _is_plain(said):  # noqa: PLR2004 - an opening and a closing one
            table[name] = said[1:-1]
        else:
            return None
    return table


def _is_plain(said: str) -> bool:
    return "\\" not in said and said.isprintable()


def parsed(text: str, path: str) -> dict[str, object]:
    """The table that a TOML text holds. Raises SettingsError, with line and column."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said, _, at = str(error).partition(" (at ")
        digits = "".join(char if char.isdigit() else " " for char in at).split()
        # A fault at the end of the text comes without figures: it is on the last line.
        line, column = digits if len(digits) == 2 else (len(text.splitlines()) or 1, 1)  # noqa: PLR2004 - line and column
        raise SettingsError(
            f"{path}:{line}:{column}: This is not TOML: {said}. A line is NAME = VALUE, texts in quotes."
        ) from error
    except RecursionError as error:
        raise SettingsError(f"{path}: This is nested too deeply for settings.") from error
