"""The shipped calls: what players of them met once and must not meet again."""

import pytest

from coach.library import load, shipped
from coach.practice import scorer_for
from coach.practice.staging import asked_for

SHELF = load(shipped("scenarios"))


def _asked(pack: str, call: str, reply: str) -> tuple[str, ...]:
    library = SHELF.packs[pack]
    return asked_for(library.calls[call], scorer_for(library), reply)


@pytest.mark.parametrize(
    ("pack", "excuse"),
    [("dealers-credit", "customers-in-the-shop"), ("trade-arrears", "ill-pass-it-on")],
)
def test_no_recommended_reply_names_the_sum_where_others_hear(pack: str, excuse: str):
    replies = SHELF.packs[pack].excuses[excuse].responses
    assert not [one for one in replies if "amount}" in one or "{days_past_due}" in one]


def test_a_sum_in_dispute_is_left_out_of_what_is_asked():
    own = SHELF.packs["trade-arrears"].calls["thirty-leaking-valves"].turn("back_to_priya").own
    assert own
    assert all("10,920" in one and "{amount}" not in one for one in own.responses)


@pytest.mark.parametrize(
    ("pack", "call", "reply", "found"),
    [
        ("consumer-uk", "twenty-pence-on-the-key", "When were you away?", "away"),
        ("consumer-uk", "twenty-pence-on-the-key", "Who's at home with you?", "nebuliser"),
        ("trade-arrears", "fourth-wednesday", "What has landed on the bank account?", "university_paid"),
        ("consumer-us", "sister-answers-first", "When might she be free?", "home"),
        ("consumer-us", "third-small-promise", "When do you get paid?", "thursday"),
    ],
)  # fmt: skip
def test_a_plain_question_is_answered(pack: str, call: str, reply: str, found: str):
    assert found in _asked(pack, call, reply)


@pytest.mark.parametrize(
    "reply", ["What happened on June 16, Terrence?", "Can we settle it by card this morning?"]
)
def test_what_is_not_asked_for_stays_untold(reply: str):
    assert _asked("consumer-us", "third-small-promise", reply) == ()
