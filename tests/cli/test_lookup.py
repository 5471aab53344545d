import json
import os
import pty
import signal
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def lookup(tmp_path_factory):
    """Runs `coach lookup` over the shipped libraries, with a home of its own."""
    home = str(tmp_path_factory.mktemp("home"))
    env = {**os.environ, "COACH_HOME": home, "COACH_TEAM": ""}

    def run(*words, **more):
        return subprocess.run(
            [sys.executable, "-m", "coach", "lookup", *words],
            env={**env, **more}, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip

    run.env = env
    return run


@pytest.mark.parametrize(
    "query",
    [
        "boss has to sign", "cheque is in the post", "supply first then we pay",
        "I lost my job", "stop calling me",
    ],
)  # fmt: skip
def test_the_first_line_is_the_thing_to_say(lookup, query):
    done = lookup(query)
    told = json.loads(lookup(query, "--json").stdout)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == told["results"][0]["say"].splitlines()[0]
    assert len(told["results"][0]["alternatives"]) <= 2


def test_nothing_relevant_is_one_plain_line_and_exit_code_1(lookup):
    done = lookup("weather in london")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1
    done = lookup("weather in london", "--json")
    assert (done.returncode, json.loads(done.stdout)["results"]) == (1, [])


def test_words_need_no_quotation_marks_and_n_says_how_many(lookup):
    told = json.loads(lookup("boss", "has", "to", "sign", "--json", "-n", "5").stdout)
    assert len(told["results"]) == 5
    assert told["query"] == "boss has to sign"


@pytest.mark.parametrize(
    ("option", "value", "field"),
    [
        ("--market", "consumer", "market"), ("--channel", "sms", "channel"),
        ("--stage", "final", "stage"), ("--family", "cash", "family"), ("--mood", "angry", "mood"),
    ],
)  # fmt: skip
def test_filters_hold_for_every_result(lookup, option, value, field):
    told = json.loads(lookup("no money to pay you", option, value, "--json", "-n", "9").stdout)
    assert all(result[field] in (value, None) for result in told["results"])


def test_where_only_a_filter_keeps_everything_away_it_is_named(lookup):
    done = lookup("bankrupt", "--channel", "sms", "--market", "trade")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Nothing fits “bankrupt” within channel sms, market trade. Without those, something does.\n"
    )
    assert "within" not in lookup("zebra flute", "--channel", "sms").stderr


def test_a_filter_by_country_leaves_out_other_countries(lookup):
    told = json.loads(
        lookup("stop calling me", "--jurisdiction", "gb", "--json", "-n", "20").stdout
    )
    assert {result["jurisdiction"] for result in told["results"]} <= {"GB", "INT", None}


def test_print_gives_the_wording_alone_with_what_is_known_filled_in(lookup):
    done = lookup(
        "year end thanks", "--channel", "sms", "--print", "--fill", "contact=Kim", "creditor=Lamps"
    )
    assert done.returncode == 0
    assert "Kim" in done.stdout
    assert "{contact}" not in done.stdout
    assert "{collector}" in done.stdout
    assert done.stderr == ""


def test_a_text_message_tells_its_segments(lookup):
    told = json.loads(lookup("promised day tomorrow", "--channel", "sms", "--json").stdout)
    assert told["results"][0]["sms"]["segments"] >= 1
    assert "segment" in lookup("promised day tomorrow", "--channel", "sms").stdout


def test_a_star_and_a_use_are_kept_and_shown(lookup):
    best = json.loads(lookup("goods have not sold", "--json").stdout)["results"][0]["ref"]
    assert "favourite" in lookup("goods have not sold", "--star").stdout
    lookup("goods have not sold", "--print")
    result = json.loads(lookup("goods have not sold", "--json").stdout)["results"][0]
    assert (result["ref"], result["favourite"], result["used"]) == (best, True, 1)
    lookup("goods have not sold", "--unstar")
    assert not json.loads(lookup("goods have not sold", "--json").stdout)["results"][0]["favourite"]


