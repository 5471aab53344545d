"""The progress screen: every figure to the digit, and behind each the attempts it is made of."""

from contextlib import contextmanager

import pytest

from coach.domain.excuse import SKILLS
from coach.domain.figure_rows import rows
from coach.tui.app import CoachApp
from coach.tui.pictured import screen_text
from coach.tui.progress.tables import Sheet, value_words
from coach.tui.screens.behind import BehindScreen
from coach.tui.screens.progress import SECTIONS, ProgressScreen
from coach.tui.screens.review_attempt import ReviewAttemptScreen
from coach.tui.words import OUTCOME_WORDS


@pytest.fixture
def program(month, opened):
    """Makes the program on a month of records of one's own; `version` names the scorer of today."""

    def make(version="first-1"):
        @contextmanager
        def opening():
            yield opened(month, version=version)

        return CoachApp(opening, paced=False)

    return make


@pytest.fixture
def at_progress(settle):
    """Goes to the progress screen, to a section."""

    async def go(pilot, section=1):
        await settle(pilot)
        pilot.app.action_progress()
        await settle(pilot)
        await pilot.press(str(section))
        await settle(pilot)
        return pilot.app.screen

    return go


async def test_every_figure_of_json_and_csv_stands_on_the_screen_to_the_digit(
    program, settle, at_progress
):
    app = program()
    async with app.run_test(size=(200, 50)) as pilot:
        await at_progress(pilot)
        await pilot.press("t")
        shown = {}
        for section in range(1, len(SECTIONS) + 1):
            await pilot.press(str(section))
            await settle(pilot)
            for sheet in app.screen.query(Sheet):
                for row in sheet.rows:
                    cells = zip(sheet.columns, sheet.get_row(row), strict=True)
                    shown |= {(row.value, column.value): cell.plain for column, cell in cells}
        figures = await app.ask(lambda practice: practice.figures())
    missing = []
    for _, table, row, column, figure, value in rows(figures):
        key = f"{table}/{figure}/" if table in {"sums", "promised"} else f"{table}/{row}/{column}"
        name = "value" if table in {"sums", "promised"} else figure
        if shown.get((key, name)) != value_words(value):
            missing.append((table, row, column, figure, value, shown.get((key, name))))
    assert not missing
    assert len(shown) > 300


@pytest.fixture
def drawn(program, settle, at_progress):
    """The figures, and each section's drawing as text."""

    async def look():
        app, texts = program(), {}
        async with app.run_test(size=(120, 50)) as pilot:
            await at_progress(pilot)
            figures = await app.ask(lambda practice: practice.figures())
            for place, section in enumerate(SECTIONS, 1):
                await pilot.press(str(place))
                await settle(pilot)
                texts[section.name] = screen_text(app)
        return figures, texts

    return look


async def test_the_drawings_hold_the_same_numbers(drawn):
    figures, texts = await drawn()
    for skill in figures.skills:
        assert score_words(skill.score) in line_with(texts["Today"], skill.skill)
        assert share_words(skill.mastery) in line_with(texts["Mastery"], skill.skill)
    march = [week for week in figures.weeks if week.week[5:7] == "03"]
    for week in march:
        day = f"{int(week.week[8:])} Mar "
        assert f" {week.replies} " in line_with(texts["Weeks"], day)
        assert f" {week.seconds} s" in line_with(texts["Conduct"], day)
    for call in figures.played:
        line = line_with(texts["Calls"], call.title)
        assert f" {call.first} " in line
        assert f" {call.best} " in line
    for cell in figures.heat:
        assert f"{'–' if cell.score is None else cell.score} " in line_with(
            texts["Map"], cell.family
        )
    for one in figures.outcomes:
        assert f" {one.calls} " in line_with(texts["Outcomes"], OUTCOME_WORDS[one.outcome])


def score_words(score):
    return "not judged yet" if score is None else f" {score} "


def share_words(mastery):
    if mastery.share is None:
        return "not enough yet" if mastery.excuses else "not met yet"
    return f"{mastery.share:>3} {f'{mastery.low}–{mastery.high}':<6} of {mastery.excuses}"


def line_with(text, word):
    """The first line with a word, after the borders' titles."""
    return next(line for line in text.splitlines() if f" {word}" in line and "╭" not in line)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36), (200, 50)])
async def test_every_section_fits_every_size_and_says_what_it_is(
    program, settle, at_progress, size
):
    app = program()
    async with app.run_test(size=size) as pilot:
        await at_progress(pilot)
        for place, section in enumerate(SECTIONS, 1):
            await pilot.press(str(place))
            await settle(pilot)
            assert f"▸{place} {section.name}" in screen_text(app)
            assert app.screen.focused is not None
            await pilot.press("t")
            await settle(pilot)
            assert app.screen.query(Sheet)
            await pilot.press("t")
            await settle(pilot)


