"""Nothing is gained by tricks, on any of the forty turns."""

import json
from pathlib import Path

import pytest

from coach.calibrate.tricks import FILLER, padded, shuffled

GRADED = Path(__file__).parents[2] / "graded"
TURNS = [t["id"] for t in json.loads((GRADED / "dev_turns.json").read_text(encoding="utf-8"))]
ANSWERS = [
    json.loads(line)
    for line in (GRADED / "dev_answers.jsonl").read_text(encoding="utf-8").splitlines()
]
every_turn = pytest.mark.parametrize("turn", TURNS)


@every_turn
def test_a_recommended_reply_reaches_band_three(turn, turns, reviewer):
    situation = turns[turn]
    reviews = [reviewer.review(situation, response) for response in situation.excuse.responses]
    assert min(review.band for review in reviews) >= 3
    assert {review.conduct.verdict for review in reviews} == {"ok"}


def test_a_recommended_reply_to_another_excuse_stays_below_band_three(turns, reviewer):
    """A few turns share an excuse (the one who signs is away): 2 in 100 may pass for that."""
    high = tried = 0
    for n, turn in enumerate(TURNS):
        for step in (1, 7, 13, 20, 29):
            other = turns[TURNS[(n + step) % len(TURNS)]]
            tried += 1
            high += reviewer.review(turns[turn], other.excuse.responses[step % 3]).band >= 3
    assert high <= tried * 0.02


@every_turn
def test_the_debtors_words_repeated_earn_nothing(turn, turns, reviewer):
    says = turns[turn].says
    for reply in (says, f"So {says} I see.", f"{says} {says}"):
        assert reviewer.review(turns[turn], reply).band <= 2


@every_turn
def test_shuffled_key_points_stay_below_band_three(turn, turns, reviewer):
    points = turns[turn].key_points
    everything = " ".join(p for point in points for p in point.phrasings)
    firsts = " ".join(point.phrasings[0] for point in points)
    one_by_one = " ".join(shuffled(point.phrasings[0], turn) for point in points)
    for reply in (shuffled(everything, turn), shuffled(firsts, turn), one_by_one):
        assert reviewer.review(turns[turn], reply).band < 3


@every_turn
def test_padding_never_raises_a_band(turn, turns, reviewer):
    replies = [a["answer"] for a in ANSWERS if a["turn"] == turn][::3]
    for n, answer in enumerate(replies):
        plain = reviewer.review(turns[turn], answer)
        long = (padded(answer), f"{answer} {FILLER}", f"{FILLER} {answer}")[n % 3]
        assert reviewer.review(turns[turn], long).band <= plain.band


@every_turn
def test_padding_around_a_weak_reply_stays_below_band_three(turn, turns, reviewer):
    weak = [a for a in ANSWERS if a["turn"] == turn and sum(a["overall"]) <= len(a["overall"])]
    bands = [reviewer.review(turns[turn], padded(a["answer"])).band for a in weak[::2]]
    assert max(bands) < 3


@every_turn
def test_one_good_sentence_three_times_stays_below_band_three(turn, turns, reviewer):
    for response in turns[turn].excuse.responses[:2]:
        parts = response.replace("?", "?|").replace(". ", ".|").split("|")
        sentence = max(parts, key=len).strip()
        assert reviewer.review(turns[turn], " ".join([sentence] * 3)).band < 3
