"""A played call: on disk before it is weighed, continued after a cut, taken back without loss."""

import itertools
import shutil

import msgspec
import pytest

from coach.domain.figures import conduct_replies
from coach.library import load
from coach.practice import Practice, PracticeError, Wiring
from coach.storage.database import open_records


@pytest.fixture
def opened(tmp_path, packs, scripted_scorer):
    """Opens practice on one home folder, as often as one likes."""
    ids, minutes = itertools.count(), itertools.count()
    open_ones = []

    def open_it(trainee="mina", scorer=scripted_scorer, packs=packs):
        records = open_records(tmp_path / "home")
        open_ones.append(records)
        wiring = Wiring(
            records=records,
            now=lambda: f"2026-03-01T10:{next(minutes):02d}:00.000+00:00",
            new_id=lambda: f"id-{next(ids)}",
        )
        return Practice(wiring, lambda: load(packs), lambda _: scorer, trainee)

    yield open_it
    for records in open_ones:
        records.close()


def test_a_reply_is_on_disk_before_it_is_weighed(opened, scripted_scorer):
    seen = []

    def review(situation, answer):
        with practice._wiring.records.reading() as db:
            seen.append(db.execute("SELECT answer FROM replies").fetchall())
        return scripted_scorer.review(situation, answer)

    practice = opened(scorer=type(scripted_scorer)("test-1", review, scripted_scorer.points_made))
    practice.start("till", seed=1).reply("band=3 first")
    assert seen == [[("band=3 first",)]]


def test_a_call_cut_off_before_its_review_is_weighed_when_it_goes_on(opened, scripted_scorer):
    def dies(situation, answer):
        raise KeyboardInterrupt

    broken = opened(scorer=type(scripted_scorer)("test-1", dies, scripted_scorer.points_made))
    call = broken.start("till", seed=1)
    with pytest.raises(KeyboardInterrupt):
        call.reply("band=3 typed and lost?")
    resumed = opened().resume(call.attempt)
    assert resumed.scene().speaker.name == "Mrs Hale"
    assert [e.text for e in resumed.debrief().exchanges] == ["band=3 typed and lost?"]


def test_a_paused_call_goes_on_where_it_was(opened):
    call = opened().start("till", seed=1)
    call.reply("band=3 one")
    before = call.scene()
    call.pause()
    practice = opened()
    paused = practice.progress().paused
    assert [(p.ref, p.replies) for p in paused] == [("corner-shop/till", 1)]
    assert practice.resume(paused[0].attempt).scene() == before


def test_what_was_being_typed_is_kept_until_a_reply_is_given(opened):
    call = opened().start("till", seed=1)
    call.pause("Good mor")
    [waiting] = opened().progress().paused
    assert (waiting.attempt, waiting.replies) == (call.attempt, 0)
    again = opened().resume(call.attempt)
    assert again.draft == "Good mor"
    again.pause()
    assert opened().resume(call.attempt).draft == "Good mor"
    again.reply("band=3 one")
    assert opened().resume(call.attempt).draft == ""


def test_a_call_that_went_on_in_another_window_is_told_so_and_keeps_what_was_said(opened):
    call = opened().start("till", seed=1)
    elsewhere = opened().resume(call.attempt)
    elsewhere.reply("band=2 there")
    with pytest.raises(PracticeError, match="in another window") as refused:
        call.reply("band=2 here")
    assert "home" not in str(refused.value).lower()  # plain lines have none
    kept = opened().resume(call.attempt).debrief().exchanges
    assert [one.text for one in kept] == ["band=2 there"]


def test_a_reply_taken_back_stays_on_record_and_no_longer_counts(opened):
    practice = opened()
    call = practice.start("till", seed=1)
    call.reply("band=1 weak")
    scene = call.retry()
    assert scene.number == 1
    call.reply("band=3 better")
    assert [e.text for e in call.debrief().exchanges] == ["band=3 better"]
    assert practice.progress().replies == 2


