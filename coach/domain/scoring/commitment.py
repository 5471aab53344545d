"""What a reply fixes: the sum, the day, the hour and the way of paying, as said."""

import re
from typing import Literal

from coach.domain.scoring.features import Grounds
from coach.domain.scoring.figures import Mark
from coach.domain.scoring.lens import Lens
from coach.domain.scoring.review import Commitment

Stated = Literal["full", "part", "wrong", "none"]

_WHOLE = re.compile(
    r"\b(?:in full|full (?:amount|sum|balance|payment)|the full|the lot|all of it|the whole|whole (?:sum|amount|balance)|"
    r"everything|entire (?:sum|amount|balance)|clear (?:it|the balance|the account))\b",
)
_PART = re.compile(
    r"\b(?:half|(?:a |one )?third|a quarter|part (?:payment|now|of it)|part|first (?:payment|instal\w+|part))\b"
)


def commitment(grounds: Grounds, view: Lens) -> Commitment:
    """The commitment in what was found in a reply; clauses that give the step away count nothing."""
    amount, share = _amount(grounds, view)
    marks = [(m, n) for m, n in grounds.marks if n not in grounds.waived and not m.past]
    days = [(m, n) for m, n in marks if m.kind == "day"] or [
        (m, n) for m, n in marks if m.kind == "loose"
    ]
    asked = [m for m, n in days if grounds.clauses[n].kind in ("demand", "question", "offer")]
    day = next(iter(asked or [m for m, _ in days]), None)
    hour = next((m for m, _ in marks if m.kind == "time"), None)
    way = next((m for m, _ in marks if m.kind == "method"), None)

    def said(one: Mark | None) -> str:
        if one is None:
            return ""
        begin, end = grounds.reading.place(one.at, one.to)
        return grounds.reading.source[begin:end]

    return Commitment(amount=amount, share=share, date=said(day), time=said(hour), method=said(way))


def _amount(grounds: Grounds, view: Lens) -> tuple[str, Stated]:
    top = max(view.full, default=0.0)
    part: tuple[str, Stated] | None = None
    wrong: tuple[str, Stated] | None = None
    for one, value, n in grounds.sums:
        if n in grounds.waived:
            continue
        begin, end = grounds.reading.place(one.at, one.to)
        if begin and grounds.reading.source[begin - 1] in "£€$¥₹₦₱₫฿":
            begin -= 1
        said = grounds.reading.source[begin:end]
        if value in view.full:
            return said, "full"
        if 0 < value < top:
            part = part or (said, "part")
        elif one.marked:
            wrong = wrong or (said, "wrong")
    live = [c for n, c in enumerate(grounds.clauses) if n not in grounds.waived]
    words: tuple[tuple[re.Pattern[str], Stated], ...] = ((_WHOLE, "full"), (_PART, "part"))
    for pattern, share in words:
        for clause in live:
            match = pattern.search(clause.text)
            if match and not (share == "part" and part):
                begin, end = grounds.reading.place(
                    clause.at + match.start(), clause.at + match.end()
                )
                return grounds.reading.source[begin:end], share
    return part or wrong or ("", "none")
