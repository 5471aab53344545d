"""A library that may not be read, or cannot be reached, keeps nobody from the others."""

import os
import threading
import time

import pytest

from coach.cli import library, lookup
from coach.lookup import places, shares
from coach.lookup.wording import unpacked
from coach.wordings import open_index


def refs(connection):
    with connection:
        rows = [row[0] for row in connection.execute("SELECT packed FROM wording")]
    connection.close()
    return {unpacked(row).ref for row in rows}


def files(connection):
    with connection:
        rows = [row[0] for row in connection.execute("SELECT packed FROM wording")]
    connection.close()
    return {unpacked(row).file for row in rows}


@pytest.fixture
def team(tmp_path, monkeypatch, write_library):
    """A team's library beside a personal one that is empty, and nothing built in."""
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COACH_TEAM", str(tmp_path / "team"))
    (tmp_path / "home" / "library").mkdir(parents=True)
    plain = places.layers

    def layers():
        *others, _ = plain()
        return [*others, places.Layer("built-in", str(tmp_path), [], [])]

    for module in ("coach.wordings", "coach.cli.library"):
        monkeypatch.setattr(f"{module}.layers", layers)
    write_library(tmp_path / "team")
    return tmp_path / "team"


@pytest.fixture
def without_leave(monkeypatch):
    """Takes away the leave to read a folder, also from the one who may read everything."""
    plain = os.access
    barred = []

    def access(path, mode, **named):
        return not any(str(path).startswith(str(one)) for one in barred) and plain(
            path, mode, **named
        )

    monkeypatch.setattr(os, "access", access)
    monkeypatch.setattr(shares, "_answered", set())
    return barred.append


def test_a_teams_folder_without_leave_is_left_out_and_told(team, without_leave, capsys):
    without_leave(team)
    assert "team" not in [layer.name for layer in places.layers()]
    assert "may not be read" in places.team_trouble()
    assert library.run([]) == 0
    assert "may not be read" in capsys.readouterr().err


def test_a_personal_folder_without_leave_is_told_and_the_team_is_still_found(
    team, without_leave, tmp_path, capsys
):
    without_leave(tmp_path / "home" / "library")
    assert library.run([]) == 0
    assert "it may not be read" in capsys.readouterr().out
    assert "corner/boss-decides" in refs(open_index())


@pytest.fixture
def hang(monkeypatch):
    """Lets every share hang from then on."""
    over = threading.Event()

    def hanging():
        monkeypatch.setattr(shares, "_answered", set())
        monkeypatch.setattr(shares, "_silent", {})
        monkeypatch.setattr(shares.answers, "__defaults__", (0.05,))
        monkeypatch.setattr(shares, "_look", lambda _: over.wait(20))

    yield hanging
    over.set()


@pytest.mark.parametrize("place", ["scenarios/corner", "scenarios", "scripts"])
def test_a_folder_in_a_library_without_leave_is_told_and_the_rest_is_found(
    team, without_leave, capsys, place
):
    without_leave(team / place)
    assert library.run([]) == 1
    said = capsys.readouterr().out
    assert f"{(team / place).name}: skipped" in said
    assert said.count("error unreadable-file: The folder may not be read. Ask whoever keeps") == 1
    found = refs(open_index())
    assert ("texts/thanks" in found) == (place != "scripts")
    assert ("corner/boss-decides" in found) == (place == "scripts")


def test_what_the_team_held_last_is_found_while_its_share_hangs(team, hang, monkeypatch):
    assert "corner/boss-decides" in refs(open_index())
    hang()
    made = []
    monkeypatch.setattr("coach.wordings.rebuild", lambda *_: made.append(1))
    assert places.team_trouble()
    assert "corner/boss-decides" in refs(open_index())
    assert made == []


def test_it_is_found_too_when_another_library_changes_meanwhile(
    team, hang, tmp_path, write_library, monkeypatch
):
    open_index().close()
    hang()
    own = tmp_path / "home" / "library"
    write_library(own, book="id: own\nversion: '1.0'\ntitle: Own\nlicence: MIT\nscripts:\n"
                             "  - {id: hi, title: Hi, channel: sms, stage: settled, text: Hello there}\n")  # fmt: skip
    (own / "scenarios" / "corner" / "excuses" / "all.yaml").write_text("[]")
    found = refs(open_index())
    assert {"own/hi", "corner/boss-decides", "texts/thanks"} <= found
    (own / "scripts" / "texts.yaml").unlink()
    found = refs(open_index())
    assert {"corner/boss-decides", "texts/thanks"} <= found
    assert "own/hi" not in found
    monkeypatch.setenv("COACH_TEAM", str(tmp_path / "another"))
    write_library(own)
    assert places.team_trouble()
    assert all("team" not in one for one in files(open_index()))


def test_ones_own_entry_wins_over_what_was_kept_of_the_team(team, hang, tmp_path, write_library):
    open_index().close()
    hang()
    write_library(tmp_path / "home" / "library")
    open_index().close()
    assert {str(tmp_path / "home")} == {
        one[: len(str(tmp_path / "home"))] for one in files(open_index())
    }


def test_a_stamp_without_the_team_says_the_same_of_the_others():
    whole = "personal\n/p/a.yaml 1 2\nteam\n/t/b.yaml 3 4\nbuilt-in\n/c/c.yaml 5 6"
    assert places.without_team(whole) == "personal\n/p/a.yaml 1 2\nbuilt-in\n/c/c.yaml 5 6"
    plain = "personal\nbuilt-in\n/c/c.yaml 5 6"
    assert places.without_team(plain) == plain


def test_that_a_share_hung_is_remembered_for_other_processes_for_a_while(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    over = threading.Event()
    monkeypatch.setattr(shares, "_look", lambda _: over.wait(20))
    assert not shares._remembered("/team")
    assert not shares.answers("/team", 0.05)
    over.set()
    assert shares._remembered("/team")
    assert not shares._remembered("/another")
    os.utime(tmp_path / "cache" / "silent-share", (0, 0))
    assert not shares._remembered("/team")


def test_a_share_that_is_only_slow_gets_its_time_again_after_a_while(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    over = threading.Event()
    monkeypatch.setattr(shares, "_look", lambda _: over.wait(20))
    monkeypatch.setattr(shares, "_silent", {})
    note = tmp_path / "cache" / "silent-share"
    assert not shares.answers("/team", 0.01)
    told = time.time() - shares._A_WHILE / 2
    os.utime(note, (told, told))
    monkeypatch.setattr(shares, "_silent", {})
    monkeypatch.setattr(shares, "SHORT", 0.01)
    assert not shares.answers("/team", 0.01)
    assert note.stat().st_mtime == pytest.approx(told, rel=0, abs=1)
    over.set()


def test_the_look_up_tells_that_what_it_finds_of_the_team_was_read_before(
    team, hang, monkeypatch, capsys
):
    open_index().close()
    hang()
    told = f"The team's folder {team} does not answer. What was read of it before is still found."
    assert lookup.run(["zebra", "qwxz"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Nothing fits")
    assert told in said
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert lookup.run(["final", "say"]) == 0
    said = capsys.readouterr()
    assert "corner/boss-decides" in said.out
    assert told in said.err
    assert "left out" not in said.err
    assert library.run([]) == 0
    assert "does not answer. What is in it is left out until then." in capsys.readouterr().err
