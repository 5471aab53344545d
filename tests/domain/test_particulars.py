import re

import pytest

from coach.domain.particulars import particulars
from coach.lookup.places import layers
from coach.shelves import read_all


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
        ("First part, May I ring? Of course. May I?", ()),
        ("When you ordered in May it was there; step up May first.", ("May",)),
        ("You have six: 6,000 by transfer tonight, 2,460 on", ("6,000", "2,460")),
        ("You 4,100, we 15,640.", ("4,100", "15,640")),
        ("Pay the other 10,920 now.", ("10,920",)),
        ("5,380 by the 17th", ("5,380", "17th")),
        ("Since June is too long. Since September.", ("June", "September")),
        ("By the end of January.", ("end of January",)),
        ("That was April's income.", ("April",)),
        ("Good that six thousand is there today.", ("six thousand",)),
        ("Five hundred today, five hundred more.", ("Five hundred",)),
        ("Sixty-four pounds, in 2016.", ("Sixty-four pounds", "2016")),
        ("Then the third step follows. The first spring job pays.", ()),
        ("Send it from the first of May.", ("the first of May",)),
        ("Is the third too early?", ("the third",)),
        ("Until the first is through, the first by {pay_date}.", ()),
        ("I keep it on the third call, by the second week.", ()),
        ("Hold it for thirty days, until Friday at ten.", ()),
    ],
)
def test_sums_and_days_of_the_example_are_found(text, named):
    assert particulars(text) == named


def test_no_grouped_number_of_a_shipped_answer_goes_unnamed(home):
    grouped = re.compile(r"\d[.,]\d{3}")
    looked = [
        (wording.ref, text, line)
        for wording in read_all(layers()).wordings()
        if wording.kind == "excuse"
        for text, line in zip(wording.answers, wording.check.split("\n"), strict=True)
    ]
    assert any(grouped.search(text) for _, text, _ in looked)
    for ref, text, line in looked:
        rest = text
        for one in line.split(" · ") if line else []:
            assert one in text, ref
            rest = rest.replace(one, "")
        assert not grouped.search(rest), ref
