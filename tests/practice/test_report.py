"""The report and the plain lines: every figure to the digit, with words and signs beside colours."""

import re
from itertools import pairwise

import pytest

from coach.cli.progress_views import figure_lines
from coach.domain.call import OUTCOME_WORDS
from coach.domain.excuse import SKILLS
from coach.domain.figures import MoneyFigure
from coach.domain.progress import FAMILIES
from coach.practice.report import html, markdown, plots, words
from coach.practice.report.plots import Series


def tables(page):
    """The tables of a Markdown page, by the heading they stand under: a list of rows of cells."""
    found, heading = {}, ""
    for line in page.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("|") and not line.startswith("|---"):
            found.setdefault(heading, []).append([cell.strip() for cell in line.split("|")[1:-1]])
    return {name: rows[1:] for name, rows in found.items()}


def said(value):
    return "–" if value is None else str(value)


def cell_words(cell):
    return "–" if cell.score is None else f"{cell.score} ({'few' if cell.few else cell.excuses})"


def test_every_table_of_the_markdown_report_holds_the_figures_to_the_digit(opened, month):
    told = opened(month).figures()
    found = tables(markdown.page([told]))
    assert found["Skills"] == [
        [one.skill, said(one.score), "" if one.change is None else f"{one.change:+d}",
         str(one.mastery.excuses), words.mastery(one.mastery), one.mastery.word]
        for one in told.skills
    ]  # fmt: skip
    assert found["Skills by week"] == [
        [one.week, one.skill, str(one.score), str(one.replies), one.scorer] for one in told.trend
    ]
    heat = {(cell.family, cell.skill): cell_words(cell) for cell in told.heat}
    rows = [[family, *(heat[family, skill] for skill in SKILLS)] for family in FAMILIES]
    assert found["Family by skill"] == [row for row in rows if set(row[1:]) != {"–"}]
    assert found["Families of excuses"] == [
        [one.family, said(one.score), str(one.replies), str(one.mastery.excuses),
         words.mastery(one.mastery), one.mastery.word]
        for one in told.families if one.replies
    ]  # fmt: skip
    assert found["Weeks"] == [
        [one.week, *(said(value) for value in (one.replies, one.score, one.fail, one.minor,
                                               one.seconds, one.hints, one.minutes))]
        for one in told.weeks
    ]  # fmt: skip
    assert found["From the first try to the best"] == [
        [one.title, str(one.tries), str(one.first), str(one.best), str(one.last)]
        for one in told.played
    ]
    assert found["How calls ended"] == [
        [OUTCOME_WORDS[one.outcome], str(one.calls)] for one in told.outcomes
    ]


def shown_in_html(told):
    """Every figure that the page is to show, by its name."""
    names = {f"sums/{one}" for one in ("score", "calls", "drills", "fail", "practised")}
    names.add("promised/promises")
    for skill in SKILLS:
        names |= {f"skills/{skill}/score", f"skills/{skill}/excuses"}
    names |= {f"trend/{one.week}/{one.skill} {one.scorer}/score" for one in told.trend}
    met = {cell.family for cell in told.heat if cell.excuses}
    names |= {
        f"heat/{cell.family}/{cell.skill}/score"
        for cell in told.heat if cell.family in met and cell.score is not None
    }  # fmt: skip
    names |= {f"families/{one.family}/score" for one in told.families if one.replies}
    names |= {f"played/{one.ref}/{which}" for one in told.played for which in ("first", "best")}
    weekly = ("replies", "score", "fail", "minor", "seconds")
    names |= {f"weeks/{one.week}/{which}" for one in told.weeks for which in weekly}
    names |= {f"outcomes/{one.outcome}/calls" for one in told.outcomes}
    return names | {f"money/{one.currency}/amount" for one in told.promised.money}


def test_no_figure_is_missing_in_the_html_report(opened, month):
    told = opened(month).figures()
    found = set(re.findall(r'<data value="Mina/([^"]+)">', html.page([told])))
    assert found == shown_in_html(told)


