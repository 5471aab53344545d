import msgspec
import pytest

from coach.domain.drill_plan import Due, Limits, plan_day, rating_of
from coach.library import load


@pytest.mark.parametrize(
    ("band", "hints", "failed", "rating"),
    [(0, 0, False, "again"), (1, 0, False, "again"), (2, 0, False, "hard"), (3, 0, False, "good"), (4, 0, False, "easy"),
     (4, 2, False, "good"), (2, 1, False, "again"), (4, 0, True, "again")],
)  # fmt: skip
def test_the_rating_follows_from_band_hints_and_conduct(band, hints, failed, rating):
    assert rating_of(band, hints, conduct_failed=failed) == rating


def test_after_an_absence_a_day_never_holds_more_than_its_limit():
    due = [Due(excuse=f"p/{number:03}", recall=number / 300) for number in range(300)]
    plan = plan_day(due, [], Limits(most=20), 5, 0, {}, {})
    assert len(plan.order) == 15
    assert plan.waiting == 285
    assert plan.due[0] == "p/000"


def test_easy_days_hold_half_as_much():
    limits = Limits(most=20, new=8, easy_days=(5,))
    assert (limits.on(5).most, limits.on(5).new) == (10, 4)
    assert limits.on(1) == limits


def test_new_excuses_come_where_the_trainee_is_weakest(packs):
    excuses = load(packs).pack("corner-shop").excuses
    fresh = [(name, excuse) for name, excuse in excuses.items()]
    plan = plan_day(
        [], fresh, Limits(new=1), 0, 0, {"target": 10, "counter": 90, "commitment": 90}, {}
    )
    assert plan.new == ("boss-decides",)
    plan = plan_day([], fresh, Limits(new=1), 0, 0, {}, {"cash": 5})
    assert plan.new == ("no-money",)


def test_easier_excuses_come_before_harder_ones_of_equal_need(packs):
    excuse = load(packs).pack("corner-shop").excuses["no-money"]
    hard = msgspec.structs.replace(excuse, level="hard")
    assert plan_day([], [("a/hard", hard), ("b/normal", excuse)], Limits(), 0, 0, {}, {}).new == (
        "b/normal",
        "a/hard",
    )
