"""A turn in which nothing is asked any more is judged by its own key points."""

import msgspec
import pytest

from coach.domain.excuse import KeyPoint

KINDLY = (
    "Thank you, Lena. So 46,300 on Friday before noon, and I will check at one. Have a good day."
)
ALL_POINTS = (
    KINDLY,
    "Thank you, Mrs Brook. I have noted 46,300 for Friday, and I'll look on Friday at four.",
)


@pytest.fixture
def farewell(turns):
    """The debtor has promised, and asks whether there is anything else."""
    situation = turns["t02"]
    points = (
        KeyPoint(
            id="repeat",
            point="Repeats the sum and the day",
            phrasings=("So 46,300 on Friday.", "I've noted 46,300 for Friday."),
        ),
        KeyPoint(
            id="thanks",
            point="Thanks her",
            phrasings=("Thank you, Mrs Brook.", "Thanks for sorting it so quickly."),
        ),
        KeyPoint(
            id="will_do",
            point="Says what you will do",
            phrasings=("I'll send you the receipt on Friday.", "I'll look on Friday at four."),
        ),
    )
    responses = (
        "That's all, thank you. I've noted 46,300 by transfer on Friday. Have a good afternoon, Mrs Brook.",
        "Just thank you. I have 46,300 down for Friday, and you'll have my confirmation that afternoon.",
    )
    excuse = msgspec.structs.replace(
        situation.excuse,
        key_points=points,
        responses=responses,
        weights={"tone": 0.5, "commitment": 0.5},
        goal="Repeat the sum and the day, thank her, say what you will do, and leave.",
    )
    says = "Good. It's on the calendar. Was there anything else?"
    return msgspec.structs.replace(situation, excuse=excuse, says=says)


@pytest.mark.parametrize("reply", ALL_POINTS)
def test_a_farewell_that_makes_every_key_point_is_good(reply, farewell, reviewer):
    review = reviewer.review(farewell, reply)
    assert all(point.hit for point in review.key_points)
    assert review.band >= 3
    assert all(skill.band >= 3 for skill in review.skills.values())


@pytest.mark.parametrize(
    "reply",
    [
        "thanks 46,300 friday receipt",
        "Thank you, 46,300, Friday, receipt, four.",
        "Thank you. You need not pay the 46,300 on Friday, I will not look at four.",
    ],
)
def test_its_bare_words_or_their_opposite_are_not(reply, farewell, reviewer):
    assert reviewer.review(farewell, reply).band <= 2


def test_a_wish_that_the_model_replies_make_too_is_held_against_nobody(farewell, reviewer):
    told = [one for one in reviewer.review(farewell, KINDLY).evidence if "good day" in one.quote]
    assert told == []


def test_nobody_is_told_to_ask_for_the_sum_where_the_model_replies_do_not(farewell, reviewer):
    for reply in (*ALL_POINTS, "Bye then."):
        told = " ".join(one.why for one in reviewer.review(farewell, reply).evidence)
        assert "owed and expected" not in told


def test_looking_at_an_hour_confirms(farewell, reviewer):
    review = reviewer.review(farewell, ALL_POINTS[1])
    assert any("confirmed or followed up" in one.why for one in review.evidence)


def test_a_wish_where_the_model_replies_make_none_still_counts(farewell, turns, reviewer):
    assert reviewer.figures(turns["t02"], "I see. Have a nice weekend.")["accept"] == 1
    assert reviewer.figures(farewell, KINDLY)["accept"] == 0


def test_a_card_number_is_no_proof(turns, reviewer):
    review = reviewer.review(turns["t02"], "Card number please.")
    assert not any("proof" in one.why for one in review.evidence)


def test_where_no_key_points_are_asked_for_none_are_made(farewell, reviewer):
    bare = msgspec.structs.replace(farewell.excuse, key_points=())
    review = reviewer.review(
        msgspec.structs.replace(farewell, excuse=bare), "I will call you later."
    )
    assert review.band <= 2
