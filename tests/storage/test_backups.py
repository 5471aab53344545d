"""Backups: whole, checked, and never in place of anything before they are."""

import sqlite3
import stat

import pytest

from coach.practice import PracticeError
from coach.practice.keeping import back_up, restore
from coach.storage.backups import checked
from coach.storage.database import FILE, open_records
from coach.storage.errors import StorageError


def write(folder, name):
    records = open_records(folder)
    with records.writing() as db:
        db["trainees"].insert({"id": name, "name": name, "created_at": ""})
    records.close()


def names(path):
    conn = sqlite3.connect(path)
    found = [row[0] for row in conn.execute("SELECT name FROM trainees ORDER BY name")]
    conn.close()
    return found


def test_a_backup_is_made_while_the_records_are_open_and_is_its_owners_alone(tmp_path):
    records = open_records(tmp_path)
    with records.writing() as db:
        db["trainees"].insert({"id": "a", "name": "a", "created_at": ""})
    path, _ = back_up(home=tmp_path)
    records.close()
    assert names(path) == ["a"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_restoring_brings_back_the_copy_and_keeps_what_was_there(tmp_path):
    write(tmp_path, "before")
    path, _ = back_up(tmp_path / "copy.db", tmp_path)
    write(tmp_path, "after")
    _, kept = restore(path, tmp_path)
    assert names(tmp_path / FILE) == ["before"]
    assert names(kept) == ["after", "before"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_program_that_has_the_records_open_sees_what_was_restored(tmp_path):
    write(tmp_path, "before")
    path, _ = back_up(tmp_path / "copy.db", tmp_path)
    write(tmp_path, "after")
    records = open_records(tmp_path)
    restore(path, tmp_path)
    with records.reading() as db:
        assert [row["name"] for row in db["trainees"].rows] == ["before"]
    records.close()


@pytest.mark.parametrize("content", [b"", b"not a database " * 100, None])
def test_what_is_no_backup_is_refused_and_nothing_is_changed(tmp_path, content):
    write(tmp_path, "mine")
    bad = tmp_path / "bad.db"
    if content is None:
        sqlite3.connect(bad).execute("CREATE TABLE other (x)").connection.close()
    else:
        bad.write_bytes(content)
    with pytest.raises(PracticeError, match="Nothing was changed") as told:
        restore(bad, tmp_path)
    assert told.value.exit_code == 2
    assert names(tmp_path / FILE) == ["mine"]
    assert not list(tmp_path.glob("*before-restore*"))


def test_a_damaged_copy_is_refused(tmp_path):
    write(tmp_path, "mine")
    path, _ = back_up(tmp_path / "copy.db", tmp_path)
    data = bytearray(path.read_bytes())
    for place in range(len(data) // 2, len(data) // 2 + 9000):
        data[place] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(StorageError):
        checked(path)


def test_a_copy_by_a_newer_program_is_refused(tmp_path):
    write(tmp_path, "mine")
    path, _ = back_up(tmp_path / "copy.db", tmp_path)
    with sqlite3.connect(path) as conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('coach', '9999_x', '')"
        )
    conn.close()
    with pytest.raises(StorageError, match="newer version"):
        checked(path)


def test_records_that_are_damaged_themselves_are_replaced_and_kept_beside(tmp_path):
    write(tmp_path, "mine")
    path, _ = back_up(tmp_path / "copy.db", tmp_path)
    (tmp_path / FILE).write_bytes(b"spoilt by something " * 500)
    for ending in ("-wal", "-shm"):
        (tmp_path / (FILE + ending)).unlink(missing_ok=True)
    _, kept = restore(path, tmp_path)
    assert names(tmp_path / FILE) == ["mine"]
    assert kept.read_bytes().startswith(b"spoilt by something")


def test_a_backup_of_nothing_is_told(tmp_path):
    with pytest.raises(PracticeError, match="no records to copy"):
        back_up(home=tmp_path)
