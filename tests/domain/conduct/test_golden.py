"""Every rule is tested by its own golden lines, and has enough of them."""

import pytest

from coach.content.rules import rule_book, rule_set, set_names
from coach.domain.conduct.golden import missed

RULES = [(name, rule) for name in set_names() for rule in rule_set(name).rules]


@pytest.mark.parametrize("name", set_names())
def test_every_golden_line_of_a_set_comes_out_as_it_must(name):
    sets = ("common",) if name == "common" else ("common", name)
    found = list(missed(rule_book(sets), rule_set(name).rules))
    assert not found, "\n".join(f"{m.rule} {m.expected}: {m.line} {m.found}" for m in found)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[rule.id for _, rule in RULES])
def test_every_rule_has_three_breaches_and_three_lawful_lines(name, rule):
    assert len(rule.breach) >= 3
    assert len(rule.lawful) >= 3
    assert rule.why.endswith(".")
    assert rule.say_instead
    assert rule.cite


@pytest.mark.parametrize(
    "rule",
    [rule for name, rule in RULES if name in {"cn", "in", "au", "ca-on", "us-ma"}],
    ids=lambda rule: rule.id,
)
def test_what_was_not_read_in_the_original_is_only_advice_abroad(rule):
    assert rule.severity == "minor"


def test_rule_ids_are_never_used_twice():
    ids = [rule.id for _, rule in RULES]
    assert len(ids) == len(set(ids))
