"""How near a reply came: never at odds with the review, always in the reply's own words."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.content.packs import read_pack
from coach.content.scoring_data import reviewer_for, scoring_data
from coach.domain.scoring.nearness import NEEDED, Explainer
from coach.library import drill_situation, shipped


@cache
def ground():
    library = read_pack(shipped("scenarios") / "trade-arrears").library
    situations = [drill_situation(library, one) for one in list(library.excuses.values())[:4]]
    return situations, reviewer_for(library), Explainer(scoring_data())


@cache
def words():
    situations = ground()[0]
    texts = [text for one in situations for point in one.key_points for text in point.phrasings]
    return sorted({word for text in texts for word in text.split()})


replies = st.one_of(
    st.text(max_size=80),
    st.lists(st.deferred(lambda: st.sampled_from(words())), max_size=25).map(" ".join),
)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3), replies)
def test_it_says_made_where_the_review_says_hit_and_quotes_what_was_typed(which, reply):
    situations, reviewer, explainer = ground()
    situation = situations[which]
    review = reviewer.review(situation, reply)
    told = explainer.nearness(situation, reply)
    assert [one.made for one in told] == [point.hit for point in review.key_points]
    for one, point in zip(told, situation.key_points, strict=True):
        assert one.quote in reply
        assert 0 <= one.nearness <= 100
        assert one.made == (one.nearness >= NEEDED and not one.turned)
        assert one.phrasing in ("", *point.phrasings)
        assert not set(one.said) & set(one.unsaid)
        assert not (one.made and one.near)


def test_a_phrasing_word_for_word_is_made_and_lacks_nothing():
    situations, _, explainer = ground()
    for situation in situations:
        for number, point in enumerate(situation.key_points):
            one = explainer.nearness(situation, point.phrasings[0])[number]
            assert one.unsaid == ()
            assert one.index >= 0


@pytest.mark.parametrize("reply", ["", "   ", "?!", "\x00", "ok " * 3000])
def test_nothing_to_say_is_near_to_nothing(reply):
    situations, _, explainer = ground()
    assert not any(one.made for one in explainer.nearness(situations[0], reply))
