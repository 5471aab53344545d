"""Gaps of a wording: what is known goes in, what is not stays visible in its braces."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.lookup.wording import Gap, Wording

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


def names_in(text: str) -> list[str]:
    """The names of the gaps in `text`, each once, in order."""
    found: dict[str, None] = {}
    for piece in text.split("{")[1:]:
        name, closed, _ = piece.partition("}")
        if closed and name and _LETTERS.issuperset(name):
            found[name] = None
    return list(found)


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with every gap filled for which there is a value; the others stay as they are."""
    before, *pieces = text.split("{")
    filled = [before]
    for piece in pieces:
        name, closed, after = piece.partition("}")
        value = values.get(name) if closed and _LETTERS.issuperset(name) else ""
        filled.append(f"{value}{after}" if value else "{" + piece)
    return "".join(filled)


def shown_text(wording: Wording, answer: str) -> str:
    """What is copied or sent: an e-mail or a letter with its subject above it."""
    return f"Subject: {wording.subject}\n\n{answer}" if wording.subject else answer


def of_example(wording: Wording, answer: str) -> list[str]:
    """The sums and days of an answer that belong to its example, to be looked at before it is used.

    `answer` is one of the wording's own, before anything is filled in.
    """
    lines = wording.check.split("\n")
    place = wording.answers.index(answer) if answer in wording.answers else len(lines)
    return lines[place].split(" · ") if place < len(lines) and lines[place] else []


def with_defaults(wording: Wording, values: Mapping[str, str]) -> dict[str, str]:
    """The values, and the wording's own defaults and today's date where nothing is given."""
    full = {gap.name: gap.default for gap in wording.gaps if gap.default}
    if any(gap.name in {"today", "date"} for gap in wording.gaps):
        from time import strftime

        # The name of the month leaves no doubt which figure is the day.
        today = strftime("%d %B %Y").lstrip("0")
        full.setdefault("today", today)
        full.setdefault("date", today)
    full.update({name: value for name, value in values.items() if value})
    return full


def missing(wording: Wording, text: str, values: Mapping[str, str]) -> list[Gap]:
    """The gaps of `text` for which nothing is given, in order, with what to ask for."""
    from coach.lookup.wording import Gap as _Gap

    known = {gap.name: gap for gap in wording.gaps}
    return [
        known.get(name) or _Gap(name, "text", name.replace("_", " "))
        for name in names_in(text)
        if not values.get(name)
    ]


def read_values(pairs: list[str]) -> tuple[dict[str, str], list[str]]:
    """`name=value` pairs as they are typed; comes back with those that are none of that shape."""
    values: dict[str, str] = {}
    wrong: list[str] = []
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if mark and name and _LETTERS.issuperset(name):
            values[name] = value
        else:
            wrong.append(pair)
    return values, wrong