def test_an_ended_call_can_be_taken_back_and_loses_its_promise_until_it_ends_again(opened):
    practice = opened()
    call = practice.start("till", seed=1)
    call.reply("band=3")
    call.reply("band=3 share=part date=Friday")
    assert practice.progress().promises == 1
    call.retry()
    assert practice.progress().promises == 0
    call.reply("band=3 share=part date=Monday")
    assert practice.progress().promises == 1
    assert practice.calls()[0].tries == 1


def test_a_hint_costs_five_points_of_its_reply_alone(opened):
    call = opened().start("till", seed=1)
    assert call.hint().startswith("Find out what is behind it")
    assert call.reply("band=2").points == 45
    assert call.reply("band=2").points == 50


def test_hints_come_to_an_end_with_a_word(opened):
    call = opened().start("till", seed=1)
    for _ in range(4):
        call.hint()
    with pytest.raises(PracticeError, match="no more hints"):
        call.hint()


def test_the_debrief_says_what_was_achieved_with_money_and_day(opened):
    call = opened().start("till", seed=1)
    call.reply("band=3")
    call.reply("band=3 share=part amount=GBP600 date=Friday")
    debrief = call.debrief()
    assert debrief.good
    assert "GBP600 promised for Friday" in debrief.sentence
    assert "A dated part is worth more than a vague whole." in debrief.sentence
    assert debrief.turning_point == 1
    assert debrief.score == 75


def test_the_debrief_compares_with_the_last_attempt(opened):
    practice = opened()
    first = practice.start("till", seed=1)
    first.reply("band=1 conduct=fail")
    second = practice.start("till", seed=1)
    second.reply("band=3")
    assert second.debrief().change == {"target": 50, "commitment": 50}


def test_each_trainee_has_their_own_record(opened):
    opened("mina").start("till", seed=1).reply("band=3")
    assert opened("tom").progress().replies == 0


def test_an_empty_reply_is_refused_and_nothing_is_written(opened):
    practice = opened()
    with pytest.raises(PracticeError, match="empty"):
        practice.start("till", seed=1).reply("   ")
    assert practice.progress().replies == 0


def test_an_unknown_call_is_told_with_a_guess(opened):
    with pytest.raises(PracticeError, match="Did you mean `corner-shop/till`"):
        opened().start("corner-shop/tll")


def test_what_was_typed_is_kept_to_the_letter(opened):
    typed = "band=3 [red]pay[/] \x1b[2J \u202e emoji \U0001f600 \n second line"
    call = opened().start("till", seed=1)
    call.reply(typed)
    assert opened().resume(call.attempt).debrief().exchanges[0].text == typed


def test_conduct_is_counted_alike_in_the_debrief_at_home_and_in_progress(opened, scripted_scorer):
    def twice(situation, answer):
        review = scripted_scorer.review(situation, answer)
        found = review.conduct.findings
        conduct = msgspec.structs.replace(review.conduct, findings=(*found, *found))
        return msgspec.structs.replace(review, conduct=conduct)

    scorer = type(scripted_scorer)("test-1", twice, scripted_scorer.points_made)
    practice = opened(scorer=scorer)
    call = practice.start("till", seed=1)
    call.reply("band=2 conduct=minor")
    call.retry()
    call.reply("band=2 conduct=minor")
    call.reply("band=2")
    told = practice.figures()
    assert len(call.debrief().exchanges[0].review.conduct.findings) == 2
    assert call.debrief().conduct_findings == 1
    assert practice.progress().conduct_findings == 1
    assert conduct_replies(told.fail, told.minor) == 1


def test_a_promised_day_is_counted_from_the_day_on_which_the_call_plays(opened, packs, tmp_path):
    dated = tmp_path / "packs" / "corner-shop"
    shutil.copytree(packs / "corner-shop", dated)
    file = dated / "calls" / "till.yaml"
    text = file.read_text(encoding="utf-8")
    assert "standing:" not in text
    file.write_text(f'{text}standing:\n  today: "2026-05-13"\n', encoding="utf-8")
    for who, folder, days in (("mina", packs, 5), ("tom", dated.parent, 2)):
        practice = opened(trainee=who, packs=folder)
        call = practice.start("till", seed=1)
        call.reply("band=3")
        call.reply("band=3 share=part date=Friday")
        assert practice.figures().promised.days == days
