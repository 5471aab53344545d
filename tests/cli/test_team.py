"""coach team, as a manager types it."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.practice.sample import Pupil, fill

PACKS = Path(__file__).parents[1] / "packs"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk where two people have practised."""
    folder = tmp_path_factory.mktemp("desk")
    pupils = (
        Pupil(name="Mina", first=0.2, last=0.8, days=1),
        Pupil(name="=cmd()", first=0.5, last=0.6, days=0.5),
    )
    fill(folder, packs=PACKS, days=3, until=datetime(2026, 3, 27, 16, tzinfo=UTC), pupils=pupils)
    return folder


@pytest.fixture
def coach(tmp_path):
    (tmp_path / "team").mkdir()

    def run(*words, **env):
        return subprocess.run(
            [sys.executable, "-m", "coach", *words],
            env={
                **os.environ,
                "COACH_HOME": str(tmp_path / "home"),
                "COACH_TEAM": str(tmp_path / "team"),
                **env,
            },
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def shared(coach, desk, tmp_path):
    """The team's folder with that desk's records."""
    folder = tmp_path / "team" / "records"
    folder.mkdir()
    done = coach("records", "export", str(folder / "desk.jsonl"), "--all", COACH_HOME=str(desk))
    assert done.returncode == 0, done.stderr
    return folder


def test_the_teams_folder_is_reported_on_in_four_forms(coach, shared, tmp_path):
    done = coach("team")
    assert done.returncode == 0, done.stderr
    assert "2 people practised from 25 March 2026 to 27 March 2026" in done.stdout
    assert "for training, not for judging people" in done.stdout
    figures = json.loads(coach("team", "--json").stdout)
    assert [one["name"] for one in figures["people"]] == ["=cmd()", "Mina"]
    rows = list(csv.DictReader(io.StringIO(coach("team", "--csv").stdout)))
    assert [row["name"] for row in rows] == ["'=cmd()", "Mina"]
    assert [int(row["replies"]) for row in rows] == [one["replies"] for one in figures["people"]]
    assert coach("team", "--html", "team.html").stdout == "Written: team.html\n"
    assert (tmp_path / "team.html").stat().st_mode & 0o777 == 0o600
    page = (tmp_path / "team.html").read_text()
    assert "<h1>The team’s practice</h1>" in page
    assert coach("team", "--html", "-").stdout == page


def test_faulty_lines_are_told_with_exit_code_1(coach, shared):
    (shared / "broken.jsonl").write_text("what is this\n")
    done = coach("team")
    assert done.returncode == 1
    assert "2 people practised" in done.stdout
    assert "broken.jsonl:1:" in done.stderr
    assert "left out of the report" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "There is no folder"),
        (("nowhere.jsonl",), 2, "There is no file or folder nowhere.jsonl."),
        (("--team", "nowhere"), 2, "There is no folder nowhere."),
        (("--since", "spring"), 2, "is no day"),
        (("--store",), 2, "No store is set."),
        (("--store", "http://127.0.0.1:9/xAPI"), 3, "does not answer"),
        (("--store", "http://lrs.example.com/xAPI"), 2, "is not encrypted"),
        (("team", "--json", "--csv"), 2, "not allowed with"),
        (("team", "--store"), 2, "either files or --store"),
    ],
)
def test_wrong_use_is_told(coach, words, code, said):
    done = coach("team", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_teams_folder_it_says_what_to_name(coach):
    done = coach("team", COACH_TEAM="")
    assert done.returncode == 2
    assert "Whose records?" in done.stderr


def test_a_page_that_cannot_be_written_is_told_with_exit_code_3(coach, shared):
    done = coach("team", "--html", "nowhere/team.html")
    assert done.returncode == 3
    assert "cannot be written" in done.stderr
