"""The pattern language: what each sign means, and that no text makes it slow."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.rules import vocabulary
from coach.domain.conduct.pattern import Compiler, PatternError, Text
from coach.domain.conduct.polarity import Polarity
from coach.domain.conduct.tokens import read_line


def finds(pattern: str, text: str) -> bool:
    compiler = Compiler({"family": ("wife", "in laws"), "not here": ("nobody",)})
    return compiler.compile(pattern).found(Text(read_line(text)))


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("arrest", "You were arrested.", True),
        ("=pays", "He paid.", False),
        ("arrest*", "An arresting sight", True),
        ("take your car", "Taking your car", True),
        ("(jail|go to prison)", "You will go to prison", True),
        ("tell ...2 <family>", "I'll tell your wife", True),
        ("tell ...2 <family>", "I'll tell the two in-laws", True),
        ("tell ...1 wife", "tell all of your wife", False),
        ("tell ... wife", "I'll tell. Your wife knows.", False),
        ("really? sorry", "I am sorry", True),
        ("no !one", "no one", False),
        ("no !one", "no police", True),
        ("^ careful", "Be careful", False),
        ("^ careful", "Well. Careful now.", True),
        ("who $?", "Says who?", True),
        ("who $?", "Says who.", False),
        (", you", "Pay, you fool", True),
        ("i will", "I'll be there", True),
        ("do not", "Don't", True),
        ("o'clock", "At ten o'clock", True),
    ],
)
def test_a_pattern_finds_what_it_says(pattern, text, found):
    assert finds(pattern, text) is found


@pytest.mark.parametrize(
    "pattern", ["", "(a", "a)", "<nobody", "<unknown>", "...40", "a||b", "\\w+"]
)
def test_a_pattern_that_cannot_be_read_says_why(pattern):
    with pytest.raises(PatternError):
        finds(pattern, "text")


def test_a_list_must_not_hold_itself():
    with pytest.raises(PatternError, match="itself"):
        Compiler({"a": ("<b>",), "b": ("<a>",)}).compile("<a>")


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_keeps_its_places(text):
    line = read_line(text)
    places = [token.start for token in line.tokens]
    assert places == sorted(places)
    assert all(0 <= token.start <= token.end <= len(text) for token in line.tokens)


@given(st.text(alphabet="ab .(|)<>?!^$,*=", max_size=40))
def test_any_pattern_is_read_or_refused(pattern):
    compiler = Compiler({"a": ("b",)})
    with suppress(PatternError):
        assert compiler.compile(pattern).found(Text(read_line("a b a b."))) in {True, False}


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("I will not call your wife", True),
        ("Nobody will be arrested", True),
        ("If you don't pay, I will call your wife", False),
        ("Not only will I call your wife", False),
        ("You said you would be arrested", True),
        ("I won't wait but I will call your wife", False),
    ],
)
def test_what_is_denied_ends_with_its_clause(text, denied):
    words = vocabulary()
    line = Text(read_line(text))
    meaning = Polarity(words.polarity, Compiler(words.lists)).of(line)
    last = 1 << (len(line.tokens) - 2)
    assert bool((meaning.denied | meaning.reported) & last) is denied
