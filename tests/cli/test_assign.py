"""coach assign, as a manager types it."""

import json
import os
import subprocess
import sys

import pytest


@pytest.fixture
def coach(tmp_path):
    (tmp_path / "team").mkdir()
    env = {
        **os.environ,
        "COACH_HOME": str(tmp_path / "home"),
        "COACH_TEAM": str(tmp_path / "team"),
    }

    def run(*words, typed="", **more):
        return subprocess.run(
            [sys.executable, "-m", "coach", *words],
            input=typed,
            env={**env, **more},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def test_a_call_is_set_listed_and_taken_back(coach):
    words = ("--to", "mina", "tom", "--due", "2999-03-12", "--pass", "80", "--attempts", "3")
    done = coach("assign", "first-week/first-call", *words)
    assert done.returncode == 0, done.stderr
    assert "for mina, tom, by 2999-03-12, pass 80, 3 attempts." in done.stdout
    (one,) = json.loads(coach("assign", "--list", "--json").stdout)
    assert one["assignment"]["to"] == ["mina", "tom"]
    assert [(who["trainee"], who["here"]) for who in one["people"]] == [
        ("mina", False),
        ("tom", False),
    ]
    name = one["assignment"]["id"]
    listed = coach("assign", "--list").stdout
    assert listed.startswith("By the records on this machine.")
    assert "is the machine's; a corrected band does not change it." in listed
    assert name in listed
    assert "tom: open, nothing on this machine" in listed
    assert coach("assign", "--remove", name).returncode == 0
    assert coach("assign", "--list").stdout == "Nothing is set.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere/nothing", "--to", "mina"), "There is no pack `nowhere`"),
        (("first-week/first-call", "--to", "mina", "--due", "yesterday"), "is no day"),
        (("first-week/first-call", "--to", " "), "is no name"),
        (("first-week/first-call",), "For whom?"),
        ((), "Which call?"),
        (("--remove", "beef"), "There is no assignment `beef`"),
    ],
)
def test_wrong_use_is_told_with_exit_code_2(coach, words, said):
    done = coach("assign", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_without_a_teams_folder_it_says_how_to_name_one(coach):
    done = coach("assign", "--list", COACH_TEAM="")
    assert done.returncode == 2
    assert "COACH_TEAM" in done.stderr
    done = coach("assign", "--list", "--team", "nowhere")
    assert done.returncode == 2
    assert "There is no folder nowhere." in done.stderr


def test_a_faulty_list_is_shown_as_far_as_it_is_sound(coach, tmp_path):
    folder = tmp_path / "team" / "assignments"
    folder.mkdir()
    (folder / "assignments.yaml").write_text("- {id: a1, call: a/b, to: [mina]}\n- {id: a2}\n")
    done = coach("assign", "--list")
    assert done.returncode == 2
    assert "a1  a/b" in done.stdout
    assert "assignments.yaml:2:" in done.stderr


def test_the_folder_in_the_settings_holds_from_wherever_one_asks(coach, tmp_path):
    assert coach("settings", "set", "team", "team").returncode == 0
    env = {**os.environ, "COACH_HOME": str(tmp_path / "home")}
    env.pop("COACH_TEAM", None)
    done = subprocess.run(
        [sys.executable, "-m", "coach", "assign", "--list"],
        env=env,
        cwd=tmp_path / "home",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "Nothing is set.\n")


def test_the_plain_home_tells_it_too(coach):
    words = ("--to", "mina", "--due", "2999-03-12", "--pass", "80", "--attempts", "3")
    assert coach("assign", "first-week/first-call", *words).returncode == 0
    done = coach("--plain", "--as", "Mina")
    assert "Assigned: Twelve days and a watering can, by 12 Mar, pass 80, 0/3 used." in done.stdout
    assert "Assigned" not in coach("--plain", "--as", "Tom").stdout


def test_erasing_somebody_says_where_the_teams_list_still_names_them(coach, tmp_path):
    coach("assign", "first-week/first-call", "--to", "mina", "tom")
    coach("assign", "first-week/say-it-straight", "--to", "tom")
    coach("drill", "--plain", "--as", "Mina", typed="Who signs, and when is he in?\n/pause\n")
    assert coach("--plain", "--as", "Mina").returncode == 0
    (copy,) = tmp_path.rglob("assignments-*.yaml")
    listed = (tmp_path / "team" / "assignments" / "assignments.yaml").read_bytes()
    (one, _) = json.loads(coach("assign", "--list", "--json").stdout)
    done = coach("erase", "--trainee", "Mina", "--yes")
    assert done.returncode == 1
    assert "Nothing of this person is left in them." in done.stdout
    assert "The team's list still names them" in done.stderr
    assert f"coach assign --remove {one['assignment']['id']}" in done.stderr
    assert (tmp_path / "team" / "assignments" / "assignments.yaml").read_bytes() == listed
    assert not copy.exists()
