import pytest

from coach.domain.particulars import particulars


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The £40 on the third came back.", ("£40", "the third")),
        ("May I ring once on the 21st? Four steps of EUR 1,870 then.", ("21st", "EUR 1,870")),
        ("The fifteenth works. Is the fifteenth, all of it, sure?", ("the fifteenth",)),
        ("They came on the second of June.", ("the second of June",)),
        ("You've used it since March, and nothing is open.", ("March",)),
        ("Send {amount} by {pay_date}, then {part_amount}. Ring 999 or 116 123.", ()),
        ("This is the third story. First things first.", ()),
        ("You may pay it in May, I may not.", ("May",)),
    ],
)
def test_sums_and_days_of_the_example_are_found(text, named):
    assert particulars(text) == named
