import threading
from contextlib import contextmanager

import pytest
from textual.widgets import Input, Label

from coach import desk as module
from coach import wordings
from coach.desk import Desk, facts_of
from coach.domain.excuse import Account, Person
from coach.lookup.places import Layer
from coach.lookup.wording import Gap
from coach.tui.app import CoachApp
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.lookup import LookupScreen
from coach.tui.widgets.lookup_fields import Field, Fields


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def at_desk(shared_home, monkeypatch, settle):
    """The look-up screen over the shipped libraries, with what was typed."""
    monkeypatch.setenv("COACH_HOME", str(shared_home))
    monkeypatch.setenv("COACH_TEAM", "")
    monkeypatch.setenv("PATH", "")

    @contextmanager
    def no_practice():
        yield None

    class Pilot:
        def __init__(self, desk, size):
            self.app = CoachApp(no_practice, paced=False, look="coach-dark")
            self.screen = LookupScreen(desk)
            self.app.get_default_screen = lambda: self.screen
            self.running = self.app.run_test(size=size)

        async def __aenter__(self):
            self.pilot = await self.running.__aenter__()
            await settle(self.pilot)
            return self

        async def __aexit__(self, *error):
            await self.running.__aexit__(*error)

        async def ask(self, query):
            self.screen.query_one("#query", Input).value = query
            await settle(self.pilot)

        async def press(self, *keys):
            await self.pilot.press(*keys)
            await settle(self.pilot)

    return lambda desk=None, size=(80, 24): Pilot(desk or Desk(), size)


async def test_results_come_as_one_types_with_the_last_word_unfinished(at_desk):
    async with at_desk() as desk:
        await desk.ask("cheque is in the po")
        assert desk.screen.chosen is not None
        assert "post" in " ".join((*desk.screen.chosen.says, desk.screen.chosen.title)).lower()


async def test_nonsense_shows_a_calm_line(at_desk):
    async with at_desk() as desk:
        await desk.ask("zebra crossing qwxz")
        assert desk.screen.chosen is None
        assert "Nothing fits" in str(desk.screen.pane.answer)


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (200, 50)])
async def test_the_title_line_says_where_the_teams_folder_is_not_read_now(
    at_desk, size, monkeypatch
):
    monkeypatch.setattr("coach.desk.trouble", lambda: "The team's folder does not answer.")
    async with at_desk(size=size) as desk:
        await desk.ask("zebra crossing qwxz")
        line = "".join(s.text for s in desk.app.screen._compositor.render_strips()[0])
        assert "team's folder as last read" in line


async def test_the_arrows_choose_and_enter_copies_and_counts(at_desk):
    async with at_desk() as desk:
        await desk.ask("boss has to sign")
        first = desk.screen.chosen.ref
        await desk.press("down")
        second = desk.screen.chosen.ref
        assert second != first
        await desk.press("enter")
        assert desk.app.clipboard == desk.screen.desk.ready(desk.screen.chosen)
        assert desk.screen.desk.use_of(second).count == 1
        await desk.press("up")
        assert desk.screen.chosen.ref == first


async def test_copying_says_which_gaps_are_still_open(at_desk):
    async with at_desk() as desk:
        await desk.ask("boss has to sign")
        gaps = desk.screen.desk.gaps(desk.screen.chosen)
        assert gaps
        await desk.press("enter")
        said = list(desk.app._notifications)[-1].message
        assert all(gap.ask in said for gap in gaps)
        assert "OSC" not in said
        for gap in gaps:
            desk.screen.desk.values[gap.name] = "Friday"
        await desk.press("enter")
        (said,) = desk.app._notifications  # the one of the first copy has made way
        assert "open" not in said.message


async def test_fields_are_filled_by_tab_and_the_values_stay_for_the_next_query(at_desk):
    async with at_desk() as desk:
        await desk.ask("year end thanks sms")
        gap = desk.screen.desk.gaps(desk.screen.chosen)[0].name
        await desk.press("tab", "K", "i", "m")
        assert desk.screen.desk.values[gap] == "Kim"
        assert "Kim" in desk.screen.desk.ready(desk.screen.chosen)
        await desk.press("escape")
        assert desk.screen.query_one("#query", Input).has_focus
        await desk.ask("boss has to sign")
        assert desk.screen.desk.values[gap] == "Kim"


async def test_the_last_query_is_there_when_one_comes_back(at_desk):
    desk = Desk()
    async with at_desk(desk) as first:
        await first.ask("goods have not sold")
        ref = first.screen.chosen.ref
    async with at_desk(desk) as again:
        assert again.screen.query_one("#query", Input).value == "goods have not sold"
        assert again.screen.chosen.ref == ref


async def test_a_star_is_kept_and_taken_back(at_desk):
    async with at_desk() as desk:
        await desk.ask("supply first then pay")
        ref = desk.screen.chosen.ref
        await desk.press("ctrl+s")
        assert desk.screen.desk.use_of(ref).starred
        await desk.press("ctrl+s")
        assert not desk.screen.desk.use_of(ref).starred


async def test_market_and_channel_narrow_the_results(at_desk):
    async with at_desk() as desk:
        await desk.ask("no money to pay")
        await desk.press("f6", "f6")
        assert {entry.market for entry in desk.screen._found} <= {"consumer", ""}
        await desk.press("f6", "f7", "f7", "f7")
        assert {entry.channel for entry in desk.screen._found} <= {"sms"}


