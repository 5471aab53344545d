"""`coach play --plain` as a person, a pipe and a test drive it."""

import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

PACKS = Path(__file__).parent.parent / "packs"


@pytest.fixture
def coach(tmp_path):
    """Runs the program with a home folder of its own."""
    home = tmp_path / "home"
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "COACH_HOME": str(home), "COLUMNS": "80"}

    def run(*words, typed="", **extra):
        return subprocess.run(
            [sys.executable, "-m", "coach", *words],
            input=typed, env={**env, **extra.pop("env", {})}, capture_output=True, text=True, timeout=60, check=False, **extra,
        )  # fmt: skip

    run.env, run.home = env, home
    return run


TILL = ("play", "corner-shop/till", "--plain", "--packs", str(PACKS))
GOOD = "I understand. Who signs off payments, what is his name and direct number, and what time is he in today? I'll ring at three about the GBP 1,240 and want it by transfer on Friday."


def test_a_call_is_played_as_plain_lines(coach):
    done = coach(*TILL, typed=f"{GOOD}\n")
    assert done.returncode == 0, done.stderr
    assert "Jo: I only mind the till. The boss decides what gets paid." in done.stdout
    assert "Review: " in done.stdout
    assert "Mrs Hale, owner, comes to the telephone." in done.stdout
    assert "Paused. Go on with: coach play --continue --plain" in done.stdout
    assert "Scores are for training, not for judging people." in done.stdout


def test_plain_output_has_no_control_and_no_drawing(coach):
    done = coach(*TILL, typed=f"{GOOD}\n\x1b[2Jbell\x07\n")
    odd = {
        char
        for char in done.stdout
        if (ord(char) < 32 and char != "\n") or 0x2500 <= ord(char) < 0x2600
    }
    assert odd == set()


def test_the_end_of_the_input_pauses_and_the_call_goes_on_later(coach):
    coach(*TILL, typed=f"{GOOD}\n")
    done = coach("play", "--continue", "--plain", "--packs", str(PACKS), typed="/pause\n")
    assert done.returncode == 0, done.stderr
    assert "So far:" in done.stdout
    assert f"You: {GOOD}" in done.stdout
    assert "On the line: Mrs Hale, owner" in done.stdout


def test_a_call_killed_in_the_middle_is_offered_again_with_every_reply(coach):
    program = subprocess.Popen(
        [sys.executable, "-m", "coach", *TILL],
        env=coach.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    program.stdin.write(f"{GOOD}\n")
    program.stdin.flush()
    for line in program.stdout:
        if line.startswith("Review:"):
            break
    program.send_signal(signal.SIGKILL)
    program.wait(10)
    program.stdout.close()
    program.stdin.close()
    done = coach("progress", "--packs", str(PACKS))
    assert "Waiting to be continued" in done.stdout
    done = coach("play", "--continue", "--plain", "--packs", str(PACKS))
    assert f"You: {GOOD}" in done.stdout


def test_hint_retry_goal_and_why_work_in_plain_mode(coach):
    done = coach(*TILL, typed=f"/hint\n/goal\n/retry\n/nonsense\n{GOOD}\n/why\n/retry\n/help\n")
    assert done.returncode == 0, done.stderr
    for part in (
        "Hint (costs 5 points): ",
        "Goal here: ",
        "There is no reply to take back yet.",
        "There is no command /nonsense.",
        "after 1 hint",
        "Taken back; it stays on record",
    ):
        assert part in done.stdout


def test_the_list_names_every_call(coach):
    done = coach("play", "--list", "--packs", str(PACKS))
    assert "corner-shop/till" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (
            ("play", "corner-shop/tlil", "--plain", "--packs", str(PACKS)),
            2,
            "Did you mean `corner-shop/till`?",
        ),
        (("play", "--continue", "--plain", "--packs", str(PACKS)), 1, "No call is waiting"),
        (("play", "till", "--plain", "--packs", "nowhere"), 2, "There is no folder nowhere"),
        (("play",), 2, "which call?"),
        (("pley",), 2, "Did you mean `play`?"),
        (("play", "till", "--packs", str(PACKS)), 2, "need a terminal"),
        ((), 2, "need a terminal"),
    ],
)
def test_wrong_use_gets_one_clear_message_and_the_right_exit_code(coach, words, code, part):
    done = coach(*words)
    assert done.returncode == code
    assert part in done.stderr
    assert "Traceback" not in done.stderr


