"""Figures: the same to the digit in every form, and exactly what the replies say."""

import csv
import io
import re

import msgspec

from coach.cli.progress_views import figure_lines, to_csv
from coach.domain import promised_day
from coach.domain.figure_rows import COLUMNS, rows
from coach.practice.report import html, markdown
from coach.storage.sums import refresh


def flat(figures):
    return {"/".join(row[1:5]): row[5] for row in rows(figures)}


def test_json_holds_the_very_figures_of_the_screen(opened, month):
    told = opened(month).figures()
    again = msgspec.json.decode(msgspec.json.encode(told), type=type(told))
    assert again == told


def test_csv_holds_the_same_figures_to_the_digit(opened, month):
    told = opened(month).figures()
    read = list(csv.reader(io.StringIO(to_csv([told]))))
    assert tuple(read[0]) == COLUMNS
    mine = flat(told)
    assert len(read) - 1 == len(mine) > 100
    for _, *name, value in read[1:]:
        one = mine["/".join(name)]
        expected = "" if one is None else str(one).lower() if isinstance(one, bool) else str(one)
        assert value.lstrip("'") == expected.lstrip("'") or name[0] == "notes"


def test_the_html_report_holds_the_same_figures_to_the_digit(opened, month):
    told = opened(month).figures()
    mine = {}
    for name, value in flat(told).items():
        table, row, column, figure = _split(name)
        mine["/".join(part for part in (table, row, column, figure) if part)] = value
    found = re.findall(r'<data value="Mina/([^"]+)">([^<]*)</data>', html.page([told]))
    assert len(found) > 50
    for name, value in found:
        key = name if name in mine else name.replace("/excuses", "/mastery.excuses")
        assert value == ("–" if mine[key] is None else str(mine[key])), name


def _split(name):
    table, rest = name.split("/", 1)
    row, column, figure = rest.rsplit("/", 2)
    return table, row, column, figure


def test_the_markdown_report_and_the_plain_lines_hold_the_same_figures(opened, month):
    told = opened(month).figures()
    plain, marked = "\n".join(figure_lines(told)), markdown.page([told])
    for skill in told.skills:
        if skill.score is not None:
            assert re.search(rf"\| {skill.skill} \| {skill.score} \|", marked)
            assert re.search(rf"  {skill.skill} +{skill.score} ", plain)
    for point in told.trend:
        assert f"| {point.week} | {point.skill} | {point.score} | {point.replies} |" in marked
    for week in told.weeks:
        assert f"| {week.week} | {week.replies} | {week.score} | {week.fail} |" in marked
        assert f"  {week.week} {week.replies:>7} {week.score:>7}" in plain


def test_the_home_screen_shows_the_same_skills(opened, month):
    practice = opened(month)
    home, told = practice.progress(), practice.figures()
    assert [(s.score, s.change) for s in home.skills] == [(s.score, s.change) for s in told.skills]
    assert (home.calls, home.promises) == (told.calls, told.promised.promises)
    assert home.weakest == told.weakest


def test_figures_are_what_the_replies_say(opened, month):
    practice = opened(month)
    told = practice.figures()
    with practice._wiring.records.reading() as db:
        replies, score, fail = db.execute(
            "SELECT count(*), sum(v.score), sum(v.conduct = 'fail') FROM replies r JOIN reviews v ON v.reply = r.id "
            "WHERE r.counts AND r.trainee = ?",
            [practice._trainee],
        ).fetchone()
    assert (told.replies, told.fail, told.score) == (replies, fail, round(score / replies))
    assert sum(week.replies for week in told.weeks) == told.replies
    assert sum(family.replies for family in told.families) == told.replies
    assert sum(one.replies for one in told.scorers) == told.replies


def test_sums_kept_bit_by_bit_are_those_of_a_fresh_count(opened, month):
    practice = opened(month)
    records = practice._wiring.records
    call = practice.start("till", seed=1)
    call.reply("something new")
    practice.figures()
    call.retry()
    call.reply("something newer")
    tables = (
        "day_sums",
        "day_skills",
        "week_sums",
        "week_skills",
        "latest",
        "tried",
        "tried_outcomes",
        "tried_amounts",
        "tried_days",
    )
    refresh(records)

    def all_rows():
        with records.reading() as db:
            return {name: list(db[name].rows) for name in tables}

    kept = all_rows()
    with records.writing() as db:
        db.execute(
            "INSERT OR IGNORE INTO stale SELECT trainee, substr(given_at, 1, 10), excuse FROM replies"
        )
        db.execute("INSERT OR IGNORE INTO stale_tries SELECT trainee, ref FROM attempts")
        for name in tables:
            db[name].delete_where()
    refresh(records)
    assert all_rows() == kept


def test_two_scorer_versions_are_told_and_never_share_a_point(opened, month):
    before = opened(month).figures()
    newer = opened(month, version="second-2")
    attempt = newer.reviewing().attempts(most=1)[0].id
    assert all(one.added for one in newer.reviewing().rescore(attempt))
    told = newer.figures()
    assert len(before.scorers) == 1
    assert not before.notes
    assert {one.scorer for one in told.scorers} == {"first-1", "second-2"}
    assert "2 versions of the scorer" in told.notes[0]
    assert len({(p.week, p.skill, p.scorer) for p in told.trend}) == len(told.trend)
    assert any(skill.change is None and skill.replies for skill in told.skills)


