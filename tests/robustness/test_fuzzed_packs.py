"""Packs come from strangers: whatever a file contains, problems come back, never an exception.

The number tried is 300 here; `COACH_FUZZ=20000 pytest tests/robustness` tries as many as one likes.
"""

import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.content.packs import read_pack
from coach.content.source import Source

TRIES = int(os.environ.get("COACH_FUZZ", "300"))
PACK = Path(__file__).parent.parent / "packs" / "corner-shop"
FILES = sorted(path.relative_to(PACK) for path in PACK.rglob("*.yaml"))
BITS = [
    "\x00", "\x1b[2J", "\u202e", "\ufeff", "!!python/object/apply:os.system [id]", "&a ", "*a", "<<: *a", "{", "[", "}", "]", "'", '"', ": ", "- ",
    "? ", "|", ">", "%YAML 9.9", "---\n", "...\n", "\t", "#", "1e999", "0x1F", ".inf", ".nan", "2001-01-01", "12:30:45", "yes", "no", "~",
    "9" * 400, "-" * 300, "a" * 5000, "é", "\U0001f600", "id: x\n", "  ", "\n", "\r", "{a: {a: {a: {a: {}}}}}",
]  # fmt: skip


def mutated(text, dice):
    """The text with up to six small things done to it."""
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(text) + 1)
        kind = dice.randrange(5)
        if kind == 0:
            text = text[:place] + dice.choice(BITS) + text[place:]
        elif kind == 1:
            text = text[:place] + text[place + dice.randint(1, 40) :]
        elif kind == 2:
            lines = text.split("\n")
            row = dice.randrange(len(lines))
            lines.insert(dice.randrange(len(lines) + 1), lines[row])
            text = "\n".join(lines)
        elif kind == 3:
            lines = text.split("\n")
            row = dice.randrange(len(lines))
            lines[row] = " " * dice.randint(0, 6) + lines[row].lstrip()
            text = "\n".join(lines)
        else:
            other = dice.randrange(len(text) + 1)
            text = (
                text[: min(place, other)] + text[max(place, other) :]
                if dice.random() < 0.2
                else text
            )
    return text


def test_mutated_packs_give_problems_and_never_an_exception(tmp_path, capsys):
    dice = random.Random(20260301)
    texts = {file: (PACK / file).read_text() for file in FILES}
    folder = tmp_path / "corner-shop"
    for file in FILES:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(texts[file])
    slowest = 0.0
    for _ in range(TRIES):
        file = dice.choice(FILES)
        (folder / file).write_text(
            mutated(texts[file], dice), encoding="utf-8", errors="surrogatepass"
        )
        before = time.perf_counter()
        for problem in read_pack(folder).problems:
            assert problem.line >= 1
            assert problem.column >= 1
            assert problem.message
        slowest = max(slowest, time.perf_counter() - before)
        (folder / file).write_text(texts[file])
    with capsys.disabled():
        print(f"\n{TRIES} mutated packs read, slowest {slowest * 1000:.0f} ms")
    assert slowest < 2


@settings(max_examples=TRIES, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_or_told(text):
    source = Source("any.yaml", text)
    assert source.root is not None or source.problems


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 100_000,
        "x: " + "y" * 5_000_000,
        "? " * 50_000,
        "\n".join(f"k{number}: v" for number in range(30_000)),
        "!!python/object/apply:os.system ['touch /tmp/never']",
        "a: !!binary aGVsbG8=",
        "a: " + "9" * 10_000,
        "0000-00-00: 0000-00-00",
    ],
    ids=["exploding aliases", "deep lists", "deep maps", "deep dashes", "megabyte scalar", "deep keys", "many keys", "object tag", "binary tag", "huge number", "year zero"],
)  # fmt: skip
def test_what_is_made_to_hurt_does_not(text):
    before = time.perf_counter()
    source = Source("bad.yaml", text)
    assert time.perf_counter() - before < 5
    assert source.root is not None or source.problems
