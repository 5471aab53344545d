"""What a reply denies: the words within reach of a negation, so that right words said wrongly count against it."""

import re

from coach.domain.scoring.clauses import Clause

_NEGATOR = re.compile(
    r"\b(?:not|never|no longer|no|none of|nothing|neither|nor|without|nobody|no one|ignore|disregard|forget|skip|"
    r"instead of|rather than)\b",
)
_HARMLESS = re.compile(
    r"\b(?:no (?:later|problem|doubt|matter|worries|wonder|more than|less than|one (?:disputes|questions)|dispute|"
    r"complaint|discount|reason|way|excuse|remarks?|rush|offence|further)|not (?:only|just|later|yet|until|before|"
    r"sure|accept|wait|agree|change|cancel|stop|a|an|the|in (?:dispute|question)|disputed|fair|mine|ours|yours|"
    r"one|enough|possible|your|our|my|because|so|help|take|let|leave it|close|asking you)|if not|why not|or not|whether or not|not at all|"
    r"without (?:a |any )?(?:doubt|delay|further))\b",
)
_PREDICATE = re.compile(
    r"^(?:not|no longer) (?:really |even |actually )?(?:be )?(?:needed|necessary|required|expected|due|important|urgent|matter|count|apply|"
    r"bind|overdue|owed|valid|have to|need to|on|running|relevant|asked|wanted|called|happening|part)",
)
_REACH = 60


def denied(clause: Clause) -> tuple[tuple[int, int], ...]:
    """The stretches of a clause, as places in the readable text, that a negation denies."""
    if clause.kind in ("condition", "question"):
        return ()
    text = clause.text
    spans: list[tuple[int, int]] = []
    for match in _NEGATOR.finditer(text):
        if _HARMLESS.match(text, match.start()) or _HARMLESS.match(text, max(0, match.start() - 3)):
            continue
        if match.group() == "no" and text[match.end() : match.end() + 1] in {",", ".", ";"}:
            continue
        begin, end = match.start(), min(len(text), match.end() + _REACH)
        if _PREDICATE.match(text, match.start()):
            begin = 0
        spans.append((clause.at + begin, clause.at + end))
    return tuple(spans)
