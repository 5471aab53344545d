"""Sums, days, hours and ways of paying in a readable text, with their places."""

import re
from typing import Literal

import msgspec

_UNITS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
    )
}
_TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    ),
)
_SCALES = {
    "hundred": 100, "thousand": 1000, "grand": 1000, "k": 1000, "lakh": 100_000, "lakhs": 100_000,
    "lac": 100_000, "l": 100_000, "million": 1_000_000, "mio": 1_000_000, "mil": 1_000_000,
    "m": 1_000_000, "mn": 1_000_000, "crore": 10_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_CURRENCY = (
    r"(?:[£€$¥₹₦₱₫฿]|\b(?:eur|euros?|usd|us\$|gbp|inr|rs|rupees?|ngn|naira|zar|rands?|kes|ksh|kshs|aed|"
    r"dirhams?|pln|zloty|złoty|zł|mxn|pesos?|cad|c\$|aud|a\$|nzd|sgd|s\$|hkd|dollars?|bucks|pounds?|quid|"
    r"chf|francs?|sek|nok|dkk|kronor|kroner|czk|huf|ron|lei|try|lira|brl|reais|php|thb|baht|myr|ringgit|"
    r"ghs|cedis?|ugx|tzs|shillings?|egp|mad|cny|rmb|yuan|jpy|yen|krw|won|sar|riyals?|qar|ils|shekels?|r))"
)
_FIGURE = r"\d{1,3}(?:[ ,.']\d{2,3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_AMOUNT = re.compile(
    rf"(?P<pre>{_CURRENCY}\.? ?)?(?<![\w/-])(?P<fig>{_FIGURE})(?P<post> ?(?:k|m|mn|mio|mil|l|lakhs?|lac|"
    rf"crores?|thousand|grand|million|hundred|billion)\b)?(?P<cur> ?{_CURRENCY}(?!\w))?",
)
_NOT_MONEY = re.compile(
    r"\s*(?:%|percent\b|per cent\b|(?:working |business |more |extra |full )?(?:days?|weeks?|months?|years?|"
    r"hours?|minutes?|pallets?|bags?|boxes|instal?lments?|payments?|times|pieces|units|litres|kilos?|kg|tons?|"
    r"tonnes|o'clock|hour|am|pm|a\.m|p\.m|lines|words|people|pages|orders|calls|invoices)\b|[:/]\d|st\b|nd\b|rd\b|th\b|h\b)",
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_DAYNAME = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mondays|tuesdays|wednesdays|thursdays|"
    r"fridays|mon|tues?|wed|weds|thurs?|thu|fri|sat)"
)
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    r"fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|"
    r"twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[- ]first)"
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_DAY = re.compile(
    rf"\b(?:(?:{_NTH}|\d{{1,2}}|{_ORDINAL})(?: of)? {_MONTH}\b|{_MONTH} (?:the )?(?:{_NTH}|\d{{1,2}}\b|{_ORDINAL})"
    rf"|(?:(?:this|next|coming|following|by|on|every) )*{_DAYNAME}\b|\b(?:the )?{_NTH}\b"
    rf"|(?:by|on|until|before|for|the|from) (?:the )?{_ORDINAL}\b(?! (?:payment|part|instal|half|time|one|step|of the|transfer|call|promise|thing|reminder|notice|party|person|invoice|letter|place))"
    rf"|(?:by|on|until|before) (?:the )?(?:[12]\d|3[01]|[1-9])(?=[\s.,;!?)]|$)(?! (?:o'clock|am|pm|hour|\d|%))"
    rf"|\d{{1,2}}[./-]\d{{1,2}}(?:[./-]\d{{2,4}})?(?=[\s,;!?)]|\.?$)"
    r"|today|tonight|tomorrow|this (?:morning|afternoon|evening|minute|hour)|right now|straight away"
    r"|(?:the )?(?:morning|day|evening) after|same day|before lunch|after lunch"
    r"|(?:end of|by end of|month[- ]end|end) (?:of )?(?:the |this |next )?(?:week|month|day|business|today)|month[- ]?end"
    r"|(?:this|that) week|within (?:\w+ )?(?:\d+|\w+) (?:hours?|days?|weeks?)|in (?:\d+|two|three|four|five|seven|ten|fourteen) (?:hours?|days?)"
    r"|\d+ (?:hours|days) from (?:now|today)|pay ?day|close of business|end of day)",
)
_LOOSE = re.compile(
    r"\b(?:next (?:week|month|quarter|season)|this month|in a (?:week|month|few days|couple of (?:days|weeks))|some time next)\b"
)
_TIME = re.compile(
    r"\b(?:\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\b)?|\d{1,2} ?[ap]\.?m\b|\d{1,2} (?:o'clock|hours?\b(?! ago))|noon|midday|"
    r"(?:at|by|before|until|around|say|from) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[1-9]|1[0-9])"
    r"(?= (?:today|tomorrow|this|on|sharp|in the|o'clock|that|monday|tuesday|wednesday|thursday|friday|for|to|with|and|please|latest)|[.,;!?]|$)"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:o'clock|today|tomorrow|this afternoon|sharp)"
    r"|half past \w+|close of business|end of (?:the )?day|before (?:lunch|closing|the bank closes)|bank closes|this (?:afternoon|morning))",
)
_NUMBERWORD = re.compile(
    r"\b(?:(?:a |an )?(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"hundred|thousand|grand|lakhs?|million|half)(?!\w)(?:[ -](?=\w))?(?:and a half )?(?:and )?){1,10}",
)
_PAST = re.compile(
    r"\b(?:promised|broken|broke|missed|fell|was due|were due|became due|due (?:on|since|date)|since|delivered|received|"
    r"signed|invoiced|dated|came|went|passed|gone|yesterday|last|ago|emailed|opened|sent on|agreed on|said|told|"
    r"was|were|had|gave|confirmed|ordered|arrived|paid on|invoice (?:of|from))\b",
)

