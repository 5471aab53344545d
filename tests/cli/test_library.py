import json

import pytest

from coach.cli.library import run


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    monkeypatch.setenv("COACH_TEAM", str(tmp_path / "team"))


def test_it_shows_every_layer_it_looked_in(capsys, tmp_path):
    run([])
    shown = capsys.readouterr().out
    assert f"personal: {tmp_path}/library" in shown
    assert f"team: {tmp_path}/team" in shown
    assert "built-in: " in shown
    assert "(read-only)" in shown


def test_it_says_what_was_skipped_and_why(capsys, tmp_path):
    (tmp_path / "library" / "scripts").mkdir(parents=True)
    (tmp_path / "library" / "scripts" / "mine.yaml").write_text("id: mine\ntitel: x\n")
    assert run([]) == 1
    shown = capsys.readouterr().out
    assert "mine.yaml: skipped" in shown
    assert "missing-field" in shown


def test_a_book_of_the_same_name_higher_up_hides_the_one_beneath(capsys, tmp_path):
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "sms.yaml").write_text(
        'id: sms\nversion: "9.9"\ntitle: Mine\nlicence: MIT\n'
        "scripts:\n  - {id: hi, title: Hi, channel: sms, stage: reminder, text: Hello.}\n"
    )
    run([])
    lines = capsys.readouterr().out.splitlines()
    assert any("book sms 9.9: 1 script" in line and "hidden" not in line for line in lines)
    assert any("book sms" in line and "hidden" in line for line in lines)


def test_the_practices_all_have_a_row(capsys):
    run(["--practices", "--json"])
    table = json.loads(capsys.readouterr().out)
    assert list(table) == [f"P{number:02}" for number in range(1, 48)]


def test_every_practice_is_taught_somewhere(capsys):
    assert run(["--practices"]) == 0


def test_the_counts_add_up(capsys):
    assert run(["--counts", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert sum(table["excuses by family"].values()) == table["all"]["excuses"]
    assert sum(table["scripts by channel"].values()) == table["all"]["scripts"]
    run(["--counts"])
    assert "excuses by family" in capsys.readouterr().out
