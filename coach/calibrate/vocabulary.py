"""Words of the trade from texts that are spelt right: how rare they are, and how they are spelt."""

import math
import re
from collections import Counter
from collections.abc import Iterable

from coach.domain.scoring.data import Model, ScoringData
from coach.domain.scoring.reading import read
from coach.domain.scoring.review import Situation

_WORD = re.compile(r"[a-z]{3,}")
_PLAIN_WORD = re.compile(r"(?<![\\a-z\[?])[a-z]{4,}(?![a-z?*+\[\\])")


def texts_of(situation: Situation) -> list[str]:
    """The texts of a situation that are spelt right."""
    excuse = situation.excuse
    out = [excuse.goal, situation.says, situation.history, *excuse.responses, *excuse.pitfalls]
    for point in excuse.key_points:
        out += [point.point, *point.phrasings]
    return out


def learn(situations: Iterable[Situation], data: ScoringData) -> Model:
    """A model without scales: what is common and what is rare in `situations`, and their spelling."""
    spread: Counter[str] = Counter()
    spelt: Counter[str] = Counter()
    turns = 0
    for situation in situations:
        turns += 1
        stems: set[str] = set()
        words: set[str] = set()
        for text in texts_of(situation):
            tokens = read(text, lambda word: data.short.get(word, word)).tokens
            stems |= {data.mean.get(t.stem, t.stem) for t in tokens}
            words |= {t.text for t in tokens if _WORD.fullmatch(t.text)}
        spread.update(stems)
        spelt.update(words)
    top = math.log(1 + turns)
    rarity = {
        s: round(max(0.1, 1.0 - math.log(1 + n) / top), 3)
        for s, n in sorted(spread.items())
        if n > 1
    }
    known = {w for w, n in spelt.items() if n > 1}
    known |= {w for cue in data.cues for w in _PLAIN_WORD.findall(cue.pattern.pattern)}
    return Model(version="", rarity=rarity, spelling=tuple(sorted(known)), scales={})
