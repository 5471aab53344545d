"""What `coach lookup` prints: for eyes on a call, for programs, and asking for what is missing."""

from __future__ import annotations

import os
import sys

from coach.lookup.fillin import fill, missing, of_example, shown_text, with_defaults
from coach.lookup.lead import leading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.lookup.search import Hit
    from coach.lookup.usage import Use
    from coach.lookup.wording import Wording

_LABEL = 8
"""Cells of a label at the beginning of a line."""
_WIDEST = 100
"""Lines longer than this are hard to read aloud from."""
_ALTERNATIVES = 2
_MORE = "…       the rest in a higher window"
"""Told where the terminal is too low for everything."""


def as_lines(
    query: str,
    best: Wording,
    rest: list[Wording],
    values: Mapping[str, str],
    usage: Mapping[str, Use],
) -> list[str]:
    """The answer for a person: the thing to say first, then what goes with it.

    On a terminal no more than fits its height: what is said first must never scroll away.
    """
    known = with_defaults(best, values)
    lead = leading(best, query)
    answers = [fill(text, known) for text in lead]
    first = shown_text(best, answers[0]) if answers else ""
    gaps = missing(best, first, known)
    check = check_line(best, lead[0]) if lead else ""
    parts = [
        (0, [_strong(line) for line in _wrapped(fill(first, known), "")]),
        (0, _wrapped(_about(best, usage.get(best.ref)), " " * 2)),
        *((5 + place, _other(best, text, known)) for place, text in enumerate(_others(lead))),
        (1, _labelled("ask", fill(best.ask, known)) if best.ask else []),
        (4, _listed("points", [f"· {fill(point, known)}" for point in best.points])),
        (1, _listed("never", [fill(line, known) for line in best.never])),
        (2, _labelled("length", length_line(answers[0])) if best.channel == "sms" else []),
        (3, _labelled("source", best.source) if best.source else []),
        (2, _labelled("gaps", "--fill " + " ".join(f"{g.name}=…" for g in gaps)) if gaps else []),
        (1, _labelled("check", check) if check else []),
        (3, [""] if rest else []),
    ]
    for other in rest:
        text = leading(other, query)
        line = fill(text[0], with_defaults(other, values)) if text else ""
        parts += [
            (3, [_cut(f"also  {other.title} · {other.ref}")]),
            (7, [_cut(f"      {' '.join(line.split())}")]),
        ]
    return _fitting(parts)


def check_line(best: Wording, answer: str) -> str:
    """What of the answer, nothing filled in, belongs to its example; empty where nothing does."""
    found = of_example(best, answer)
    return f"{', '.join(found)}: of the example it was written for" if found else ""


def _other(best: Wording, answer: str, known: Mapping[str, str]) -> list[str]:
    found = of_example(best, answer)
    check = _labelled("", f"check {', '.join(found)}") if found else []
    return [*_labelled("or", fill(answer, known)), *check]


def _others(answers: list[str]) -> list[str]:
    return answers[1 : 1 + _ALTERNATIVES]


def _fitting(parts: list[tuple[int, list[str]]]) -> list[str]:
    """The lines of the parts, without those of the highest numbers where they are too many."""
    room = _height()
    for most in (7, 6, 5, 4, 3, 2, 1, 0):
        lines = [line for number, part in parts if number <= most for line in part]
        left_out = most < max(number for number, part in parts if part)
        if not room or not most or len(lines) + left_out <= room:
            break
    return [*lines, _MORE] if left_out else lines


def _about(wording: Wording, use: Use | None) -> str:
    facts = [wording.title, wording.family, wording.market or "all markets"]
    if wording.channel not in {"", "call"}:
        facts.append(wording.channel)
    facts.append(wording.stage)
    if wording.jurisdiction not in {"", "INT"}:
        facts.append(wording.jurisdiction)
    if wording.layer != "built-in":
        facts.append(wording.layer)
    if use and use.count:
        facts.append(f"used {use.count}x")
    facts.append(wording.ref)
    star = " ★" if use and use.starred else ""
    return " · ".join(fact for fact in facts if fact) + star


def length_line(text: str) -> str:
    """The length of a text message in words: `2 segments · 41 characters left (GSM-7)`."""
    from coach.domain.sms import costly, sms_length

    length = sms_length(text)
    noun = "segment" if length.segments == 1 else "segments"
    line = f"{length.segments} {noun} · {length.left} characters left ({length.alphabet})"
    odd = costly(text)
    return f"{line} · costly: {odd}" if odd else line


