"""What the scorer knows: cues, words and the fitted model, as data handed in by the content layer."""

import re
from typing import Literal

import msgspec

from coach.domain.excuse import Skill


class Cue(msgspec.Struct, frozen=True):
    """A thing that a reply can do, told by its words."""

    id: str
    """Name of the cue."""
    group: str
    """What the scorer counts it as."""
    skill: Skill
    """The skill that it counts for first."""
    effect: Literal["+", "-"]
    """Whether it wins or loses points."""
    why: str
    """The reason shown to the trainee."""
    pattern: re.Pattern[str]
    """What it looks like in the readable text."""
    alike: bool = False
    """Whether all its words are alike: if an excuse's own replies say any of them, it is held against nobody."""


class Tree(msgspec.Struct, frozen=True):
    """A small choice between two features: which pair of conditions holds decides the points."""

    first: str
    """The feature asked first."""
    edge: float
    """Its edge: up to it is the low side."""
    low: tuple[str, float]
    """Feature and edge asked on the low side; an empty name asks nothing."""
    high: tuple[str, float]
    """Feature and edge asked on the high side."""
    points: tuple[float, float, float, float]
    """Points for low-low, low-high, high-low, high-high."""


class Scale(msgspec.Struct, frozen=True):
    """The fitted scale of one result."""

    base: float
    """Points before anything is looked at."""
    trees: tuple[Tree, ...]
    """Choices whose points are added up."""
    slopes: dict[str, float]
    """Points for each unit of a figure, added too."""
    knots: tuple[float, ...]
    """Raw sums, rising."""
    bands: tuple[float, ...]
    """The band, in fractions, at each knot; between them on a straight line."""


class Model(msgspec.Struct, frozen=True):
    """The fitted model: made by `python -m coach.calibrate fit` from replies graded by the rubric."""

    version: str
    """Version of the fit."""
    rarity: dict[str, float]
    """How telling a stem is, 0 to 1, from how many texts it stands in; unknown stems tell most."""
    spelling: tuple[str, ...]
    """Words known to be spelt right."""
    scales: dict[str, Scale]
    """One scale for `overall` and one for each skill."""


class ScoringData(msgspec.Struct, frozen=True):
    """Everything that the scorer is built from."""

    cues: tuple[Cue, ...]
    """The cues, in file order."""
    short: dict[str, str]
    """What is typed short or wrong, written out."""
    mean: dict[str, str]
    """A stem and the name of the set of words that it belongs to."""
    spelt: frozenset[str]
    """Common English words: spelt right as they stand."""
    plain: frozenset[str]
    """Words that tell nothing."""
    generic: frozenset[str]
    """Stems that every collector's reply holds."""
    methods: re.Pattern[str]
    """Ways of paying, in the readable text."""
    model: Model
    """The fitted model."""
    digest: str
    """Short hash of the data files: part of the scorer's version."""
