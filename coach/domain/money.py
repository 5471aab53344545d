"""Sums of money as people write them: `EUR 4,180.50`, `R212,400`, `1.250,00 €`, `Rs 4,50,000`."""

import re
from decimal import Decimal

import msgspec

_FIGURE = re.compile(r"\d[\d.,'’\u00a0\u202f ]*\d|\d")
_AND = re.compile(r"\s+and\s+")
_DECIMALS = re.compile(r"[.,](\d{1,2})$")


class Money(msgspec.Struct, frozen=True):
    """A sum with its currency as the author wrote it."""

    currency: str
    """Code, sign or word: `EUR`, `£`, `Rs`; empty where none was written."""
    value: Decimal
    """The figure."""
    before: bool = True
    """Whether the currency stands before the figure."""

    def say(self, value: Decimal | None = None) -> str:
        """The sum, or `value` in the same currency, as one writes it: `EUR 4,180.50`."""
        figure = self.value if value is None else value
        whole = figure == figure.to_integral_value()
        text = f"{figure:,.0f}" if whole else f"{figure:,.2f}"
        if not self.before:
            return f"{text} {self.currency}"
        gap = " " if self.currency[-1:].isalpha() and len(self.currency) > 1 else ""
        return f"{self.currency}{gap}{text}"

    def part(self, share: Decimal) -> Decimal:
        """A round part of the sum: `share` of it, to two leading figures or so."""
        raw = self.value * share
        step = Decimal(10) ** max(0, raw.adjusted() - 1)
        return (raw / step).to_integral_value() * step


def figure(text: str) -> Decimal:
    """The value of a figure with separators of thousands and decimals in either custom.

    Raises ValueError where `text` holds no digit.
    """
    bare = re.sub(r"['’\u00a0\u202f ]", "", text)
    decimals = _DECIMALS.search(bare)
    fraction = decimals.group(1) if decimals else ""
    whole = re.sub(r"\D", "", bare[: decimals.start()] if decimals else bare)
    if not whole and not fraction:
        message = f"no figure in {text!r}"
        raise ValueError(message)
    return Decimal(f"{whole or '0'}.{fraction or '0'}")


def read_money(text: str) -> Money | None:
    """The first sum in `text`, or none where there is no figure."""
    found = _FIGURE.search(text)
    if not found:
        return None
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    if before:
        return Money(before.split()[-1], figure(found.group()))
    sign = after.split()[0] if after else ""
    return Money(sign.strip(".,;"), figure(found.group()), before=not sign)


def read_sums(text: str) -> list[Money]:
    """The sums of a promise, which may be several: `GBP 1,800 and GBP 1,800`.

    One that is said without a currency is in that of the first that has one.
    """
    found = [money for part in _AND.split(text) if (money := read_money(part))]
    named = next((money for money in found if money.currency), None)
    if named is None:
        return found
    return [
        money if money.currency else Money(named.currency, money.value, named.before)
        for money in found
    ]
