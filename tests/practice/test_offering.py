"""In which order calls are offered to somebody who looks for one."""

from itertools import groupby
from pathlib import Path

import pytest

from coach.practice import open_practice
from coach.practice.offering import LEVELS

SHIPPED = Path(__file__).parents[2] / "scenarios"


@pytest.fixture
def practice(home):
    with open_practice(trainee="mina", packs=SHIPPED) as opened:
        yield opened


def test_the_calls_begin_with_the_course_then_packs_easiest_first_each_in_its_own_order(practice):
    cards = practice.calls()
    assert cards[0].ref == "first-week/first-call"
    packs = [(pack, list(of)) for pack, of in groupby(cards, lambda card: card.pack)]
    assert len({pack for pack, _ in packs}) == len(packs)
    hardness = [
        (not of[0].course, sum(LEVELS.index(card.level) for card in of) / len(of))
        for _, of in packs
    ]
    assert hardness == sorted(hardness)
    for pack, of in packs:
        order = practice.shelf.pack(pack).pack.order
        assert [card.ref.split("/")[1] for card in of][: len(order)] == list(order)
