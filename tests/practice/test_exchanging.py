"""Records that travel: twice changes nothing, two machines lose nothing, bad lines change nothing."""

import itertools
import json
import shutil
import stat
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.library import load
from coach.practice import Practice, PracticeError, Wiring
from coach.practice.exchanging import encoded
from coach.storage.database import open_records
from coach.storage.travelling import decoded

PACKS = Path(__file__).parents[1] / "packs"


def exported(practice):
    """All attempts, whichever ids the trainees have here."""
    lines = list(practice.exchanging(everybody=True).lines())
    return sorted(
        json.dumps({**json.loads(line), "trainee_id": ""}, sort_keys=True) for line in lines
    )


def cards(practice):
    with practice._wiring.records.reading() as db:
        return sorted(
            db.execute(
                "SELECT t.name, c.excuse, c.family, c.due, c.last_band, c.answers FROM cards c "
                "JOIN trainees t ON t.id = c.trainee"
            ).fetchall()
        )


def test_importing_into_an_empty_machine_gives_the_same_records_figures_and_schedule(
    opened, month, tmp_path
):
    here = opened(month)
    file = tmp_path / "all.jsonl"
    assert here.exchanging(everybody=True).export(file) == len(exported(here))
    there = opened(tmp_path / "there")
    there.exchanging().bring_in(file)
    assert exported(there) == exported(here)
    assert there.figures() == here.figures()
    assert cards(there) == cards(here)


def test_importing_twice_changes_nothing(opened, month, tmp_path):
    here = opened(month)
    file = tmp_path / "all.jsonl"
    here.exchanging(everybody=True).export(file)
    before = list(here._wiring.records.db.conn.iterdump())
    told = here.exchanging().bring_in(file)
    assert told.startswith("0 new attempts and 0 new replies")
    assert list(here._wiring.records.db.conn.iterdump()) == before


def test_an_export_is_its_owners_alone(opened, month, tmp_path):
    file = tmp_path / "all.jsonl"
    opened(month).exchanging().export(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {json.loads(line)["trainee"] for line in file.read_text().splitlines()} == {"Mina"}


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.sampled_from(["call", "reply", "retry", "drill", "correct"]),
        st.text(alphabet="abc", min_size=1, max_size=3),
    ),
    max_size=12,
)


def act(practice, calls, what, words):
    if what == "call" or not calls:
        calls.append(practice.start("till", seed=1))
    call = calls[-1]
    if what == "reply" and not call.scene().ended:
        call.reply(words)
    elif what == "retry" and call.debrief().exchanges:
        call.retry()
    elif what == "drill":
        drill = practice.drill()
        if drill.next():
            drill.answer(words)
    elif what == "correct" and call.debrief().exchanges:
        practice.reviewing().correct(
            call.attempt, call.debrief().exchanges[-1].number, 3, reason=words, by="Ruth"
        )


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(actions=ACTIONS)
def test_merging_two_machines_loses_nothing_whichever_comes_first(
    opened, tmp_path_factory, actions
):
    # Both machines go on from one half-played call: the hardest case.
    start = tmp_path_factory.mktemp("start")
    first = opened(start)
    begun = first.start("till", seed=1)
    begun.reply("common")
    attempt = begun.attempt
    first._wiring.records.close()
    homes, machines = {}, {}
    for name in ("a", "b"):
        homes[name] = shutil.copytree(start, tmp_path_factory.mktemp(name) / "home")
        machines[name] = opened(homes[name])
    calls = {name: [machines[name].resume(attempt)] for name in machines}
    for name, what, words in actions:
        act(machines[name], calls[name], what, words)
    files = {}
    for name, practice in machines.items():
        files[name] = homes[name] / "export.jsonl"
        practice.exchanging(everybody=True).export(files[name])
    kept = {
        reply["id"]
        for file in files.values()
        for line in file.read_text().splitlines()
        for reply in json.loads(line)["replies"]
    }
    machines["a"].exchanging().bring_in(files["b"])
    machines["b"].exchanging().bring_in(files["a"])
    merged = exported(machines["a"])
    assert merged == exported(machines["b"])
    assert kept == {reply["id"] for line in merged for reply in json.loads(line)["replies"]}
    assert machines["a"].figures() == machines["b"].figures()
    assert cards(machines["a"]) == cards(machines["b"])
    again = machines["a"].exchanging().bring_in(files["b"])
    assert again.startswith("0 new attempts and 0 new replies")
    assert exported(machines["a"]) == merged
    for practice in machines.values():
        practice._wiring.records.close()


def test_bad_lines_are_told_with_their_numbers_and_nothing_is_imported(opened, month, tmp_path):
    here = opened(month)
    lines = list(here.exchanging().lines())
    file = tmp_path / "bad.jsonl"
    spoilt = json.loads(lines[2])
    spoilt["replies"][0]["reviews"][0]["review"]["band"] = 9
    file.write_bytes(lines[0] + b"{not json}\n" + json.dumps(spoilt).encode() + b"\n" + lines[1])
    there = opened(tmp_path / "there")
    with pytest.raises(PracticeError) as told:
        there.exchanging().bring_in(file)
    assert told.value.exit_code == 2
    assert "bad.jsonl:2:" in str(told.value)
    assert "bad.jsonl:3: a review has a score or a band outside its range" in str(told.value)
    assert "Nothing was imported" in str(told.value)
    assert exported(there) == []


