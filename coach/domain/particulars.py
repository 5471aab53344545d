"""Sums and days in a recommended sentence: they belong to the example for which it was written."""

import re

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ORDINALS = (
    "third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    "|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_NUMBER = r"\d+(?:[.,]\d+)*"
_FOUND = re.compile(
    rf"""
    \b[A-Z]{{3}}\ ?{_NUMBER} | [$£€]{_NUMBER}                  # EUR 240, £40
    | \b\d{{1,2}}(?:st|nd|rd|th)\b                             # the 21st
    | \bthe\ (?:twenty-|thirty-)?(?:first|second|{_ORDINALS})\ of\ (?:{_MONTHS})\b
    | \bthe\ (?:twenty-)?(?:{_ORDINALS})\b(?=[,.;?!]|\ works)   # the fifteenth works
    | (?:(?<=\bon\ )|(?<=\bby\ )|(?<=\btill\ ))the\ (?:twenty-)?(?:first|{_ORDINALS})\b
    | (?<=\bin\ )(?:{_MONTHS})\b | (?<=\bsince\ )(?:{_MONTHS})\b
    | (?<=\buntil\ )(?:{_MONTHS})\b | (?<=\btill\ )(?:{_MONTHS})\b
    """,
    re.VERBOSE,
)


def particulars(text: str) -> tuple[str, ...]:
    """The sums and days named in `text`, each once, in order; placeholders are none."""
    return tuple(dict.fromkeys(_FOUND.findall(text)))
