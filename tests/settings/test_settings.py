"""Settings: one file, one order of precedence, and a file whose comments survive every change."""

import json
import subprocess
import sys
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.cli.main import run
from coach.settings.options import DAYS, OPTIONS, SettingsError
from coach.settings.reading import Settings, plain_table
from coach.settings.writing import changed, template, toml


@pytest.fixture(autouse=True)
def own(home, monkeypatch):
    """A home of the test's own, and no choice from outside."""
    for option in OPTIONS.values():
        monkeypatch.delenv(option.variable, raising=False)
    return home


@pytest.fixture
def file(home):
    """Writes the settings file."""

    def write(text):
        home.mkdir(parents=True, exist_ok=True)
        path = home / "settings.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_flag_goes_before_a_variable_that_before_the_file_that_before_the_default(
    file, monkeypatch
):
    def holds(flags=None):
        one = Settings(flags).setting("look")
        return one.value, one.source

    assert holds() == ("auto", "default")
    file('look = "light"\n')
    assert holds() == ("light", "file")
    monkeypatch.setenv("COACH_LOOK", "contrast")
    assert holds() == ("contrast", "COACH_LOOK")
    assert holds({"look": "dark"}) == ("dark", "--look")
    assert holds({"look": None}) == ("contrast", "COACH_LOOK")


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_can_be_chosen_by_its_variable_and_named_by_its_flag(name, monkeypatch):
    option = OPTIONS[name]
    others = {bool: "on", int: "3", tuple: "mon,wed", str: "Mina"}
    said = option.choices[-1] if option.choices else others[type(option.default)]
    said = "gb" if option.code else "off" if option.default is True else said
    monkeypatch.setenv(option.variable, said)
    one = Settings().setting(name)
    assert one.value != option.default
    assert one.source == option.variable
    assert option.flag.startswith("--") or name == "team"
    assert option.meaning.endswith(".")


def test_the_template_changes_nothing_and_names_every_option(file):
    path = file(template())
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {}
    for name in OPTIONS:
        assert f"# {name} = " in path.read_text(encoding="utf-8")


def test_a_first_choice_makes_the_file_and_the_next_keeps_every_comment(home, capsys):
    assert run(["settings", "set", "look", "light"]) == 0
    path = home / "settings.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"light"', '"light"  # for the office'), "utf-8"
    )
    assert run(["settings", "set", "look", "dark"]) == 0
    assert run(["settings", "set", "drill-most", "5"]) == 0
    text = path.read_text(encoding="utf-8")
    assert 'look = "dark"  # for the office' in text
    assert "# The look of the screens" in text
    assert tomllib.loads(text) == {"look": "dark", "drill_most": 5}
    assert run(["settings", "unset", "look"]) == 0
    assert "# for the office" in path.read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(["settings", "get", "look"]) == 0
    assert capsys.readouterr().out == "auto\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("easy_days = [\n  'mon', # a\n  'tue',\n] # b\nmask = true\n", '# a\neasy_days = ["sun"]  # b\nmask = true\n'),
        ("'easy_days' = [] # '#'\r\n# end\r\n", 'easy_days = ["sun"]  # \'#\'\r\n# end\r\n'),
        ("x = 1\n\n[theirs]\neasy_days = 3\n", 'x = 1\n\neasy_days = ["sun"]\n[theirs]\neasy_days = 3\n'),
        ("", 'easy_days = ["sun"]\n'),
        ("# a\u2028b\n", '# a\u2028b\neasy_days = ["sun"]\n'),
    ],
)  # fmt: skip
def test_a_change_touches_its_own_line_alone(before, after):
    assert changed(before, "f", OPTIONS["easy_days"], ("sun",)) == after


_COMMENT = st.text("ab #\"'=[]", max_size=12)
_VALUES = st.one_of(st.booleans(), st.integers(0, 9), st.text(max_size=8), st.just(("sat", "sun")))


@given(
    st.lists(st.tuples(st.sampled_from(["x", "mask", "y", "trainee"]), _VALUES, _COMMENT),
             unique_by=lambda line: line[0], max_size=4),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20),
)  # fmt: skip
def test_whatever_the_file_holds_a_change_keeps_the_rest(lines, name):
    lines = [
        (key, value, comment)
        for key, value, comment in lines
        if not isinstance(value, str) or value.isprintable()
    ]
    text = "".join(f"# {c}\n{key} = {toml(value)} # {c}\n" for key, value, c in lines)
    new = changed(text, "f", OPTIONS["trainee"], name)
    assert tomllib.loads(new) == {**tomllib.loads(text), "trainee": name}
    for _, _, comment in lines:
        assert new.count(f"# {comment}".rstrip()) >= 2 or not comment.strip()


