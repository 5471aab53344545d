"""The other screens: each says what to do, help is made of the keys, trouble loses nothing."""

import asyncio
from contextlib import contextmanager
from threading import Event

import pytest

from coach.domain.excuse import SKILLS
from coach.practice import Practice, PracticeError
from coach.tui.app import CoachApp
from coach.tui.pictured import screen_text
from coach.tui.screens.base import TitleLine
from coach.tui.screens.brief import BriefScreen
from coach.tui.screens.call import CallScreen
from coach.tui.screens.debrief import DebriefScreen
from coach.tui.screens.drill import DrillScreen
from coach.tui.screens.help import HelpScreen, help_lines, key_name
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.progress import ProgressScreen
from coach.tui.screens.trouble import TroubleScreen


async def finish_call(pilot, settle, call):
    """Play to the end, badly."""
    while call.phase != "over":
        call.box.text = "band=0 conduct=fail rude"
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)


async def test_home_paints_before_the_packs_are_read(coach):
    app = coach()
    async with app.run_test():
        assert isinstance(app.screen, HomeScreen)
        assert app.screen.query_one("#today").display


async def test_an_empty_record_says_what_the_skills_mean(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        shown = screen_text(app)
        assert "Your first call shows here how you stand." in shown
        assert "amount, day, method" in shown
        assert "not judged" not in shown


async def test_every_way_from_home_is_one_key(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        for key, screen in (("p", ProgressScreen), ("d", DrillScreen)):
            await settle(pilot)
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(app.screen, screen)
            await pilot.press("escape")
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_lists_the_keys_that_the_footer_shows(coach, settle, key):
    app = coach()
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        footer = {
            active.binding.description
            for active in app.screen.active_bindings.values()
            if active.binding.show
        }
        await pilot.press(key)
        await pilot.pause(0)
        assert isinstance(app.screen, HelpScreen)
        shown = screen_text(app)
        assert footer >= {"calls", "progress"}
        assert "Choose a call from all packs" in shown
        assert "See how your skills have changed" in shown
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


def test_help_leaves_out_keys_without_a_word():
    from textual.binding import Binding

    lines = help_lines(
        [Binding("a", "one", "first"), Binding("b", "one", "", tooltip="Longer"), Binding("c", "x")]
    )
    assert lines == [("a, b", "Longer")]
    assert key_name("ctrl+question_mark") == "ctrl+?"


async def test_the_level_is_chosen_before_the_call(coach, settle):
    app = coach(call="corner-shop/till")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)
        await pilot.press("l")
        await pilot.pause(0)
        assert "hard" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.play.level == "hard"


async def test_the_brief_shows_account_and_goal_as_they_are_written(coach, settle):
    app = coach(call="till")
    async with app.run_test() as pilot:
        await settle(pilot)
        shown = screen_text(app)
        for words in (
            "GBP 1,240",
            "40 days ago",
            "kept 0 of 1",
            "Get to the owner",
            "Invoice NP-311",
        ):
            assert words in shown


async def test_the_debrief_says_first_what_was_achieved(coach, settle, in_call):
    app = coach()
    async with app.run_test(size=(120, 50)) as pilot:
        call = await in_call(pilot)
        await finish_call(pilot, settle, call)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        shown = screen_text(app)
        assert (
            shown.index("a complaint") < shown.index("practise next") < shown.index("─ The call ─")
        )
        assert "score 0 of 100" in shown
        await pilot.press("a")
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)


async def test_progress_leads_to_the_debrief_of_a_call(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        await finish_call(pilot, settle, call)
        app.action_home()
        await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        assert "1 call finished" in screen_text(app)
        for key in ("5", "enter", "enter", "d"):
            await pilot.press(key)
            await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)


