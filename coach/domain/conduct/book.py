"""A rule book: rules with their patterns compiled, ready to judge with."""

import hashlib
from collections.abc import Callable

import msgspec

from coach.domain.conduct.manner import Weights
from coach.domain.conduct.pattern import Compiler, Pattern
from coach.domain.conduct.polarity import Polarity
from coach.domain.conduct.rule import Rule, Vocabulary
from coach.domain.conduct.sense import Sense


class Compiled(msgspec.Struct, frozen=True):
    """A rule with its patterns compiled."""

    rule: Rule
    """The rule."""
    debtor_said: tuple[Pattern, ...]
    """Of the field of that name."""
    any: tuple[Pattern, ...]
    """Of the field of that name."""
    always: tuple[Pattern, ...]
    """Of the field of that name."""
    only: tuple[Pattern, ...]
    """Of the field of that name."""
    unless: tuple[Pattern, ...]
    """Of the field of that name."""
    unless_debtor: tuple[Pattern, ...]
    """Of the field of that name."""
    unless_reply: tuple[Pattern, ...]
    """Of the field of that name."""
    needs: tuple[Pattern, ...]
    """Of the field of that name."""
    needs_now: tuple[Pattern, ...]
    """Of the field of that name."""


class RuleBook:
    """The rules in force for a call.

    Raises PatternError where a pattern cannot be read.
    """

    def __init__(
        self,
        rules: tuple[Rule, ...],
        vocabulary: Vocabulary,
        weights: Weights | None = None,
        sense: Callable[[], Sense] | None = None,
    ) -> None:
        self.rules = rules
        """The rules, each id once."""
        self.vocabulary = vocabulary
        """The lists their patterns share."""
        self.weights = weights
        """What words weigh; none: the manner of a reply is not looked at."""
        self.sense = sense
        """Reads the network when a reply first needs it; none: words alone are weighed."""
        compiler = Compiler(vocabulary.lists)
        self.polarity = Polarity(vocabulary.polarity, compiler)
        """Finds what is denied or reported."""
        self.compiled = tuple(compile_rule(rule, compiler) for rule in rules)
        """The rules, compiled."""
        digest = hashlib.sha256(msgspec.json.encode((rules, vocabulary, weights), order="sorted"))
        self.version = digest.hexdigest()[:12]
        """Changes when any rule, list or severity does."""

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that id, or none."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


def compile_rule(rule: Rule, compiler: Compiler) -> Compiled:
    """Compile the patterns of one rule. Raises PatternError."""

    def every(sources: tuple[str, ...]) -> tuple[Pattern, ...]:
        return tuple(compiler.compile(source) for source in sources)

    return Compiled(
        rule,
        every(rule.debtor_said),
        every(rule.any),
        every(rule.always),
        every(rule.only),
        every(rule.unless),
        every(rule.unless_debtor),
        every(rule.unless_reply),
        every(rule.needs),
        every(rule.needs_now),
    )
