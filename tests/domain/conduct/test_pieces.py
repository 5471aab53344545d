"""Words cut into known pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.conduct.pieces import Pieces

KNOWN = {piece: n for n, piece in enumerate(
    ["[UNK]", "pay", "##ment", "##s", "p", "##a", "##y", "'", ".", "cafe", "£", "5", "##0"]
)}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Pay", ["pay"]),
        ("payments", ["pay", "##ment", "##s"]),
        ("PAYMENTS.", ["pay", "##ment", "##s", "."]),
        ("pa y", ["p", "##a", "[UNK]"]),
        ("pay's", ["pay", "'", "[UNK]"]),
        ("Café", ["cafe"]),
        ("£50", ["[UNK]"]),
        ("pay\u200b\tpay", ["pay", "pay"]),
        ("pay" * 20, ["[UNK]"]),
        ("", []),
    ],
)
def test_the_longest_known_beginning_is_cut_off_first(text, pieces):
    assert Pieces(KNOWN, 0).of(text, 100) == [KNOWN[piece] for piece in pieces]


@given(st.text(), st.integers(1, 20))
def test_any_text_gives_known_pieces_and_no_more_than_asked_for(text, most):
    found = Pieces(KNOWN, 0).of(text, most)
    assert len(found) <= most
    assert set(found) <= set(KNOWN.values())


@given(st.text(alphabet="pay '.", max_size=60))
def test_what_is_cut_off_at_the_end_is_all_that_fewer_pieces_leave_out(text):
    cut = Pieces(KNOWN, 0)
    everything = cut.of(text, 1000)
    assert cut.of(text, 5) == everything[:5]
