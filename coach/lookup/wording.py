"""One entry of the look-up: an excuse with its answers, a script, or a rule of thumb.

A plain class and plain text with separators: reading it back needs no further import.
"""

from __future__ import annotations

_FIELD = "\x1d"
_ITEM = "\x1e"
_PART = "\x1f"

TEXTS = (
    "ref", "kind", "layer", "title", "family", "mood", "market", "jurisdiction", "channel",
    "stage", "level", "language", "ask", "goal", "subject", "use", "source", "file", "check",
)  # fmt: skip
"""Fields of one text each, in the order in which they are kept."""
LISTS = ("answers", "says", "points", "never", "practice", "tags", "taxonomy", "skills")
"""Fields of several texts each."""


class Gap:
    """A placeholder of a wording, and what to ask for."""

    __slots__ = ("ask", "default", "name", "type")

    def __init__(self, name: str, type_: str, ask: str, default: str = "") -> None:
        self.name = name
        """As it stands in the braces."""
        self.type = type_
        """What belongs in it: `text`, `name`, `money`, `date`, `time`, `number` and so on."""
        self.ask = ask
        """What a person is asked for: `Amount overdue`."""
        self.default = default
        """What is used where nothing is given; empty: it must be given."""


class Wording:
    """One entry, with all that is shown of it."""

    __slots__ = ("gaps", *LISTS, *TEXTS)

    ref: str
    """Its name: `pack/excuse` or `book/script`."""
    kind: str
    """`excuse`, `script` or `advice`."""
    layer: str
    """`personal`, `team` or `built-in`."""
    title: str
    """What the debtor says, or what the script is for."""
    family: str
    mood: str
    market: str
    jurisdiction: str
    channel: str
    stage: str
    level: str
    language: str
    ask: str
    """The question that finds out what is behind it."""
    goal: str
    subject: str
    use: str
    source: str
    """For a rule of thumb: where it comes from, and how certain it is."""
    file: str
    check: str
    """Sums and days of the example for which the answers were written, with ` · ` between."""
    answers: list[str]
    """What to say: the first is shown first."""
    says: list[str]
    points: list[str]
    never: list[str]
    practice: list[str]
    tags: list[str]
    taxonomy: list[str]
    skills: list[str]
    gaps: list[Gap]

    def __init__(self, **given: str | list[str] | list[Gap]) -> None:
        for name in TEXTS:
            setattr(self, name, given.get(name, ""))
        for name in LISTS:
            setattr(self, name, given.get(name, []))
        self.gaps = given.get("gaps", [])  # type: ignore[assignment]  # one keyword a field

    def packed(self) -> str:
        """The entry as one text for the index."""
        fields = [_clean(getattr(self, name)) for name in TEXTS]
        fields += [_ITEM.join(_clean(text) for text in getattr(self, name)) for name in LISTS]
        fields.append(
            _ITEM.join(
                _PART.join((gap.name, gap.type, _clean(gap.ask), _clean(gap.default)))
                for gap in self.gaps
            )
        )
        return _FIELD.join(fields)


def unpacked(text: str) -> Wording:
    """The entry that was packed into `text`."""
    fields = text.split(_FIELD)
    wording = Wording()
    for name, value in zip(TEXTS, fields, strict=False):
        setattr(wording, name, value)
    for name, value in zip(LISTS, fields[len(TEXTS) :], strict=False):
        setattr(wording, name, value.split(_ITEM) if value else [])
    wording.gaps = [Gap(*item.split(_PART)) for item in fields[-1].split(_ITEM) if item]
    return wording


def _clean(text: str) -> str:
    return text.translate(_NO_SEPARATORS)


_NO_SEPARATORS = {ord(mark): " " for mark in (_FIELD, _ITEM, _PART)}
