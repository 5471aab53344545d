"""A pack is tried reply by reply; what was good goes into its files, and can be taken back."""

import shutil

import pytest

from coach.authoring.starter import make_pack
from coach.authoring.workbench import Workbench, WorkbenchError, may_change
from coach.content.packs import read_pack
from coach.library import shipped
from coach.practice import scorer_for

KNOWN = frozenset({"common", "trade"})
REPLY = "Who signs that off, and how do I catch him today?"


@pytest.fixture
def folder(tmp_path):
    make_pack(tmp_path / "our-debtors")
    return tmp_path / "our-debtors"


@pytest.fixture
def bench(folder):
    made = Workbench(folder, KNOWN, scorer_for)
    made.check(scored=False)
    return made


@pytest.fixture
def own(packs, tmp_path, scripted_scorer):
    """A pack in which a turn of a call has an excuse of its own."""
    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    path = folder / "calls" / "till.yaml"
    text = path.read_text()
    excuses = (folder / "excuses" / "all.yaml").read_text()
    first = excuses[excuses.index("- id: no-money") : excuses.index("- id: not-my-order")]
    lines = first.replace("- id: no-money", "  id: no-money").rstrip().splitlines()
    held = "    own:\n" + "\n".join("    " + line for line in lines)
    assert text.count("    excuse: no-money") == 1
    path.write_text(text.replace("    excuse: no-money", held))
    made = Workbench(folder, KNOWN, lambda _: scripted_scorer)
    made.check(scored=False)
    return made


def excuse(folder, name):
    return read_pack(folder).library.excuses[name]


def test_a_reply_is_reviewed_and_told_which_phrasing_it_came_near(bench):
    trial = bench.try_reply("boss-decides", REPLY)
    name, reach, amount = trial.nearness
    assert [point.hit for point in trial.review.key_points] == [one.made for one in trial.nearness]
    assert name.made
    assert name.phrasing == "Who signs it off?"
    assert name.quote == "Who signs that off"
    assert reach.near
    assert reach.quote == "and how do I catch him today"
    assert not amount.made
    assert not amount.near
    assert trial.nearest_missed() == reach


def test_a_missing_word_is_named_and_a_day_is_any_day(bench):
    trial = bench.try_reply("boss-decides", "I would like it by transfer on Wednesday.")
    amount = trial.nearness[2]
    assert {"a way of paying", "a day"} & set(amount.said)
    assert any("2,400" in word for word in amount.unsaid)


def test_a_reply_becomes_a_golden_example_and_every_other_line_stays(bench, folder):
    path = folder / "excuses" / "excuses.yaml"
    before = path.read_text().splitlines()
    trial = bench.try_reply("boss-decides", 'He "signs": who, and when? # 10 %')
    told = bench.add_example(trial)
    assert "golden example" in told
    after = path.read_text().splitlines()
    (added,) = [line for line in after if line not in before]
    assert added.startswith('    - {answer: "He \\"signs\\": who, and when? # 10 %", band: [')
    assert [line for line in after if line in before] == before
    assert excuse(folder, "boss-decides").examples[-1].answer == trial.answer


def test_the_author_says_which_band_it_ought_to_get(bench, folder):
    weak = bench.try_reply("boss-decides", "OK.")
    bench.add_example(weak, 4)
    assert excuse(folder, "boss-decides").examples[-1].band == (3, 4)
    bench.check(scored=False)
    assert bench.examples("boss-decides") == ("Golden example 4: band is 0, wanted 3 to 4.",)
    with pytest.raises(WorkbenchError, match="already"):
        bench.add_example(weak)


def test_a_reply_that_breaks_conduct_is_kept_as_one(bench, folder):
    bench.add_example(bench.try_reply("boss-decides", "Pay, you thief, or I break your legs."))
    example = excuse(folder, "boss-decides").examples[-1]
    assert (example.band, example.conduct) == ((0, 1), "fail")


def test_wording_becomes_a_phrasing_and_then_makes_the_point(bench, folder):
    trial = bench.try_reply("boss-decides", REPLY)
    bench.add_phrasing(trial, "reach")
    assert excuse(folder, "boss-decides").key_points[1].phrasings[-1] == (
        "and how do I catch him today"
    )
    bench.check(scored=False)
    assert bench.try_reply("boss-decides", REPLY).nearness[1].made


def test_words_far_from_a_key_point_are_not_taken_for_it_unasked(bench, folder):
    trial = bench.try_reply("boss-decides", REPLY)
    before = (folder / "excuses" / "excuses.yaml").read_bytes()
    with pytest.raises(WorkbenchError, match="Give the wording"):
        bench.add_phrasing(trial, "amount")
    with pytest.raises(WorkbenchError, match="There are: name, reach, amount"):
        bench.add_phrasing(trial, "amuont")
    with pytest.raises(WorkbenchError, match="already"):
        bench.add_phrasing(trial, "name", "who signs it OFF?")
    assert (folder / "excuses" / "excuses.yaml").read_bytes() == before
    bench.add_phrasing(trial, "amount", "Let us have the {amount}: all of it")
    assert (
        excuse(folder, "boss-decides").key_points[2].phrasings[-1]
        == "Let us have the {amount}: all of it"
    )


