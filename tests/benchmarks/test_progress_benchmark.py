"""A million recorded replies: how long progress takes to open, beside counting them once.

Run it for the figures: `pytest -n 0 tests/benchmarks/test_progress_benchmark.py --benchmark-enable -s`.
Without that flag a small record is used and the promise alone is tested: what opens progress does
not read the replies one by one, so that its work does not grow with them.
"""

import json
import re
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import cache

import msgspec
import pytest
from fsrs import Card, State
from textual.widgets import OptionList
from textual.worker import WorkerCancelled

from coach.cli.progress_views import to_csv
from coach.library import load, shipped
from coach.practice import Practice, Wiring
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
NOW = "2026-03-20T16:00:00.000+00:00"
DAYS = "'Friday','tomorrow','the 15th','on Monday at noon','in five days','next Thursday','by the end of the week'"

# Half of all replies are the first trainee's; three replies an attempt; two years of days; the
# calls and excuses are those of the packs at hand, and each excuse has its card.
FILL = f"""
CREATE TEMP TABLE fam AS SELECT value ->> 0 AS name, value ->> 1 AS family, key AS k FROM json_each(:excuses);
CREATE TEMP TABLE cal AS SELECT value ->> 0 AS ref, value ->> 1 AS title, key AS k FROM json_each(:calls);
CREATE TEMP TABLE said AS SELECT value AS words, key AS k FROM json_each(json_array({DAYS}));
CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i + 1 < :replies) SELECT i FROM c;
INSERT INTO trainees SELECT 't' || i, 'trainee ' || i, '2024-01-01T00:00:00.000+00:00' FROM n WHERE i < {TRAINEES};
INSERT INTO attempts (id, trainee, kind, ref, title, pack, pack_version, level, seed, scorer, started_at, opening,
    ended_at, outcome, score, seconds)
SELECT 'a' || i, 't' || (CASE WHEN i % 2 THEN 0 ELSE 1 + i / 2 % {TRAINEES - 1} END), CASE WHEN i % 3 THEN 'call' ELSE 'drill' END,
    CASE WHEN i % 3 THEN cal.ref ELSE fam.name END, CASE WHEN i % 3 THEN cal.title ELSE fam.name END,
    'pack', '1.0.0', 'normal', 1, 'scorer-' || (i * 2 / (:replies / 3 + 1)),
    strftime('%Y-%m-%dT%H:%M:%S.000+00:00', 1711000000 + i * (63000000 / (:replies / 3 + 1)), 'unixepoch'), '{{}}',
    strftime('%Y-%m-%dT%H:%M:%S.500+00:00', 1711000000 + i * (63000000 / (:replies / 3 + 1)), 'unixepoch'),
    CASE i % 3 WHEN 0 THEN 'drilled' WHEN 1 THEN 'dated_promise' ELSE 'refused' END, 30 + i * 7 % 60, 90
FROM n JOIN cal ON cal.k = i / 2 * 7 % (SELECT count(*) FROM cal) JOIN fam ON fam.k = i * 31 % (SELECT count(*) FROM fam)
WHERE i < :replies / 3;
INSERT INTO replies (id, attempt, number, take, turn, excuse, family, speaker, says, answer, before, hints, seconds, given_at, counts, trainee)
SELECT 'r' || n.i, a.id, 1 + n.i % 3, 1, 't', f.name, f.family, 'S', 'No money.', 'When will it come?', '{{}}',
    n.i % 11 = 0, 20 + n.i % 50, a.started_at, n.i % 20 != 0, a.trainee
FROM n JOIN attempts a ON a.id = 'a' || (n.i / 3) JOIN fam f ON f.k = n.i * 31 % (SELECT count(*) FROM fam);
INSERT INTO reviews SELECT 'r' || i, 'scorer-' || (i / 3 * 2 / (:replies / 3 + 1)), 20 + i * 13 % 80, 20 + i * 13 % 80, i % 5,
    CASE WHEN i % 41 THEN 'ok' ELSE 'fail' END, '{{}}', '2026-03-01T00:00:00.000+00:00', '' FROM n JOIN replies r ON r.id = 'r' || i;
INSERT INTO skill_scores SELECT v.reply, v.scorer, s.value, 10 + (v.score + s.key * 17) % 90, 2
FROM reviews v JOIN json_each('["tone","target","commitment"]') s;
INSERT INTO promises SELECT 'p' || i, 'a' || i, 'r' || (i * 3), 'S', 'full', 'GBP ' || (100 * (1 + i % 50)), s.words, '', 'transfer', ''
FROM n JOIN said s ON s.k = i / 3 % 7 WHERE i < :replies / 3 AND i % 3 = 1;
INSERT INTO cards SELECT 't' || n.i, f.name, f.family, replace(replace(:card, '"ID"', f.k), 'DUE', :due), :due, 2, 3
FROM n JOIN fam f WHERE n.i < {TRAINEES} AND f.k % 5;
"""  # noqa: S608 - built of constants, on a database of its own


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("million")


