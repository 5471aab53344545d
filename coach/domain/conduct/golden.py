"""Golden pairs: the lines by which each rule is tested, and the calls they are said in."""

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from coach.domain.conduct.book import RuleBook
from coach.domain.conduct.facts import given
from coach.domain.conduct.judge import judge
from coach.domain.conduct.rule import Line, Rule
from coach.domain.excuse import Account, Excuse, Market, Person, Role, Standing
from coach.domain.scoring.review import Heard, Situation

_ACCOUNT = Account(creditor="Alder Supplies", customer="the customer", amount="EUR 1,000")
_EXCUSE = Excuse(
    id="line",
    family="cash",
    says=(),
    goal="",
    weights={"tone": 0.5, "counter": 0.5},
    key_points=(),
    responses=(),
)


class Missed(msgspec.Struct, frozen=True):
    """A golden line on which its rule does not do what it must."""

    rule: str
    """Id of the rule."""
    line: str
    """What the collector says."""
    expected: str
    """`fires` or `passes`."""
    found: tuple[str, ...]
    """Ids of the rules that did fire."""


def line_situation(
    *,
    says: str = "",
    market: Market = "consumer",
    role: Role = "decision_maker",
    facts: Mapping[str, object] | None = None,
    before: tuple[str, ...] = (),
) -> Situation:
    """The situation of a line that belongs to no call. `facts` are fields of Standing."""
    return Situation(
        account=_ACCOUNT,
        speaker=Person(name="", role=role),
        says=says,
        excuse=_EXCUSE,
        market=market,
        standing=msgspec.convert(dict(facts or {}), Standing),
        heard=tuple(Heard(who="trainee", text=text) for text in before),
    )


def situation_of(rule: Rule, line: Line) -> Situation:
    """The situation in which a golden line of `rule` is said."""
    applies = rule.applies
    trade = applies.market == "trade" or applies.debt == ("business",)
    facts: dict[str, object] = {}
    for name, value in given(rule.facts).items():
        facts[name] = _example(name, value)
    if applies.country:
        facts["jurisdiction"] = applies.country[0]
    if applies.collector:
        facts["collector"] = applies.collector
    if applies.debt:
        facts["debt"] = applies.debt[0]
    if rule.lacks_step:
        facts["next_steps"] = ()
    facts.update(given(line.facts))
    if line.next_steps is not None:
        facts["next_steps"] = line.next_steps
    if "calls_this_week" in facts:
        facts["calls_this_week"] = int(str(facts["calls_this_week"]))
    return line_situation(
        says=line.says,
        market="trade" if trade else "consumer",
        role=line.speaker or (applies.speaker[0] if applies.speaker else "decision_maker"),
        facts=facts,
        before=line.before,
    )


def _example(name: str, wanted: bool | str) -> object:
    """A value of a fact for which a rule's condition holds."""
    if isinstance(wanted, bool):
        return wanted
    if name == "calls_this_week":
        return int(wanted.removeprefix("over ")) + 1
    how, _, span = wanted.partition(" ")
    first, _, last = span.partition("-")
    return first if how == "inside" else last


def told(line: str | Line) -> Line:
    """A golden line in full, whichever way its author wrote it."""
    return line if isinstance(line, Line) else Line(line=line)


def missed(book: RuleBook, rules: tuple[Rule, ...] | None = None) -> Iterator[Missed]:
    """The golden lines of `rules`, or of all in `book`, that do not come out as they must.

    A breach must make its own rule fire, or one for the same offence in the same words. A lawful
    line must pass every rule of the book.
    """
    for rule in rules if rules is not None else book.rules:
        for _, _, one in missed_lines(book, rule):
            yield one


def missed_lines(
    book: RuleBook, rule: Rule
) -> Iterator[tuple[Literal["breach", "lawful"], int, Missed]]:
    """The golden lines of one rule that do not come out as they must: field, number from 0, what came."""
    fields: tuple[tuple[Literal["breach", "lawful"], tuple[str | Line, ...]], ...] = (
        ("breach", rule.breach),
        ("lawful", rule.lawful),
    )
    for field, lines in fields:
        for index, line in enumerate(lines):
            golden = told(line)
            conduct = judge(book, situation_of(rule, golden), golden.line)
            fires = field == "breach"
            hit = any(finding.kind == rule.offence for finding in conduct.findings)
            if fires != (hit if fires else conduct.verdict != "ok"):
                found = tuple(finding.rule for finding in conduct.findings)
                yield (
                    field,
                    index,
                    Missed(rule.id, golden.line, "fires" if fires else "passes", found),
                )
