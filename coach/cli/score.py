"""`coach score`: one reply for a person, or a file of replies for a program."""

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from coach.cli.common import say_error
from coach.cli.parsing import Parser
from coach.domain.excuse import BAND_WORDS
from coach.domain.safe import shown
from coach.domain.scoring.review import Review, Situation

Find = Callable[[str], tuple[Situation, Callable[[Situation, str], Review]]]
"""Finds the situation of a turn and what reviews a reply in it. Raises KeyError with a message."""

_LONGEST = 4_000_000


_EXAMPLES = """examples:
  coach score trade-arrears/boss-has-final-say "Who signs, and when is he in?"
  coach score trade-arrears/boss-has-final-say "Who signs?" --json
  coach score --batch replies.jsonl > reviews.jsonl"""


def run(argv: list[str]) -> int:
    """Score by `argv`; 0 fine, 2 bad input."""
    parser = Parser(
        prog="coach score",
        description="Score a reply to a turn, with reasons. TURN is pack/call/turn or pack/excuse.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("turn", nargs="?", metavar="TURN", help="pack/call/turn or pack/excuse")
    parser.add_argument("answer", nargs="?", metavar="ANSWER", help="the reply, in quotation marks")
    parser.add_argument("--json", action="store_true", help="one JSON line for programs")
    parser.add_argument(
        "--batch",
        metavar="FILE",
        help="JSON lines with id, turn and answer; - reads standard input",
    )
    parser.add_argument("--packs", type=Path, metavar="DIR", help="use the packs in DIR")
    parser.add_argument(
        "--turns",
        type=Path,
        metavar="FILE",
        help="score against a JSON file of graded turns, by id",
    )
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    single = options.turn is not None and options.answer is not None
    if single == bool(options.batch):
        say_error("Give a turn and an answer, or --batch FILE. `coach score --help` shows how.")
        return 2
    try:
        find = _from_file(options.turns) if options.turns else _from_packs(options.packs)
        if options.batch:
            return _batch(options.batch, find)
        return _single(options.turn, options.answer, find, as_json=options.json)
    except _WrongUseError as wrong:
        say_error(str(wrong))
        return 2


class _WrongUseError(Exception):
    """Wrong use or bad input, told to a person."""


def _from_file(path: Path) -> Find:
    from coach.content.graded_turns import load_turns
    from coach.content.scoring_data import reviewer_for

    try:
        turns = load_turns(path)
    except (OSError, ValueError) as error:
        raise _WrongUseError(f"{path}: {error}") from error
    reviewer = reviewer_for(None)

    def find(name: str) -> tuple[Situation, Callable[[Situation, str], Review]]:
        if name not in turns:
            raise _WrongUseError(f"There is no turn `{name}` in {path}.")
        return turns[name], reviewer.review

    return find


def _from_packs(packs: Path | None) -> Find:
    from coach.content.scoring_data import reviewer_for
    from coach.library import LibraryError, load, situation_for

    if packs is not None and not packs.is_dir():
        raise _WrongUseError(f"There is no folder {packs}.")
    shelf = load(packs)
    kept: dict[str, tuple[Situation, Callable[[Situation, str], Review]]] = {}

    def find(name: str) -> tuple[Situation, Callable[[Situation, str], Review]]:
        if name not in kept:
            try:
                situation = situation_for(shelf, name)
                reviewer = reviewer_for(shelf.pack(name.partition("/")[0]))
            except LibraryError as error:
                raise _WrongUseError(str(error)) from error
            kept[name] = (situation, reviewer.review)
        return kept[name]

    return find


def _batch(name: str, find: Find) -> int:
    if name == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="strict")  # data, not what a person types
        return _stream(sys.stdin, "standard input", find)
    try:
        with Path(name).open(encoding="utf-8") as lines:
            return _stream(lines, name, find)
    except OSError as error:
        raise _WrongUseError(f"{name} cannot be read: {error.strerror}.") from error


