"""Assignments in a team's folder: nothing is lost, nothing keeps a desk waiting."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.assignments import (
    assignments_file,
    name_is_sound,
    parsed,
    read_assignments,
    with_added,
    without,
)
from coach.domain.assignment import Assignment, same_name
from coach.practice.assigning import Wish, assign, day_of, listing, remove
from coach.practice.board import Board
from coach.practice.team.reporting import from_files
from coach.practice.views import PracticeError

NOW = "2026-03-01T08:00:00.000+00:00"
CALL = "first-week/first-call"


@pytest.fixture
def team(tmp_path, monkeypatch):
    folder = tmp_path / "team"
    folder.mkdir()
    monkeypatch.setenv("COACH_TEAM", str(folder))
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    return folder


@pytest.fixture
def set_for_mina(team, packs):
    """The small pack is the team's, and its call is set for Mina."""
    (team / "corner-shop").symlink_to(packs / "corner-shop")
    wish = Wish(call="corner-shop/till", to=("mina",), due="2026-03-02", pass_mark=50, attempts=3)
    return assign(team, wish, "2026-02-28T08:00:00.000+00:00")[0]


def test_what_is_set_reads_back_as_it_was_meant(team):
    wish = Wish(
        call="first-call",
        to=("mina, Tom  Lee", "MINA"),
        due="+7",
        pass_mark=80,
        attempts=3,
        by="Ann",
    )
    made, new = assign(team, wish, NOW)
    assert new
    assert read_assignments(assignments_file(team)).assignments == (made,)
    assert made == Assignment(
        id=made.id, call=CALL, to=("mina", "Tom Lee"), due="2026-03-08", pass_mark=80, attempts=3,
        set_by="Ann", set_at=NOW,
    )  # fmt: skip


def test_the_same_wish_twice_changes_nothing(team):
    wish = Wish(call=CALL, to=("Mina",), due="2026-03-09")
    first, _ = assign(team, wish, NOW)
    again, new = assign(team, Wish(call=CALL, to=("mina",), due="2026-03-09"), NOW)
    assert (again, new) == (first, False)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(call="first-cal", to=("Mina",)), "Did you mean `first-week/first-call`?"),
        (Wish(call=CALL, to=()), "For whom?"),
        (Wish(call=CALL, to=("Mi\x07na",)), "is no name"),
        (Wish(call=CALL, to=("Mina,",)), "is no name"),
        (Wish(call=CALL, to=("Mina",), due="2026-02-28"), "2026-02-28 is past"),
        (Wish(call=CALL, to=("Mina",), due="2026-02-30"), "is no day"),
        (Wish(call=CALL, to=("Mina",), due="soon"), "is no day"),
        (Wish(call=CALL, to=("Mina",), pass_mark=0), "A pass mark is 1 to 100"),
        (Wish(call=CALL, to=("Mina",), attempts=0), "Attempts are 1 or more"),
    ],
)
def test_what_is_typed_wrongly_is_told_and_nothing_is_written(team, wish, said):
    with pytest.raises(PracticeError, match=said.replace("?", r"\?")) as told:
        assign(team, wish, NOW)
    assert told.value.exit_code == 2
    assert not assignments_file(team).exists()


def test_days_may_be_named():
    sunday = "2026-03-01"
    assert day_of("Friday", sunday) == "2026-03-06"
    assert day_of("sunday", sunday) == "2026-03-08"
    assert day_of("today", sunday) == sunday
    assert day_of("", sunday) == ""


def test_remarks_of_people_stay_when_entries_come_and_go(team):
    first, _ = assign(team, Wish(call=CALL, to=("Mina",)), NOW)
    file = assignments_file(team)
    file.write_text(
        file.read_text() + "# Tom is away until Monday.\n- id: by-hand\n  call: a/b\n  to: [Tom]\n"
    )
    third, _ = assign(team, Wish(call=CALL, to=("Ada",)), NOW)
    remove(team, first.id)
    assert "# Tom is away until Monday." in file.read_text()
    assert [one.id for one in read_assignments(file).assignments] == ["by-hand", third.id]
    remove(team, "by-hand")
    remove(team, third.id)
    assert read_assignments(file).assignments == ()
    assert read_assignments(file).problems == []
    assign(team, Wish(call=CALL, to=("Ada",)), NOW)
    assert len(read_assignments(file).assignments) == 1


@pytest.mark.parametrize(
    "text",
    [
        "- id: [",
        "- id: a1\n  call: x\n",
        "just words",
        "- {id: a, call: b/c, to: [], due: soon}",
        "- \x07",
    ],
)
def test_a_damaged_file_is_told_with_its_place_and_not_written_over(team, text):
    file = assignments_file(team)
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(PracticeError, match=r"assignments\.yaml:\d:") as told:
        assign(team, Wish(call=CALL, to=("Mina",)), NOW)
    assert told.value.exit_code == 2
    assert file.read_text() == text


def test_a_file_that_is_no_text_is_told(team):
    file = assignments_file(team)
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PracticeError, match="UTF-8"):
        assign(team, Wish(call=CALL, to=("Mina",)), NOW)
    assert listing(team, None, NOW)[1][0].code == "not-utf8"


def test_a_missing_assignment_is_told_with_those_there_are(team):
    made, _ = assign(team, Wish(call=CALL, to=("Mina",)), NOW)
    with pytest.raises(PracticeError, match=f"There are: {made.id}"):
        remove(team, "nope")


