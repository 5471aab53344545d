import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App
from textual.content import Content

from coach.tui.widgets.lookup_sheet import Line, Sheet, SheetPane


class Shown(App):
    def compose(self):
        yield SheetPane()

    @property
    def pane(self):
        return self.query_one(SheetPane)

    def rows(self):
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


def drawn(pane, line, width):
    sheet = Sheet([line])
    strips = sheet.render_strips(width, None, pane.visual_style, pane._options())
    assert len(strips) == sheet.get_height({}, width)
    assert all(strip.cell_length == width for strip in strips)
    return [strip.text.rstrip() for strip in strips]


@pytest.fixture
async def pane():
    app = Shown()
    async with app.run_test(size=(40, 12)):
        yield app.pane


async def test_words_go_on_below_under_their_own_beginning(pane):
    line = Line("What is his name, and when is he in?", label="ask", margin=8)
    assert drawn(pane, line, 30) == ["ask     What is his name, and", "        when is he in?"]


async def test_a_line_that_is_cut_ends_in_an_ellipsis(pane):
    assert drawn(pane, Line("Let us ring him together now", cut=True), 12) == ["Let us ring…"]


async def test_a_word_that_no_line_holds_is_broken(pane):
    assert drawn(pane, Line("see https://example.org/a/long/way"), 12) == [
        "see", "https://exam", "ple.org/a/lo", "ng/way",
    ]  # fmt: skip


async def test_wide_signs_take_two_cells(pane):
    assert drawn(pane, Line("请问 您的 经理"), 6) == ["请问", "您的", "经理"]


async def test_open_gaps_are_seen_and_a_lone_brace_is_only_a_brace(pane):
    (strip,) = Sheet([Line("pay {amount} by {pay_date, or {", "bold")]).render_strips(
        60, None, pane.visual_style, pane._options()
    )
    styles = {segment.text: segment.style for segment in strip}
    assert styles["{amount}"] != styles["pay "]
    assert strip.text.rstrip() == "pay {amount} by {pay_date, or {"


@given(
    words=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200),
    width=st.integers(4, 60),
)
def test_no_word_is_lost_and_no_line_is_too_wide(words, width):
    from coach.tui.widgets.lookup_sheet import _wrapped

    lines = list(_wrapped(words, width, cut=False))
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)


async def test_only_lines_that_have_become_others_are_painted():
    app = Shown()
    async with app.run_test(size=(40, 12)) as pilot:
        pane = app.pane
        pane.put(Sheet([Line("one"), Line("two"), Line("three")]))
        await pilot.pause()
        painted = []
        plain = pane.refresh
        pane.refresh = lambda *regions, **how: (painted.extend(regions), plain(*regions, **how))
        pane.put(Sheet([Line("one"), Line("zwei"), Line("three")]))
        assert [region.y for region in painted] == [1]
        await pilot.pause()
        assert app.rows()[:3] == ["  one", "  zwei", "  three"]


async def test_the_others_stand_at_the_foot_and_the_answer_is_paged_above_them():
    app = Shown()
    async with app.run_test(size=(60, 12)) as pilot:
        pane = app.pane
        answer = Sheet([Line(f"line {number}") for number in range(20)])
        pane.put(answer, Sheet([Line("another", label="2", margin=2, cut=True)]))
        await pilot.pause()
        assert app.rows()[0] == "  line 0"
        assert app.rows()[-1] == "  2 another"
        assert "more: pgdn" in app.rows()[-2]
        seen = set(app.rows())
        for _ in range(3):
            pane.page(1)
            await pilot.pause()
            seen |= set(app.rows())
        assert {f"  line {number}" for number in range(20)} <= seen
        assert not pane.more
        assert "more: pgdn" not in app.rows()[-2]


@pytest.mark.parametrize("size", [(20, 1), (20, 3), (8, 5)])
async def test_a_tiny_window_breaks_nothing(size):
    app = Shown()
    async with app.run_test(size=size) as pilot:
        app.pane.put(Sheet([Line("a sentence to say")] * 9), Sheet([Line("b")] * 9))
        await pilot.pause()
        app.pane.page(1)
        app.pane.put(Content("nothing"))
        await pilot.pause()
        assert len(app.rows()) == size[1]


async def test_another_theme_draws_everything_anew():
    app = Shown()
    async with app.run_test(size=(30, 4)) as pilot:
        app.pane.put(Sheet([Line("quiet", "$text-muted")]))
        await pilot.pause()
        before = app.pane.render_line(0)
        app.theme = "textual-light"
        await pilot.pause()
        assert app.pane.render_line(0) != before
