"""A reply as tokens: words with short forms written out, and breaks between sentences."""

import msgspec

from coach.domain.text import normalise, stem, words

_SHORT = {
    "'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'d": "would",
}  # fmt: skip
_WHOLE: dict[str, tuple[str, ...]] = {
    "won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"),
    "shan't": ("shall", "not"), "ain't": ("is", "not"), "let's": ("let", "us"),
    "y'all": ("you",), "gonna": ("going", "to"), "wanna": ("want", "to"), "gotta": ("got", "to"),
    "dont": ("do", "not"), "wont": ("will", "not"), "cant": ("can", "not"),
    "didnt": ("did", "not"), "doesnt": ("does", "not"), "isnt": ("is", "not"),
    "arent": ("are", "not"), "wasnt": ("was", "not"), "youre": ("you", "are"),
    "youll": ("you", "will"), "im": ("i", "am"), "ive": ("i", "have"), "u": ("you",),
    "ur": ("your",), "r": ("are",), "thats": ("that", "is"), "whats": ("what", "is"),
    "theyll": ("they", "will"), "y'know": ("you", "know"), "tmrw": ("tomorrow",),
    "dunno": ("do", "not", "know"), "'em": ("them",), "ya": ("you",), "yer": ("your",),
    "o'clock": ("o'clock",), "wouldnt": ("would", "not"), "couldnt": ("could", "not"),
    "shouldnt": ("should", "not"), "havent": ("have", "not"), "hasnt": ("has", "not"),
}  # fmt: skip
_IS_AFTER = frozenset(
    {"he", "she", "it", "that", "this", "there", "what", "who", "where", "how", "here", "when",
     "everybody", "everyone", "nobody", "somebody", "something", "nothing"},
)  # fmt: skip
"""After these words `'s` is `is` or `has`; after others it marks the owner."""
_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "st", "no", "nos", "inv", "approx", "prof", "sr", "jr", "ltd", "co"},
)
"""After these a full stop shortens the word and ends nothing."""
_SILENT = (
    "take", "come", "make", "give", "file", "lose", "hide", "live", "save", "move", "name", "wake",
    "ride", "bite", "fire", "hire", "wipe", "wire", "love", "hate", "fake", "joke", "serve", "write",
    "drive", "raise", "face", "rise", "sue", "lie", "use", "tape", "poke", "curse", "ruin", "rule",
)  # fmt: skip
_BASES = {
    form: verb
    for verb in _SILENT
    if verb.endswith("e")
    for form in (f"{verb[:-1]}ing", f"{verb}d", f"{verb}s")
}
"""Forms of short words with a silent e, which lose it before an ending."""
_END = frozenset(".!?;\n:…")
_COMMA = frozenset(',()"/')
BREAK = "\n"
"""The token between two sentences; it matches no word."""


class Token(msgspec.Struct, frozen=True):
    """One word as patterns see it, or a break between sentences."""

    norm: str
    """Lower case, short forms written out."""
    stem: str
    """The part that its forms share."""
    start: int
    """Where the typed word begins in the text, in characters."""
    end: int
    """Where it ends."""


class Line(msgspec.Struct, frozen=True):
    """A text as tokens, with the marks of punctuation between them."""

    tokens: tuple[Token, ...]
    """Words and breaks; there is a break at the end."""
    commas: int
    """Bits of the tokens before which there is a comma, a bracket or a dash."""
    asked: int
    """Bits of the breaks that end a question."""
    quoted: int
    """Bits of the tokens within quotation marks."""
    named: int
    """Bits of the tokens that stand with a capital beside another one: parts of names."""


def read_line(text: str) -> Line:
    """`text` as tokens. Time grows with its length."""
    plain = normalise(text)
    tokens: list[Token] = []
    commas = asked = quoted = capitals = 0
    place = 0
    inside = False
    for word in words(text):
        between = plain[place : word.start]
        if between.count('"') % 2:
            inside = not inside
        shortened = bool(tokens) and tokens[-1].norm in _TITLES and between.startswith(". ")
        if tokens and tokens[-1].norm != BREAK and not shortened and _ends(between):
            asked |= ("?" in between) << len(tokens)
            tokens.append(Token(BREAK, BREAK, place, word.start))
        elif any(mark in _COMMA for mark in between) or " - " in between:
            commas |= 1 << len(tokens)
        for norm in expand(word.norm):
            quoted |= inside << len(tokens)
            capitals |= (word.text[0].isupper() and norm != "i") << len(tokens)
            tokens.append(Token(norm, root(norm), word.start, word.end))
        place = word.end
    asked |= ("?" in plain[place:]) << len(tokens)
    tokens.append(Token(BREAK, BREAK, place, len(text)))
    named = capitals & (capitals << 1 | capitals >> 1)
    return Line(tuple(tokens), commas, asked, quoted, named)


def _ends(between: str) -> bool:
    """Whether the sentence ends here: a full stop without a space is inside a figure or name."""
    for index, mark in enumerate(between):
        if mark in _END and (mark != "." or between[index + 1 : index + 2] in (" ", "", "\n", '"')):
            return mark != "." or index + 1 < len(between)
    return False


def root(norm: str) -> str:
    """The part that the forms of a word share: as the stem, but `taking` is `take`."""
    return stem(_BASES.get(norm, norm))


def expand(norm: str) -> tuple[str, ...]:
    """A normalised word with its short form written out: `you'll` is `you`, `will`."""
    whole = _WHOLE.get(norm)
    if whole:
        return whole
    if "'" not in norm:
        return (norm,)
    if norm.endswith("n't"):
        return (norm[:-3], "not")
    head, mark, tail = norm.rpartition("'")
    if mark + tail in _SHORT and head:
        return (*expand(head), _SHORT[mark + tail])
    if tail == "s" and head in _IS_AFTER:
        return (head, "is")
    return (head,) if tail == "s" and head else (norm,)
