"""Masking: numbers one could ring or pay into are gone, sums and days stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.masking import masked


@pytest.mark.parametrize(
    "text",
    ["020 7946 0958", "+44 (0)20 7946-0958", "(555) 010-9999", "DE89 3704 0044 0532 0130 00", "12345678",
     "4111 1111 1111 1111", "612 345 678", "0211/123456"],
)  # fmt: skip
def test_telephone_and_account_numbers_are_made_unreadable(text):
    assert not any(char.isdigit() for char in masked(f"Take {text} please"))


@pytest.mark.parametrize(
    "text",
    ["GBP 8,460.00", "EUR 1.250.000,00", "R1,212,400.50", "Rs 4,50,000", "2026-03-12", "12/03/26", "12.03.2026",
     "at 14:30", "invoice CV-20871", "the 15th", "1 250 000"],
)  # fmt: skip
def test_sums_days_and_short_numbers_stay(text):
    assert masked(f"Pay {text}, please") == f"Pay {text}, please"


@given(st.text())
def test_the_length_stays_so_that_quotes_keep_their_place(text):
    assert len(masked(text)) == len(text)


@given(st.text(alphabet="0123456789 +-()", max_size=40))
def test_masking_twice_is_masking_once(text):
    assert masked(masked(text)) == masked(text)