def test_repeating_one_call_does_not_raise_mastery(opened, tmp_path):
    practice = opened(tmp_path / "fresh")
    for _ in range(12):
        call = practice.start("till", seed=1)
        call.reply("When does the money come in?")
    told = practice.figures()
    assert all(skill.mastery.excuses <= 2 for skill in told.skills)
    assert all(skill.mastery.word == "not enough yet" for skill in told.skills)


def test_everybody_who_practised_is_listed(opened, month):
    assert [one.trainee for one in opened(month).everyone()] == ["Mina", "Tom"]


def test_the_report_fetches_nothing_and_runs_nothing(opened, month):
    page = html.page(opened(month).everyone())
    assert "<script" not in page
    assert not re.search(r"(src|href)=|https?://|url\(|@import", page)
    assert "not for judging people" in page


def test_words_of_a_pack_cannot_break_the_report_or_a_spreadsheet(opened, month):
    practice = opened(month)
    with practice._wiring.records.writing() as db:
        db.execute("UPDATE attempts SET title = '=cmd()<script>alert(1)</script>|\x1b[2J'")
        db.execute("INSERT OR IGNORE INTO stale_tries SELECT trainee, ref FROM attempts")
    told = practice.figures()
    assert "<script" not in html.page([told])
    assert "\x1b" not in markdown.page([told]) + to_csv([told]) + "\n".join(figure_lines(told))
    assert "'=cmd" in to_csv([told])


def promise(practice, name, date, called_on="", amount="GBP 100"):
    """Put a promise on record, obtained in the first call that was played to its end."""
    with practice._wiring.records.writing() as db:
        reply, attempt = db.execute(
            "SELECT r.id, a.id FROM replies r JOIN attempts a ON a.id = r.attempt WHERE a.kind = 'call' "
            "AND a.ended_at IS NOT NULL AND a.trainee = ? ORDER BY r.id LIMIT 1",
            [practice._trainee],
        ).fetchone()
        db["promises"].insert(
            {"id": name, "attempt": attempt, "reply": reply, "person": "S", "share": "full", "amount": amount,
             "date": date, "time": "", "method": "", "called_on": called_on}
        )  # fmt: skip


def test_promises_are_counted_with_their_money_and_days(opened, month):
    practice = opened(month)
    assert practice.figures().promised.promises == 0
    for name, date in (
        ("a", "tomorrow"),
        ("b", "in five days"),
        ("c", "in ten days"),
        ("d", "soon"),
    ):
        promise(practice, name, date, "2026-03-12")
    promise(opened(month, trainee="Tom"), "e", "in three days", "2026-03-12")
    promised = practice.figures().promised
    assert (promised.promises, promised.days, promised.dated) == (4, 5, 3)
    assert [(one.amount, one.promises) for one in promised.money] == [("GBP 400", 4)]
    assert practice.progress().promises == 4


def test_instalments_are_one_promise_of_all_their_sums(opened, month):
    practice = opened(month)
    promise(practice, "a", "on Friday and the 20th", amount="GBP 1,800 and GBP 1,800")
    promise(practice, "b", "on Friday and the 20th", amount="1,800 and 1,800")
    assert [
        (one.currency, one.amount, one.promises) for one in practice.figures().promised.money
    ] == [("", "3,600", 1), ("GBP", "GBP 3,600", 1)]


def test_a_promise_with_a_nonsense_day_of_the_call_is_counted_and_breaks_nothing(opened, month):
    practice = opened(month)
    promise(practice, "a", "on Friday", "yesterday or so")
    promised = practice.figures().promised
    assert (promised.promises, promised.days, promised.dated) == (1, None, 0)


def test_a_newer_reading_of_days_reads_those_on_record_anew(opened, month, monkeypatch):
    practice = opened(month)
    promise(practice, "a", "in five days", "2026-03-12")
    told = practice.figures()
    with practice._wiring.records.writing() as db:
        db.execute("UPDATE tried_days SET ahead = 300")
    assert practice.figures().promised.days == 300
    monkeypatch.setattr(promised_day, "READING", promised_day.READING + 1)
    assert practice.figures() == told


def test_repeating_an_easy_call_as_often_as_one_likes_adds_nothing(opened, month):
    practice = opened(month)
    before = practice.figures()

    def play_once():
        call = practice.start("till", seed=1)
        while not call.scene().ended:
            call.reply("When does the money come in?")

    play_once()
    once = practice.figures()
    for _ in range(15):
        play_once()
    often = practice.figures()
    assert often.replies > once.replies > before.replies
    assert [one.mastery for one in often.skills] == [one.mastery for one in once.skills]
    assert [one.mastery for one in often.families] == [one.mastery for one in once.families]
    assert [one.mastery.excuses for one in often.skills] == [
        one.mastery.excuses for one in before.skills
    ]
