"""A library of any size for the benchmarks of the look-up: shipped entries with other words in."""

import random
from pathlib import Path

from coach.lookup.build import build
from coach.lookup.places import layers, stamp
from coach.shelves import read_all, word_lists
from coach.wordings import index_path


def write_index(entries: int, seed: int = 7) -> list[str]:
    """Put an index of so many entries in place; comes back with a line said in each of some."""
    dice = random.Random(seed)
    found = layers()
    lists = word_lists()
    base = list(read_all(found).wordings())
    others = [
        line.split()[0]
        for line in (Path("coach/lookup/near.txt").read_text(encoding="utf-8")).splitlines()
        if not line.startswith("#")
    ]
    said = []

    def some():
        for number in range(entries):
            wording = base[number % len(base)]
            kept = wording.ref, wording.says, wording.tags
            wording.ref = f"{kept[0]}-{number}"
            wording.says = [_changed(line, others, dice) for line in kept[1][:3]]
            wording.tags = [*kept[2], dice.choice(others)]
            if number % max(1, entries // 200) == 0 and wording.says:
                said.append(wording.says[0])
            yield wording
            wording.ref, wording.says, wording.tags = kept

    build(index_path(), stamp(found), some(), lists)
    return said


def _changed(line, others, dice):
    words = line.split()
    for _ in range(max(1, len(words) // 4)):
        words[dice.randrange(len(words))] = dice.choice(others)
    return " ".join(words)
