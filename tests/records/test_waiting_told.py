"""`coach doctor store`: what is set, what waits, what was refused; the network is not asked."""

import pytest

from coach.doctor import store as area_store
from coach.doctor.finding import Area
from coach.storage import outbox


@pytest.fixture
def looked(desk, monkeypatch):
    """What is found at a desk, with a store set or not."""
    desk.practise()
    monkeypatch.setenv("COACH_HOME", str(desk.folder))

    def look(url=""):
        monkeypatch.setenv("COACH_LRS_URL", url)
        area = Area("store")
        area_store.look(area)
        return {one.state: one for one in area.findings}

    return look


def test_no_store_is_nothing_to_be_done(looked):
    assert set(looked()) == {"note"}


def test_settings_that_will_not_do_are_told(looked):
    assert "not encrypted" in looked("http://lrs.example.com")["advice"].text


def test_what_waits_for_long_is_told_and_what_has_just_come_is_no_trouble(looked, desk):
    assert "some for more than a week" in looked("http://127.0.0.1:9")["advice"].text
    with desk.records.writing() as db:
        db.execute("UPDATE attempts SET started_at = strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')")
    found = looked("http://127.0.0.1:9")
    assert set(found) == {"fine"}
    assert "statements wait" in found["fine"].text


def test_what_was_refused_is_told(looked, desk):
    everything = list(outbox.happenings(desk.records))
    outbox.mark_sent(desk.records, [one.place for one in everything[1:]], desk.now())
    refused = outbox.Refused(place=everything[0].place, trouble="400")
    outbox.mark_refused(desk.records, [refused], desk.now())
    assert "did not take 1 statement " in looked("http://127.0.0.1:9")["advice"].text
