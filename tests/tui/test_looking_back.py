"""An attempt looked back at on the screen: everything said, and both values of a correction."""

from contextlib import asynccontextmanager

import pytest

from coach.tui.pictured import screen_text
from coach.tui.screens.reasons import ReasonsScreen
from coach.tui.screens.review_attempt import ReviewAttemptScreen


@pytest.fixture
def looked_back(coach, settle):
    """Plays something, then looks back at it; gives the program and its pilot."""

    @asynccontextmanager
    async def look(played):
        app = coach()
        async with app.run_test(size=(100, 40)) as pilot:
            await settle(pilot)
            app.push_screen(ReviewAttemptScreen(await app.ask(played)))
            await settle(pilot)
            yield app, pilot

    return look


async def test_an_attempt_replays_with_its_remarks_and_corrections(looked_back, settle):
    def played(practice):
        call = practice.start("corner-shop/till", seed=1)
        call.reply("band=1 first words")
        call.retry()
        call.reply("band=3 better words")
        practice.reviewing().correct(call.attempt, 1, 2, reason="No day named.", by="Ruth")
        return call.attempt

    async with looked_back(played) as (app, pilot):
        seen = screen_text(app)
        for words in (
            "first words",
            "taken back: it does not count",
            "better words",
            "corrected by Ruth: fair, the machine said good.",
            "No day named.",
        ):
            assert words in seen
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, ReviewAttemptScreen)


async def test_enter_opens_the_reasons_for_the_marked_reply(looked_back, settle):
    def played(practice):
        call = practice.start("corner-shop/till", seed=1)
        call.reply("band=1 first words")
        call.hint()
        call.reply("band=3 better words")
        return call.attempt

    async with looked_back(played) as (app, pilot):
        await pilot.press("j", "enter")
        await settle(pilot)
        seen = screen_text(app)
        assert isinstance(app.screen, ReasonsScreen)
        assert "Review of reply 2" in seen
        assert "better words" in seen
        assert "− 5 for 1 hint = 70" in seen
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ReviewAttemptScreen)


async def test_where_no_reply_counts_no_key_for_one_is_offered(looked_back):
    def played(practice):
        call = practice.start("corner-shop/till", seed=1)
        call.reply("band=1 first words")
        call.retry()
        return call.attempt

    async with looked_back(played) as (app, _):
        footer = screen_text(app).splitlines()[-1]
        assert "correct" not in footer
        assert "why" not in footer
