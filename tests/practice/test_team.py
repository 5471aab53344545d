"""A manager's report: the same figures wherever the records come from, and what is faulty is told."""

import gzip
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.content.assignments import assignments_file
from coach.domain.excuse import SKILLS
from coach.practice.report import team as team_page
from coach.practice.team.reporting import from_files, from_store
from coach.practice.team.sums import Person, Sums, utc
from coach.practice.team.telling import team_figures, windows
from coach.practice.views import PracticeError
from coach.records.reading import Record
from coach.records.statements import Form

NOW = "2026-03-27T18:00:00.000+00:00"


@pytest.fixture
def exports(month, opened, tmp_path):
    """A month of two people, as attempts and as statements."""
    exchange = opened(month).exchanging(everybody=True)
    attempts, statements = tmp_path / "attempts.jsonl", tmp_path / "statements.jsonl"
    exchange.export(attempts)
    exchange.export_statements(statements, Form())
    return attempts, statements


def record(**named):
    given = {
        "id": "s1", "kind": "answered", "who": "Mina", "home": "", "at": "2026-03-02T10:00:00.000+00:00",
        "registration": "r1", "drill": False, "ref": "shop/till", "title": "", "pack": "shop", "pack_version": "1",
        "level": "normal", "scorer": "one", "excuse": "shop/no-money", "family": "cash", "conduct": "ok",
    }  # fmt: skip
    return Record(**{**given, **named})


def test_attempts_and_statements_give_the_same_figures_and_both_together_too(exports, tmp_path):
    attempts, statements = exports
    one, _ = from_files([attempts], None, NOW)
    two, _ = from_files([statements], None, NOW)
    both, files = from_files([attempts, statements, attempts], None, NOW)
    assert one == two == both
    assert len(files.files) == 2
    packed = tmp_path / "packed" / "statements.jsonl.gz"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(statements.read_bytes()))
    assert from_files([packed.parent], None, NOW)[0] == one


def test_the_figures_are_those_of_each_persons_own_progress(exports, month, opened):
    told, _ = from_files(exports, None, NOW)
    own = {one.trainee: one for one in opened(month).everyone()}
    assert [one.name for one in told.people] == sorted(own)
    for person in told.people:
        figures = own[person.name]
        for name in ("since", "replies", "calls", "drills", "days", "score", "minor", "fail"):
            assert getattr(person, name) == getattr(figures, name), name
        assert abs(person.minutes - figures.minutes) <= 1
        assert person.bettered == sum(call.gain > 0 for call in figures.played)
    assert told.replies == sum(one.replies for one in own.values())


def test_one_persons_heat_is_the_same_as_in_their_progress(exports, month, opened, tmp_path):
    mine = tmp_path / "mine.jsonl"
    opened(month, "Mina").exchanging().export(mine)
    told, _ = from_files([mine], None, NOW)
    own = {(cell.family, cell.skill): cell.score for cell in opened(month, "Mina").figures().heat}
    assert {(cell.family, cell.skill): cell.score for cell in told.heat} == own
    assert all(cell.few for cell in told.heat)


def test_a_reply_taken_back_later_is_out_of_an_older_export_too(month, opened, tmp_path):
    practice = opened(month, "New")
    call = practice.start("corner-shop/till", seed=1)
    call.reply("first words")
    older, newer = tmp_path / "older.jsonl", tmp_path / "newer.jsonl"
    practice.exchanging().export(older)
    assert from_files([older], None, NOW)[0].replies == 1
    call.retry()
    practice.exchanging().export(newer)
    for order in ([older, newer], [newer, older]):
        assert from_files(order, None, NOW)[0].replies == 0


def test_corrections_count(exports, month, opened, tmp_path):
    practice = opened(month, "Mina")
    attempt = next(one for one in practice.reviewing().attempts("call") if one.replies)
    before, _ = from_files([exports[0]], None, NOW)
    replay = practice.reviewing().replay(attempt.id)
    reply = next(one for one in replay.replies if one.counts and one.judged)
    band = 0 if reply.judged[-1].review.band else 4
    practice.reviewing().correct(attempt.id, reply.number, band, reason="heard it", by="Ann")
    after = tmp_path / "after.jsonl"
    practice.exchanging(everybody=True).export(after)
    told, _ = from_files([after], None, NOW)
    assert told.replies == before.replies
    assert any("corrected by a person" in note for note in told.notes)
    assert any("A call's own score, by which it passes, stays" in note for note in told.notes)
    mina = next(one for one in told.people if one.name == "Mina")
    assert mina.score == practice.figures().score


