"""The same files, bred by a coverage-guided fuzzer: it keeps what reaches new lines of the program.

    pip install atheris
    python tests/robustness/guided.py packs --count 20000

Ends with what was tried, or at the first file that gets through, which is left in the working
folder. Kinds: packs, books, archives, imports, answers, databases, as in fuzz.py.
"""

import argparse
import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["coach"]):
    import fuzz


def main():
    parser = argparse.ArgumentParser(prog="guided.py", description="Breed files that hurt.")
    parser.add_argument("kind", choices=list(fuzz.KINDS))
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seeds", type=int, default=60, help="files to begin with")
    options = parser.parse_args()
    logging.disable()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["COACH_HOME"] = scratch
        os.environ["COACH_TEAM"] = ""
        folder = Path(scratch)
        kind = fuzz.KINDS[options.kind](folder)
        seeds = folder / "seeds"
        seeds.mkdir()
        for number in range(options.seeds):
            data = kind.make(Random(f"guided {options.kind} {number}"))
            if len(data) < 50_000:
                (seeds / str(number)).write_bytes(data)
        if hasattr(kind, "outside"):
            kind.outside = kind._seen()
        tried, slowest = 0, 0.0

        def one(data):
            nonlocal tried, slowest
            before = time.process_time()
            try:
                kind.eat(data)
            except kind.announced as error:
                fuzz.harmless(fuzz.told_of(error))
            took = time.process_time() - before
            tried, slowest = tried + 1, max(slowest, took)
            if took > fuzz.MOST_SECONDS:
                raise fuzz.FuzzError(f"took {took:.1f} s of processor time")
            if tried == options.count:
                print(
                    f"{options.kind}: {tried} bred and tried, none got through, slowest {slowest:.2f} s",
                    flush=True,
                )
                os._exit(0)

        limits = [
            "-max_len=20000",
            f"-rss_limit_mb={fuzz.MOST_MEGABYTES + 200}",
            "-timeout=60",
            "-verbosity=0",
        ]
        atheris.Setup([sys.argv[0], *limits, str(seeds)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
