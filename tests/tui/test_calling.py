"""A call on the screen: played with the keyboard alone, paused and continued, nothing lost."""

import pytest
from textual import events

from coach.domain.scoring.review import Evidence, PointResult, Review, SkillResult
from coach.tui.pictured import screen_text
from coach.tui.screens.brief import BriefScreen
from coach.tui.screens.call import CallScreen
from coach.tui.screens.debrief import DebriefScreen
from coach.tui.screens.home import HomeScreen
from coach.tui.widgets.menu import Menu
from coach.tui.widgets.reply_box import ReplyBox
from coach.tui.widgets.review_panel import ReviewPanel
from coach.tui.widgets.transcript import OwnReply, Spoken

SIZES = [(80, 24), (140, 40)]


async def say(pilot, settle, reply):
    pilot.app.screen.query_one(ReplyBox).text = reply
    await pilot.press("enter")
    await settle(pilot)


async def test_going_on_twice_at_once_still_brings_the_answer(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        await say(pilot, settle, "band=3 so")
        assert call.phase == "reading"
        for _ in range(2):
            call.review.action_go_on()
        await settle(pilot)
        assert call.phase == "typing"
        assert not call.box.read_only


async def test_answering_again_twice_at_once_goes_back_by_one_turn(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        for number in (1, 2):
            await say(pilot, settle, f"band=3 number {number}")
            await pilot.press("enter")
            await settle(pilot)
        for _ in range(2):
            await app.run_action("retry", call)
        await settle(pilot)
        scene = await app.ask(lambda _: call.play.scene())
        assert (scene.number, call.phase) == (2, "typing")


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_call_is_played_with_the_keyboard_alone(coach, settle, size):
    app = coach()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)
        await pilot.press("enter")
        await settle(pilot)
        call = app.screen
        assert isinstance(call, CallScreen)
        for _ in range(12):
            if call.phase == "over":
                break
            await say(pilot, settle, "band=4 share=full date=Friday hit=name signals=reaches")
            assert call.phase == "reading"
            assert app.focused is call.review
            await pilot.press("enter")
            await settle(pilot)
        assert call.phase == "over"
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        assert "What it achieved" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_enter_says_it_and_the_review_opens(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        await say(pilot, settle, "band=3 Friday")
        assert call.review.display
        assert "good 75" in screen_text(app)
        assert [own.words for own in call.query(OwnReply)] == ["band=3 Friday"]


async def test_a_fast_typist_loses_no_letter(coach, settle, in_call):
    app = coach()
    words = "band=3 and not one letter of this is lost"
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        for letter in words:
            app.post_message(events.Key("space" if letter == " " else letter, letter))
        app.post_message(events.Key("ctrl+j", "\n"))
        app.post_message(events.Key("x", "x"))
        app.post_message(events.Key("enter", "\r"))
        await settle(pilot)
        assert [own.words for own in call.query(OwnReply)] == [f"{words}\nx"]


async def test_an_empty_reply_is_not_said(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        await say(pilot, settle, "   \n ")
        assert call.phase == "typing"
        assert not call.query(OwnReply)


@pytest.mark.parametrize("key", ["ctrl+j", "shift+enter", "alt+enter"])
async def test_a_new_line_does_not_send(coach, settle, in_call, key):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        call.box.insert("one")
        await pilot.press(key)
        assert call.box.text == "one\n"
        assert call.phase == "typing"


async def test_markup_in_a_reply_is_shown_as_typed(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        await in_call(pilot)
        await say(pilot, settle, "band=3 [red]pay[/red] [/] [bold")
        assert "[red]pay[/red] [/] [bold" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "[red]pay[/red] [/] [bold" in screen_text(app)


async def test_control_characters_reach_neither_record_nor_screen(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        call.transcript.reply(1, "band=2 \x1b[31mred\x07")
        await pilot.pause()
        assert "\x1b" not in screen_text(app)
        assert "␛[31mred␇" in screen_text(app)


async def test_the_other_side_answers_after_the_review_is_read(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        before = len(call.query(Spoken))
        await say(pilot, settle, "band=1 hm")
        assert len(call.query(Spoken)) == before
        await pilot.press("enter")
        await settle(pilot)
        assert len(call.query(Spoken)) > before
        assert app.focused is call.box


async def test_the_review_tells_no_key_point_twice(coach, in_call):
    review = Review(
        score=30, band=1, skills={"target": SkillResult(score=30, band=1)},
        key_points=(
            PointResult(id="who", point="Asks who signs", hit=False),
            PointResult(id="sum", point="Names the sum", hit=True),
        ),
        evidence=(Evidence(skill="target", effect="-", why="Missing: asks who signs."),),
    )  # fmt: skip
    app = coach()
    async with app.run_test(size=(120, 40)) as pilot:
        call = await in_call(pilot)
        await call.review.show("Review", "GBP 20, please", review)
        call.unfold()
        await pilot.pause()
        shown = screen_text(app)
        assert shown.lower().count("asks who signs") == 1
        assert "Names the sum" in shown
        assert "1 of 2 made" in shown


async def test_escape_pauses_and_home_offers_to_continue(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        await say(pilot, settle, "band=2 a first reply")
        await pilot.press("enter")
        await settle(pilot)
        call.box.insert("half a sen")
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "Continue" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        again = app.screen
        assert isinstance(again, CallScreen)
        assert [own.words for own in again.query(OwnReply)] == ["band=2 a first reply"]
        assert again.box.text == "half a sen"


async def test_what_is_typed_before_the_first_reply_is_kept(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        call.box.insert("Good morning, this is")
        await pilot.press("escape")
        await settle(pilot)
        assert "not said yet" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.play.attempt == call.play.attempt
        assert app.screen.box.text == "Good morning, this is"


@pytest.mark.parametrize("way", ["ctrl+q", "home"])
async def test_what_is_typed_outlives_the_program(coach, settle, in_call, way):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        await say(pilot, settle, "band=2 a first reply")
        await pilot.press("enter")
        await settle(pilot)
        call.box.insert("half a sen")
        if way == "home":
            app.action_home()
            await settle(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
    again = coach(go_on=True)
    async with again.run_test() as pilot:
        await settle(pilot)
        assert again.screen.box.text == "half a sen"
        await say(pilot, settle, "band=2 a second reply")
        assert again.screen.typed() == ""
        await pilot.press("enter", "escape")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert again.screen.box.text == ""


async def test_a_call_left_with_nothing_typed_is_not_offered(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        await in_call(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "Continue" not in screen_text(app)


async def test_a_retry_sets_the_reply_aside_and_the_later_one_counts(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        await say(pilot, settle, "band=1 weak")
        await pilot.press("f3")
        await settle(pilot)
        assert call.phase == "typing"
        await say(pilot, settle, "band=4 strong")
        assert [exchange.text for exchange in call.play.debrief().exchanges] == ["band=4 strong"]
        assert "tried again" in screen_text(app) or app.size.width < 100


async def test_a_hint_says_what_it_costs(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        await in_call(pilot)
        await pilot.press("f2")
        await settle(pilot)
        assert "5 points off" in screen_text(app)


async def test_what_hints_cost_stands_in_the_review_under_the_reply_and_adds_up(
    coach, settle, in_call
):
    app = coach()
    async with app.run_test(size=(140, 40)) as pilot:
        call = await in_call(pilot)
        await pilot.press("f2")
        await settle(pilot)
        await say(pilot, settle, "band=3 Friday")
        shown = screen_text(app)
        assert shown.count("− 5 for 1 hint = 70") == 2  # in the review, and under the reply
        assert call.play.debrief().score == 70


async def test_a_call_whose_reply_was_taken_back_is_offered_again(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        await in_call(pilot)
        await say(pilot, settle, "band=1 weak")
        await pilot.press("f3")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "Home offers to continue it." in [note.message for note in app._notifications][-1]
        assert "Continue" in screen_text(app)


@pytest.mark.parametrize("key", ["pagedown", "pageup", "ctrl+down", "ctrl+up"])
async def test_whoever_has_scrolled_still_hears_the_answer(coach, settle, in_call, key):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        for number in range(3):
            await pilot.press(key)
            await say(pilot, settle, f"band=3 number {number}")
            await pilot.press("enter")
            await settle(pilot)
            await pilot.pause()
            talk = call.transcript
            last = list(talk.query(Spoken))[-1]
            assert talk.scrollable_content_region.contains_region(last.region), number


async def test_a_window_that_was_too_small_for_a_moment_costs_no_key(coach, settle, in_call):
    app = coach()
    async with app.run_test(size=(80, 24)) as pilot:
        call = await in_call(pilot)
        await pilot.press("h", "i")
        await pilot.resize_terminal(40, 16)
        await settle(pilot)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        await pilot.press("exclamation_mark", "question_mark")
        assert call.box.text == "hi!?"


async def test_why_opens_the_last_review_and_keeps_what_is_typed(coach, settle, in_call):
    app = coach()
    async with app.run_test() as pilot:
        call = await in_call(pilot)
        await say(pilot, settle, "band=2 one")
        await pilot.press("enter")
        await settle(pilot)
        call.box.insert("the next")
        await pilot.press("f4")
        await settle(pilot)
        assert call.phase == "reading"
        await pilot.press("f4")
        await settle(pilot)
        assert call.phase == "typing"
        assert call.box.text == "the next"


async def test_a_click_on_a_reply_opens_its_review(coach, settle, in_call):
    app = coach()
    async with app.run_test(size=(140, 40)) as pilot:
        call = await in_call(pilot)
        await say(pilot, settle, "band=2 one")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.click(OwnReply)
        await settle(pilot)
        assert call.phase == "reading"


async def test_a_click_on_a_call_opens_its_brief(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        await pilot.click(Menu, offset=(6, 2))
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)


async def test_a_reply_that_slipped_out_is_taken_back_before_it_is_judged(opening, settle):
    from coach.tui.app import CoachApp

    app = CoachApp(opening, paced=True, look="coach-dark")
    async with app.run_test() as pilot:
        await settle(pilot)
        app.play("corner-shop/till")
        await settle(pilot)
        call = app.screen
        call.box.text = "band=0 a slip"
        await pilot.press("enter")
        await pilot.pause()
        assert call.phase == "weighing"
        assert "esc take back" in screen_text(app)
        assert "pause" not in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert call.phase == "typing"
        assert call.box.text == "band=0 a slip"
        assert call.play.debrief().exchanges == ()


async def test_a_terminal_too_small_gets_one_calm_message(coach, settle, in_call):
    app = coach()
    async with app.run_test(size=(59, 17)) as pilot:
        await in_call(pilot)
        shown = screen_text(app)
        assert "needs 60 columns and 18 rows" in shown
        assert "Nothing is lost" in shown
        assert not app.screen.query_one(ReviewPanel).display
