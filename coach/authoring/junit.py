"""Rehearsed cases as JUnit XML, for continuous integration."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from coach.practice.rehearsal import Case

_UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


def junit(cases: Iterable[Case]) -> str:
    """The cases as a JUnit document: one suite a pack, one case each."""
    suites: dict[str, list[Case]] = {}
    for case in cases:
        suites.setdefault(case.ref.split("/")[0], []).append(case)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>"]
    for pack, own in suites.items():
        failed = sum(bool(case.faults) for case in own)
        lines.append(f'  <testsuite name={quoteattr(pack)} tests="{len(own)}" failures="{failed}">')
        for case in own:
            head = f"    <testcase classname={quoteattr(case.ref)} name={quoteattr(f'{case.kind}: {case.name}')}"
            if case.faults:
                text = escape("\n".join(case.faults).translate(_UNPRINTABLE))
                lines.append(
                    f"{head}><failure message={quoteattr(case.faults[0].translate(_UNPRINTABLE))}>{text}</failure></testcase>"
                )
            else:
                lines.append(f"{head}/>")
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"])
