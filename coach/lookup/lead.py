"""Which of an entry's answers is shown first: the one whose own words were asked for, if any."""

from __future__ import annotations

from coach.lookup.words import STOP, stems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from coach.lookup.wording import Wording

_CLEARLY = 0.5
"""Share of the query's words that another answer must hold more than the first one does."""
_MOST_KEPT = 4_000
"""Lines whose words are kept: those of some hundred entries."""
_known: dict[str, frozenset[str]] = {}


def leading(wording: Wording, query: str) -> list[str]:
    """The answers in the order in which they are shown.

    The author's order stands, unless the query quotes a later answer rather than the debtor.
    """
    answers = wording.answers
    if len(answers) < 2:  # noqa: PLR2004 - nothing to choose
        return answers
    asked = _words(query) - STOP
    if not asked:
        return answers
    shares = [len(asked & _words(answer)) / len(asked) for answer in answers]
    best = max(range(len(answers)), key=lambda place: (shares[place], -place))
    if shares[best] - shares[0] < _CLEARLY:
        return answers
    said = max((len(asked & _words(line)) / len(asked) for line in wording.says), default=0)
    if shares[best] - said < _CLEARLY:
        return answers
    return [answers[best], *answers[:best], *answers[best + 1 :]]


def _words(line: str) -> frozenset[str]:
    """The stems of a line; as one types, the same lines are compared at every key."""
    found = _known.get(line)
    if found is None:
        if len(_known) >= _MOST_KEPT:
            _known.clear()
        found = _known[line] = frozenset(stems(line))
    return found
