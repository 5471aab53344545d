"""What tests share: a small pack, a scorer whose verdict is written in the reply, a home of one's own."""

import re
from pathlib import Path

import pytest

from coach.domain.scoring.review import (
    Commitment,
    Conduct,
    ConductFinding,
    PointResult,
    Review,
    SkillResult,
)
from coach.practice.staging import Scorer

PACKS = Path(__file__).parent / "packs"


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
