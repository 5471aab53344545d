"""What a reply fixes: the sum, the day, the hour and the way of paying, as said."""

import re
from typing import Literal

from coach.domain.scoring.features import Grounds
from coach.domain.scoring.figures import Mark, Sum
from coach.domain.scoring.lens import Lens
from coach.domain.scoring.review import Commitment
from coach.domain.scoring.whose import belongs_elsewhere

Stated = Literal["full", "part", "wrong", "none"]
Placed = tuple[Mark, int]
"""A mark with the number of its clause."""

_WHOLE = re.compile(
    r"\b(?:in full|full (?:amount|sum|balance|payment)|the full|the lot|all of it|the whole|whole (?:sum|amount|balance)|"
    r"everything|entire (?:sum|amount|balance)|clear (?:it|the balance|the account))\b",
)
_PART = re.compile(
    r"\b(?:half|(?:a |one )?third|a quarter|part (?:payment|now|of it)|part|first (?:payment|instal\w+|part))\b"
)
_SMALL = re.compile(
    r"\b(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty) "
    r"(?:pounds?|quid|euros?|dollars?|bucks)\b|\b(?:tenner|fiver)\b"
)
"""Small sums in words, which are counts where no currency stands by them."""
_REST_OF = re.compile(r"\brest of (?:the |those |your |it, )?\W?$")
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})")
_GOES_ON = re.compile(r"[.,:]?\d")
_LAST_HOUR, _MINUTES = 24, 60
_SUMS_UP = re.compile(r"\s*(?:so|then|right|good|in one breath|to sum up|agreed)\b")
"""How a sentence begins that says once more what is agreed."""
_CHOICE = re.compile(r"\s*,?\s*or\b")
_SAME_DAY = re.compile(r"(?:the )?same day|\w+ after")
_OF_MONTH = re.compile(
    r" (?:of )?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_BY = re.compile(r"\b(?:by|via|per|with your|on your|on the|on her|on his|through)\s+(?:\w+ )?$")
_OWN_STEP = re.compile(r"\b(?:i|we) (?:will|shall|can)\b")
_ASKED = frozenset({"demand", "question", "offer"})
_NEARLY = 0.02
"""By how much of the whole the parts may miss it: parts are often said in round figures."""


def commitment(grounds: Grounds, view: Lens) -> Commitment:
    """The commitment in what was found in a reply.

    Clauses that give the step away count nothing, nor does the day or the hour of another step than
    the debtor's payment: "I'll look at noon". Of several days the one is taken that stands with a
    sum, a way of paying and an hour. Parts that have a day each and make up the whole are named all,
    with all their days.
    """
    found = _Found(grounds)
    amount, share = _amount(grounds, view)
    day, at = max(found.days, key=found.weight, default=(None, -1))
    dates = [day] if day is not None else []
    parts = found.instalments(view)
    if parts:
        amount = " and ".join(found.sum_said(one.at, one.to) for one, _, _ in parts)
        share = "full" if share == "full" else "part"
        dates, day, at = [one for _, one, _ in parts], parts[0][1], parts[0][2]
    elif day is not None and share in {"none", "part"}:
        near = found.part_with(view, at)
        amount, share = (near, "part") if near else (amount, share)
    return Commitment(
        amount=amount,
        share=share,
        date=" and ".join(dict.fromkeys(found.said(one) for one in dates)),
        time=found.hour(at),
        method=found.method(at),
    )


class _Found:
    """The days, hours and ways of paying of a reply that may belong to the payment."""

    def __init__(self, grounds: Grounds) -> None:
        self._grounds = grounds
        marks = [(m, n) for m, n in grounds.marks if n not in grounds.waived and not m.past]
        own = [(m, n) for m, n in marks if m.kind == "method" or not self._elsewhere(m, n)]
        self._hours = [(m, n) for m, n in own if m.kind == "time" and self._is_hour(m)]
        self._ways = [(m, n) for m, n in own if m.kind == "method"]
        self.days: list[Placed] = [(m, n) for m, n in own if m.kind == "day"] or [
            (m, n) for m, n in own if m.kind == "loose"
        ]
        """The days; where there is none, what is loosely said of one."""
        self._figures = [
            (one, value, n) for one, value, n in grounds.sums if not inside_a_day(grounds, one.at)
        ]

    def said(self, one: Mark) -> str:
        """A mark as it was typed; a day with its month."""
        month = _OF_MONTH.match(self._grounds.reading.plain, one.to) if one.kind == "day" else None
        begin, end = self._grounds.reading.place(one.at, month.end() if month else one.to)
        return self._grounds.reading.source[begin:end]

    def sum_said(self, at: int, to: int) -> str:
        """A sum as it was typed."""
        return sum_said(self._grounds, at, to)

    def _elsewhere(self, mark: Mark, number: int) -> bool:
        """Whether the mark dates another step than the payment."""
        clause = self._grounds.clauses[number]
        before = self._grounds.clauses[number - 1] if number else None
        led = before.text if before is not None and before.sentence == clause.sentence else ""
        if any(n == number for _, _, n in self._grounds.sums) and not _OWN_STEP.search(clause.text):
            led = ""
        return belongs_elsewhere(clause.text, mark.at - clause.at, mark.to - clause.at, led)

    def _is_hour(self, mark: Mark) -> bool:
        """Whether the figures can be an hour: neither 62.50 nor the 1 of 1,450 is one."""
        plain = self._grounds.reading.plain
        if plain[mark.to - 1].isdigit() and _GOES_ON.match(plain, mark.to):
            return False
        found = _CLOCK.search(plain, mark.at, mark.to)
        return found is None or (int(found[1]) <= _LAST_HOUR and int(found[2]) < _MINUTES)

    def _sentence(self, number: int) -> list[int]:
        """The clauses that stand in the sentence of a clause."""
        sentence = self._grounds.clauses[number].sentence
        return [n for n, one in enumerate(self._grounds.clauses) if one.sentence == sentence]

    def weight(self, one: Placed) -> float:
        """How surely this day is the day of the payment."""
        mark, number = one
        sentence = self._sentence(number)
        summed = {n for _, _, n in self._figures}
        plain = self._grounds.reading.plain
        return (
            2.0 * (number in summed)
            + 1.0 * bool(summed.intersection(sentence))
            + 1.0 * any(n == number for _, n in self._ways)
            + 1.0 * any(n == number for _, n in self._hours)
            + 1.0 * (self._grounds.clauses[number].kind in _ASKED)
            + 1.5 * bool(_SUMS_UP.match(self._grounds.clauses[sentence[0]].text))
            - 1.0 * bool(_CHOICE.match(plain, mark.to))
            - 4.0 * bool(_SAME_DAY.fullmatch(plain[mark.at : mark.to]))
        )

    def _nearness(self, one: Placed, at: int) -> float:
        """How near a mark stands to the day: in its clause, in its sentence, or elsewhere."""
        if at < 0 or one[1] == at:
            return 2.0
        return 1.0 * (one[1] in self._sentence(at))

    def hour(self, at: int) -> str:
        """The hour of the payment: beside its day, or asked for elsewhere."""
        clauses = self._grounds.clauses
        fitting = [
            one for one in self._hours
            if self._nearness(one, at) or clauses[one[1]].kind in _ASKED
        ]  # fmt: skip
        best = max(fitting, key=lambda one: self._nearness(one, at), default=None)
        return self.said(best[0]) if best else ""

    def method(self, at: int) -> str:
        """The way of paying; `by transfer` is one sooner than fencing wire."""
        plain = self._grounds.reading.plain

        def fits(one: Placed) -> float:
            led = bool(_BY.search(plain[max(0, one[0].at - 14) : one[0].at]))
            return self._nearness(one, at) + 1.5 * led

        best = max(self._ways, key=fits, default=None)
        return self.said(best[0]) if best else ""

    def part_with(self, view: Lens, at: int) -> str:
        """The part of what is owed that stands in the clause of the day, as said; empty: none."""
        top = max(view.full, default=0.0)
        for one, value, n in self._figures:
            if n == at and 0 < value < top:
                return self.sum_said(one.at, one.to)
        clause = self._grounds.clauses[at]
        small = _SMALL.search(clause.text)
        return self.sum_said(clause.at + small.start(), clause.at + small.end()) if small else ""

    def instalments(self, view: Lens) -> list[tuple[Sum, Mark, int]]:
        """The parts of the last sentence whose parts have a day each and make up the whole."""
        for sentence in sorted({clause.sentence for clause in self._grounds.clauses}, reverse=True):
            found = self._dated_parts(sentence, view)
            total = sum(value for _, value, _, _ in found)
            if len(found) > 1 and any(abs(total - full) <= _NEARLY * full for full in view.full):
                return [(one, day, n) for one, _, day, n in found]
        return []

    def _dated_parts(self, sentence: int, view: Lens) -> list[tuple[Sum, float, Mark, int]]:
        clauses = self._grounds.clauses
        figures = [
            one for one in self._figures
            if clauses[one[2]].sentence == sentence and one[1] not in view.full
        ]  # fmt: skip
        ends = [*(one.at for one, _, _ in figures), len(self._grounds.reading.plain)][1:]
        found: list[tuple[Sum, float, Mark, int]] = []
        for (one, value, n), end in zip(figures, ends, strict=True):
            days = [
                m for m, at in self.days
                if one.to <= m.at < end and clauses[at].sentence == sentence
            ]  # fmt: skip
            if days:
                found.append((one, value, max(days, key=lambda mark: mark.at), n))
        return found


def inside_a_day(grounds: Grounds, at: int) -> bool:
    """Whether a figure is part of a day: the 30 of January 30."""
    return any(m.kind != "method" and m.at <= at < m.to for m, _ in grounds.marks)


def sum_said(grounds: Grounds, at: int, to: int) -> str:
    """A sum as it was typed, with the sign of its currency."""
    begin, end = grounds.reading.place(at, to)
    if begin and grounds.reading.source[begin - 1] in "£€$¥₹₦₱₫฿":
        begin -= 1
    return grounds.reading.source[begin:end]


def _amount(grounds: Grounds, view: Lens) -> tuple[str, Stated]:
    top = max(view.full, default=0.0)
    part: tuple[str, Stated] | None = None
    whole: tuple[str, Stated] | None = None
    wrong: tuple[str, Stated] | None = None
    for one, value, n in grounds.sums:
        if n in grounds.waived or inside_a_day(grounds, one.at):
            continue
        said = sum_said(grounds, one.at, one.to)
        if value in view.full:
            if not (part and _REST_OF.search(grounds.reading.plain[: one.at])):
                return said, "full"
            whole = whole or (said, "full")
        elif 0 < value < top:
            part = part or (said, "part")
        elif one.marked:
            wrong = wrong or (said, "wrong")
    if whole and part:
        return part
    return _in_words(grounds, part) or part or wrong or ("", "none")


def _in_words(grounds: Grounds, part: tuple[str, Stated] | None) -> tuple[str, Stated] | None:
    """The whole or a part as said in words: `all of it`, `half`; a `part` in figures goes before."""
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
    return None
