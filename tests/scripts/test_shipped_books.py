"""The books that are shipped: sound, lawful in what they disclose, short enough to send."""

import json
import re
from itertools import chain
from pathlib import Path

import pytest

from coach.content.books import book_files, read_book
from coach.domain.fill import gaps
from coach.domain.sms import sms_length

ROOT = Path(__file__).parents[2]
BOOKS = {path.stem: read_book(path) for path in book_files(ROOT / "scripts")}
SCRIPTS = {
    f"{name}/{script.id}": script
    for name, reading in BOOKS.items()
    for script in reading.book.scripts
}
ADVICE = list(chain.from_iterable(reading.book.advice for reading in BOOKS.values()))
QUERIES = [
    json.loads(line)
    for line in (ROOT / "tests/lookup/data/queries_scripts.jsonl").read_text().splitlines()
]
TYPICAL = {
    "contact": "Ms Reyes",
    "handler": "Ms Tan",
    "collector": "Dana",
    "creditor": "Marlow Trading",
    "company": "ABC Services",
    "next_step": "we place it with our solicitors",
}
OF_ITS_TYPE = {
    "text": "INV-20418",
    "name": "Mrs Lindt",
    "money": "GBP 4,280.00",
    "date": "Fri 18 April",
    "time": "10:00",
    "number": "12.25",
    "phone": "020 7946 0123",
    "account": "C-1042",
}
_DEBT = re.compile(
    r"\{(amount|part_amount|rest_amount|invoice|due_date|creditor|interest_\w+)\}"
    r"|overdue|arrears|\bdebt\b(?! collector)|\bowed?\b|balance",
    re.IGNORECASE,
)


def typical(ref):
    script = SCRIPTS[ref]
    known = BOOKS[ref.split("/")[0]].book.placeholders
    text = script.text
    for name in gaps(text):
        value = TYPICAL.get(name) or known[name].default or OF_ITS_TYPE[known[name].type]
        text = text.replace(f"{{{name}}}", value)
    return text


@pytest.mark.parametrize("name", BOOKS)
def test_a_shipped_book_reads_without_a_problem(name):
    assert BOOKS[name].problems == []


def test_every_channel_and_every_stage_is_there():
    assert {script.channel for script in SCRIPTS.values()} == {
        "call", "voicemail", "sms", "email", "letter", "note",
    }  # fmt: skip
    assert {script.stage for script in SCRIPTS.values()} == {
        "reminder", "firm", "final", "legal", "settled",
    }  # fmt: skip
    assert len(SCRIPTS) >= 150


@pytest.mark.parametrize("ref", SCRIPTS)
def test_a_script_can_be_found_used_and_learnt_from(ref):
    script = SCRIPTS[ref]
    known = BOOKS[ref.split("/")[0]].book.placeholders
    assert len(script.says) >= 2
    assert script.use
    assert script.never
    assert script.practice
    assert script.tags
    assert set(gaps(script.text + script.subject)) <= set(known)


def test_what_a_debtor_says_stands_in_one_entry_only():
    said = [line.casefold() for script in SCRIPTS.values() for line in script.says]
    assert sorted({line for line in said if said.count(line) > 1}) == []


@pytest.mark.parametrize("ref", [ref for ref, s in SCRIPTS.items() if s.channel == "sms"])
def test_a_text_message_fits_one_segment_with_typical_values(ref):
    length = sms_length(typical(ref))
    assert (length.alphabet, length.segments) == ("GSM-7", 1), typical(ref)


@pytest.mark.parametrize(
    "ref",
    [
        ref
        for ref, script in SCRIPTS.items()
        if script.channel in {"sms", "voicemail"} and script.market != "trade"
    ],
)
def test_a_message_that_others_may_read_names_no_debt(ref):
    assert _DEBT.findall(SCRIPTS[ref].text) == []


@pytest.mark.parametrize(
    "ref",
    [ref for ref, s in SCRIPTS.items() if s.channel == "call" and s.market != "trade"],
)
def test_a_line_to_be_spoken_is_short(ref):
    assert len(typical(ref).split()) <= 70


def test_advice_says_where_it_comes_from():
    assert len(ADVICE) >= 25
    assert all(advice.source and advice.practice and advice.shown for advice in ADVICE)
    home = {advice.id for advice in ADVICE if "home" in advice.shown}
    for topic in ("how-likely", "best-time-to-call", "what-to-prepare"):
        assert any(name.startswith(topic) for name in home), topic


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["query"])
def test_a_query_for_scripts_wants_scripts_that_exist(query):
    assert query["half"] in {"tune", "unseen"}
    assert query["want"]
    assert set(query["want"]) <= set(SCRIPTS)
