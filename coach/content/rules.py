"""Conduct rule sets: from the package, and a house's own from its packs."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from coach.content.shape import INVALID, nearest, read_as
from coach.content.source import Source, read_source
from coach.content.values import clock_fault
from coach.domain.conduct.book import RuleBook
from coach.domain.conduct.facts import FactError, facts_hold
from coach.domain.conduct.manner import Weights
from coach.domain.conduct.pattern import Compiler, PatternError
from coach.domain.conduct.rule import Facts, Line, Rule, RuleSet, Vocabulary
from coach.domain.conduct.sense import Sense
from coach.domain.excuse import Standing
from coach.domain.problems import Problem

HouseSeverity = Literal["fatal", "major", "minor", "off"]
_WORDS = "words.yaml"
_MANNER = "manner.json"
_SENSE = "sense.npz"
_FEWEST = 3
_GOLDEN: tuple[Literal["breach", "lawful"], ...] = ("breach", "lawful")
_PATTERN_FIELDS = (
    "debtor_said", "any", "always", "only", "unless", "unless_debtor", "unless_reply", "needs", "needs_now",
)  # fmt: skip


class RulesError(Exception):
    """A rule set that was asked for does not exist or cannot be used."""


def _folder() -> Path:
    return Path(str(resources.files("coach.domain.conduct"))) / "rules"


@cache
def set_names() -> tuple[str, ...]:
    """The rule sets of the package, by name."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml") if path.name != _WORDS))


@cache
def vocabulary() -> Vocabulary:
    """The named lists that patterns share."""
    source = read_source(_folder() / _WORDS, f"rules/{_WORDS}")
    value = read_as(source, source.root, Vocabulary) if source.root is not None else INVALID
    if not isinstance(value, Vocabulary):
        raise RulesError("\n".join(problem.line_of_text() for problem in source.problems))
    return value


@cache
def weights() -> Weights:
    """What words weigh in the manner of a reply."""
    return msgspec.json.decode((_folder() / _MANNER).read_bytes(), type=Weights)


@cache
def sense() -> Sense:
    """The network that reads the sense of a reply. Takes some tenths of a second, once."""
    import numpy as np
    from threadpoolctl import threadpool_limits

    # Threads that wait for one another cost more than so small a network gains by them, above all
    # beside a softphone or another coach.
    threadpool_limits(limits=1, user_api="blas")
    with np.load(_folder() / _SENSE, allow_pickle=False) as numbers:
        return Sense(dict(numbers))


def sense_version() -> str:
    """Changes with every network: the first twelve signs of the file's digest."""
    return hashlib.sha256((_folder() / _SENSE).read_bytes()).hexdigest()[:12]


@cache
def rule_set(name: str) -> RuleSet:
    """One rule set of the package. Raises RulesError."""
    if name not in set_names():
        raise RulesError(f"There is no rule set `{name}`. {nearest(name, list(set_names()))}")
    source = read_source(_folder() / f"{name}.yaml", f"rules/{name}.yaml")
    value = read_as(source, source.root, RuleSet) if source.root is not None else INVALID
    if not isinstance(value, RuleSet):
        raise RulesError("\n".join(problem.line_of_text() for problem in source.problems))
    return value


def rule_book(
    sets: tuple[str, ...],
    house: tuple[Rule, ...] = (),
    severities: dict[str, HouseSeverity] | None = None,
) -> RuleBook:
    """The rules of `sets` and of the house, with the severities that the house sets otherwise.

    Books are kept: asking again with the same arguments costs next to nothing. Raises RulesError
    where there is no such set, PatternError where a house rule was not checked by `read_rules`.
    """
    own = msgspec.json.encode(house) if house else b""
    return _book(tuple(sets), own, tuple(sorted((severities or {}).items())))


@lru_cache(maxsize=64)
def _book(
    sets: tuple[str, ...], house: bytes, severities: tuple[tuple[str, HouseSeverity], ...]
) -> RuleBook:
    own = msgspec.json.decode(house, type=tuple[Rule, ...]) if house else ()
    by_id: dict[str, Rule] = {}
    for rule in (*(rule for name in sets for rule in rule_set(name).rules), *own):
        by_id[rule.id] = rule
    changed = dict(severities)
    kept: list[Rule] = []
    for rule in by_id.values():
        severity = changed.get(rule.id, rule.severity)
        if severity != "off":
            kept.append(msgspec.structs.replace(rule, severity=severity))
    return RuleBook(tuple(kept), vocabulary(), weights(), sense if sets else None)