@pytest.mark.parametrize(
    "line",
    [b"[" * 100_000, b"\xff\xfe", b'{"format": "coach.attempt/1"}', b"null", b'{"format": "\x00"}', b"1e999"],
)  # fmt: skip
def test_lines_that_are_no_attempt_are_refused_in_words(line):
    with pytest.raises(ValueError, match=r"\w"):
        decoded(line)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_line_with_a_changed_byte_is_imported_or_refused_and_never_breaks(
    opened, month, tmp_path, data
):
    line = next(iter(opened(month).exchanging().lines()))
    place = data.draw(st.integers(0, len(line) - 2))
    changed = line[:place] + bytes([data.draw(st.integers(0, 255))]) + line[place + 1 :]
    try:
        decoded(changed)
    except ValueError:
        return
    file = tmp_path / "changed.jsonl"
    file.write_bytes(changed)
    there = opened(tmp_path / f"there-{place}")
    assert "new attempt" in there.exchanging().bring_in(file)
    assert there.figures().today
    there._wiring.records.close()


def test_masking_hides_numbers_and_keeps_the_rest(opened, tmp_path):
    practice = opened(tmp_path / "fresh")
    call = practice.start("till", seed=1)
    call.reply("Ring 020 7946 0958, pay GBP 8,460.00 to DE89 3704 0044 0532 0130 00 by 2026-03-12")
    line = next(iter(practice.exchanging().lines(mask=True)))
    text = line.decode()
    assert "7946" not in text
    assert "3704" not in text
    assert "GBP 8,460.00" in text
    attempt = decoded(line)
    assert attempt.masked
    assert attempt.id == call.attempt


def test_an_export_reads_back_to_the_same_attempt(opened, month):
    for line in opened(month).exchanging(everybody=True).lines():
        attempt = decoded(line)
        assert encoded(attempt, mask=False) + b"\n" == line
        assert msgspec.json.decode(line)["format"] == "coach.attempt/1"


def test_a_name_known_here_keeps_its_records_together(opened, month, tmp_path):
    file = tmp_path / "mina.jsonl"
    here = opened(month)
    here.exchanging().export(file)
    there = opened(tmp_path / "there")
    there.start("till", seed=1).reply("mine")
    there.exchanging().bring_in(file)
    assert there.figures().replies == here.figures().replies + 1


@pytest.mark.parametrize("first_is_longer", [True, False])
def test_a_half_played_call_ended_on_two_machines_has_one_end_and_loses_no_reply(
    opened, tmp_path, scripted_scorer, first_is_longer
):
    minutes, ids = itertools.count(), itertools.count()

    def at(folder):
        wiring = Wiring(
            records=open_records(folder),
            now=lambda: f"2026-03-01T10:{next(minutes):02d}:00.000+00:00",
            new_id=lambda: f"id-{next(ids)}",
        )
        return Practice(wiring, lambda: load(PACKS), lambda _: scripted_scorer, "Mina")

    begun = at(tmp_path / "a")
    attempt = begun.start("till", seed=1)
    attempt.reply("band=3 common")
    begun._wiring.records.close()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    ways = {
        "a": ["band=1 a", "band=3 share=part date=Friday"][0 if first_is_longer else 1 :],
        "b": ["band=3 share=part date=Monday"],
    }
    for name, said in ways.items():
        practice = at(tmp_path / name)
        call = practice.resume(attempt.attempt)
        for words in said:
            call.reply(words, seconds=3)
        assert call.scene().ended
        practice.exchanging().export(tmp_path / f"{name}.jsonl")
        practice._wiring.records.close()
    told = []
    for one, other in ("ab", "ba"):
        practice = at(tmp_path / one)
        for _ in range(2):
            practice.exchanging().bring_in(tmp_path / f"{other}.jsonl")
        with practice._wiring.records.reading() as db:
            rows = db.execute("SELECT id, counts FROM replies ORDER BY id").fetchall()
            ends = db.execute("SELECT ended_at, outcome, score FROM attempts").fetchall()
            promises = db.execute("SELECT date FROM promises").fetchall()
        told.append((rows, ends, promises))
        debrief = practice.resume(attempt.attempt).debrief()
        assert [e.text for e in debrief.exchanges] == [
            "band=3 common",
            "band=3 share=part date=Monday",
        ]
        assert debrief.outcome == "part_payment"
        assert practice.progress().calls == 1
        assert practice.progress().promises == 1
        practice._wiring.records.close()
    assert told[0] == told[1]
    assert len(told[0][0]) == 3 + first_is_longer
    assert told[0][2] == [("Monday",)]
