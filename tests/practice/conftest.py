"""A month of simulated practice on the small pack, made once; each test gets its own copy."""

import itertools
import shutil
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import pytest

from coach.domain.scoring.review import Conduct, ConductFinding, Review, SkillResult
from coach.library import load
from coach.practice import Practice, Wiring
from coach.practice.sample import Pupil, fill
from coach.practice.staging import Scorer
from coach.storage.database import open_records

PACKS = Path(__file__).parents[1] / "packs"
NOW = "2026-03-27T18:00:00.000+00:00"


def review_by(version):
    """A scorer whose bands follow from the words alone, another way in each version."""

    def review(situation, answer):
        band = crc32(f"{version}{answer}".encode()) % 5
        findings = ()
        if band == 0:
            findings = (ConductFinding(rule="test.rule", kind="threat", severity="major"),)
        return Review(
            score=band * 25,
            band=band,
            skills={
                skill: SkillResult(score=25 * ((band + number) % 5), band=(band + number) % 5)
                for number, skill in enumerate(situation.excuse.weights)
            },
            conduct=Conduct(verdict="fail" if findings else "ok", findings=findings),
            scorer=version,
        )

    return Scorer(version, review, lambda _answer, _points: ())


@pytest.fixture(scope="session")
def month_made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("month")
    pupils = (
        Pupil(name="Mina", first=0.2, last=0.8, days=0.8),
        Pupil(name="Tom", first=0.5, last=0.6, days=0.4),
    )
    fill(
        folder,
        packs=PACKS,
        until=datetime(2026, 3, 27, 16, tzinfo=UTC),
        scorer=lambda _: review_by("first-1"),
        pupils=pupils,
    )
    return folder


@pytest.fixture
def month(month_made, tmp_path):
    """A folder of records of one's own with a month of practice."""
    return shutil.copytree(month_made, tmp_path / "month")


@pytest.fixture
def opened(packs):
    """Opens practice on a folder of records, as often as one likes."""
    ids, open_ones = itertools.count(), []

    def open_it(folder, trainee="Mina", version="first-1"):
        records = open_records(folder)
        open_ones.append(records)
        wiring = Wiring(records=records, now=lambda: NOW, new_id=lambda: f"new-{next(ids)}")
        return Practice(wiring, lambda: load(packs), lambda _: review_by(version), trainee)

    yield open_it
    for records in open_ones:
        records.close()


@pytest.fixture
def opening_board(tmp_path, packs, scripted_scorer):
    """Opens practice on the small pack with a board of assignments."""
    ids, open_ones, minutes = itertools.count(), [], itertools.count()

    def open_it(board, trainee="Mina"):
        records = open_records(tmp_path / "board-home")
        open_ones.append(records)
        wiring = Wiring(
            records=records,
            now=lambda: f"2026-03-01T10:{next(minutes) % 60:02d}:00.000+00:00",
            new_id=lambda: f"id-{next(ids)}",
        )
        return Practice(wiring, lambda: load(packs), lambda _: scripted_scorer, trainee, board)

    yield open_it
    for records in open_ones:
        records.close()