async def test_the_curves_need_two_replies_and_say_so(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert "a curve" in screen_text(app)


@pytest.mark.parametrize("look", ["coach-dark", "coach-16"])
async def test_the_curves_are_drawn_and_one_can_be_marked(coach, settle, in_call, look):
    app = coach(look=look)
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        for band in (1, 2):
            call.box.text = f"band={band} so"
            await pilot.press("enter")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
        app.action_home()
        app.action_progress()
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert "all skills" in screen_text(app)
        await pilot.press("down")
        await settle(pilot)
        shown = screen_text(app)
        assert "all skills" not in shown
        assert any(f"over time · {skill} " in shown for skill in SKILLS)


async def test_a_drill_goes_from_excuse_to_excuse(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        drill = app.screen
        first = drill._item.ref
        drill.box.text = "band=3 Friday"
        await pilot.press("enter")
        await settle(pilot)
        assert drill.phase == "reading"
        assert "comes again" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert drill.phase in {"typing", "over"}
        assert drill._item is None or drill._item.ref != first


@pytest.mark.parametrize("way", ["escape", "home", "ctrl+q"])
async def test_a_half_typed_drill_reply_waits_with_its_excuse(coach, settle, way):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        first = app.screen._item.ref
        app.screen.box.insert("You are right that")
        if way == "home":
            app.action_home()
        else:
            await pilot.press(way)
        await settle(pilot)
    again = coach()
    async with again.run_test() as pilot:
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        assert again.screen._item.ref == first
        assert again.screen.box.text == "You are right that"
        again.screen.box.text = "band=3 Friday"
        await pilot.press("enter", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert again.screen.box.text == ""


async def test_a_reply_that_cannot_be_stored_goes_back_into_the_box(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)

        def refuses(text, seconds):
            raise PracticeError("The records are locked by another program.", 3)

        call.play.reply = refuses
        call.box.text = "band=3 not lost"
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, TroubleScreen)
        assert "locked by another program" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen is call
        assert call.box.text == "band=3 not lost"
        assert call.phase == "typing"


async def test_records_that_cannot_be_opened_end_the_program_with_its_code(capsys):
    @contextmanager
    def broken():
        raise PracticeError("The records cannot be opened.", 3)
        yield

    app = CoachApp(broken, look="coach-dark")
    async with app.run_test() as pilot:
        while app.trouble is None:
            await pilot.pause(0.01)
    assert app.return_code == 3
    assert str(app.trouble) == "The records cannot be opened."


async def test_a_call_that_is_not_there_ends_the_program_with_its_code(coach):
    app = coach(call="nowhere/none")
    async with app.run_test() as pilot:
        while app.trouble is None:
            await pilot.pause(0.01)
    assert app.return_code == 2
    assert "nowhere" in str(app.trouble)


async def test_continuing_goes_straight_into_the_paused_call(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        call.box.text = "band=2 one"
        await pilot.press("enter")
        await settle(pilot)
    again = coach(go_on=True)
    async with again.run_test() as pilot:
        await settle(pilot)
        assert isinstance(again.screen, CallScreen)
        assert "band=2 one" in screen_text(again)


async def test_the_practice_is_closed_when_the_program_ends(opening, settle):
    closed = []

    @contextmanager
    def watched():
        with opening() as practice:
            yield practice
        closed.append(True)

    app = CoachApp(watched, look="coach-dark")
    async with app.run_test() as pilot:
        await settle(pilot)
    assert closed == [True]


async def test_the_palette_finds_a_call_by_its_title(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await settle(pilot)
        await pilot.press(*"till")
        await pilot.pause(0.3)
        assert "Call: The girl at the till" in screen_text(app)


async def test_whoever_leaves_waits_for_nothing_before_anything_is_taken_away(
    coach, settle, monkeypatch
):
    asked, go_on, figures = Event(), Event(), Practice.figures

    def slow(practice):
        asked.set()
        go_on.wait(60)
        return figures(practice)

    monkeypatch.setattr(Practice, "figures", slow)
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        app.action_progress()
        screen = app.screen
        while not asked.is_set():
            await pilot.pause(0.01)
        app.action_home()
        for _ in range(1000):
            await asyncio.sleep(0)
            if screen.gone:
                break
        asking = [worker for worker in app.workers if worker.node is screen]
        assert screen.query(TitleLine)
        assert [worker.is_cancelled for worker in asking] == [True]
        go_on.set()
        await settle(pilot)
        assert type(app.screen).__name__ == "HomeScreen"
    assert app.trouble is None
