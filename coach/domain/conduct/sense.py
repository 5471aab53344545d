"""The sense of a reply: what it means as a whole, read by a small network that ships with coach.

Single words betray a plain threat; "lovely roses by your gate, I shall pass again" has none. The
network has read much English and, after that, the labelled lines that the weights of `manner` are
fitted to, each behind the facts of its call. It only says how far a reply is from a decent call,
and which kind of offence it is nearest to; rules, quotes and verdicts stay with `judge`.

It is a transformer encoder (Vaswani and others 2017) that begins as the lowest layers of
all-MiniLM-L6-v2 (see `rules/sense-LICENSE.txt`), trained on by `python -m coach.calibrate.sense`. Its numbers are
kept as whole numbers of eight bits, one scale a row. A reply takes some hundredths of a second.
"""

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from coach.domain.conduct.manner import about
from coach.domain.conduct.pieces import Pieces
from coach.domain.scoring.review import Situation

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float32]

LONGEST = 110
"""Pieces of a reply that are read at once, some eighty words; of a longer one its beginning and its end."""
_HEADS = 12
_TINY = 1e-12
BOUND = 6.0
"""Weights beyond this, either way, count as this: so much no other evidence need outweigh."""
BY_WORDS = 0.3
"""How much the words count beside the sense where the kind of an offence is named: they are summed
as if each spoke for itself, and are too sure of themselves."""
_KEPT = 512
"""Replies whose sense is kept: a review, a debtor's turn and a report ask for the same one."""
_COUNTRIES = {"US": "america", "GB": "britain", "INT": "trade"}


class Sensed(msgspec.Struct, frozen=True):
    """The sense of one reply."""

    weight: float
    """How far it is from a decent call: log odds, 0 is even, within +-`BOUND`."""
    kinds: tuple[float, ...]
    """How it speaks for each kind of offence, in the order of `Weights.order`: log shares."""


def setting(situation: Situation) -> str:
    """The facts of a call as the network reads them before a reply."""
    standing = situation.standing
    words = sorted(about(situation))
    if standing.collector == "third_party":
        words.append("agency")
    if not standing.identity_verified:
        words.append("unverified")
    if standing.judgment:
        words.append("judgment")
    if standing.next_steps is None:
        words.append("steps unknown")
    else:
        words += ["steps", *(step.replace("_", " ") for step in standing.next_steps)]
    words.append(_COUNTRIES.get(standing.jurisdiction, "europe"))
    return " ".join(words)


class Sense:
    """The network.

    Args:
        numbers: Its arrays by name, as `coach.calibrate.sense` writes them: whole numbers of eight
            bits with a scale for each row, and plain ones for what is small.
    """

    def __init__(self, numbers: "Mapping[str, NDArray[Any]]") -> None:
        import numpy as np

        pieces = bytes(numbers["pieces"]).decode().split("\n")
        self.pieces = Pieces({piece: n for n, piece in enumerate(pieces)}, pieces.index("[UNK]"))
        """Cuts text as the network knows it."""
        self._begin, self._end = pieces.index("[CLS]"), pieces.index("[SEP]")
        self._words = numbers["words"], numbers["words.scale"]
        self._plain = {
            name: value.astype(np.float32)
            for name, value in numbers.items()
            if value.dtype == np.float16
        }
        self._whole = {
            name: value.astype(np.float32) * numbers[f"{name}.scale"]
            for name, value in numbers.items()
            if value.dtype == np.int8 and name != "words"
        }
        self._layers = sum(name.endswith(".query") for name in self._whole)
        self._kept: OrderedDict[tuple[str, str], Sensed] = OrderedDict()

    def of(self, situation: Situation, answer: str) -> Sensed:
        """The sense of `answer` in `situation`; of a long one, that of its worst stretch."""
        key = setting(situation), answer
        found = self._kept.pop(key, None)
        if found is None:
            found = self._read(*key)
        self._kept[key] = found
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found

    def _read(self, facts: str, answer: str) -> Sensed:
        before = [self._begin, *self.pieces.of(facts, LONGEST), self._end]
        pieces = self.pieces.of(answer, len(answer))
        starts = sorted({0, max(0, len(pieces) - LONGEST)})
        stretches = [self._stretch(before, pieces[at : at + LONGEST]) for at in starts]
        return max(stretches, key=lambda sensed: sensed.weight)

    def _stretch(self, before: list[int], pieces: list[int]) -> Sensed:
        import numpy as np

        reply = [*pieces, self._end]
        found = self._encoded([*before, *reply], len(before))[len(before) :]
        pooled = np.concatenate([found.mean(0), found.max(0)])
        weight = float(self._linear(pooled, "weight")[0])
        kinds = self._linear(pooled, "kinds")
        shares = kinds - np.log(np.exp(kinds - kinds.max()).sum()) - kinds.max()
        bounded = min(BOUND, max(-BOUND, weight))
        return Sensed(round(bounded, 3), tuple(round(float(share), 3) for share in shares))

    def _encoded(self, pieces: list[int], first: int) -> "Numbers":
        """What the layers make of the pieces; those from `first` on are the reply."""
        import numpy as np

        words, scale = self._words
        sides = (np.arange(len(pieces)) >= first).astype(np.intp)
        known = words[pieces].astype(np.float32) * scale[pieces]
        state = known + self._plain["places"][: len(pieces)] + self._plain["sides"][sides]
        state = self._normed(state, "begin")
        for layer in range(self._layers):
            state = self._attended(state, f"{layer}")
        return state

    def _attended(self, state: "Numbers", layer: str) -> "Numbers":
        import numpy as np

        length, width = state.shape

        def split(name: str) -> "Numbers":
            parts = self._linear(state, f"{layer}.{name}").reshape(length, _HEADS, -1)
            return parts.transpose(1, 0, 2)

        query, key, value = split("query"), split("key"), split("value")
        scores = query @ key.transpose(0, 2, 1) / np.float32((width / _HEADS) ** 0.5)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        mixed = (shares @ value).transpose(1, 0, 2).reshape(length, width)
        state = self._normed(state + self._linear(mixed, f"{layer}.out"), f"{layer}.first")
        inner = self._linear(state, f"{layer}.up")
        # The hyperbolic form of the Gaussian error unit (Hendrycks and Gimpel 2016, section 2).
        inner *= 0.5 * (1 + np.tanh(0.7978845608 * inner * (1 + 0.044715 * inner * inner)))
        return self._normed(state + self._linear(inner, f"{layer}.down"), f"{layer}.last")

    def _linear(self, state: "Numbers", name: str) -> "Numbers":
        result: Numbers = state @ self._whole[name].T + self._plain[f"{name}.bias"]
        return result

    def _normed(self, state: "Numbers", name: str) -> "Numbers":
        import numpy as np

        centred = state - state.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + _TINY)
        result: Numbers = centred / spread * self._plain[f"{name}.scale_by"]
        return result + self._plain[f"{name}.bias"]


def by_both(words: tuple[float, ...], sensed: Sensed) -> tuple[float, ...]:
    """How a reply speaks for each kind of offence by its words and its sense."""
    return tuple(w * BY_WORDS + s for w, s in zip(words, sensed.kinds, strict=True))
