"""A team's folder on a share that hangs keeps nobody waiting, and is told."""

import threading

import pytest

from coach.cli.common import tell_of_team
from coach.library import load
from coach.lookup import places, shares


@pytest.fixture
def hanging(tmp_path, monkeypatch):
    """A team's folder that answers when the test is over."""
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COACH_TEAM", str(tmp_path / "share"))
    monkeypatch.setattr(shares, "_silent", {})
    monkeypatch.setattr(shares, "_answered", set())
    monkeypatch.setattr(shares.answers, "__defaults__", (0.05,))
    over = threading.Event()
    monkeypatch.setattr(shares, "_look", lambda _folder: over.wait(20))
    yield tmp_path / "share"
    over.set()


def test_a_share_that_hangs_is_left_out_of_the_layers(hanging):
    assert [layer.name for layer in places.layers()] == ["personal", "built-in"]
    assert "first-week" in load().packs


def test_that_a_share_hangs_is_said_once_for_each_command(hanging, capsys):
    tell_of_team()
    assert f"The team's folder {hanging} does not answer." in capsys.readouterr().err


def test_a_share_that_hangs_is_not_waited_for_twice(hanging, monkeypatch):
    assert not shares.answers(str(hanging))
    asked = []
    monkeypatch.setattr(shares, "_look", asked.append)
    assert not shares.answers(str(hanging))
    assert asked == []


def test_a_folder_that_is_not_there_answers_so(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_TEAM", str(tmp_path / "nowhere"))
    assert [layer.name for layer in places.layers()] == ["personal", "team", "built-in"]
    assert places.team_trouble() == ""
