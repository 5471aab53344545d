"""The scorer's data files read from the package: cues, words, the fitted model. The only I/O of scoring."""

import hashlib
import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from importlib import resources
from typing import Any

import msgspec

from coach.content.rules import HouseSeverity, rule_book
from coach.domain.call import Library
from coach.domain.conduct.judge import judge
from coach.domain.conduct.rule import Rule
from coach.domain.languages import scored
from coach.domain.scoring.data import Cue, Model, ScoringData
from coach.domain.scoring.foreign import PointsReviewer, foreign_data
from coach.domain.scoring.review import Conduct, Situation
from coach.domain.scoring.reviewer import Reviewer
from coach.domain.text import stem

FILES = ("cues.yaml", "words.yaml", "spelt.txt", "model.json")
_PLACE = "coach.domain.scoring"


@cache
def scoring_data() -> ScoringData:
    """Cues, words and the fitted model, as shipped. Read once."""
    raw = {name: resources.files(_PLACE).joinpath(name).read_bytes() for name in FILES}
    return from_bytes(raw)


def conduct_judge(sets: tuple[str, ...] = ("common",)) -> Callable[[Situation, str], Conduct]:
    """The conduct judge with the rules of `sets`."""
    return partial(judge, rule_book(sets))


def reviewer_for(library: Library | None = None) -> Reviewer:
    """The reviewer with the conduct rules that a pack names; the common rules without a pack.

    Kept: asking again costs next to nothing. Raises RulesError where a rule set does not exist.
    """
    if library is None:
        return _reviewer(("common", "trade"), b"", ())
    pack = library.pack
    if not scored(pack.language):
        return _points_reviewer(msgspec.json.encode(library))
    return _reviewer(
        tuple(pack.rules) or ("common",),
        msgspec.json.encode(library.house_rules) if library.house_rules else b"",
        tuple(sorted(pack.severities.items())),
    )


@lru_cache(maxsize=16)
def _reviewer(
    sets: tuple[str, ...], house: bytes, severities: tuple[tuple[str, HouseSeverity], ...]
) -> Reviewer:
    own = msgspec.json.decode(house, type=tuple[Rule, ...]) if house else ()
    return Reviewer(scoring_data(), partial(judge, rule_book(sets, own, dict(severities))))


@lru_cache(maxsize=8)
def _points_reviewer(packed: bytes) -> Reviewer:
    """The reviewer for a pack in a language without cues, which learns its words from the pack."""
    library = msgspec.json.decode(packed, type=Library)
    own = tuple(msgspec.convert(rule, Rule) for rule in library.house_rules)
    data = scoring_data_for(library)
    book = partial(judge, rule_book((), own, dict(library.pack.severities)))
    return PointsReviewer(data, book if own else _not_judged, library.pack.language)


def scoring_data_for(library: Library) -> ScoringData:
    """What the scorer knows of a pack's language: all as shipped, or what the pack's texts tell."""
    if scored(library.pack.language):
        return scoring_data()
    texts = [
        text
        for excuse in library.excuses.values()
        for text in (
            *(said if isinstance(said, str) else said.line for said in excuse.says),
            *(phrasing for point in excuse.key_points for phrasing in point.phrasings),
            *excuse.responses,
        )
    ]
    return foreign_data(scoring_data(), texts)


def _not_judged(_: Situation, __: str) -> Conduct:
    return Conduct()


def from_bytes(raw: dict[str, bytes]) -> ScoringData:
    """Builds the scorer's data from the contents of its files."""
    import yaml

    safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    cues = yaml.load(raw["cues.yaml"], Loader=safe)  # noqa: S506 - one of the two safe loaders
    words = yaml.load(raw["words.yaml"], Loader=safe)  # noqa: S506 - the same
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(raw[name])
    return ScoringData(
        cues=tuple(_cue(one, cues["macros"]) for one in cues["cues"]),
        short={str(k): str(v) for k, v in words["short"].items()},
        mean={stem(w): name for name, group in words["mean"].items() for w in (name, *group)},
        spelt=frozenset(
            w for w in raw["spelt.txt"].decode().split("\n") if w and not w.startswith("#")
        ),
        plain=frozenset(words["plain"].split()) | {stem(w) for w in words["plain"].split()},
        generic=frozenset(stem(w) for w in words["generic"].split()),
        methods=_methods(words["methods"]),
        model=msgspec.json.decode(raw["model.json"], type=Model),
        digest=digest.hexdigest()[:10],
    )


def _methods(names: list[str]) -> re.Pattern[str]:
    joined = "|".join(re.escape(str(name)) for name in names)
    return re.compile(rf"\b(?:by |via |per |through )?(?:{joined})(?!\w)")


def _cue(raw: dict[str, Any], macros: dict[str, str]) -> Cue:
    parts = []
    for given in raw["any"]:
        text = str(given)
        for name, value in macros.items():
            text = text.replace("{" + name + "}", value)
        parts.append(spread(text))
    pattern = re.compile(rf"\b(?:{'|'.join(parts)})(?!\w)")
    return Cue(
        raw["id"],
        raw["group"],
        raw["skill"],
        raw["effect"],
        raw["why"],
        pattern,
        raw.get("alike", False),
    )


def spread(text: str) -> str:
    """A cue pattern as a regular expression: loose spaces, `~` up to three words, `~~` up to seven."""
    text = text.replace("~~", r"(?:[^\s,]+[\s,]+){0,7}?").replace("~", r"(?:[^\s,]+[\s,]+){0,3}?")
    text = text.replace(" ?", r"[\s,]*").replace(" ", r"[\s,]+")
    return text.replace("$", r"(?=[\s.!?;,]*$)")
