"""Sending: every statement is accounted for once, whatever the store and the way to it do."""

import threading
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.practice import PracticeError
from coach.records.sending import LONGEST_WAIT, Letter, Sender
from coach.records.statements import Form
from coach.records.store import Answer


class Box:
    """An outbox in memory."""

    def __init__(self, count):
        self.waiting = {place: f"{place}".encode() for place in range(count)}
        self.done, self.bad = [], {}

    def batch(self, most):
        return [Letter(place=place, body=body) for place, body in list(self.waiting.items())[:most]]

    def sent(self, letters):
        for letter in letters:
            self.done.append(letter.place)
            del self.waiting[letter.place]

    def refused(self, letter, trouble):
        self.bad[letter.place] = trouble
        del self.waiting[letter.place]


class Far:
    """A store that goes through a script, then takes what is not poison."""

    def __init__(self, script=(), poison=(), breaks=()):
        self.script, self.poison, self.breaks = list(script), set(poison), set(breaks)
        self.kept, self.asked = [], 0

    def send(self, bodies):
        self.asked += 1
        act = self.script.pop(0) if self.script else "take"
        if act == "cut after":
            self._keep(bodies)
        if act != "take":
            return Answer(outcome="busy" if act == "cut after" else act, told=act)
        places = {int(body) for body in bodies}
        if places & self.breaks:
            return Answer(outcome="failed", told="500")
        if places & self.poison:
            return Answer(outcome="refused", told="400")
        self._keep(bodies)
        return Answer(outcome="stored")

    def _keep(self, bodies):
        self.kept += [int(body) for body in bodies if int(body) not in self.kept]


def run(box, far, slept=None, **told):
    sleep = slept.append if slept is not None else lambda _: None
    return list(Sender(box, far.send, sleep, dice=Random(1), **told).run())[-1]


SCRIPTS = st.lists(
    st.sampled_from(["take", "busy", "failed", "cut after", "stranger", "too_large", "conflict"]),
    max_size=30,
)


@settings(max_examples=300, deadline=None)
@given(
    count=st.integers(0, 40),
    batch=st.integers(1, 12),
    script=SCRIPTS,
    poison=st.sets(st.integers(0, 39), max_size=4),
)
def test_whatever_happens_none_is_lost_and_none_is_counted_twice(count, batch, script, poison):
    box, far = Box(count), Far(script, poison)
    for _ in range(40):
        done = run(box, far, batch=batch, tries=3)
        accounted = [*box.done, *box.bad, *box.waiting]
        assert sorted(accounted) == list(range(count))
        assert set(box.done) <= set(far.kept)
        if not box.waiting:
            break
    assert not box.waiting
    assert not done.trouble
    # What the store finds fault with is found out one by one; everything else is in the store once.
    assert set(range(count)) - poison <= set(far.kept) | set(box.bad)
    assert len(far.kept) == len(set(far.kept))


def test_one_bad_statement_does_not_hold_up_the_others():
    box, far = Box(100), Far(poison={41, 77})
    done = run(box, far, batch=50)
    assert (done.sent, done.refused) == (98, 2)
    assert box.bad == {41: "400", 77: "400"}
    assert done.tries < 30


def test_one_statement_that_breaks_the_store_is_found_too():
    box, far = Box(64), Far(breaks={10})
    slept = []
    done = run(box, far, slept, batch=64, tries=3)
    assert (done.sent, done.refused, done.trouble) == (63, 1, "")
    assert box.bad == {10: "500"}
    assert len(slept) == 2


def test_a_store_that_is_broken_altogether_refuses_nothing():
    box, far = Box(64), Far(breaks=range(64))
    done = run(box, far, batch=16, tries=3)
    assert (done.sent, done.refused, done.trouble, done.mine) == (0, 0, "500", False)
    assert len(box.waiting) == 64