def test_the_plain_lines_hold_every_cell_week_call_and_outcome(opened, month):
    told = opened(month).figures()
    lines = figure_lines(told)
    columns = [re.split(r"\s{2,}", line.strip()) for line in lines]
    for family in {cell.family for cell in told.heat if cell.excuses}:
        row = [cell for cell in told.heat if cell.family == family]
        expected = [
            "-"
            if cell.score is None
            else f"{cell.score} {'few' if cell.few else f'({cell.excuses})'}"
            for cell in row
        ]
        assert [family, *expected] in columns
    for week in told.weeks[-8:]:
        line = next(line for line in lines if line.startswith(f"  {week.week}")).split()
        points = {point.skill: str(point.score) for point in told.trend if point.week == week.week}
        scores = [points.get(skill, "-") for skill in SKILLS]
        ends = [str(week.fail), str(week.minor), said(week.seconds).replace("–", "-")]
        assert line[1:] == [str(week.replies), said(week.score), *scores, *ends]
    for call in told.played[:10]:
        start = [str(call.first), str(call.best), str(call.last), str(call.tries)]
        assert any(line.split()[:4] == start and call.title in line for line in lines)
    for one in told.outcomes:
        assert [OUTCOME_WORDS[one.outcome], str(one.calls)] in columns


def test_two_versions_in_one_week_both_stand_in_the_plain_lines_and_plots(opened, month):
    newer = opened(month, version="second-2")
    attempt = newer.reviewing().attempts(most=1)[0].id
    assert all(one.added for one in newer.reviewing().rescore(attempt))
    told = newer.figures()
    mixed = next(week for week in told.weeks if len(week.scorers) > 1)
    points = [point for point in told.trend if point.week == mixed.week]
    skill = next(
        point.skill for point in points
        if [one.skill for one in points].count(point.skill) > 1
    )  # fmt: skip
    both = "/".join(str(point.score) for point in points if point.skill == skill)
    line = next(line for line in figure_lines(told) if line.startswith(f"  {mixed.week}"))
    assert both in line.split()
    page = markdown.page([told])
    assert len(re.findall(rf"^{skill} .*(first-1|second-2)$", page, re.MULTILINE)) == 2


def test_the_markdown_report_has_plots_that_begin_and_end_with_the_tables_figures(opened, month):
    told = opened(month).figures()
    page = markdown.page([told])
    for skill in SKILLS:
        scores = [point.score for point in told.trend if point.skill == skill]
        line = re.search(rf"^{skill} +(\d+) ([▁▂▃▄▅▆▇█·]+) (\d+)$", page, re.MULTILINE)
        assert bool(line) == bool(scores)
        if line:
            assert (int(line[1]), int(line[3])) == (scores[0], scores[-1])
            assert len(line[2]) == len(told.weeks)
    findings = re.search(r"^findings +(\d+) ([▁▂▃▄▅▆▇█]+) (\d+) ", page, re.MULTILINE)
    assert int(findings[3]) == told.weeks[-1].fail + told.weeks[-1].minor


def test_a_higher_figure_never_has_a_lower_sign():
    from coach.practice.report.plain_plots import _line

    signs = _line("x", {str(n): n for n in range(101)}, [str(n) for n in range(101)], 100, "")[0]
    drawn = signs.split()[2]
    assert all(one <= other for one, other in pairwise(drawn))
    assert set(drawn) == set("▁▂▃▄▅▆▇█")


def test_skills_and_conduct_are_told_apart_without_colour():
    lines = plots.lines(
        [Series(skill, [(0, 50), (1, 60)]) for skill in SKILLS], ["a", "b"], top=100, title="t"
    )
    signs = {re.search(rf'd="([^"]+)" style="fill:var\(--{skill}\)"', lines)[1] for skill in SKILLS}
    assert len(signs) == len(SKILLS)
    bars = plots.bars([(5, 2), (3, 0)], ["a", "b"], title="t")
    assert ">5+2<" in bars
    assert ">3<" in bars
    assert 'class="fail"' in bars
    assert 'class="minor"' in bars


@pytest.mark.parametrize(("promises", "expected"), [(1, "in 1 promise"), (3, "in 3 promises")])
def test_one_promise_is_one(promises, expected):
    money = MoneyFigure(currency="£", amount="£3", promises=promises)
    assert words.money(money) == expected


def test_every_kind_of_figure_in_the_report_is_explained_in_words(opened, month):
    page = html.page([opened(month).figures()])
    for explained in (words.PURPOSE, words.SKILLS, words.MASTERY, words.TREND, words.HEAT,
                      words.CONDUCT, words.TIME, words.PROMISES):  # fmt: skip
        assert explained in page