def test_bad_lines_are_told_with_their_place_and_the_rest_is_counted(exports, tmp_path):
    attempts, statements = exports
    damaged = tmp_path / "damaged.jsonl"
    lines = statements.read_bytes().splitlines()
    cut = attempts.read_bytes().splitlines()[0][:-20]
    foreign = json.dumps({"actor": {}, "verb": {"id": "http://elsewhere/did"}, "object": {}})
    damaged.write_bytes(
        b"\n".join([*lines, b"{not json", cut, b'{"a": 1}', b"\xff\xfe", foreign.encode(), b""])
    )
    whole, _ = from_files([statements], None, NOW)
    told, files = from_files([damaged], None, NOW)
    assert told == whole
    places = [len(lines) + number for number in range(1, 5)]
    assert [int(fault.split(":")[1]) for fault in files.faults] == places
    assert files.faulty == 4


def test_a_file_that_is_cut_off_or_cannot_be_read_holds_up_nothing(exports, tmp_path):
    attempts, _ = exports
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(attempts.read_bytes())[:-500])
    (tmp_path / "plain.json.gz").mkdir()
    (tmp_path / "none.jsonl.gz").write_bytes(b"this is not packed")
    told, files = from_files(
        [attempts, tmp_path / "cut.jsonl.gz", tmp_path / "none.jsonl.gz"], None, NOW
    )
    assert told == from_files([attempts], None, NOW)[0]
    assert files.faulty >= 2


def test_where_nothing_can_be_read_it_says_so(tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text("words\n" * 50)
    with pytest.raises(PracticeError, match=r"bad\.jsonl:1: .*(?s:.)*no records that can be read"):
        from_files([bad], None, NOW)
    with pytest.raises(PracticeError, match="There is no file or folder"):
        from_files([tmp_path / "nowhere"], None, NOW)
    (tmp_path / "empty").mkdir()
    with pytest.raises(PracticeError, match="There are no records in"):
        from_files([tmp_path / "empty"], None, NOW)


def test_assignments_are_counted_from_the_same_records(exports, tmp_path):
    told, _ = from_files(exports, None, NOW)
    assert told.assignments == ()
    file = assignments_file(tmp_path / "team")
    file.parent.mkdir(parents=True)
    file.write_text(
        "- {id: a1, call: corner-shop/till, to: [everyone], pass_mark: 1}\n"
        "- {id: a2, call: corner-shop/till, to: [Mina, Nobody], due: 2026-01-01, pass_mark: 100}\n"
        "- {id: a3}\n"
    )
    told, _ = from_files(exports, tmp_path / "team", NOW)
    one, two = told.assignments
    assert {person.name for person in one.people} == {"Mina", "Tom"}
    assert one.passed + one.open == 2
    assert {person.name: person.state for person in two.people}["Nobody"] == "overdue"
    assert any("The team's assignments are faulty" in note for note in told.notes)
    assert {one.name: one.assigned for one in told.people} == {"Mina": 2, "Tom": 1}


def test_an_attempt_that_failed_on_conduct_passes_no_assignment():
    sums = Sums()
    ended = {"kind": "ended", "score": 90, "at": "2026-03-02T10:09:00.000+00:00"}
    sums.add(record(id="s0", kind="started"))
    sums.add(record(conduct="fail", score=90))
    sums.add(record(id="s2", **ended))
    (tried,) = sums.tries(sums.people["mina"], "shop/till")
    assert (tried.score, tried.failed) == (90, True)


def days(*given, scorers=("one",)):
    person = Person("Mina")
    for number, (replies, score) in enumerate(given):
        key = (f"2026-03-{number + 1:02d}", scorers[number % len(scorers)])
        person.days[key] = [replies, replies * score]
        person.replies += replies
    return person


@pytest.mark.parametrize(
    ("person", "told"),
    [
        (days((30, 40), (30, 50), (30, 70)), (40, 70)),
        (days((10, 40), (10, 50)), (40, 50)),
        (days((20, 40), (20, 60), (20, 70), (20, 80)), (50, 75)),
        (days((9, 40), (9, 50)), (None, None)),
        (days((100, 40)), (None, None)),
        (days((5, 40), (90, 50), (5, 60)), (None, None)),
        (days((30, 40), (30, 70), scorers=("one", "two")), (None, None)),
    ],
)
def test_a_change_is_told_only_where_there_is_enough_to_tell_it(person, told):
    assert windows(person) == told


def test_people_who_are_few_or_away_are_said_to_be():
    sums = Sums()
    for number in range(3):
        skills = dict.fromkeys(SKILLS[:2], 50 + number)
        sums.add(record(id=f"s{number}", who=f"p{number}", skills=skills, score=50))
    sums.add(
        record(
            id="s9",
            who="P2",
            at="2026-03-26T10:00:00Z",
            excuse="shop/other",
            family="denial",
            skills={"tone": 9},
        )
    )
    told = team_figures(sums, [], NOW)
    cells = {(cell.family, cell.skill): cell for cell in told.heat}
    assert (
        cells["cash", "tone"].score,
        cells["cash", "tone"].people,
        cells["cash", "tone"].few,
    ) == (51, 3, False)
    assert cells["denial", "tone"].few
    assert cells["cash", "commitment"].score is None
    assert (len(told.people), told.away) == (3, 2)
    assert [week.people for week in told.weeks] == [3, 1]


def test_moments_of_other_clocks_are_brought_to_one():
    assert utc("2026-03-02T10:00:00Z") == "2026-03-02T10:00:00.000+00:00"
    assert utc("2026-03-02T01:30:00.123456+02:00") == "2026-03-01T23:30:00.123+00:00"
    assert utc("2026-03-02T10:00:00.5+00:00") == "2026-03-02T10:00:00.500+00:00"


def test_what_was_practised_before_a_day_can_be_left_out(exports):
    told, _ = from_files(exports, None, NOW, since="2026-03-20")
    assert told.since >= "2026-03-20"
    assert 0 < told.replies < from_files(exports, None, NOW)[0].replies


def test_the_page_is_whole_in_itself_and_shows_names_as_text(tmp_path):
    sums = Sums()
    sums.add(record(who="<script>alert(1)</script>", rule="", skills={"tone": 50}, score=50))
    sums.add(record(id="f", kind="finding", who="\x1b[2Jeve", rule="<b>", rule_kind="threat"))
    page = team_page.page(team_figures(sums, [], NOW))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "for training, not for judging people" in page
    assert "Nobody has practised" in team_page.page(team_figures(Sums(), [], NOW))


@pytest.fixture
def store(exports):
    """A store of statements that gives them in pages."""
    lines = exports[1].read_bytes().splitlines()
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.headers.get("Authorization"))
            begin = int(self.path.rpartition("=")[2]) if "from=" in self.path else 0
            more = f"/xAPI/statements?from={begin + 100}" if begin + 100 < len(lines) else ""
            page = {
                "statements": [json.loads(line) for line in lines[begin : begin + 100]],
                "more": more,
            }
            body = json.dumps(page).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/xAPI", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_store_gives_the_same_figures(store, exports, tmp_path, monkeypatch):
    url, asked = store
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COACH_LRS_URL", url)
    monkeypatch.setenv("COACH_LRS_TOKEN", "let-me-in")
    assert from_store(None, NOW) == from_files([exports[0]], None, NOW)[0]
    assert set(asked) == {"Bearer let-me-in"}
    monkeypatch.delenv("COACH_LRS_URL")
    with pytest.raises(PracticeError, match="No store is set") as told:
        from_store(None, NOW)
    assert told.value.exit_code == 2
    with pytest.raises(PracticeError, match="does not answer") as told:
        from_store(None, NOW, url="http://127.0.0.1:9/xAPI")
    assert told.value.exit_code == 3


