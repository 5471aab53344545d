"""How commands read their words: as the standard library does, with a guess where a word is wrong."""

import argparse
import re
from typing import NoReturn

_CHOICE = re.compile(r"invalid choice: '(.+?)' \(choose from (.+)\)$")
_UNKNOWN = re.compile(r"unrecognized arguments: (--\S+)")


class Parser(argparse.ArgumentParser):
    """A parser that says what may have been meant."""

    def error(self, message: str) -> NoReturn:
        """End the command with exit code 2, its usage and what is wrong."""
        super().error(message + self._guess(message))

    def _guess(self, message: str) -> str:
        from coach.domain.near import did_you_mean

        chosen = _CHOICE.search(message)
        if chosen:
            return did_you_mean(chosen[1], re.findall(r"'([^']+)'", chosen[2]))
        unknown = _UNKNOWN.search(message)
        if unknown:
            return did_you_mean(unknown[1].partition("=")[0], self._option_string_actions)
        return ""
