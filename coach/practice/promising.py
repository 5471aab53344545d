"""The promise that stands at the end of a call: what the debtor commits to, and how to say it."""

import re

import msgspec

from coach.domain.call import Call, Outcome
from coach.domain.money import read_sums
from coach.domain.scoring.review import Commitment
from coach.practice.views import Exchange

PROMISES: frozenset[Outcome] = frozenset({"paid_in_full", "dated_promise", "part_payment"})
"""Outcomes that hold a promise."""

_LEADING = re.compile(r"^(?:(?:on|for|at|via|with|per|in)\s+)+", re.IGNORECASE)
_LEADING_WAY = re.compile(r"^(?:(?:by|via|with|per|in|on)\s+)+", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:by|before|until|within)\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"^(?:\d|noon\b|midday\b|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
_FIGURE = re.compile(r"\d(?:[\d., ]*\d)?")
_OWNERS = re.compile(r"['\u2019]s$")


def standing_promise(outcome: Outcome | None, exchanges: tuple[Exchange, ...]) -> Commitment | None:
    """What was promised, by the latest reply that dates it; none where no promise ended the call.

    What that reply leaves out is taken from an earlier one that names the same day.
    """
    if outcome not in PROMISES:
        return None
    dated = [e.review.commitment for e in exchanges if e.review.commitment.date]
    if not dated:
        return None
    found = dated[-1]
    for earlier in reversed(dated[:-1]):
        if _day(earlier.date).lower() != _day(found.date).lower():
            continue
        if not found.amount and found.share == "none":
            found = msgspec.structs.replace(found, amount=earlier.amount, share=earlier.share)
        found = msgspec.structs.replace(
            found, time=found.time or earlier.time, method=found.method or earlier.method
        )
    return found


def with_currency(call: Call, promise: Commitment | None) -> Commitment | None:
    """The promise with the account's currency at its sums, where none was said with any of them."""
    if promise is None or any(money.currency for money in read_sums(promise.amount)):
        return promise
    amount = _in_currency(call.account.amount, promise.amount)
    return msgspec.structs.replace(promise, amount=amount)


def promise_sentence(call: Call, promise: Commitment) -> str:
    """The promise in a sentence, with what makes it strong or weak."""
    day = _day(promise.date)
    when = day if _UNTIL.match(day) else f"for {day}"
    hour = _hour(promise)
    way = _OWNERS.sub("", _LEADING_WAY.sub("", promise.method))
    how = f", by {way if way.isupper() else way.lower()}" if way else ""
    return f"{_what(call, promise)} promised {when}{hour}{how}: {_strength(promise)}."


def _what(call: Call, promise: Commitment) -> str:
    if promise.share == "full":
        return f"The whole {call.account.amount}"
    if not promise.amount:
        return "A payment"
    told = _in_currency(call.account.amount, promise.amount)
    return told[:1].upper() + told[1:]


def _in_currency(owed: str, said: str) -> str:
    """The sums of `said`, each with the currency of what is `owed` where none was said."""
    around = _FIGURE.split(owed)
    return " and ".join(
        f"{around[0]}{part}{around[-1]}" if _FIGURE.fullmatch(part) else part
        for part in said.split(" and ")
    )


def _day(said: str) -> str:
    """The day without what leads it in: `on Friday` and `Friday's` as `Friday`; `by Friday` stays."""
    return _OWNERS.sub("", _LEADING.sub("", said))


def _hour(promise: Commitment) -> str:
    hour = promise.time
    if not hour or hour.lower() in promise.date.lower():
        return ""
    return f" at {hour}" if _CLOCK.match(hour.lower()) else f" {hour}"


def _strength(promise: Commitment) -> str:
    missing = [
        word
        for word, there in (
            ("an amount", promise.amount or promise.share == "full"),
            ("an hour", promise.time),
            ("a method", promise.method),
        )
        if not there
    ]
    if not missing:
        return "strong, because it has an amount, a day, an hour and a method"
    listed = ", ".join(missing[:-1])
    return f"dated, but without {f'{listed} or {missing[-1]}' if listed else missing[-1]}"