def test_waits_grow_and_a_store_that_asks_for_longer_gets_it():
    slept = []
    run(Box(1), Far(["busy"] * 6), slept, tries=7)
    assert [round(one) for one in slept] == sorted(round(one) for one in slept)
    assert 0.7 < slept[0] < 1.3
    assert slept[-1] > 20
    asked = []
    answers = iter(
        [
            Answer(outcome="busy", wait=40),
            Answer(outcome="busy", wait=9e9),
            Answer(outcome="stored"),
        ]
    )
    list(Sender(Box(1), lambda _: next(answers), asked.append).run())
    assert asked == [40, LONGEST_WAIT]


def test_whom_the_store_does_not_know_it_is_not_asked_twice():
    far = Far(["stranger"])
    done = run(Box(3), far)
    assert (far.asked, done.mine, done.trouble) == (1, True, "stranger")


def test_cuts_and_refusals_on_the_way_leave_everything_once(desk, store):
    desk.practise(calls=3)
    made = {one["id"]: one for one in desk.statements()}
    store.script = [
        "cut before",
        "take",
        "cut after",
        (503, {}, {"Retry-After": "17"}),
        "half an answer",
        (500, b"<p>"),
    ]
    store.poison = {list(made)[7]}
    done = desk.sync(store.url, batch=5)
    assert (done.sent, done.refused, done.trouble) == (len(made) - 1, 1, "")
    assert store.kept == {one: what for one, what in made.items() if one not in store.poison}
    assert 17 in desk.slept
    found = desk.sending(store.url)
    assert found.waiting().waiting == 0
    assert [one.id for one in found.refused()] == list(store.poison)
    store.poison.clear()
    assert found.again(everything=False) == 1
    assert desk.sync(store.url).sent == 1
    assert store.kept == made


def test_nobody_waits_while_the_store_is_slow(desk, desk_at, store):
    desk.practise()
    store.script = ["slow"]
    done = []
    far = threading.Thread(target=lambda: done.append(desk.sync(store.url)))
    far.start()
    assert store.busy.wait(30)
    # The store has the batch and does not answer. All of this must come to its end meanwhile.
    screen = desk_at(desk.folder)
    home = screen.practice().home()
    call = screen.practice().start("till", seed=2)
    call.reply("band=3 said while the store is asked")
    assert home.progress.calls == 1
    assert screen.sending(store.url).waiting().waiting > 0
    assert not done
    store.go_on.set()
    far.join(30)
    assert not done[0].trouble
    assert desk.sending(store.url).waiting().waiting == 0


def test_of_two_sendings_at_once_one_gives_way(desk, desk_at, store):
    desk.practise()
    store.script = ["slow"]
    far = threading.Thread(target=lambda: desk.sync(store.url))
    far.start()
    assert store.busy.wait(30)
    with pytest.raises(PracticeError, match="is under way") as told:
        desk_at(desk.folder).sync(store.url)
    assert told.value.exit_code == 0
    store.go_on.set()
    far.join(30)
    assert len(store.requests) == 1


def test_another_store_gets_nothing_by_accident(desk, store):
    desk.practise()
    sent = desk.sync(store.url).sent
    other = f"{store.root}/other"
    desk.practise()
    with pytest.raises(PracticeError, match=f"{sent:,} statements were sent to .*--again all"):
        desk.sync(other)
    desk.sending(other).moved()
    assert desk.sync(other).sent > 0
    assert {path for path, _, _ in store.requests} == {"/xAPI/statements", "/other/statements"}


def test_a_name_that_gives_no_address_is_told_and_holds_up_nobody(desk, store):
    desk.practise(trainee="a@b")
    desk.practise(trainee="Mina")
    sending = desk.sending(store.url, form=Form(mail="{name}@example.com"))
    done = list(sending.sync(batch=4))[-1]
    assert (done.sent, done.trouble) == (len(store.kept), "")
    assert 0 < done.refused < done.sent + done.refused
    told = sending.refused()
    assert len(told) == done.refused
    assert "`a@b@example.com` is no mail address" in told[0].trouble
    # With the settings mended, they go like any other.
    sending.again(everything=False)
    assert desk.sync(store.url).sent == done.refused
    assert sending.waiting().waiting == 0
