import subprocess
import sys
from pathlib import Path

from coach.lookup.usage import Use, count_use, read_usage, set_star, usage_path

_COUNT = "from coach.lookup.usage import count_use\nfor _ in range(40): count_use('a/b')"


def test_nothing_is_kept_before_anything_was_used(home):
    assert read_usage() == {}
    assert not Path(usage_path()).exists()


def test_uses_are_counted_and_favourites_kept(home):
    count_use("a/b")
    count_use("a/b")
    set_star("a/b", starred=True)
    set_star("c/d", starred=True)
    set_star("c/d", starred=False)
    usage = read_usage()
    assert (usage["a/b"].count, usage["a/b"].starred) == (2, True)
    assert (usage["c/d"].count, usage["c/d"].starred) == (0, False)


def test_processes_that_count_at_once_lose_no_use(home):
    running = [subprocess.Popen([sys.executable, "-c", _COUNT]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert read_usage()["a/b"].count == 120


def test_a_damaged_file_is_as_if_nothing_had_been_used(home):
    Path(usage_path()).parent.mkdir(parents=True, exist_ok=True)
    Path(usage_path()).write_bytes(b"no database" * 100)
    assert read_usage() == {}


def test_a_favourite_moves_up_a_little_and_much_use_never_more_than_a_little():
    assert 0 < Use(1).lift < Use(50).lift <= Use(10_000).lift < 0.1
    assert Use(0, starred=True).lift > Use(5).lift