def test_managers_who_write_at_the_same_time_lose_nothing(team):
    code = (
        "import sys; from pathlib import Path; from coach.practice.assigning import Wish, assign\n"
        "for number in range(8): assign(Path(sys.argv[1]), "
        f"Wish(call='{CALL}', to=(f'{{sys.argv[2]}}-{{number}}',)), '{NOW}')"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(team), f"m{one}"]) for one in range(4)
    ]
    assert [one.wait(timeout=120) for one in running] == [0, 0, 0, 0]
    reading = read_assignments(assignments_file(team))
    names = {name for one in reading.assignments for name in one.to}
    assert names == {f"m{one}-{number}" for one in range(4) for number in range(8)}
    assert len({one.id for one in reading.assignments}) == 32
    assert not list(assignments_file(team).parent.glob("*.part"))


def test_home_shows_how_it_stands_by_ones_own_records(set_for_mina, team, tmp_path, opening_board):
    practice = opening_board(Board(team, tmp_path / "copies"))
    (card,) = practice.home().assigned
    assert (card.title, card.at_hand) == ("The girl at the till", True)
    assert (card.standing.state, card.standing.used) == ("open", 0)
    call = practice.start("corner-shop/till", seed=1)
    while not call.scene().ended:
        call.reply("band=4 signals=diagnoses share=full date=Friday amount=1240", 5)
    (card,) = practice.home().assigned
    assert (card.standing.state, card.standing.used) == ("passed", 1)
    assert card.standing.best == 100


def test_home_shows_nothing_that_is_set_for_others(set_for_mina, team, tmp_path, opening_board):
    assert opening_board(Board(team, tmp_path / "copies"), "tom").home().assigned == ()


def test_a_folder_that_does_not_answer_keeps_nobody_waiting(
    set_for_mina, team, tmp_path, monkeypatch
):
    copies = tmp_path / "copies"
    assert Board(team, copies).look().assignments == (set_for_mina,)
    hung = threading.Event()
    monkeypatch.setattr(Board, "_read", lambda _: hung.wait())
    # The copy of last time is shown, and asking again starts no second thread.
    before = threading.active_count()
    desk = Board(team, copies, patience=0)
    for _ in range(5):
        assert desk.look().assignments == (set_for_mina,)
    assert threading.active_count() == before + 1
    assert desk._reading.daemon
    hung.set()


def test_a_folder_that_is_away_leaves_what_was_last_known(set_for_mina, team, tmp_path):
    copies = tmp_path / "copies"
    Board(team, copies).look()
    team.rename(tmp_path / "away")
    assert Board(team, copies).look().assignments == (set_for_mina,)


def test_what_was_taken_back_is_gone_from_the_desk(set_for_mina, team, tmp_path):
    copies = tmp_path / "copies"
    desk = Board(team, copies)
    desk.look()
    remove(team, set_for_mina.id)
    assert desk.look().assignments == ()
    assert Board(team, copies).look().assignments == ()


def test_a_faulty_list_is_told_at_home_and_the_sound_part_shown(
    team, tmp_path, opening_board, packs
):
    file = assignments_file(team)
    file.parent.mkdir()
    file.write_text("- {id: a1, call: a/b, to: [mina]}\n- {id: a2, cal: a/b, to: [mina]}\n")
    home = opening_board(Board(team, tmp_path / "copies")).home()
    assert [card.id for card in home.assigned] == ["a1"]
    assert not home.assigned[0].at_hand
    assert home.assigned_trouble


@given(
    names=st.lists(st.text(min_size=1, max_size=30).filter(name_is_sound), min_size=1, max_size=5),
    by=st.text(max_size=30).filter(str.isprintable),
)
def test_any_name_is_read_back_as_it_was_written(names, by):
    made = [
        Assignment(id=f"a{number}", call="pack/call", to=(name.strip(),), set_by=by.strip())
        for number, name in enumerate(names)
    ]
    path, text = Path("assignments.yaml"), ""
    for one in made:
        text = with_added(text, one)
    assert parsed(path, text).problems == []
    assert parsed(path, text).assignments == tuple(made)
    left = without(path, text, "a0")
    assert parsed(path, left).assignments == tuple(made[1:])


def test_the_list_and_the_teams_report_count_the_same_people_alike(team, packs, tmp_path, opened):
    (team / "corner-shop").symlink_to(packs / "corner-shop")
    for to in (("everyone",), ("MINA", "Nobody Yet")):
        assign(team, Wish(call="corner-shop/till", to=to), "2026-02-28T08:00:00.000+00:00")
    home = tmp_path / "home"
    for name in ("Mina", "mina ", "Tom"):
        call = opened(home, name).start("till", seed=1)
        while not call.scene().ended:
            call.reply("Who signs, and when is he in?")
    opened(home, "Only Looked In")
    opened(home, "Left At Once").start("till", seed=1)
    handed_in = tmp_path / "all.jsonl"
    opened(home).exchanging(everybody=True).export(handed_in)
    listed, _ = listing(team, opened(home)._wiring.records, NOW)
    told, _ = from_files([handed_in], team, NOW)

    def states(people):
        return {same_name(name): (it.state, it.used, it.best) for name, it in people}

    of_list = [states((one.trainee, one.standing) for one in each.people) for each in listed]
    of_report = [states((one.name, one) for one in each.people) for each in told.assignments]
    assert of_list == of_report
    assert [sorted(one) for one in of_list] == [["mina", "tom"], ["mina", "nobody yet"]]
