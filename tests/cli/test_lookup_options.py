import json
import os
import subprocess
import sys

import pytest

from coach.cli.lookup_options import CHOICES, read

LOADED = "import json, sys; from coach.cli.lookup_options import read; read(sys.argv[1:]); print(json.dumps(sorted(sys.modules)))"


def as_parsed(words, monkeypatch):
    """What the parser makes of the words, which are plain enough to be read without it."""
    with monkeypatch.context() as patch:
        patch.setattr("coach.cli.lookup_options._plainly", lambda _: None)
        return vars(read(words))


@pytest.mark.parametrize(
    "words",
    [
        ["boss", "has", "to", "sign"],
        ["boss", "--copy"],
        ["--json", "boss", "decides", "-n", "5"],
        ["boss", "--market", "trade", "--channel=sms", "--stage", "final", "--jurisdiction", "gb"],
        ["boss", "--fill", "amount=EUR 480", "pay_date=Friday", "--print"],
        ["boss", "--fill", "a=1", "--fill", "b=2", "--star"],
        ["boss", "--fill"],
        ["boss", "--market", "trade", "has", "-n", "5", "to", "--json", "sign"],
        ["boss", "--copy", "has", "--", "--to", "-x"],
        ["--", "--boss", "-x"],
        [],
    ],
)
def test_what_is_plain_is_read_as_the_parser_reads_it(words, monkeypatch):
    assert vars(read(words)) == as_parsed(words, monkeypatch)


def test_every_filter_and_each_of_its_values_is_read(monkeypatch):
    for name, known in CHOICES.items():
        for value in known.split():
            words = ["boss", f"--{name}", value]
            assert getattr(read(words), name) == value
            assert vars(read(words)) == as_parsed(words, monkeypatch)


def test_words_after_an_option_belong_to_the_query():
    assert read(["boss", "--market", "trade", "has", "to", "sign"]).words == [
        "boss", "has", "to", "sign",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ["boss", "--market", "trade", "has", "-n5"],
        ["-n5", "boss", "--market", "trade", "has"],
        ["boss", "-n5", "--market=trade", "has"],
        ["-n5", "boss", "--mark", "trade", "--", "has"],
    ],
)
def test_words_between_options_belong_to_the_query_however_these_are_written(words):
    found = read(words)
    assert (found.words, found.market, found.n) == (["boss", "has"], "trade", 5)


@pytest.mark.parametrize("number", ["9" * 10, "9" * 5000, "-5", "0", "five"])
def test_a_number_that_is_none_ends_with_a_message(number, capsys):
    with pytest.raises(SystemExit) as ended:
        raise SystemExit(2 if read(["boss", "-n", number]) is None else 0)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "a number from 1 upwards" in told
    assert number * 2 not in told
    assert len(told) < 1000


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["--chanel", "sms", "boss"], "--channel"),
        (["boss", "--jsn"], "--json"),
        (["boss", "--stagee=final"], "--stage"),
        (["boss", "--channel", "smss"], "sms"),
        (["boss", "--family", "cahs"], "cash"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(words, meant, capsys):
    with pytest.raises(SystemExit) as ended:
        read(words)
    assert ended.value.code == 2
    assert f"Did you mean `{meant}`?" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["boss", "--copy", "-n", "1"], ["boss", "--market", "trade", "--fill", "amount=5"]]
)
def test_plain_options_load_no_parser(words, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        env={**os.environ, "COACH_HOME": str(tmp_path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not {"argparse", "gettext", "rapidfuzz"} & set(json.loads(done.stdout))
