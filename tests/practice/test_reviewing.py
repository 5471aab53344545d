"""Looking back: replay, corrections beside the machine's value, a second review beside the first."""

import pytest

from coach.practice import PracticeError


@pytest.fixture
def played(opened, tmp_path):
    practice = opened(tmp_path / "fresh")
    call = practice.start("till", seed=1)
    call.reply("first words")
    call.retry()
    call.reply("better words")
    return practice, call.attempt


def test_an_attempt_replays_with_everything_said_and_judged(played):
    practice, attempt = played
    replay = practice.reviewing().replay(attempt)
    assert [(one.answer, one.counts) for one in replay.replies] == [
        ("first words", False),
        ("better words", True),
    ]
    assert replay.opening
    assert replay.replies[1].judged[0].review.scorer == "first-1"


def test_the_beginning_of_an_id_is_enough_where_it_is_clear(played):
    practice, attempt = played
    assert practice.reviewing().find(attempt[:5]) == attempt
    with pytest.raises(PracticeError, match="There is no attempt"):
        practice.reviewing().find("zzz")


def test_a_correction_stands_beside_the_machines_value(played):
    practice, attempt = played
    looking = practice.reviewing()
    machine = looking.replay(attempt).replies[1].judged[0].review
    wanted = 4 if machine.band != 4 else 3
    looking.correct(attempt, 1, wanted, reason="It named the day.", by="Ruth")
    reply = looking.replay(attempt).replies[1]
    assert (reply.corrections[0].machine, reply.corrections[0].band) == (machine.band, wanted)
    assert reply.judged[0].review == machine
    assert practice.figures().score == 25 * wanted
    assert "corrected by a person" in practice.figures().notes[0]
    assert "A call's own score (first, best, last) stays" in practice.figures().notes[0]


def test_a_correction_needs_a_reason_and_a_name(played):
    practice, attempt = played
    for reason, by in (("", "Ruth"), ("because", " ")):
        with pytest.raises(PracticeError, match="needs a reason"):
            practice.reviewing().correct(attempt, 1, 3, reason=reason, by=by)
    with pytest.raises(PracticeError, match="no judged reply 7"):
        practice.reviewing().correct(attempt, 7, 3, reason="x", by="y")


def test_a_single_skill_can_be_corrected(played):
    practice, attempt = played
    looking = practice.reviewing()
    skill = next(iter(looking.replay(attempt).replies[1].judged[0].review.skills))
    looking.correct(attempt, 1, 4, reason="Clear.", by="Ruth", skill=skill)
    told = {one.skill: one.score for one in practice.figures().skills}
    assert told[skill] == 100
    judged = set(looking.replay(attempt).replies[1].judged[0].review.skills)
    missing = min({"tone", "target", "appeal", "counter", "commitment"} - judged)
    with pytest.raises(PracticeError, match="not judged for"):
        looking.correct(attempt, 1, 4, reason="x", by="y", skill=missing)


def test_where_people_keep_disagreeing_is_reported_and_a_single_time_is_not(opened, tmp_path):
    practice = opened(tmp_path / "fresh")
    looking = practice.reviewing()
    for number in range(3):
        assert looking.disagreements() == ()
        call = practice.start("till", seed=1)
        call.reply(f"words {number}")
        machine = looking.replay(call.attempt).replies[0].judged[0].review.band
        looking.correct(
            call.attempt, 1, 4 if machine < 4 else 0, reason="Too harsh.", by=f"M{number}"
        )
    found = looking.disagreements()
    assert [(one.corrected, one.people, one.reason) for one in found] == [(3, 3, "Too harsh.")]


def test_judging_again_keeps_both_reviews_and_twice_changes_nothing(opened, month):
    newer = opened(month, version="second-2")
    done = list(newer.reviewing(everybody=True).rescore())
    assert not any(one.trouble for one in done)
    assert sum(one.added for one in done) > 100
    again = list(newer.reviewing(everybody=True).rescore())
    assert sum(one.added for one in again) == 0
    replay = newer.reviewing().replay(newer.reviewing().attempts(most=1)[0].id)
    assert [one.scorer for one in replay.replies[0].judged] == ["first-1", "second-2"]
    assert {one.scorer for one in newer.figures().scorers} == {"second-2"}