@pytest.fixture(scope="module")
def practice(request, folder):
    full = request.config.getoption("--benchmark-enable", default=False)
    replies = FULL if full else SMALL
    records = open_records(folder)
    fill(records.db, replies)
    began = time.perf_counter()
    refresh(records)
    print(
        f"\n{replies:,} replies; summed once after filling in {time.perf_counter() - began:.1f} s"
    )
    made = practice_on(records)
    made.figures()
    yield made
    records.close()


def fill(db, replies):
    """Write so many replies as fast as the disk takes them."""
    shelf = packs()
    excuses = [
        (f"{library.pack.id}/{excuse.id}", excuse.family)
        for library in shelf.packs.values()
        for excuse in library.excuses.values()
    ]
    calls = [(ref, call.title) for ref, _, call in shelf.refs()]
    due = datetime(2026, 3, 18, 9, tzinfo=UTC)
    seen = due - timedelta(days=4)
    card = Card(
        card_id=0, state=State.Review, stability=4.0, difficulty=5.0, due=due, last_review=seen
    )
    text = json.dumps({**card.to_dict(), "card_id": "ID", "due": "DUE"})
    named = {"replies": replies, "due": due.isoformat(), "card": text,
             "excuses": json.dumps(excuses), "calls": json.dumps(calls)}  # fmt: skip
    db.execute("PRAGMA synchronous = OFF")
    for statement in FILL.split(";\n"):
        if statement.strip():
            db.execute(statement, {name: named[name] for name in named if f":{name}" in statement})
    db.conn.commit()


@cache
def packs():
    """The packs that come with the program, read once: the program on the screen does so too."""
    return load(shipped("scenarios"))


def practice_on(records):
    wiring = Wiring(records=records, now=lambda: NOW, new_id=lambda: "x")
    return Practice(wiring, packs, lambda _: None, "trainee 0")


def timed(what, times=5):
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        what()
        spent.append(time.perf_counter() - began)
    return min(spent)


def a_call():
    return next(ref for ref, _, _ in packs().refs())


def count_once(practice):
    with practice._wiring.records.reading() as db:
        return db.execute("SELECT count(*) FROM replies NOT INDEXED").fetchone()[0]


