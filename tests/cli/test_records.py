"""Progress, report, review, records, backup and erase as commands, one person's way through them."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKS = ("--packs", str(Path(__file__).parent.parent / "packs"))
GOOD = "Who signs off payments, what is his direct number, and what time is he in today?"


@pytest.fixture
def coach(tmp_path):
    """Runs the program with a home folder of its own."""

    def run(*words, typed="", home="home", code=0):
        env = {**os.environ, "COACH_HOME": str(tmp_path / home), "COLUMNS": "80"}
        done = subprocess.run(
            [sys.executable, "-m", "coach", *words],
            input=typed, env=env, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    run("play", "corner-shop/till", "--plain", "--as", "Mina", *PACKS, typed=f"{GOOD}\n")
    return run


def test_figures_come_as_lines_json_and_csv(coach):
    told = json.loads(coach("progress", "--as", "Mina", "--json", *PACKS))
    read = csv.DictReader(io.StringIO(coach("progress", "--as", "Mina", "--csv", *PACKS)))
    flat = {(row["table"], row["row"], row["figure"]): row["value"] for row in read}
    assert flat["sums", "", "replies"] == str(told["replies"]) == "1"
    assert "Mina: 1 reply," in coach("progress", "--as", "Mina", *PACKS)
    assert "Mina" in coach("progress", "--all", *PACKS)


def test_a_report_is_written_for_its_owner_alone(coach, tmp_path):
    coach("report", "mina.html", "--as", "Mina", *PACKS)
    file = tmp_path / "mina.html"
    assert file.read_text().startswith("<!doctype html>")
    assert file.stat().st_mode & 0o777 == 0o600
    assert coach("report", "-", "--markdown", "--all", *PACKS).startswith("# Practice of Mina")
    assert "no practice to report" in coach("report", "--as", "Nobody", *PACKS, code=1)
    assert "cannot be written" in coach("report", "no/such/x.html", "--as", "Mina", *PACKS, code=3)


def test_an_attempt_is_read_and_corrected(coach):
    listed = json.loads(coach("review", "--as", "Mina", "--json", *PACKS))
    short = listed[0]["id"][:8]
    assert f"You: {GOOD}" in coach("review", short, *PACKS)
    assert "the machine's" not in coach("review", short, *PACKS)
    done = coach("review", short, "1", "--band", "2", "--reason", "No day.", "--by", "Ruth", *PACKS)
    assert "Corrected by Ruth: band 2 (fair)" in done
    machines = "An attempt's own score is the machine's and stays as it is"
    assert "Reason: No day." in coach("review", short, *PACKS)
    assert machines in coach("review", short, *PACKS)
    assert machines in coach("review", "--as", "Mina", *PACKS)
    page = coach("report", "-", "--markdown", "--as", "Mina", *PACKS)
    assert "own score (first, best, last) stays" in page
    assert "needs a reason" in coach("review", short, "1", "--band", "2", *PACKS, code=2)
    assert "which reply?" in coach("review", short, "--band", "2", *PACKS, code=2)
    assert "0 replies judged again" in coach("review", "--rescore", "all", "--as", "Mina", *PACKS)
    assert "No excuse on which" in coach("review", "--disagreements", *PACKS)
    assert short in coach("review", "--as", "Mina", "--skill", "target", *PACKS)
    assert "is no day" in coach("review", "--as", "Mina", "--week", "soon", *PACKS, code=2)


def test_records_travel_and_bad_files_are_refused(coach, tmp_path):
    coach("records", "export", "out.jsonl", "--as", "Mina", *PACKS)
    assert "1 new attempt " in coach("records", "import", "out.jsonl", *PACKS, home="other")
    assert "0 new attempts" in coach("records", "import", "out.jsonl", *PACKS, home="other")
    (tmp_path / "bad.jsonl").write_text("nonsense\n")
    assert "bad.jsonl:1:" in coach("records", "import", "bad.jsonl", *PACKS, code=2)
    assert "cannot be read" in coach("records", "import", "missing.jsonl", *PACKS, code=2)
    assert json.loads(coach("records", "export", "-", "--mask", "--as", "Mina", *PACKS))["masked"]


def test_an_xapi_export_is_known_for_one_and_told_once(coach, tmp_path):
    coach("records", "export", "--xapi", "all.jsonl", "--all", *PACKS)
    told = coach("records", "import", "all.jsonl", *PACKS, code=2)
    assert "all.jsonl is an xAPI export. `coach team` reads such statements" in told
    assert "coach records export FILE --all" in told
    assert "Nothing was imported" in told
    assert "unknown field" not in told
    coach("records", "export", "whole.jsonl", "--all", *PACKS)
    mixed = (tmp_path / "whole.jsonl").read_text() + (tmp_path / "all.jsonl").read_text()
    (tmp_path / "mixed.jsonl").write_text(mixed)
    assert "mixed.jsonl holds lines of an xAPI export." in coach(
        "records", "import", "mixed.jsonl", *PACKS, code=2
    )


def test_a_backup_comes_back_and_a_person_goes(coach, tmp_path):
    assert "1 reply copied" in coach("backup", "copy.db")
    assert "Nothing was removed" in coach("erase", "--trainee", "Mina", typed="no\n", code=1)
    assert "Nothing of this person is left" in coach("erase", "--trainee", "Mina", typed="Mina\n")
    assert "Nobody called" in coach("erase", "--trainee", "Mina", "--yes", code=1)
    told = coach("progress", "--as", "Mina", *PACKS, code=1)
    assert "Nobody called `Mina` has practised here. Begin with: coach --as Mina" in told
    assert "Restored 1 reply " in coach("backup", "--restore", "copy.db")
    assert "Mina: 1 reply," in coach("progress", "--as", "Mina", *PACKS)
    (tmp_path / "bad.db").write_text("nonsense")
    assert "Nothing was changed" in coach("backup", "--restore", "bad.db", code=2)


def test_a_person_goes_in_every_spelling_and_the_spellings_are_named_first(coach):
    coach("play", "corner-shop/till", "--plain", "--as", "mina", *PACKS, typed=f"{GOOD}\n")
    told = coach("erase", "--trainee", "MINA", typed="no\n", code=1)
    assert "every record under `Mina`, `mina` from this machine" in told
    assert "Nothing was removed" in told
    told = coach("erase", "--trainee", "MINA", "--yes")
    assert "Removed 2 attempts with 2 replies, kept under `Mina`, `mina`." in told
    assert "Nothing of this person is left" in told
    assert "Nobody called" in coach("erase", "--trainee", "mina", "--yes", code=1)


def test_a_name_is_found_in_the_one_spelling_on_record(coach, tmp_path):
    assert "Mina: 1 reply," in coach("progress", "--as", " mina", *PACKS)
    assert "Practice of Mina" in coach("report", "-", "--markdown", "--as", "MINA", *PACKS)
    assert len(json.loads(coach("review", "--json", "--as", "mina", *PACKS))) == 1
    coach("play", "corner-shop/till", "--plain", "--as", "mina", *PACKS, typed=f"{GOOD}\n")
    assert "mina: 1 reply," in coach("progress", "--as", "mina", *PACKS)
    told = coach("progress", "--as", "MINA", *PACKS, code=1)
    assert "Nobody called `MINA` has practised here." in told
