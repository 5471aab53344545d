"""Languages: how they are named, which of them the scorer knows, and what it cannot judge in others."""

import re

SCORED = frozenset({"en"})
"""Languages with cues, words and conduct rules of their own."""
NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "km": "Khmer", "ko": "Korean", "lo": "Lao",
    "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "my": "Burmese", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
"""Names by ISO 639-1 code; a language that is not here is called by its code."""
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def is_tag(text: str) -> bool:
    """Whether a text is a language tag: `de`, `en-GB`, `zh-Hans` (the shape of BCP 47)."""
    return bool(_TAG.fullmatch(text))


def base(tag: str) -> str:
    """The language of a tag without its country: `en` of `en-GB`."""
    return tag.split("-", maxsplit=1)[0].lower()


def name_of(tag: str) -> str:
    """The language in words: `German`."""
    return NAMES.get(base(tag), tag)


def scored(tag: str) -> bool:
    """Whether replies in this language are judged in full."""
    return base(tag) in SCORED


def limits(tag: str) -> str:
    """What is not judged in this language, in a sentence to the trainee; empty: all is."""
    if scored(tag):
        return ""
    return (
        f"In {name_of(tag)} a reply is scored by its key points alone. Tone, target, appeal and "
        "commitment are not judged yet, and of the conduct rules only the house's own."
    )