def test_judging_again_meets_the_very_situation_of_the_first_time(
    opened, tmp_path, packs, scripted_scorer
):
    seen = []

    def remember(situation, answer):
        seen.append((situation, answer))
        return scripted_scorer.review(situation, answer)

    practice = opened(tmp_path / "fresh")
    practice._scorer_for = lambda _: type(scripted_scorer)(
        "test-1", remember, scripted_scorer.points_made
    )
    call = practice.start("till", seed=3)
    for words in ("band=3 one", "band=2 two", "band=3 three share=part date=Friday"):
        if not call.scene().ended:
            call.reply(words)
    first, seen[:] = list(seen), []

    def newer(situation, answer):
        seen.append((situation, answer))
        import msgspec

        return msgspec.structs.replace(scripted_scorer.review(situation, answer), scorer="test-2")

    practice._scorer_for = lambda _: type(scripted_scorer)(
        "test-2", newer, scripted_scorer.points_made
    )
    list(practice.reviewing().rescore(call.attempt))
    assert seen == first


def test_content_that_is_gone_is_told_and_the_rest_is_judged(opened, month):
    newer = opened(month, version="second-2")
    with newer._wiring.records.writing() as db:
        gone = db.execute("SELECT id FROM attempts WHERE kind = 'call' LIMIT 1").fetchone()[0]
        db.execute("UPDATE attempts SET ref = 'corner-shop/gone' WHERE id = ?", [gone])
    done = list(newer.reviewing(everybody=True).rescore())
    assert [one.attempt for one in done if one.trouble] == [gone]
    assert sum(one.added for one in done) > 50


def test_every_figure_opens_the_replies_behind_it(opened, month):
    practice = opened(month)
    told = practice.figures()
    looking = practice.reviewing()
    for cell in told.heat:
        if cell.replies:
            behind = looking.behind(skill=cell.skill, family=cell.family, most=10_000)
            assert len(behind) == cell.replies
    week = told.weeks[0]
    assert len(looking.behind(week=week.week, most=10_000)) == week.replies
    assert len(looking.behind(conduct=True, most=10_000)) == told.fail + told.minor
    assert looking.replay(looking.behind(most=1)[0].attempt)


@pytest.mark.parametrize("markdown", [False, True])
def test_the_report_on_everybody_says_where_people_disagree(opened, month, markdown):
    practice = opened(month)
    reviewing = practice.reviewing()
    assert "disagree with the machine" not in practice.report(everybody=True, markdown=markdown)
    excuse = reviewing.behind(most=1)[0].excuse
    alike = [one for one in reviewing.behind(most=10_000) if one.excuse == excuse][:3]
    for one in alike:
        band = 4 if one.band < 4 else 0
        reviewing.correct(one.attempt, one.number, band, reason="It names the day.", by="Ruth")
    page = practice.report(everybody=True, markdown=markdown)
    assert "Where people disagree with the machine" in page
    assert "It names the day." in page


@pytest.mark.parametrize("most", [1, 3, 7, 10_000])
@pytest.mark.parametrize("skill", [None, "tone", "target"])
@pytest.mark.parametrize("conduct", [False, True])
def test_the_latest_replies_behind_a_figure_are_those_of_a_whole_look(
    opened, month, most, skill, conduct
):
    reviewing = opened(month).reviewing()
    named = {"skill": skill, "conduct": conduct}
    every = reviewing.behind(**named, most=100_000)
    assert reviewing.behind(**named, most=most) == every[:most]
    plain = reviewing.behind(most=100_000)
    assert len(every) == sum(
        1
        for one in plain
        if (not conduct or one.conduct != "ok")
        and (skill is None or skill in _skills(reviewing, one))
    )


def _skills(reviewing, one):
    replay = reviewing.replay(one.attempt)
    found = [reply for reply in replay.replies if reply.number == one.number and reply.counts]
    return found[0].judged[-1].review.skills


def test_findings_of_a_skill_are_looked_for_further_back_where_the_last_ones_are_of_others(
    opened, month
):
    practice = opened(month)
    with practice._wiring.records.writing() as db:
        rows = db.execute(
            "SELECT r.id, r.family, r.given_at FROM replies r JOIN skill_scores s ON s.reply = r.id "
            "AND s.skill = 'counter' WHERE r.counts AND r.trainee = ? ORDER BY r.given_at DESC",
            [practice._trainee],
        ).fetchall()
        (other, family, latest), (oldest, _, then) = rows[0], rows[-1]
        beside = next(reply for reply, of, _ in rows[1:] if of == family)
        db.execute("UPDATE replies SET given_at = ? WHERE id = ?", [latest, beside])
        db.execute("UPDATE reviews SET conduct = 'ok'")
        db.execute("UPDATE reviews SET conduct = 'fail' WHERE reply IN (?, ?)", [other, oldest])
        db.execute("DELETE FROM skill_scores WHERE reply = ? AND skill = 'counter'", [other])
        db.execute(
            "INSERT OR IGNORE INTO stale SELECT trainee, substr(given_at, 1, 10), excuse FROM replies"
        )
    found = practice.reviewing().behind(skill="counter", conduct=True, most=1)
    assert [one.given_at for one in found] == [then]
