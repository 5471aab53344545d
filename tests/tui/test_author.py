"""The author's screens: packs browsed, replies tried, wording written into the pack, saves shown."""

import itertools
import sys

import pytest

from coach.authoring.starter import make_pack
from coach.content.packs import read_pack
from coach.library import shipped
from coach.tui import outside
from coach.tui.bench import Bench
from coach.tui.pictured import screen_text
from coach.tui.screens.edit import EditScreen, Sheet
from coach.tui.screens.pack import PackScreen, parts_of
from coach.tui.screens.packs import PacksScreen
from coach.tui.screens.preview import PreviewScreen
from coach.tui.screens.wording import WordingScreen
from coach.tui.widgets.menu import Menu
from coach.tui.widgets.why_panel import PointRow, WhyPanel, bar

REPLY = "Who signs that off, and how do I catch him today?"


@pytest.fixture
def folder(tmp_path, home, monkeypatch):
    make_pack(tmp_path / "our-debtors")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "our-debtors"


@pytest.fixture
def bench(folder):
    return Bench(folder)


@pytest.fixture
def at_pack(bench, settle):
    """Opens the pack on its screen."""

    async def go(pilot):
        await settle(pilot)
        pilot.app.push_screen(PackScreen(bench, every=0))
        await settle(pilot)

    return go


@pytest.fixture
def preview(at_pack, bench, settle):
    """The preview of an excuse, on its screen."""

    async def go(pilot, ref="boss-decides"):
        await at_pack(pilot)
        pilot.app.push_screen(PreviewScreen(bench, ref, every=0))
        await settle(pilot)
        return pilot.app.screen

    return go


@pytest.fixture
def saving(settle):
    """Lets the screen look until a save has been noticed."""
    clock = itertools.count(100, 1)

    async def look(pilot):
        for _ in range(4):
            pilot.app.screen.look_for_saves(float(next(clock)))
            await settle(pilot)

    return look


async def try_reply(pilot, settle, words=REPLY):
    pilot.app.screen.box.listen(words)
    await pilot.press("enter")
    await settle(pilot)


def excuse(folder, name="boss-decides"):
    return read_pack(folder).library.excuses[name]


async def test_home_leads_to_the_packs_and_they_say_which_may_be_changed(coach, folder, settle):
    app = coach()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("a")
        await settle(pilot)
        assert isinstance(app.screen, PacksScreen)
        shown = screen_text(app)
        assert "Our debtors" in shown
        assert "Trade arrears" in shown
        assert "read-only" in shown
        assert "copy to my own" not in shown
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PackScreen)
        assert app.screen.bench.work.folder.resolve() == folder


