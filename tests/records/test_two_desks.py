"""Two desks that go on from one half-played call, and a store that both of them send to."""

import shutil
import sqlite3

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.records.reading import record_of
from coach.records.settling import settled
from coach.records.statements import Form
from coach.storage.database import FILE

WORDS = st.sampled_from(
    ["band=3", "band=1", "band=2 conduct=minor", "band=4 share=full date=Friday"]
)
ACTIONS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["reply", "retry", "drill", "correct", "rescore"]), WORDS),
    max_size=12,
)  # fmt: skip


def known(statements):
    """Their records, those of other programs left out."""
    return filter(None, map(record_of, statements))


def act(desk, call, what, words):
    practice = desk.practice()
    if what == "reply" and not call.scene().ended:
        call.reply(words, seconds=1.25)
    elif what == "retry" and call.debrief().exchanges:
        call.retry()
    elif what == "drill":
        drill = practice.drill()
        if drill.next():
            drill.answer(words, 2.5)
    elif what == "correct" and call.debrief().exchanges:
        number = call.debrief().exchanges[-1].number
        practice.reviewing().correct(call.attempt, number, 3, reason=words, by="Ruth")
    elif what == "rescore":
        newer = type(desk._scorer)("test-2", _again(desk._scorer.review), desk._scorer.points_made)
        list(desk.practice(scorer=newer).reviewing().rescore(call.attempt))


def _again(review):
    import msgspec

    def made(situation, answer):
        return msgspec.structs.replace(review(situation, answer), scorer="test-2")

    return made


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(actions=ACTIONS)
def test_what_both_tell_the_store_is_what_their_merged_records_say(
    desk_at, tmp_path_factory, actions
):
    first = desk_at(tmp_path_factory.mktemp("first"))
    call = first.practice().start("till", seed=1)
    call.reply("band=1 common")
    first.records.close()
    desks = {}
    for name in "ab":
        folder = shutil.copytree(first.folder, tmp_path_factory.mktemp(name) / "home")
        desks[name] = desk_at(folder)
        for _ in range(100 if name == "b" else 50):
            desks[name].now()
    calls = {name: desk.practice().resume(call.attempt) for name, desk in desks.items()}
    for name, what, words in actions:
        act(desks[name], calls[name], what, words)
    told = {
        name: {one["id"]: one for one in desk.statements(Form(typed="yes"))}
        for name, desk in desks.items()
    }
    for one in told["a"].keys() & told["b"].keys():
        # A reply that both judged again was judged at two times; all else is the same to the letter.
        if told["a"][one]["verb"]["display"]["en"] != "scored":
            assert told["a"][one] == told["b"][one]
    merged = desks["a"]
    desks["b"].practice().exchanging(everybody=True).export(merged.folder / "b.jsonl")
    merged.practice().exchanging().bring_in(merged.folder / "b.jsonl")
    after = {one["id"]: one for one in merged.statements(Form(typed="yes"))}
    assert told["a"].keys() <= after.keys()
    counted = list(settled(lambda: known(after.values())))
    answers = [one for one in counted if one.kind == "answered"]
    with sqlite3.connect(merged.folder / FILE) as conn:
        [(replies, calls_ended)] = conn.execute(
            "SELECT (SELECT count(*) FROM replies WHERE counts), "
            "(SELECT count(*) FROM attempts WHERE kind = 'call' AND ended_at IS NOT NULL)"
        )
    conn.close()
    assert len(answers) == replies
    assert len([one for one in counted if one.kind == "ended"]) == calls_ended
    for desk in desks.values():
        desk.records.close()