@pytest.mark.parametrize("section", range(1, 9))
async def test_a_figure_of_every_section_opens_what_is_behind_it_and_that_replays(
    program, settle, at_progress, section
):
    app = program()
    async with app.run_test() as pilot:
        await at_progress(pilot, section)
        if section == 1:
            await pilot.press(*["down"] * 3)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, BehindScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ReviewAttemptScreen)
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert isinstance(app.screen, ProgressScreen)


async def test_a_line_of_a_table_opens_the_same(program, settle, at_progress):
    app = program()
    async with app.run_test() as pilot:
        screen = await at_progress(pilot, 4)
        await pilot.press("t", "enter")
        await settle(pilot)
        assert isinstance(app.screen, BehindScreen)
        assert screen.place == 3


async def test_as_many_replies_are_behind_a_cell_as_it_says(program, settle, at_progress):
    app = program()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        figures = await app.ask(lambda practice: practice.figures())
        for cell in figures.heat:
            behind = await app.ask(
                lambda practice, cell=cell: practice.reviewing().behind(
                    skill=cell.skill, family=cell.family, most=10_000
                )
            )
            assert len(behind) == cell.replies
        for point in figures.trend:
            behind = await app.ask(
                lambda practice, point=point: practice.reviewing().behind(
                    skill=point.skill, week=point.week, scorer=point.scorer
                )
            )
            assert len(behind) == point.replies
        for call in figures.played:
            tries = await app.ask(
                lambda practice, call=call: practice.reviewing().attempts(
                    "call", 10_000, ref=call.ref
                )
            )
            assert len(tries) == call.tries
        for one in figures.outcomes:
            calls = await app.ask(
                lambda practice, one=one: practice.reviewing().attempts(
                    "call", 10_000, outcome=one.outcome
                )
            )
            assert len(calls) == one.calls
        for day in figures.calendar:
            replies = await app.ask(
                lambda practice, day=day: practice.reviewing().behind(day=day.day)
            )
            assert len(replies) <= day.replies


async def test_the_arrows_mark_a_week_and_a_skill_in_the_plot(program, settle, at_progress):
    app = program()
    async with app.run_test() as pilot:
        await at_progress(pilot, 2)
        figures = await app.ask(lambda practice: practice.figures())
        weeks = sorted({point.week for point in figures.trend})
        await pilot.press("down", "left")
        await settle(pilot)
        met = [one for one in SKILLS if any(one == point.skill for point in figures.trend)]
        point = next(one for one in figures.trend if one.week == weeks[-2] and one.skill == met[0])
        assert f"{point.skill} {point.score} of {point.replies}" in screen_text(app)
        await pilot.press("w")
        await settle(pilot)
        assert "mean of 8 replies, 0 to 100" in screen_text(app)


async def test_the_map_says_few_where_there_are_few(program, settle, at_progress):
    app = program()
    async with app.run_test() as pilot:
        await at_progress(pilot, 4)
        figures = await app.ask(lambda practice: practice.figures())
        few = sum(cell.few and cell.score is not None for cell in figures.heat)
        assert screen_text(app).replace("too few ", "").count("few ") == few


async def test_a_correction_changes_the_mean_and_leaves_the_machines_band(
    program, settle, at_progress
):
    app = program()
    async with app.run_test(size=(100, 40)) as pilot:
        await at_progress(pilot, 5)
        before = await app.ask(lambda practice: practice.figures())
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert "the machine's" in screen_text(app)
        machine = app.screen.query_one("#band").highlighted
        await pilot.press("enter", "up" if machine else "down", "enter")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Say who corrects." in screen_text(app) or "needs a reason" in screen_text(app)
        await pilot.press(*"No", "space", *"day", "enter", *"Ruth", "enter")
        await settle(pilot)
        shown = screen_text(app)
        assert "corrected by Ruth" in shown
        assert "the machine said" in shown
        assert "No day" in shown
        after = await app.ask(lambda practice: practice.figures())
        assert (before.corrections, after.corrections) == (0, 1)


async def test_one_attempt_is_judged_again_and_both_values_stand(program, settle, at_progress):
    app = program("second-2")
    async with app.run_test(size=(100, 40)) as pilot:
        await at_progress(pilot, 5)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert "judged again by second-2" in screen_text(app)
        figures = await app.ask(lambda practice: practice.figures())
        assert {one.scorer for one in figures.scorers} == {"first-1", "second-2"}


