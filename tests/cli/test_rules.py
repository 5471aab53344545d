"""`coach rules`: lists, explains, tests."""

import json

from coach.cli.rules import run


def test_the_list_names_every_rule_with_its_citation_and_certainty(capsys):
    assert run([]) == 0
    shown = capsys.readouterr().out
    assert "us.regf.mini-miranda" in shown
    assert "12 CFR 1006.18(e)" in shown
    assert "verified" in shown
    assert "not legal advice" in shown


def test_one_set_can_be_listed(capsys):
    assert run(["trade"]) == 0
    shown = capsys.readouterr().out
    assert "trade.exposure" in shown
    assert "us.regf" not in shown


def test_a_rule_is_explained_with_its_lines(capsys):
    assert run(["uk.conc.vulnerable"]) == 0
    shown = capsys.readouterr().out
    assert "Say instead:" in shown
    assert "Certainty: secondary" in shown
    assert "Are you safe" in shown


def test_programs_get_the_same_as_json(capsys):
    assert run(["common.abuse.insult", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["offence"] == "abuse"
    assert run(["--json"]) == 0
    assert {"common", "trade"} <= {entry["set"] for entry in json.loads(capsys.readouterr().out)}


def test_an_unknown_rule_is_told_with_a_guess(capsys):
    assert run(["common.abuse.insults"]) == 2
    assert "common.abuse.insult" in capsys.readouterr().err


def test_check_runs_all_golden_lines(capsys):
    code = run(["check", "--json"])
    tree = json.loads(capsys.readouterr().out)
    assert code == 0, tree["missed"]
    assert tree["lines"] >= 6 * tree["rules"]
    assert tree["missed"] == []
