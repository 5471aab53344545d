"""Sums and days in a recommended sentence: they belong to the example for which it was written."""

import re

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FIRST = "first|second|third|fourth"
"""Ordinals that count steps and calls more often than they name days."""
_LATER = (
    "fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
    "|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_ORDINAL = rf"(?:(?:twenty|thirty)-(?:{_FIRST}|fifth|sixth|seventh|eighth|ninth)|{_FIRST}|{_LATER})"
_DIGITS = r"\d+(?:[.,]\d+)*"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_SPELLED = (
    rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:{_ONES}))?|{_ONES}"
    "|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_NO_NOUN = (
    r"(?=[^\w\s-]|$|\ (?:and|or|but|by|in|of|at|as|so|to|for|from|with|it|then|too|times|through"
    r"|this|next|unpaid|came|come|comes|goes|went|because|if|when|I|we|you|they|he|she)\b)"
)
"""What follows a day; after a step or a call its noun would stand: the third call."""
_FOUND = re.compile(
    rf"""
    \b[A-Z]{{3}}\ ?{_DIGITS} | [$£€]{_DIGITS}                  # EUR 240, £40
    | \b\d{{1,2}}(?:st|nd|rd|th)?(?:\ of)?\ (?:{_MONTHS})\b    # 28 March
    | \b\d{{1,2}}(?:st|nd|rd|th)\b                             # the 21st
    | (?<![\d.,])\d{{1,3}}(?:[.,]\d{{3}})+(?!\d)               # 6,000 by transfer
    | (?<![\d:.])\d{{1,2}}:\d{{2}}\b                           # at 23:24
    | (?<=\bin\ )(?:19|20)\d\d\b | (?<=\bsince\ )(?:19|20)\d\d\b
    | (?:(?<=\bthe\ )|(?<=\bThe\ ))\d{{2,}}\b                  # of the 480
    | (?i:\b{_SPELLED}(?:\ (?:hundred|thousand))+
        (?:\ and\ {_SPELLED})?(?:\ (?:pounds|euros|dollars|francs))?\b)
    | (?i:\b{_SPELLED}\ (?:pounds|euros|dollars|francs)\b)
    | \bthe\ {_ORDINAL}\ of\ (?:{_MONTHS})\b
    | \bthe\ (?:(?:twenty|thirty)-\w+|{_LATER})\b(?:{_NO_NOUN}|(?=\ (?:works|suits|is)\b))
    | (?:(?<=\bon\ )|(?<=\bby\ )|(?<=\btill\ )|(?<=\buntil\ )|(?<=\bfor\ )|(?<=\bordered\ ))
        the\ (?:{_FIRST})\b{_NO_NOUN}
    | \bthe\ (?:{_FIRST})\b(?=\ (?:works|suits|too)\b)
    | (?:(?:beginning|middle|end)\ of\ )(?:{_MONTHS})\b
    | \b(?:{_MONTHS.replace("|May|", "|")})\b
    | (?:(?<=[A-Za-z]\ )|(?<=,\ ))May\b(?!\ (?:I|we)\b)
    """,
    re.VERBOSE,
)


def particulars(text: str) -> tuple[str, ...]:
    """The sums and days named in `text`, each once, in order; placeholders are none.

    Days of the week and round spans, such as thirty days, are not among them.
    """
    found: dict[str, str] = {}
    for one in _FOUND.findall(text):
        found.setdefault(one.lower(), one)
    return tuple(found.values())
