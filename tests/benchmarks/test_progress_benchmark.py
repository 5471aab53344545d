"""A million recorded replies: how long progress takes to open, beside counting them once.

Run it for the figures: `pytest -n 0 tests/benchmarks/test_progress_benchmark.py --benchmark-enable -s`.
Without that flag a small record is used and the promise alone is tested: what opens progress does
not read the replies one by one, so that its work does not grow with them.
"""

import time
from contextlib import contextmanager, suppress

import pytest
from textual.widgets import OptionList
from textual.worker import WorkerCancelled

from coach.library import Shelf
from coach.practice import Practice, Wiring
from coach.practice.report import html
from coach.storage.database import open_records
from coach.storage.sums import refresh
from coach.tui.app import CoachApp
from coach.tui.progress.opens import of_skill
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.behind import BehindScreen
from coach.tui.screens.everyone import EveryoneScreen
from coach.tui.screens.progress import ProgressScreen

FULL, SMALL = 1_000_000, 4_000
TRAINEES = 8
NOW = "2026-03-27T16:00:00.000+00:00"
FAMILIES = "'cash','process','authority','paid','dispute','denial','bargaining','hardship','hostility','promise'"

# Half of all replies are the first trainee's; three replies an attempt; two years of days.
FILL = f"""
CREATE TEMP TABLE fam AS SELECT value AS name, key AS k FROM json_each(json_array({FAMILIES}));
CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i + 1 < :replies) SELECT i FROM c;
INSERT INTO trainees SELECT 't' || i, 'trainee ' || i, '2024-01-01T00:00:00.000+00:00' FROM n WHERE i < {TRAINEES};
INSERT INTO attempts (id, trainee, kind, ref, title, pack, pack_version, level, seed, scorer, started_at, opening,
    ended_at, outcome, score, seconds)
SELECT 'a' || i, 't' || (CASE WHEN i % 2 THEN 0 ELSE 1 + i / 2 % {TRAINEES - 1} END), CASE WHEN i % 3 THEN 'call' ELSE 'drill' END,
    'pack/call-' || (i % 97), 'Call ' || (i % 97), 'pack', '1.0.0', 'normal', 1, 'scorer-' || (i * 2 / (:replies / 3 + 1)),
    strftime('%Y-%m-%dT%H:%M:%S.000+00:00', 1711000000 + i * (63000000 / (:replies / 3 + 1)), 'unixepoch'), '{{}}',
    strftime('%Y-%m-%dT%H:%M:%S.500+00:00', 1711000000 + i * (63000000 / (:replies / 3 + 1)), 'unixepoch'),
    CASE i % 3 WHEN 0 THEN 'drilled' WHEN 1 THEN 'dated_promise' ELSE 'refused' END, 30 + i * 7 % 60, 90
FROM n WHERE i < :replies / 3;
INSERT INTO replies (id, attempt, number, take, turn, excuse, family, speaker, says, answer, before, hints, seconds, given_at, counts, trainee)
SELECT 'r' || n.i, a.id, 1 + n.i % 3, 1, 't', 'pack/excuse-' || (n.i * 31 % 300), f.name, 'S', 'No money.', 'When will it come?', '{{}}',
    n.i % 11 = 0, 20 + n.i % 50, a.started_at, n.i % 20 != 0, a.trainee
FROM n JOIN attempts a ON a.id = 'a' || (n.i / 3) JOIN fam f ON f.k = n.i * 31 % 10;
INSERT INTO reviews SELECT 'r' || i, 'scorer-' || (i / 3 * 2 / (:replies / 3 + 1)), 20 + i * 13 % 80, 20 + i * 13 % 80, i % 5,
    CASE WHEN i % 41 THEN 'ok' ELSE 'fail' END, '{{}}', '2026-03-01T00:00:00.000+00:00', '' FROM n JOIN replies r ON r.id = 'r' || i;
INSERT INTO skill_scores SELECT v.reply, v.scorer, s.value, 10 + (v.score + s.key * 17) % 90, 2
FROM reviews v JOIN json_each('["tone","target","commitment"]') s;
INSERT INTO promises SELECT 'p' || i, 'a' || i, 'r' || (i * 3), 'S', 'full', 'GBP ' || (100 * (1 + i % 50)), 'Friday', '', 'transfer', ''
FROM n WHERE i < :replies / 3 AND i % 3 = 1;
"""  # noqa: S608 - built of constants, on a database of its own


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("million")


@pytest.fixture(scope="module")
def practice(request, folder):
    full = request.config.getoption("--benchmark-enable", default=False)
    replies = FULL if full else SMALL
    records = open_records(folder)
    db = records.db
    db.execute("PRAGMA synchronous = OFF")
    for statement in FILL.split(";\n"):
        if statement.strip():
            db.execute(statement.replace(":replies", str(replies)))
    db.conn.commit()
    began = time.perf_counter()
    refresh(records)
    print(
        f"\n{replies:,} replies; summed once after filling in {time.perf_counter() - began:.1f} s"
    )
    made = practice_on(records)
    made.figures()
    yield made
    records.close()


