"""`coach doctor`: finds what is wrong, says what to do, and changes nothing unless asked."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coach.doctor import AREAS, program, screen
from coach.practice import open_practice
from coach.storage.database import open_records

PACK = Path(__file__).parent.parent / "packs" / "corner-shop"
EVERY = {
    "program",
    "terminal",
    "clipboard",
    "folders",
    "records",
    "libraries",
    "index",
    "settings",
    "store",
}


@pytest.fixture
def doctor(home):
    """Runs the command for programs; gives the exit code and what was found."""

    def run(*words, **env):
        done = subprocess.run(
            [sys.executable, "-m", "coach", "doctor", "--json", *words],
            env={**os.environ, "COACH_TEAM": "", "PYTHONUTF8": "1", **env},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert not done.stderr, done.stderr
        return done.returncode, json.loads(done.stdout)

    return run


def practised(home):
    with open_practice(trainee="mina", packs=PACK.parent, home=home) as practice:
        practice.start("till", seed=1).reply("Who signs off payments, and when is he in?")


def told(found, state):
    return [one for one in found["findings"] if one["state"] == state]


def seen(home):
    return {
        str(path): (path.stat().st_mode, path.stat().st_size)
        for path in sorted(home.rglob("*"))
        if not path.name.endswith(("-shm", "-wal"))
    }


def test_all_is_well_on_a_fresh_machine_and_nothing_is_made(doctor, home):
    code, found = doctor()
    assert code == 0
    assert found["state"] in {"fine", "note"}
    assert {one["area"] for one in found["findings"]} == EVERY == set(AREAS)
    assert not home.exists()


def test_sound_records_are_told_with_their_count_and_left_as_they_are(doctor, home):
    practised(home)
    before = seen(home)
    code, found = doctor()
    assert code == 0
    assert any("is sound: 1 reply, 1 name" in one["text"] for one in found["findings"])
    assert seen(home) == before


@pytest.mark.parametrize(
    "content", [b"these are my notes " * 400, b"SQLite format 3\0" + b"x" * 9000]
)
def test_damaged_records_are_told_with_the_way_back(doctor, home, content):
    home.mkdir()
    (home / "records.db").write_bytes(content)
    code, found = doctor("records")
    assert code == 3
    assert "coach backup --restore" in told(found, "broken")[0]["todo"]
    assert (home / "records.db").read_bytes() == content


def test_records_of_a_newer_program_are_told(doctor, home):
    practised(home)
    with sqlite3.connect(home / "records.db") as conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('coach', '9999_x', '')"
        )
    conn.close()
    code, found = doctor("records")
    assert code == 3
    assert "newer version" in told(found, "broken")[0]["text"]


def test_a_clock_that_went_backwards_is_told(doctor, home):
    practised(home)
    with sqlite3.connect(home / "records.db") as conn:
        conn.execute("UPDATE replies SET given_at = '2999-01-01T10:00:00.000+00:00'")
    conn.close()
    code, found = doctor("records")
    assert code == 1
    assert told(found, "advice")[0]["todo"].startswith("Set the clock.")


def test_files_that_others_can_read_are_closed_only_when_asked(doctor, home):
    practised(home)
    path = home / "records.db"
    path.chmod(0o644)
    code, found = doctor("folders")
    assert code == 1
    assert found["fixed"] == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    code, found = doctor("folders", "--fix")
    assert code == 0
    assert len(found["fixed"]) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_index_is_made_anew_only_when_asked(doctor, home):
    (home / "cache").mkdir(parents=True)
    index = home / "cache" / "lookup.db"
    index.write_bytes(b"no index " * 1000)
    assert doctor("index")[0] == 1
    assert index.read_bytes().startswith(b"no index")
    code, found = doctor("index", "--fix")
    assert code == 0
    assert "whole and fresh" in found["findings"][0]["text"]


def test_a_pack_that_is_skipped_is_told_with_its_file_line_and_remedy(doctor, home):
    folder = shutil.copytree(PACK, home / "library" / "scenarios" / "corner-shop")
    path = folder / "excuses" / "all.yaml"
    path.write_text(path.read_text().replace("mood: flat", "mood: flatt"))
    code, found = doctor("libraries")
    assert code == 1
    advice = told(found, "advice")[0]
    assert "all.yaml" in advice["text"]
    assert "Did you mean `flat`?" in advice["text"]
    assert "coach pack check" in advice["todo"]


def test_a_team_library_that_is_not_there_is_told(doctor, tmp_path):
    code, found = doctor("libraries", COACH_TEAM=str(tmp_path / "gone"))
    assert code == 1
    assert "is not there" in told(found, "advice")[0]["text"]


def test_a_setting_that_is_none_is_told_with_its_line(doctor, home):
    home.mkdir()
    (home / "settings.toml").write_text('lok = "light"\n')
    code, found = doctor("settings")
    assert code == 1
    assert "settings.toml:1:1" in told(found, "advice")[0]["text"]


def test_a_terminal_without_utf8_is_told(doctor):
    code, found = doctor("terminal", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert code == 1
    assert "UTF-8" in told(found, "advice")[0]["todo"]


def test_an_area_that_does_not_exist_is_wrong_use(home):
    done = subprocess.run(
        [sys.executable, "-m", "coach", "doctor", "tirminal"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "there is no area `tirminal`" in done.stderr


@pytest.mark.parametrize(
    ("version", "wanted", "fine"),
    [
        ("8.2.8", "<9,>=8.2", True),
        ("9.0", "<9,>=8.2", False),
        ("8.1.9", "<9,>=8.2", False),
        ("4.1", ">=4.1", True),
        ("4.1.0rc1", ">=4.1", True),
        ("1.0", "", True),
        ("2.5", "~=2.2", True),
        ("3.0", "~=2.2", False),
    ],
)
def test_versions_are_compared_as_numbers(version, wanted, fine):
    assert program.fits(version, wanted) is fine


def test_every_sign_of_the_sample_can_be_shown():
    assert screen.SAMPLE.isprintable()


def test_looking_never_makes_a_database(home):
    open_records(home).close()
    for ending in ("", "-wal", "-shm"):
        (home / f"records.db{ending}").unlink(missing_ok=True)
    from coach.doctor import examine

    examine(("records",))
    assert not (home / "records.db").exists()