def test_what_was_added_can_be_taken_back_unless_the_file_was_saved_since(bench, folder):
    path = folder / "excuses" / "excuses.yaml"
    before = path.read_bytes()
    trial = bench.try_reply("boss-decides", REPLY)
    bench.add_example(trial)
    bench.add_phrasing(trial, "reach")
    bench.undo()
    bench.undo()
    assert path.read_bytes() == before
    with pytest.raises(WorkbenchError, match="Nothing was added"):
        bench.undo()
    bench.add_example(trial)
    path.write_bytes(path.read_bytes() + b"# mine\n")
    with pytest.raises(WorkbenchError, match="saved since"):
        bench.undo()
    assert path.read_bytes().endswith(b"# mine\n")


def test_an_entry_with_errors_is_shown_as_it_was_and_not_written_to(bench, folder):
    path = folder / "excuses" / "excuses.yaml"
    path.write_text(path.read_text().replace("mood: evasive", "mood: evasiv", 1))
    bench.check(scored=False)
    assert bench.stale("boss-decides")
    assert not bench.stale("next-month")
    trial = bench.try_reply("boss-decides", REPLY)
    with pytest.raises(WorkbenchError, match="Mend them first"):
        bench.add_example(trial)
    assert [problem.code for problem in bench.problems_of("boss-decides")] == ["unknown-value"]


def test_an_excuse_of_a_turn_is_an_entry_like_any_other(own):
    ref = next(entry.ref for entry in own.entries if "/" in entry.ref)
    assert own.entry(ref).line > 1
    trial = own.try_reply(ref, "band=3 hit=income")
    own.add_example(trial)
    own.add_phrasing(trial, "part", "A half of it now")
    own.check(scored=False)
    call, _, turn = ref.partition("/")
    written = read_pack(own.folder).library.calls[call].turn(turn).own
    assert written.examples[-1].answer == "band=3 hit=income"
    assert written.key_points[1].phrasings[-1] == "A half of it now"


def test_only_excuses_that_changed_are_scored_again(folder, scripted_scorer):
    from coach.practice import Scorer

    asked = []

    def review(situation, answer):
        asked.append(situation.excuse.id)
        return scripted_scorer.review(situation, answer)

    scorer = Scorer("test-1", review, scripted_scorer.points_made)
    bench = Workbench(folder, KNOWN, lambda _: scorer)
    first = bench.check()
    assert asked == ["boss-decides"] * 3 + ["next-month"] * 3
    asked.clear()
    assert bench.check() == first
    assert asked == []
    path = folder / "excuses" / "excuses.yaml"
    path.write_text(path.read_text().replace("Which payments need him", "What needs him"))
    bench.check()
    assert asked == ["boss-decides"] * 3


def test_a_pack_that_cannot_be_used_gives_problems_and_no_exception(folder, bench):
    (folder / "pack.yaml").write_text("")
    bench.check()
    assert bench.entries
    empty = Workbench(folder, KNOWN, scorer_for)
    assert [problem.code for problem in empty.check()] == ["empty-file"]
    with pytest.raises(WorkbenchError, match="no excuse"):
        empty.situation("boss-decides")


def test_shipped_packs_are_never_written_to():
    folder = shipped("scenarios") / "first-week"
    assert not may_change(folder)
    bench = Workbench(folder, KNOWN, scorer_for)
    bench.check(scored=False)
    trial = bench.try_reply(bench.entries[0].ref, "When?")
    with pytest.raises(WorkbenchError, match="read-only"):
        bench.add_example(trial)


def test_a_new_excuse_begins_as_a_copy_with_its_comments_under_an_id_of_its_own(bench, folder):
    path = folder / "excuses" / "excuses.yaml"
    before = path.read_text()
    assert bench.copy_entry("boss-decides") == "boss-decides-2"
    text = path.read_text()
    assert text.startswith(before)
    assert "- id: boss-decides-2                 # unique in the pack" in text
    bench.check(scored=False)
    assert bench.copy_entry("boss-decides") == "boss-decides-3"
    old, new = excuse(folder, "boss-decides"), excuse(folder, "boss-decides-3")
    assert (new.says, new.key_points, new.examples) == (old.says, old.key_points, old.examples)
    assert "near-duplicate" in {problem.code for problem in bench.check(scored=False)}
    bench.undo()
    bench.undo()
    assert path.read_text() == before


def test_the_last_excuse_of_a_windows_file_is_copied_too(bench, folder):
    path = folder / "excuses" / "excuses.yaml"
    path.write_bytes(path.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n"))
    assert bench.copy_entry("next-month") == "next-month-2"
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    assert "next-month-2" in read_pack(folder).library.excuses