def practice_on(records):
    wiring = Wiring(records=records, now=lambda: NOW, new_id=lambda: "x")
    return Practice(wiring, lambda: Shelf({}, []), lambda _: None, "trainee 0")


def timed(what, times=5):
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        what()
        spent.append(time.perf_counter() - began)
    return min(spent)


def count_once(practice):
    with practice._wiring.records.reading() as db:
        return db.execute("SELECT count(*) FROM replies NOT INDEXED").fetchone()[0]


def test_progress_opens_and_is_measured_against_counting_once(practice):
    counted = timed(lambda: count_once(practice))
    rows = {
        "figures of the trainee with half of them": practice.figures,
        "home screen's summary": practice.progress,
        "figures of everybody": practice.everyone,
        "report of one, HTML": lambda: html.page((practice.figures(),)),
        "report of everybody, HTML": lambda: html.page(practice.everyone()),
        "replies behind a skill": lambda: practice.reviewing().behind(skill="tone"),
        "replies behind a cell": lambda: practice.reviewing().behind(skill="tone", family="paid"),
        "replies behind a week": lambda: practice.reviewing().behind(week="2025-03-03"),
        "replies with a conduct finding": lambda: practice.reviewing().behind(conduct=True),
        "tries at a call": lambda: practice.reviewing().attempts("call", 200, ref="pack/call-1"),
        "calls with an outcome": lambda: practice.reviewing().attempts(
            "call", 200, outcome="refused"
        ),
        "calls with a promise": lambda: practice.reviewing().attempts(None, 200, promised=True),
        "who has practised": practice.trainees,
    }
    print(f"count(*) of {count_once(practice):,} replies: {counted * 1000:.0f} ms")
    for name, what in rows.items():
        spent = timed(what)
        print(f"{name}: {spent * 1000:.0f} ms, {spent / counted:.2f} of one count")
    assert practice.figures().replies > 0


@contextmanager
def opening(folder):
    """Opens practice in the thread that asks, as the screens do."""
    records = open_records(folder)
    try:
        yield practice_on(records)
    finally:
        records.close()


async def test_the_progress_screen_opens_and_is_measured_against_counting_once(practice, folder):
    counted = timed(lambda: count_once(practice))
    app = CoachApp(lambda: opening(folder), paced=False)
    ways = {
        "an empty screen": EmptyScreen,
        "progress screen": ProgressScreen,
        "everyone": EveryoneScreen,
        "replies behind a skill, listed": lambda: BehindScreen(of_skill("tone")),
    }
    async with app.run_test(size=(200, 50)) as pilot:
        await read(app, pilot)
        for name, screen in ways.items():
            spent = [await opened(app, pilot, screen()) for _ in range(3)]
            told, work = min(spent)
            print(
                f"{name}, drawn: {told * 1000:.0f} ms ({work * 1000:.0f} ms of one core), "
                f"{told / counted:.1f} of one count"
            )


class EmptyScreen(CoachScreen):
    """A title line and a footer: what every screen costs."""

    reading = False


async def read(app, pilot):
    """Waits until the screen that is shown has read what it shows.

    A screen that is come back to before its reading ended begins anew, and the earlier reading is
    cancelled: that is no fault.
    """
    calm = False
    while not calm:
        await pilot.pause(0)  # a reading may begin only once the screen is painted
        busy = [worker for worker in app.workers if not worker.is_finished]
        for worker in busy:
            with suppress(WorkerCancelled):
                await worker.wait()
        calm = not (busy or app.screen.reading)


async def opened(app, pilot, screen):
    """Seconds until a screen stands with its figures."""
    began, worked = time.perf_counter(), time.process_time()
    await app.push_screen(screen)
    await read(app, pilot)
    spent = time.perf_counter() - began, time.process_time() - worked
    assert app.screen is screen
    assert isinstance(screen, EmptyScreen) or any(
        one.option_count > 1 for one in screen.query(OptionList)
    )
    app.pop_screen()
    await read(app, pilot)  # home reads anew when one comes back to it
    return spent


def test_what_opens_progress_reads_no_reply_one_by_one(practice):
    from coach.storage import figures

    with practice._wiring.records.reading() as db:
        for statement in (
            figures._WEEKS,
            figures._TREND,
            figures._CELLS,
            figures._LATEST,
            figures._PLAYED,
        ):
            plan = db.execute(
                f"EXPLAIN QUERY PLAN {statement}", {"trainee": "t0", "since": ""}
            ).fetchall()
            assert not any("replies" in row[3] or "reviews" in row[3] for row in plan)


def test_a_reply_more_is_summed_with_its_day_alone(practice):
    records = practice._wiring.records
    with records.writing() as db:
        db.execute("UPDATE replies SET counts = 1 - counts WHERE id = 'r9'")
    assert refresh(records) == 1
    assert refresh(records) == 0
