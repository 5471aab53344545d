"""What a reply does to the one who hears it: patience, willingness, mood.

The direction of each effect follows the study of collection calls in the domain notes (warnings
move the evasive and the flat, encouragement the distressed) and the practice list: pressed
without reason people dig in, grovelled to they take advantage.
"""

import msgspec

from coach.domain.conversation.state import ReactionKind
from coach.domain.excuse import Level, Mood
from coach.domain.scoring.review import Review, Signal

GOOD = 3
FAIR = 2


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What a reply does before any route is taken."""

    patience: int = 0
    """Change of patience."""
    willingness: int = 0
    """Change of willingness."""
    mood: Mood | None = None
    """The mood it leads to; none: unchanged."""
    reaction: ReactionKind | None = None
    """The built-in reaction that fits; none: nothing in particular."""


def effect_of(review: Review, mood: Mood, level: Level, broken: int) -> Effect:
    """The effect of a reply on somebody in `mood`; `broken` promises weigh when they are named."""
    signals = frozenset(review.signals)
    if review.conduct.verdict == "fail":
        return Effect(patience=-3, willingness=-1, mood="angry", reaction="complains")
    patience, willingness = _by_quality(review.band, level, signals)
    reaction: ReactionKind | None = None
    if review.conduct.verdict == "minor":
        patience -= 1
    if _presses_without_reason(signals):
        patience -= level != "easy"
        willingness -= mood in {"evasive", "angry"}
        reaction = "digs_in"
    if "grovels" in signals or "concedes" in signals:
        willingness -= 1
        reaction = "takes_advantage"
    if "confronts" in signals and broken and review.band >= FAIR:
        willingness += 1
    change, turned = _by_mood(signals, mood, review.band)
    return Effect(
        patience=patience + change,
        willingness=willingness + max(change, 0),
        mood=turned,
        reaction=reaction,
    )


def _by_quality(band: int, level: Level, signals: frozenset[Signal]) -> tuple[int, int]:
    """Change of patience and willingness by how good the reply was."""
    if band >= GOOD:
        return 0, band - FAIR
    if band == FAIR:
        return (-1 if level == "hard" else 0), 0
    if band == 1 and level != "hard" and not signals & {"off_topic", "presses"}:
        return (0 if level == "easy" else -1 if "grovels" in signals else 0), 0
    return -1, 0


def _presses_without_reason(signals: frozenset[Signal]) -> bool:
    softened = {"diagnoses", "acknowledges", "recognises", "reasons", "offers", "reaches"}
    return "presses" in signals and not signals & softened


def _by_mood(  # noqa: PLR0911 - one way out a mood
    signals: frozenset[Signal], mood: Mood, band: int
) -> tuple[int, Mood | None]:
    """Change of patience, and the mood it leads to."""
    if mood == "distressed":
        if signals & {"recognises", "acknowledges"} and band >= FAIR:
            return 1, ("calm" if "offers" in signals or "stops" in signals else None)
        return (-1, None) if "warns" in signals or "presses" in signals else (0, None)
    if mood == "angry":
        if "acknowledges" in signals and band >= GOOD:
            return 1, "evasive"
        return (-1, None) if "presses" in signals else (0, None)
    if mood == "friendly" and "presses" in signals and "acknowledges" not in signals:
        return 0, "flat"
    if mood in {"evasive", "flat"} and band >= GOOD and signals & {"warns", "confronts"}:
        return 0, "calm"
    return 0, None
