"""What the trainee has chosen: look, pace, motion, sound, limits of the day; and keeping a choice."""

import os
from typing import TYPE_CHECKING, cast

from coach.settings.options import OPTIONS, SettingsError, Value
from coach.settings.reading import Settings
from coach.tui.asking import AskingApp
from coach.tui.theme import LOOKS, THEMES, fallback

if TYPE_CHECKING:
    from textual.events import DescendantFocus
    from textual.types import AnimationLevel
    from textual.widgets import Input

    from coach.domain.drill_plan import Limits
    from coach.tui.door import PracticeFactory
    from coach.tui.speech import Speaker

_THEMES = {
    "dark": "coach-dark",
    "light": "coach-light",
    "contrast": "coach-contrast",
    "sixteen": "coach-16",
}
"""The theme of each look that the settings know."""


class ChosenApp(AskingApp):
    """A program that goes by settings.

    Args:
        factory: Opens the practice, in its own thread.
        settings: What was chosen; none: what the file and the environment say.
        paced: Whether the debtor's lines come at a speaking pace; none: as chosen.
        look: The theme; empty: as chosen.
    """

    def __init__(
        self,
        factory: "PracticeFactory",
        *,
        settings: Settings | None = None,
        paced: bool | None = None,
        look: str = "",
    ) -> None:
        super().__init__(factory)
        self.settings = settings or Settings()
        """What was chosen."""
        self.limits_given: Limits | None = None
        """How much a day of drills holds, in place of what was chosen."""
        self._paced = paced
        self._speaker: Speaker | None = None
        self._mute = False
        self._motion: AnimationLevel = self.animation_level
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = look or self._look()
        self._still()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The program's own colours, for themes that do not know them."""
        return fallback(dark=self.current_theme.dark)

    def on_descendant_focus(self, event: "DescendantFocus") -> None:
        """Nothing blinks, on no screen: a cursor stands still."""
        if hasattr(event.widget, "cursor_blink"):
            cast("Input", event.widget).cursor_blink = False

    @property
    def paced(self) -> bool:
        """Whether the debtor's lines come at a speaking pace."""
        return self.settings.on("paced") if self._paced is None else self._paced

    @property
    def limits(self) -> "Limits":
        """How much a day of drills holds."""
        from coach.practice.limits import limits_of

        return self.limits_given or limits_of(self.settings)

    def speak(self, who: str, words: str) -> None:
        """Let the system's synthesiser speak a line, where that was chosen; nothing waits for it."""
        if not self.settings.on("sound") or self._mute:
            return
        from coach.tui.speech import Speaker

        if self._speaker is None:
            self._speaker = Speaker()
        self._speaker.voice = self.settings.text("voice")
        self._speaker.say(who, words)
        if not self._speaker.tool:
            self._mute = True
            self.notify(
                "No synthesiser was found: espeak-ng, spd-say or say. The lines stay silent.",
                severity="warning",
                markup=False,
            )

    def hush(self) -> None:
        """Let nobody speak any more."""
        if self._speaker is not None:
            self._speaker.hush()

    async def on_unmount(self) -> None:
        """Nobody speaks once the program is left."""
        self.hush()

    def keep(self, name: str, value: Value | None) -> bool:
        """Keep a choice in the settings file, and go by it at once; None: the default again.

        False where that cannot be; the trainee has then been told why.
        """
        from coach.settings.writing import set_value, unset_value

        option, settings = OPTIONS[name], self.settings
        try:
            held = settings.setting(name)
            if held.fixed:
                said = f"{held.source} has set it to {option.show(held.value)}: that goes first."
                self.notify(said, severity="warning", markup=False)
                return False
            if value is None:
                unset_value(settings.path, option)
            else:
                set_value(settings.path, option, value)
        except SettingsError as error:
            self.notify(str(error), severity="warning", markup=False)
            return False
        settings.again()
        if name == "look":
            self.theme = self._look()
        if name in {"sound", "voice"}:
            self._mute = False
            self.hush()
            self.speak("coach", "Good morning. This is how I sound.")
        self._still()
        return True

    def action_look(self) -> None:
        """Go from dark to light, to high contrast, and back to dark; the choice is kept."""
        place = LOOKS.index(self.theme) if self.theme in LOOKS else -1
        after = LOOKS[(place + 1) % len(LOOKS)]
        looks = {theme: look for look, theme in _THEMES.items()}
        if not self.settings.setting("look").fixed:
            self.keep("look", looks[after])
        self.theme = after

    def _look(self) -> str:
        chosen = self.settings.text("look")
        return _THEMES.get(chosen) or fitting(self.console.color_system)

    def _still(self) -> None:
        self.animation_level = "none" if self.settings.on("reduced_motion") else self._motion


def fitting(colours: str | None) -> str:
    """The theme for a terminal: its own sixteen colours where it has no more."""
    if "NO_COLOR" not in os.environ and colours == "standard":
        return "coach-16"
    return "coach-dark"
