"""What the README and the handbook tell people to type is typed here."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import coach

HANDBOOK = Path(coach.__file__).parent / "handbook"
README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
INTERACTIVE = {
    "coach",
    "coach drill",
    "coach pack add excuse our-debtors",
    "coach pack add call our-debtors",
    "coach lookup",
    "coach web",
}
"""Commands that open screens or ask questions; they are tried elsewhere."""


def commands(path):
    """The commands of a page, in order; comments after them fall away."""
    for block in BLOCK.findall(path.read_text(encoding="utf-8")):
        for line in block.splitlines():
            text = line.split("  #")[0].strip()
            if text.startswith(("coach", "mkdir")):
                yield text


def type_it(text, folder):
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "COACH_HOME": str(folder / "home")}
    words = shlex.split(text)
    if words[0] == "mkdir":
        return subprocess.run(
            [*words, "-v"], cwd=folder, capture_output=True, text=True, check=False
        )
    return subprocess.run(
        [sys.executable, "-m", *words],
        env=env,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize("page", sorted(HANDBOOK.glob("*.md")), ids=lambda page: page.stem)
def test_every_command_of_a_page_works_when_typed_in_order(page, tmp_path):
    for text in commands(page):
        if text in INTERACTIVE:
            continue
        done = type_it(text, tmp_path)
        # A machine without a clipboard says so, with the exit code for what the environment lacks.
        fine = {0, 1, 3} if "--copy" in text else {0, 1}
        assert done.returncode in fine, (text, done.stderr)
        assert "Traceback" not in done.stderr, text
        assert done.stdout or done.returncode == 3, text


def test_every_command_of_the_readme_works_when_typed_in_order(tmp_path):
    for text in commands(README):
        if text in INTERACTIVE:
            continue
        done = type_it(text, tmp_path)
        assert done.returncode in {0, 1}, (text, done.stderr)
        assert "Traceback" not in done.stderr, text


def test_the_handbook_lists_its_pages_and_guesses_a_misspelt_one(tmp_path):
    listed = type_it("coach help", tmp_path).stdout
    for page in HANDBOOK.glob("*.md"):
        assert page.stem in listed
    done = type_it("coach help first-pak", tmp_path)
    assert done.returncode == 1
    assert "Did you mean `first-pack`?" in done.stderr


def test_every_command_of_the_help_explains_itself(tmp_path):
    help_page = type_it("coach --help", tmp_path).stdout
    for name in re.findall(r"^  ([a-z]+)  ", help_page, re.MULTILINE):
        done = type_it(f"coach {name} --help", tmp_path)
        assert done.returncode == 0, name
        assert "usage:" in done.stdout
