"""Against a real store: Ralph LRS, in an environment of its own, on loopback."""

import json
import os
import subprocess
import sys

import pytest

from coach.records.reading import record_of
from coach.records.statements import Form
from coach.records.store import Store
from coach.records.target import Target

USER, PASSWORD, WRONG = "desk-7", "Mud-4-Pies!", "Guess-9"
FORMS = (
    Form(),
    Form(typed="yes", home_page="https://people.example.com"),
    Form(typed="masked", mail="{name}@example.com"),
)


def as_lines(statements):
    return "".join(json.dumps(one) + "\n" for one in statements).encode()


@pytest.fixture
def busy_desk(desk):
    """A desk with every kind of statement on record, its records judged once more by a new scorer."""
    desk.practise(calls=2)
    desk.practise(calls=1, trainee="Zoë O'Hara 张")
    scorer = desk._scorer
    newer = type(scorer)(
        "test-2",
        lambda situation, answer: _by(scorer.review(situation, answer), "test-2"),
        scorer.points_made,
    )
    assert sum(one.added for one in desk.practice(scorer=newer).reviewing().rescore())
    return desk


def _by(review, version):
    import msgspec

    return msgspec.structs.replace(review, scorer=version, score=min(100, review.score + 1))


@pytest.mark.parametrize("form", FORMS, ids=["plain", "typed", "hashed"])
def test_ralph_finds_every_statement_valid(ralph, busy_desk, form):
    made = busy_desk.statements(form)
    assert {record_of(one).kind for one in made} == {
        "started", "answered", "finding", "rescored", "corrected", "taken_back", "ended", "reopened",
    }  # fmt: skip
    said, _ = ralph.validate(as_lines(made), strictly=False)
    assert "not valid" not in said
    said, valid = ralph.validate(as_lines(made), strictly=True)
    assert len(valid) == len(made)
    assert f"Total events: {len(made)}, Invalid events: 0" in said


def test_ralph_would_find_an_invalid_statement(ralph, busy_desk):
    made = busy_desk.statements()[:1]
    made[0]["result"] = {"score": {"scaled": 1.5}}
    with pytest.raises(subprocess.CalledProcessError):
        ralph.validate(as_lines(made), strictly=True)


def test_what_is_sent_is_read_back_the_same_from_the_store(ralph, busy_desk):
    done = busy_desk.sync(ralph.url, batch=10)
    made = busy_desk.statements()
    assert (done.sent, done.refused, done.trouble) == (len(made), 0, "")
    kept = {one["id"]: one for one in ralph.kept()}
    assert len(kept) == len(ralph.kept()) == len(made)
    for one in made:
        assert {name: kept[one["id"]][name] for name in one} == one
    store = Store(Target(url=ralph.url, user=USER, password=PASSWORD))
    back = sorted(store.records(), key=lambda record: record.id)
    store.close()
    assert back == sorted(map(record_of, made), key=lambda record: record.id)
    assert busy_desk.sending(ralph.url).waiting().waiting == 0


def test_sending_twice_stores_once(ralph, busy_desk):
    first = busy_desk.sync(ralph.url)
    assert busy_desk.sending(ralph.url).again(everything=True) == first.sent
    second = busy_desk.sync(ralph.url, batch=3)
    assert second.sent == first.sent
    assert len(ralph.kept()) == first.sent


def test_new_known_and_differing_statements_are_told_apart(ralph, busy_desk):
    store = Store(Target(url=ralph.url, user=USER, password=PASSWORD))
    one, other = (json.dumps(made).encode() for made in busy_desk.statements()[:2])
    assert store._ask("POST", "/statements", b"[" + one + b"]")[0] == 200
    assert store._ask("POST", "/statements", b"[" + one + b"]")[0] == 204
    assert store.send([one]).outcome == "stored"
    assert store.send([one, other]).outcome == "stored"
    changed = json.dumps({**json.loads(one), "timestamp": "2020-01-01T00:00:00Z"}).encode()
    assert store.send([changed]).outcome == "conflict"
    store.close()


def test_a_statement_that_the_store_has_otherwise_does_not_hold_up_the_others(ralph, busy_desk):
    made = busy_desk.statements()
    strange = {**made[3], "timestamp": "2020-01-01T00:00:00Z"}
    store = Store(Target(url=ralph.url, user=USER, password=PASSWORD))
    assert store.send([json.dumps(strange).encode()]).outcome == "stored"
    store.close()
    done = busy_desk.sync(ralph.url)
    assert (done.sent, done.refused, done.trouble) == (len(made) - 1, 1, "")
    [told] = busy_desk.sending(ralph.url).refused()
    assert told.id == made[3]["id"]
    assert "409" in told.trouble
    assert busy_desk.sending(ralph.url).waiting().waiting == 0


def test_a_wrong_password_sends_nothing_and_loses_nothing(ralph, busy_desk):
    done = list(busy_desk.sending(ralph.url, password=WRONG).sync())[-1]
    assert done.mine
    assert "401" in done.trouble
    assert WRONG not in done.trouble
    assert ralph.kept() == []
    assert busy_desk.sending(ralph.url).waiting().waiting == len(busy_desk.statements())


def test_a_store_that_dies_and_comes_back_has_everything_once(ralph, busy_desk):
    made = busy_desk.statements()
    steps = busy_desk.sending(ralph.url).sync(batch=5, tries=2)
    next(steps)
    ralph.stop()
    last = list(steps)[-1]
    assert last.trouble
    assert 5 <= busy_desk.sending(ralph.url).waiting().sent < len(made)
    ralph.start()
    busy_desk.sync(ralph.url, batch=5)
    assert sorted(one["id"] for one in ralph.kept()) == sorted(one["id"] for one in made)


def test_a_sending_that_is_killed_goes_on_and_stores_everything_once(ralph, busy_desk):
    made = busy_desk.statements()
    words = [sys.executable, "-m", "coach", "records", "sync", "--batch", "3"]
    env = {
        **os.environ, "COACH_HOME": str(busy_desk.folder), "COACH_LRS_URL": ralph.url,
        "COACH_LRS_USER": USER, "COACH_LRS_PASSWORD": PASSWORD,
    }  # fmt: skip
    program = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL)
    while not (ralph.file.exists() and ralph.file.stat().st_size):
        assert program.poll() is None
    program.kill()
    program.wait(30)
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=120, check=True)
    assert "0 wait" in done.stdout
    assert sorted(one["id"] for one in ralph.kept()) == sorted(one["id"] for one in made)
