"""Mastery: honest about few, unmoved by repetition, the same whatever the order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.mastery import ENOUGH, Latest, mastery_of, wilson


def latest(number, score=80, level="normal", hints=0):
    return Latest(
        excuse=f"pack/{number}",
        skill="tone",
        family="cash",
        level=level,
        score=score,
        hints=hints,
        given_at=f"2026-03-01T10:{number % 60:02d}:00",
        scorer="s",
    )


def test_few_excuses_are_not_enough_yet():
    told = mastery_of(latest(number) for number in range(ENOUGH - 1))
    assert (told.share, told.word) == (None, "not enough yet")


def test_five_good_answers_are_not_yet_called_solid():
    told = mastery_of(latest(number) for number in range(5))
    assert told.share == 100
    assert told.low < 60
    assert told.word == "not certain yet"


def test_many_good_answers_are_solid_and_many_weak_ones_a_weak_spot():
    assert mastery_of(latest(number) for number in range(20)).word == "solid"
    assert mastery_of(latest(number, 20) for number in range(20)).word == "a weak spot"


def test_easy_excuses_count_half():
    half = [latest(n, 100, "easy") for n in range(10)] + [latest(n + 10, 0) for n in range(10)]
    assert mastery_of(half).share == 33


def test_hints_are_taken_off_before_an_answer_is_called_good():
    assert mastery_of(latest(n, 65, hints=1) for n in range(10)).share == 0


def test_only_the_forty_answered_last_count():
    old = [latest(number, 0) for number in range(10)]
    new = [
        Latest(**{**{f: getattr(latest(n), f) for f in latest(n).__struct_fields__}, "excuse": f"n/{n}", "given_at": f"2026-04-01T10:{n:02d}:00"})
        for n in range(40)
    ]  # fmt: skip
    assert mastery_of(old + new).share == 100


@pytest.mark.parametrize(
    ("share", "number", "low", "high"), [(0.5, 10, 0.237, 0.763), (1.0, 10, 0.722, 1.0)]
)
def test_the_interval_is_wilsons(share, number, low, high):
    # Reference values: Newcombe, Statistics in Medicine 17 (1998), method 3.
    assert wilson(share, number) == pytest.approx((low, high), abs=0.001)


@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.sampled_from(["easy", "normal", "hard"])), max_size=60
    )
)
def test_the_interval_holds_the_share_and_order_does_not_matter(answers):
    rows = [latest(n, score, level) for n, (score, level) in enumerate(answers)]
    told = mastery_of(rows)
    assert told == mastery_of(reversed(rows))
    if told.share is not None:
        assert 0 <= told.low <= told.share <= told.high <= 100
