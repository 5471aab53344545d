"""Long work shows how far it has come, and stops when asked."""

from coach.tui.pictured import screen_text
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.long_work import LongWork
from coach.tui.screens.trouble import TroubleScreen


async def test_long_work_shows_its_steps_and_esc_stops_it(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        work = LongWork("Judging again", 40)
        await app.push_screen(work)
        work.step(10, "The girl at the till")
        await settle(pilot)
        assert "10 of 40" in screen_text(app)
        assert screen_text(app).count("━") == 10
        assert "The girl at the till" in screen_text(app)
        assert not work.stopped
        await pilot.press("escape")
        assert work.stopped
        work.finish()
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_work_that_ends_beneath_a_message_leaves_with_it(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        work = LongWork("Judging again", 3)
        await app.push_screen(work)
        app.push_screen(TroubleScreen("The records are locked."))
        await settle(pilot)
        work.finish()
        await settle(pilot)
        assert isinstance(app.screen, TroubleScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
