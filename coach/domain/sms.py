"""The length of a text message in segments, as networks count it. Imports nothing.

Source: 3GPP TS 23.038 (the GSM 7-bit default alphabet and its extension table) and TS 23.040
(a message in several parts spends six bytes of each part on a header).
"""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
_GSM_ONE, _GSM_PART = 160, 153
_UCS_ONE, _UCS_PART = 70, 67


class SmsLength:
    """How long a text message is."""

    __slots__ = ("alphabet", "left", "segments", "units")

    def __init__(self, alphabet: str, units: int, segments: int, left: int) -> None:
        self.alphabet = alphabet
        """`GSM-7`, or `UCS-2` where a character has no place in the GSM alphabet."""
        self.units = units
        """Characters as the network counts them: `€` and braces count twice, most emoji too."""
        self.segments = segments
        """Messages that are paid for; 0 for an empty text."""
        self.left = left
        """Characters that the last segment still has room for."""


def sms_length(text: str) -> SmsLength:
    """The alphabet, the characters and the segments of `text`.

    Extended characters of the GSM alphabet and pairs of UCS-2 are never split between two parts.
    """
    odd = [char for char in text if char not in _BASIC and char not in _EXTENDED]
    if odd:
        sizes = [2 if ord(char) > 0xFFFF else 1 for char in text]  # noqa: PLR2004 - end of the first plane
        return _length("UCS-2", sizes, _UCS_ONE, _UCS_PART)
    return _length("GSM-7", [2 if char in _EXTENDED else 1 for char in text], _GSM_ONE, _GSM_PART)


def _length(alphabet: str, sizes: list[int], one: int, part: int) -> SmsLength:
    units = sum(sizes)
    if units <= one:
        return SmsLength(alphabet, units, 1 if units else 0, one - units)
    segments, used = 1, 0
    for size in sizes:
        if used + size > part:
            segments += 1
            used = 0
        used += size
    return SmsLength(alphabet, units, segments, part - used)


def costly(text: str) -> str:
    """The characters of `text` that force the short UCS-2 segments, each once, in order."""
    return "".join(
        dict.fromkeys(char for char in text if char not in _BASIC and char not in _EXTENDED)
    )
