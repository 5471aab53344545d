"""What is looked up before its key is pressed, and that it changes no result."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach import desk as module
from coach.desk import Desk
from coach.lookup.ahead import as_asked, next_letters
from coach.lookup.index import open_fresh
from coach.lookup.reader import Reader
from coach.lookup.search import search

LINES = ["cheque is in the post", "boss has to sign", "no money until friday"]


@pytest.fixture
def open_desk(shipped_index, monkeypatch, tmp_path):
    """A desk at the shipped libraries; nothing has been used or starred yet."""
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    opened = []

    def index(*_):
        opened.append(open_fresh(shipped_index, "shipped"))
        return opened[-1]

    monkeypatch.setattr(module, "open_index", index)
    monkeypatch.setattr(module, "trouble", str)

    def make():
        desk = Desk()
        desk.open()
        return desk

    yield make
    for connection in opened:
        connection.close()


@pytest.fixture(scope="module")
def reader(shipped_index):
    connection = open_fresh(shipped_index, "shipped")
    yield Reader(connection)
    connection.close()


def refs(found):
    return [entry.ref for entry in found]


def type_ahead(desk, line):
    """Type a line; before each key all that may come next is looked up."""
    for end in range(1, len(line) + 1):
        yield line[:end], desk.find(line[:end], quick=True)
        for text in desk.likely(line[:end]):
            desk.look_ahead(text)


def fails(*_, **__):
    raise AssertionError("the index was asked")


@pytest.mark.parametrize(
    ("query", "letters"), [("cheq", ["u"]), ("the chequ", ["e"]), ("zzq", []), ("boss ", []), ("40", [])]
)  # fmt: skip
def test_the_letters_are_those_with_which_known_words_go_on(shipped_index, query, letters):
    connection = open_fresh(shipped_index, "shipped")
    assert next_letters(Reader(connection), query, 8) == letters
    connection.close()


def test_the_letter_of_the_most_words_comes_first_and_no_more_come_than_asked(shipped_index):
    connection = open_fresh(shipped_index, "shipped")
    found = next_letters(Reader(connection), "we will p", 3)
    assert len(found) == 3
    assert "r" in found
    connection.close()


@pytest.mark.parametrize("line", LINES)
def test_what_was_looked_up_ahead_is_what_the_key_would_have_found(open_desk, line):
    plain = open_desk()
    for text, found in type_ahead(open_desk(), line):
        assert refs(found) == refs(plain.find(text, quick=True)), text


def test_a_key_that_was_looked_up_ahead_asks_the_index_nothing(open_desk, monkeypatch):
    desk = open_desk()
    desk.find("cheq", quick=True)
    assert desk.likely("cheq") == ["chequ"]
    desk.look_ahead("chequ")
    assert desk.likely("cheq") == []
    monkeypatch.setattr(module, "search", fails)
    assert refs(desk.find("chequ", quick=True))
    with pytest.raises(AssertionError, match="was asked"):
        desk.find("chequ")


def test_another_market_or_a_star_makes_it_be_looked_up_anew(open_desk, monkeypatch):
    desk = open_desk()
    desk.look_ahead("chequ")
    first = desk.find("chequ", quick=True)
    desk.market = "consumer"
    assert {entry.market for entry in desk.find("chequ", quick=True)} <= {"consumer", ""}
    desk.market = ""
    desk.star(first[-1].ref)
    monkeypatch.setattr(module, "search", fails)
    with pytest.raises(AssertionError, match="was asked"):
        desk.find("chequ", quick=True)


def test_no_more_is_kept_than_a_line_or_two_need(open_desk, monkeypatch):
    monkeypatch.setattr(module, "_MOST_QUICK", 5)
    desk = open_desk()
    for _ in type_ahead(desk, LINES[0]):
        assert len(desk._quick) <= 5


def test_a_desk_that_is_not_open_looks_nothing_up(shipped_index):
    assert Desk().likely("cheq") == []


@given(st.text(alphabet="a bcnopy'1£", max_size=12))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_queries_that_read_alike_find_the_same(shipped_index, reader, query):
    """So that a result may be kept under the shorter form of its query."""

    def found(text):
        return [(hit.ref, hit.score) for hit in search(reader, text, typing=True, quick=True)]

    assert found(query) == found(as_asked(query))


@pytest.mark.parametrize(
    ("query", "alike"),
    [("no m", "no"), ("no ", "no"), ("n", "n"), ("n ", "n"), ("no i ", "no i "), ("no i m", "no i "),
     ("no i", "no"), ("", ""), ("  ", ""), ("a b", "a"), ("a b c", "a b ")],
)  # fmt: skip
def test_the_first_letter_of_a_word_and_a_blank_ask_nothing_new(query, alike):
    assert as_asked(query) == alike
