"""The program for a visitor: the same screens, without what belongs to the machine or to others."""

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.dom import DOMNode
from textual.screen import Screen

from coach.tui.app import CoachApp
from coach.tui.theme import LOOKS
from coach.tui.web.lifeline import hold

if TYPE_CHECKING:
    from textual.actions import ActionParseResult

    from coach.settings.options import Value
    from coach.settings.reading import Settings
    from coach.tui.door import PracticeFactory

WITHHELD = frozenset({"author", "everyone", "report", "settings", "who"})
"""Actions that write files of the machine, or show what belongs to others."""
_COMMANDS = frozenset({"Another trainee", "Settings", "Write packs"})
"""The commands of the palette that do the same."""


class VisitorApp(CoachApp):
    """Serves one visitor: their own record, and nothing that stays for others."""

    def _check_action_state(self, action: str, default_namespace: DOMNode) -> bool | None:
        """Leave keys for what is withheld out of the footer and the help."""
        name = self._parse_action(action, default_namespace)[1]
        if name in WITHHELD:
            return False
        return super()._check_action_state(action, default_namespace)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, unless it is withheld."""
        name = self._parse_action(action, default_namespace or self, namespaces)[1]
        if name in WITHHELD:
            return False
        return await super().run_action(action, default_namespace, namespaces)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of the palette, without those that are withheld."""
        return (one for one in super().get_system_commands(screen) if one.title not in _COMMANDS)

    def keep(self, name: str, value: "Value | None") -> bool:  # noqa: ARG002 - as the program has it
        """Nothing is kept: the settings are the server's, for all visitors."""
        return False

    def action_look(self) -> None:
        """Go from one look to the next, for this visit."""
        place = LOOKS.index(self.theme) if self.theme in LOOKS else -1
        self.theme = LOOKS[(place + 1) % len(LOOKS)]

    def speak(self, who: str, words: str) -> None:
        """Stay silent: the synthesiser would speak where the server stands."""


def run(factory: "PracticeFactory", settings: "Settings") -> int:
    """Run the program for a visitor until they leave or the server is gone; returns the exit code."""
    hold()
    app = VisitorApp(factory, settings=settings)
    app.run()
    if app.trouble is not None:
        print(f"coach: {app.trouble}", file=sys.stderr)
    return app.return_code or 0
