"""Every command explains itself with examples, and a shell can complete it."""

import shutil
import subprocess
import sys

import pytest

from coach.cli import completion
from coach.cli.main import COMMANDS, present, run


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_present_and_explains_itself_with_examples(name, capsys, home):
    assert name in present()
    try:
        code = run([name, "--help"])
    except SystemExit as left:
        code = left.code
    assert code == 0
    said = capsys.readouterr().out
    assert f"usage: coach {name}" in said
    assert "example" in said
    assert f"coach {name}" in said.split("example", 1)[1]


@pytest.fixture(scope="module")
def places():
    return completion.places()


def test_completion_knows_every_command_its_parts_and_its_choices(places):
    by_path = {place.path: place for place in places}
    assert [word for word, _ in by_path[""].words] == present()
    assert "look" in [word for word, _ in by_path["settings set"].words]
    assert "first-call" in [word for word, _ in by_path["help"].words]
    assert by_path["play"].flags["--level"][1] == ("easy", "normal", "hard")
    assert "--no-paced" in by_path["drill"].flags


def test_making_completion_leaves_the_parsers_as_they_were(places, capsys, home):
    assert run(["settings", "get", "look"]) == 0
    assert capsys.readouterr().out == "auto\n"


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_the_script_of_each_shell_is_free_of_faults_for_that_shell(shell, capsys, tmp_path):
    assert run(["--completion", shell]) == 0
    script = tmp_path / "completion"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    found = shutil.which(shell)
    if found:  # a shell that is not here cannot judge; its words are judged below all the same
        done = subprocess.run([found, "-n", script], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "settings",
        "easy normal hard",
        "--reduced-motion" if shell != "fish" else "reduced-motion",
    ):
        assert words in script.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["p"], ["play", "progress", "pack"]),
        (["settings", "set", "lo"], ["look"]),
        (["play", "--level", ""], ["easy", "normal", "hard"]),
        (["drill", "--no"], ["--no-plain", "--no-paced", "--no-reduced-motion", "--no-sound"]),
        (["--completion", "z"], ["zsh"]),
    ],
)
def test_bash_is_offered_what_can_follow(typed, offered, places):
    words = " ".join(f"'{word}'" for word in ["coach", *typed])
    line = (
        f'COMP_WORDS=({words}); COMP_CWORD={len(typed)}; _coach; printf "%s\\n" "${{COMPREPLY[@]}}"'
    )
    bash = shutil.which("bash") or sys.executable
    done = subprocess.run(
        [bash, "-c", completion.bash(places) + line], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == offered


def test_a_shell_that_is_unknown_is_told_which_are_known(capsys):
    assert run(["--completion", "tcsh"]) == 2
    assert "bash, zsh, fish" in capsys.readouterr().err
    assert run(["--completion", "--help"]) == 0
    assert "coach --completion bash >" in capsys.readouterr().out
