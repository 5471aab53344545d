"""The promise that a reply fixes is the debtor's, never the collector's own errands."""

import pytest

FULL = "the full 46,300"


@pytest.mark.parametrize(
    "errand",
    [
        "I'll look at noon.",
        "I'll send you the receipt the same day.",
        "I'll ring him at ten tomorrow.",
        "May I call again on Monday at nine?",
        "Text me by Thursday if anything changes.",
        "You'll have the new invoice by Tuesday.",
        "Please confirm it by message today before five.",
    ],
)
def test_what_the_collector_will_do_is_no_promise_of_the_debtor(errand, turns, reviewer):
    plain = reviewer.review(turns["t02"], "Please send the full 46,300 by transfer on Wednesday.")
    both = reviewer.review(
        turns["t02"], f"Please send the full 46,300 by transfer on Wednesday. {errand}"
    )
    assert both.commitment == plain.commitment
    alone = reviewer.review(turns["t02"], f"Thank you, Mrs Nowak. {errand}").commitment
    assert (alone.date, alone.time) == ("", "")


@pytest.mark.parametrize(
    ("reply", "day", "hour"),
    [
        ("I'd like to write down Friday noon, the whole 46,300 by transfer, and I'll look at four.", "Friday", "noon"),
        ("May I write noon on Friday next to your name, all of it?", "on Friday", "noon"),
        ("Which day is that, Thursday or Friday? I'd note Friday, 46,300 by transfer.", "Friday", ""),
        ("Can it go on Friday? The 62.50 is the fee.", "on Friday", ""),
        ("Fergal agreed the price at 22:40. Can the full 46,300 go on Friday?", "on Friday", ""),
    ],
)  # fmt: skip
def test_the_day_and_hour_of_the_payment_are_read(reply, day, hour, turns, reviewer):
    fixed = reviewer.review(turns["t02"], reply).commitment
    assert (fixed.date, fixed.time) == (day, hour)


def test_parts_that_make_up_the_whole_are_all_named_with_their_days(turns, reviewer):
    reply = "So 23,150 on Friday and the other 23,150 on the 20th, both by card."
    fixed = reviewer.review(turns["t02"], reply).commitment
    assert (fixed.share, fixed.amount) == ("part", "23,150 and 23,150")
    assert (fixed.date, fixed.method) == ("on Friday and the 20th", "by card")


def test_the_sum_beside_the_day_is_the_sum_promised(turns, reviewer):
    reply = "If it is right then the 15,000 is due and we set a date. So 4,120 by card on Monday, please."
    fixed = reviewer.review(turns["t02"], reply).commitment
    assert (fixed.share, fixed.amount, fixed.date) == ("part", "4,120", "on Monday")


def test_the_rest_of_the_whole_is_not_the_whole(turns, reviewer):
    reply = (
        "So 10,000 on the 15th of November by transfer, and the rest of the 46,300 in two parts."
    )
    fixed = reviewer.review(turns["t02"], reply).commitment
    assert (fixed.share, fixed.amount, fixed.date) == ("part", "10,000", "the 15th of November")


def test_fencing_wire_is_no_way_of_paying_where_one_is_named(turns, reviewer):
    reply = "It's 46,300 for the fencing wire. Can it go out on Thursday by transfer?"
    assert reviewer.review(turns["t02"], reply).commitment.method == "by transfer"