def _width() -> int:
    try:
        return min(_WIDEST, os.get_terminal_size(1).columns)
    except OSError:
        return 0


def _height() -> int:
    """Lines that can be seen at once above the next prompt; 0: all that there are."""
    try:
        # Some terminals report no rows at all.
        return max(0, os.get_terminal_size(1).lines - 1)
    except OSError:
        return 0


def _listed(label: str, texts: list[str]) -> list[str]:
    lines = [_labelled("" if place else label, text) for place, text in enumerate(texts)]
    return [line for part in lines for line in part]


def _labelled(label: str, text: str) -> list[str]:
    lines = _wrapped(text, " " * _LABEL)
    if lines:
        lines[0] = f"{label:<{_LABEL - 1}} {lines[0][_LABEL:]}"
    return lines


def _wrapped(text: str, indent: str) -> list[str]:
    """`text` in lines that fit the terminal; elsewhere one line a paragraph."""
    width = _width()
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = indent
        for word in paragraph.split(" "):
            longer = line + word if line == indent else f"{line} {word}"
            if width and len(longer) > width and line != indent:
                lines.append(line)
                longer = indent + word
            line = longer
        lines.append(line.rstrip())
    return lines


def _cut(line: str) -> str:
    width = _width()
    return line if not width or len(line) <= width else line[: width - 1] + "…"


def _strong(line: str) -> str:
    if not line or not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        return line
    return line if os.environ.get("TERM") == "dumb" else f"\x1b[1m{line}\x1b[0m"


def ready(best: Wording, answer: str, values: Mapping[str, str]) -> str:
    """The wording to hand over: filled as far as is known, with a subject where it has one."""
    return fill(shown_text(best, answer), with_defaults(best, values))


def asked(best: Wording, answer: str, values: Mapping[str, str]) -> str:
    """The same, after asking on the terminal for what is missing; an empty line leaves a gap."""
    known = with_defaults(best, values)
    text = shown_text(best, answer)
    for gap in missing(best, text, known):
        print(f"{gap.ask}: ", end="", file=sys.stderr, flush=True)
        given = sys.stdin.readline()
        if not given:
            print(file=sys.stderr)
            break
        if given.strip():
            known[gap.name] = given.strip()
    return fill(text, known)


def as_json(
    query: str,
    hits: list[Hit],
    entries: list[Wording],
    values: Mapping[str, str],
    usage: Mapping[str, Use],
) -> str:
    """Everything for programs: one object with the entries found, best first."""
    import json

    results = []
    for hit, entry in zip(hits, entries, strict=True):
        known = with_defaults(entry, values)
        lead = leading(entry, query)
        answers = [fill(text, known) for text in lead]
        use = usage.get(entry.ref)
        result: dict[str, object] = {
            "ref": entry.ref,
            "kind": entry.kind,
            "say": answers[0] if answers else "",
            "alternatives": _others(answers),
            "ask": fill(entry.ask, known),
            "key_points": [fill(point, known) for point in entry.points],
            "never": [fill(line, known) for line in entry.never],
            "title": entry.title,
            "subject": fill(entry.subject, known),
            "use": entry.use,
            "family": entry.family or None,
            "mood": entry.mood or None,
            "market": entry.market or None,
            "jurisdiction": entry.jurisdiction or None,
            "channel": entry.channel or None,
            "stage": entry.stage or None,
            "practice": entry.practice,
            "source": entry.source or None,
            "layer": entry.layer,
            "used": use.count if use else 0,
            "favourite": bool(use and use.starred),
            "check": of_example(entry, lead[0]) if lead else [],
            "check_alternatives": [of_example(entry, text) for text in _others(lead)],
            "missing": [gap.name for gap in missing(entry, " ".join(answers), known)],
            "score": round(hit.score, 3),
        }
        if entry.channel == "sms" and answers:
            from coach.domain.sms import sms_length

            length = sms_length(answers[0])
            result["sms"] = {
                "segments": length.segments,
                "alphabet": length.alphabet,
                "left": length.left,
            }
        results.append(result)
    return json.dumps(
        {"query": query, "found": len(results), "results": results}, ensure_ascii=False, indent=2
    )
