"""Changing one line of the settings file: every comment and every other line stays as it is."""

import os
import tempfile

from coach.settings.options import OPTIONS, Option, SettingsError, Value
from coach.settings.reading import parsed, read_file


def set_value(path: str, option: Option, value: Value) -> None:
    """Keep `value` for an option in the file. Raises SettingsError; the file is then as it was."""
    _write(path, changed(read_file(path) or template(), path, option, value))


def unset_value(path: str, option: Option) -> bool:
    """Take an option out of the file. False where it was not in it. Raises SettingsError."""
    text = read_file(path)
    if option.name not in parsed(text, path):
        return False
    _write(path, changed(text, path, option, None))
    return True


def changed(text: str, path: str, option: Option, value: Value | None) -> str:
    """`text` with one option set, or taken out where `value` is None. Raises SettingsError."""
    before = parsed(text, path)
    end = "\r\n" if "\r\n" in text else "\n"
    lines = (
        [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []
    )
    place = _place(lines, option.name)
    line = [] if value is None else [f"{option.name} = {toml(value)}"]
    if place is not None:
        first, last = place
        *above, tail = _comments(lines[first : last + 1])
        if line and tail:
            line = [f"{line[0]}  {tail}"]
        elif tail:
            line = [tail]
        lines[first : last + 1] = [*(comment for comment in above if comment), *line]
    else:
        at = _room(lines, option.name)
        lines[at:at] = line
    new = end.join(lines) + end
    after = {name: said for name, said in before.items() if name != option.name}
    if value is not None:
        after[option.name] = list(value) if isinstance(value, tuple) else value
    if parsed(new, path) != after:
        raise SettingsError(
            f"{path} is written in a way that cannot be changed safely. Change `{option.name}` in it "
            "with an editor."
        )
    return new


def toml(value: Value) -> str:
    """A value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(toml(one) for one in value)}]"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def template() -> str:
    """A new settings file: every option, explained and commented out."""
    lines = [
        "# Settings of coach. Any line may be left out; `coach settings` lists what holds, and why.",
        "# A flag goes before an environment variable, that before this file.",
    ]
    for option in OPTIONS.values():
        takes = f" Takes {option.takes}." if option.choices else ""
        lines += [
            "",
            f"# {option.meaning}{takes}",
            f"# {option.name} = {toml(option.default)}",
        ]
    return "\n".join(lines) + "\n"


def _place(lines: list[str], name: str) -> tuple[int, int] | None:
    """The first and the last line of an option's assignment, before any table begins."""
    import tomllib

    first = 0
    while first < len(lines):
        if lines[first].lstrip().startswith("["):
            return None
        if not lines[first].strip() or lines[first].lstrip().startswith("#"):
            first += 1
            continue
        last = first
        while True:
            try:
                table = tomllib.loads("\n".join(lines[first : last + 1]))
            except tomllib.TOMLDecodeError:
                last += 1
                if last >= len(lines):
                    return None
                continue
            break
        if name in table:
            return first, last
        first = last + 1
    return None


def _room(lines: list[str], name: str) -> int:
    """Where a new line goes: under its commented example, else before the first table or the end."""
    table = len(lines)
    for number, line in enumerate(lines):
        bare = line.strip()
        if bare.startswith(f"# {name} ="):
            return number + 1
        if bare.startswith("[") and bare.endswith("]") and table == len(lines):
            table = number
    return table


def _comments(lines: list[str]) -> list[str]:
    """The comment at the end of each line of one assignment, empty where there is none."""
    found: list[str] = []
    quote = ""
    for line in lines:
        at, comment = 0, ""
        while at < len(line):
            if quote:
                if line[at] == "\\" and quote[0] == '"':
                    at += 1
                elif line.startswith(quote, at):
                    at += len(quote) - 1
                    quote = ""
            elif line[at] in "\"'":
                quote = line[at] * 3 if line.startswith(line[at] * 3, at) else line[at]
                at += len(quote) - 1
            elif line[at] == "#":
                comment = line[at:]
                break
            at += 1
        found.append(comment)
    return found


def _write(path: str, text: str) -> None:
    """Put the text in the file's place at once, so that a cut never leaves half of it."""
    target = os.path.realpath(path)
    folder = os.path.dirname(target)  # noqa: PTH120 - settings use os throughout
    try:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - the same
        handle, new = tempfile.mkstemp(prefix="settings-", suffix=".toml", dir=folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if os.path.exists(target):  # noqa: PTH110 - the same
                os.chmod(new, os.stat(target).st_mode & 0o777)  # noqa: PTH101, PTH116 - the same
            os.replace(new, target)  # noqa: PTH105 - the same
        except OSError:
            os.unlink(new)  # noqa: PTH108 - the same
            raise
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be written: {error.strerror}. Nothing was changed.", 3
        ) from error
