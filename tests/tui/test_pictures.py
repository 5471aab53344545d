"""The README's picture: made by the command, and loading nothing from anywhere."""

import re
from pathlib import Path

from coach.tui import pictures

COMMITTED = Path(__file__).parents[2] / ".github" / pictures.README
_NAMESPACE = "http://www.w3.org/2000/svg"


def is_whole(picture):
    """Whether a picture is a small SVG of a call that fetches nothing."""
    words = re.sub(r"<[^>]+>|&#160;|\s", " ", picture)
    return (
        len(picture.encode()) < 200_000
        and not re.search(r"https?://|@import|@font-face|<image", picture.replace(_NAMESPACE, ""))
        and "Mr" in words
        and "Account" in words
    )


def test_the_command_makes_the_picture_of_the_readme(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    assert pictures.main([str(tmp_path), "--readme"]) == 0
    made = tmp_path / pictures.README
    assert capsys.readouterr().out.strip() == str(made)
    assert is_whole(made.read_text(encoding="utf-8"))


def test_the_picture_of_the_readme_loads_nothing_from_the_web():
    assert is_whole(COMMITTED.read_text(encoding="utf-8"))
