"""One more entry in a YAML file: comments, order and every other line stay as they are."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.authoring.inserting import InsertError, insert, inserted, quoted
from coach.content.source import Source

LAYOUTS = {
    "block list": "- id: a\n  # why\n  phrasings:  # several\n    - One\n    - 'Two'  # the second\n    # more to come\n  point: x\n- id: b\n",
    "dashes under the key": "- id: a\n  phrasings:\n  - One\n  - Two\n\n  # about b\n  point: x\n",
    "list in brackets": "- id: a\n  phrasings: [One, 'Two']  # two\n  point: x\n",
    "brackets over lines": "- id: a\n  phrasings: [\n    One,  # first\n    Two,\n  ]\n  point: x\n",
    "empty brackets": "- id: a\n  phrasings: []\n  point: x\n",
    "nothing written": "- id: a\n  phrasings:\n  point: x\n",
    "no such key": "- id: a\n  point: x  # the point\n\n# the next\n- id: b\n",
    "no such key, at the end": "- id: a\n  point: x",
    "group in braces": "- {id: a, point: x}  # short\n- {id: b}\n",
    "folded text at the end": "- id: a\n  phrasings:\n    - >-\n      One that\n      goes on\n\n    - |\n      Two\n\n\n- id: b\n",
    "groups in the list": "- id: a\n  phrasings:\n    - answer: One\n      band: [0, 1]\n    - answer: Two\n      band: # both\n        - 3\n        - 4\n  point: x\n",
    "long line wrapped": "- id: a\n  phrasings:\n    - One that goes\n      on below\n  point: x\n",
    "windows line ends": "- id: a\r\n  phrasings:\r\n    - One\r\n  point: x\r\n",
    "odd line ends": "- id: a\n  point: 'x\u2028y'\n  phrasings:\n    - One\n",
    "accents and signs": "- id: ä\n  point: '£ 🙂'\n  phrasings: ['ü é', 'zwei']\n",
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=list(LAYOUTS))
@pytest.mark.parametrize(
    "value", ["Three", '"He said: \\"no\\" # really"', "{answer: A, band: [3, 4]}"]
)
def test_an_entry_is_put_at_the_end_and_nothing_else_changes(layout, value):
    text = LAYOUTS[layout]
    made = inserted(Source("x.yaml", text), (0,), "phrasings", value)
    before, after = yaml.safe_load(text), yaml.safe_load(made)
    assert after[0].pop("phrasings") == [
        *(before[0].pop("phrasings", None) or []),
        yaml.safe_load(value),
    ]
    assert after == before
    for part in re.split(r"[\r\n,\]\[{}]+", text):
        assert part in made


def test_a_file_of_windows_stays_one(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbf- id: a\r\n  phrasings:\r\n    - One\r\n")
    before, after = insert(path, (0,), "phrasings", "Two")
    assert path.read_bytes() == after == before + b"    - Two\r\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_with_a_mistake_is_left_alone(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("- id: [a\n")
    with pytest.raises(InsertError, match="without the mistake first"):
        insert(path, (0,), "phrasings", "Two")
    assert path.read_text() == "- id: [a\n"
    with pytest.raises(InsertError, match="cannot be read"):
        insert(tmp_path / "gone.yaml", (0,), "phrasings", "Two")


def test_what_cannot_be_put_in_safely_is_said_and_not_done(tmp_path):
    with pytest.raises(InsertError, match="Write it yourself"):
        inserted(Source("x.yaml", "- id: a\n  phrasings: One\n"), (0,), "phrasings", "Two")
    with pytest.raises(InsertError, match="no longer"):
        inserted(Source("x.yaml", "- id: a\n"), (3,), "phrasings", "Two")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp"))))
def test_whatever_was_typed_comes_back_as_it_was(words):
    for alone in (False, True):
        text = f"- id: a\n  says:\n    - {quoted(words, alone=alone)}\n"
        source = Source("x.yaml", text)
        assert source.problems == []
        assert source.find(0, "says", 0).value == words
