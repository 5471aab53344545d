"""From an empty folder to a team's report, through a real store, as people type it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKS = ("--packs", str(Path(__file__).parent.parent / "packs"))
GOOD = "Who signs off payments, what is his direct number, and what time is he in today?"
POOR = "Pay now or else."
USER, PASSWORD = "desk-7", "Mud-4-Pies!"


@pytest.fixture
def typed(ralph, tmp_path):
    """Types a command at a desk, whose folder was empty; the store is in its settings."""

    def type_it(desk, *words, said=""):
        done = subprocess.run(
            [sys.executable, "-m", "coach", *words],
            env={
                **os.environ, "COACH_HOME": str(tmp_path / desk), "COACH_LRS_URL": ralph.url, "COLUMNS": "100",
                "COACH_LRS_USER": USER, "COACH_LRS_PASSWORD": PASSWORD,
            },
            input=said, capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        assert PASSWORD not in done.stdout + done.stderr
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    return type_it


def test_two_desks_and_a_manager_meet_in_the_store(typed):
    for desk, name, words in (("one", "Mina", GOOD), ("two", "Tom", POOR)):
        typed(desk, "play", "corner-shop/till", "--plain", "--as", name, *PACKS, said=f"{words}\n")
        assert " statements sent to " in typed(desk, "records", "sync")
        assert "Waiting: 0 statements." in typed(desk, "records", "waiting")
    report = typed("manager", "team", "--store")
    assert "Mina" in report
    assert "Tom" in report
    # Everything once more, from both: the store keeps each once, and the report stays as it is.
    for desk in ("one", "two"):
        typed(desk, "records", "sync", "--again", "all", "--batch", "1")
    assert typed("manager", "team", "--store", "--csv") == typed(
        "manager", "team", "--store", "--csv"
    )
    assert typed("manager", "team", "--store") == report
