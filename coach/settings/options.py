"""Every option: its name, what it may be, its default, its flag and its environment variable.

Light on purpose: look-up reads settings on a live call, so nothing is imported here.
"""

Value = bool | int | str | tuple[str, ...]
"""What an option can hold."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Days of the week, Monday first."""
_YES = ("on", "true", "yes", "1")
_NO = ("off", "false", "no", "0")
_LONGEST = 80
"""Characters that a text may have."""


class SettingsError(Exception):
    """A setting is not what it must be; the message tells a person, `exit_code` a program."""

    def __init__(self, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        """2 for a wrong name or value, 3 where the file cannot be read or written."""


class Option:
    """One thing that can be chosen.

    Args:
        name: Its name in the file and in `coach settings`.
        default: What it is where nobody has chosen; its type is the type of the option.
        meaning: What it does, for people.
        flag: The flag that sets it for once; empty: its variable does.
        choices: What a text may be; empty: anything.
        least: The least a number may be.
        most: The most a number may be, or the most characters of a text.
        empty: What an empty text means, in a word or two.
        code: Whether a text is a country's two letters.
    """

    def __init__(
        self,
        name: str,
        default: Value,
        meaning: str,
        flag: str,
        *,
        choices: tuple[str, ...] = (),
        least: int = 0,
        most: int = 0,
        empty: str = "",
        code: bool = False,
    ) -> None:
        self.name = name
        self.default = default
        self.meaning = meaning
        self.flag = flag
        self.choices = choices
        self.least = least
        self.most = most
        self.empty = empty
        self.code = code

    @property
    def variable(self) -> str:
        """Its environment variable: `COACH_LOOK`."""
        return f"COACH_{self.name.upper()}"

    @property
    def takes(self) -> str:
        """What it takes, in words: `on or off`, `dark, light or contrast`, `1 to 500`."""
        if isinstance(self.default, bool):
            return "on or off"
        if isinstance(self.default, int):
            return f"a whole number from {self.least} to {self.most}"
        if isinstance(self.default, tuple):
            return "days such as sat,sun, or none"
        if self.choices:
            words = [choice or self.empty for choice in self.choices]
            return f"{', '.join(words[:-1])} or {words[-1]}"
        if self.code:
            return f"a country's two letters, or {self.empty}"
        return f"text of up to {self.most or _LONGEST} characters"

    def parse(self, text: str) -> Value:
        """The value that was typed as `text`. Raises SettingsError."""
        words = text.strip()
        if isinstance(self.default, bool):
            if words.lower() in _YES + _NO:
                return words.lower() in _YES
            raise self._wrong(text)
        if isinstance(self.default, int):
            try:
                return self.check(int(words))
            except ValueError:
                raise self._wrong(text) from None
        if isinstance(self.default, tuple):
            listed = [day.strip().lower() for day in words.split(",")]
            return self.check(() if listed in (["none"], [""]) else tuple(listed))
        if words.lower() == self.empty and self.empty:
            return ""
        words = words.lower() if self.choices else words
        return self.check(words.upper() if self.code else words)

    def check(self, value: object) -> Value:
        """`value`, where the option may be that. Raises SettingsError."""
        if isinstance(value, list):
            value = tuple(value)
        if type(value) is not type(self.default):
            if isinstance(self.default, str):
                raise SettingsError(f"`{self.name}` takes a text in quotes, not `{value}`.")
            raise self._wrong(value)
        if isinstance(value, bool):
            return value
        if isinstance(value, int) and self.least <= value <= self.most:
            return value
        if isinstance(value, tuple) and all(day in DAYS for day in value):
            return tuple(day for day in DAYS if day in value)
        if isinstance(value, str) and self._fits(value):
            return value
        raise self._wrong(value)

    def _fits(self, value: str) -> bool:
        if self.choices:
            return value in self.choices
        if self.code and value:
            return len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()  # noqa: PLR2004 - ISO 3166 alpha-2
        return len(value) <= (self.most or _LONGEST) and value.isprintable()

    def show(self, value: Value) -> str:
        """A value as people read and type it: `on`, `20`, `sat,sun`, `any`."""
        if isinstance(value, bool):
            return "on" if value else "off"
        if isinstance(value, tuple):
            return ",".join(value) or "none"
        return str(value) or self.empty

    def _wrong(self, value: object) -> SettingsError:
        said = value if isinstance(value, str) else repr(value)
        return SettingsError(f"`{self.name}` takes {self.takes}, not `{said[:_LONGEST]}`.")


OPTIONS: dict[str, Option] = {
    option.name: option
    for option in (
        Option(
            "trainee", "", "The name under which practice is kept.", "--as",
            empty="as on this machine",
        ),
        Option(
            "look", "auto",
            "The look of the screens; auto: dark, or the terminal's own colours where it has sixteen.",
            "--look", choices=("auto", "dark", "light", "contrast", "sixteen"),
        ),
        Option(
            "plain", default=False, flag="--plain",
            meaning="Plain lines in place of the screens, for screen readers and pipes.",
        ),
        Option(
            "paced", default=True, flag="--paced",
            meaning="The debtor's lines come at a speaking pace, and a reply can be taken back for a "
            "moment.",
        ),
        Option("reduced_motion", default=False, flag="--reduced-motion",
               meaning="Nothing glides: everything is in its place at once."),
        Option("sound", default=False, flag="--sound",
               meaning="The debtor's lines are spoken by the system's own synthesiser."),
        Option("voice", "", "The voice that speaks.", "--voice", empty="its usual one"),
        Option("level", "normal", "How hard calls are, where you do not say it.", "--level",
               choices=("easy", "normal", "hard")),
        Option("drill_most", 20, "Drills in a day at most.", "--most", least=1, most=500),
        Option("drill_new", 8, "Of these, new excuses at most.", "--new", least=0, most=500),
        Option("easy_days", ("sat", "sun"), "Days with half as many drills.", "--easy-days"),
        Option("market", "", "Look-up finds what is for this market alone.", "--market",
               choices=("", "trade", "consumer"), empty="any"),
        Option("jurisdiction", "", "Look-up finds only what may be said there: US, GB, DE.",
               "--jurisdiction", empty="any", code=True),
        Option("team", "", "The folder of the team's shared library.", "", empty="none", most=1000),
        Option("mask", default=False, flag="--mask",
               meaning="Exports show telephone and account numbers as dots."),
    )
}  # fmt: skip
"""All options by name, in the order in which they are shown."""


def option_named(name: str) -> Option:
    """The option of that name; a hyphen does for an underscore. Raises SettingsError."""
    known = OPTIONS.get(name.strip().lower().replace("-", "_"))
    if known is not None:
        return known
    raise SettingsError(f"There is no setting `{name}`.{guess(name)} `coach settings` lists them.")


def guess(name: str) -> str:
    """` Did you mean ...?`, where a name is near one that is known."""
    from coach.domain.near import did_you_mean

    return did_you_mean(name, OPTIONS)
