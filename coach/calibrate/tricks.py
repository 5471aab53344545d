"""Replies that try to trick a scorer, made from a turn's own texts: none of them answers a person.

They are part of the fit, with the grade that the rubric gives them, and of the tests.
"""

import hashlib
from collections.abc import Iterator, Sequence

from coach.domain.scoring.review import Situation

FILLER = (
    "As I said before, it is always nice to talk to you and I hope that you and your people are well. "
    "The weather has been quite changeable here, and the office has been busy since the morning. "
    "We have a new coffee machine and everybody is very happy about it, you should see the queue. "
    "I was just saying to a colleague the other day how quickly the year goes by when there is a lot to do. "
    "Anyway, these things happen, and life goes on, and one has to take it as it comes. "
    "My sister visited us over the holidays with her two dogs, and we went for long walks by the river. "
)
"""Small talk that fits any call and says nothing."""


def shuffled(text: str, salt: str) -> str:
    """The words of `text` in an order that means nothing, the same on every run."""
    words = text.split()
    return " ".join(
        w for _, w in sorted(
            (hashlib.sha256(f"{salt}:{n}:{w}".encode()).digest(), w) for n, w in enumerate(words)
        )
    )  # fmt: skip


def padded(reply: str, words: int = 300) -> str:
    """`reply` with about `words` words of small talk around it."""
    filler = (FILLER * (words // len(FILLER.split()) + 1)).split()[:words]
    half = len(filler) // 2
    return f"{' '.join(filler[:half])} {reply} {' '.join(filler[half:])}"


def keywords(situation: Situation, count: int = 14) -> str:
    """The telling words of the key points as a list."""
    words: list[str] = []
    for point in situation.key_points:
        for phrasing in point.phrasings[:2]:
            words += [w.strip(".,?!;:'\"") for w in phrasing.split() if len(w) > 4]  # noqa: PLR2004 - short words tell nothing
    unlike = list(dict.fromkeys(words))
    return ", ".join(unlike[:: max(1, len(unlike) // count)][:count]) + "."


def tricks(turns: Sequence[tuple[str, Situation]]) -> Iterator[tuple[str, str, str, float]]:
    """Turn, name of the trick, the reply, and the grade that it deserves."""
    for n, (name, situation) in enumerate(turns):
        yield name, "parrot", situation.says, 0.0
        points = [p for point in situation.key_points for p in point.phrasings[:2]]
        yield name, "shuffled", shuffled(" ".join(points), name), 0.0
        yield name, "shuffled-short", shuffled(" ".join(points[::2]), name + "2"), 0.0
        yield name, "keywords", keywords(situation), 0.3
        for step in (1, 7, 13):
            other = turns[(n + step) % len(turns)]
            if other[0] != name:
                responses = other[1].excuse.responses
                yield name, "unrelated", responses[step % len(responses)], 0.7
