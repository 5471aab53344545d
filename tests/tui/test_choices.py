"""Choices and first steps: the settings screen, the tour, and that every key and hand gets everywhere."""

import importlib
import pkgutil

import pytest
from textual.widgets import Input, TextArea

import coach.tui.screens
from coach.authoring.starter import make_pack
from coach.practice.tour import AFTERWARDS
from coach.settings.options import OPTIONS
from coach.settings.reading import Settings
from coach.tui.chosen import fitting
from coach.tui.pictured import screen_text
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.brief import BriefScreen
from coach.tui.screens.call import CallScreen
from coach.tui.screens.calls import CallsScreen
from coach.tui.screens.debrief import DebriefScreen
from coach.tui.screens.drill import DrillScreen
from coach.tui.screens.edit import EditScreen
from coach.tui.screens.everyone import EveryoneScreen
from coach.tui.screens.handbook import HandbookScreen
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.lookup import LookupScreen
from coach.tui.screens.pack import PackScreen
from coach.tui.screens.packs import PacksScreen
from coach.tui.screens.preview import PreviewScreen
from coach.tui.screens.progress import ProgressScreen
from coach.tui.screens.settings import SettingsScreen
from coach.tui.screens.tour import TourScreen, WelcomeScreen
from coach.tui.widgets.menu import Menu

# The settings screen


async def on_settings(app, pilot, settle, name):
    await settle(pilot)
    await pilot.press("s")
    await settle(pilot)
    assert isinstance(app.screen, SettingsScreen)
    app.screen.query_one(Menu).highlighted = list(OPTIONS).index(name)
    await settle(pilot)


