"""What is copied on a call goes to another customer: no shipped line names a person of its example."""

import re

import pytest

from coach.lookup.places import layers
from coach.shelves import read_all

WITHIN = re.compile(r"(?<=[a-z0-9,;})]) (?:(?:Mr|Mrs|Ms|Miss|Dr) )?([A-ZÀ-Ž][a-zà-ž]+)")
"""A word with a capital letter that begins no sentence."""
OPENING = re.compile(r"(?:^|[.?!] )([A-ZÀ-Ž][a-zà-ž]+), ")
"""Somebody who is spoken to at the beginning of a sentence."""
NO_PERSON = set(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Thursdays Fridays
    January February March April May June July August September October November December
    Easter Christmas English America Australia India Massachusetts United States
    Citizens Advice National Debtline Financial Ombudsman Samaritans Mental Health Money Mind
    Priority Services Register Warm Home Discount Universal Credit Social Security Chapter
    Late Payment Commercial Debts Act Recovery Braille
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
"""Days, holidays, countries, laws, and places where help is found."""


@pytest.fixture(scope="module")
def wordings():
    own = [layer for layer in layers() if layer.name == "built-in"]
    return list(read_all(own).wordings())


def test_no_recommended_line_names_somebody_of_its_example(wordings):
    named = [
        (wording.ref, name)
        for wording in wordings
        for line in (*wording.answers, *wording.points, *wording.never, wording.ask)
        for name in WITHIN.findall(line)
        if name not in NO_PERSON
    ]
    assert named == [], "use {contact}, {customer}, {creditor} or {collector}, or say who it is"


def test_nobody_is_spoken_to_by_a_name_of_the_example(wordings):
    packs = read_all([layer for layer in layers() if layer.name == "built-in"]).packs
    people = {
        word
        for found in packs
        for excuse in found.content.excuses.values()
        for person in (excuse.speaker, found.content.pack.speaker)
        if person
        for word in re.findall(r"\w+", f"{person.name} {person.address}")
        if word[0].isupper() and word not in {"Mr", "Mrs", "Ms", "Miss", "Dr", "Don"}
    }
    assert len(people) > 50
    spoken = [
        (wording.ref, name)
        for wording in wordings
        for line in wording.answers
        for name in OPENING.findall(line)
        if name in people
    ]
    assert spoken == []


def test_the_name_in_a_sentence_is_a_field_to_fill(wordings):
    wording = next(w for w in wordings if w.ref == "trade-arrears/third-time-lucky")
    assert any("{contact}" in line for line in wording.answers)
    assert "contact" in {gap.name for gap in wording.gaps}
