"""An attempt looked back at on the screen: everything said, and both values of a correction."""

from coach.tui.pictured import screen_text
from coach.tui.screens.review_attempt import ReviewAttemptScreen


async def test_an_attempt_replays_with_its_remarks_and_corrections(coach, settle):
    app = coach()
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)

        def played(practice):
            call = practice.start("corner-shop/till", seed=1)
            call.reply("band=1 first words")
            call.retry()
            call.reply("band=3 better words")
            practice.reviewing().correct(call.attempt, 1, 2, reason="No day named.", by="Ruth")
            return call.attempt

        attempt = await app.ask(played)
        app.push_screen(ReviewAttemptScreen(attempt))
        await settle(pilot)
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
