"""What was found, drawn: the sentence first, then what goes with it."""

from textual.visual import Visual

from coach.desk import Desk
from coach.domain.safe import shown, shown_block
from coach.domain.sms import sms_length
from coach.lookup.wording import Wording
from coach.tui.rows import BLANK, Cell, Row, Stack, text
from coach.tui.widgets.lookup_sheet import Line, Sheet
from coach.tui.widgets.work_bar import work_bar
from coach.wordings import WHOLE

_WAITING = (
    ("you hear", "“The boss has to sign.” “The cheque is in the post.” “We never got it.”"),
    ("you type", "boss sign"),
    ("you get", "the sentence to say, what to ask with it, and what never to say"),
    ("", ""),
    ("enter", "copies the sentence, ready to send or to read out"),
    ("tab", "fills in names, sums and dates; they stay for the whole call"),
    ("↑ ↓", "look at the other answers"),
    ("^s", "stars one: it comes up sooner from then on"),
    ("f6 f7", "narrow it to one market, or to calls, messages or letters"),
)
"""What is said where nothing is typed yet: an example, then the keys."""
NOTHING = "Nothing fits that. Fewer or other words may; ^l empties the line, f6 and f7 look wider."
_EXAMPLE = 10
"""Cells of what stands before each line of the example."""
_LABEL = 8
"""Cells of a label at the beginning of a line, and of the blank after it."""
_NUMBER = 2
"""Cells of the number of another answer."""
_ALTERNATIVES = 2


def waiting() -> Visual:
    """What to do here, where nothing is typed yet."""
    rows: list[Visual] = [text("Type what the debtor said, in any words."), BLANK]
    rows += [
        Row(Cell(text(label, "$primary"), _EXAMPLE), Cell(text(said, "$quiet")))
        for label, said in _WAITING
    ]
    return Stack(rows)


def making(done: int, what: str, width: int) -> Visual:
    """How far the index has come, in a window of so many columns."""
    return Stack([
        text("Reading the libraries. This happens once after a change."),
        BLANK,
        work_bar(done, WHOLE, what, cells=max(10, min(40, width - 18))),
        BLANK,
        text("You can type already. Esc stops it and goes back.", "$quiet"),
    ])  # fmt: skip


def answer(desk: Desk, entry: Wording) -> Sheet:
    """One entry in full: what to say, where it comes from, what to ask, what never to say."""
    answers = desk.answers(entry)
    parts: list[Line] = []
    if entry.subject:
        subject = shown_block(f"Subject: {desk.filled(entry, entry.subject)}")
        parts.append(Line(subject, "bold $voice"))
    if answers:
        parts.append(Line(shown_block(answers[0]), "bold"))
    parts += [Line(shown(_about(desk, entry)), "$quiet"), Line(" ")]
    checks = desk.of_example(entry)
    if checks and checks[0]:
        parts.append(_line("check", f"{', '.join(checks[0])}: of the example", "$warning"))
    if entry.ask:
        parts.append(_line("ask", desk.filled(entry, entry.ask)))
    parts += [
        _line("never" if not place else "", desk.filled(entry, line), "$conduct")
        for place, line in enumerate(entry.never)
    ]
    for other, check in list(zip(answers, checks, strict=True))[1 : 1 + _ALTERNATIVES]:
        parts.append(_line("or", other))
        if check:
            parts.append(_line("", f"check {', '.join(check)}", "$warning"))
    parts += [
        _line("points" if not place else "", f"· {desk.filled(entry, point)}")
        for place, point in enumerate(entry.points)
    ]
    if entry.use:
        parts.append(_line("when", entry.use))
    if entry.channel == "sms" and answers:
        parts.append(_line("length", _length(answers[0])))
    if entry.source:
        parts.append(_line("source", entry.source))
    return Sheet(parts)


def _line(label: str, words: str, style: str = "") -> Line:
    return Line(shown_block(words), style, label, margin=_LABEL)


def _about(desk: Desk, entry: Wording) -> str:
    use = desk.use_of(entry.ref)
    facts = [
        entry.title,
        entry.family,
        entry.market,
        "" if entry.channel == "call" else entry.channel,
        entry.stage,
        "" if entry.layer == "built-in" else entry.layer,
        f"used {use.count}x" if use.count else "",
    ]
    star = " ★" if use.starred else ""
    return " · ".join(fact for fact in facts if fact) + star


def _length(words: str) -> str:
    length = sms_length(words)
    noun = "segment" if length.segments == 1 else "segments"
    return f"{length.segments} {noun} · {length.left} left ({length.alphabet})"


def others(desk: Desk, rest: list[tuple[int, Wording]]) -> Sheet | None:
    """The other entries, one line each; the arrows go through them in this order. None: no other."""
    lines = []
    for place, entry in rest:
        answers = desk.answers(entry)
        star = "★" if desk.use_of(entry.ref).starred else str(place + 1)
        said = " ".join(shown(answers[0] if answers else entry.title).split())
        lines.append(Line(said, label=star, margin=_NUMBER, cut=True))
    return Sheet(lines) if lines else None
