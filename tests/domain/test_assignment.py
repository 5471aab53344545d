"""How an assignment stands follows from the attempts alone."""

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.assignment import Assignment, Try, is_for, is_over, standing, told

SET_AT = "2026-03-02T08:00:00.000+00:00"
NOW = "2026-03-05T10:00:00.000+00:00"


def assignment(**named):
    given_ = {"id": "a1", "call": "shop/till", "to": ("Mina",), "set_at": SET_AT, **named}
    return Assignment(**given_)


def tried(score, day=3, *, failed=False):
    return Try(
        started_at=f"2026-03-{day:02d}T09:00:00.000+00:00",
        ended_at=f"2026-03-{day:02d}T09:10:00.000+00:00",
        score=score,
        failed=failed,
    )


def test_an_attempt_with_the_mark_passes():
    stands = standing(assignment(pass_mark=80), [tried(79), tried(80, 4)], NOW)
    assert (stands.state, stands.used, stands.best, stands.late) == ("passed", 2, 80, False)


def test_a_reply_that_failed_on_conduct_keeps_an_attempt_from_passing():
    stands = standing(assignment(pass_mark=80), [tried(95, failed=True)], NOW)
    assert (stands.state, stands.held) == ("open", True)


def test_attempts_begun_before_the_call_was_set_do_not_count():
    stands = standing(assignment(), [tried(90, day=1)], NOW)
    assert (stands.state, stands.used, stands.best) == ("open", 0, None)


def test_only_so_many_attempts_count():
    stands = standing(assignment(attempts=2), [tried(10), tried(20), tried(99, 4)], NOW)
    assert (stands.state, stands.used, stands.best) == ("used_up", 2, 20)


def test_a_day_is_over_once_it_is_over_everywhere():
    assert not is_over("2026-03-05", "2026-03-06T11:59:00.000+00:00")
    assert is_over("2026-03-05", "2026-03-06T12:00:00.000+00:00")
    assert not is_over("", "2999-01-01T00:00:00.000+00:00")


def test_what_is_not_passed_in_time_is_overdue_and_can_still_be_passed_late():
    due = assignment(due="2026-03-03")
    assert standing(due, [], NOW).state == "overdue"
    stands = standing(due, [tried(90, day=5)], NOW)
    assert (stands.state, stands.late) == ("passed", True)


def test_names_are_the_same_whatever_their_case_and_spaces():
    assert is_for(assignment(to=("Mina  Lopez",)), " mina lopez ")
    assert not is_for(assignment(to=("Mina",)), "Tom")
    assert is_for(assignment(to=("everyone",)), "Tom")


@given(
    st.lists(st.builds(tried, st.integers(0, 100), st.integers(3, 28), failed=st.booleans())),
    st.integers(1, 100),
    st.none() | st.integers(1, 5),
    st.randoms(),
)
def test_the_order_in_which_attempts_arrive_changes_nothing(tries, mark, attempts, chance):
    one = assignment(pass_mark=mark, attempts=attempts, due="2026-03-10")
    mixed = [*tries]
    chance.shuffle(mixed)
    in_order = sorted(tries, key=lambda each: (each.ended_at, each.score, each.failed))
    # Attempts that end at the same moment are one attempt as far as order goes.
    if len({each.ended_at for each in tries}) == len(tries):
        assert standing(one, mixed, NOW) == standing(one, in_order, NOW)
    stands = standing(one, tries, NOW)
    assert stands.used <= len(tries)
    assert attempts is None or stands.used <= attempts


def test_how_it_stands_is_told_in_a_few_words():
    def words(*tries, **named):
        one = assignment(pass_mark=80, due="2026-03-03", **named)
        return told(
            standing(one, tries, NOW),
            due=one.due,
            pass_mark=80,
            attempts=one.attempts,
            at_hand=True,
        )

    assert words(attempts=3) == "overdue since 3 Mar · pass 80 · 0/3 used"
    assert words(tried(70)) == "overdue since 3 Mar · pass 80 · best 70"
    assert words(tried(70), attempts=1) == "no attempt left · best 70, pass 80"
    assert words(tried(90, failed=True), attempts=2).startswith(
        "overdue since 3 Mar · pass 80, conduct failed"
    )
    assert words(tried(90)) == "passed with 90"
    assert words(tried(90, day=5)) == "passed with 90, late"
