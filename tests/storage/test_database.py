"""The records file: settings, migrations, and what a person is told when it cannot be used."""

import multiprocessing
import sqlite3
import stat

import pytest

from coach.storage.database import FILE, open_records
from coach.storage.errors import StorageError, telling


def test_the_file_is_its_owners_alone(tmp_path):
    open_records(tmp_path / "home").close()
    assert stat.S_IMODE((tmp_path / "home" / FILE).stat().st_mode) == 0o600


def test_it_writes_ahead_and_checks_references(tmp_path):
    records = open_records(tmp_path)
    with records.reading() as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    records.close()


def test_a_call_on_the_last_day_of_the_calendar_does_not_stop_the_sums(tmp_path):
    records = open_records(tmp_path)
    with records.reading() as db:
        for called_on in ("9999-12-31", "no day", ""):
            assert db.execute("SELECT days_ahead('the 15th', ?)", [called_on]).fetchone() == (-1,)
    records.close()


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path):
    (tmp_path / FILE).write_text("these are my notes, not a database at all " * 50)
    with pytest.raises(StorageError, match="not a database"):
        open_records(tmp_path)
    assert (tmp_path / FILE).read_text().startswith("these are my notes")


def test_records_that_may_only_be_read_are_told_so(tmp_path):
    open_records(tmp_path).close()
    conn = sqlite3.connect(f"file:{tmp_path / FILE}?mode=ro", uri=True)
    with pytest.raises(StorageError, match=r"read-only\. Make it writable"), telling("records.db"):
        conn.execute("DELETE FROM trainees")
    conn.close()


def test_records_of_a_newer_version_are_refused(tmp_path):
    open_records(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE) as conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('coach', '9999_later', '')"
        )
    conn.close()
    with pytest.raises(StorageError, match="newer version"):
        open_records(tmp_path)


def test_what_is_written_is_written_whole_or_not_at_all(tmp_path):
    records = open_records(tmp_path)

    class CutError(Exception):
        pass

    def write_and_fail():
        with records.writing() as db:
            db["trainees"].insert({"id": "a", "name": "a", "created_at": ""})
            raise CutError

    with pytest.raises(CutError):
        write_and_fail()
    with records.reading() as db:
        assert db["trainees"].count == 0
    records.close()


def _open_and_write(folder, number):
    records = open_records(folder)
    for index in range(20):
        with records.writing() as db:
            db["trainees"].insert(
                {"id": f"{number}-{index}", "name": f"{number}-{index}", "created_at": ""}
            )
    records.close()


def test_eight_programs_open_and_write_at_once_and_nothing_is_lost(tmp_path):
    context = multiprocessing.get_context("spawn")
    programs = [
        context.Process(target=_open_and_write, args=(tmp_path, number)) for number in range(8)
    ]
    for program in programs:
        program.start()
    for program in programs:
        program.join(60)
    assert [program.exitcode for program in programs] == [0] * 8
    records = open_records(tmp_path)
    with records.reading() as db:
        assert db["trainees"].count == 160
    records.close()
