"""Chance without dice: a choice that follows from the seed and the place in the call."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

from coach.domain.excuse import MoodLine

T = TypeVar("T")


def number(seed: int, *place: object) -> int:
    """A whole number, the same on every machine for the same seed and place."""
    key = "/".join([str(seed), *map(str, place)]).encode()
    return int.from_bytes(blake2b(key, digest_size=8).digest(), "big")


def choose(options: Sequence[T], seed: int, *place: object) -> T:
    """One of `options`. Raises ValueError where there is none."""
    if not options:
        message = "nothing to choose from"
        raise ValueError(message)
    return options[number(seed, *place) % len(options)]


def lines_for(says: Sequence[str | MoodLine], mood: str) -> list[str]:
    """The lines that fit a mood: those meant for it, else those for any mood, else all."""
    fitting = [said.line for said in says if isinstance(said, MoodLine) and said.mood == mood]
    plain = [said for said in says if isinstance(said, str)]
    return fitting or plain or [said.line for said in says if isinstance(said, MoodLine)]
