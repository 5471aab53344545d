"""Questions whose answers are looked at on the spot: a wrong one is asked again, nothing is lost."""

import re
from collections.abc import Callable, Collection

from coach.domain.excuse import SKILLS, Skill
from coach.domain.fill import USUAL, gaps

Ask = Callable[[str, str], str]
"""Asks a question, with what is taken where nothing is typed; returns the answer."""

_AGAIN = 20
"""So often a question is asked again, before what answers is no person."""
_MOST = 12
"""Entries of one list: more than anybody wants to type in one go."""
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "me",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "so",
        "that",
        "the",
        "their",
        "them",
        "then",
        "they",
        "this",
        "to",
        "us",
        "was",
        "we",
        "what",
        "when",
        "who",
        "will",
        "with",
        "you",
        "your",
    ]
)
"""Words that say too little to stand in a name."""
_NAME_WORDS = 3
_NEAR_ONE = 0.005


class AddError(Exception):
    """The entry cannot be added; the message tells why. Nothing was changed."""


def slug(text: str, taken: Collection[str] = ()) -> str:
    """A short id from the telling words of a text, different from those that are taken."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"'\w+", "", text.lower()))
    telling = [word for word in words if word not in _SMALL] or words
    name = "-".join(telling[:_NAME_WORDS])
    number = 2
    made = name
    while made in taken:
        made = f"{name}-{number}"
        number += 1
    return made


def until(ask: Ask, question: str, usual: str, wrong: Callable[[str], str]) -> str:
    """Ask until the answer is right; `wrong` says what is wrong with one, or nothing."""
    told = ""
    for _ in range(_AGAIN):
        answer = ask(f"{told}{question}", usual)
        fault = wrong(answer)
        if not fault:
            return answer
        told = f"  {fault}\n"
    raise AddError(f"There was no usable answer to: {question}. Nothing was added.")


def needed(
    ask: Ask, question: str, usual: str = "", wrong: Callable[[str], str] = lambda _: ""
) -> str:
    """Ask until something is answered that `wrong` finds no fault with."""
    return until(
        ask, question, usual, lambda said: wrong(said) if said else "Something is needed here."
    )


def one_of(ask: Ask, question: str, words: Collection[str], usual: str) -> str:
    """Ask until the answer is one of these words."""
    from coach.content.shape import nearest

    known = list(words)

    def wrong(said: str) -> str:
        return "" if said in known else f"`{said}` is none of them. {nearest(said, known)}"

    return until(ask, f"{question} ({' '.join(known)})", usual, wrong)


def number(ask: Ask, question: str, usual: str) -> int:
    """Ask until the answer is a whole number."""

    def wrong(said: str) -> str:
        return "" if re.fullmatch(r"-?[0-9]{1,5}", said) else f"`{said}` is no whole number."

    return int(until(ask, question, usual, wrong))


def placeholders(said: str) -> str:
    """What is wrong with the placeholders in an answer, or nothing."""
    from coach.content.shape import nearest

    name = next((name for name in gaps(said) if name not in USUAL), "")
    return f"`{{{name}}}` is no placeholder. {nearest(name, list(USUAL))}" if name else ""


def several(
    ask: Ask, question: str, fewest: int, wrong: Callable[[str], str] = lambda _: ""
) -> list[str]:
    """Ask for so many answers at least; an empty one ends it. `wrong` is asked of each, as in `until`."""
    found: list[str] = []
    while len(found) < _MOST:
        place = len(found) + 1
        if place <= fewest:
            found.append(needed(ask, f"{question} ({place} of {fewest})", wrong=wrong))
            continue
        more = until(ask, f"{question} ({place}; enter goes on)", "", wrong)
        if not more:
            break
        found.append(more)
    return found


def weights(ask: Ask) -> dict[Skill, float]:
    """Ask what counts until the weights are usable."""
    question = f"What counts, and how much; two to four of {', '.join(SKILLS)}"

    def wrong(said: str) -> str:
        made = _weights(said)
        if made is None:
            return f"`{said}` is not understood. Write: counter 0.5 commitment 0.5"
        if not 2 <= len(made) <= 4:  # noqa: PLR2004 - two to four skills
            return "Weigh two to four skills."
        total = sum(made.values())
        fine = abs(total - 1) <= _NEAR_ONE and min(made.values()) > 0
        return "" if fine else f"They sum to {total:g}, not to 1."

    return _weights(until(ask, question, "counter 0.5 commitment 0.5", wrong)) or {}


def _weights(said: str) -> dict[Skill, float] | None:
    parts = said.replace(",", " ").replace(":", " ").split()
    made: dict[Skill, float] = {}
    by_name: dict[str, Skill] = {str(skill): skill for skill in SKILLS}
    if len(parts) % 2:
        return None
    for name, share in zip(parts[::2], parts[1::2], strict=True):
        if name not in by_name or not re.fullmatch(r"[0-9]*\.?[0-9]+", share):
            return None
        made[by_name[name]] = float(share)
    return made