async def test_a_letter_is_saved_as_text_and_never_written_over(at_desk, shared_home):
    async with at_desk() as desk:
        await desk.ask("letter formal reminder under seal")
        await desk.press("ctrl+o", "ctrl+o")
        saved = sorted(path.name for path in (shared_home / "letters").iterdir())
        assert len(saved) == 2


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (200, 50)])
async def test_the_sentence_is_visible_at_every_size(at_desk, size):
    async with at_desk(size=size) as desk:
        await desk.ask("boss has to sign")
        panel = desk.screen.pane
        start = desk.screen.desk.answers(desk.screen.chosen)[0].split()[0]
        assert panel.region.y <= 4
        row = panel.region.y
        line = "".join(s.text for s in desk.app.screen._compositor.render_strips()[row])
        assert start in line


def test_the_facts_of_a_running_call_are_those_that_are_certain():
    account = Account(creditor="Lamp House, Ltd", customer="Corner", amount="EUR 100")
    facts = facts_of(account, Person(name="Mr Wang, owner"), "Ida")
    assert facts == {
        "creditor": "Lamp House", "customer": "Corner", "amount": "EUR 100",
        "contact": "Mr Wang", "collector": "Ida",
    }  # fmt: skip


async def test_what_does_not_fit_a_narrow_window_is_reached_by_page_down(at_desk):
    async with at_desk(size=(40, 20)) as desk:
        await desk.ask("boss has to sign")
        await desk.press("tab", "escape")  # The fields come in the next pause, or when asked for.
        pane = desk.screen.pane
        above = shown(desk)
        assert pane.more
        assert "more: pgdn" in above
        await desk.press("pagedown")
        assert pane.first > 0
        assert shown(desk) != above
        await desk.press(*["pagedown"] * 9)
        assert not pane.more
        assert "more: pgdn" not in shown(desk)
        assert desk.screen.chosen.points[-1].split()[-1] in shown(desk)
        await desk.press(*["pageup"] * 9)
        assert shown(desk) == above


def shown(desk):
    return "\n".join(strip.text for strip in desk.app.screen._compositor.render_strips())


@pytest.fixture
def half_way(monkeypatch, packs):
    """Stops the making of an index of the small pack half way until it is let go on."""
    layer = Layer("personal", str(packs), [str(packs)], [])
    monkeypatch.setattr(wordings, "layers", lambda: [layer])
    half, go_on = threading.Event(), threading.Event()
    real = wordings.rebuild

    def rebuild(found, now, told):
        def told_slowly(done, what):
            told(done, what)
            if done > 50 and not half.is_set():
                half.set()
                go_on.wait(20)

        return real(found, now, told_slowly)

    monkeypatch.setattr(wordings, "rebuild", rebuild)
    yield half, go_on
    go_on.set()


async def at_look_up(app, pilot, settle, half):
    """Opens the look-up and waits until its index is half made; gives what is on the screen."""
    await settle(pilot)
    app.action_lookup()
    while not half.is_set():
        await pilot.pause(0.01)
    await pilot.pause()
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_the_making_of_the_index_has_a_bar_and_one_can_type_meanwhile(
    coach, settle, half_way
):
    half, go_on = half_way
    app = coach()
    async with app.run_test(size=(60, 24)) as pilot:
        shown = await at_look_up(app, pilot, settle, half)
        assert "Reading the libraries" in shown
        assert "65 of 100" in shown
        await pilot.press(*"boss sign")
        go_on.set()
        await settle(pilot)
        assert app.screen.chosen is not None
        assert app.screen.desk.query == "boss sign"


async def test_esc_stops_the_making_of_the_index_and_leaves_nothing(
    coach, settle, half_way, tmp_path
):
    half, go_on = half_way
    app = coach()
    async with app.run_test() as pilot:
        await at_look_up(app, pilot, settle, half)
        await pilot.press("escape")
        go_on.set()
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert [path.name for path in tmp_path.rglob("lookup.db*")] == []
        app.action_lookup()
        await settle(pilot)
        await pilot.press(*"boss sign")
        await settle(pilot)
        assert app.screen.chosen is not None


async def test_fields_stand_for_the_gaps_of_what_is_shown_however_fast_one_types(at_desk):
    async with at_desk() as desk:
        fields = desk.screen.query_one(Fields)
        one, two, three = (Gap(name, "text", name.upper()) for name in ("one", "two", "three"))
        fields.show([one, two], {"one": "1"})
        fields.show([three], {"three": "3"})
        await desk.pilot.pause()
        shown = [field for field in fields.query(Field) if field.display]
        assert [(field.gap.name, field.query_one(Input).value) for field in shown] == [
            ("three", "3")
        ]
        fields.show([two, one, three], {"one": "1"})
        await desk.pilot.pause()
        shown = [field for field in fields.query(Field) if field.display]
        assert [(str(field.query_one(Label).visual), field.query_one(Input).value) for field in shown] == [
            ("TWO", ""), ("ONE", "1"), ("THREE", ""),
        ]  # fmt: skip


async def test_keys_that_may_come_next_are_looked_up_while_nobody_types(at_desk, monkeypatch):
    async with at_desk() as desk:
        await desk.press(*"cheq")
        while desk.screen.desk.likely("cheq"):
            await desk.pilot.pause(0.01)

        asked, plain = [], module.search

        def found(reader, text, *rest, **how):
            asked.append(text)
            return plain(reader, text, *rest, **how)

        monkeypatch.setattr(module, "search", found)
        await desk.pilot.press("u")
        assert desk.screen.desk.query == "chequ"
        assert desk.screen.chosen is not None
        assert "chequ" not in asked


async def test_who_left_the_look_up_is_looked_nothing_up_for(at_desk):
    async with at_desk() as desk:
        await desk.press(*"che")
        asked = []
        desk.screen.desk._quick.clear()
        desk.screen.desk.look_ahead = asked.append
        desk.screen.gone = True
        desk.screen._look_ahead()
        assert asked == []
        desk.screen.gone = False
        desk.screen._look_ahead()
        assert len(asked) == 1
