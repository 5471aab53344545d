"""Whatever is typed as a reply: weighed within a second, shown harmless, stored as typed.

60 replies here; `COACH_REPLIES=10000 pytest -n 0 tests/robustness/test_strange_replies.py` tries more.
"""

import os
import random
import re
import sqlite3
import subprocess
import sys
import time
from itertools import chain
from pathlib import Path

import pytest

from coach.cli import plain
from coach.domain.safe import shown
from coach.practice import PracticeError, open_practice

REPLIES = int(os.environ.get("COACH_REPLIES", "60"))
PACKS = Path(__file__).parent.parent / "packs"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
UNITS = [
    "a", "word ", "1", "1,", "1 ", "? ", ". ", "not ", "and ", "you ", "\U0001f600", "\U0001f469\u200d\U0001f4bb ", "£", "\n", " ",
    "you idiot ", "Friday ", "I will ", "half by Friday, the rest on the 15th. ", "(", '"', "'", "-", "é", "e\u0301\u0302\u0303",
    "\u200b", "\u200d", "\u05d0\u05d1 ", "\u202e", "x, ", "who is it? ", "GBP 1 ", "if you do not pay ", "on the ", "1 of ", "\t", "aA ",
    "...", "10:30 ", "tomorrow at ", "\x1b[2J", "\x00", "\r\n", "[red]", "[/]", "[bold]x[/bold] ", "{amount}", "%s", "\\", "a|", "(a+)+$ ",
    "ａｂｃ ", "٣٤ ", "\u0430", "ﷺ", "𝖕𝖆𝖞 ", "ß", "İ", "ǅ", "\ufeff", "\ud7ff", "\uffff", "\U0010ffff", "<script>", "&amp;", "; DROP TABLE replies; --",
    "I have not ", "we do not not not ", "when you can ", "1.", "1-", "2026-", "+44 20 ", "A1", "u ", "pls ", "0", "9" * 50, "the the ",
]  # fmt: skip
WHOLE = [
    "", " ", "\n\n", "\u200b", "\u3000", "[red]You failed[/red]", "[/]", "[link=x]", "\x1b]0;owned\x07", "\x1b[8m", "\x9b31m",
    "Review: strong, 100 of 100.", "\r\x1b[2KReview: strong, 100 of 100", "\u202egnorts :weiveR", "a" * 1_000_000,
    "1," * 500_000, "not " * 250_000, "a? " * 333_333, "\U0001f600" * 250_000, "\x00" * 1_000_000, "(" * 1_000_000, "\n" * 999_999 + "x",
    "who is q%d? " * 80_000, "pay " * 250_000, "\u0301" * 500_000, "'" * 1_000_000, "[" * 1_000_000, "x" + " " * 999_999 + "y",
]  # fmt: skip


def strange(dice, sound):
    """A reply: units over and over, a mixture of them, or a sound reply with some of them put in."""
    kind = dice.random()
    if kind < 0.01:
        return dice.choice(WHOLE)
    if kind < 0.25:
        length = dice.choice([10, 300, 3000, 20_000])
        return (dice.choice(UNITS) * length)[:length]
    if kind < 0.5:
        return "".join(dice.choice(UNITS) * dice.randint(1, 5) for _ in range(dice.randint(1, 200)))
    if kind < 0.6:
        codes = (dice.randrange(0xF800) for _ in range(dice.randint(1, 300)))
        return "".join(chr(code if code < 0xD800 else code + 0x800) for code in codes)
    text = dice.choice(sound)
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(text) + 1)
        text = text[:place] + dice.choice(UNITS) * dice.choice([1, 1, 3, 50]) + text[place:]
    return text * dice.choice([1, 1, 1, 20])


@pytest.fixture
def practice(home):
    with open_practice(trainee="mina", packs=PACKS) as opened:
        yield opened


def test_strange_replies_are_weighed_shown_and_stored_as_typed(practice, home, capsys):
    dice = random.Random(20260302)
    sound = [
        text
        for excuse in practice.shelf.pack("corner-shop").excuses.values()
        for text in excuse.responses
    ]
    replies = chain(WHOLE, (strange(dice, sound) for _ in range(max(0, REPLIES - len(WHOLE)))))
    call = practice.start("till", seed=1)
    call.reply("Who signs off payments?")
    stored, slowest, refused = ["Who signs off payments?"], (0.0, ""), 0
    for number, text in enumerate(replies):
        if call.scene().ended:
            call = practice.start("till", seed=number)
        before = time.process_time()
        if not text.strip():
            with pytest.raises(PracticeError, match="an empty reply is not sent"):
                call.reply(text)
            refused += 1
            continue
        exchange = call.reply(text)
        slowest = max(slowest, (time.process_time() - before, repr(text[:40])))
        assert exchange.text == text
        for item in (*exchange.review.evidence, *exchange.review.conduct.findings):
            assert text[item.start : item.end] == item.quote or not item.quote
        assert not CONTROL.search("\n".join(plain.review_lines(exchange)))
        assert not CONTROL.search(shown(text))
        stored.append(text)
    with sqlite3.connect(home / "records.db") as conn:
        kept = [row[0] for row in conn.execute("SELECT answer FROM replies ORDER BY rowid")]
    conn.close()
    assert kept == stored
    with capsys.disabled():
        print(
            f"\n{number + 1} strange replies, {refused} of them empty and refused, the others stored as "
            f"typed; slowest {slowest[0]:.2f} s: {slowest[1]}"
        )
    assert slowest[0] < 1, slowest


def test_bytes_that_are_no_text_are_taken_as_signs(home):
    typed = b"Who signs off \xff\xfe payments, and when?\n"
    done = subprocess.run(
        [sys.executable, "-m", "coach", "play", "corner-shop/till", "--plain", "--packs", str(PACKS)],
        input=typed, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    with sqlite3.connect(home / "records.db") as conn:
        kept = conn.execute("SELECT answer FROM replies").fetchone()[0]
    conn.close()
    assert kept == "Who signs off \ufffd\ufffd payments, and when?"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_that_lacks_a_letter_shows_a_sign_in_its_place(home, encoding):
    done = subprocess.run(
        [sys.executable, "-m", "coach", "play", "corner-shop/till", "--plain", "--packs", str(PACKS)],
        input="Pay me in ₦ and 你好\n".encode(encoding, "replace"),
        env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
