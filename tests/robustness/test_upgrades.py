"""Records of every earlier schema open, migrate with a copy beside them, and lose nothing; newer ones
are refused and left as they are."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from coach.practice import PracticeError, open_practice
from coach.storage.database import FILE
from coach.storage.schema import migrations

PACKS = Path(__file__).parent.parent / "packs"
VERSIONS = [one.name for one in migrations._migrations]


def rows_of(path, table, columns):
    with closing(sqlite3.connect(path)) as conn:
        return sorted(conn.execute(f"SELECT {columns} FROM {table}").fetchall())  # noqa: S608 - named below


def shape_of(path):
    """The schema, to the letter, without what SQLite adds."""
    with closing(sqlite3.connect(path)) as conn:
        return sorted(
            conn.execute(
                "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
            ).fetchall()
        )


@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_records_of_an_earlier_schema_migrate_with_a_copy_beside_them(
    tmp_path, month_of_records, older, inside, version
):
    home = older(version, tmp_path / "home")
    before = inside(home / FILE)
    with open_practice(trainee="mina", packs=PACKS, home=home) as practice:
        figures, paused = practice.figures(), practice.progress().paused
        call = practice.resume(paused[0].attempt)
        assert [line.text for line in call.scene().lines if line.who == "trainee"] == [
            "Who signs off payments, and when is he in?"
        ]
        practice.drill().next()
        exported = len(list(practice.exchanging(everybody=True).lines()))
    assert inside(home / FILE) == before
    with open_practice(trainee="mina", packs=PACKS, home=month_of_records) as practice:
        assert practice.figures() == figures
        assert len(list(practice.exchanging(everybody=True).lines())) == exported
    for table, columns in (
        ("replies", "id, attempt, answer, counts"),
        ("reviews", "reply, scorer, review"),
        ("attempts", "id, outcome, score, seconds"),
    ):
        assert rows_of(home / FILE, table, columns) == rows_of(
            month_of_records / FILE, table, columns
        )
    assert shape_of(home / FILE) == shape_of(month_of_records / FILE)
    after = VERSIONS[VERSIONS.index(version) + 1]
    copy = home / f"records.before-{after}.db"
    assert [path.name for path in home.glob("records.before-*")] == [copy.name]
    assert inside(copy) == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as conn:
        applied = [
            row[0] for row in conn.execute("SELECT name FROM _sqlite_migrations ORDER BY rowid")
        ]
    assert applied == VERSIONS[: VERSIONS.index(version) + 1]


def test_a_copy_from_before_a_migration_can_be_restored(tmp_path, older, inside):
    from coach.practice.keeping import restore

    home = older(VERSIONS[0], tmp_path / "home")
    before = inside(home / FILE)
    open_practice(trainee="mina", packs=PACKS, home=home).__enter__()._wiring.records.close()
    restore(next(home.glob("records.before-*.db")), home)
    assert inside(home / FILE) == before


@pytest.mark.parametrize(
    "words",
    [["progress"], ["play", "till", "--plain"], ["report"], ["records", "export", "-"]],
    ids=" ".join,
)
def test_records_of_a_newer_program_are_refused_and_left_as_they_are(home, month_of_records, words):
    import shutil

    shutil.copytree(month_of_records, home)
    with closing(sqlite3.connect(home / FILE)) as conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('coach', '9999_later', '')"
        )
        conn.commit()
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = (home / FILE).read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "coach", *words, "--packs", str(PACKS)],
        input="", capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "newer version" in done.stderr
    assert "Update the program; nothing was changed." in done.stderr
    assert (home / FILE).read_bytes() == before
    with (
        pytest.raises(PracticeError, match="newer version"),
        open_practice(trainee="mina", packs=PACKS, home=home),
    ):
        pass
