"""Measures the rules on labelled lines: `python tests/domain/conduct/measure.py FILE [even|odd|all]`.

Prints recall by kind, plain and veiled, and precision. Texts are printed only with `--show`, and
never for the odd half, which is kept out of the tuning.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from coach.content.rules import rule_book, set_names
from coach.domain.conduct.golden import line_situation
from coach.domain.conduct.judge import judge
from coach.domain.excuse import Standing
from coach.domain.scoring.review import Conduct


def sets_for(market: str, country: str) -> tuple[str, ...]:
    """The rule sets that a pack of this market and country would name."""
    by_country = {
        "US": ("us-consumer",), "GB": ("uk-consumer",), "CN": ("cn",), "IN": ("in",), "AU": ("au",),
        "CA": ("ca-on",),
    }  # fmt: skip
    if market == "trade":
        return ("common", "trade")
    named = by_country.get(country[:2], ("eu",) if country in _EU else ())
    return tuple(name for name in ("common", *named) if name in set_names())


_FACTS = frozenset(Standing.__struct_fields__)
_EU = {"DE", "FR", "ES", "IT", "PL", "NL", "IE", "SE", "RO", "GR", "AT", "BE", "PT", "FI", "DK"}


def verdict(row: dict[str, Any]) -> Conduct:
    """The conduct of one labelled line."""
    known = {name: fact for name, fact in row["facts"].items() if name in _FACTS}
    facts = {**known, "jurisdiction": row["jurisdiction"]}
    situation = line_situation(
        says=row["debtor_said"], market=row["market"], role=row["speaker_role"], facts=facts
    )
    return judge(rule_book(sets_for(row["market"], row["jurisdiction"])), situation, row["text"])


def main(argv: list[str]) -> int:
    """Print the measure of a file, or of one half of it."""
    rows = [json.loads(line) for line in Path(argv[0]).read_text(encoding="utf-8").splitlines()]
    half = next((word for word in argv[1:] if not word.startswith("-")), "all")
    if half != "all":
        rest = 0 if half == "even" else 1
        rows = [row for row in rows if int("".join(filter(str.isdigit, row["id"]))) % 2 == rest]
    seen: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    false: Counter[str] = Counter()
    same = 0
    for row in rows:
        result = verdict(row)
        fired = result.verdict != "ok"
        label = f"{row['violation']} {'plain' if row['plain'] else 'veiled'}"
        keys = (label, str(row["violation"]))
        if row["violation"]:
            keys = (*keys, "violations", f"violations {'plain' if row['plain'] else 'veiled'}")
        for key in keys:
            seen[key] += 1
            hits[key] += fired
        same += any(f.kind == row["violation"] for f in result.findings)
        if fired and not row["violation"]:
            false[result.findings[0].rule] += 1
        if "--show" in argv and half != "odd" and fired != bool(row["violation"]):
            found = [(f.rule, f.quote) for f in result.findings]
            print(
                "MISS" if row["violation"] else "FALSE", row["id"], row["violation"], row["facts"]
            )
            print("    <<", row["debtor_said"], ">>", row["text"], found)
    for key in sorted(seen):
        word = "fired" if key.startswith("None") else "recall"
        print(f"{key:28} {word} {hits[key]:3}/{seen[key]:3} {hits[key] / seen[key]:.2f}")
    fired_all = hits["violations"] + hits["None"]
    print(f"precision {hits['violations'] / max(1, fired_all):.3f}  same kind {same}")
    if half != "odd":
        print("false alarms by rule", dict(false))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
