"""Drills: on disk before they are weighed, scheduled exactly as FSRS schedules."""

import itertools
import json
from datetime import UTC, datetime, timedelta
from random import Random

import msgspec
import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.drill_plan import Limits
from coach.library import Shelf, load
from coach.practice import Practice, Wiring
from coach.practice.drilling import next_card
from coach.storage.cards import cards_of
from coach.storage.database import open_records


class Clock:
    def __init__(self):
        self.time = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def __call__(self):
        self.time += timedelta(seconds=1)
        return self.time.isoformat(timespec="milliseconds")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def practice(tmp_path, packs, scripted_scorer, clock):
    records = open_records(tmp_path)
    ids = itertools.count()
    wiring = Wiring(records=records, now=clock, new_id=lambda: f"id-{next(ids)}")
    yield Practice(wiring, lambda: load(packs), lambda _: scripted_scorer, "mina")
    records.close()


def test_every_excuse_comes_once_and_then_the_day_is_done(practice):
    drill = practice.drill()
    seen = []
    while item := drill.next():
        seen.append(item.ref)
        drill.answer("band=4")
    assert sorted(seen) == [
        "corner-shop/boss-decides",
        "corner-shop/no-money",
        "corner-shop/not-my-order",
    ]


def test_an_excuse_that_was_left_half_answered_comes_first_with_its_words(practice):
    drill = practice.drill()
    drill.next()
    second = drill.next()
    drill.pause("You are right that")
    again = practice.drill()
    item = again.next()
    assert (item.ref, item.draft) == (second.ref, "You are right that")
    again.answer("band=2 You are right")
    assert practice.drill().next().draft == ""


def test_a_draft_that_was_emptied_waits_no_longer(practice):
    drill = practice.drill()
    drill.next()
    drill.pause("You are right that")
    drill.pause("  ")
    assert practice.drill().next().draft == ""


def test_a_weak_answer_comes_again_the_same_day_and_a_strong_one_later(practice, clock):
    drill = practice.drill()
    drill.next()
    assert drill.answer("band=0").days < 0.1
    drill.next()
    assert drill.answer("band=4").days > 3
    clock.time += timedelta(minutes=20)
    assert len(drill.plan().due) == 1


def test_the_cap_counts_what_was_done_before(practice):
    drill = practice.drill(Limits(most=2, new=2))
    drill.next()
    drill.answer("band=4")
    again = practice.drill(Limits(most=2, new=2))
    assert len(again.plan().order) == 1


def test_a_drill_counts_in_the_record(practice):
    drill = practice.drill()
    drill.next()
    drill.answer("band=3")
    progress = practice.progress()
    assert progress.replies == 1
    assert progress.calls == 0


def test_a_hint_lowers_the_rating(practice):
    drill = practice.drill()
    drill.next()
    drill.hint()
    result = drill.answer("band=4")
    assert (result.rating, result.points) == ("good", 95)


@given(
    st.lists(
        st.tuples(st.sampled_from(["again", "hard", "good", "easy"]), st.integers(1, 60 * 24 * 90)),
        min_size=1,
        max_size=12,
    )
)
def test_the_schedule_is_the_librarys_own(answers):
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    scheduler, theirs, ours = Scheduler(enable_fuzzing=False), Card(card_id=1, due=now), None
    for rating, minutes in answers:
        now += timedelta(minutes=minutes)
        theirs, _ = scheduler.review_card(theirs, Rating[rating.capitalize()], now)
        ours = next_card(ours.to_json() if ours else None, 1, rating, now)
    assert ours.to_dict() == theirs.to_dict()


def test_the_card_is_kept_for_the_next_day(practice, clock):
    drill = practice.drill()
    item = drill.next()
    drill.answer("band=3")
    rows = cards_of(practice._wiring.records, practice._trainee)
    assert rows[item.ref].answers == 1


@pytest.mark.parametrize("seed", range(10))
def test_drills_over_many_days_leave_the_librarys_own_card(
    tmp_path, packs, scripted_scorer, clock, seed
):
    """Band, hints and conduct give the rating; from there on the card is as the library makes it."""
    library = load(packs).pack("corner-shop")
    alone = msgspec.structs.replace(library, excuses={"no-money": library.excuses["no-money"]})
    shelf, ids, dice = Shelf({"corner-shop": alone}, []), itertools.count(), Random(seed)
    wiring = Wiring(records=open_records(tmp_path), now=clock, new_id=lambda: f"id-{next(ids)}")
    practice = Practice(wiring, lambda: shelf, lambda _: scripted_scorer, "mina")
    scheduler, theirs, answers = Scheduler(enable_fuzzing=False), None, 0
    for _ in range(12):
        drill = practice.drill(Limits(most=1000, new=1000, easy_days=()))
        if drill.next() is not None:
            band, hints, failed = dice.randrange(5), dice.randrange(3), dice.random() < 0.2
            for _ in range(hints):
                drill.hint()
            drill.answer(f"band={band} {'conduct=fail' if failed else ''} yes")
            rating = Rating.Again if failed else RATINGS[max(0, band - (hints > 0))]
            with wiring.records.reading() as db:
                at = db.execute("SELECT max(reviewed_at) FROM reviews").fetchone()[0]
            then = datetime.fromisoformat(at)
            theirs, _ = scheduler.review_card(theirs or Card(card_id=1, due=then), rating, then)
            answers += 1
        clock.time += timedelta(days=dice.choice((0, 1, 3, 8, 40)), minutes=11)
    row = cards_of(wiring.records, practice._trainee)["corner-shop/no-money"]
    assert {**json.loads(row.card), "card_id": 1} == theirs.to_dict()
    assert (row.due, row.answers) == (theirs.due.isoformat(), answers)
    assert answers > 2
    wiring.records.close()


RATINGS = (Rating.Again, Rating.Again, Rating.Hard, Rating.Good, Rating.Easy)
"""The library's rating of a reply of each band, before hints."""