def _stream(lines: TextIO, name: str, find: Find) -> int:
    import msgspec

    encoder = msgspec.json.Encoder()
    wrong = False
    for number, line in enumerate(_lines(lines, name), 1):
        if not line.strip():
            continue
        try:
            given = _given(line)
            situation, review = find(given["turn"])
            row = as_row(given["id"], given["turn"], review(situation, given["answer"]))
        except _WrongUseError as error:
            wrong = True
            say_error(f"{name}, line {number}: {error}")
            continue
        sys.stdout.write(encoder.encode(row).decode() + "\n")
    sys.stdout.flush()
    return 2 if wrong else 0


def _lines(lines: TextIO, name: str) -> Iterator[str]:
    try:
        yield from lines
    except UnicodeDecodeError as error:
        raise _WrongUseError(f"{name} is not UTF-8 text: {error.reason}.") from error


def _given(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _WrongUseError(f"this is not JSON ({error}).") from error
    if not isinstance(row, dict):
        raise _WrongUseError("a line must be an object with `id`, `turn` and `answer`.")
    for field in ("turn", "answer"):
        if not isinstance(row.get(field), str):
            raise _WrongUseError(f"`{field}` is missing or is not text.")
    row.setdefault("id", None)
    return row


def as_row(name: Any, turn: str, review: Review) -> dict[str, Any]:  # noqa: ANN401 - an id may be anything
    """A review as the line that `--batch` writes."""
    import msgspec

    raw: dict[str, Any] = msgspec.to_builtins(review)
    return {
        "id": name,
        "turn": turn,
        "score": raw["score"],
        "band": raw["band"],
        "skills": raw["skills"],
        "key_points": raw["key_points"],
        "evidence": raw["evidence"],
        "conduct": raw["conduct"],
        "commitment": raw["commitment"],
        "signals": raw["signals"],
        "better": raw["better"],
        "scorer": raw["scorer"],
        **({"limits": review.limits} if review.limits else {}),
    }


def _single(turn: str, answer: str, find: Find, *, as_json: bool) -> int:
    situation, review = find(turn)
    result = review(situation, answer)
    if as_json:
        print(json.dumps(as_row(None, turn, result), ensure_ascii=False))
        return 0
    for line in told(result):
        print(line)
    return 0


def told(review: Review) -> list[str]:
    """A review for people, line by line."""
    lines = [f"Quality: {review.score} of 100, band {review.band} ({BAND_WORDS[review.band]})."]
    if review.limits:
        lines.append(shown(review.limits))
    verdict = {"ok": "ok", "minor": "to be mended", "fail": "failed"}[review.conduct.verdict]
    only = " (by the house's own rules alone)" if review.limits else ""
    lines.append(f"Conduct: {verdict}{only}.")
    for finding in review.conduct.findings:
        quote = f' "{shown(finding.quote)}"' if finding.quote else ""
        lines.append(f"  {finding.kind}{quote}: {finding.why}")
        authority = ", ".join(finding.cite)
        by = f"{authority}; {finding.certainty}" if authority else finding.certainty
        lines.append(f"    Rule: {finding.rule} ({by})")
        if finding.say_instead:
            lines.append(f"    Say instead: {finding.say_instead}")
    for skill, result in review.skills.items():
        lines += ["", f"{skill}: {result.score}, {BAND_WORDS[result.band]}"]
        for one in review.evidence:
            if one.skill == skill:
                quote = f' "{shown(one.quote)}"' if one.quote else ""
                lines.append(f"  {one.effect}{quote} {one.why}")
    if review.key_points:
        made = sum(p.hit for p in review.key_points)
        lines += ["", f"Key points: {made} of {len(review.key_points)} made."]
        lines += [f"  [{'x' if p.hit else ' '}] {p.point}" for p in review.untold]
    if review.better:
        lines += ["", f"One better line: {shown(review.better)}"]
    lines.append(f"Scorer {review.scorer}.")
    return lines
