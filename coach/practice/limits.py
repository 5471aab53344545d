"""How much a day of drills holds, as the settings say."""

from coach.domain.drill_plan import Limits
from coach.settings.options import DAYS
from coach.settings.reading import Settings


def limits_of(settings: Settings) -> Limits:
    """The limits that hold. Raises SettingsError."""
    easy = settings.listed("easy_days")
    return Limits(
        most=settings.number("drill_most"),
        new=settings.number("drill_new"),
        easy_days=tuple(number for number, day in enumerate(DAYS) if day in easy),
    )
