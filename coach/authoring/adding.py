"""`coach pack add`: asks questions and appends a valid entry, leaving everything else as it stands."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from coach.authoring.asking import (
    AddError,
    Ask,
    needed,
    number,
    one_of,
    placeholders,
    several,
    slug,
    until,
    weights,
)
from coach.authoring.layout import Value, laid_out, listed
from coach.content.packs import PACK_FILE, read_pack
from coach.domain.call import Library
from coach.domain.excuse import Family, Mood
from coach.domain.money import read_money
from coach.domain.problems import errors
from coach.practice.staging import Scorer

__all__ = ["AddError", "Ask", "add_call", "add_excuse", "add_script"]

ScorerFor = Callable[[Library], Scorer]
_SUM_AND_DAY = "Names the sum and the day it is wanted"
_PHRASINGS = (
    "I would like the {amount} by transfer on {pay_date}",
    "The {amount} has to leave by {pay_date}",
    "Will you send the {amount} by {pay_date}?",
    "On which day will you transfer the {amount}?",
)
"""How that is said: taken where the question is answered with enter."""
_WEAK = "OK, no problem. I will ring again next week."


def add_excuse(folder: Path, ask: Ask) -> Path:
    """Ask for an excuse and append it to `excuses/excuses.yaml`. Raises AddError."""
    library = _must_be_pack(folder)
    known = list(library.excuses) if library else []
    says = several(ask, "How do they say it, word for word", 3)
    name = until(ask, "A short name for it", slug(says[0], known), lambda said: _name(said, known))
    entry: dict[str, Value] = {
        "id": name,
        "family": one_of(ask, "What kind of excuse is it", get_args(Family), "cash"),
        "mood": one_of(ask, "In what mood do they say it", get_args(Mood), "evasive"),
        "says": says,
        "goal": needed(ask, "What does a good reply achieve, in one sentence"),
        "weights": dict(weights(ask).items()),
        "key_points": _key_points(ask),
        "responses": several(
            ask, "A reply that you would be glad to hear, word for word", 3, placeholders
        ),
    }
    examples = _examples(ask)
    if examples:
        entry["examples"] = examples
    return _append(folder, folder / "excuses" / "excuses.yaml", listed([entry]))


def _name(said: str, known: list[str]) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", said):
        return "Use small letters, digits and hyphens: boss-decides."
    return f"There is an excuse `{said}` already." if said in known else ""


def _key_points(ask: Ask) -> list[Value]:
    points: list[Value] = []
    taken: list[str] = []
    for place in range(1, 5):
        question = f"Key point {place}: what must a good reply say or do"
        if place == 1:
            said = needed(ask, question)
        elif place == 2:  # noqa: PLR2004 - the one that nearly every excuse has
            said = needed(ask, question, _SUM_AND_DAY)
        else:
            said = ask(f"{question} (enter goes on)", "")
        if not said:
            break
        taken.append(slug(said, taken))
        phrasings = (
            list(_PHRASINGS)
            if said == _SUM_AND_DAY
            else several(ask, "  A way of saying that, in other words each time", 2)
        )
        points.append({"id": taken[-1], "point": said, "phrasings": phrasings})
    return points


def _examples(ask: Ask) -> list[Value]:
    """Golden examples: answers with the bands that they must get."""
    asked = (
        ("An answer that is good (enter: leave it out)", "", [3, 4]),
        ("An answer that is middling (enter: leave it out)", "", [1, 3]),
        ("An answer that is bad", _WEAK, [0, 1]),
    )
    answered = [(ask(question, usual), band) for question, usual, band in asked]
    return [{"answer": answer, "band": band} for answer, band in answered if answer]


def add_call(folder: Path, ask: Ask, scorer_for: ScorerFor | None = None) -> Path:
    """Ask for a call and write it to a file of its own, with play scripts where there is a scorer.

    Raises AddError.
    """
    library = _must_be_pack(folder)
    if library is None or not library.excuses:
        raise AddError("A call plays excuses, and this pack has none yet. Add an excuse first.")
    title = needed(ask, "Title of the call")
    call_id = slug(title)
    path = folder / "calls" / f"{call_id}.yaml"
    if not call_id or path.exists():
        raise AddError(f"{path} is there already. Choose another title.")
    chosen = _excuses(ask, list(library.excuses))
    person = needed(ask, "Who is on the line, by name", "Mr Sample")
    account = library.pack.account
    entry: dict[str, Value] = {
        "id": call_id,
        "title": title,
        "brief": needed(ask, "The situation before the call", "You ring about an overdue invoice."),
        "goal": needed(ask, "What should be achieved", "An amount and a day."),
        "account": {
            "creditor": needed(ask, "Your company", account.creditor),
            "customer": needed(ask, "The customer", account.customer),
            "amount": until(ask, "Amount overdue, with currency", account.amount, _amount),
            "days_past_due": number(ask, "Days past due", str(account.days_past_due)),
        },
        "cast": {
            "person": {"name": person, "position": needed(ask, "What are they there", "owner")}
        },
        "start": chosen[0],
        "turns": [_turn(chosen, place) for place in range(len(chosen))],
    }
    made = _append(folder, path, laid_out(entry))
    if scorer_for is not None:
        from coach.authoring.first_plays import write_plays

        write_plays(folder, call_id, scorer_for)
    return made


def _amount(said: str) -> str:
    return "" if read_money(said) else "Write currency and figure: GBP 2,400."


def _excuses(ask: Ask, known: list[str]) -> list[str]:
    """The excuses of a call in their order, at least one."""
    from coach.content.shape import nearest

    chosen: list[str] = []
    while True:
        left = [name for name in known if name not in chosen]
        if not left:
            return chosen

        def wrong(said: str, left: list[str] = left) -> str:
            fine = said in left or (not said and chosen)
            return "" if fine else f"`{said}` is none of them. {nearest(said, left)}"

        which = "Then which excuse; enter goes on" if chosen else "Which excuse comes first"
        said = until(ask, f"{which} ({', '.join(left)})", "" if chosen else left[0], wrong)
        if not said:
            return chosen
        chosen.append(said)


def _turn(chosen: list[str], place: int) -> Value:
    last = place == len(chosen) - 1
    good: dict[str, Value] = (
        {"when": {"band": [3, 4], "promised": ["full", "part"]},
         "says": ["All right. Write it down."], "end": "dated_promise"}
        if last
        else {"when": {"band": [3, 4]}, "says": ["Fine. But there is something else."],
              "go": chosen[place + 1]}
    )  # fmt: skip
    return {
        "id": chosen[place],
        "speaker": "person",
        "excuse": chosen[place],
        "routes": [
            {"when": {"conduct": ["fail"]}, "says": ["I won't be spoken to like that."],
             "end": "complaint"},
            good,
            {"when": {"tries": [3, 9]}, "says": ["We are going round in circles. Good afternoon."],
             "end": "refused"},
            {"again": True},
        ],
    }  # fmt: skip


def add_script(book: Path, ask: Ask) -> Path:
    """Ask for a wording and append it to a book. Raises AddError."""
    from coach.content.books import read_book
    from coach.domain.script import Channel, Stage

    if not book.is_file():
        raise AddError(f"There is no book {book}.")
    title = needed(ask, "What it is for, in a few words")
    entry: dict[str, Value] = {
        "id": until(ask, "A short name for it", slug(title), lambda said: _name(said, [])),
        "title": title,
        "channel": one_of(ask, "Channel", get_args(Channel), "call"),
        "stage": one_of(ask, "Stage", get_args(Stage), "firm"),
        "text": needed(ask, "The wording"),
    }
    before = book.read_text(encoding="utf-8")
    text = before.rstrip("\n")
    block = listed([entry])
    if not re.search(r"^scripts:", text, re.MULTILINE):
        text += "\nscripts:"
    after = _insert_under(text, "scripts", block)
    book.write_text(after + "\n", encoding="utf-8")
    wrong = errors(read_book(book).problems)
    if wrong:
        book.write_text(before, encoding="utf-8")
        raise AddError(wrong[0].line_of_text())
    return book


def _insert_under(text: str, key: str, block: str) -> str:
    """Put `block` at the end of the list under a top-level `key`, before the next top-level key."""
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = next(
        (
            number
            for number in range(start + 1, len(lines))
            if re.match(r"[A-Za-z_]", lines[number])
        ),
        len(lines),
    )
    items = [line for line in lines[start + 1 : end] if line.lstrip().startswith("- ")]
    indent = items[0][: len(items[0]) - len(items[0].lstrip())] if items else "  "
    body = [indent + line if line else line for line in block.rstrip("\n").split("\n")]
    return "\n".join([*lines[:end], *body, *lines[end:]])


def _must_be_pack(folder: Path) -> Library | None:
    if not (folder / PACK_FILE).is_file():
        raise AddError(
            f"{folder} is not a pack: it has no {PACK_FILE}. `coach pack new NAME` makes one."
        )
    return read_pack(folder).library


def _append(folder: Path, path: Path, block: str) -> Path:
    """Append to a file and check the pack; what was there before comes back if it is not sound."""
    before = path.read_text(encoding="utf-8") if path.exists() else None
    known = {problem.line_of_text() for problem in errors(read_pack(folder).problems)}
    path.parent.mkdir(parents=True, exist_ok=True)
    start = before.rstrip("\n") + "\n\n" if before and before.strip() else ""
    path.write_text(start + block, encoding="utf-8")
    wrong = [
        problem
        for problem in errors(read_pack(folder).problems)
        if problem.line_of_text() not in known
    ]
    if wrong:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")
        told = " ".join(f"{problem.message} {problem.remedy}" for problem in wrong)
        raise AddError(f"Nothing was added. {told}")
    return path
