import json
import os

import pytest

from coach.cli import lookup_views
from coach.cli.lookup_views import as_json, as_lines
from coach.lookup.search import Hit
from coach.lookup.wording import Gap, Wording


def entry(number=0, **named):
    given = {
        "ref": f"corner/boss-{number}", "kind": "excuse", "title": "The boss has the final say.",
        "family": "authority", "market": "trade", "channel": "call",
        "ask": "Which payments need him, and when is he in?",
        "answers": [
            f"Which day does he sign {{amount}}, and what does he need in front of him? {number}",
            "Let us ring him together, now, while you have the papers on your desk.",
            "What stands in his way, and who else may sign while he is out of the house?",
        ],
        "points": ["Asks for his name", "Asks when he is in", "Names the sum and the day"],
        "never": ["“Then what are you there for?”"],
        "gaps": [Gap("amount", "money", "Amount overdue")],
    }  # fmt: skip
    return Wording(**given | named)


@pytest.fixture
def window(monkeypatch):
    """Sets the size of the terminal."""

    def of(columns, rows):
        monkeypatch.setattr(
            lookup_views.os, "get_terminal_size", lambda _: os.terminal_size((columns, rows))
        )

    return of


@pytest.mark.parametrize("size", [(40, 20), (80, 18), (80, 24), (100, 30), (200, 50), (60, 14)])
def test_the_sentence_to_say_never_scrolls_out_of_the_window(size, window):
    window(*size)
    lines = as_lines("boss", entry(), [entry(1), entry(2)], {}, {})
    assert len(lines) < size[1]
    assert lines[0].startswith("Which day does he sign")
    shown = " ".join(" ".join(lines).split())
    assert "Then what are you there for?" in shown
    assert "Which payments need him" in shown


def test_what_is_left_out_is_told_and_a_pipe_leaves_out_nothing(window, monkeypatch):
    window(80, 24)
    everything = len(as_lines("boss", entry(), [entry(1), entry(2)], {}, {}))
    window(80, everything)
    fewer = as_lines("boss", entry(), [entry(1), entry(2)], {}, {})
    assert len(fewer) < everything
    assert fewer[-1].startswith("…")
    assert sum(line.startswith("also") for line in fewer) == 2

    def none(_):
        raise OSError

    monkeypatch.setattr(lookup_views.os, "get_terminal_size", none)
    lines = as_lines("boss", entry(), [entry(1), entry(2)], {}, {})
    assert sum(line.startswith("or ") for line in lines) == 2
    assert not any(line.startswith("…") for line in lines)


def test_a_terminal_that_reports_no_rows_is_shown_everything(window):
    window(80, 0)
    lines = as_lines("boss", entry(), [entry(1), entry(2)], {}, {})
    assert sum(line.startswith("or ") for line in lines) == 2
    assert sum(line.startswith("also") for line in lines) == 2
    assert not any(line.startswith("…") for line in lines)


@pytest.mark.parametrize("rows", [10, 20, 21, 22, 23])
def test_a_letter_longer_than_the_window_is_shown_whole(window, rows):
    window(80, rows)
    letter = entry(channel="letter", answers=["\n".join(f"Line {n}" for n in range(20))])
    lines = as_lines("x", letter, [], {}, {})
    assert [line for line in lines if line.startswith("Line")] == [f"Line {n}" for n in range(20)]
    assert lines[-1] == "…       the rest in a higher window"


def test_sums_and_days_of_the_example_are_named_beside_the_sentence_that_holds_them(window):
    window(100, 40)
    held = entry(
        answers=["Then £40 goes on the 21st.", "By Friday?", "The £40 in March."],
        check="£40 · 21st\n\n£40 · March",
    )
    lines = as_lines("boss", held, [], {}, {})
    assert "check   £40, 21st: of the example it was written for" in lines
    place = lines.index("or      The £40 in March.")
    assert lines[place + 1] == "        check £40, March"
    assert sum("check" in line for line in lines) == 2
    assert not any("check" in line for line in as_lines("boss", entry(), [], {}, {}))


def test_a_sum_in_the_subject_alone_is_no_check_of_the_sentence(window):
    window(100, 40)
    held = entry(answers=["Pay it.", "Pay March."], check="\nMarch", subject="March and July")
    assert not any(line.startswith("check") for line in as_lines("boss", held, [], {}, {}))


def test_programs_are_told_what_to_check_in_each_alternative():
    held = entry(answers=["On the 21st.", "By Friday?", "In {amount} of March."])
    held.check = "21st\n\nMarch"
    told = json.loads(as_json("boss", [Hit(1, held.ref, 2, 1.0)], [held], {"amount": "x"}, {}))
    assert told["results"][0]["check"] == ["21st"]
    assert told["results"][0]["check_alternatives"] == [[], ["March"]]


def test_a_sum_that_was_filled_in_is_not_of_the_example():
    held = entry(answers=["Send {amount} in March.", "Or £40?"], check="March\n£40")
    lines = as_lines("boss", held, [], {"amount": "£40"}, {})
    assert "check   March: of the example it was written for" in lines
