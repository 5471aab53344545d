"""`coach --completion SHELL`: completion for bash, zsh or fish, made from the commands' own parsers."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from coach.cli.main import COMMANDS, command, present

SHELLS = ("bash", "zsh", "fish")
HELP = f"""usage: coach --completion {{{",".join(SHELLS)}}}

Writes what a shell needs to complete commands, flags and their values.

examples:
  bash   coach --completion bash > ~/.local/share/bash-completion/completions/coach
  zsh    coach --completion zsh > ~/.zfunc/_coach     (a folder of your fpath)
  fish   coach --completion fish > ~/.config/fish/completions/coach.fish
"""

Flags = dict[str, tuple[str, tuple[str, ...]]]
"""Flags by name: what each does, and what it takes where that is a choice."""


class _FoundError(Exception):
    """Carries the parser of a command out of it."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self.parser = parser
        super().__init__()


class Place:
    """A command or a part of it: what can be typed after it."""

    def __init__(self, path: str, about: str) -> None:
        self.path = path
        """The words that lead here: `settings set`; empty: `coach` itself."""
        self.about = about
        """What it does, in a line."""
        self.words: list[tuple[str, str]] = []
        """Words that can follow, with what they do."""
        self.flags: Flags = {}
        """Flags that can follow."""


def run(argv: list[str]) -> int:
    """Write the completion of a shell; returns the exit code."""
    if len(argv) == 1 and argv[0] in SHELLS:
        sys.stdout.write({"bash": bash, "zsh": zsh, "fish": fish}[argv[0]](places()))
        return 0
    if argv in (["-h"], ["--help"]):
        sys.stdout.write(HELP)
        return 0
    print(f"coach: --completion takes one of {', '.join(SHELLS)}.", file=sys.stderr)
    return 2


def places() -> list[Place]:
    """Everything that can be typed, `coach` itself first."""
    top = Place("", "")
    top.words = [(name, COMMANDS[name][1]) for name in present()]
    found = [top]
    with _parsers_caught():
        top.flags = _flags(_parser_of("screens")) | {
            "--version": ("print the version", ()),
            "--completion": ("write the completion of a shell", SHELLS),
        }
        for name, about in top.words:
            found += _walk(_parser_of(COMMANDS[name][0]), name, about)
    return found


@contextmanager
def _parsers_caught() -> Iterator[None]:
    def caught(self: argparse.ArgumentParser, *_: object, **__: object) -> NoReturn:
        raise _FoundError(self)

    usual = argparse.ArgumentParser.parse_known_args
    argparse.ArgumentParser.parse_known_args = caught  # type: ignore[method-assign]  # put back below
    try:
        yield
    finally:
        argparse.ArgumentParser.parse_known_args = usual  # type: ignore[method-assign]  # the usual one


def _parser_of(module: str) -> argparse.ArgumentParser:
    try:
        command(module)(["--help"])
    except _FoundError as found:
        return found.parser
    return argparse.ArgumentParser(add_help=False)


def _walk(parser: argparse.ArgumentParser, path: str, about: str) -> list[Place]:
    place = Place(path, about)
    place.flags = _flags(parser)
    found = [place]
    for action in parser._actions:  # noqa: SLF001 - argparse shows them in no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - the same
            helps = {one.dest: one.help or "" for one in action._choices_actions}  # noqa: SLF001 - the same
            for name, inner in action.choices.items():
                place.words.append((name, helps.get(name, "")))
                found += _walk(inner, f"{path} {name}", helps.get(name, ""))
        elif not action.option_strings:
            place.words += [(word, "") for word in _choices(action)]
    place.words += [(word, "") for word in _own_words(path)]
    return found


def _own_words(path: str) -> tuple[str, ...]:
    """Words that a parser takes as any text, and that are known all the same."""
    if path == "help":
        from coach.manual import topics

        return tuple(topics())
    if path in {"settings get", "settings set", "settings unset"}:
        from coach.settings.options import OPTIONS

        return tuple(OPTIONS)
    return ()


def _flags(parser: argparse.ArgumentParser) -> Flags:
    return {
        flag: (" ".join((action.help or "").split()), _choices(action))
        for action in parser._actions  # noqa: SLF001 - as above
        for flag in action.option_strings
        if flag.startswith("--")
    }


def _choices(action: argparse.Action) -> tuple[str, ...]:
    if action.choices is None or isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
        return ()
    return tuple(str(choice) for choice in action.choices if str(choice))


def _case(found: list[Place], line: str, words: str) -> Iterator[str]:
    """The branches of a shell's `case` that choose what can follow."""
    for place in found:
        for flag, (_, choices) in place.flags.items():
            if choices:
                yield line.format(f"{place.path}|{flag}", " ".join(choices))
    for place in found:
        every = [word for word, _ in place.words] + list(place.flags)
        yield line.format(f"{place.path}|", words.format(" ".join(every))).replace('|"', '|"*')


def _paths(found: list[Place]) -> str:
    return "|".join(f'"{place.path}"' for place in found if place.path)


def bash(found: list[Place]) -> str:
    """The completion for bash."""
    return "\n".join(
        [
            "# bash completion of coach",
            "_coach() {",
            '    local path="" word words="" at',
            "    for ((at = 1; at < COMP_CWORD; at++)); do",
            '        word="${path:+$path }${COMP_WORDS[at]}"',
            f'        case "$word" in {_paths(found)}) path="$word" ;; esac',
            "    done",
            '    case "$path|${COMP_WORDS[COMP_CWORD-1]}" in',
            *_case(found, '        "{}") words="{}" ;;', "{}"),
            "    esac",
            '    COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))',
            "}",
            "complete -o default -F _coach coach",
            "",
        ]
    )


def zsh(found: list[Place]) -> str:
    """The completion for zsh."""
    return "\n".join(
        [
            "#compdef coach",
            "_coach() {",
            '    local place="" word',
            "    local -a known",
            '    for word in "${(@)words[2,CURRENT-1]}"; do',
            '        word="${place:+$place }$word"',
            f'        case "$word" in {_paths(found)}) place="$word" ;; esac',
            "    done",
            '    case "$place|${words[CURRENT-1]}" in',
            *_case(found, '        "{}") known=({}) ;;', "{}"),
            "    esac",
            '    compadd -- "${known[@]}"',
            "    _files",
            "}",
            'if [ "$funcstack[1]" = "_coach" ]; then _coach "$@"; else compdef _coach coach; fi',
            "",
        ]
    )


def fish(found: list[Place]) -> str:
    """The completion for fish."""
    lines = [
        "# fish completion of coach",
        "function __coach_at",
        "    set -l place",
        "    for word in (commandline -opc)[2..-1]",
        '        switch "$place $word"',
        f"            case {' '.join(_quoted(_led(place.path)) for place in found if place.path)}",
        '                set place (string trim "$place $word")',
        "        end",
        "    end",
        '    test "$place" = "$argv[1]"',
        "end",
    ]
    for place in found:
        here = f"complete -c coach -n {_quoted('__coach_at ' + _quoted(place.path))}"
        lines += [f"{here} -f"] if place.words else []  # where words are known, no files
        lines += [f"{here} -a {word} -d {_quoted(about)}" for word, about in place.words]
        for flag, (about, choices) in place.flags.items():
            takes = f" -xa {_quoted(' '.join(choices))}" if choices else ""
            lines.append(f"{here} -l {flag[2:]}{takes} -d {_quoted(about)}")
    return "\n".join([*lines, ""])


def _led(path: str) -> str:
    first, _, last = path.rpartition(" ")
    return f"{first} {last}"


def _quoted(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"
