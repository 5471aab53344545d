"""Words of the trade from texts that are spelt right: rarity, spelling, usual neighbours."""

import math
import re
from collections import Counter
from collections.abc import Iterable

from coach.domain.scoring.data import Model, ScoringData
from coach.domain.scoring.reading import read
from coach.domain.scoring.review import Situation

_COMMON = 140
_ALPHA = re.compile(r"[a-z]{3,}")


def texts_of(situation: Situation) -> list[str]:
    """The texts of a situation that are spelt right."""
    excuse = situation.excuse
    out = [excuse.goal, situation.says, situation.history, *excuse.responses, *excuse.pitfalls]
    for point in excuse.key_points:
        out += [point.point, *point.phrasings]
    return out


def learn(situations: Iterable[Situation], data: ScoringData, replies: Iterable[str]) -> Model:
    """A model without scales: what is common and what is rare in `situations`; `replies` teach
    which common words stand next to each other (learners' English included).
    """
    spread: Counter[str] = Counter()
    spelt: Counter[str] = Counter()
    count: Counter[str] = Counter()
    neighbours: Counter[str] = Counter()
    turns = 0

    def same(word: str) -> str:
        return data.short.get(word, word)

    for situation in situations:
        turns += 1
        stems: set[str] = set()
        words: set[str] = set()
        for text in texts_of(situation):
            tokens = read(text, same).tokens
            stems |= {data.mean.get(t.stem, t.stem) for t in tokens}
            words |= {t.text for t in tokens if _ALPHA.fullmatch(t.text)}
            _count(tokens, count, neighbours)
        spread.update(stems)
        spelt.update(words)
    for reply in replies:
        _count(read(reply, same).tokens, count, neighbours)
    top = math.log(1 + turns)
    rarity = {
        s: round(max(0.1, 1.0 - math.log(1 + n) / top), 3)
        for s, n in sorted(spread.items())
        if n > 1
    }
    common = [w for w, _ in sorted(count.items(), key=lambda one: (-one[1], one[0]))[:_COMMON]]
    pairs = {p for p, n in neighbours.items() if all(w in common for w in p.split())}
    known = sorted(w for w, n in spelt.items() if n >= 2) + sorted(  # noqa: PLR2004 - a name of one turn is no word
        {w for cue in data.cues for w in _plain_words(cue.pattern.pattern)},
    )
    return Model(
        version="", rarity=rarity, spelling=tuple(sorted(set(known))),
        pairs=frozenset(pairs), common=frozenset(common), scales={},
    )  # fmt: skip


def _plain_words(pattern: str) -> set[str]:
    return {w for w in re.findall(r"(?<![\\a-z\[?])[a-z]{4,}(?![a-z?*+\[\\])", pattern)}


def _count(tokens: Iterable[object], count: Counter[str], neighbours: Counter[str]) -> None:
    words = [t.text for t in tokens]  # type: ignore[attr-defined]
    count.update(words)
    neighbours.update(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))