Share = Literal["full", "part", "rest", "known", "wrong", "loose"]


class Sum(msgspec.Struct, frozen=True):
    """A sum of money said in a text."""

    value: float
    """The figure."""
    at: int
    """Where it begins in the readable text."""
    to: int
    """Where it ends."""
    marked: bool
    """Whether a currency or a scale word stands by it."""


class Mark(msgspec.Struct, frozen=True):
    """A day, an hour or a way of paying said in a text."""

    kind: Literal["day", "loose", "time", "method"]
    """What it is."""
    at: int
    """Where it begins in the readable text."""
    to: int
    """Where it ends."""
    past: bool = False
    """Whether it speaks of what has been."""


def number(figure: str) -> float:
    """The value of a figure as typed: `4,180.50`, `4.180,50`, `46 300`, `7,45,000`, `6.45`."""
    groups = re.split(r"[ ,.']", figure)
    marks = re.findall(r"[ ,.']", figure)
    if not marks:
        return float(figure)
    last = groups[-1]
    decimal = len(last) != 3 and marks[-1] in ".," and (len(marks) == 1 or marks[-1] != marks[-2])  # noqa: PLR2004 - thousands come in threes
    if decimal:
        return float("".join(groups[:-1]) + "." + last)
    return float("".join(groups))


def sums(plain: str) -> list[Sum]:
    """The sums in a readable text, figures and words; days, hours and counts left out."""
    found: list[Sum] = []
    for match in _AMOUNT.finditer(plain):
        post = (match["post"] or "").strip()
        scale = _SCALES.get(post.rstrip("s"), _SCALES.get(post, 1)) if post else 1
        marked = bool(match["pre"] or match["cur"] or post)
        if not marked and _NOT_MONEY.match(plain, match.end()):
            continue
        before = plain[max(0, match.start() - 3) : match.start()]
        if not marked and (
            before.endswith((":", "/", "#", "no ", "nr ")) or re.search(r"[a-z]-$", before)
        ):
            continue
        try:
            value = number(match["fig"]) * scale
        except (ValueError, OverflowError):
            continue
        if not marked and value < 20:  # noqa: PLR2004 - a bare small figure is a count, a day or an hour
            continue
        found.append(Sum(value, match.start(), match.end(), marked))
    taken = [(one.at, one.to) for one in found]
    for match in _NUMBERWORD.finditer(plain):
        value = _spoken(match.group())
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        if value >= 40 and not _NOT_MONEY.match(plain, match.end()):  # noqa: PLR2004 - smaller ones are counts
            text = match.group().rstrip()
            found.append(Sum(value, match.start(), match.start() + len(text), value >= 100))  # noqa: PLR2004 - a sum by its size
    return sorted(found, key=lambda one: one.at)


def _spoken(text: str) -> float:
    total = group = 0.0
    for word in re.split(r"[ -]+", text.strip()):
        if word in _UNITS:
            group += _UNITS[word]
        elif word in _TENS:
            group += _TENS[word]
        elif word == "half":
            group += 0.5
        elif word.rstrip("s") in _SCALES:
            scale = _SCALES[word.rstrip("s")]
            group = max(group, 1.0) * scale
            if scale > 100:  # noqa: PLR2004 - hundreds stay open for a larger scale
                total += group
                group = 0.0
    return total + group


def marks(plain: str, methods: re.Pattern[str]) -> list[Mark]:
    """The days, hours and ways of paying in a readable text."""
    found: list[Mark] = []
    for match in _DAY.finditer(plain):
        before = plain[max(0, match.start() - 45) : match.start()]
        before = re.split(r"[.!?;]", before)[-1]
        past = bool(_PAST.search(before)) and not re.search(
            r"\b(?:by|until|for|again|now)\s*$", before
        )
        found.append(Mark("day", match.start(), match.end(), past))
    found.extend(Mark("loose", m.start(), m.end()) for m in _LOOSE.finditer(plain))
    found.extend(Mark("time", m.start(), m.end()) for m in _TIME.finditer(plain))
    found.extend(Mark("method", m.start(), m.end()) for m in methods.finditer(plain))
    return found