def test_progress_opens_and_is_measured_against_counting_once(practice):
    counted = timed(lambda: count_once(practice))
    rows = {
        "figures of the trainee with half of them": practice.figures,
        "home screen's summary": practice.progress,
        "figures of everybody": practice.everyone,
        "report of one, HTML": practice.report,
        "report of one, Markdown": lambda: practice.report(markdown=True),
        "report of everybody, HTML": lambda: practice.report(everybody=True),
        "report of everybody, Markdown": lambda: practice.report(everybody=True, markdown=True),
        "the figures as CSV": lambda: to_csv([practice.figures()]),
        "the figures as JSON": lambda: msgspec.json.encode(practice.figures()),
        "home": lambda: (practice.home(), practice.calls()),
        "today's plan": lambda: practice.drill().plan(),
        "a drill's first excuse": lambda: practice.drill().next(),
        "a call drawn for the weakest family": lambda: practice.draw(weak=True, seed=1),
        "the last attempts": lambda: practice.reviewing().attempts(),
        "everybody's last attempts": lambda: practice.reviewing(everybody=True).attempts(),
        "where people disagree": lambda: practice.reviewing().disagreements(),
        "replies behind a skill": lambda: practice.reviewing().behind(skill="tone"),
        "replies behind a cell": lambda: practice.reviewing().behind(skill="tone", family="paid"),
        "replies behind a week": lambda: practice.reviewing().behind(week="2025-03-03"),
        "replies with a conduct finding": lambda: practice.reviewing().behind(conduct=True),
        "those of a skill": lambda: practice.reviewing().behind(conduct=True, skill="tone"),
        "replies judged by one version": lambda: practice.reviewing().behind(scorer="scorer-0"),
        "tries at a call": lambda: practice.reviewing().attempts("call", 200, ref=a_call()),
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


def drawn(screen):
    """Whether its lists hold their figures, the plan too where there is one."""
    lists = list(screen.query(OptionList))
    filled = isinstance(screen, EmptyScreen) or any(one.option_count > 1 for one in lists)
    return filled and all(one.option_count for one in lists if one.id in {"plan", "skills"})


async def opened(app, pilot, screen):
    """Seconds until a screen stands with its figures."""
    began, worked = time.perf_counter(), time.process_time()
    await app.push_screen(screen)
    await read(app, pilot)
    while not drawn(screen):
        await pilot.pause(0)
    await pilot.pause(0)  # paints what has changed
    spent = time.perf_counter() - began, time.process_time() - worked
    assert app.screen is screen
    app.pop_screen()
    await read(app, pilot)  # home reads anew when one comes back to it
    return spent


def test_what_opens_progress_reads_no_reply_one_by_one(practice):
    from coach.storage import figures, summary

    kept = [
        value for name, value in vars(figures).items() if name.startswith("_") and name.isupper()
    ]
    assert len(kept) > 10
    for statement in (*kept, summary._CALLS, summary._SINCE, summary._WEAKEST, summary._FAMILIES):
        for step in steps(practice, statement, since="", most=60):
            assert not re.search(r"SCAN (r|v|s|a|p|replies|reviews|attempts|promises)\b", step), (
                step
            )
            if (
                "corrections" not in statement
            ):  # these are few, and each is looked up with its reply
                assert not re.search(r"\b(replies|reviews|skill_scores|promises)", step), step


def test_a_list_of_attempts_goes_by_time_and_counts_only_what_it_shows(practice):
    from coach.storage import reviews

    wanted = {"kind": None, "ref": None, "outcome": None, "promised": False, "most": 50}
    for whose, order, index in (
        ("a.trainee = :trainee", "a.started_at", "attempts_by_trainee"),
        (":trainee IS NULL", "a.started_at", "attempts_by_time"),
        ("a.trainee = :trainee AND a.ref = :ref", "+a.started_at", "attempts_by_ref"),
    ):
        plan = steps(practice, reviews._ATTEMPTS.format(whose=whose, order=order), **wanted)
        assert any(index in step for step in plan), plan
        assert {step for step in plan if step.startswith("SCAN") and index not in step} == {
            "SCAN l"
        }


def steps(practice, statement, **named):
    """How SQLite goes about a statement, step by step."""
    with practice._wiring.records.reading() as db:
        rows = db.execute(f"EXPLAIN QUERY PLAN {statement}", {"trainee": "t0", **named}).fetchall()
    return [row[3] for row in rows]


def test_a_reply_more_is_summed_with_its_day_alone(practice):
    records = practice._wiring.records
    with records.writing() as db:
        db.execute("UPDATE replies SET counts = 1 - counts WHERE id = 'r9'")
    assert refresh(records) == 1
    assert refresh(records) == 0