def test_a_records_file_that_is_no_database_is_told_with_exit_code_3(coach):
    coach.home.mkdir()
    (coach.home / "records.db").write_text("notes " * 500)
    done = coach(*TILL, typed=f"{GOOD}\n")
    assert done.returncode == 3
    assert "not a database" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_home_that_is_a_file_is_told_with_exit_code_3(coach):
    coach.home.write_text("I am a file")
    done = coach(*TILL)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_records_that_another_program_holds_are_waited_for(coach):
    coach(*TILL)
    with sqlite3.connect(coach.home / "records.db") as other:
        other.execute("BEGIN IMMEDIATE")
        program = subprocess.Popen(
            [sys.executable, "-m", "coach", *TILL],
            env=coach.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(2)
        other.rollback()
    other.close()
    out, _ = program.communicate(timeout=30)
    assert program.returncode == 1  # nothing was typed
    assert "Jo: " in out


def test_ctrl_c_ends_with_a_word_and_keeps_what_was_said(coach):
    program = subprocess.Popen(
        [sys.executable, "-m", "coach", *TILL],
        env=coach.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    program.stdin.write(f"{GOOD}\n")
    program.stdin.flush()
    for line in program.stdout:
        if line.startswith("Review:"):
            break
    program.send_signal(signal.SIGINT)
    _, err = program.communicate(timeout=20)
    assert program.returncode == 130
    assert "What was said so far is kept" in err
    assert "Traceback" not in err
    assert GOOD in coach("play", "--continue", "--plain", "--packs", str(PACKS)).stdout


def test_a_closed_pipe_is_no_failure(coach):
    program = subprocess.Popen(
        [sys.executable, "-m", "coach", *TILL],
        env=coach.env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    program.stdout.close()
    _, err = program.communicate(timeout=30)
    assert program.returncode == 0
    assert err == ""


def test_a_broken_pack_is_told_with_file_line_column_and_remedy(coach, tmp_path):
    import shutil

    shutil.copytree(PACKS, tmp_path / "packs")
    path = tmp_path / "packs" / "corner-shop" / "excuses" / "all.yaml"
    path.write_text(path.read_text().replace("mood: flat", "mood: flatt"))
    done = coach("pack", "check", str(tmp_path / "packs"))
    assert done.returncode == 1
    assert (
        "all.yaml:30:9: error unknown-value: `flatt` is not one of the words for this field. Did you mean `flat`?"
        in done.stdout
    )


def test_progress_is_the_same_for_people_and_for_programs(coach):
    import json

    coach(*TILL, typed=f"{GOOD}\n")
    text = coach("progress", "--packs", str(PACKS)).stdout
    data = json.loads(coach("progress", "--json", "--packs", str(PACKS)).stdout)
    assert data["replies"] == 1
    for skill in data["skills"]:
        if skill["score"] is not None:
            assert f"  {skill['skill']:<11} {skill['score']:>3}" in text


def test_names_keep_their_own_records(coach):
    coach(*TILL, "--as", "Mina", typed=f"{GOOD}\n")
    done = coach("progress", "--as", "Tom", "--packs", str(PACKS))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nobody called `Tom` has practised here. Who has practised here: Mina." in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("play", "corner-shop/till", "--plain"), "Begin it with: coach play corner-shop/till --plain"),
        (("play", "--random", "--plain", "--seed", "3"), "so nothing was played."),
        (("tour", "--plain"), "so nothing was played."),
        (("drill", "--plain"), "so nothing was drilled."),
        (("drill",), "coach drill --plain"),
        (("tour",), "coach tour --plain"),
        (("play", "corner-shop/till"), "coach play corner-shop/till --plain"),
        (("play", "--continue"), "coach play --continue --plain"),
        ((), "coach --plain"),
    ],
)  # fmt: skip
def test_no_input_at_all_is_said_to_be_none_with_what_to_do(coach, words, said):
    done = coach(*words, "--packs", str(PACKS)) if words[:1] != ("tour",) else coach(*words)
    assert done.returncode == (1 if "--plain" in words else 2), done.stdout
    assert said in done.stderr
    assert "Paused" not in done.stdout
    assert "Debrief" not in done.stdout


def test_a_call_left_before_the_first_reply_is_not_said_to_be_continued(coach):
    done = coach(*TILL, typed="/pause\n")
    assert done.returncode == 0
    assert "Left before a reply that counts: nothing waits." in done.stdout
    assert coach("play", "--continue", "--plain", "--packs", str(PACKS)).returncode == 1


def test_one_of_a_thing_is_told_as_one(coach):
    coach(*TILL, typed=f"{GOOD}\n")
    told = coach(*TILL, typed=f"{GOOD}\n").stdout
    assert "over 1 reply." in told
    for words in (("progress",), ("review",), ("records", "waiting"), ("backup",)):
        told += coach(*words).stdout
    assert re.search(r"\b1 (?:replies|calls|drills|days|tries|excuses|attempts|statements)\b", told) is None  # fmt: skip


def test_how_a_call_ended_is_told_in_words(coach):
    typed = "Pay or we break your legs, you liar.\n" * 4
    told = coach(*TILL, typed=typed).stdout
    told += coach("review").stdout + coach("progress").stdout
    told += coach("simulate", "till", "--packs", str(PACKS)).stdout
    assert re.search(r"\b(?:hung_up|dated_promise|paid_in_full|part_payment|callback_agreed)\b", told) is None  # fmt: skip


def test_the_command_printed_for_a_paused_call_goes_on_with_it(coach, tmp_path):
    folder = tmp_path / "our packs"
    shutil.copytree(PACKS, folder)
    words = ("--packs", "our packs", "--as", "Mina B")
    begin = ("play", "corner-shop/till", "--plain", *words)
    assert f"coach {shlex.join(begin)}" in coach(*begin, typed="/pause\n", cwd=tmp_path).stdout
    told = coach(*begin, typed=f"{GOOD}\n/pause\n", cwd=tmp_path).stdout
    (printed,) = re.findall(r"^Paused\. Go on with: coach (.*)$", told, re.MULTILINE)
    done = coach(*shlex.split(printed), typed="/pause\n", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"You: {GOOD}" in done.stdout


def test_going_on_without_the_pack_says_which_folder_is_needed(coach, tmp_path):
    shutil.copytree(PACKS / "corner-shop", tmp_path / "ours")
    begin = ("play", "corner-shop/till", "--plain", "--packs", "ours")
    coach(*begin, typed=f"{GOOD}\n/pause\n", cwd=tmp_path)
    done = coach("play", "--continue", "--plain", cwd=tmp_path)
    assert done.returncode == 2
    assert "is of the pack `corner-shop`, which is not among the packs at hand" in done.stderr
    assert "Go on with: coach play --continue --plain --packs ours" in done.stderr
    (tmp_path / "elsewhere").mkdir()
    done = coach("play", "--continue", "--plain", cwd=tmp_path / "elsewhere")
    assert "Add --packs DIR, the folder that pack is in." in done.stderr
