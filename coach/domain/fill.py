"""Placeholders: the gaps in recommended wording, and what fills them in a given call."""

import re
from collections.abc import Mapping
from decimal import Decimal

import msgspec

from coach.domain.excuse import Account, Example, Excuse, MoodLine, Person
from coach.domain.money import read_money

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
USUAL: dict[str, str] = {
    "customer": "Customer's name",
    "contact": "Person you speak to",
    "collector": "Your name",
    "creditor": "Your company",
    "amount": "Amount overdue",
    "part_amount": "Part to be paid now",
    "rest_amount": "Rest after the part",
    "invoice": "Invoice number",
    "due_date": "Due date",
    "days_past_due": "Days past due",
    "pay_date": "Day of payment",
    "pay_time": "Hour of payment",
}
"""The placeholders that every pack and book may use, with what to ask for."""


def gaps(text: str) -> tuple[str, ...]:
    """The names of the placeholders in `text`, each once, in order."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with every placeholder that `values` knows filled; others stay as they are."""
    return PLACEHOLDER.sub(lambda m: values.get(m.group(1)) or m.group(), text)


def values_for(account: Account, speaker: Person | None = None) -> dict[str, str]:
    """What the usual placeholders stand for on this account: half the sum now, half later."""
    values = {
        "customer": account.customer.split(",")[0],
        "contact": address_of(speaker) if speaker else "",
        "collector": "Alex",
        "creditor": account.creditor.split(",")[0],
        "amount": account.amount,
        "invoice": account.invoice or "the invoice",
        "due_date": "the due date",
        "days_past_due": str(account.days_past_due),
        "pay_date": "Friday",
        "pay_time": "noon",
    }
    money = read_money(account.amount)
    if money:
        part = money.part(Decimal("0.5"))
        values["part_amount"] = money.say(part)
        values["rest_amount"] = money.say(money.value - part)
    return {name: value for name, value in values.items() if value}


def address_of(person: Person) -> str:
    """How a caller speaks to somebody: as the pack says, else `Mr Shah`, `Don Arturo` or `Lena`."""
    words = person.name.split(",")[0].split()
    if person.address or not words:
        return person.address
    for place, word in enumerate(words[:-1]):
        if word.lower().rstrip(".") in _BY_FAMILY_NAME:
            return f"{word} {words[-1]}"
        if word.lower() in _BY_FIRST_NAME:
            return f"{word} {words[place + 1]}"
    return words[0]


_BY_FAMILY_NAME = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "herr",
        "frau",
        "señor",
        "señora",
        "monsieur",
        "madame",
    }
)
"""Titles that stand before the family name."""
_BY_FIRST_NAME = frozenset({"don", "doña", "chief", "alhaji", "hajia", "mama", "baba"})
"""Titles that stand before the first name."""


def filled_excuse(excuse: Excuse, values: Mapping[str, str]) -> Excuse:
    """The excuse with its placeholders filled wherever words are spoken or compared."""

    def line(said: str | MoodLine) -> str | MoodLine:
        if isinstance(said, MoodLine):
            return msgspec.structs.replace(said, line=fill(said.line, values))
        return fill(said, values)

    def example(given: Example) -> Example:
        return msgspec.structs.replace(given, answer=fill(given.answer, values))

    points = tuple(
        msgspec.structs.replace(
            point,
            point=fill(point.point, values),
            phrasings=tuple(fill(text, values) for text in point.phrasings),
        )
        for point in excuse.key_points
    )
    return msgspec.structs.replace(
        excuse,
        says=tuple(line(said) for said in excuse.says),
        diagnose=fill(excuse.diagnose, values),
        goal=fill(excuse.goal, values),
        key_points=points,
        pitfalls=tuple(fill(text, values) for text in excuse.pitfalls),
        never=tuple(fill(text, values) for text in excuse.never),
        responses=tuple(fill(text, values) for text in excuse.responses),
        history=fill(excuse.history, values),
        examples=tuple(example(given) for given in excuse.examples),
    )
