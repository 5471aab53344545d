"""Several trainees on one machine: who practises is asked where it is not clear."""

import pytest

from coach.tui.pictured import screen_text
from coach.tui.screens.brief import BriefScreen
from coach.tui.screens.everyone import EveryoneScreen
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.progress import ProgressScreen
from coach.tui.screens.who import WhoScreen


def practised(opening, *names):
    """One reply by each of `names`."""
    with opening() as practice:
        for name in names:
            practice.of(name).start("corner-shop/till", seed=1).reply(f"band=3 by {name}")


async def start(pilot, settle, app):
    await settle(pilot)
    return app.screen


@pytest.mark.parametrize("names", [("tom",), ("tom", "ada"), ("mina", "ada")])
async def test_who_practises_is_asked_where_more_than_one_could_be_meant(
    coach, opening, settle, names
):
    practised(opening, *names)
    app = coach()
    app.asks_who = True
    async with app.run_test() as pilot:
        assert isinstance(await start(pilot, settle, app), WhoScreen)
        for name in names:
            assert name in screen_text(app)


@pytest.mark.parametrize(
    ("names", "asked"), [((), True), (("mina",), True), (("tom", "ada"), False)]
)
async def test_who_practises_is_not_asked_where_it_is_clear(coach, opening, settle, names, asked):
    practised(opening, *names)
    app = coach()
    app.asks_who = asked
    async with app.run_test() as pilot:
        assert isinstance(await start(pilot, settle, app), HomeScreen)


async def test_the_chosen_one_has_a_record_of_their_own(coach, opening, settle):
    practised(opening, "tom", "ada")
    app = coach()
    app.asks_who = True
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        name = await app.ask(lambda practice: practice.trainee)
        assert name in {"tom", "ada"}
        assert f"{name} · day" in screen_text(app)
        assert await app.ask(lambda practice: practice.progress().replies) == 1


async def test_somebody_new_begins_with_an_empty_record(coach, opening, settle):
    practised(opening, "tom", "ada")
    app = coach(call="corner-shop/till")
    app.asks_who = True
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("tab", *"Zoe", "space", *"B", "enter")
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)
        assert await app.ask(lambda practice: practice.trainee) == "Zoe B"
        assert await app.ask(lambda practice: practice.progress().replies) == 0


async def test_escape_goes_on_under_the_usual_name(coach, opening, settle):
    practised(opening, "tom")
    app = coach()
    app.asks_who = True
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert await app.ask(lambda practice: practice.trainee) == "mina"


async def test_another_trainee_takes_over_in_the_middle(coach, opening, settle):
    practised(opening, "tom")
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        app.action_progress()
        await settle(pilot)
        app.action_who()
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "tom · day" in screen_text(app)


async def test_a_manager_sees_everybody_and_reads_without_playing(coach, opening, settle):
    practised(opening, "tom", "ada")
    app = coach()
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert isinstance(app.screen, EveryoneScreen)
        shown = screen_text(app)
        assert "ada" in shown
        assert "tom" in shown
        assert "not for judging people" in shown
        await pilot.press("enter")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, ProgressScreen)
        assert screen.trainee == "ada"
        assert "ada · 1 reply" in screen_text(app)
        plan = screen.query_one("#plan")
        assert not plan.openable
        assert await app.ask(lambda practice: practice.trainee) == "mina"
