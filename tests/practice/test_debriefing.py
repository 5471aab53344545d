"""What a debrief says of a call is true of it."""

import msgspec
import pytest

from coach.domain.conversation.state import Event
from coach.domain.scoring.review import Commitment, Review
from coach.library import load
from coach.practice.debriefing import turning_point
from coach.practice.promising import promise_sentence, standing_promise
from coach.practice.views import Exchange


@pytest.fixture
def call(packs):
    return load(packs).call("till")[1]


def reply(number, *, points=50, patience=0, willingness=0, **fixed):
    events = tuple(
        Event(kind=kind, what=kind, change=change)
        for kind, change in (("patience", patience), ("willingness", willingness))
        if change
    )
    return Exchange(
        number=number, speaker="Jo", says="", text="", points=points, hints=0, lines=(), found=(),
        events=events, ended=False,
        review=Review(score=points, band=2, skills={}, commitment=Commitment(**fixed)),
    )  # fmt: skip


def test_no_reply_is_said_to_cost_most_where_several_cost_as_much():
    assert turning_point((reply(1, patience=-1), reply(2, patience=-1))) == (None, "")


def test_the_reply_that_set_them_back_furthest_is_named():
    found = turning_point((reply(1, patience=-1), reply(2, patience=-2), reply(3, patience=-1)))
    assert found == (2, "It set them back further than any other reply.")


def test_a_reply_that_moved_them_as_far_as_another_is_not_said_to_have_moved_them_most():
    found = turning_point((reply(1, willingness=2), reply(2, willingness=2, points=80)))
    assert found == (2, "No other reply moved them further towards paying.")


def test_a_later_word_without_a_day_leaves_the_promise_as_it_was():
    first = reply(1, share="full", date="Friday", method="by transfer")
    standing = standing_promise("dated_promise", (first, reply(2)))
    assert standing == first.review.commitment


def test_what_the_last_reply_leaves_out_is_taken_from_one_that_names_the_same_day():
    first = reply(1, share="full", amount="430", date="on Friday", time="noon")
    last = reply(2, date="Friday", method="transfer")
    other = reply(3, date="Monday", method="transfer")
    standing = standing_promise("dated_promise", (first, last))
    assert standing is not None
    assert (standing.share, standing.time, standing.method) == ("full", "noon", "transfer")
    assert standing_promise("dated_promise", (first, other)) == other.review.commitment


@pytest.mark.parametrize(
    ("fixed", "said"),
    [
        ({"date": "Friday's"}, "A payment promised for Friday: dated, but without an amount, an hour or a method."),
        ({"share": "part", "amount": "600", "date": "by Friday", "time": "noon", "method": "by NEFT"},
         "GBP 600 promised by Friday at noon, by NEFT: strong, because it has an amount, a day, an hour and a method."),
        ({"share": "part", "amount": "620 and 620", "date": "Friday and the 20th", "method": "card"},
         "GBP 620 and GBP 620 promised for Friday and the 20th, by card: dated, but without an hour."),
        ({"share": "full", "date": "this afternoon", "time": "this afternoon", "method": "card"},
         "The whole GBP 1,240 promised for this afternoon, by card: strong, because it has an amount, a day, an hour and a method."),
    ],
)  # fmt: skip
def test_a_promise_is_told_as_it_was_made(fixed, said, call):
    assert promise_sentence(call, Commitment(**fixed)) == said


def test_money_that_has_come_is_not_told_as_a_promise(call):
    from coach.domain.conversation.state import CallState
    from coach.practice.debriefing import debrief_of

    state = CallState(turn="x", mood={}, patience=3, willingness=7, outcome="paid_in_full")
    paid = (reply(1, share="full", date="tomorrow"),)
    sentence = debrief_of(call, state, paid, (), {}).sentence
    assert sentence.startswith("Paid in full.")
    assert "promised" not in sentence
    dated = msgspec.structs.replace(state, outcome="dated_promise")
    assert "promised for tomorrow" in debrief_of(call, dated, paid, (), {}).sentence


def test_a_promise_without_a_currency_is_kept_in_that_of_the_account(call):
    from coach.domain.conversation.state import CallState
    from coach.practice.debriefing import debrief_of

    state = CallState(turn="x", mood={}, patience=3, willingness=7, outcome="part_payment")
    for said, kept in (
        ("620 and 620", "GBP 620 and GBP 620"),
        ("£620 and 620", "£620 and 620"),
        ("half", "half"),
    ):
        dated = (reply(1, share="part", amount=said, date="Friday and the 20th"),)
        assert debrief_of(call, state, dated, (), {}).commitment.amount == kept
