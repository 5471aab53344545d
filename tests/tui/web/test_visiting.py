"""A visitor sees their own practice and changes nothing for others."""

import itertools
from contextlib import contextmanager

import pytest

from coach.library import load
from coach.practice import PracticeError, Wiring
from coach.practice.visiting import Visit
from coach.storage.database import open_records
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.progress import ProgressScreen
from coach.tui.web.visiting import WITHHELD, VisitorApp


@pytest.fixture
def visit(tmp_path, packs, scripted_scorer, monkeypatch):
    """Opens a visit of Mina, on a machine where Tom has practised too."""
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    ids = itertools.count()

    @contextmanager
    def opened():
        records = open_records(tmp_path / "home")
        now = "2026-03-01T10:00:00.000+00:00"
        wiring = Wiring(records=records, now=lambda: now, new_id=lambda: f"id-{next(ids)}")
        try:
            tom = Visit(wiring, lambda: load(packs), lambda _: scripted_scorer, "Tom")
            tom.start("corner-shop/till", seed=1).reply("band=1 what Tom said")
            yield Visit(wiring, lambda: load(packs), lambda _: scripted_scorer, "Mina")
        finally:
            records.close()

    return opened


def test_nobody_elses_practice_is_given(visit):
    with visit() as practice:
        for ask in (
            practice.everyone,
            practice.trainees,
            lambda: practice.of("Tom"),
            lambda: practice.report(everybody=True),
            lambda: practice.reviewing(everybody=True),
            lambda: practice.exchanging(everybody=True),
        ):
            with pytest.raises(PracticeError, match="their own practice alone"):
                ask()
        assert practice.of("Mina") is practice
        assert practice.of("") is practice
        assert practice.reviewing().attempts() == ()
        assert list(practice.exchanging().lines()) == []


def offered(app):
    return {active.binding.action.split("(")[0].removeprefix("app.")
            for active in app.screen.active_bindings.values() if active.enabled}  # fmt: skip


async def test_what_belongs_to_the_machine_or_to_others_is_withheld(visit, tmp_path, settle):
    app = VisitorApp(visit, paced=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert not offered(app) & WITHHELD
        assert "drill" in offered(app)
        await pilot.press("a")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("p")
        await settle(pilot)
        assert not offered(app) & WITHHELD
        await pilot.press("e", "s")
        await settle(pilot)
        assert isinstance(app.screen, ProgressScreen)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert "Drill" in titles
        assert not titles & {"Another trainee", "Settings", "Write packs"}
        before = app.theme
        await pilot.press("ctrl+t")
        assert app.theme != before
    assert not list(tmp_path.glob("coach-report*"))
    assert not (tmp_path / "home" / "settings.toml").exists()
