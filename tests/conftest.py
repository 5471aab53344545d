"""What tests share: a small pack, a scorer whose verdict is written in the reply, a home of one's own."""

import itertools
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import pytest

from coach.domain.scoring.review import (
    Commitment,
    Conduct,
    ConductFinding,
    PointResult,
    Review,
    SkillResult,
)
from coach.library import load
from coach.practice import Practice, Wiring
from coach.practice.sample import Pupil, fill
from coach.practice.staging import Scorer
from coach.storage.database import open_records

PACKS = Path(__file__).parent / "packs"
NOW = "2026-03-27T18:00:00.000+00:00"


def _tokens(answer):
    return dict(re.findall(r"(\w+)=(\S+)", answer))


def scripted_review(situation, answer):
    """Scores what the reply says of itself: `band=3 signals=diagnoses,warns share=full date=Friday`."""
    said = _tokens(answer)
    band = int(said.get("band", 1))
    verdict = said.get("conduct", "ok")
    findings = ()
    if verdict != "ok":
        finding = ConductFinding(
            rule="test.rule", kind="abuse", severity="major", quote=answer[:4], end=4
        )
        findings = (finding,)
    return Review(
        score=band * 25,
        band=band,
        skills={
            skill: SkillResult(score=band * 25, band=band) for skill in situation.excuse.weights
        },
        key_points=tuple(
            PointResult(
                id=point.id, point=point.point, hit=point.id in said.get("hit", "").split(",")
            )
            for point in situation.key_points
        ),
        conduct=Conduct(verdict=verdict, findings=findings),
        commitment=Commitment(
            share=said.get("share", "none"),
            date=said.get("date", ""),
            amount=said.get("amount", ""),
        ),
        signals=tuple(filter(None, said.get("signals", "").split(","))),
        scorer="test-1",
    )


def scripted_points(answer, points):
    """The findings that the reply says it asks for: `asks=hour,takings`."""
    asked = _tokens(answer).get("asks", "").split(",")
    return tuple(point.id for point in points if point.id in asked)


@pytest.fixture
def scripted_scorer():
    """A scorer that does what the reply says."""
    return Scorer("test-1", scripted_review, scripted_points)


@pytest.fixture
def packs():
    """The folder with the small pack."""
    return PACKS


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home folder of the test's own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("COACH_HOME", str(folder))
    return folder


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
    """A month of simulated practice on the small pack, made once; each test gets its own copy."""
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


@pytest.fixture
def changed_pack(packs, tmp_path):
    """A copy of the small pack, changed in one place."""

    def change(file, old, new):
        folder = tmp_path / "corner-shop"
        shutil.copytree(packs / "corner-shop", folder)
        path = folder / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return folder

    return change
