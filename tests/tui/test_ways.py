"""The ways into the screens: from the command line, by a key, and out of a fault."""

import gc
from threading import Event

import pytest
from textual.widgets import Input

from coach.domain.drill_plan import Limits
from coach.practice.drilling import Drill
from coach.tui.pictured import screen_text
from coach.tui.screens.brief import BriefScreen
from coach.tui.screens.call import CallScreen
from coach.tui.screens.calls import CallsScreen
from coach.tui.screens.drill import DrillScreen
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.lookup import LookupScreen
from coach.tui.screens.progress import ProgressScreen
from coach.tui.screens.review_attempt import ReviewAttemptScreen


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def own_home(shared_home, monkeypatch):
    """A home of its own for the index of the look-up, and no clipboard of the system."""
    monkeypatch.setenv("COACH_HOME", str(shared_home))
    monkeypatch.setenv("COACH_TEAM", "")
    monkeypatch.setenv("PATH", "")


@pytest.mark.parametrize(
    ("name", "screen"),
    [("lookup", LookupScreen), ("calls", CallsScreen), ("progress", ProgressScreen)],
)
async def test_the_program_begins_with_the_screen_that_was_asked_for(coach, settle, name, screen):
    app = coach()
    app.first_screen = name
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, screen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_a_drill_begun_from_the_command_line_keeps_its_limits(coach, settle):
    app = coach()
    app.first_screen = "drill"
    app.limits_given = Limits(most=1, new=1, easy_days=())
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, DrillScreen)
        assert "1 excuse left today" in screen_text(app)
        app.screen.box.text = "band=3 Friday"
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.phase == "over"


async def test_level_and_seed_of_the_command_line_reach_the_call(coach, settle):
    app = coach(call="corner-shop/till", level="hard", seed=11)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "played hard" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.play.level == "hard"
        assert app.screen.play._stage.seed == 11


async def test_a_drawn_call_opens_at_its_brief(coach, settle):
    app = coach(draw={"seed": 3})
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)


async def test_home_lists_the_look_up_and_the_rule_of_the_day_with_its_source(coach, settle):
    app = coach()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        seen = screen_text(app)
        for words in ("Look up", "Drill", "Random", "Worth knowing", "/ lookup"):
            assert words in seen
        home = await app.ask(lambda practice: practice.home())
        assert home.advice_source


async def test_a_slash_looks_up_and_escape_comes_back_with_the_query_kept(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        for _ in range(2):
            await pilot.press("slash")
            await settle(pilot)
            assert isinstance(app.screen, LookupScreen)
            if not app.screen.desk.query:
                await pilot.press(*"boss", "space", *"signs")
                await settle(pilot)
            assert app.screen.query_one("#query", Input).value == "boss signs"
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(app.screen, HomeScreen)


async def test_in_a_call_one_desk_knows_the_facts_and_what_is_typed_stays(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        await pilot.press("slash")
        await settle(pilot)
        desk = app.screen.desk
        assert desk.values["amount"] == "GBP 1,240"
        assert desk.values["collector"] == "mina"
        desk.values["contact"] = "Kim"
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is call
        await pilot.press("a", "slash")
        assert call.box.text == "a/"
        await pilot.press("f5")
        await settle(pilot)
        assert app.screen.desk is desk
        assert desk.values["contact"] == "Kim"
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, CallScreen)
        assert call.box.text == "a/"


async def test_enter_waits_for_the_answer_to_what_was_typed_just_before(coach, settle):
    app = coach()
    app.first_screen = "lookup"
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press(*"cheque", "space", *"in", "space", *"the", "space", *"post", "enter")
        await settle(pilot)
        screen = app.screen
        assert screen.desk.query == "cheque in the post"
        assert app.clipboard == screen.desk.ready(screen.chosen)
        assert screen.desk.use_of(screen.chosen.ref).count == 1


async def test_no_search_for_garbage_walks_what_a_call_has_loaded(coach, in_call):
    app = coach()
    async with app.run_test() as pilot:
        await in_call(pilot)
        assert gc.get_freeze_count() > len(gc.get_objects())


async def test_a_past_call_is_replayed_from_progress(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        while call.phase != "over":
            call.box.text = "band=0 conduct=fail rude"
            await pilot.press("enter")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
        app.action_home()
        app.action_progress()
        await settle(pilot)
        for key in ("5", "enter", "enter"):
            await pilot.press(key)
            await settle(pilot)
        assert isinstance(app.screen, ReviewAttemptScreen)
        for key in ("d", "v"):
            await pilot.press(key)
            await settle(pilot)
        assert isinstance(app.screen, ReviewAttemptScreen)


async def test_a_fault_ends_in_one_calm_message_that_names_a_file(coach, settle, shared_home):
    app = coach()

    async def breaks():
        async with app.run_test() as pilot:
            await settle(pilot)

            def fault(_):
                raise ZeroDivisionError("nobody expected it")

            app.run_worker(app.ask(fault))
            await settle(pilot)

    with pytest.raises(Exception, match="nobody expected it"):
        await breaks()
    assert app.return_code == 3
    assert app._exit_renderables == []
    assert str(shared_home / "fault.txt") in app.trouble
    assert "is kept" in app.trouble
    assert "nobody expected it" in (shared_home / "fault.txt").read_text(encoding="utf-8")


async def test_a_drill_left_while_its_excuse_is_fetched_keeps_the_words_that_wait(
    coach, settle, monkeypatch
):
    plan, held, asked = Drill.plan, Event(), Event()

    def slow(drill):
        asked.set()
        assert held.wait(10)
        return plan(drill)

    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        app.action_drill()
        await settle(pilot)
        app.screen.box.text = "You are right that"
        await pilot.press("escape")
        await settle(pilot)
        with monkeypatch.context() as slowed:
            slowed.setattr(Drill, "plan", slow)
            app.action_drill()
            while not asked.is_set():
                await pilot.pause()
            await pilot.press("escape")
            held.set()
            await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        app.action_drill()
        await settle(pilot)
        assert app.screen.box.text == "You are right that"
