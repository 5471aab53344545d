import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.sms import costly, sms_length


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "segments", "left"),
    [
        ("", "GSM-7", 0, 0, 160),
        ("a" * 160, "GSM-7", 160, 1, 0),
        ("a" * 161, "GSM-7", 161, 2, 145),
        ("a" * 306, "GSM-7", 306, 2, 0),
        ("€" * 80, "GSM-7", 160, 1, 0),
        ("€" * 81, "GSM-7", 162, 2, 143),
        ("a" * 152 + "€" * 5, "GSM-7", 162, 2, 143),
        ("’" + "a" * 69, "UCS-2", 70, 1, 0),
        ("’" + "a" * 70, "UCS-2", 71, 2, 63),
        ("😀", "UCS-2", 2, 1, 68),
        ("é£", "GSM-7", 2, 1, 158),
    ],
)
def test_segments_are_counted_as_networks_do(text, alphabet, units, segments, left):
    length = sms_length(text)
    assert (length.alphabet, length.units, length.segments, length.left) == (
        alphabet, units, segments, left,
    )  # fmt: skip


def test_the_characters_that_cost_are_named():
    assert costly("“Hi” – ok") == "“”–"
    assert costly("plain, and € too") == ""


@given(st.text(max_size=500))
def test_more_text_never_takes_fewer_segments(text):
    assert sms_length(text).segments <= sms_length(text + "a").segments
