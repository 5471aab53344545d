"""What a trainee may rely on."""

import msgspec
import pytest

from coach.domain.excuse import KeyPoint

ASK = "Please connect me with Mr Zieliński now, I need the full 46,300 by transfer on Wednesday."


def test_a_plain_ask_beats_a_hesitant_one(turns, reviewer):
    hesitant = (
        "Sorry to bother you, I was just wondering if maybe he could possibly pay something soon?"
    )
    plain, soft = reviewer.review(turns["t02"], ASK), reviewer.review(turns["t02"], hesitant)
    assert plain.score > soft.score + 20
    assert {"grovels", "hedges"} & set(soft.signals)


def test_right_words_that_say_the_opposite_stay_weak(turns, reviewer):
    for reply in (
        "There is no need to connect me with Mr Zieliński, and the 46,300 does not have to go out on Wednesday.",
        "Please do not enter the transfer, I do not need his number, and no date is required.",
        "Forget the 46,300, he need not release it by Wednesday and I won't ask him.",
    ):
        assert reviewer.review(turns["t02"], reply).band <= 1


def test_bad_spelling_costs_a_good_reply_little(turns, reviewer):
    situation = turns["t02"]
    clean = "You asked him twice, thank you. Please give me his direct number, I will call Mr Zieliński at three. Enter the transfer of 46,300 now so he only has to approve it by Wednesday."
    typed = "u askd him twise, thx. pls giv me his direct numbr, i call mr zielinski at 3. entr the transfr of 46300 now so he only has to aprove it by wensday"
    assert reviewer.review(situation, typed).score >= reviewer.review(situation, clean).score - 20


def test_accepting_the_excuse_is_unacceptable(turns, reviewer):
    review = reviewer.review(
        turns["t02"], "No problem, I understand completely. I'll call again next week."
    )
    assert review.band == 0
    assert "concedes" in review.signals


def test_a_threat_spoils_the_quality_too_and_is_named(turns, reviewer):
    reply = ASK + " Or I come over with the police and he goes to jail."
    review = reviewer.review(turns["t02"], reply)
    assert review.score < reviewer.review(turns["t02"], ASK).score
    assert review.conduct.verdict == "fail"
    assert any(one.effect == "-" and "spoils" in one.why for one in review.evidence)


@pytest.mark.parametrize(
    "reply", ["", " ", "?", "ok", "asdf qwer zxcv", "😀😀😀", "Nice weather today, isn't it?"]
)
def test_an_empty_or_meaningless_reply_gets_nothing(reply, turns, reviewer):
    assert reviewer.review(turns["t02"], reply).band == 0


def test_the_commitment_is_read_off_as_said(turns, reviewer):
    fixed = reviewer.review(turns["t02"], ASK).commitment
    assert (fixed.amount, fixed.share, fixed.date) == ("46,300", "full", "on Wednesday")
    assert "transfer" in fixed.method


def test_a_part_and_a_wrong_sum_are_told_apart(turns, reviewer):
    part = reviewer.review(turns["t02"], "Please transfer 20,000 złoty on Friday.").commitment
    wrong = reviewer.review(turns["t02"], "Please transfer PLN 99,000 on Friday.").commitment
    assert (part.share, wrong.share) == ("part", "wrong")


def test_a_missing_key_point_is_named_and_a_made_one_quoted(turns, reviewer):
    review = reviewer.review(turns["t02"], ASK)
    made = {point.id: point for point in review.key_points}
    assert made["speak_to_owner"].hit
    assert made["speak_to_owner"].quote in ASK
    assert not made["end_the_relay"].hit
    assert any(one.why.startswith("Missing") and not one.quote for one in review.evidence)


def test_the_better_line_is_a_recommended_reply(turns, reviewer):
    assert reviewer.review(turns["t02"], "Okay.").better in turns["t02"].excuse.responses


def test_points_are_recognised_without_a_situation(reviewer):
    points = (
        KeyPoint(id="days", point="Asks when the cash comes in", phrasings=("Which days does the cash come in?", "When do your customers pay you?")),
        KeyPoint(id="name", point="Asks for the owner's name", phrasings=("What is the owner's name?", "Who owns the shop?")),
    )  # fmt: skip
    assert reviewer.points_made("On which days does cash come in, Mr Wang?", points) == ("days",)
    assert reviewer.points_made("Nice shop.", points) == ()


def test_the_version_tells_the_data_that_the_scorer_was_built_from(reviewer, turns):
    assert reviewer.review(turns["t02"], "Okay.").scorer == reviewer.version
    assert reviewer.version.split("-")[0].isdigit()


def test_a_reply_is_judged_against_the_turn_it_answers(turns, reviewer):
    other = msgspec.structs.replace(
        turns["t02"], excuse=turns["c02"].excuse, says=turns["c02"].says
    )
    assert reviewer.review(turns["t02"], ASK).score > reviewer.review(other, ASK).score


def test_a_sum_beyond_what_is_owed_is_named(turns, reviewer):
    review = reviewer.review(turns["t02"], "Please transfer the EUR 99,300,000 on Friday at noon.")
    wrong = [one for one in review.evidence if one.why.startswith("The sum is wrong")]
    assert [one.quote for one in wrong] == ["EUR 99,300,000"]
    assert turns["t02"].account.amount in wrong[0].why
    right = reviewer.review(turns["t02"], f"Please transfer {turns['t02'].account.amount} today.")
    assert not any(one.why.startswith("The sum is wrong") for one in right.evidence)


def test_a_recommended_reply_is_never_offered_as_better_than_itself(turns, reviewer):
    for turn in list(turns.values())[:8]:
        for response in turn.excuse.responses:
            assert reviewer.review(turn, response).better != response
