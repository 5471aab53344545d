"""Rows: as many lines as they say, as wide as they are given, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.style import Style
from textual.visual import RenderOptions

from coach.tui.rows import BLANK, OWN, Beside, Cell, Flow, Pack, Row, Stack, Wider

_WORDS = st.text("abc dé漢[]", max_size=80).map(Content)
_OPTIONS = RenderOptions(lambda style: style if isinstance(style, Style) else Style(), {})


def lines(visual, width):
    return [strip.text for strip in visual.render_strips(width, None, Style(), _OPTIONS)]


VISUALS = {
    "row": lambda one, two: Row(Cell(one, 8), Cell(two)),
    "own width": lambda one, two: Row(Cell(two), Cell(one[:6], OWN)),
    "cut": lambda one, two: Row(Cell(one, wrap=False), Cell(two, 5, align="right", wrap=False)),
    "stack": lambda one, two: Stack([one, BLANK, two]),
    "beside": lambda one, two: Beside(one, two, left=9, least=30),
    "wider": lambda one, two: Wider(one, two, least=30),
    "flow": lambda one, two: Flow([one[:7], two[:7], one[:7]], each=8),
    "pack": lambda one, two: Pack([one[:9], two[:9], one[:9]], left=2),
}


@pytest.mark.parametrize("name", VISUALS)
@given(one=_WORDS, two=_WORDS, width=st.integers(24, 70))
def test_a_visual_is_as_tall_as_it_says(name, one, two, width):
    visual = VISUALS[name](one, two)
    assert len(lines(visual, width)) == visual.get_height({}, width)


@given(one=_WORDS, two=_WORDS, width=st.integers(24, 70))
def test_a_row_fills_its_width_exactly(one, two, width):
    row = Row(Cell(one, 8), Cell(two))
    strips = row.render_strips(width, None, Style(), _OPTIONS)
    assert {strip.cell_length for strip in strips} <= {width}


def test_a_name_stands_once_beside_words_that_go_on_below():
    row = Row(Cell(Content("Wang"), 6), Cell(Content("one two three four five six")))
    assert [line.rstrip() for line in lines(row, 20)] == [
        "Wang   one two three",
        "       four five six",
    ]


def test_what_is_packed_goes_below_whole():
    pack = Pack([Content("tone 82"), Content("appeal 41"), Content("counter 60")])
    assert [line.rstrip() for line in lines(pack, 20)] == ["tone 82  appeal 41", "counter 60"]
