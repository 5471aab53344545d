"""What `coach lookup` prints: for eyes on a call, for programs, and asking for what is missing."""

from __future__ import annotations

import os
import sys

from coach.lookup.fillin import fill, missing, shown_text, with_defaults
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


def as_lines(
    query: str,
    best: Wording,
    rest: list[Wording],
    values: Mapping[str, str],
    usage: Mapping[str, Use],
) -> list[str]:
    """The answer for a person: the thing to say first, then what goes with it."""
    known = with_defaults(best, values)
    answers = [fill(text, known) for text in leading(best, query)]
    first = shown_text(best, answers[0]) if answers else ""
    lines = [_strong(line) for line in _wrapped(fill(first, known), "")]
    lines += _wrapped(_about(best, usage.get(best.ref)), " " * 2)
    for other in answers[1 : 1 + _ALTERNATIVES]:
        lines += _labelled("or", other)
    if best.ask:
        lines += _labelled("ask", fill(best.ask, known))
    for number, point in enumerate(best.points):
        lines += _labelled("points" if not number else "", f"· {fill(point, known)}")
    for number, line in enumerate(best.never):
        lines += _labelled("never" if not number else "", fill(line, known))
    if best.channel == "sms":
        lines += _labelled("length", length_line(answers[0]))
    if best.source:
        lines += _labelled("source", best.source)
    gaps = missing(best, shown_text(best, answers[0]) if answers else "", known)
    if gaps:
        lines += _labelled("gaps", "--fill " + " ".join(f"{gap.name}=…" for gap in gaps))
    if rest:
        lines.append("")
    for other_entry in rest:
        text = leading(other_entry, query)
        line = fill(text[0], with_defaults(other_entry, values)) if text else ""
        lines.append(_cut(f"also  {other_entry.title} · {other_entry.ref}"))
        lines.append(_cut(f"      {' '.join(line.split())}"))
    return lines


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
        answers = [fill(text, known) for text in leading(entry, query)]
        use = usage.get(entry.ref)
        result: dict[str, object] = {
            "ref": entry.ref,
            "kind": entry.kind,
            "say": answers[0] if answers else "",
            "alternatives": answers[1 : 1 + _ALTERNATIVES],
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
