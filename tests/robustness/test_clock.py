"""The clock goes backwards, forwards and mad: no reply is lost or reordered, nothing ends the program."""

import itertools
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.library import load
from coach.practice import Practice, Wiring, scorer_for
from coach.practice.report import html
from coach.storage.database import open_records

PACKS = Path(__file__).parent.parent / "packs"


@pytest.fixture
def practising(tmp_path):
    """Practice on a clock that shows whatever it is told to."""
    records, times, ids = open_records(tmp_path), [], itertools.count()

    def now():
        return (times.pop(0) if len(times) > 1 else times[0]).isoformat(timespec="milliseconds")

    shelf = load(PACKS)

    def practise(*moments):
        times[:] = moments
        wiring = Wiring(records=records, now=now, new_id=lambda: f"id-{next(ids)}")
        return Practice(wiring, lambda: shelf, scorer_for, "mina")

    yield practise
    records.close()


def moments(dice, count):
    start = datetime(2026, 3, 1, 10, tzinfo=UTC)
    return [
        start
        + timedelta(seconds=dice.choice([1, -1, 60, -3600, 86_400, -86_400 * 40, 86_400 * 900]))
        for _ in range(count)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_replies_keep_their_order_and_the_call_goes_on(practising, seed):
    dice = random.Random(seed)
    practice = practising(*moments(dice, 200))
    call = practice.start("till", seed=seed)
    said = []
    for number in range(6):
        if call.scene().ended:
            break
        said.append(f"Who signs off, and when is he in? {number}")
        call.reply(said[-1])
        call = practice.resume(call.attempt)
        assert [line.text for line in call.scene().lines if line.who == "trainee"] == said
    call.retry()
    call.reply("Who decides on payments, and what is his direct number?")
    again = practice.resume(call.attempt)
    heard = [line.text for line in again.scene().lines if line.who == "trainee"]
    assert heard == [*said[:-1], "Who decides on payments, and what is his direct number?"]


def test_drills_figures_and_report_survive_a_clock_that_went_back(practising):
    late = datetime(2030, 1, 1, 10, tzinfo=UTC)
    practice = practising(late)
    drill = practice.drill()
    while drill.next():
        drill.answer("What comes in this week? Half by Friday by transfer, the rest on the 15th.")
    early = datetime(2026, 1, 1, 10, tzinfo=UTC)
    practice = practising(early)
    drill = practice.drill()
    for _ in range(3):
        if drill.next() is None:
            break
        drill.answer("When do you bank your takings?")
    practice.start("till", seed=1).reply("Who signs off payments?")
    told = practice.progress()
    assert told.replies >= 4
    assert "mina" in html.page((practice.figures(),))
    practice.home()


@pytest.mark.parametrize("year", [1, 1970, 2038, 9998])
def test_a_clock_in_a_mad_year_ends_nothing(practising, year):
    practice = practising(datetime(year, 6, 1, 10, tzinfo=UTC))
    practice.start("till", seed=1).reply("Who signs off payments?")
    practice.home()
    practice.figures()
    drill = practice.drill()
    if drill.next():
        drill.answer("What comes in this week?")
    assert practice.progress().replies >= 1
