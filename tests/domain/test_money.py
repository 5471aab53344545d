from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.money import read_money, read_sums


@pytest.mark.parametrize(
    ("text", "currency", "value"),
    [
        ("EUR 4,180.50", "EUR", "4180.50"),
        ("R212,400", "R", "212400"),
        ("$412.60", "$", "412.60"),
        ("1.250,00 €", "€", "1250.00"),
        ("Rs 4,50,000", "Rs", "450000"),
        ("640 zł", "zł", "640"),
        ("CHF 12'000", "CHF", "12000"),
        ("¥48,600", "¥", "48600"),
        ("12 400,50 kr", "kr", "12400.50"),
    ],
)
def test_sums_are_read_as_people_write_them(text, currency, value):
    money = read_money(text)
    assert (money.currency, money.value) == (currency, Decimal(value))


def test_a_text_without_a_figure_holds_no_sum():
    assert read_money("a lot") is None


@given(st.decimals(min_value=1, max_value=10**9, places=2))
def test_a_sum_written_out_is_read_back_the_same(value):
    money = read_money("EUR 1")
    assert read_money(money.say(value)).value == value


@given(st.text(max_size=40))
def test_no_text_makes_it_stumble(text):
    money = read_money(text)
    assert money is None or money.value >= 0


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("1,800 and 1,800", [("", 1800), ("", 1800)]),
        ("GBP 1,800 and GBP 1,800", [("GBP", 1800), ("GBP", 1800)]),
        ("GBP 1,000 and 800", [("GBP", 1000), ("GBP", 800)]),
        ("half", []),
    ],
)
def test_every_instalment_of_a_promise_is_read(text, sums):
    assert [(one.currency, one.value) for one in read_sums(text)] == sums
