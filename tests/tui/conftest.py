"""What the tests of the screens share: the program on a small pack, and a way to let it settle."""

import itertools
from contextlib import contextmanager
from time import monotonic

import pytest

from coach.library import load
from coach.practice import Practice, Wiring
from coach.storage.database import open_records
from coach.tui.app import CoachApp

LONGEST = 120
"""Seconds after which a screen that has not settled never will."""


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    """No settings but the test's own."""
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))


@pytest.fixture
def opening(tmp_path, packs, scripted_scorer):
    """Opens practice on the small pack, with a scorer that does what the reply says."""
    ids, minutes = itertools.count(), itertools.count()

    @contextmanager
    def opened():
        records = open_records(tmp_path / "home")
        wiring = Wiring(
            records=records,
            now=lambda: f"2026-03-01T10:{next(minutes) % 60:02d}:00.000+00:00",
            new_id=lambda: f"id-{next(ids)}",
        )
        try:
            yield Practice(wiring, lambda: load(packs), lambda _: scripted_scorer, "mina")
        finally:
            records.close()

    return opened


@pytest.fixture
def coach(opening):
    """Makes the program; lines come at once."""

    def make(look="coach-dark", **named):
        return CoachApp(opening, paced=False, look=look, **named)

    return make


@pytest.fixture
def settle():
    """Waits until everything that was asked for is on the screen."""

    async def wait(pilot):
        app, calm, until = pilot.app, 0, monotonic() + LONGEST
        while calm < 3:
            await pilot.pause(0.01 if calm == 0 else 0)
            busy = [worker for worker in app.workers if not worker.is_finished]
            phase = getattr(app.screen, "phase", "")
            reading = getattr(app.screen, "reading", False)
            calm = 0 if busy or phase in {"opening", "hearing"} or reading else calm + 1
            if monotonic() > until:
                pytest.fail(f"{app.screen} never settles: {busy=}, {phase=}, {reading=}")

    return wait


@pytest.fixture
def in_call(coach, settle):
    """Starts the call of the small pack; gives its screen."""

    async def go(pilot):
        await settle(pilot)
        pilot.app.play("corner-shop/till")
        await settle(pilot)
        return pilot.app.screen

    return go
