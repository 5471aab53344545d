"""`coach pack add`: asks questions and appends a valid entry, leaving everything else as it stands."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from coach.content.packs import PACK_FILE, read_pack
from coach.domain.problems import errors

Ask = Callable[[str, str], str]
"""Asks a question, with what is taken where nothing is typed; returns the answer."""


class AddError(Exception):
    """The entry cannot be added; the message tells why. Nothing was changed."""


def add_excuse(folder: Path, ask: Ask) -> Path:
    """Ask for an excuse and append it to `excuses/excuses.yaml`. Raises AddError."""
    _must_be_pack(folder)
    says = _several("How do they say it", 3, ask)
    name = ask("A short name for it", _slug(says[0]))
    weights = _weights(ask)
    points = []
    for number in range(1, 3):
        point = ask(f"Key point {number}: what must a good reply do", "")
        points.append(
            {
                "id": _slug(point),
                "point": point,
                "phrasings": _several("  One way of saying it", 2, ask),
            }
        )
    entry = {
        "id": _slug(name),
        "family": ask(
            "Family (cash process authority paid dispute denial bargaining hardship hostility promise)",
            "cash",
        ),
        "mood": ask("Mood (calm evasive friendly flat angry distressed)", "evasive"),
        "says": says,
        "goal": ask("What should a good reply achieve", ""),
        "weights": weights,
        "key_points": points,
        "responses": _several("A recommended reply, word for word", 3, ask),
    }
    return _append(folder, folder / "excuses" / "excuses.yaml", _as_entry(entry))


def add_call(folder: Path, ask: Ask) -> Path:
    """Ask for a call of two turns and write it to a file of its own. Raises AddError."""
    library = _must_be_pack(folder)
    names = ", ".join(library) or "none yet: add an excuse first"
    title = ask("Title of the call", "")
    call_id = _slug(title)
    path = folder / "calls" / f"{call_id}.yaml"
    if path.exists():
        raise AddError(f"{path} is there already. Choose another title.")
    first = ask(f"First excuse ({names})", next(iter(library), ""))
    person = ask("Who says it, by name", "Mr Sample")
    position = ask("What are they there", "owner")
    entry = {
        "id": call_id,
        "title": title,
        "brief": ask("The situation before the call", "You ring about an overdue invoice."),
        "goal": ask("What should be achieved", "An amount and a day."),
        "account": {
            "creditor": ask("Your company", "Our Company Ltd"),
            "customer": ask("The customer", "Sample & Sons"),
            "amount": ask("Amount overdue, with currency", "GBP 1,000"),
            "days_past_due": int(ask("Days past due", "30")),
        },
        "cast": {"person": {"name": person, "position": position}},
        "start": "first",
        "turns": [
            {
                "id": "first",
                "speaker": "person",
                "excuse": first,
                "routes": [
                    {
                        "when": {"conduct": ["fail"]},
                        "says": ["I won't be spoken to like that."],
                        "end": "complaint",
                    },
                    {
                        "when": {"band": [3, 4], "promised": ["full", "part"]},
                        "says": ["All right. Write it down."],
                        "end": "dated_promise",
                    },
                    {"when": {"tries": [3, 9]}, "end": "refused"},
                    {"again": True},
                ],
            },
        ],
    }
    return _append(
        folder, path, yaml.safe_dump(entry, allow_unicode=True, sort_keys=False, width=100)
    )


def add_script(book: Path, ask: Ask) -> Path:
    """Ask for a wording and append it to a book. Raises AddError."""
    from coach.content.books import read_book

    if not book.is_file():
        raise AddError(f"There is no book {book}.")
    entry = {
        "id": _slug(ask("A short name for it", "")),
        "title": ask("What it is for, in a few words", ""),
        "channel": ask("Channel (call voicemail sms email letter note)", "call"),
        "stage": ask("Stage (reminder firm final legal settled)", "firm"),
        "text": ask("The wording", ""),
    }
    before = book.read_text(encoding="utf-8")
    text = before.rstrip("\n")
    block = _as_entry(entry)
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


def _must_be_pack(folder: Path) -> list[str]:
    if not (folder / PACK_FILE).is_file():
        raise AddError(
            f"{folder} is not a pack: it has no {PACK_FILE}. `coach pack new NAME` makes one."
        )
    library = read_pack(folder).library
    return list(library.excuses) if library else []


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


def _as_entry(entry: Mapping[str, object]) -> str:
    text = yaml.safe_dump([dict(entry)], allow_unicode=True, sort_keys=False, width=100)
    return str(text)


def _several(question: str, fewest: int, ask: Ask) -> list[str]:
    found: list[str] = []
    while True:
        number = len(found) + 1
        answer = ask(f"{question} ({number}{'' if number <= fewest else ', empty to go on'})", "")
        if answer:
            found.append(answer)
        elif number > fewest:
            return found
        else:
            raise AddError(f"At least {fewest} are needed. Nothing was added.")


def _weights(ask: Ask) -> dict[str, float]:
    text = ask(
        "What counts, and how much (tone target appeal counter commitment)",
        "counter 0.5 commitment 0.5",
    )
    parts = text.replace(",", " ").replace(":", " ").split()
    try:
        return {name: float(weight) for name, weight in zip(parts[::2], parts[1::2], strict=True)}
    except ValueError as error:
        raise AddError(f"`{text}` is not understood. Write: counter 0.5 commitment 0.5") from error


def _slug(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return "-".join(words[:5])