def test_figures_can_be_written_for_programs(exports):
    told, _ = from_files(exports, None, NOW)
    assert msgspec.convert(json.loads(msgspec.json.encode(told)), type(told)) == told
    assert Path(exports[0]).exists()


def statement_lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timestamp", "yesterday"),
        ("timestamp", "2026-13-45T10:00:00Z"),
        ("timestamp", "2026-03-02T99:00:00.000+00:00"),
        ("score", 1e300),
        ("score", -5),
        ("duration", "P1000000000000000000Y"),
    ],
)
def test_a_statement_of_ours_that_cannot_be_counted_is_told_not_counted(
    exports, tmp_path, field, value
):
    told = statement_lines(exports[1])
    broken = next(one for one in told if one["verb"]["id"].endswith("answered"))
    if field == "timestamp":
        broken[field] = value
    elif field == "score":
        broken["result"]["score"]["raw"] = value
    else:
        broken["result"][field] = value
    path = tmp_path / "broken.jsonl"
    path.write_text("\n".join(map(json.dumps, told)))
    figures, files = from_files([path], None, NOW)
    assert files.faulty == 1
    assert figures.replies == from_files([exports[1]], None, NOW)[0].replies - 1


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    lines=st.lists(
        st.binary(max_size=60)
        | st.sampled_from([b"{}", b"[]", b"null", b'{"format":"coach.attempt/1"}'])
    )
)
def test_whatever_a_file_holds_the_report_comes_or_says_why(exports, tmp_path, lines):
    path = tmp_path / "any.jsonl"
    path.write_bytes(exports[1].read_bytes().splitlines()[0] + b"\n" + b"\n".join(lines))
    figures, files = from_files([path, exports[1]], None, NOW)
    assert len(figures.people) == 2
    assert files.faulty <= len(b"\n".join(lines).split(b"\n"))
