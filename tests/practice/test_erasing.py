"""Removing a person: from every file, byte for byte, and nobody else with them."""

import pytest

from coach.practice import PracticeError
from coach.practice.keeping import back_up, erase, known
from coach.storage.erasing import files_with

OWN_WORDS = "My sister Henrietta says the account is hers"
DRAFT = "My sister Henrietta also says, and this was never sent"
IN_A_DRILL = "Her name was on my tongue here too, and I left"


@pytest.fixture
def lived(opened, month):
    practice = opened(month, trainee="Mina")
    call = practice.start("till", seed=1)
    call.reply(OWN_WORDS)
    call.pause(DRAFT)
    drill = practice.drill()
    drill.next()
    drill.pause(IN_A_DRILL)
    other = opened(month, trainee="Tom")
    attempt = other.reviewing().attempts(most=1)[0].id
    other.reviewing().correct(attempt, 1, 3, reason="Fair.", by="Mina")
    back_up(home=month)
    practice._wiring.records.close()
    other._wiring.records.close()
    return month


def test_nothing_of_the_person_is_left_in_any_file(lived):
    before = b"".join(path.read_bytes() for path in files_with(lived))
    assert OWN_WORDS.encode() in before
    assert DRAFT.encode() in before
    assert IN_A_DRILL.encode() in before
    assert before.count(b"Mina") > 1
    done = erase("Mina", lived)
    assert done.left == ()
    assert done.replies > 50
    assert len(done.files) == 2
    for path in lived.rglob("*"):
        if path.is_file():
            assert OWN_WORDS.encode() not in path.read_bytes(), path
            assert DRAFT.encode() not in path.read_bytes(), path
            assert IN_A_DRILL.encode() not in path.read_bytes(), path
            assert b"Mina" not in path.read_bytes(), path


def test_everybody_else_keeps_everything(opened, lived):
    before = opened(lived, trainee="Tom")
    figures, lines = before.figures(), list(before.exchanging().lines())
    before._wiring.records.close()
    erase("Mina", lived)
    after = opened(lived, trainee="Tom")
    assert after.figures() == figures
    assert [
        line.replace(b'"given_by":""', b'"given_by":"Mina"') for line in after.exchanging().lines()
    ] == lines
    assert [one.trainee for one in after.everyone()] == ["Tom"]


def test_somebody_unknown_is_told_and_nothing_is_removed(lived):
    before = (lived / "records.db").read_bytes()
    with pytest.raises(PracticeError, match="Nobody called `Zoe`"):
        erase("Zoe", lived)
    assert (lived / "records.db").read_bytes() == before


def test_a_copy_that_was_cut_off_goes_too(lived):
    left = lived / "backups" / ".copy.db.4711.part"
    left.write_bytes((lived / "records.db").read_bytes())
    assert erase("Mina", lived).left == ()
    assert not left.exists()


def test_every_spelling_of_the_name_goes_with_the_person(opened, lived):
    lower = opened(lived, trainee="mina ")
    lower.start("till", seed=2).reply("I am the same one at another desk, with a small letter")
    lower._wiring.records.close()
    assert known(" MINA", lived) == ("Mina", "mina ")
    done = erase(" MINA", lived)
    assert done.names == ("Mina", "mina ")
    assert done.left == ()
    for path in files_with(lived):
        data = path.read_bytes()
        assert OWN_WORDS.encode() not in data
        assert b"at another desk" not in data
        assert b"mina" not in data.lower()


def test_a_correction_signed_in_another_spelling_loses_its_name(opened, lived):
    tom = opened(lived, trainee="Tom")
    attempt = tom.reviewing().attempts(most=1)[0].id
    tom.reviewing().correct(attempt, 1, 2, reason="Less.", by="MINA")
    tom._wiring.records.close()
    assert erase("mina", lived).names == ("MINA", "Mina")
    assert all(b"MINA" not in path.read_bytes() for path in files_with(lived))
