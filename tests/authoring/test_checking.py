"""Every problem that a pack can have as a whole, and the formats it is told in."""

import json
import shutil

import jsonschema
import pytest

from coach.authoring.checking import check_packs
from coach.authoring.codes import CODES
from coach.authoring.formats import written

KNOWN = frozenset({"common", "trade"})


def codes(folder, scorer=None, **switches):
    checked = check_packs(folder, KNOWN, (lambda _: scorer) if scorer else None, switches)
    return [problem.code for problem in checked.problems]


USUAL = ["few-plays", "no-examples", "no-examples"]


def test_the_small_pack_has_only_its_known_remarks(packs):
    assert sorted(codes(packs / "corner-shop")) == USUAL


@pytest.mark.parametrize(
    ("code", "file", "old", "new"),
    [
        ("unknown-rule-set", "pack.yaml", "[common, trade]", "[common, trades]"),
        ("unreachable-outcome", "calls/till.yaml", "  part_payment: A dated", "  paid_in_full: A dated"),
        ("same-phrasing", "excuses/all.yaml", '"What is his name?", ', '"What is his name?", "what is his name", '),
        ("near-duplicate", "excuses/all.yaml", "    - I never ordered that.\n    - That was not us.\n    - You have the wrong shop.", "    - There is no money in the till this month.\n    - I can't pay what I haven't got.\n    - Nothing there. Nothing at all."),
        ("unused-excuse", "calls/till.yaml", "{family: [denial]}", "{family: [paid]}"),
    ],
)  # fmt: skip
def test_a_pack_broken_in_one_way_gives_exactly_that_problem(changed_pack, code, file, old, new):
    assert sorted(codes(changed_pack(file, old, new))) == sorted([*USUAL, code])


def test_a_rule_set_that_does_not_exist_is_told_at_its_own_place(changed_pack):
    folder = changed_pack("pack.yaml", "[common, trade]", "[common, trades]")
    problems = check_packs(folder, KNOWN, None, {}).problems
    (problem,) = [one for one in problems if one.code == "unknown-rule-set"]
    line = (folder / "pack.yaml").read_text().splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith("trades")


def test_a_consumer_call_with_a_third_party_asks_for_the_missing_fact(changed_pack, tmp_path):
    folder = changed_pack("calls/till.yaml", "role: gatekeeper", "role: third_party")
    path = folder / "pack.yaml"
    path.write_text(path.read_text().replace("market: trade", "market: consumer"))
    assert "fact-missing" in codes(folder)


HOUSE_RULE = """- id: house.no-mate
  title: A customer called mate
  kind: utterance
  offence: abuse
  certainty: house
  any: ["mate"]
  severity: minor
  why: Our customers are not our mates.
  say_instead: Use their name.
  breach:
    - Come on mate, when do you pay?
    - Listen, mate, the bill is late.
    - line: Mate, which day suits you?
  lawful:
    - When do you pay, Mr Hale?
    - Which day suits you?
    - Who signs the payments?
"""


@pytest.fixture
def ruled(packs, tmp_path):
    """A copy of the small pack with a house rule, changed in one place."""

    def change(old="", new=""):
        folder = tmp_path / "corner-shop"
        shutil.copytree(packs / "corner-shop", folder)
        (folder / "rules").mkdir()
        assert old in HOUSE_RULE
        (folder / "rules" / "house.yaml").write_text(HOUSE_RULE.replace(old, new, 1))
        return folder

    return change


def of_rules(folder):
    problems = check_packs(folder, KNOWN, None, {}).problems
    return [problem for problem in problems if problem.file.endswith("house.yaml")]


