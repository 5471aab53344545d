import pytest

from coach.lookup import reader as module
from coach.lookup.index import open_fresh
from coach.lookup.reader import Reader
from coach.lookup.search import Filters, search

TYPED = [
    "no money until teh harvest",
    "cheque is in the post",
    "boss has to sign it",
    "never recieved",
]


@pytest.fixture
def opened(shipped_index):
    connection = open_fresh(shipped_index, "shipped")
    yield lambda: Reader(connection)
    connection.close()


def found(reader, text, **how):
    return [(hit.ref, hit.score) for hit in search(reader, text, limit=8, **how)]


def keys():
    """Every line as it is typed, and taken back in the middle."""
    for line in TYPED:
        for end in range(1, len(line) + 1):
            yield line[:end]
            if end % 7 == 0:
                yield line[: end - 3]


def alike(reader, opened, **how):
    for text in keys():
        kept, fresh = found(reader, text, **how), found(opened(), text, **how)
        assert [ref for ref, _ in kept] == [ref for ref, _ in fresh], text
        assert [score for _, score in kept] == pytest.approx([score for _, score in fresh]), text


def test_what_was_read_for_a_key_before_changes_no_result(opened):
    alike(opened(), opened, typing=True)


def test_a_library_made_ready_before_the_first_key_finds_the_same(opened):
    reader = opened()
    reader.warm()
    alike(reader, opened, typing=True, quick=True)


def test_what_is_kept_may_be_let_go_at_any_time(opened, monkeypatch):
    for name in ("_MOST_WORDS", "_MOST_ENTRIES", "_MOST_MADE", "_MOST_LARGE", "_MOST_UNITS"):
        monkeypatch.setattr(module, name, 1)
    reader = opened()
    alike(reader, opened, typing=True)
    assert len(reader._entries) <= 45
    assert all(len(made) <= 100 for name, made in reader.made.items() if name != "kin names")


def test_a_long_day_of_queries_keeps_no_more_than_a_short_one(opened, monkeypatch):
    monkeypatch.setattr(module, "_MOST_LARGE", 20)
    reader = opened()
    for text in keys():
        search(reader, text, typing=True, quick=True)
    large = {name: len(reader.made[name]) for name in ("held", "kin sums", "kin lines")}
    # Within one query there may be as many more as it has units.
    assert max(large.values()) <= 20 + 60, large


def test_filters_look_at_as_many_entries_as_pass(opened):
    reader = opened()
    hits = search(reader, "will pay next week", Filters(market="consumer", kind="excuse"), limit=50)
    assert 8 < len(hits) <= 45
    assert {reader.wording(hit.number).market for hit in hits} <= {"consumer", ""}


def test_a_quick_look_finds_the_same_first_entry_nearly_always(opened):
    reader = opened()
    pairs = [
        (found(reader, line, typing=True)[:1], found(reader, line, typing=True, quick=True)[:1])
        for line in TYPED
    ]
    assert all([ref for ref, _ in slow] == [ref for ref, _ in quick] for slow, quick in pairs)
