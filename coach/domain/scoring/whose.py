"""Whose step a day or an hour belongs to: the debtor's payment, or something else that is agreed."""

import re

_MAY = (
    r"(?:(?:will|shall|can|could|would|may|might|must|should|have to|need to|want to|like to|going to|"
    r"happy to|rather|just|then|also|still|be|am|are) ){0,4}"
)
_STEP = (
    r"(?:ring|call|phone|dial|mail|email|message|text|speak|talk|meet|visit|try|wait|hear|review|rebill|"
    r"ringing|calling|sending|mailing|emailing|texting|writing|checking|"
    r"send|write (?:to|you|back|him|her|again)|look(?! (?:for|forward))|check(?! for)|"
    r"get back|come back|come over|come round|come by|drive|tell|report|release|load|ship|deliver|"
    r"take (?:it|this|that|them) (?:to|up|back)|see you|let you know|thank you|confirm|stop|hold)"
)
_OTHER = re.compile(
    rf"\b(?:i|we) {_MAY}{_STEP}\b"
    rf"|\b(?:may|shall|can|could|should|let|would) (?:i|we|us|me) (?:then |just |still )?{_STEP}\b"
    r"|\b(?:can|could|may) (?:i|we) have (?:\w+ ){0,2}(?:answers?|reply|copy|names?|signatures?|word)\b"
    r"|\byou (?:will |shall |would |can )?(?:have (?:the|my|our|a|an) (?:new |written )?(?:bill|receipt|invoice|"
    r"copy|statement|answer|letter|message|mail|email|paper|parts?|goods|credit)|hear from|get (?:the|my|our|a|an)|"
    r"receive (?:the|my|our|a|an))\b"
    r"|\b(?:ring|call|phone|text|tell|mail|email|message|answer|write to|speak to|talk to|bring) "
    r"(?:me|us|it|him|her|them)\b"
    r"|\b(?:talk|speak|meet)\b|\b(?:look|looked|looks) (?:at (?:it|this|that) )?again\b"
    r"|\banswer (?:yes|me|it|this)\b|\bconfirm (?:\w+ )?(?:\w+ )?(?:by (?:message|e?-?mail|text)|in writing)\b"
    r"|\bwaits? for\b|\banswers? (?=on|by|before)|\breview(?:ed)?\b|\bforms?\b|\breceipt\b|\bin the post\b",
)
"""A step that is no payment: the collector's own, or one asked of somebody."""
_PAYING = re.compile(
    r"\b(?:pay|pays|paying|paid|payment|settle|clear|transfer|wire|go|goes|going out|go out|be here|be in|"
    r"arrive|land|come|comes|write (?:\w+ )?down|note|put|expect|schedule|book|enter|set|run|charge|take|collect|"
    r"pick up|look for|check for|date|fix|promise|commit|agree|say|make it|count on)\b",
)
"""A step that moves the money, or writes down that it moves."""


def belongs_elsewhere(clause: str, at: int, to: int, before: str = "") -> bool:
    """Whether what stands at `clause[at:to]` dates something else than the debtor's payment.

    The step named last before it decides, else the one named after it; a bare clause without any
    step goes with the clause `before` it in its sentence. Texts are in lower case, contractions
    written out: "i will look at noon" is the collector's hour, "friday by transfer" a payment's.
    """
    ahead = _last(clause[:at])
    if ahead is None:
        ahead = _first(clause[to:])
    if ahead is None and before:
        ahead = _last(before)
    return bool(ahead)


def _last(text: str) -> bool | None:
    """Whether the last step in `text` is no payment; none: there is no step."""
    other = max((match.end() for match in _OTHER.finditer(text)), default=-1)
    paying = max((match.end() for match in _PAYING.finditer(text)), default=-1)
    return None if other == paying else other > paying


def _first(text: str) -> bool | None:
    """The same of the first step."""
    other, paying = _OTHER.search(text), _PAYING.search(text)
    if other is None or paying is None:
        return None if other is paying else other is not None
    return other.start() <= paying.start()
