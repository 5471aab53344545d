"""`coach rules`: the conduct rules by set, one explained, and the test of all their golden lines."""

import argparse
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from coach.cli.parsing import Parser
from coach.domain.counted import counted

if TYPE_CHECKING:
    from coach.domain.call import Library
    from coach.domain.conduct.golden import Missed
    from coach.domain.conduct.rule import Rule

CERTAINTY = {
    "verified": "the text of the rule was read",
    "secondary": "told by a source, shown as advice",
    "general": "general practice of the trade, shown as advice",
    "house": "a rule of this house",
}
KIND = {
    "utterance": "words that are wrong wherever they are said",
    "context": "words that the facts of the call make wrong",
    "omission": "something required that is missing",
    "order": "something said before its time",
}


@dataclass(frozen=True)
class Shown:
    """The rules at hand: those of the program, then those of packs."""

    sets: list[tuple[str, str, tuple["Rule", ...]]]
    """Name, title and rules of each set."""


def run(argv: list[str]) -> int:
    """Run `coach rules`; returns the exit code: 1 where a golden line does not come out."""
    parser = Parser(
        prog="coach rules",
        description="List the conduct rules, explain one, or test them all.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  coach rules         the sets and their rules, with authorities\n"
        "  coach rules au      the rules of one set\n"
        "  coach rules check   test every rule on its own examples\n\n"
        "The rules train; they are not legal advice. `coach help conduct` says more.",
    )
    parser.add_argument(
        "what",
        nargs="?",
        default="",
        metavar="RULE|SET|check",
        help="a rule to explain, a set to list, or `check`",
    )
    parser.add_argument("--json", action="store_true", help="the same for programs")
    options = parser.parse_args(argv)
    from coach.domain.conduct.pattern import PatternError

    try:
        shown = _shown()
        if options.what == "check":
            return _check(shown, as_json=options.json)
        return _show(shown, options.what, as_json=options.json)
    except PatternError as error:
        print(f"coach rules: a rule cannot be used. {error}", file=sys.stderr)
        return 2


def _shown() -> Shown:
    """The rule sets of the program, and the house rules of every pack at hand."""
    from coach.content.rules import rule_set, set_names

    sets = [(name, rule_set(name).title, rule_set(name).rules) for name in set_names()]
    for library in _packs():
        if library.house_rules:
            name = library.pack.id
            title = f"House rules of the pack {name}"
            sets.append((name, title, cast("tuple[Rule, ...]", library.house_rules)))
    return Shown(sets)


def _packs() -> list["Library"]:
    from coach.library import load

    return list(load().packs.values())


def _show(shown: Shown, what: str, *, as_json: bool) -> int:
    for _, _, rules in shown.sets:
        for rule in rules:
            if rule.id == what:
                _one(rule, as_json=as_json)
                return 0
    sets = [entry for entry in shown.sets if what in ("", entry[0])]
    if not sets:
        print(
            f"coach rules: there is no rule or set `{what}`.{_guess(shown, what)}", file=sys.stderr
        )
        return 2
    if as_json:
        import msgspec

        tree = [{"set": n, "title": t, "rules": msgspec.to_builtins(r)} for n, t, r in sets]
        print(json.dumps(tree, ensure_ascii=False, indent=2))
        return 0
    for name, title, rules in sets:
        print(f"{name}: {title}")
        for rule in rules:
            cites = "; ".join(rule.cite)
            print(f"  {rule.id:32} {rule.severity:5} {rule.certainty:9} {rule.title}")
            print(f"  {'':32} {cites}")
        print()
    count = sum(len(rules) for _, _, rules in sets)
    print(
        f"{counted(count, 'rule')}. `coach rules ID` explains one. They train; they are not legal advice."
    )
    return 0


def _guess(shown: Shown, what: str) -> str:
    from coach.domain.near import did_you_mean

    known = [rule.id for _, _, rules in shown.sets for rule in rules]
    known += [name for name, _, _ in shown.sets]
    return f"{did_you_mean(what, known)} `coach rules` lists them."


def _one(rule: "Rule", *, as_json: bool) -> None:
    if as_json:
        import msgspec

        print(json.dumps(msgspec.to_builtins(rule), ensure_ascii=False, indent=2))
    else:
        _explain(rule)


def _explain(rule: "Rule") -> None:
    from coach.domain.conduct.facts import given
    from coach.domain.conduct.golden import told

    print(f"{rule.id}: {rule.title}")
    print()
    print(f"Why: {rule.why}")
    print(f"Say instead: {rule.say_instead}")
    print()
    print(f"Offence: {rule.offence.replace('_', ' ')}, {rule.severity}")
    print(f"Kind: {rule.kind}, {KIND[rule.kind]}")
    print(f"Authority: {'; '.join(rule.cite) or 'none named'}")
    print(f"Certainty: {rule.certainty}, {CERTAINTY[rule.certainty]}")
    facts = [f"{name.replace('_', ' ')}: {value}" for name, value in given(rule.facts).items()]
    if facts:
        print(f"Facts it needs: {', '.join(facts)}")
    for heading, lines in (("Breaks it", rule.breach), ("Passes", rule.lawful)):
        print()
        print(f"{heading}:")
        for line in lines:
            entry = told(line)
            said = f'  (they said: "{entry.says}")' if entry.says else ""
            print(f"  - {entry.line}{said}")


def _check(shown: Shown, *, as_json: bool) -> int:
    from coach.content.rules import rule_book
    from coach.domain.conduct.golden import missed

    faults: list[Missed] = []
    count = lines = 0
    for name, _, rules in shown.sets:
        own = _is_own(name)
        book = rule_book(("common",) if own or name == "common" else ("common", name))
        if own:
            book = rule_book(("common",), rules)
        faults += missed(book, tuple(rules))
        count += len(rules)
        lines += sum(len(rule.breach) + len(rule.lawful) for rule in rules)
    if as_json:
        import msgspec

        tree = {"rules": count, "lines": lines, "missed": msgspec.to_builtins(faults)}
        print(json.dumps(tree, ensure_ascii=False, indent=2))
        return 1 if faults else 0
    for fault in faults:
        found = ", ".join(fault.found) or "nothing fired"
        must = "must fire" if fault.expected == "fires" else "must pass"
        print(f"{fault.rule}: {must}: {fault.line}")
        print(f"    {found}")
    if faults:
        print(
            f"{len(faults)} of {lines} golden lines of {count} rules do not come out as they must."
        )
        return 1
    print(f"All {lines} golden lines of {count} rules come out as they must.")
    return 0


def _is_own(name: str) -> bool:
    from coach.content.rules import set_names

    return name not in set_names()
