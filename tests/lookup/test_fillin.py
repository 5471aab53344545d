import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.lookup.clipboard import copy, osc52
from coach.lookup.fillin import fill, missing, names_in, read_values, shown_text, with_defaults
from coach.lookup.lead import leading
from coach.lookup.wording import Gap, Wording, unpacked


def test_what_is_known_goes_in_and_the_rest_stays_visible():
    assert fill("{a} owes {b}", {"a": "Kim"}) == "Kim owes {b}"


def test_braces_that_are_no_gap_are_left_alone():
    assert names_in("{Not} {a b} {} {x}") == ["x"]
    assert fill("{Not} {a b}", {"Not": "x"}) == "{Not} {a b}"


@given(st.text(alphabet="ab{} _A1"))
def test_every_gap_is_filled_where_all_values_are_known(text):
    names = names_in(text)
    assert not set(names).intersection(names_in(fill(text, dict.fromkeys(names, "X"))))
    assert fill(text, {}) == text


def test_defaults_and_the_date_of_today_fill_what_is_not_given():
    entry = Wording(gaps=[Gap("deadline", "date", "Last day", "Friday"), Gap("today", "date", "x")])
    known = with_defaults(entry, {"deadline": ""})
    assert known["deadline"] == "Friday"
    assert len(known["today"].split()) == 3


def test_what_is_missing_is_asked_for_by_its_own_words():
    entry = Wording(gaps=[Gap("amount", "money", "Amount overdue")])
    gaps = missing(entry, "{amount} by {pay_date}", {})
    assert [gap.ask for gap in gaps] == ["Amount overdue", "pay date"]


def test_values_are_read_as_name_and_value():
    assert read_values(["a=1=2", "b=", "wrong", "A=1"]) == ({"a": "1=2", "b": ""}, ["wrong", "A=1"])


def test_a_letter_is_handed_over_with_its_subject():
    assert shown_text(Wording(subject="Hello"), "text") == "Subject: Hello\n\ntext"


def test_an_entry_comes_back_from_the_index_as_it_went_in():
    entry = Wording(
        ref="a/b", kind="script", title="A\nB", answers=["one", "two\nlines"], tags=[],
        never=["x\x1fy"], gaps=[Gap("n", "text", "ask")],
    )  # fmt: skip
    back = unpacked(entry.packed())
    assert (back.ref, back.title, back.answers, back.tags) == (
        "a/b",
        "A\nB",
        ["one", "two\nlines"],
        [],
    )
    assert back.never == ["x y"]
    assert (back.gaps[0].name, back.gaps[0].default) == ("n", "")


def test_braces_in_a_value_are_text_and_no_gap():
    values = {"a": "{b}", "b": "two"}
    assert fill("{a} and {b}, {a}", values) == "{b} and two, {b}"
    assert fill("{a", values) == "{a"


def test_the_answer_whose_own_words_were_asked_for_stands_first():
    entry = Wording(
        says=["The boss signs."], answers=["Which day does he sign?", "Let us ring him together."]
    )
    assert leading(entry, "boss signs")[0] == "Which day does he sign?"
    assert leading(entry, "ring him together")[0] == "Let us ring him together."


def test_the_clipboard_sequence_holds_the_text_in_base64(monkeypatch):
    monkeypatch.delenv("TMUX", raising=False)
    assert osc52("hi") == "\x1b]52;c;aGk=\a"
    monkeypatch.setenv("TMUX", "x")
    assert osc52("hi").startswith("\x1bPtmux;\x1b\x1b]52")


@pytest.fixture
def tmux(tmp_path, monkeypatch):
    """A tmux that keeps what it is handed, and ends as it is told to."""

    def ending(code):
        program = tmp_path / "tmux"
        program.write_text(f"#!/bin/sh\n/bin/cat > {tmp_path}/kept-$2\nexit {code}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setenv("TMUX", "tmux,1,0")
        monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 22 10.0.0.2 22")
        return tmp_path / "kept--w"

    return ending


def test_inside_tmux_the_text_is_handed_to_tmux_even_over_ssh(tmux):
    kept, terminal = tmux(0), io.StringIO()
    assert copy("Which day does he sign?", terminal) == "tmux"
    assert kept.read_text(encoding="utf-8") == "Which day does he sign?"
    assert copy("Again", only_tool=True) == "tmux"
    assert terminal.getvalue() == ""


def test_a_tmux_that_does_not_know_how_is_passed_by(tmux):
    tmux(1)
    terminal = io.StringIO()
    assert copy("hi", terminal) == "terminal"
    assert terminal.getvalue() == osc52("hi")
