"""What holds whatever is typed."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.domain.scoring.clauses import clauses, sentences
from coach.domain.scoring.figures import sums
from coach.domain.scoring.reading import READ, read

WORDS = st.sampled_from(
    [
        "please",
        "pay",
        "friday",
        "by",
        "the",
        "15th",
        "46,300",
        "half",
        "2.5k",
        "no",
        "not",
        "never",
        "need",
        "you",
        "i",
        "can't",
        "won't",
        "n't",
        "'",
        '"',
        "?",
        "!",
        ".",
        ",",
        "transfer",
        "who",
        "signs",
        "it",
        "maybe",
        "sorry",
        "12:30",
        "at",
        "three",
        "tomorrow",
        "₦",
        "€",
        "émile",
        "İ",
        "ß",
        "\u202e",
        "\x00",
        "zł",
        "6.45",
        "million",
        "police",
        "threat",
        "forty-two",
        "thousand",
        "and",
        "a",
        "lakh",
        "crore",
    ],
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def situation(turns):
    return turns["t02"]


@SLOW
@given(answer=TEXTS)
def test_a_review_never_raises_and_quotes_what_was_typed(answer, situation, reviewer):
    review = reviewer.review(situation, answer)
    assert 0 <= review.score <= 100
    assert review.band == min(4, int(review.score / 25 + 0.5))
    for one in (*review.evidence, *review.key_points):
        assert 0 <= one.start <= one.end <= len(answer)
        assert one.quote == answer[one.start : one.end]
    for result in review.skills.values():
        assert result.band == min(4, int(result.score / 25 + 0.5))


@SLOW
@given(answer=TEXTS)
def test_the_same_reply_gets_the_same_review(answer, situation, reviewer):
    assert reviewer.review(situation, answer) == reviewer.review(situation, answer)


@SLOW
@given(answer=TEXTS)
def test_clauses_lie_in_order_inside_the_text(answer):
    reading = read(answer, str)
    last = 0
    for clause in clauses(reading):
        assert last <= clause.at < clause.to <= len(reading.plain)
        last = clause.to
    assert all(a < b for a, b in sentences(reading.plain))


@SLOW
@given(answer=TEXTS)
def test_every_token_has_its_source_in_the_reply(answer):
    for token in read(answer, str).tokens:
        assert 0 <= token.start < token.end <= len(answer)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "no need to ",
        "not ",
        "1,",
        "12 345 ",
        "pay half and ",
        "'",
        "(",
        "\u202e",
        "twenty ",
        "\n",
        "e\u0301",
        ". . ",
    ],
)
def test_a_million_characters_are_read_in_little_time(piece, situation, reviewer):
    answer = piece * (1_000_000 // len(piece))
    began = time.process_time()
    reviewer.review(situation, answer)
    assert time.process_time() - began < 30


def test_only_the_beginning_of_an_endless_reply_is_judged_and_that_is_said(situation, reviewer):
    review = reviewer.review(situation, "Please pay. " * READ)
    assert any("beginning" in one.why for one in review.evidence)


@SLOW
@given(text=st.text(alphabet="0123456789 ,.'k€m", max_size=60))
def test_figures_are_read_without_a_fault(text):
    for one in sums(text):
        assert one.value >= 0
