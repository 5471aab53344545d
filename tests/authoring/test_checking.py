"""Every problem that a pack can have as a whole, and the formats it is told in."""

import json
import shutil

import jsonschema
import pytest

from coach.authoring.checking import check_packs
from coach.authoring.codes import CODES
from coach.authoring.formats import written

KNOWN = frozenset({"common", "trade"})


@pytest.fixture
def broken(packs, tmp_path):
    """A copy of the small pack, changed in one place."""

    def change(file, old, new):
        folder = tmp_path / "corner-shop"
        shutil.copytree(packs / "corner-shop", folder)
        path = folder / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return folder

    return change


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
def test_a_pack_broken_in_one_way_gives_exactly_that_problem(broken, code, file, old, new):
    assert sorted(codes(broken(file, old, new))) == sorted([*USUAL, code])


def test_a_consumer_call_with_a_third_party_asks_for_the_missing_fact(broken, tmp_path):
    folder = broken("calls/till.yaml", "role: gatekeeper", "role: third_party")
    path = folder / "pack.yaml"
    path.write_text(path.read_text().replace("market: trade", "market: consumer"))
    assert "fact-missing" in codes(folder)


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
