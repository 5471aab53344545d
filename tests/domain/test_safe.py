import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.safe import shown, shown_block


def test_an_escape_sequence_becomes_visible_signs():
    assert shown("\x1b[2J\x07") == "\u241b[2J\u2407"


def test_words_cannot_be_turned_round():
    assert "\u202e" not in shown("pay \u202etoday")


@given(st.text())
def test_nothing_shown_can_control_a_terminal(text):
    kinds = {unicodedata.category(char) for char in shown(text)}
    assert "Cc" not in kinds
    assert "Cs" not in kinds


@given(st.text())
def test_a_block_keeps_its_lines(text):
    assert shown_block(text).count("\n") == text.count("\n")
