import pytest

from coach.content.books import book_files, read_book
from coach.library import shipped

GOOD = """
id: mine
version: "1.0"
title: Mine
licence: MIT
placeholders:
  deadline: {type: date, ask: Last day}
scripts:
  - {id: one, title: One, channel: call, stage: firm, text: "Pay {amount} by {deadline}."}
  - {id: two, title: Two, channel: sms, stage: firm, text: "Pay."}
advice:
  - {id: hour, text: "Ring at ten.", source: "Own record", strength: general}
"""


@pytest.fixture
def book(tmp_path):
    def read(text):
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return read_book(path)

    return read


def codes(reading):
    return [problem.code for problem in reading.problems]


def test_a_sound_book_has_no_problems(book):
    reading = book(GOOD)
    assert codes(reading) == []
    assert [script.id for script in reading.book.scripts] == ["one", "two"]
    assert reading.book.advice[0].shown == ("lookup",)


def test_all_faults_are_told_at_once_and_the_sound_wordings_are_kept(book):
    reading = book(
        GOOD.replace("{amount}", "{amout}")
        .replace("id: two", "id: Two_2")
        .replace("strength: general", "strength: sure")
        .replace("id: mine", "id: other")
    )
    assert sorted(codes(reading)) == [
        "bad-id",
        "id-not-file",
        "unknown-placeholder",
        "unknown-value",
    ]
    assert reading.book.scripts == ()
    misspelt = next(p for p in reading.problems if p.code == "unknown-placeholder")
    assert "amount" in misspelt.remedy
    assert misspelt.line == 9


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: two", "id: one", "double-id"),
        ("channel: call", "channel: radio", "unknown-value"),
        ("title: Mine\n", "", "missing-field"),
        ('version: "1.0"', "version: soon", "bad-version"),
        ("Pay {amount} by", "Pay { by", "stray-brace"),
        ('text: "Pay."', 'text: ""', "empty-text"),
        ('text: "Pay."', 'text: "Pay."  , practice: [P99]', "unknown-practice"),
        ('text: "Pay."', 'text: "Pay."  , taxonomy: [cash.nome]', "unknown-taxonomy"),
        ('text: "Pay."', f'text: "{"a" * 700}"', "long-sms"),
        ('text: "Pay."', 'text: "Pay \u2013 now."', "costly-character"),
        ("scripts:", "wordings:", "unknown-field"),
    ],
)
def test_each_fault_has_its_name(book, old, new, code):
    assert code in codes(book(GOOD.replace(old, new)))


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "a: &x 1\nb: *x\n", "id: [", "scripts: 5\n"])
def test_what_is_no_book_is_told_and_never_thrown(book, text):
    reading = book(text)
    assert reading.book is None
    assert reading.problems


def test_the_shipped_books_have_no_problems():
    files = book_files(shipped("scripts"))
    assert len(files) > 10
    for path in files:
        assert [p.line_of_text() for p in read_book(path).problems] == []
