"""`coach pack check`: everything that can be known of a pack, with switches for each kind of problem."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from coach.authoring.translating import table_problems
from coach.authoring.wide import check_wide, problem_at
from coach.content.packs import Reading, pack_folders, read_pack
from coach.domain.call import Library
from coach.domain.problems import Problem, Severity
from coach.domain.scoring.review import Review, Situation
from coach.library import drill_situation
from coach.practice.staging import Scorer

GOOD = 3
"""The band that a recommended response must reach."""
MOST_SCORED = 400
"""Packs with more excuses are not scored while checking: `coach pack test` does it."""
Switch = Literal["off", "error", "warning", "hint"]


class Checked(msgspec.Struct):
    """What came of a check."""

    problems: list[Problem]
    """All problems, by file and line, severities as switched."""
    packs: int
    """Packs looked at."""
    unscored: tuple[str, ...] = ()
    """Packs whose responses were not scored, because they are too many."""


def check_packs(
    root: Path,
    known_rules: frozenset[str],
    scorer_for: Callable[[Library], Scorer] | None,
    switches: Mapping[str, Switch],
) -> Checked:
    """Check every pack under `root`. Without `scorer_for`, responses are not scored."""
    folders = pack_folders(root)
    problems: list[Problem] = []
    unscored: list[str] = []
    for folder in folders:
        reading = read_pack(folder)
        problems += reading.problems
        problems += check_wide(reading, known_rules)
        problems += table_problems(folder)
        library = reading.library
        if library is None or scorer_for is None:
            continue
        if len(library.excuses) > MOST_SCORED:
            unscored.append(library.pack.id)
        elif frozenset(library.pack.rules) <= known_rules:
            problems += check_scored(reading, scorer_for(library))
    switched = [one for problem in problems if (one := _switched(problem, switches)) is not None]
    return Checked(
        sorted(switched, key=lambda p: (p.file, p.line, p.column, p.code)),
        len(folders),
        tuple(unscored),
    )


def _switched(problem: Problem, switches: Mapping[str, Switch]) -> Problem | None:
    wanted = switches.get(problem.code)
    if wanted is None:
        return problem
    return None if wanted == "off" else msgspec.structs.replace(problem, severity=wanted)


class Fault(msgspec.Struct, frozen=True):
    """What scoring finds wrong with an excuse's own responses and key points."""

    code: str
    """The kind of problem."""
    message: str
    """What is wrong."""
    remedy: str
    """What to do about it."""
    severity: Severity = "warning"
    """How grave it is."""


def check_scored(reading: Reading, scorer: Scorer) -> Iterable[Problem]:
    """Recommended responses through the real scorer and the conduct rules; key points they leave out."""
    if reading.library is None:
        return
    for excuse in reading.library.excuses.values():
        for fault in faults_of(drill_situation(reading.library, excuse), scorer):
            yield fault_at(reading, excuse.id, fault)


def fault_at(reading: Reading, excuse: str, fault: Fault) -> Problem:
    """A fault as a problem at the excuse's place."""
    return problem_at(
        reading, f"excuse/{excuse}", fault.code, fault.message, fault.remedy, fault.severity
    )


def faults_of(situation: Situation, scorer: Scorer) -> Iterable[Fault]:
    """What scoring finds wrong with the excuse of a situation."""
    excuse = situation.excuse
    covered: set[str] = set()
    for number, response in enumerate(excuse.responses, 1):
        review = scorer.review(situation, response)
        covered |= {point.id for point in review.key_points if point.hit}
        yield from _response(f"Response {number} of `{excuse.id}`", review)
    for point in excuse.key_points:
        if point.id not in covered:
            yield Fault(
                "point-not-covered",
                f"No recommended response of `{excuse.id}` makes the key point `{point.id}`.",
                "Let a response make it, or give the key point phrasings nearer to how it is said.",
            )


def _response(what: str, review: Review) -> Iterable[Fault]:
    for finding in review.conduct.findings:
        yield Fault(
            "response-conduct",
            f'{what} offends against {finding.rule}: "{finding.quote}".',
            finding.say_instead or "Say it lawfully.",
            "error",
        )
    if review.band < GOOD:
        weak = ", ".join(f"{skill} {result.band}" for skill, result in review.skills.items())
        lacks = [one.why for one in review.evidence if one.effect == "-" and not one.quote][:2]
        yield Fault(
            "response-weak",
            f"{what} reaches band {review.band}, not {GOOD} ({weak}). {' '.join(lacks)}".rstrip(),
            "Better the response, or give its key points phrasings nearer to how it is said; "
            "`coach pack watch` shows what matched.",
        )
