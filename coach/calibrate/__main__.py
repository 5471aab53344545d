"""`python -m coach.calibrate fit | report`: the scoring model from graded replies, and its measure."""

import argparse
import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_GRADED = _HERE.parent.parent / "tests" / "graded"
_MODEL = _HERE.parent / "domain" / "scoring" / "model.json"


def main(argv: list[str]) -> int:
    """Runs `fit` (writes the model file) or `report` (prints the figures)."""
    parser = argparse.ArgumentParser(prog="python -m coach.calibrate", description=__doc__)
    parser.add_argument("work", choices=["fit", "report"])
    parser.add_argument(
        "--graded",
        type=Path,
        default=_GRADED,
        help="folder with dev_turns.json and dev_answers.jsonl",
    )
    parser.add_argument("--model", type=Path, default=_MODEL, help="the model file that fit writes")
    parser.add_argument("--quick", action="store_true", help="report without the ablations")
    options = parser.parse_args(argv)
    # One thread: sums are added in the same order on every machine, and small matrices gain nothing.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    if options.work == "fit":
        from coach.calibrate.work import fit

        options.model.write_bytes(fit(options.graded))
        print(f"Wrote {options.model} ({options.model.stat().st_size // 1000} kB).")
        return 0
    from coach.calibrate.report import report

    for line in report(options.graded, quick=options.quick):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
