"""How long a review takes and what a batch costs: run with `pytest tests/benchmarks --benchmark-enable`.

The goal is a review within 50 ms on one core at the 95th percentile, and a batch of 100,000 replies
that does not grow. Seconds differ between machines, so nothing here is asserted in seconds: the
long reply is held against the short one, and memory late in a batch against memory early in it.
"""

import json
import time
import tracemalloc
from pathlib import Path

import pytest

from coach.calibrate.tricks import padded
from coach.content.graded_turns import load_turns
from coach.content.scoring_data import reviewer_for

GRADED = Path(__file__).parents[1] / "graded"


@pytest.fixture(scope="module")
def replies():
    turns = load_turns(GRADED / "dev_turns.json")
    lines = (GRADED / "dev_answers.jsonl").read_text(encoding="utf-8").splitlines()
    return [(turns[row["turn"]], row["answer"]) for row in map(json.loads, lines)]


@pytest.fixture(scope="module")
def reviewer(replies):
    built = reviewer_for(None)
    for situation, answer in replies[::14]:
        built.review(situation, answer)
    return built


def test_a_review(benchmark, replies, reviewer):
    rows = iter(replies * 1000)
    benchmark(lambda: reviewer.review(*next(rows)))


def test_the_slow_reviews_are_not_far_from_the_usual(replies, reviewer):
    spent = []
    for situation, answer in replies[::4]:
        began = time.process_time()
        reviewer.review(situation, answer)
        spent.append(time.process_time() - began)
    spent.sort()
    assert spent[int(0.95 * len(spent))] < 8 * spent[len(spent) // 2]


def test_a_reply_of_ten_times_the_words_takes_no_more_than_thirty_times_the_time(replies, reviewer):
    situation, answer = replies[5]
    short = _seconds(lambda: reviewer.review(situation, answer))
    long = _seconds(lambda: reviewer.review(situation, padded(answer, 10 * len(answer.split()))))
    assert long < 30 * short


def test_a_batch_does_not_grow(replies, reviewer):
    tracemalloc.start()
    try:
        sizes = []
        for n in range(300):
            situation, answer = replies[n % len(replies)]
            reviewer.review(situation, f"{answer} {n}")
            if n in {150, 299}:
                sizes.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert sizes[1] - sizes[0] < 3_000_000


def _seconds(work):
    began = time.process_time()
    for _ in range(5):
        work()
    return time.process_time() - began
