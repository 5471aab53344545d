"""The phrases that the screens share."""

from datetime import UTC, datetime

import pytest

from coach.domain.drill_plan import Plan
from coach.domain.excuse import SKILLS, Account
from coach.domain.figures import DayFigure
from coach.tui.progress.today import drill_words, strip
from coach.tui.progress.trend import ago, smooth, spread
from coach.tui.screens.drill import comes_again
from coach.tui.screens.home import drills, minutes
from coach.tui.widgets.account_card import promises, since
from coach.tui.widgets.patience import patience_dots
from coach.tui.widgets.reply_box import clock, typed, word_count
from coach.tui.widgets.skill_bars import bar, change_words
from coach.tui.widgets.transcript import NAME_WIDTH, short_name
from coach.tui.words import SKILL_MEANS, band_of, band_word, counted, when

NOW = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-03-12T09:05:00+00:00", "today 09:05"),
        ("2026-03-11T23:05:00+00:00", "yesterday"),
        ("2026-03-03T10:00:00+00:00", "on 3 March"),
        ("not a moment", ""),
    ],
)
def test_a_moment_is_said_as_people_say_it(moment, said):
    assert when(moment, NOW) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Mr Wang", "Mr Wang"),
        ("Ruth Chebet", "Ruth"),
        ("Mrs Featherstone", "Feathers…"),
        ("Mr Lindqvist", "Lindqvist"),
        ("The bookkeeper", "bookkeep…"),
        ("Bartholomew", "Bartholo…"),
    ],
)
def test_a_name_fits_its_column(name, said):
    assert short_name(name) == said
    assert len(said) <= NAME_WIDTH


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "1 day ago"), (62, "62 days ago"), (-1, "in 1 day"), (-5, "in 5 days")],
)
def test_days_past_due_are_said_in_words(days, said):
    assert since(days) == said


def test_promises_are_counted():
    account = Account(creditor="a", customer="b", amount="GBP 1")
    assert promises(account) == "none yet"
    kept = Account(creditor="a", customer="b", amount="GBP 1", promises_kept=1, promises_broken=2)
    assert promises(kept) == "kept 1 of 3"


def test_patience_has_its_number():
    assert patience_dots(2, 5).plain == "patience ●●○○○ 2 of 5"
    assert patience_dots(-1, 3).plain == "patience ○○○ 0 of 3"


def test_a_change_has_arrow_and_number():
    assert [change_words(change).plain for change in (6, -2, 0, None)] == ["↑6", "↓2", "·", ""]


@pytest.mark.parametrize(("score", "filled"), [(-5, 0), (0, 0), (50, 5), (100, 10), (140, 10)])
def test_a_bar_keeps_its_length(score, filled):
    drawn = bar(score, 10, "").plain
    assert (drawn.count("━"), len(drawn)) == (filled, 10)


def test_the_clock_counts_minutes_and_seconds():
    assert [clock(0), clock(41.9), clock(725), clock(-3)] == ["0:00", "0:41", "12:05", "0:00"]


def test_words_are_counted():
    assert [word_count(""), word_count(" one "), word_count("one\ntwo  three")] == [
        "0 words",
        "1 word",
        "3 words",
    ]


def test_pasted_text_loses_its_control_characters_and_keeps_its_lines():
    assert typed("a\r\nb\x1b[31m\x07\tc") == "a\nb[31m c"


def test_counting_speaks_english():
    assert [counted(1, "reply", "replies"), counted(0, "call")] == ["1 reply", "0 calls"]


def test_bands_have_words():
    assert [band_word(band_of(score)) for score in (0, 25, 45, 65, 95)] == [
        "unacceptable",
        "weak",
        "fair",
        "good",
        "strong",
    ]


def test_every_skill_says_what_it_means():
    assert set(SKILL_MEANS) == set(SKILLS)


def test_a_drill_says_what_it_holds_and_how_long_it_takes():
    assert drills(Plan(due=("a", "b"), new=("c",), waiting=0)) == "2 excuses due, 1 new"
    assert drills(Plan(due=(), new=("c", "d"), waiting=0)) == "2 new excuses"
    assert [minutes(1), minutes(12)] == ["~ 1 min", "~ 9 min"]


def test_an_excuse_says_when_it_comes_again():
    assert [comes_again(days) for days in (0.2, 1.1, 4)] == [
        "comes again today",
        "comes again tomorrow",
        "comes again in 4 days",
    ]


def test_a_curve_is_the_mean_of_the_last_replies():
    assert smooth((0, 100, 50), over=2) == [0, 50, 75]


def test_a_curve_counts_back_from_the_last_reply():
    assert ago(30) == ([0, -10, -20, -29], ["now", "10 back", "20 back", "29 back"])
    assert ago(2) == ([0, -1], ["now", "1 back"])


def test_words_at_the_ends_of_curves_keep_apart_and_near_their_ends():
    ends = [(70, "tone"), (71, "target"), (20, "appeal")]
    assert spread(ends, 5) == {"appeal": 20, "tone": 68, "target": 73}
    assert spread([], 5) == {}


def test_the_bar_of_days_has_a_sign_for_each_and_a_dot_for_rest():
    days = [DayFigure(day="2026-03-01", replies=3, minutes=8), DayFigure(day="2026-03-02", replies=0, minutes=0),
            DayFigure(day="2026-03-03", replies=1, minutes=0)]  # fmt: skip
    assert strip(tuple(days)) == "█·▁"
    assert strip(()) == ""


@pytest.mark.parametrize(
    ("due", "new", "waiting", "said"),
    [(("a",), (), 0, "1 due"), (("a", "b"), ("c",), 12, "2 due, 1 new; 12 more wait for the next days")],
)  # fmt: skip
def test_todays_drill_is_said_in_words(due, new, waiting, said):
    assert drill_words(due, new, waiting) == said
