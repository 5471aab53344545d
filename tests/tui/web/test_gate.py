"""Who may come in."""

import re

import pytest

from coach.tui.web.gate import STAY, TRIES, WINDOW, Gate, RefusedError, new_password
from coach.tui.web.seat import fitted

# ruff: noqa: S106 - passwords of a test


class Clock:
    time = 1000.0

    def __call__(self):
        return self.time


def refused(gate, name="Mina", password="", address="here"):
    with pytest.raises(RefusedError) as told:
        gate.enter(name, password, address)
    return told.value.status


def test_without_a_password_a_name_is_enough():
    gate = Gate()
    assert not gate.locked
    token = gate.enter("  Mina   Lopez ", "", "here")
    assert gate.visitor(token).name == "Mina Lopez"


def test_with_a_password_only_who_knows_it_comes_in():
    gate = Gate("open sesame")
    assert refused(gate, password="open sesam") == 403
    assert refused(gate) == 403
    assert gate.visitor(gate.enter("Mina", "open sesame", "here")).name == "Mina"


def test_the_password_itself_is_not_kept():
    gate = Gate("open sesame")
    assert "open sesame" not in repr(vars(gate))
    assert vars(gate)["_hash"] != Gate("open sesame")._hash


def test_after_some_wrong_passwords_an_address_has_to_wait():
    clock = Clock()
    gate = Gate("open sesame", clock)
    for _ in range(TRIES):
        assert refused(gate, password="wrong") == 403
    assert refused(gate, password="open sesame") == 429
    assert gate.enter("Tom", "open sesame", "elsewhere")
    clock.time += WINDOW
    assert gate.enter("Mina", "open sesame", "here")


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "Mi\x1b[2Jna", "everyone"])
def test_what_is_no_name_is_refused(name):
    assert refused(Gate(), name=name) == 400


def test_who_leaves_or_is_not_seen_for_long_is_forgotten():
    clock = Clock()
    gate = Gate(clock=clock)
    one, two = gate.enter("Mina", "", "here"), gate.enter("Tom", "", "here")
    gate.leave(one)
    assert gate.visitor(one) is None
    clock.time += STAY + 1
    assert gate.visitor(two) is None
    assert gate.visitor("made up") is None


def test_passwords_are_made_new_and_readable():
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", one) for one in made)


def test_a_browser_cannot_ask_for_a_window_without_end():
    assert fitted(10**9, -5) == (500, 5)
    assert fitted(100, 30) == (100, 30)
