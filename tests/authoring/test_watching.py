"""A save is noticed once it is whole; what is half written is not told at once."""

import shutil

import pytest

from coach.authoring.watching import CALM, CUT, EVERY, HALF, Saves, Watch, stamps
from coach.authoring.workbench import Workbench

KNOWN = frozenset({"common", "trade"})


@pytest.fixture
def folder(packs, tmp_path):
    shutil.copytree(packs / "corner-shop", tmp_path / "corner-shop")
    return tmp_path / "corner-shop"


@pytest.fixture
def bench(folder, scripted_scorer):
    return Workbench(folder, KNOWN, lambda _: scripted_scorer)


@pytest.fixture
def clock():
    """Looks at the watch again and again; gives what it told and the seconds that passed."""

    def until(watch, start, seconds):
        told, now = [], start
        while now < start + seconds:
            now += EVERY
            report = watch.look(now)
            if report is not None:
                told.append((round(now - start, 2), report))
        return told

    return until


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_change_is_told_once_and_only_when_it_has_come_to_rest():
    looks = iter([{"a": (1, 1, 1)}, {"a": (2, 0, 1)}, {"a": (3, 9, 1)}, {"a": (3, 9, 1)}, {"a": (3, 9, 1)}])  # fmt: skip
    saves = Saves(lambda: next(looks))
    told = [saves.changed(number * CALM * 2) for number in range(1, 5)]
    assert told == [frozenset(), frozenset(), {"a"}, frozenset()]


def test_only_content_files_count_and_never_what_editors_leave_behind(folder):
    before = stamps(folder)
    for name in (".all.yaml.swp", "all.yaml~", "4913", ".git/x.yaml", "#all.yaml#"):
        (folder / "excuses" / name).parent.mkdir(exist_ok=True)
        (folder / "excuses" / name).write_text("x")
    assert stamps(folder) == before
    (folder / "excuses" / "more.yaml").write_text("[]")
    assert len(stamps(folder)) == len(before) + 1
    shutil.rmtree(folder)
    assert stamps(folder) == {}


def test_a_save_is_checked_and_only_what_is_new_is_told(folder, bench, clock):
    watch = Watch(bench)
    first = watch.first()
    edit(folder / "excuses" / "all.yaml", "mood: flat", "mood: flatt")
    ((_, report),) = clock(watch, 10, 3)
    assert report.files == ("excuses/all.yaml",)
    assert "unknown-value" in [problem.code for problem in report.new]
    assert not set(report.new) & set(first.problems)
    edit(folder / "excuses" / "all.yaml", "mood: flatt", "mood: flat")
    ((_, report),) = clock(watch, 20, 3)
    assert report.mended
    assert set(report.problems) == set(first.problems)


def test_lines_put_in_above_make_no_old_problem_new(folder, bench, clock):
    watch = Watch(bench)
    watch.first()
    edit(folder / "excuses" / "all.yaml", "- id: no-money", "# one\n# two\n- id: no-money")
    ((_, report),) = clock(watch, 10, 3)
    assert report.new == ()
    assert report.mended == 0


def test_a_half_written_file_that_is_soon_whole_is_never_told(folder, bench, clock):
    path = folder / "excuses" / "all.yaml"
    whole = path.read_text()
    watch = Watch(bench)
    watch.first()
    for now, part in enumerate((0, 1 / 3, 0.4, 0.5, 0.6, 0.77, 0.9)):
        path.write_text(whole[: int(len(whole) * part)])
        assert clock(watch, now * 100, CUT + CALM) == []
        path.write_text(whole + f"# {part}\n")
        ((_, report),) = clock(watch, now * 100 + CUT + CALM, 3)
        assert report.new == ()
        assert not report.unreadable


def test_a_file_left_broken_is_told_once_without_a_storm(folder, bench, clock):
    watch = Watch(bench)
    watch.first()
    edit(folder / "excuses" / "all.yaml", "  family: cash", "  family: cash: flow")
    ((after, report),) = clock(watch, 10, 6)
    assert after >= HALF
    assert [problem.code for problem in report.new] == ["yaml-syntax"]
    assert report.unreadable
    assert [entry.ref for entry in bench.entries] == ["boss-decides", "no-money", "not-my-order"]


def test_a_file_put_in_anothers_place_is_one_save(folder, bench, clock):
    watch = Watch(bench)
    watch.first()
    path = folder / "calls" / "till.yaml"
    new = folder / "calls" / ".till.yaml.new"
    new.write_text(path.read_text() + "\n")
    path.unlink()
    new.rename(path)
    ((_, report),) = clock(watch, 10, 3)
    assert report.files == ("calls/till.yaml",)


def test_a_folder_that_goes_away_is_told_and_comes_back(folder, bench, clock, tmp_path):
    watch = Watch(bench)
    first = watch.first()
    folder.rename(tmp_path / "elsewhere")
    ((_, report),) = clock(watch, 10, 3)
    assert [problem.code for problem in report.problems] == ["no-pack-file"]
    (tmp_path / "elsewhere").rename(folder)
    ((_, report),) = clock(watch, 20, 3)
    assert report.problems == first.problems
