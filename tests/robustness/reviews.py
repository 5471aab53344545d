"""Print what comes of given replies, byte for byte: to compare interpreters, hash seeds and machines.

    python tests/robustness/reviews.py 560 12

prints the digest of that many reviews of the graded replies and of that many conversations over the
shipped packs, then the reviews and conversations themselves with --all.
"""

import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import msgspec  # noqa: E402 - the checkout beside this file comes first

from coach.cli import plain  # noqa: E402
from coach.content.graded_turns import load_turns  # noqa: E402
from coach.content.scoring_data import reviewer_for  # noqa: E402
from coach.domain.conversation.step import begin, step  # noqa: E402
from coach.library import load, shipped  # noqa: E402
from coach.practice import scorer_for  # noqa: E402
from coach.practice.staging import asked_for, situation_at, stage_for  # noqa: E402

GRADED = ROOT / "tests" / "graded"


def reviews(most):
    """The reviews of graded replies as JSON."""
    turns, reviewer = load_turns(GRADED / "dev_turns.json"), reviewer_for(None)
    lines = (GRADED / "dev_answers.jsonl").read_text(encoding="utf-8").splitlines()
    every = max(1, len(lines) // most)
    for line in lines[::every][:most]:
        row = json.loads(line)
        yield msgspec.json.encode(reviewer.review(turns[row["turn"]], row["answer"]))


def conversations(most):
    """Whole calls, played with the packs' own replies, good and bad: states, lines and plain reviews."""
    shelf = load(shipped("scenarios"))
    refs = list(shelf.refs())
    every = max(1, len(refs) // most)
    for number, (_ref, library, call) in enumerate(refs[::every][:most]):
        scorer = scorer_for(library)
        stage = stage_for(shelf, library, call, ("easy", "normal", "hard")[number % 3], number)
        beat = begin(stage)
        lines = list(beat.said)
        yield msgspec.json.encode((beat.state, beat.said))
        for turn in range(8):
            if beat.state.ended:
                break
            situation = situation_at(stage, beat.state, library, lines)
            excuse = situation.excuse
            texts = [
                *excuse.responses,
                *(one.answer for one in excuse.examples),
                "OK, I will call back.",
            ]
            text = texts[(number + turn) % len(texts)]
            review = scorer.review(situation, text)
            beat = step(stage, beat.state, review, asked_for(call, scorer, text))
            lines += beat.said
            yield msgspec.json.encode((review, beat.state, beat.said, beat.events))
            yield "\n".join(plain.quality_lines(review)).encode()


def main():
    graded, calls = (int(word) for word in (sys.argv[1:3] or ("560", "12")))
    both = hashlib.sha256()
    counts = [0, 0]
    for kind, source in enumerate((reviews(graded), conversations(calls))):
        for line in source:
            counts[kind] += 1
            both.update(line + b"\n")
            if "--all" in sys.argv:
                sys.stdout.buffer.write(line + b"\n")
    print(f"{both.hexdigest()} {counts[0]} reviews, {counts[1]} pieces of {calls} conversations")


if __name__ == "__main__":
    main()
