"""Statements read back, and what of them counts now."""

import contextlib
import gzip
import json
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.records.reading import from_files, record_of
from coach.records.settling import settled
from coach.records.statements import Form


def known(statements):
    """Their records, those of other programs left out."""
    return filter(None, map(record_of, statements))


def write(path, statements):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt") as file:
        for one in statements:
            file.write(json.dumps(one) + "\n")
    return path


def test_files_are_read_plain_or_packed_and_strangers_are_passed_over(desk, tmp_path):
    desk.practise()
    made = desk.statements()
    stranger = {
        "id": "x",
        "actor": {"mbox": "mailto:a@example.com"},
        "verb": {"id": "urn:v"},
        "object": {},
    }
    plain = write(tmp_path / "a.jsonl", [stranger, *made])
    packed = write(tmp_path / "b.jsonl.gz", made)
    assert list(from_files([plain])) == list(from_files([packed])) == list(known(made))
    # A statement in two files, or twice in one store, counts once.
    assert list(settled(lambda: from_files([plain, packed]))) == list(
        settled(lambda: from_files([plain]))
    )


def test_figures_that_a_store_gives_as_text_are_read(desk):
    desk.practise()
    made = next(one for one in desk.statements() if one["verb"]["id"].endswith("completed"))
    known = record_of(made)
    made["result"]["score"] = {"scaled": "0.5", "raw": str(known.score), "min": "0", "max": "100"}
    made["result"]["duration"] = f"P0DT0H0M{known.seconds}S"
    assert record_of(made) == known


@pytest.mark.parametrize(
    "line",
    [b"nonsense", b"[1]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"actor": {}, "verb": 1', b"null"],
)
def test_a_line_that_is_no_statement_is_told_with_its_number(desk, tmp_path, line):
    desk.practise()
    first = json.dumps(desk.statements()[0]).encode()
    path = tmp_path / "bad.jsonl"
    path.write_bytes(first + b"\n" + line + b"\n")
    with pytest.raises(ValueError, match=r"bad\.jsonl:2: \w"):
        list(from_files([path]))


def test_a_statement_of_ours_that_is_broken_is_told(desk):
    desk.practise()
    made = desk.statements()[0]
    for broken in (
        {**made, "verb": {"id": "urn:other"}},
        {**made, "timestamp": 7},
        {**made, "actor": []},
    ):
        with pytest.raises(ValueError, match=r"\w"):
            record_of(broken)


def test_what_counts_is_what_the_desk_itself_counts(desk):
    desk.practise(calls=3)
    desk.practise(trainee="Tom")
    counted = list(settled(lambda: known(desk.statements())))
    for name in ("Mina", "Tom"):
        figures = desk.practice(name).figures()
        mine = [one for one in counted if one.who == name]
        answers = [one for one in mine if one.kind == "answered"]
        assert len(answers) == figures.replies
        assert (
            len([one for one in mine if one.kind == "ended"])
            == desk.practice(name).progress().calls
        )
        found = {one.about for one in mine if one.kind == "finding"}
        assert len(found) == desk.practice(name).progress().conduct_findings
    assert {one.kind for one in counted} == {"started", "answered", "finding", "corrected", "ended"}


def test_a_reply_comes_as_it_was_last_judged_and_corrected(desk):
    call = desk.practise()
    newer = type(desk._scorer)("test-2", _better(desk._scorer.review), desk._scorer.points_made)
    list(desk.practice(scorer=newer).reviewing().rescore())
    desk.practice().reviewing().correct(
        call.attempt, 1, 0, skill="target", reason="No name.", by="Ruth"
    )
    counted = [one for one in settled(lambda: known(desk.statements())) if not one.drill]
    first, second, third = [one for one in counted if one.kind == "answered"]
    assert (first.scorer, first.score, first.band) == ("test-2", 76, 3)
    assert (first.skills["target"], first.skill_bands["target"]) == (0, 0)
    assert (second.band, second.score, second.success) == (3, 75, True)
    assert third.take == 2
    assert [one.outcome for one in counted if one.kind == "ended"] == ["part_payment"]


def _better(review):
    import msgspec

    def made(situation, answer):
        first = review(situation, answer)
        return msgspec.structs.replace(first, scorer="test-2", score=min(100, first.score + 1))

    return made


def test_reading_many_takes_no_more_memory_than_reading_few(desk, tmp_path):
    desk.practise()
    made = desk.statements(Form(typed="yes"))
    peaks = []
    for times in (20, 200):
        path = write(tmp_path / f"{times}.jsonl", made * times)
        tracemalloc.start()
        count = sum(1 for _ in from_files([path]))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert count == len(made) * times
    assert peaks[1] < 2 * peaks[0]


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_statement_with_a_changed_byte_is_read_or_refused_and_never_breaks(desk, data):
    if not list(desk.folder.glob("made.json")):
        desk.practise()
        (desk.folder / "made.json").write_text(json.dumps(desk.statements(Form(typed="yes"))))
    made = json.loads((desk.folder / "made.json").read_text())
    line = json.dumps(data.draw(st.sampled_from(made))).encode()
    place = data.draw(st.integers(0, len(line) - 1))
    changed = line[:place] + bytes([data.draw(st.integers(0, 255))]) + line[place + 1 :]
    with contextlib.suppress(ValueError):
        record_of(changed)
