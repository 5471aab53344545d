"""One look: every theme knows every colour, and colour is never the only sign."""

import re
from pathlib import Path

import pytest
from textual.color import Color

import coach.tui
from coach.domain.excuse import SKILLS
from coach.tui.app import CoachApp
from coach.tui.pictured import screen_text
from coach.tui.theme import CONTRAST, DARK, LIGHT, THEMES, fallback, skill_style
from coach.tui.widgets.menu import Menu

_NAMED = re.compile(r"\$((?:skill|band|conduct|quiet|line|voice|track|cursor)[\w-]*)")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_theme_gives_every_colour_that_is_named(theme):
    used = {f"skill-{skill}" for skill in SKILLS}
    for path in Path(coach.tui.__file__).parent.rglob("*.py"):
        used |= {
            name for name in _NAMED.findall(path.read_text(encoding="utf-8")) if name[-1] != "-"
        }
    assert used <= set(theme.variables)


def test_a_theme_from_elsewhere_falls_back_to_the_same_names():
    for dark in (True, False):
        assert set(THEMES[0].variables) >= set(fallback(dark=dark))
        assert skill_style("tone").removeprefix("$") in fallback(dark=dark)


@pytest.mark.parametrize("look", [theme.name for theme in THEMES] + ["nord"])
async def test_home_is_drawn_in_every_look(coach, settle, look):
    app = coach(look=look)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "The girl at the till" in screen_text(app)


async def test_one_key_goes_through_the_looks(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        seen = []
        for _ in range(3):
            await pilot.press("ctrl+t")
            seen.append(app.theme)
        assert seen == ["coach-light", "coach-contrast", "coach-dark"]


def _ratio(one, other):
    def light(colour):
        parts = (part / 255 for part in colour.rgb)
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("theme", "least"), [(DARK, 4.5), (LIGHT, 4.5), (CONTRAST, 7.0)])
def test_every_word_is_readable_on_its_ground(theme, least):
    ground = Color.parse(theme.background)
    names = [name for name in theme.variables if name.startswith(("skill-", "band-"))]
    for name in [*names, "conduct", "quiet", "voice", "footer-description-foreground"]:
        assert _ratio(Color.parse(theme.variables[name]), ground) >= least, name
    for colour in (theme.primary, theme.foreground, theme.success, theme.warning, theme.error):
        assert _ratio(Color.parse(colour), ground) >= least, colour


async def test_what_is_marked_has_a_pointer(coach, settle):
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        menu = app.screen.query_one(Menu)
        await pilot.press("down")
        rows = [line for line in screen_text(app).splitlines() if "▸" in line]
        assert len(rows) == 1
        assert menu.highlighted == 1


async def test_no_colour_is_left_where_none_is_wanted(opening, settle, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = CoachApp(opening, paced=False)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert app.no_color
        for strip in app.screen._compositor.render_strips():
            for segment in strip.apply_filter(app._filters[-1], app.screen.styles.background):
                color = segment.style.color if segment.style else None
                if color is not None and color.triplet is not None:
                    assert len(set(color.triplet)) == 1


@pytest.mark.parametrize(
    ("colours", "theme"),
    [("standard", "coach-16"), ("truecolor", "coach-dark"), (None, "coach-dark")],
)
def test_the_theme_fits_the_terminal(monkeypatch, colours, theme):
    from coach.tui.chosen import fitting

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert fitting(colours) == theme