_LINES = st.lists(
    st.one_of(
        st.builds(
            "{}{} = {}{}".format,
            st.sampled_from(["", " ", "\t"]),
            st.sampled_from(["look", "mask", "trainee", "drill_most", "x", '"look"', "[look]"]),
            st.sampled_from(
                ["true", "12", "012", "-1", '"a"', '"a\\n"', '"a" # b', "'a'", "", '""']
            ),
            st.sampled_from(["", " ", "\r", " # end"]),
        ),
        st.text("# =\"'[]ab\t\u2028\x01", max_size=8),
    ),
    max_size=4,
)


@given(_LINES)
def test_what_is_read_without_a_toml_reader_is_what_the_toml_reader_reads(lines):
    text = "\n".join(lines)
    plain = plain_table(text)
    if plain is not None:
        assert tomllib.loads(text) == plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("look = 'blue'\n", ":1:1: `look` takes auto, dark, light, contrast or sixteen, not `blue`"),
        ("\nlook = 3\n", ":2:1: `look` takes a text in quotes, not `3`"),
        ("look = \n", "settings.toml:1:8: This is not TOML"),
        ("look = 'dark'\nlook = 'dark'\n", "This is not TOML"),
        ("look = '" + "\x01" + "'\n", "This is not TOML"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_its_line_and_what_is_taken(file, text, words, capsys):
    path = file(text)
    with pytest.raises(SettingsError) as caught:
        Settings().setting("look")
    assert words in str(caught.value)
    assert caught.value.exit_code == 2
    assert run(["settings", "set", "mask", "on"]) == (0 if "TOML" not in words else 2)
    if "TOML" in words:
        assert path.read_text(encoding="utf-8") == text


def test_a_name_that_is_no_setting_is_told_with_a_guess(file, capsys):
    file("lok = 'dark'\n")
    assert run(["settings"]) == 2
    assert (
        "settings.toml:1:1: There is no setting `lok`. Did you mean `look`?"
        in capsys.readouterr().err
    )
    assert run(["settings", "set", "lok", "dark"]) == 2
    assert "Did you mean `look`?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"),
    [("drill_most", "0"), ("drill_most", "501"), ("drill_most", "many"), ("paced", "maybe"),
     ("easy_days", "sunday"), ("market", "both"), ("jurisdiction", "England"),
     ("trainee", "x" * 81), ("trainee", "a\x1b[31m")],
)  # fmt: skip
def test_a_wrong_value_changes_nothing_and_says_what_is_taken(home, name, said, capsys):
    assert run(["settings", "set", name, said]) == 2
    assert f"`{name}` takes {OPTIONS[name].takes}, not" in capsys.readouterr().err
    assert not (home / "settings.toml").exists()


@pytest.mark.parametrize(
    "command", [["lookup", "boss"], ["drill", "--plain"], ["play", "x", "--plain"]]
)
def test_a_wrong_variable_ends_a_command_with_one_line(command, monkeypatch, capsys):
    names = {"lookup": "COACH_MARKET", "drill": "COACH_EASY_DAYS", "play": "COACH_LEVEL"}
    monkeypatch.setenv(names[command[0]], "nonsense")
    with pytest.raises(SystemExit) as left:
        run(command)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(f"coach: {names[command[0]]}: ")
    assert said.count("\n") == 1


def test_a_place_that_cannot_be_written_is_the_environment_s_fault(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "file" / "inside"))
    assert run(["settings", "set", "mask", "on"]) == 3
    said = capsys.readouterr().err
    assert "settings.toml cannot be" in said
    assert said.count("\n") == 1


def test_programs_get_every_setting_as_json(capsys):
    assert run(["settings", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in told["settings"]] == list(OPTIONS)
    assert set(told["settings"][0]) == {
        "name", "value", "from", "default", "takes", "meaning", "flag", "variable",
    }  # fmt: skip


def test_plain_lines_once_chosen_need_no_screen(capsys):
    assert run(["settings", "set", "plain", "on"]) == 0
    capsys.readouterr()
    assert run([]) == 0
    said = capsys.readouterr().out
    for words in ("Next: ", "(coach tour --plain)", "Drill: ", "Choose: ", "Worth knowing: "):
        assert words in said
    assert "\x1b" not in said
    assert run(["--no-plain"]) == 2  # a screen needs a terminal


def test_days_come_in_the_order_of_the_week():
    assert OPTIONS["easy_days"].parse(" Sun, mon,sun ") == ("mon", "sun")
    assert OPTIONS["easy_days"].parse("none") == ()
    assert OPTIONS["easy_days"].show(()) == "none"
    assert len(DAYS) == 7


def test_reading_settings_loads_neither_toml_nor_paths_where_nothing_is_chosen(home):
    code = (
        "import sys\nfrom coach.settings.reading import Settings\n"
        "Settings().text('market')\n"
        "print([m for m in ('tomllib', 'pathlib', 'typing', 'platformdirs', 'yaml') if m in sys.modules])"
    )
    home.mkdir()
    (home / "settings.toml").write_text("# market = ''\nlook = 'dark'\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={"COACH_HOME": str(home), "PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout == "[]\n", done.stderr
