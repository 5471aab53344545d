"""The shipped packs: sound, complete, scored and played as their authors want."""

from collections import Counter
from statistics import mean, median

import pytest

from coach.content.rules import set_names
from coach.domain.practices import PRACTICES
from coach.domain.taxonomy import TAXONOMY
from coach.library import drill_situation, load, shipped
from coach.practice import scorer_for
from coach.practice.rehearsal import rehearse, rehearse_excuse
from coach.practice.simulation import ABILITIES, simulate
from coach.practice.staging import stage_for

SHELF = load(shipped("scenarios"))
PACKS = sorted(SHELF.packs)
CALLS = [ref for ref, _, _ in SHELF.refs()]
EXCUSES = [(name, excuse) for name in PACKS for excuse in SHELF.packs[name].excuses.values()]


def test_every_file_is_sound():
    assert [p.line_of_text() for p in SHELF.problems if p.severity != "hint"] == []


def test_there_are_six_packs_150_excuses_and_40_calls():
    assert len(PACKS) >= 6
    assert len(EXCUSES) >= 150
    assert len(CALLS) >= 40


def test_every_entry_of_the_taxonomy_has_an_answer():
    covered = {entry for _, excuse in EXCUSES for entry in excuse.taxonomy}
    assert set(TAXONOMY) - covered == set()


def test_every_practice_is_taught_by_an_excuse_a_call_or_a_script():
    from coach.content.books import read_book

    books = [read_book(path).book for path in sorted(shipped("scripts").glob("*.yaml"))]
    taught = {name for _, excuse in EXCUSES for name in excuse.practice}
    taught |= {
        name
        for library in SHELF.packs.values()
        for call in library.calls.values()
        for name in call.practice
    }
    taught |= {name for book in books for script in book.scripts for name in script.practice}
    assert set(PRACTICES) - taught == set()


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_names_rule_sets_that_exist(name):
    assert set(SHELF.packs[name].pack.rules) <= set(set_names())


@pytest.mark.parametrize("name", PACKS)
def test_every_excuse_has_golden_examples_from_good_to_bad(name):
    for excuse in SHELF.packs[name].excuses.values():
        bands = [example.band for example in excuse.examples]
        assert len(bands) >= 3, excuse.id
        assert any(low >= 3 for low, _ in bands), excuse.id
        assert any(high <= 1 for _, high in bands), excuse.id


def test_no_two_excuses_say_the_same_thing():
    lines = Counter(
        said.lower() if isinstance(said, str) else said.line.lower()
        for _, excuse in EXCUSES
        for said in excuse.says
    )
    assert [line for line, count in lines.items() if count > 1] == []


@pytest.mark.parametrize("name", PACKS)
def test_no_words_of_a_recommended_response_are_held_against_it(name):
    library = SHELF.packs[name]
    scorer = scorer_for(library)
    held = []
    for excuse in library.excuses.values():
        situation = drill_situation(library, excuse)
        for response in situation.excuse.responses:
            review = scorer.review(situation, response)
            held += [
                (excuse.id, e.quote, e.why) for e in review.evidence if e.effect == "-" and e.quote
            ]
    assert held == []


@pytest.mark.parametrize("name", PACKS)
def test_every_recommended_response_reaches_band_3_and_is_lawful(name):
    library = SHELF.packs[name]
    scorer = scorer_for(library)
    wrong = [
        f"{case.ref} {case.name}: {fault}"
        for excuse in library.excuses.values()
        for case in rehearse_excuse(library, excuse, scorer)
        if case.kind == "response"
        for fault in case.faults
    ]
    assert wrong == []


@pytest.mark.parametrize("name", PACKS)
def test_every_golden_example_and_every_play_goes_as_its_author_wants(name):
    library = SHELF.packs[name]
    wrong = [
        f"{case.ref} {case.name}: {fault}"
        for case in rehearse(SHELF, library, scorer_for(library))
        if case.kind != "response"
        for fault in case.faults
    ]
    assert wrong == []


RUNS = 200


def tables_of(ref):
    library, call = SHELF.call(ref)
    stage = stage_for(SHELF, library, call)
    return call, {ability: simulate(stage, ref, ability, RUNS, seed=1) for ability in ABILITIES}


@pytest.mark.parametrize("ref", CALLS)
def test_a_call_has_its_three_plays_and_every_way_through_it_is_walked(ref):
    library, call = SHELF.call(ref)
    assert len(library.plays.get(call.id, ())) >= 3
    _, tables = tables_of(ref)
    reached = frozenset().union(*(table.turns for table in tables.values()))
    ended = {name for table in tables.values() for name in table.outcomes}
    written = {route.end for turn in call.turns for route in turn.routes if route.end}
    assert {turn.id for turn in call.turns} == reached
    assert written - ended == set()
    assert "endless" not in ended
    assert tables["strong"].good >= 0.7
    assert call.level == "easy" or tables["weak"].good <= 0.4


def test_over_all_calls_the_strong_win_and_the_weak_do_not():
    every = [tables_of(ref)[1] for ref in CALLS]
    assert mean(tables["strong"].good for tables in every) >= 0.7
    assert mean(tables["weak"].good for tables in every) <= 0.2
    assert 4 <= median(tables["fair"].replies for tables in every) <= 10
