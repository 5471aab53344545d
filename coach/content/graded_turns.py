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
    """Writes FILE as a pack under DIR; prints what it wrote."""
    if len(argv) != 2:  # noqa: PLR2004 - FILE and DIR
        print(__doc__, file=sys.stderr)
        return 2
    import yaml

    source, target = Path(argv[0]), Path(argv[1])
    try:
        turns = json.loads(source.read_text(encoding="utf-8"))
        situations = {turn["id"]: situation(turn) for turn in turns}
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(
            f"{source}: not a file of graded turns ({error!r}). Give a file like dev_turns.json.",
            file=sys.stderr,
        )
        return 2
    markets = {one.market for one in situations.values()}
    (target / "calls").mkdir(parents=True, exist_ok=True)
    pack: dict[str, Any] = {
        "id": target.name, "version": "1.0.0", "title": f"Graded turns of {source.name}", "language": "en",
        "market": "consumer" if markets == {"consumer"} else "trade", "jurisdiction": "", "rules": [],
        "licence": "CC0-1.0", "summary": "One call for each graded turn.",
    }  # fmt: skip
    (target / "pack.yaml").write_text(
        yaml.safe_dump(pack, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )
    for name, one in situations.items():
        call = _call(name, one)
        (target / "calls" / f"{name}.yaml").write_text(
            yaml.safe_dump(call, sort_keys=False, allow_unicode=True, width=1000), encoding="utf-8",
        )  # fmt: skip
    print(f"Wrote {len(situations)} calls to {target}.")
    return 0


def _call(name: str, one: Situation) -> dict[str, Any]:
    own = msgspec.to_builtins(one.excuse)
    empty: tuple[object, ...] = ((), [], {}, "", None)
    return {
        "id": name,
        "title": f"{one.speaker.name}: {one.account.customer}",
        "brief": one.history or "One turn, one reply.",
        "goal": one.excuse.goal,
        "account": {k: v for k, v in msgspec.to_builtins(one.account).items() if v not in empty},
        "standing": {k: v for k, v in msgspec.to_builtins(one.standing).items() if v != getattr(Standing(), k)},
        "cast": {"speaker": {k: v for k, v in msgspec.to_builtins(one.speaker).items() if v not in empty}},
        "start": name,
        "turns": [{
            "id": name,
            "speaker": "speaker",
            "own": {k: v for k, v in own.items() if v not in empty},
            "routes": [{"end": "refused"}],
        }],
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