def rule_names() -> set[str]:
    """The ids of all shipped rules."""
    return {rule.id for name in set_names() for rule in rule_set(name).rules}


def read_rules(
    folder: Path, problems: list[Problem], places: dict[str, tuple[str, int, int]] | None = None
) -> tuple[Rule, ...]:
    """A house's own rules: every list under `folder`. Unsound ones are left out and told.

    Where each golden line begins goes into `places`, as `rule/ID/breach/0`.
    """
    found: dict[str, Rule] = {}
    if not folder.is_dir():
        return ()
    shipped = rule_names()
    for path in sorted(folder.glob("*.y*ml")):
        source = read_source(path)
        root = source.root
        if root is not None and not isinstance(root, yaml.SequenceNode):
            source.add(
                root, "wrong-type", "This file must be a list.", "Begin each rule with a dash."
            )
        for node in root.value if isinstance(root, yaml.SequenceNode) else []:
            rule = read_as(source, node, Rule)
            if isinstance(rule, Rule) and _sound(source, node, rule, {*shipped, *found}):
                found[rule.id] = rule
                if places is not None:
                    places.update(_places(source, node, rule))
        problems.extend(source.problems)
    return tuple(found.values())


def check_severities(source: Source, severities: dict[str, HouseSeverity], known: set[str]) -> None:
    """Note a problem for each severity that a pack sets for a rule that there is not."""
    for name in severities:
        if name not in known:
            source.add(
                source.find("severities", name),
                "unknown-rule",
                f"There is no conduct rule `{name}`.",
                nearest(name, sorted(known)),
            )


def _sound(source: Source, node: yaml.Node, rule: Rule, taken: set[str]) -> bool:
    before = len(source.problems)
    at = source.find("id", start=node)
    if rule.id in taken:
        source.add(at, "double-id", f"The id `{rule.id}` is used before.", "Choose another one.")
    for field in _GOLDEN:
        if len(getattr(rule, field)) < _FEWEST:
            source.add(
                source.find(field, start=node),
                "too-few",
                f"`{field}` has {len(getattr(rule, field))} of at least {_FEWEST} lines.",
                "Add more: they are the rule's test.",
            )
    _check_patterns(source, node, rule)
    _check_facts(source, node, rule)
    for field in _GOLDEN:
        for index, line in enumerate(getattr(rule, field)):
            if isinstance(line, Line):
                _check_line(source, node, (field, index), line)
    return len(source.problems) == before


def _places(
    source: Source, node: yaml.Node, rule: Rule
) -> Iterator[tuple[str, tuple[str, int, int]]]:
    for field in _GOLDEN:
        for index in range(len(getattr(rule, field))):
            at = source.find(field, index, start=node) or node
            mark = at.start_mark
            yield f"rule/{rule.id}/{field}/{index}", (source.name, mark.line + 1, mark.column + 1)


def _check_facts(source: Source, node: yaml.Node, rule: Rule) -> None:
    """The facts with a way of writing of their own, each by itself: one that does not hold hides the next."""
    for name in ("local_time", "calls_this_week"):
        written = getattr(rule.facts, name)
        try:
            facts_hold(Facts(**{name: written}), Standing(local_time="12:00"))
        except FactError as error:
            source.add(source.find("facts", name, start=node), "bad-fact", str(error))
        except ValueError:
            source.add(
                source.find("facts", name, start=node),
                "bad-fact",
                f"`{written}` is no span of hours: write `outside 08:00-21:00`.",
            )


def _check_line(source: Source, node: yaml.Node, at: tuple[str, int], line: Line) -> None:
    """The facts of a golden line: of a rule they are conditions, of a line the values themselves."""
    fault = clock_fault(line.facts.local_time)
    if fault is not None:
        place = source.find(*at, "facts", "local_time", start=node)
        source.add(place, fault.code, fault.message, fault.remedy)
    calls = line.facts.calls_this_week
    if calls and not re.fullmatch("[0-9]{1,4}", calls):
        source.add(
            source.find(*at, "facts", "calls_this_week", start=node),
            "bad-fact",
            f"`{calls}` is no number of calls.",
            'Write the number itself: "8".',
        )


def _check_patterns(source: Source, node: yaml.Node, rule: Rule) -> None:
    compiler = Compiler(vocabulary().lists)
    for field in _PATTERN_FIELDS:
        for index, pattern in enumerate(getattr(rule, field)):
            try:
                compiler.compile(pattern)
            except PatternError as error:
                source.add(
                    source.find(field, index, start=node),
                    "bad-pattern",
                    f"The pattern `{pattern}` cannot be read. {error}",
                    "`coach help conduct` explains patterns.",
                )
