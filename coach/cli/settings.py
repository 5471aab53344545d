"""`coach settings`: what can be chosen, what holds and why, and the file that keeps it."""

import argparse
import json
import sys
import textwrap
from pathlib import Path

from coach.cli.messages import say_error
from coach.cli.parsing import Parser
from coach.settings.options import OPTIONS, Option, SettingsError, option_named
from coach.settings.reading import Setting, Settings
from coach.settings.writing import set_value, unset_value

HELP = """examples:
  coach settings                       every setting, what holds and why
  coach settings set look light
  coach settings set easy_days sat,sun
  coach settings get drill_most
  coach settings unset look            the default again
  coach settings path                  where the file is

A flag goes before an environment variable (COACH_LOOK=light coach), that before the file.
Comments in the file are kept."""


def run(argv: list[str]) -> int:
    """Run `coach settings`; returns the exit code."""
    parser = Parser(
        prog="coach settings",
        description="Show and change settings.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, words in (("get", "what holds"), ("unset", "take it out of the file")):
        one = commands.add_parser(name, help=words)
        one.add_argument("name", help="the setting")
    one = commands.add_parser("set", help="keep a choice in the file")
    one.add_argument("name", help="the setting")
    one.add_argument("value", nargs="+", help="what it shall be")
    commands.add_parser("path", help="where the file is")
    options = parser.parse_args(argv)
    try:
        return _done(options, Settings())
    except SettingsError as error:
        say_error(str(error))
        return error.exit_code


def _done(options: argparse.Namespace, settings: Settings) -> int:
    if options.command == "path":
        print(settings.path)
        return 0
    if options.command is None:
        return _list(settings, as_json=options.json)
    option = option_named(options.name)
    if options.command == "get":
        print(option.show(settings.setting(option.name).value))
        return 0
    if options.command == "set":
        value = option.parse(" ".join(options.value))
        if option.name == "team" and value and not str(value).startswith("~"):
            # Where it is said from must not matter later.
            value = str(Path(str(value)).absolute())
        set_value(settings.path, option, value)
        print(f"{option.name} is {option.show(value)} from now on.")
    elif unset_value(settings.path, option):
        print(f"{option.name} is {option.show(option.default)} again, the default.")
    else:
        print(f"{option.name} is not in the file; nothing was changed.")
    settings.again()
    return _overruled(settings, option)


def _overruled(settings: Settings, option: Option) -> int:
    held = settings.setting(option.name)
    if held.fixed:
        print(f"For now {held.source} goes before it: {option.show(held.value)}.")
    return 0


def _list(settings: Settings, *, as_json: bool) -> int:
    held: list[Setting] = []
    wrong = settings.strangers()
    for name, option in OPTIONS.items():
        try:
            held.append(settings.setting(name))
        except SettingsError as error:
            wrong.append(str(error))
            held.append(Setting(option, option.default, "default"))
    if as_json:
        print(json.dumps({"path": settings.path, "settings": [_plain(one) for one in held]}))
    else:
        print("\n".join(_lines(settings.path, held)))
    for words in wrong:
        print(f"coach: {words}", file=sys.stderr)
    return 2 if wrong else 0


def _plain(one: Setting) -> dict[str, object]:
    option = one.option
    return {
        "name": option.name, "value": one.value, "from": one.source, "default": option.default,
        "takes": option.takes, "meaning": option.meaning, "flag": option.flag,
        "variable": option.variable,
    }  # fmt: skip


def _lines(path: str, held: list[Setting]) -> list[str]:
    lines = [f"Settings file: {path}", ""]
    for one in held:
        option = one.option
        value = option.show(one.value)
        usual = option.show(option.default)
        source = one.source if one.source == "default" else f"{one.source}; default {usual}"
        lines.append(f"{option.name:<16}{value}  ({source})")
        flag = f"{option.flag}, " if option.flag else ""
        words = f"{option.meaning} Takes {option.takes}; {flag}{option.variable}."
        lines += textwrap.wrap(words, 78, initial_indent="    ", subsequent_indent="    ")
    return [
        *lines,
        "",
        "Change one: coach settings set NAME VALUE. Examples: coach settings --help",
    ]
