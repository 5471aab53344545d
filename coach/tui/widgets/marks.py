"""Marks: the trainee's own words, shown where they won or lost points, each with its number."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual.content import Content

from coach.domain.excuse import Skill
from coach.domain.safe import shown_block
from coach.domain.scoring.review import Review
from coach.tui.theme import skill_style
from coach.tui.words import KIND_WORDS

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Mark(NamedTuple):
    """One remark on a reply, with the words that it is about, if any."""

    number: int
    """Its number among the remarks that quote, from 1; 0: it quotes nothing."""
    what: Skill | Literal["conduct"]
    """What it counts for."""
    effect: Literal["+", "-"]
    """Whether points were won or lost; conduct always loses."""
    quote: str
    """The words, empty where something is missing."""
    start: int
    """Where they begin in the reply, in characters."""
    end: int
    """Where they end."""
    why: str
    """The reason, in a few words."""
    instead: str = ""
    """What to say in their place, for conduct."""

    @property
    def style(self) -> str:
        """The accent of the skill, or of conduct."""
        return "$conduct" if self.what == "conduct" else skill_style(self.what)


def marks_of(review: Review) -> tuple[Mark, ...]:
    """The remarks of a review: conduct, then quotes in the order of the reply, then what is missing."""
    conduct = [
        Mark(0, "conduct", "-", finding.quote, finding.start, finding.end,
             f"{KIND_WORDS[finding.kind]}: {finding.why}" if finding.why
             else KIND_WORDS[finding.kind],
             finding.say_instead)
        for finding in review.conduct.findings
    ]  # fmt: skip
    evidence = [
        Mark(0, item.skill, item.effect, item.quote, item.start, item.end, item.why)
        for item in review.evidence
    ]
    quoting = sorted((mark for mark in evidence if mark.quote), key=lambda mark: mark.start)
    missing = [mark for mark in evidence if not mark.quote]
    numbered: list[Mark] = []
    count = 0
    told: set[str] = set()
    for mark in (*conduct, *quoting, *missing):
        count += 1 if mark.quote else 0
        instead = "" if mark.instead in told else mark.instead
        told.add(mark.instead)
        numbered.append(mark._replace(number=count if mark.quote else 0, instead=instead))
    return tuple(numbered)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a quote, widened so that it cuts no word and no figure in two."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and _goes_on(text, end):
        end += 1
    return start, end


def _goes_on(text: str, end: int) -> bool:
    if text[end].isalnum():
        return text[end - 1].isalnum() or text[end - 1] in ",."
    figure = text[end] in ",." and text[end - 1].isdigit()
    return figure and text[end + 1 : end + 2].isdigit()


def raised(number: int) -> str:
    """A number in small raised figures: `¹²`."""
    return str(number).translate(_RAISED)


def marked(reply: str, marks: Sequence[Mark], chosen: Mark | None = None) -> Content:
    """The reply with its quoted words underlined in their accents, a raised number after each.

    Args:
        reply: What the trainee said.
        marks: The remarks; those that quote nothing leave the text as it is.
        chosen: The remark that is being looked at: its words are shown reversed.
    """
    content = Content(shown_block(reply))
    quoting = [
        mark._replace(start=start, end=end)
        for mark in marks
        if mark.number and 0 <= mark.start < mark.end <= len(reply)
        for start, end in [whole_words(reply, mark.start, mark.end)]
    ]
    for mark in reversed(quoting):  # the gravest come first, so they are drawn last
        ink = f"{mark.style} underline" if mark.effect == "+" else f"{mark.style} italic underline"
        content = content.stylize(ink, mark.start, mark.end)
    for mark in quoting:
        if chosen is not None and mark.number == chosen.number:
            content = content.stylize(f"{mark.style} bold reverse", mark.start, mark.end)
    for end in sorted({mark.end for mark in quoting}, reverse=True):
        numbers = Content(" ").join(
            Content.styled(raised(mark.number), mark.style) for mark in quoting if mark.end == end
        )
        content = Content.assemble(content[:end], numbers, content[end:])
    return content
