"""Telephone and account numbers made unreadable, letter for letter, so that quotes keep their place.

Sums of money, dates, times and short numbers stay: they are what training is about.
"""

import re

MARK = "•"
_IBAN = r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}\b"
_SUM = r"\d{1,3}(?:[,.'’ ]\d{2,3})*[,.' ’]\d{3}(?:[.,]\d{1,2})?(?![\d])"
_DATE = r"(?:\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]+)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?!\d)"
_NUMBER = r"\+?\(?\d(?:[\d]|[ ()./-]{1,2}(?=[\d(])){5,}\d"
_FOUND = re.compile(
    rf"(?P<iban>{_IBAN})|(?P<keep>(?<![\d+]){_DATE}|(?<![\d+(]){_SUM}(?![ -]?\d))|(?P<number>{_NUMBER})"
)
_FEWEST = 7
"""A number with fewer digits is none that could be rung or paid into."""
_DOUBTFUL = 9
"""From so many digits on, groups of three are rather a telephone number than a sum."""


def masked(text: str) -> str:
    """`text` with telephone, card and account numbers as dots; of the same length."""
    return _FOUND.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    whole = found.group()
    digits = sum(char.isdigit() for char in whole)
    if found.group("keep"):
        # Groups of three with blanks or dots may be a telephone number: 612 345 678.
        doubtful = digits >= _DOUBTFUL and re.fullmatch(r"[\d .]+", whole)
        return re.sub(r"\d", MARK, whole) if doubtful else whole
    if found.group("iban"):
        return re.sub(r"\w", MARK, whole) if digits >= _FEWEST else whole
    return re.sub(r"\d", MARK, whole) if digits >= _FEWEST else whole
