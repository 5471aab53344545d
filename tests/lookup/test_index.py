import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from coach.lookup.index import open_fresh
from coach.lookup.places import layers, stamp
from coach.wordings import WHOLE, index_path, open_index


def test_the_index_is_made_once_and_used_again(home):
    open_index().close()
    before = Path(index_path()).stat().st_mtime_ns
    open_index().close()
    assert Path(index_path()).stat().st_mtime_ns == before


def test_a_changed_file_makes_the_index_anew(home, find, write_library):
    assert find("helicopter") == []
    library = home / "home" / "library"
    book = (library / "scripts" / "texts.yaml").read_text(encoding="utf-8")
    changed = book.replace("gratitude", "helicopter").replace("Thanks after", "Many thanks after")
    (library / "scripts" / "texts.yaml").write_text(changed, encoding="utf-8")
    assert find("helicopter") == ["texts/thanks"]


def test_a_new_and_a_removed_file_make_the_index_anew(home, find):
    library = home / "home" / "library"
    assert find("gratitude") == ["texts/thanks"]
    (library / "scripts" / "texts.yaml").unlink()
    assert find("gratitude") == []


def test_a_damaged_index_is_made_anew(home, find):
    assert find("final say") == ["corner/boss-decides"]
    with Path(index_path()).open("r+b") as file:
        file.write(b"this is no database at all" * 40)
    assert find("final say") == ["corner/boss-decides"]


def test_an_index_damaged_further_inside_is_mended_by_the_command(home, write_library, tmp_path):
    env = {**os.environ, "COACH_HOME": str(tmp_path / "own")}
    command = [sys.executable, "-m", "coach", "lookup", "boss has to sign"]
    assert subprocess.run(command, env=env, capture_output=True, check=False).returncode == 0
    path = tmp_path / "own" / "cache" / "lookup.db"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (size - 8192))
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_file_in_its_place_is_made_anew(home, find):
    Path(index_path()).parent.mkdir(parents=True)
    Path(index_path()).touch()
    assert find("final say") == ["corner/boss-decides"]


def test_where_the_cache_cannot_be_written_a_temporary_index_serves(home, find, monkeypatch):
    (home / "home" / "cache").write_text("a file where a folder should be", encoding="utf-8")
    assert find("final say") == ["corner/boss-decides"]


def test_an_index_of_other_files_is_not_used(home):
    open_index().close()
    assert open_fresh(index_path(), stamp(layers()) + "x") is None


def test_several_processes_may_make_it_at_once(tmp_path):
    env = {**os.environ, "COACH_HOME": str(tmp_path / "many")}
    command = [sys.executable, "-m", "coach", "lookup", "--json", "cheque is in the post"]
    running = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    results = [(*process.communicate(), process.returncode) for process in running]
    assert [code for _, _, code in results] == [0, 0, 0], results
    assert len({out for out, _, _ in results}) == 1
    assert sorted(path.name for path in (tmp_path / "many" / "cache").iterdir()) == ["lookup.db"]


def test_the_team_and_personal_layers_win_over_those_beneath(home, find, write_library):
    from coach.lookup.reader import Reader
    from coach.lookup.search import search

    team = write_library(home / "team")
    text = (team / "scenarios" / "corner" / "excuses" / "all.yaml").read_text(encoding="utf-8")
    (team / "scenarios" / "corner" / "excuses" / "all.yaml").write_text(
        text.replace("Which day does he sign", "The team asks when he signs")
        + text.replace("boss-decides", "lorry-late").replace("no-money", "truck-late")
        .replace("The boss has the final say on payments", "The lorry is late"),
        encoding="utf-8",
    )  # fmt: skip
    reader = Reader(open_index())
    best = reader.wording(search(reader, "boss has the final say")[0].number)
    assert (best.layer, best.answers[0]) == ("personal", "Which day does he sign {amount}?")
    late = reader.wording(search(reader, "lorry is late")[0].number)
    assert (late.ref, late.layer) == ("corner/lorry-late", "team")
    reader.connection.close()


def test_checking_whether_files_changed_opens_none_of_them(home, monkeypatch):
    def refuse(*_):
        raise AssertionError("a file was opened")

    found = layers()
    monkeypatch.setattr("builtins.open", refuse)
    assert "texts.yaml" in stamp(found)


def test_whoever_waits_for_the_index_hears_how_far_it_has_come(home):
    heard = []
    open_index(lambda done, what: heard.append((done, what))).close()
    steps = [done for done, _ in heard]
    assert steps == sorted(set(steps))
    assert (min(steps), max(steps) < WHOLE) == (0, True)
    assert {what for _, what in heard} >= {
        "reading corner",
        "2 of 4 entries",
        "counting their words",
    }
    heard.clear()
    open_index(lambda done, what: heard.append((done, what))).close()
    assert heard == []


class StoppedError(Exception):
    """Whoever waited has had enough."""


@pytest.mark.parametrize("at", ["reading corner", "2 of 4 entries", "counting their words"])
def test_an_index_that_is_stopped_half_way_leaves_nothing_and_keeps_the_old_one(home, find, at):
    def stop(_, what):
        if what == at:
            raise StoppedError

    folder = Path(index_path()).parent
    with pytest.raises(StoppedError):
        open_index(stop)
    assert not folder.exists() or list(folder.iterdir()) == []
    assert find("gratitude") == ["texts/thanks"]
    before = Path(index_path()).read_bytes()
    book = home / "home" / "library" / "scripts" / "texts.yaml"
    text = book.read_text(encoding="utf-8")
    book.write_text(text.replace("gratitude", "helicopter, helicopters"), encoding="utf-8")
    with pytest.raises(StoppedError):
        open_index(stop)
    assert list(folder.iterdir()) == [Path(index_path())]
    assert Path(index_path()).read_bytes() == before
    assert find("helicopter") == ["texts/thanks"]


def test_the_index_is_opened_for_reading_only(home):
    connection = open_index()
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM entry")
    connection.close()
