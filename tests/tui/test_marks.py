"""The marks of a review: numbered, in order, on whole words, and never a change to what was said."""

import re

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.safe import shown_block
from coach.domain.scoring.review import Conduct, ConductFinding, Evidence, Review, SkillResult
from coach.tui.widgets.marks import Mark, marked, marks_of, whole_words

_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+( [⁰¹²³⁴⁵⁶⁷⁸⁹]+)*")


def review(*evidence, findings=()):
    return Review(
        score=50,
        band=2,
        skills={"tone": SkillResult(score=50, band=2)},
        evidence=evidence,
        conduct=Conduct(verdict="fail" if findings else "ok", findings=findings),
    )


def quote(start, end, effect="+"):
    return Evidence(skill="tone", effect=effect, quote="x", start=start, end=end, why="because")


def test_conduct_comes_first_then_quotes_in_order_then_what_is_missing():
    finding = ConductFinding(
        rule="r", kind="threat", severity="major", quote="x", start=9, end=10, why="it threatens"
    )
    missing = Evidence(skill="tone", effect="-", why="no reason given")
    marks = marks_of(review(quote(5, 7), missing, quote(0, 2), findings=(finding,)))
    assert [(mark.what, mark.number, mark.start) for mark in marks] == [
        ("conduct", 1, 9),
        ("tone", 2, 0),
        ("tone", 3, 5),
        ("tone", 0, 0),
    ]
    assert marks[0].why == "threat: it threatens"


def test_what_to_say_instead_is_said_once():
    findings = tuple(
        ConductFinding(
            rule="r", kind="abuse", severity="major", quote="x", start=n, end=n + 1,
            say_instead="Let us find a day.",
        )
        for n in range(3)
    )  # fmt: skip
    assert [mark.instead for mark in marks_of(review(findings=findings))] == [
        "Let us find a day.",
        "",
        "",
    ]


def test_a_quote_cuts_no_word_and_no_figure_in_two():
    said = "the whole 48,600 on Thursday."
    start = said.index("48")
    assert said[slice(*whole_words(said, start, start + 2))] == "48,600"
    assert said[slice(*whole_words(said, 5, 8))] == "whole"
    end = len(said) - 1
    assert whole_words(said, said.index("Thursday"), end) == (said.index("Thursday"), end)


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from("+-")), max_size=6),
)
def test_marking_never_changes_what_was_said(reply, places):
    marks = marks_of(review(*(quote(start, end, effect) for start, end, effect in places)))
    plain = marked(reply, marks, marks[0] if marks else None).plain
    if not _RAISED.search(reply):
        assert _RAISED.sub("", plain) == "".join(c for c in shown_block(reply) if c != "\r")


def test_markup_in_a_reply_is_not_read():
    assert marked("[red]all[/red] [/]", ()).plain == "[red]all[/red] [/]"


def test_a_mark_beyond_the_reply_is_left_out():
    mark = Mark(1, "tone", "+", "x", 3, 99, "why")
    assert marked("short", [mark]).plain == "short"