async def test_a_choice_made_on_the_screen_holds_at_once_and_is_kept(coach, settle):
    app = coach(look="")
    async with app.run_test() as pilot:
        await on_settings(app, pilot, settle, "look")
        await pilot.press("right", "right")
        await settle(pilot)
        assert app.theme == "coach-light"
        assert Settings().text("look") == "light"
        assert "chosen" in screen_text(app)
        await pilot.press("u")
        await settle(pilot)
        assert app.theme == fitting(app.console.color_system)
        assert Settings().setting("look").source == "default"
        app.screen.query_one(Menu).highlighted = list(OPTIONS).index("reduced_motion")
        await pilot.press("enter")
        await settle(pilot)
        assert app.animation_level == "none"
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_a_number_is_typed_or_stepped_and_a_wrong_one_is_told(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await on_settings(app, pilot, settle, "drill_most")
        await pilot.press("left")
        await settle(pilot)
        assert app.limits.most == 19
        await pilot.press("enter")
        await settle(pilot)
        app.screen.query_one("#typed", Input).value = "900"
        await pilot.press("enter")
        await settle(pilot)
        assert [note.message for note in app._notifications] == [
            "`drill_most` takes a whole number from 1 to 500, not `900`."
        ]
        app.screen.query_one("#typed", Input).value = "7"
        await pilot.press("enter")
        await settle(pilot)
        assert app.limits.most == 7
        assert app.focused is app.screen.query_one(Menu)


async def test_what_a_variable_has_set_is_said_and_not_overwritten(coach, settle, monkeypatch):
    monkeypatch.setenv("COACH_LOOK", "contrast")
    app = coach(look="")
    async with app.run_test() as pilot:
        assert app.theme == "coach-contrast"
        await on_settings(app, pilot, settle, "look")
        assert "COACH_LOOK" in screen_text(app)
        await pilot.press("right")
        await settle(pilot)
        assert app.theme == "coach-contrast"
        assert "goes first" in next(iter(app._notifications)).message


async def test_a_click_changes_a_choice(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await on_settings(app, pilot, settle, "trainee")
        await pilot.click(Menu, offset=(20, 1 + list(OPTIONS).index("plain")))
        await settle(pilot)
        assert Settings().on("plain")


# The tour


async def test_who_begins_is_offered_the_tour_once_and_may_decline(coach, settle):
    for offered in (True, False):
        app = coach()
        app.offers_tour = True
        async with app.run_test() as pilot:
            await settle(pilot)
            assert isinstance(app.screen, WelcomeScreen) is offered
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(app.screen, HomeScreen)
            assert "Tour" in screen_text(app)


async def test_the_tour_is_a_real_call_with_a_word_at_each_step(coach, settle):
    app = coach()
    app.offers_tour = True
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, TourScreen)
        assert "They have picked up" in screen_text(app)
        while app.screen.phase != "over":
            app.screen.box.text = "band=4 share=full date=Friday signals=diagnoses yes"
            await pilot.press("enter")
            await settle(pilot)
            assert "How it landed" in screen_text(app) or "Each answer is" in screen_text(app)
            await pilot.press("enter")
            await settle(pilot)
        assert "That was a call" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        assert AFTERWARDS in " ".join(screen_text(app).replace("▌", "").split())
        assert "What it achieved" in screen_text(app)
        assert not app._notifications
        assert (await app.ask(lambda practice: practice.progress())).calls == 1


async def test_the_guide_goes_by_turns_and_knows_a_second_try(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        app.action_tour()
        await settle(pilot)

        async def say(words):
            app.screen.box.text = words
            await pilot.press("enter")
            await settle(pilot)
            read = screen_text(app)
            await pilot.press("enter")
            await settle(pilot)
            return read, screen_text(app)

        read, after = await say("band=1 hm")
        assert "How it landed" in read
        assert "They have not moved yet" in after
        read, after = await say("band=4 share=full date=Friday signals=diagnoses yes")
        assert "The same question" in read
        assert "Now settle it" in after


async def test_a_paused_tour_goes_on_with_its_guide_and_any_other_call_without(
    coach, settle, in_call
):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        app.action_tour()
        await settle(pilot)
        app.screen.box.text = "band=4 share=full date=Friday signals=diagnoses yes"
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, TourScreen)
        assert "Now settle it" in screen_text(app)
        app.action_home()
        call = await in_call(pilot)
        app.action_home()
        app.resume(call.play.attempt)
        await settle(pilot)
        assert type(app.screen) is CallScreen


# Reach

ROUTES = {
    HomeScreen: [],
    CallsScreen: ["c"],
    DrillScreen: ["d"],
    LookupScreen: ["slash"],
    ProgressScreen: ["p"],
    SettingsScreen: ["s"],
    BriefScreen: ["enter"],
    CallScreen: ["enter", "enter"],
    TourScreen: ["down", "enter"],
    HandbookScreen: ["question_mark", "h"],
    EveryoneScreen: ["p", "e"],
    PacksScreen: ["a"],
    PackScreen: ["a", "enter"],
}
"""The keys from a fresh home to each screen that does not first need something said."""
THIRD = {PreviewScreen: ["a", "enter", "enter"], EditScreen: ["a", "enter", "i"]}
"""The screens that the third key opens: each on one thing, on which its own keys act."""
LATER = {
    "DebriefScreen": "needs a call that has ended",
    "ReviewAttemptScreen": "needs an attempt",
    "ReasonsScreen": "needs a reply of an attempt",
    "BehindScreen": "needs an attempt",
    "ListedScreen": "is what lists with a look beside them share",
    "AtBenchScreen": "is what the screens of a pack share",
    "TalkScreen": "is what all talks share",
    "OnRecordScreen": "is what calls and drills share",
}
"""Why a screen is in neither: it shows what must first be there, and what is there leads to it."""


@pytest.mark.parametrize("screen", [*ROUTES, *THIRD], ids=lambda screen: screen.__name__)
async def test_every_action_is_at_most_three_keys_from_home(coach, settle, tmp_path, screen):
    make_pack(tmp_path / "packs" / "our-debtors")
    app = coach()
    app.pack_folder = tmp_path / "packs"
    keys = ROUTES[screen] if screen in ROUTES else THIRD[screen]
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        assert isinstance(app.screen, screen)
        assert len(keys) + (screen in ROUTES) <= 3
        actions = {active.binding.action for active in app.screen.active_bindings.values()}
        own = {binding.action for binding in screen.BINDINGS}
        named = {action: action.partition("(")[0] for action in own}
        hidden = {one for one in own if app.screen.check_action(named[one], ()) is False}
        assert own - hidden <= actions
        assert {"app.help", "help"} & actions
        assert "command_palette" in actions


async def test_the_palette_reaches_every_screen_by_its_name(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        names = {command.title for command in app.get_system_commands(app.screen)}
        assert names >= {
            "Home", "Choose a call", "Drill", "Random call", "Look up", "Progress", "Tour",
            "Settings", "Write packs", "Help", "Look", "Theme", "Quit",
        }  # fmt: skip
        await pilot.press("ctrl+p", *"settings")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, SettingsScreen)


async def from_palette(pilot, settle, words):
    await pilot.press("ctrl+p", *words)
    await pilot.pause(0.3)
    await settle(pilot)
    shown = screen_text(pilot.app)
    await pilot.press("enter")
    await settle(pilot)
    return shown


async def test_the_palette_does_what_the_keys_of_the_screen_do(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        call.box.insert("half a sen")
        shown = await from_palette(pilot, settle, "hint")
        assert "costs 5 points" in shown
        assert "f2" in shown
        assert call.play.scene().hints == 1
        await from_palette(pilot, settle, "pause")
        assert isinstance(app.screen, HomeScreen)
        shown = await from_palette(pilot, settle, "continue")
        assert "Continue: The girl at the till" in shown
        assert isinstance(app.screen, CallScreen)
        assert app.screen.box.text == "half a sen"


async def test_the_look_up_of_the_palette_knows_the_call(coach, settle, in_call, monkeypatch):
    monkeypatch.setattr("coach.desk.Desk.open", lambda _: None)
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        await from_palette(pilot, settle, "look up")
        assert isinstance(app.screen, LookupScreen)
        assert call.facts().items() <= app.screen.desk.values.items()


async def test_the_palette_opens_a_page_of_the_handbook(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        await from_palette(pilot, settle, "handbook: your first team")
        assert isinstance(app.screen, HandbookScreen)
        assert "first-team" in screen_text(app)
        assert app.screen.query_one("#page").border_title.startswith("Your first team")


async def test_what_the_footer_shows_can_be_clicked(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        footer = screen_text(app).splitlines()[-1]
        await pilot.click(offset=(footer.index("calls"), 23))
        await settle(pilot)
        assert isinstance(app.screen, CallsScreen)


async def test_nothing_blinks(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        assert not call.query_one(TextArea).cursor_blink
        await pilot.press("slash")
        await settle(pilot)
        assert not app.screen.query_one("#query", Input).cursor_blink
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert not app.screen.query_one(Input).cursor_blink
        for strip in app.screen._compositor.render_strips():
            assert not any(segment.style and segment.style.blink for segment in strip)


async def test_sixteen_colours_are_the_terminal_s_own(coach, settle, in_call):
    app = coach(look="coach-16")
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        call.box.text = "band=2 hit=who conduct=fail Friday"
        await pilot.press("enter")
        await settle(pilot)
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    assert colour is None or colour.triplet is None or colour.is_default, segment


def every_screen():
    """Every screen of the program, whoever shares what with it."""
    for found in pkgutil.iter_modules(coach.tui.screens.__path__):
        importlib.import_module(f"coach.tui.screens.{found.name}")
    waiting = [CoachScreen]
    while waiting:
        screen = waiting.pop()
        # Other tests make bare screens of their own to compare with.
        waiting += [sub for sub in screen.__subclasses__() if sub.__module__.startswith("coach.")]
        yield screen


def test_a_way_is_known_to_every_screen():
    known = {screen.__name__ for screen in (*ROUTES, *THIRD)} | set(LATER)
    assert {screen.__name__ for screen in every_screen()} - {"CoachScreen"} == known


def test_every_screen_says_what_it_is_for_and_every_key_what_it_does():
    for screen in every_screen():
        for binding in screen.__dict__.get("BINDINGS", ()):
            assert binding.tooltip or not binding.show or binding.action == "app.help", (
                screen,
                binding,
            )
        if screen != CoachScreen and screen.__name__ not in LATER:
            assert getattr(screen, "ABOUT", ""), screen