def test_a_house_rule_whose_lines_come_out_as_they_must_is_no_problem(ruled):
    assert of_rules(ruled()) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("Come on mate,", "Come on,", 11, "must fire on this line; what fires is nothing"),
        ("line: Mate, which", "line: Which", 13, "must fire on this line; what fires is nothing"),
        ("Which day suits you?\n    - Who", "Which day suits you, mate?\n    - Who", 16, "must pass; what fires is `house.no-mate`"),
        ("- Who signs the", "- You are a filthy liar, who signs the", 17, "must pass; what fires is `common."),
    ],
)  # fmt: skip
def test_a_line_of_a_house_rule_that_comes_out_wrong_is_told_at_its_place(
    ruled, old, new, line, what
):
    (problem,) = of_rules(ruled(old, new))
    assert (problem.code, problem.line, problem.column) == ("golden-line", line, 7)
    assert problem.severity == "warning"
    assert what in problem.message
    assert problem.remedy


def test_facts_of_a_house_rule_that_no_call_could_be_measured_by_are_told_before_its_lines_are_run(
    ruled,
):
    found = of_rules(
        ruled('  any: ["mate"]', '  any: ["mate"]\n  facts: {disputed: true, local_time: inside 9pm-8am}')
    )  # fmt: skip
    assert [(problem.code, problem.line, problem.column) for problem in found] == [
        ("bad-fact", 7, 39)
    ]


def test_facts_of_a_golden_line_that_cannot_be_read_are_told_at_their_place(ruled):
    found = of_rules(
        ruled(
            "    - line: Mate, which day suits you?\n",
            "    - {line: Mate, facts: {local_time: 9 pm}}\n    - {line: Mate, facts: {calls_this_week: many}}\n",
        )
    )
    assert [(problem.code, problem.line) for problem in found] == [
        ("bad-time", 13),
        ("bad-fact", 14),
    ]


def test_weak_responses_and_uncovered_points_are_found_with_a_scorer(packs, scripted_scorer):
    found = codes(packs / "corner-shop", scripted_scorer)
    assert found.count("response-weak") == 9
    assert found.count("point-not-covered") == 6


def test_a_kind_of_problem_can_be_switched_off_or_made_graver(packs):
    checked = check_packs(
        packs / "corner-shop", KNOWN, None, {"few-plays": "off", "no-examples": "error"}
    )
    assert {(problem.code, problem.severity) for problem in checked.problems} == {
        ("no-examples", "error")
    }


def test_problems_are_told_as_text_with_the_offending_line(packs):
    checked = check_packs(packs / "corner-shop", KNOWN, None, {})
    text = written(checked.problems, "text")
    assert "warning no-examples" in text
    assert "- id: no-money" in text


def test_problems_are_told_as_json_sarif_and_github(packs):
    problems = check_packs(packs / "corner-shop", KNOWN, None, {}).problems
    assert [entry["code"] for entry in json.loads(written(problems, "json"))] == [
        p.code for p in problems
    ]
    run = json.loads(written(problems, "sarif"))["runs"][0]
    jsonschema.validate(
        run["results"],
        {
            "type": "array",
            "minItems": 3,
            "items": {"required": ["ruleId", "level", "message", "locations"]},
        },
    )
    assert written(problems, "github").startswith("::warning file=")


def test_the_check_says_0_1_or_2(packs, home, tmp_path, capsys):
    from coach.cli.pack import run

    assert run(["check", str(packs / "corner-shop"), "--no-scoring"]) == 1
    assert run(["check", str(tmp_path)]) == 2
    assert run(["check", "--codes"]) == 0
    assert all(code in capsys.readouterr().out for code in ("weights-sum",))


def test_every_code_in_the_sources_is_in_the_list_and_the_other_way_round():
    import re
    from pathlib import Path

    import coach

    root = Path(coach.__file__).parent
    files = [
        *(root / "content").glob("*.py"),
        root / "authoring" / "wide.py",
        root / "authoring" / "checking.py",
        root / "authoring" / "translating.py",
    ]
    used = set(
        re.findall(
            r'"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)"', "\n".join(path.read_text() for path in files)
        )
    )
    assert set(CODES) - used == set()
    assert used - set(CODES) <= {"utf-8", "utf-8-sig"}


def test_the_handbook_lists_the_codes_that_the_program_knows():
    from importlib import resources

    from coach.authoring.codes import codes_page

    page = resources.files("coach").joinpath("handbook", "pack-problems.md")
    assert page.read_text(encoding="utf-8") == codes_page()
