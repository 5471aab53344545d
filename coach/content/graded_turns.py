"""Turns of a graded set (`dev_turns.json`) as situations, and as a pack of one-turn calls.

`python -m coach.content.graded_turns FILE DIR` writes the pack.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any, cast

import msgspec

from coach.domain.excuse import Account, Excuse, KeyPoint, Market, Mood, Person, Standing
from coach.domain.scoring.mood import mood_of
from coach.domain.scoring.review import Situation


def load_turns(path: Path) -> dict[str, Situation]:
    """The situations in a file of graded turns, by turn id. Raises ValueError where it is none."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return {turn["id"]: situation(turn) for turn in raw}
    except (KeyError, TypeError, json.JSONDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"{path} is not a file of graded turns: {error!r}") from error


def situation(turn: dict[str, Any]) -> Situation:
    """One turn of the file as a situation; a mood that is not given is read from the excuse."""
    market: Market = "consumer" if turn.get("domain") == "consumer" else "trade"
    person = speaker(turn["speaker"], turn.get("mood") or mood_of(turn["excuse"]), turn)
    excuse = Excuse(
        id=turn["id"],
        family="process",
        mood=person.mood,
        says=(turn["excuse"],),
        goal=turn["goal"],
        weights=turn["weights"],
        key_points=msgspec.convert(turn["key_points"], tuple[KeyPoint, ...]),
        pitfalls=tuple(turn.get("pitfalls", ())),
        responses=tuple(turn["responses"]),
    )
    return Situation(
        account=_account(turn["account"]),
        speaker=person,
        says=turn["excuse"],
        excuse=excuse,
        market=market,
        standing=_standing(turn, market),
        history=turn.get("history", ""),
    )


def speaker(text: str, mood: str, turn: dict[str, Any]) -> Person:
    """`Agnieszka Nowak, office manager` as a person."""
    name, _, position = text.partition(",")
    known = position.lower()
    role = "decision_maker"
    if (name.strip() and name.strip() in turn["account"]["customer"]) or re.search(
        r"owner|director|partner|debtor|borrower|customer|person named|proprietor|chief", known
    ):
        role = "decision_maker"
    elif re.search(r"reception|assistant|secretary|clerk|switchboard|operator", known):
        role = "gatekeeper"
    elif re.search(
        r"sister|brother|mother|father|wife|husband|flatmate|neighbou?r|son|daughter|colleague",
        known,
    ):
        role = "third_party" if turn.get("domain") == "consumer" else "influencer"
    elif turn["weights"].get("target"):
        role = "influencer"
    return Person(
        name=name.strip(),
        position=position.strip(),
        role=cast("Any", role),
        mood=cast("Mood", mood),
    )


def _account(raw: dict[str, Any]) -> Account:
    known = set(Account.__struct_fields__)
    return msgspec.convert({k: v for k, v in raw.items() if k in known}, Account)


def _standing(turn: dict[str, Any], market: Market) -> Standing:
    text = " ".join((str(turn["account"]), turn["excuse"], turn.get("history", ""))).lower()
    return Standing(
        debt="consumer" if market == "consumer" else "business",
        hardship=bool(re.search(
            r"\b(?:died|death|funeral|cancer|hospital|illness|stroke|lost my job|let me go|laid off|redundan|bereave)", text)),
    )  # fmt: skip


def main(argv: list[str]) -> int:
    """Writes the turns of FILE as packs under DIR, `graded-trade` and `graded-consumer`."""
    if len(argv) != 2:  # noqa: PLR2004 - FILE and DIR
        print(__doc__, file=sys.stderr)
        return 2
    source, target = Path(argv[0]), Path(argv[1])
    try:
        situations = load_turns(source)
    except (OSError, ValueError) as error:
        print(f"{error} Give a file like dev_turns.json.", file=sys.stderr)
        return 2
    for market in ("trade", "consumer"):
        chosen = {name: one for name, one in situations.items() if one.market == market}
        if chosen:
            folder = target / f"graded-{market}"
            _write_pack(folder, market, chosen)
            print(f"Wrote {len(chosen)} calls to {folder}.")
    return 0


def _write_pack(folder: Path, market: str, situations: dict[str, Situation]) -> None:
    import yaml

    (folder / "calls").mkdir(parents=True, exist_ok=True)
    first = next(iter(situations.values()))
    pack: dict[str, Any] = {
        "id": folder.name, "version": "1.0.0", "title": f"Graded turns, {market}", "language": "en",
        "market": market, "jurisdiction": "INT",
        "rules": ["common", "trade"] if market == "trade" else ["common"], "licence": "CC0-1.0",
        "account": _given(first.account), "speaker": _given(first.speaker),
    }  # fmt: skip
    files = {"pack.yaml": pack}
    files |= {f"calls/{name}.yaml": _call(name, one) for name, one in situations.items()}
    for name, content in files.items():
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1000)
        (folder / name).write_text(text, encoding="utf-8")


def _given(record: msgspec.Struct) -> dict[str, Any]:
    """The fields of a record that are not empty."""
    raw: dict[str, Any] = msgspec.to_builtins(record)
    return {k: v for k, v in raw.items() if v not in ((), [], {}, "", None)}


def _call(name: str, one: Situation) -> dict[str, Any]:
    usual = msgspec.to_builtins(Standing())
    # A graded turn is said in one way; an excuse of a pack must be said in three.
    own = {**_given(one.excuse), "says": [one.says, f"Well. {one.says}", f"As I say: {one.says}"]}
    standing = msgspec.to_builtins(one.standing)
    return {
        "id": name,
        "title": f"{one.speaker.name}: {one.account.customer}",
        "brief": one.history or "One turn, one reply.",
        "goal": one.excuse.goal,
        "account": _given(one.account),
        "standing": {k: v for k, v in standing.items() if v != usual[k]},
        "cast": {"speaker": _given(one.speaker)},
        "start": name,
        "turns": [
            {
                "id": name,
                "speaker": "speaker",
                "own": own,
                "routes": [{"end": "refused"}],
            }
        ],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
