"""The sense of a whole reply: what no single word gives away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info

from coach.content.rules import rule_book, sense, sense_version, weights
from coach.domain.conduct.book import RuleBook
from coach.domain.conduct.golden import line_situation
from coach.domain.conduct.judge import judge
from coach.domain.conduct.sense import BOUND, LONGEST, Sensed, setting

DECENT = "Which day next week suits you for the four hundred, Mrs Cole?"
MENACE = "Such roses by your gate, I shall come past again, one never knows who else does."


def weight(text, **call):
    return sense().of(line_situation(**call), text).weight


def test_a_veiled_threat_weighs_more_than_a_question_for_a_day():
    assert weight(MENACE) > 0 > weight(DECENT)


def test_a_promise_not_to_weighs_less_than_the_threat_itself():
    threat = "I will ring your employer and tell him what you owe."
    promise = "I will not ring your employer, and I tell him nothing of what you owe."
    assert weight(threat) > weight(promise)


def test_the_facts_of_the_call_are_read_before_the_reply():
    plain = setting(line_situation(facts={"jurisdiction": "GB", "next_steps": ["claim"]}))
    assert plain == "steps claim britain"
    barred = setting(line_situation(facts={"jurisdiction": "US", "time_barred": True}))
    assert "barred" in barred.split()
    assert barred.endswith("america")


def test_a_menace_at_the_end_of_a_very_long_reply_is_still_read():
    long = f"{DECENT} " * 40 + MENACE
    assert len(sense().pieces.of(long, 10_000)) > LONGEST
    assert weight(long) > weight(f"{DECENT} " * 40) + 1


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_bounded_weight_and_a_share_for_each_kind(text):
    found = sense().of(line_situation(), text)
    assert -BOUND <= found.weight <= BOUND
    assert len(found.kinds) == len(weights().order)
    assert all(share <= 0 for share in found.kinds)


def test_the_same_reply_weighs_the_same_again():
    assert weight(MENACE) == weight(MENACE)


def test_the_thresholds_were_set_for_the_network_that_ships():
    assert weights().sense == sense_version()


@pytest.mark.parametrize("weight", [-BOUND, BOUND])
def test_the_sense_of_a_reply_decides_with_its_words_and_never_alone(weight):
    class Sure:
        def of(self, *_):
            return Sensed(weight, (0.0,) * len(weights().order))

    book = rule_book(("common",))
    sure = RuleBook(book.rules, book.vocabulary, book.weights, Sure)
    insult = "You lying thief, you disgusting parasite, I will break your legs."
    assert judge(sure, line_situation(), insult).verdict == "fail"
    greeting = "Good morning, Mrs Cole, thank you for calling me back."
    assert (judge(sure, line_situation(), greeting).verdict == "ok") == (weight < 0)


def test_a_book_without_it_weighs_words_alone():
    book = rule_book(("common",))
    words = RuleBook(book.rules, book.vocabulary, book.weights)
    assert judge(words, line_situation(), DECENT).verdict == "ok"


@pytest.mark.parametrize("before", [0, 1, 3])
def test_good_words_around_hide_no_bad_ones(before):
    decent = ["Thank you for telling me.", DECENT, "I will send you the plan in writing today."]
    text = " ".join([*decent[:before], "You are a pathetic little man.", *decent[before:]])
    assert judge(rule_book(("common",)), line_situation(), text).verdict == "fail"


def test_the_network_keeps_to_one_thread():
    sense()
    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}