async def test_a_shipped_pack_is_copied_into_ones_own_folder(
    coach, home, tmp_path, settle, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    app = coach()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        app.action_author()
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        assert "Your own" in screen_text(app)
        marked = app.screen._marked
        assert marked.mine
        assert marked.folder.parent == home / "library" / "scenarios"
        source = shipped("scenarios") / marked.id
        assert (marked.folder / "pack.yaml").read_bytes() == (source / "pack.yaml").read_bytes()
        app.screen.query_one(Menu).action_last()
        while app.screen._marked.id != marked.id:
            app.screen.query_one(Menu).action_cursor_up()
        await pilot.pause(0)
        await pilot.press("c")
        await settle(pilot)
        assert [toast.message for toast in app._notifications if "already" in toast.message]


async def test_a_pack_shows_its_excuses_and_calls_with_what_is_wrong_beside(
    coach, bench, folder, at_pack
):
    path = folder / "excuses" / "excuses.yaml"
    path.write_text(path.read_text().replace("family: cash", "family: cahs"))
    (folder / "calls" / "second.yaml").write_text("id: [\n")
    app = coach()
    async with app.run_test(size=(120, 30)) as pilot:
        await at_pack(pilot)
        groups = dict(parts_of(bench.work))
        assert [part.name for part in groups["Excuses"]] == ["boss-decides"]
        told = {
            problem.code for parts in groups.values() for part in parts for problem in part.problems
        }
        assert told == {problem.code for problem in bench.work.problems}
        await pilot.press("n")
        await pilot.pause(0)
        assert "Did you mean `cash`?" in screen_text(app) or "yaml-syntax" in screen_text(app)


async def test_a_new_excuse_begins_as_a_copy_and_opens_to_be_changed(
    coach, at_pack, folder, settle
):
    app = coach()
    async with app.run_test(size=(120, 30)) as pilot:
        await at_pack(pilot)
        await pilot.press("+")
        await settle(pilot)
        assert isinstance(app.screen, EditScreen)
        assert "boss-decides-2" in screen_text(app)
        assert "boss-decides-2" in read_pack(folder).library.excuses


async def test_the_excuse_is_as_the_trainee_meets_it_and_the_review_says_why(
    coach, preview, settle
):
    app = coach()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await preview(pilot)
        assert "The boss decides about payments." in screen_text(app)
        assert "GBP 2,400" in screen_text(app)
        await try_reply(pilot, settle)
        assert "of 100" in screen_text(app)
        await pilot.press("w")
        await settle(pilot)
        shown = screen_text(app)
        assert "Who signs it off?" in shown
        assert "nearly" in shown
        assert screen.query_one(WhyPanel).chosen.id == "reach"


async def test_one_key_adds_the_reply_as_an_example_and_one_takes_it_back(
    coach, preview, folder, settle
):
    before = (folder / "excuses" / "excuses.yaml").read_bytes()
    app = coach()
    async with app.run_test(size=(100, 30)) as pilot:
        await preview(pilot)
        await try_reply(pilot, settle, "OK.")
        await pilot.press("g")
        await settle(pilot)
        assert excuse(folder).examples[-1].answer == "OK."
        assert excuse(folder).examples[-1].band == (0, 1)
        await pilot.press("u")
        await settle(pilot)
        assert (folder / "excuses" / "excuses.yaml").read_bytes() == before
        await pilot.press("3")
        await settle(pilot)
        assert excuse(folder).examples[-1].band == (3, 4)


async def test_one_key_adds_the_wording_and_the_point_is_made_at_once(
    coach, preview, folder, settle, saving
):
    app = coach()
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await preview(pilot)
        await try_reply(pilot, settle)
        await pilot.press("w", "p")
        await settle(pilot)
        assert excuse(folder).key_points[1].phrasings[-1] == "and how do I catch him today"
        assert not screen.trial.nearness[1].made
        await saving(pilot)
        assert screen.trial.nearness[1].made
        assert "before" in str(screen.review.border_subtitle)


async def test_wording_for_a_point_nothing_came_near_is_asked_for(coach, preview, folder, settle):
    app = coach()
    async with app.run_test(size=(100, 40)) as pilot:
        await preview(pilot)
        await try_reply(pilot, settle)
        await pilot.press("w", "j", "p")
        await settle(pilot)
        assert isinstance(app.screen, WordingScreen)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        app.screen.query_one("Input").value = "Let us have {amount} by Friday"
        await pilot.press("enter")
        await settle(pilot)
        assert excuse(folder).key_points[2].phrasings[-1] == "Let us have {amount} by Friday"


async def test_a_save_in_the_editor_shows_the_excuse_anew(coach, preview, folder, settle, saving):
    path = folder / "excuses" / "excuses.yaml"
    whole = path.read_text()
    app = coach()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await preview(pilot)
        path.write_text(whole.replace("The boss decides about", "Himself decides about"))
        await saving(pilot)
        assert "Himself decides about payments." in screen_text(app)
        path.write_text(whole[: len(whole) // 2])
        await saving(pilot)
        assert screen.has_class("-faulty")
        assert "1 error" in screen_text(app)
        path.write_text(whole)
        await saving(pilot)
        assert not screen.has_class("-faulty")
        assert "nothing to mend" in screen_text(app)


async def test_a_look_that_takes_long_still_tells_what_it_found(
    coach, bench, folder, settle, monkeypatch
):
    path = folder / "excuses" / "excuses.yaml"
    app = coach()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.push_screen(PreviewScreen(bench, "boss-decides", every=0))
        await settle(pilot)
        screen = app.screen
        path.write_text(path.read_text().replace("The boss decides about", "Himself decides about"))
        check, ticks = bench.work.check, []

        def slowly():
            app.call_from_thread(lambda: ticks.append(screen._tick()))
            return check()

        monkeypatch.setattr(bench.work, "check", slowly)
        for now in range(100, 104):
            screen.look_for_saves(float(now))
            await settle(pilot)
        assert ticks
        assert "Himself decides about payments." in screen_text(app)


async def test_an_excuse_that_is_taken_out_leads_back_to_the_pack(
    coach, preview, folder, settle, saving
):
    path = folder / "excuses" / "excuses.yaml"
    text = path.read_text()
    app = coach()
    async with app.run_test(size=(100, 30)) as pilot:
        await preview(pilot, "next-month")
        path.write_text(text[: text.index("- id: next-month")])
        await saving(pilot)
        assert isinstance(app.screen, PackScreen)


async def test_a_reply_stays_in_the_box_to_be_changed_and_escape_leads_back(coach, preview, settle):
    app = coach()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await preview(pilot)
        await try_reply(pilot, settle)
        await pilot.press("enter")
        await settle(pilot)
        assert screen.box.text == REPLY
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, PackScreen)


async def test_without_an_excuse_named_the_watch_begins_with_the_first(coach, folder, settle):
    app = coach()
    app.pack_folder, app.first_screen = folder, "watch"
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        assert app.screen.ref == "boss-decides"


async def test_a_file_is_edited_here_with_its_problems_beside(coach, folder, settle):
    path = folder / "excuses" / "excuses.yaml"
    whole = path.read_text()
    app = coach()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        app.push_screen(EditScreen(path, 4))
        await settle(pilot)
        screen = app.screen
        assert screen.sheet.cursor_location[0] == 3
        screen.sheet.load_text(whole.replace("family: cash", "family: cahs"))
        screen.look_through()
        await pilot.pause(0)
        assert "Did you mean `cash`?" in screen_text(app)
        assert path.read_text() == whole
        await pilot.press("f8")
        assert screen.sheet.cursor_location[0] == 48
        await pilot.press("ctrl+s")
        assert "family: cahs" in path.read_text()
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, EditScreen)


async def test_nothing_typed_is_lost_without_asking(coach, folder, settle):
    path = folder / "pack.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    app = coach()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        app.push_screen(EditScreen(path))
        await settle(pilot)
        assert not app.screen.changed
        await pilot.press("#", "escape")
        await pilot.pause(0)
        assert isinstance(app.screen, EditScreen)
        path.write_bytes(before + b"# theirs\r\n")
        await pilot.press("ctrl+s")
        assert path.read_bytes() == before + b"# theirs\r\n"
        await pilot.press("ctrl+s")
        assert path.read_bytes() == b"#" + before
        await pilot.press("#", "escape", "escape")
        await settle(pilot)
        assert path.read_bytes() == b"#" + before


async def test_a_shipped_file_is_shown_and_not_changed(coach, home, settle):
    path = shipped("scenarios") / "first-week" / "pack.yaml"
    before = path.read_bytes()
    app = coach()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        app.push_screen(EditScreen(path))
        await settle(pilot)
        assert app.screen.query_one(Sheet).read_only
        await pilot.press("x", "ctrl+s")
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("editor", "wanted"),
    [
        ("vim", ["vim", "+7", "a b.yaml"]),
        ("nano -w", ["nano", "-w", "+7", "a b.yaml"]),
        ("code", ["code", "--wait", "--goto", "a b.yaml:7"]),
        ("code -w", ["code", "-w", "--goto", "a b.yaml:7"]),
        ("hx", ["hx", "a b.yaml:7"]),
        ("my-editor", ["my-editor", "a b.yaml"]),
        ("'half quoted", []),
        ("not-there", []),
    ],
)
def test_every_editor_is_opened_at_the_line_in_its_own_way(monkeypatch, editor, wanted):
    monkeypatch.setenv("EDITOR", editor)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(
        outside.shutil, "which", lambda name: None if "not" in name or "'" in name else name
    )
    assert outside.editor_command(outside.Path("a b.yaml"), 7) == wanted


async def test_where_the_terminal_cannot_be_handed_over_the_file_opens_here(
    coach, at_pack, settle, monkeypatch
):
    monkeypatch.setenv("VISUAL", sys.executable)
    app = coach()
    async with app.run_test(size=(100, 30)) as pilot:
        await at_pack(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert isinstance(app.screen, EditScreen)


def test_a_bar_has_its_mark_where_a_point_counts_as_made():
    assert bar(0) == "░░░░░│░░░░░"
    assert bar(54) == "█████│░░░░░"
    assert bar(100) == "█████│█████"


async def test_another_key_point_is_marked_with_the_mouse_or_j(coach, preview, settle):
    app = coach()
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await preview(pilot)
        await try_reply(pilot, settle)
        await pilot.press("w")
        await settle(pilot)
        panel = screen.query_one(WhyPanel)
        await pilot.press("j")
        assert panel.chosen.id == "amount"
        await pilot.click(next(iter(panel.query(PointRow))))
        assert panel.chosen.id == "name"
