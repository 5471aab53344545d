"""A mistyped name is answered with the one that was probably meant, and exit code 2 or 1."""

import os
import subprocess
import sys

import pytest

from coach.domain.near import did_you_mean
from coach.practice import open_practice


@pytest.fixture
def coach(home):
    env = {**os.environ, "COLUMNS": "100"}

    def run(*words):
        return subprocess.run(
            [sys.executable, "-m", "coach", *words],
            env=env, input="", capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return run


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("lokup",), "lookup"),
        (("help", "scorng"), "scoring"),
        (("pack", "chek"), "check"),
        (("records", "exprt"), "export"),
        (("play", "--lst"), "--list"),
        (("settings", "set", "lok", "light"), "look"),
        (("rules", "uk-consumr"), "uk-consumer"),
        (("drill", "--pack", "frist-week", "--plain"), "first-week"),
        (("play", "elevn-years", "--plain"), "trade-arrears/eleven-years"),
        (("play", "trade-arears/elevn-years", "--plain"), "trade-arrears/eleven-years"),
        (("score", "trade-arrears/boss-has-finl-say", "x"), "boss-has-final-say"),
        (("score", "first-week/first-call/helo", "x"), "hello"),
        (("simulate", "frist-call"), "first-week/first-call"),
    ],
)
def test_a_mistyped_name_is_answered_with_the_one_that_is_near(coach, words, meant):
    done = coach(*words)
    assert done.returncode in {1, 2}
    assert f"Did you mean `{meant}`?" in done.stderr


@pytest.mark.parametrize(
    "words", [("progress",), ("report",), ("review",), ("records", "export", "x.jsonl")]
)
def test_a_mistyped_trainee_is_answered_with_the_one_who_practised(
    coach, words, home, packs, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    with open_practice(trainee="Mina", packs=packs) as practice:
        practice.start("till", seed=1).reply("Who signs, and when is he in?")
    done = coach(*words, "--as", "Mnia")
    assert "Did you mean `Mina`?" in done.stdout + done.stderr
    assert "Who has practised here: Mina." in done.stdout + done.stderr


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_progress_of_a_mistyped_trainee_gives_programs_nothing_to_misread(coach, form):
    done = coach("progress", form, "--as", "Mnia")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nobody called `Mnia` has practised here." in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("progress",), ("report",), ("review",), ("--plain",), ("progress", "--all"),
        ("records", "export", "-"), ("drill", "--plain"), ("play", "--list"),
    ],
)  # fmt: skip
def test_looking_enters_nobody_into_the_records(coach, words, home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    coach(*words, "--as", "Mnia")
    done = coach("erase", "--trainee", "Mnia", "--yes")
    assert done.returncode == 1
    assert "Nobody called `Mnia` has records" in done.stderr


def test_nobody_is_erased_under_a_name_that_is_only_near(coach, home, packs):
    with open_practice(trainee="Mina", packs=packs) as practice:
        practice.start("till", seed=1).reply("Who signs, and when is he in?")
    done = coach("erase", "--trainee", "mnia", "--yes")
    assert done.returncode == 1
    assert "Did you mean `Mina`?" in done.stderr
    assert "no practice yet" not in coach("progress", "--as", "Mina").stdout


def test_what_is_like_nothing_gets_no_guess():
    assert did_you_mean("zzzz", ["play", "drill"]) == ""
    assert did_you_mean("x", ["export"]) == ""
    assert did_you_mean("pla", ["play", "drill"]) == " Did you mean `play`?"
