"""Kinds of things found in a reply."""

import re

import msgspec

from coach.domain.scoring.data import Cue

GIVING = frozenset({"waive", "accept", "defer", "grovel", "hedge", "vague", "generic", "hostile"})
"""Groups of cues that lose points."""
CALENDAR = re.compile(
    r"(?:mon|tues?|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|mr|mrs|ms|dr|sir|"
    r"madam|ma|i$|ok|eft|god)",
)
"""Words with a capital that are nobody's name."""


class Found(msgspec.Struct, frozen=True):
    """A cue found in a reply."""

    cue: Cue
    """The cue."""
    at: int
    """Where it begins in the readable text."""
    to: int
    """Where it ends."""
    clause: int
    """Number of the clause that it stands in."""


class Match(msgspec.Struct, frozen=True):
    """How well a key point was made."""

    id: str
    """The key point."""
    score: float
    """0 to 1."""
    at: int
    """Where the words that make it begin in the readable text."""
    to: int
    """Where they end."""
    turned: bool
    """Whether the words that speak of it say the opposite."""
