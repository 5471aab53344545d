"""The footer: what fits is shown whole; the way out and the help always are."""

import pytest
from textual.widgets._footer import FooterKey

from coach.tui.widgets.key_line import KeyLine, fitted


def keys():
    made = [
        FooterKey(key, key, words, words)
        for key, words in (("c", "calls"), ("d", "drill"), ("p", "progress"), ("s", "settings"))
    ]
    made += [FooterKey("escape", "esc", "back", "back"), FooterKey("f1", "f1", "help", "help")]
    palette = FooterKey("ctrl+p", "^p", "palette", "palette", classes="-command-palette")
    return [*made, palette]


def words(found):
    return [f"{key.key_display} {key.description}".strip() for key in found]


def test_where_there_is_room_all_keys_stand_with_their_words():
    tight, found = fitted(keys(), 100)
    assert not tight
    assert words(found)[-1] == "^p palette"
    assert len(found) == 7


@pytest.mark.parametrize("room", range(24, 100))
def test_no_key_is_cut_and_the_way_out_is_always_there(room):
    tight, found = fitted(keys(), room)
    gap = 1 if tight else 2
    palette = 2 if found[-1].key == "ctrl+p" else 0
    assert sum(map(len, words(found))) + gap * (len(found) - 1) + 2 + palette <= room
    assert {"escape", "f1"} <= {key.key for key in found}


def test_the_first_keys_stay_longest():
    assert words(fitted(keys(), 30)[1]) == ["c calls", "esc back", "f1 help"]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
async def test_home_shows_the_keys_that_fit_also_after_the_window_changes(coach, settle, width):
    app = coach()
    async with app.run_test(size=(200, 40)) as pilot:
        await settle(pilot)
        await pilot.resize_terminal(width, 24)
        await settle(pilot)
        line = app.screen.query_one(KeyLine)
        shown = [key for key in line.query(FooterKey) if key.region.width]
        assert all(key.region.right <= width for key in shown)
        assert shown[-1].key in {"ctrl+p", "question_mark"}
        assert any(key.key == "s" for key in shown) == (width >= 80)
