"""The debtor reacts to how well a reply was said."""

import pytest

from coach.domain.conversation.step import begin, step
from coach.library import load
from coach.practice.staging import asked_for, situation_at, stage_for


@pytest.fixture
def played(packs, scripted_scorer):
    shelf = load(packs)
    library, call = shelf.call("till")

    def play(*answers, level="normal", seed=1):
        stage = stage_for(shelf, library, call, level, seed)
        beat = begin(stage)
        beats = [beat]
        for answer in answers:
            situation = situation_at(stage, beat.state, library, list(beat.said))
            review = scripted_scorer.review(situation, answer)
            beat = step(stage, beat.state, review, asked_for(call, scripted_scorer, answer))
            beats.append(beat)
        return beats

    return play


def test_the_first_line_is_the_excuse_of_the_first_turn(played):
    (opening,) = played()
    assert opening.said[-1].name == "Jo"
    assert opening.state.says == "I only mind the till. The boss decides what gets paid."


def test_a_good_reply_hands_over_and_says_who_comes(played):
    beat = played("band=3")[-1]
    assert [line.who for line in beat.said] == ["debtor", "stage", "debtor"]
    assert beat.said[0].name == "Jo"
    assert beat.said[1].text == "Mrs Hale, owner, comes to the telephone."
    assert beat.said[2].name == "Mrs Hale"
    assert "handed_over" in {event.kind for event in beat.events}


def test_a_weak_reply_brings_the_same_excuse_again_said_harder(played):
    first, second = played("band=1")
    assert second.state.turn == first.state.turn
    assert second.state.says == "You need the boss for that, not me."


def test_patience_runs_out_and_they_hang_up(played):
    beats = played("band=0", "band=0 signals=presses")
    assert beats[-1].state.outcome == "hung_up"
    assert beats[-1].said[-1].text == "The line goes dead."


def test_a_violation_ends_the_call_as_its_author_wrote(played):
    assert played("band=3 conduct=fail")[-1].state.outcome == "complaint"


def test_what_is_asked_for_comes_out_from_those_who_know_it(played):
    beat = played("band=2 asks=hour,takings ?")[-1]
    assert beat.state.found == ("hour",)
    assert "She is in from three." in beat.said[0].text


def test_asking_for_what_was_told_is_noticed_and_costs_patience(played):
    beats = played("band=2 asks=hour ?", "band=2 asks=hour ?")
    assert "asked_again" in {event.kind for event in beats[-1].events}
    assert beats[-1].state.patience < beats[-2].state.patience


def test_a_dated_part_reaches_its_outcome_and_names_who_promised(played):
    beat = played("band=3", "band=3 share=part date=Friday")[-1]
    assert beat.state.outcome == "part_payment"
    assert beat.state.promised_to == "Mrs Hale"


def test_a_countered_excuse_is_followed_by_a_drawn_one_never_heard_before(played):
    beat = played("band=3", "band=2")[-1]
    assert beat.state.drawn == "not-my-order"
    assert beat.state.says == "I never ordered that."


def test_when_nothing_is_left_to_draw_the_call_ends_refused(played):
    beat = played("band=3", "band=2", "band=2")[-1]
    assert beat.state.outcome == "refused"


def test_the_same_seed_and_replies_give_the_same_call(played):
    answers = ("band=1", "band=3 asks=hour ?", "band=2")
    assert played(*answers, seed=5) == played(*answers, seed=5)


def test_another_seed_may_choose_another_reaction(played):
    said = {played("band=3", seed=seed)[-1].said[0].text for seed in range(12)}
    assert said == {"Sure, I'll get her.", "One moment, she's just come in."}


def test_grovelling_makes_them_less_willing(played):
    before, after = played("band=2 signals=grovels")
    assert after.state.willingness < before.state.willingness


def test_an_easy_call_bears_more_and_a_hard_one_less(played):
    easy, hard = played(level="easy")[0], played(level="hard")[0]
    assert easy.state.patience > played()[0].state.patience > hard.state.patience


def test_a_repeated_excuse_has_an_end(played):
    beats = played("band=3", *["band=1"] * 4)
    assert beats[-1].state.outcome == "refused"
    assert not beats[-2].state.ended


def test_an_ended_call_takes_no_reply(played, packs, scripted_scorer):
    beat = played("band=3 conduct=fail")[-1]
    shelf = load(packs)
    library, call = shelf.call("till")
    stage = stage_for(shelf, library, call)
    review = scripted_scorer.review(situation_at(stage, played()[0].state, library, []), "band=3")
    with pytest.raises(ValueError, match="ended"):
        step(stage, beat.state, review, ())
