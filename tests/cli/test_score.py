import io
import json
from pathlib import Path

import pytest

from coach.cli import score

TURNS = str(Path(__file__).parents[1] / "graded" / "dev_turns.json")
GOOD = "Please connect me with Mr Zieliński now, I need the full 46,300 by transfer on Wednesday."


def rows(*answers):
    return "".join(
        json.dumps({"id": n, "turn": "t02", "answer": answer}) + "\n"
        for n, answer in enumerate(answers)
    )


def test_one_reply_is_told_to_a_person_with_reasons(capsys):
    assert score.run(["--turns", TURNS, "t02", GOOD]) == 0
    told = capsys.readouterr().out
    assert "Quality:" in told
    assert "Conduct: ok." in told
    assert "Missing:" in told


def test_a_finding_is_told_with_its_rule_and_who_says_so(capsys):
    threat = "Pay today or the police will arrest you tomorrow."
    assert score.run(["trade-arrears/boss-has-final-say", threat]) == 0
    told = capsys.readouterr().out
    assert "Conduct: failed." in told
    assert "Rule: common.threat.arrest (" in told
    assert "; verified)" in told


def test_one_reply_is_told_to_a_program_in_the_contracts_fields(capsys):
    assert score.run(["--turns", TURNS, "t02", GOOD, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    wanted = {
        "id",
        "turn",
        "score",
        "band",
        "skills",
        "key_points",
        "evidence",
        "conduct",
        "scorer",
    }
    assert wanted <= set(row)
    assert set(row["skills"]) == {"target", "counter", "commitment"}


def test_a_batch_keeps_the_order_and_answers_each_line(tmp_path, capsys):
    file = tmp_path / "batch.jsonl"
    file.write_text(rows(GOOD, "Okay.", GOOD), encoding="utf-8")
    assert score.run(["--turns", TURNS, "--batch", str(file)]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in found] == [0, 1, 2]
    assert found[0]["score"] == found[2]["score"] > found[1]["score"]


def test_a_batch_is_read_from_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(rows("Okay.")))
    assert score.run(["--turns", TURNS, "--batch", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["band"] == 0


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        '{"turn": "t02"}',
        '{"turn": "nowhere", "answer": "x"}',
        '{"turn": 1, "answer": "x"}',
        "[" * 5000,
    ],
)
def test_a_bad_line_is_named_and_the_others_are_still_scored(line, tmp_path, capsys):
    file = tmp_path / "batch.jsonl"
    file.write_text(rows("Okay.") + line + "\n" + rows("Okay."), encoding="utf-8")
    assert score.run(["--turns", TURNS, "--batch", str(file)]) == 2
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert "line 2" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "argv",
    [[], ["t02"], ["--batch", "nowhere.jsonl", "--turns", TURNS], ["--turns", "nowhere.json", "t02", "x"],
     ["--turns", TURNS, "t99", "x"], ["--packs", "nowhere", "a/b", "x"], ["t02", "x", "--batch", "y"]],
)  # fmt: skip
def test_wrong_use_is_told_with_exit_code_two(argv, capsys):
    assert score.run(argv) == 2
    assert capsys.readouterr().err


def test_a_file_of_graded_turns_becomes_a_pack_that_scores_alike(tmp_path, capsys):
    from coach.content.graded_turns import main

    assert main([TURNS, str(tmp_path / "packs")]) == 0
    capsys.readouterr()
    packs = sorted(path.name for path in (tmp_path / "packs").iterdir())
    assert packs == ["graded-consumer", "graded-trade"]
    argv = ["--packs", str(tmp_path / "packs"), "graded-trade/t02/t02", GOOD, "--json"]
    assert score.run(argv) == 0
    by_pack = json.loads(capsys.readouterr().out)
    assert score.run(["--turns", TURNS, "t02", GOOD, "--json"]) == 0
    assert by_pack["score"] == json.loads(capsys.readouterr().out)["score"]
