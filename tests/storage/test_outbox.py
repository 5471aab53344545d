"""The outbox: a row for everything that happened, in the transaction in which it happened."""

import itertools
import json
import sqlite3
import uuid

import pytest

from coach.library import load
from coach.practice import Practice, Wiring
from coach.practice.keeping import erase
from coach.storage import outbox
from coach.storage.database import FILE, open_records

ROWS = "SELECT kind, trainee, attempt, reply, part, which, detail FROM outbox"


@pytest.fixture
def opened(packs, scripted_scorer):
    """Opens practice on a folder of records, as often as one likes."""
    minutes, open_ones = itertools.count(), []

    def open_it(folder, trainee="mina"):
        records = open_records(folder)
        open_ones.append(records)
        wiring = Wiring(
            records=records,
            now=lambda: f"2026-03-01T10:{next(minutes):02d}:00.000+00:00",
            new_id=lambda: str(uuid.uuid4()),
        )
        return Practice(wiring, lambda: load(packs), lambda _: scripted_scorer, trainee)

    yield open_it
    for records in open_ones:
        records.close()


def kinds(practice, trainee=None):
    found = outbox.happenings(practice._wiring.records, trainee=trainee)
    return [one.kind for one in found]


def played(practice):
    call = practice.start("till", seed=1)
    call.reply("band=3 one", seconds=1.1)
    call.retry()
    call.reply("band=3 conduct=minor one", seconds=2.2)
    call.reply("band=3 share=full date=Friday two", seconds=0.7)
    practice.reviewing().correct(call.attempt, 2, 1, reason="No day.", by="Ruth")
    return call


def test_everything_that_happens_is_there_in_its_order(opened, tmp_path):
    practice = opened(tmp_path)
    practice.start("till", seed=1)
    assert kinds(practice) == [], "a call without a reply has not begun"
    call = played(practice)
    assert kinds(practice) == [
        "started", "answered", "taken_back", "answered", "finding", "answered", "ended", "corrected",
    ]  # fmt: skip
    call.retry()
    call.reply("band=4 share=full date=Friday three")
    assert kinds(practice)[8:] == ["taken_back", "reopened", "answered", "ended"]
    ends = [one for one in outbox.happenings(practice._wiring.records) if one.kind == "ended"]
    assert [one.outcome for one in ends] == ["part_payment", "part_payment"]
    assert ends[0].score < ends[1].score
    drill = practice.drill()
    drill.next()
    drill.answer("band=2 four", 9.0)
    [*_, last] = outbox.happenings(practice._wiring.records)
    assert (last.kind, last.drill, last.seconds, last.answer) == (
        "answered",
        True,
        9.0,
        "band=2 four",
    )


def test_the_time_of_a_call_is_all_its_replies_time(opened, tmp_path):
    practice = opened(tmp_path)
    call = practice.start("till", seed=1)
    call.reply("band=3 one", seconds=10.5)
    call.reply("band=3 share=full date=Friday two", seconds=4.25)
    [*_, ended] = outbox.happenings(practice._wiring.records)
    assert ended.seconds == 14.75


def test_records_of_before_get_the_same_outbox(opened, tmp_path):
    practice = opened(tmp_path)
    played(practice).retry()
    played(opened(tmp_path, "tom"))
    with practice._wiring.records.reading() as db:
        before = set(db.execute(ROWS))
    practice._wiring.records.close()
    with sqlite3.connect(tmp_path / FILE) as conn:
        triggers = conn.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'outbox%'"
        ).fetchall()
        for (name,) in triggers:
            conn.execute(f"DROP TRIGGER {name}")
        conn.execute("DROP TABLE outbox")
        conn.execute("DROP TABLE outbox_state")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = '0006_outbox'")
    conn.close()
    again = opened(tmp_path)
    with again._wiring.records.reading() as db:
        after = set(db.execute(ROWS))
    # That a call had ended before it was gone on with is not on record in what was before.
    assert {row for row in before - after if row[0] not in {"ended", "reopened"}} == set()
    assert after <= before
    assert [row[0] for row in before - after] != []
    assert (tmp_path / "records.before-0006_outbox.db").exists()
    played(again)
    assert kinds(again)[-1] == "corrected"


def test_records_merged_elsewhere_tell_the_same_statements(opened, tmp_path):
    here, there = opened(tmp_path / "a"), opened(tmp_path / "b")
    played(here)
    here.drill().next()
    here.exchanging().export(tmp_path / "out.jsonl")
    there.exchanging().bring_in(tmp_path / "out.jsonl")
    there.exchanging().bring_in(tmp_path / "out.jsonl")
    from coach.records.statements import Form

    def told(practice):
        lines = practice.exchanging(everybody=True).statement_lines(Form(typed="yes"))
        return {one["id"]: one for one in map(json.loads, lines)}

    assert told(here) == told(there)
    assert len(told(here)) == 8


def test_what_was_sent_waits_no_longer_and_may_be_sent_again(opened, tmp_path):
    practice = opened(tmp_path)
    played(practice)
    records = practice._wiring.records
    found = outbox.after(records, 0, 3, waiting=True)
    outbox.mark_sent(records, [one.place for one in found[:2]], "2026-03-01T11:00:00+00:00")
    outbox.mark_refused(
        records, [outbox.Refused(place=found[2].place, trouble="400")], "2026-03-01"
    )
    told = outbox.standing(records)
    assert (told.waiting, told.sent, told.refused) == (5, 2, 1)
    assert told.since == outbox.after(records, found[2].place, 1)[0].at
    assert outbox.send_again(records, everything=False) == 1
    assert outbox.standing(records).waiting == 6
    assert outbox.send_again(records, everything=True) == 2
    assert outbox.standing(records).sent == 0


def test_a_person_who_is_erased_leaves_nothing_in_the_outbox(opened, tmp_path):
    practice = opened(tmp_path)
    played(practice)
    played(opened(tmp_path, "tom"))
    practice._wiring.records.close()
    done = erase("mina", tmp_path)
    assert done.left == ()
    left = list(outbox.happenings(opened(tmp_path, "tom")._wiring.records))
    assert {one.trainee for one in left} == {"tom"}
    assert len(left) == 8


def test_many_happenings_are_read_page_by_page(opened, tmp_path):
    practice = opened(tmp_path)
    played(practice)
    with practice._wiring.records.writing() as db:
        db.execute("UPDATE outbox SET place = place * 1000")
    pages = []
    place = 0
    while page := outbox.after(practice._wiring.records, place, 3):
        pages.append([one.kind for one in page])
        place = page[-1].place
    assert [kind for page in pages for kind in page] == kinds(practice)
    assert [len(page) for page in pages] == [3, 3, 2]
