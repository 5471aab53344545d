"""Words and phrases of one meaning: what lets `director` find an entry that says `boss`."""

from __future__ import annotations

from coach.lookup.words import STOP, split, stem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LIGHT = frozenset(
    """a an the this that these those i me my mine we us our he him his she her it its they them
    their you your to of be have do will would shall and so just really very already yet still
    with for at from some any there here as is am are was were been has had does did s"""  # noqa: SIM905 - a list of words reads best as text
    .split()
)  # fmt: skip
"""Words that may stand between the words of a phrase without breaking it."""
_MARK = "0"
"""Ends the name of a meaning, so that it can never be the stem of a word."""

EXACT = "="
"""Begins a phrase of which every word matters: `=end it` is not the end of the month."""

Phrase = tuple[str, ...]
"""The stems of a word or a phrase."""


def name_of(group: str) -> str:
    """The word under which a group of synonyms stands in the index."""
    return "".join(c for c in group if c.isalnum()) + _MARK


def is_meaning(token: str) -> bool:
    """Whether a word of the index names a group of synonyms."""
    return token.endswith(_MARK) and len(token) > 1 and token[0].isalpha()


def light_line(line: Iterable[str]) -> str:
    """The word under which a line stands in the index that has hardly any telling word."""
    return "_".join(line)


def phrase(text: str) -> Phrase:
    """The stems by which a phrase is compared: without light words where enough is left."""
    full = tuple(stem(word) for word in split(text))
    if text.startswith(EXACT):
        return full
    short = tuple(word for word in full if word not in LIGHT)
    return short if any(word not in STOP for word in short) or len(short) > 1 else full


def by_first(groups: Mapping[str, Iterable[str]]) -> dict[str, list[tuple[Phrase, str]]]:
    """Every phrase of the groups with its meaning, under the stem it begins with."""
    table: dict[str, list[tuple[Phrase, str]]] = {}
    for group, texts in groups.items():
        for text in texts:
            found = phrase(text)
            if found:
                table.setdefault(found[0], []).append((found, name_of(group)))
    return table


def meanings(
    words: list[str], known: Callable[[str], Iterable[tuple[Phrase, str]]]
) -> list[tuple[int, int, str]]:
    """The meanings found in a line of stems: first and last place of their words, and their name.

    `known` gives the phrases that begin with a stem.
    """
    found: dict[tuple[int, int, str], None] = {}
    everywhere = range(len(words))
    bare = [place for place in everywhere if words[place] not in LIGHT]
    for places in (bare, everywhere) if len(bare) < len(words) else (everywhere,):
        line = [words[place] for place in places]
        last = len(line) - 1
        for at, word in enumerate(line):
            after = line[at + 1] if at < last else ""
            for wanted, name in known(word):
                size = len(wanted)
                # The second word decides nearly always: only then is the whole phrase compared.
                if size == 1 or (
                    wanted[1] == after and (size == 2 or tuple(line[at : at + size]) == wanted)  # noqa: PLR2004
                ):
                    found[places[at], places[at + size - 1], name] = None
    return list(found)