async def test_everything_is_judged_again_from_the_weeks(program, settle, at_progress):
    app = program("second-2")
    async with app.run_test(size=(140, 60)) as pilot:
        screen = await at_progress(pilot, 8)
        days = screen.query_one("#days")
        days.focus()
        days.action_last()
        await pilot.press("enter")
        await settle(pilot)
        figures = await app.ask(lambda practice: practice.figures())
        assert [one.scorer for one in figures.scorers] == ["second-2"]
        replies = await app.ask(
            lambda practice: practice.reviewing().replay(practice.reviewing().all_ids()[0])
        )
        assert [one.scorer for one in replies.replies[0].judged] == ["first-1", "second-2"]


async def test_the_report_is_written_where_one_stands(
    program, settle, at_progress, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    app = program()
    async with app.run_test() as pilot:
        await at_progress(pilot)
        await pilot.press("s")
        await settle(pilot)
    assert "not for judging people" in (tmp_path / "coach-report-Mina.html").read_text("utf-8")


async def test_an_empty_record_says_what_to_do_in_every_section(coach, settle, at_progress):
    app = coach()
    async with app.run_test() as pilot:
        await at_progress(pilot)
        for place in range(1, len(SECTIONS) + 1):
            await pilot.press(str(place))
            await settle(pilot)
            shown = screen_text(app)
            assert "No practice yet." in shown, place
            assert app.focused is not None, place
            if place > 1:
                assert SECTIONS[place - 1].shows[:20] in shown, place


@pytest.mark.parametrize("tables", [False, True])
@pytest.mark.parametrize("section", range(2, len(SECTIONS) + 1))
async def test_an_empty_section_leads_by_enter_to_the_calls_a_drill_or_the_tour(
    coach, settle, at_progress, section, tables
):
    app = coach()
    async with app.run_test() as pilot:
        ways = []
        for down in range(3):
            await at_progress(pilot, section)
            await pilot.press(*"t" * tables, *["down"] * down, "enter")
            await settle(pilot)
            ways.append(type(app.screen).__name__)
            app.action_home()
            await settle(pilot)
    assert ways == ["CallsScreen", "DrillScreen", "TourScreen"]


async def test_an_empty_section_fills_once_one_has_practised(coach, settle, at_progress):
    app = coach()
    async with app.run_test() as pilot:
        await at_progress(pilot, 8)
        assert "No practice yet." in screen_text(app)
        await app.ask(lambda practice: practice.start("till", seed=1).reply("band=3 so"))
        app.screen.on_screen_resume()
        await settle(pilot)
        assert "Weeks, by their Monday" in screen_text(app)
        await pilot.press("2")
        await settle(pilot)
        shown = " ".join(screen_text(app).split())
        assert "A curve needs two replies" in shown
        assert app.focused is not None


@pytest.mark.parametrize("replies", [2, 0])
async def test_the_curves_of_today_say_what_they_are_the_mean_of(
    coach, program, settle, at_progress, opening, replies
):
    """Two replies of one week are drawn one by one; a month is drawn by week."""
    if replies:
        with opening() as practice:
            play = practice.start("till", seed=1)
            for _ in range(replies):
                play.reply("band=3 so")
    app = coach() if replies else program()
    async with app.run_test(size=(200, 50)) as pilot:
        await at_progress(pilot)
        how = "Skills reply by reply" if replies else "Skills by week · mean of each"
        assert how in screen_text(app)


async def test_the_table_of_weeks_is_whole_at_80_columns(program, settle, at_progress):
    app = program()
    async with app.run_test(size=(80, 24)) as pilot:
        await at_progress(pilot, 8)
        lines = screen_text(app).splitlines()
        head = next(line for line in lines if "commitment" in line)
        assert all(f" {word} " in head for word in ("week", "replies", "min", "all", *SKILLS))
        assert "…" not in screen_text(app)
        await pilot.press("t")
        await settle(pilot)
        weeks = next(sheet for sheet in app.screen.query(Sheet) if sheet.name == "weeks")
        longer = len("1-44117f5478") - len("first-1")
        assert weeks.virtual_size.width + longer <= weeks.size.width


async def test_today_lists_what_waits_to_be_continued_and_goes_on_with_it(
    coach, settle, at_progress, opening
):
    with opening() as practice:
        practice.start("corner-shop/till", seed=1).reply("band=3 so")
    app = coach()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Continue" in screen_text(app)
        await at_progress(pilot)
        shown = screen_text(app)
        assert "Continue" in shown
        assert "1 reply in · paused" in shown
        assert "Drill" in shown
        await pilot.press("enter")
        await settle(pilot)
        assert type(app.screen).__name__ == "CallScreen"