@pytest.mark.parametrize(
    "words",
    [
        ("boss", "--market", "moon"), ("boss", "-n", "0"), ("boss", "-n", "x"), ("boss", "--nope"),
        ("boss", "--fill", "amount"), (), ("--json",),
    ],
)  # fmt: skip
def test_wrong_use_is_told_without_a_traceback(lookup, words):
    done = lookup(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_odd_characters_break_nothing(lookup):
    for query in (
        '"',
        "'; DROP TABLE entry; --",
        "a*b AND (c",
        "老板要签字",
        "\u202e\x1b[31m",
        "%_%",
    ):
        done = lookup("--", query)
        assert done.returncode in (0, 1), (query, done.stderr)
        assert "Traceback" not in done.stderr


def test_the_look_up_path_loads_nothing_heavy(lookup):
    code = (
        "import sys\nfrom coach.cli.main import run\nrun(['lookup', 'boss has to sign'])\n"
        "heavy = {'textual', 'rich', 'numpy', 'msgspec', 'yaml', 'sqlite_utils', 'dataclasses',"
        " 'platformdirs', 'importlib.metadata', 'pathlib', 'asyncio', 'fsrs', 'argparse', 'json'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    lookup("boss has to sign")
    done = subprocess.run(
        [sys.executable, "-c", code], env=lookup.env, capture_output=True, text=True, check=True
    )
    # RapidFuzz looks for NumPy by name only; the name of a module is not the module.
    assert done.stderr.strip() == "[]"


def test_on_a_terminal_what_is_missing_is_asked_for(lookup):
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "coach", "lookup", "year end thanks", "--channel", "sms",
         "--print", "--fill", "contact=Kim", "collector=Ida"],
        env=lookup.env, stdin=follower, stdout=subprocess.PIPE, stderr=follower, text=True,
    )  # fmt: skip
    os.write(leader, b"Lamp House\n" * 8)
    out, _ = process.communicate(timeout=60)
    asked = os.read(leader, 2000).decode()
    os.close(leader)
    os.close(follower)
    assert process.returncode == 0
    assert "{" not in out
    assert "Lamp House" in out
    assert ":" in asked


def test_copying_with_no_clipboard_at_all_says_so(lookup):
    done = subprocess.run(
        [sys.executable, "-m", "coach", "lookup", "boss has to sign", "--copy"],
        env={**lookup.env, "PATH": "", "DISPLAY": "", "WAYLAND_DISPLAY": "", "TERM": "dumb"},
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    assert done.returncode == 3
    assert "--print" in done.stderr


@pytest.fixture
def at_terminal(lookup, tmp_path):
    """Starts a look-up that must make its index first, with a terminal for what it tells."""
    leader, follower = pty.openpty()
    started = []

    def start(**more):
        process = subprocess.Popen(
            [sys.executable, "-m", "coach", "lookup", "boss has to sign"],
            env={**lookup.env, "COACH_HOME": str(tmp_path), "TERM": "xterm", **more},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=follower, text=True,
        )  # fmt: skip
        started.append(process)
        return process, leader

    yield start
    for process in started:
        process.kill()
        process.wait()
    os.close(leader)
    os.close(follower)


def heard(leader, words):
    """What the terminal shows until these words are there."""
    told = ""
    while words not in told:
        told += os.read(leader, 4096).decode(errors="replace")
    return told


def test_making_the_index_shows_its_progress_on_a_terminal_and_the_output_stays_clean(
    lookup, at_terminal
):
    process, leader = at_terminal()
    out, _ = process.communicate(timeout=120)
    told = heard(leader, "of 100")
    assert process.returncode == 0
    assert "Reading the libraries" in told
    assert out == lookup("boss has to sign").stdout


def test_ctrl_c_stops_the_making_of_the_index_and_leaves_nothing(at_terminal, tmp_path):
    process, leader = at_terminal()
    heard(leader, "of 100")
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=120)
    assert (process.returncode, out) == (130, "")
    assert "Stopped. Nothing was changed." in heard(leader, "changed.")
    assert [path.name for path in tmp_path.rglob("lookup.db*")] == []


def test_a_screen_reader_hears_one_line_while_the_index_is_made(at_terminal):
    process, leader = at_terminal(COACH_PLAIN="1")
    process.communicate(timeout=120)
    told = heard(leader, "after a change.")
    assert process.returncode == 0
    assert told.strip() == "Reading the libraries; this happens once after a change."


def test_nothing_is_told_of_the_index_in_a_pipe(lookup, tmp_path):
    done = lookup("boss has to sign", COACH_HOME=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_united_kingdom_has_two_names(lookup):
    told = [
        json.loads(lookup("breathing space", "--jurisdiction", name, "--json").stdout)["results"]
        for name in ("GB", "uk")
    ]
    assert told[0] == told[1] != []


def test_a_country_that_nothing_is_written_for_is_named(lookup):
    assert "nothing here is written for XX" in lookup("boss", "--jurisdiction", "XX").stderr
    assert lookup("boss", "--jurisdiction", "gb").stderr == ""


def test_a_mistyped_gap_is_told_and_a_gap_of_other_sentences_is_not(lookup):
    done = lookup("boss has to sign", "--fill", "amont=480", "bank_reference=7")
    assert done.stderr == "coach: no gap here is called `amont`; did you mean `amount`?\n"
    assert done.returncode == 0


@pytest.mark.parametrize("option", ["--print", "--copy"])
def test_json_and_the_bare_wording_exclude_each_other(lookup, option):
    done = lookup("boss has to sign", "--json", option)
    assert (done.returncode, done.stdout) == (2, "")
    assert "take one" in done.stderr
