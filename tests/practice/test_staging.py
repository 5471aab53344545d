import pytest

from coach.practice.staging import asking_parts


@pytest.mark.parametrize(
    ("answer", "asking"),
    [
        ("Send it by transfer on Thursday. When does the cash come in?", ["Send it by transfer on Thursday", "When does the cash come in?"]),
        ("I want it by transfer on Thursday at four.", []),
        ("ok and when is he in", ["ok and when is he in"]),
        ("Thank you. Tell me his name, please; I will ring at two.", ["Tell me his name, please"]),
        ("The takings are banked on Mondays, you said.", []),
    ],
)  # fmt: skip
def test_only_sentences_that_ask_bring_something_out(answer, asking):
    assert asking_parts(answer) == asking
