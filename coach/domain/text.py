"""Words of a text with their places: the ground that scoring, conduct and search stand on."""

import re
import unicodedata

import msgspec

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[£€$¥₹₦₱₫฿%&]", re.UNICODE)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_IRREGULAR = {
    "paid": "pay", "paying": "pay", "pays": "pay", "payment": "pay", "payments": "pay",
    "said": "say", "told": "tell", "gave": "give", "given": "give", "sent": "send",
    "broke": "break", "broken": "break", "kept": "keep", "went": "go", "gone": "go",
    "bought": "buy", "sold": "sell", "owes": "owe", "owed": "owe", "owing": "owe",
    "promised": "promise", "promises": "promise", "spoke": "speak", "spoken": "speak",
    "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "am": "be",
    "has": "have", "had": "have", "having": "have", "does": "do", "did": "do", "done": "do",
}  # fmt: skip


class Word(msgspec.Struct, frozen=True):
    """One word of a text."""

    text: str
    """As typed."""
    norm: str
    """Lower case, accents and typographic quotes plain."""
    stem: str
    """The part that its forms share."""
    start: int
    """Where it begins in the text, in characters."""
    end: int
    """Where it ends."""


def normalise(text: str) -> str:
    """Lower case with typographic quotes and dashes made plain; as many characters as `text`."""
    plain = text.translate(_QUOTES)
    if plain.isascii():
        return plain.lower()
    lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in plain)
    return "".join(_bare(c) for c in lowered)


def _bare(char: str) -> str:
    if char.isascii():
        return char
    head = unicodedata.normalize("NFKD", char)[:1]
    return head if head.isascii() and head.isalpha() else char


def stem(word: str) -> str:
    """A light English stem of one normalised word: endings fall, the word stays readable."""
    known = _IRREGULAR.get(word)
    if known:
        return known
    word = word.removesuffix("'s")
    if len(word) <= 3:  # noqa: PLR2004 - shorter words have no ending to lose
        return word
    for ending, put in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("edly", ""), ("ed", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004
            root = word[: -len(ending)] + put
            if put == "" and len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls":  # noqa: PLR2004
                root = root[:-1]
            return root.removesuffix("e") if len(root) > 3 else root  # noqa: PLR2004
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word  # noqa: PLR2004


def words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order, with their places."""
    plain = normalise(text)
    return tuple(
        Word(text[m.start() : m.end()], m.group(), stem(m.group()), m.start(), m.end())
        for m in _WORD.finditer(plain)
    )
