"""A call centre's statements, as many as one likes, and the manager's report over them, measured.

`python tests/benchmarks/team_records.py FOLDER` writes a million statements of 2,000 people in twenty
files, runs `coach team` over them in a process of its own, and prints its time and memory. Some
statements come twice, as they do when desks export again; some replies are taken back, some corrected.
"""

import argparse
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from coach.domain.excuse import SKILLS
from coach.domain.happening import Happening
from coach.domain.progress import FAMILIES
from coach.records.statements import Form, encoded, statement

PEOPLE, STATEMENTS = 2_000, 1_000_000
REPLIES = 6
EACH = REPLIES + 3
"""Statements of a call: begun, its replies, a finding or what was taken back or corrected, ended."""
EXCUSES = 150
BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
_WHO, _REG, _AT, _EXCUSE, _ID, _ABOUT = (
    "§who§", "00000000-0000-4000-8000-000000000001", "2026-01-01T00:00:00.000+00:00", "pack/§excuse§",
    "00000000-0000-4000-8000-000000000002", "00000000-0000-4000-8000-000000000003",
)  # fmt: skip


def _template(kind, family="cash", score=50, skills=(50, 50, 50), conduct="ok"):
    review = {
        "score": score, "band": score // 25,
        "skills": {name: {"score": one, "band": one // 25} for name, one in zip(SKILLS, skills, strict=False)},
        "key_points": [{"id": f"point_{number}", "hit": number % 2 == 0} for number in range(3)],
        "conduct": {"verdict": conduct, "findings": [{"rule": "common.threat.exposure", "kind": "threat", "severity": "major"}]},
    }  # fmt: skip
    what = Happening(
        place=0, kind=kind, part="scorer-1", at=_AT, trainee=_WHO, attempt=_REG, drill=False,
        ref="pack/the-call", title="The feed dealer who waited for you", pack="pack", pack_version="1.2.0",
        level="normal", seed=7, scorer="scorer-1", reply="r" if kind not in {"started", "ended"} else "",
        number=3, take=1, turn="opening", excuse=_EXCUSE, family=family, seconds=31.5, points=score,
        review=review, score=score, outcome="dated_promise", band=3, given_by="Ann",
    )  # fmt: skip
    made = statement(what, Form())
    made["id"] = _ID
    if made["object"]["objectType"] == "StatementRef":
        made["object"]["id"] = _ABOUT
    if "statement" in made["context"]:
        made["context"]["statement"]["id"] = _ABOUT
    return encoded(made)


def _filled(template, who, reg, at, number, about=0, excuse=""):
    return (
        template.replace(_WHO.encode(), who)
        .replace(_REG.encode(), reg)
        .replace(_AT.encode(), at)
        .replace(_ID.encode(), str(UUID(int=number)).encode())
        .replace(_ABOUT.encode(), str(UUID(int=about)).encode())
        .replace("§excuse§".encode(), excuse.encode())
        + b"\n"
    )


def write(folder, people=PEOPLE, statements=STATEMENTS, files=20):
    """Write the files; returns how many lines they hold, those that come twice included."""
    answered = [
        [_template("answered", family, score, (score, 100 - score, score // 2), "fail" if score == 8 else "ok")
         for score in range(8, 100, 7)]
        for family in FAMILIES
    ]  # fmt: skip
    plain = {
        kind: _template(kind) for kind in ("started", "ended", "finding", "taken_back", "corrected")
    }
    calls = max(1, statements // (people * EACH))
    lines = number = 0
    for file in range(files):
        with (Path(folder) / f"desk-{file:02d}.jsonl").open("wb") as out:
            for person in range(file, people, files):
                who = f"Agent {person:04d}".encode()
                for call in range(calls):
                    then = BEGIN + timedelta(days=call * 2, minutes=person % 400)
                    reg = str(UUID(int=(person + 1) * 100_000 + call, version=4)).encode()
                    made = [_filled(plain["started"], who, reg, _at(then), number := number + 1)]
                    about = 0
                    for reply in range(REPLIES):
                        excuse = (person * 7 + call * 13 + reply) % EXCUSES
                        among = answered[excuse % len(FAMILIES)]
                        template = among[(person + call * 3 + reply) % len(among)]
                        at = _at(then + timedelta(minutes=reply + 1))
                        about = number = number + 1
                        made.append(_filled(template, who, reg, at, number, 0, f"excuse-{excuse}"))
                    kind = ("finding", "finding", "taken_back", "corrected")[call % 4]
                    at = _at(then + timedelta(minutes=9))
                    made.append(
                        _filled(plain[kind], who, reg, at, number := number + 1, about, "excuse-1")
                    )
                    made.append(_filled(plain["ended"], who, reg, at, number := number + 1))
                    out.writelines(made)
                    lines += len(made)
                    if call == 0:
                        out.writelines(made)
                        lines += len(made)
    return lines


def _at(then):
    return then.isoformat(timespec="milliseconds").encode()


def main():
    """Write, report, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--statements", type=int, default=STATEMENTS)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    lines = write(options.folder, options.people, options.statements)
    size = sum(file.stat().st_size for file in options.folder.glob("*.jsonl"))
    print(f"{lines:,} statements of {options.people:,} people, {size / 1e9:.2f} GB")
    for form in (["--json"], ["--html", str(options.folder / "team.html")]):
        began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "coach", "team", str(options.folder), *form]
        done = subprocess.run(command, check=True, capture_output=True)
        took = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        worked = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        print(
            f"{form[0]}: {took:.1f} s, {worked:.1f} s of them at work, at most {after.ru_maxrss / 1024:.0f} MB, "
            f"{len(done.stdout):,} bytes"
        )


if __name__ == "__main__":
    main()
