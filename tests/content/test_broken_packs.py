"""Packs broken in one way each, named for the law they break: each gives exactly its problem."""

import shutil

import pytest

from coach.content.packs import read_pack

EXCUSES, CALL, PACK, PLAYS = (
    "excuses/all.yaml",
    "calls/till.yaml",
    "pack.yaml",
    "calls/till.plays.yaml",
)

BROKEN = [
    ("yaml-syntax", EXCUSES, "  family: cash", "  family: cash: flow"),
    ("yaml-alias", EXCUSES, "  family: cash", "  family: &c cash"),
    ("yaml-tag", EXCUSES, "  family: cash", "  family: !money cash"),
    ("double-key", EXCUSES, "  family: cash", "  family: cash\n  family: cash"),
    ("control-character", EXCUSES, "no money", "no \x1b[2J money"),
    ("control-character", EXCUSES, "no money", "no \u202emoney"),
    ("unknown-field", EXCUSES, "  diagnose: Who", "  diagnosis: Who"),
    ("unknown-value", EXCUSES, "  family: cash", "  family: cahs"),
    (
        "wrong-type",
        EXCUSES,
        "  goal: Ask what does not fit and send the proof today.",
        "  goal: 12",
    ),
    ("wrong-type", EXCUSES, "{target: 0.6, commitment: 0.4}", "firm"),
    ("wrong-count", EXCUSES, "band: [0, 1]", "band: [0, 1, 2]"),
    ("bad-band", EXCUSES, "band: [0, 1]", "band: [1, 0]"),
    ("weights-sum", EXCUSES, "{target: 0.6, commitment: 0.4}", "{target: 0.6, commitment: 0.5}"),
    ("weights-count", EXCUSES, "{counter: 0.7, commitment: 0.3}", "{counter: 1.0}"),
    ("unknown-practice", EXCUSES, "[P03, P19]", "[P03, P99]"),
    (
        "unknown-taxonomy",
        EXCUSES,
        "  practice: [P03, P19]",
        "  practice: [P03, P19]\n  taxonomy: [auth.boss]",
    ),
    ("unknown-placeholder", EXCUSES, "about the {amount}.", "about the {ammount}."),
    ("double-id", EXCUSES, "    - id: proof", "    - id: which"),
    ("too-few", EXCUSES, "    - You have the wrong shop.\n", ""),
    ("bad-id", EXCUSES, "    - id: proof", "    - id: The Proof"),
    ("missing-field", CALL, "title: The girl at the till\n", ""),
    ("unknown-speaker", CALL, "    speaker: owner", "    speaker: owenr"),
    ("unknown-excuse", CALL, "    excuse: no-money", "    excuse: no-mony"),
    ("unknown-turn", CALL, "        go: owner", "        go: ownr"),
    ("unknown-turn", CALL, "start: at-the-till", "start: at-the-tell"),
    ("unknown-finding", CALL, "knows: [hour]", "knows: [our]"),
    (
        "one-lead",
        CALL,
        "      - again: true\n        willingness",
        "      - again: true\n        end: refused\n        willingness",
    ),
    ("one-excuse", CALL, "    excuse: no-money\n", ""),
    (
        "no-last-route",
        CALL,
        "      - again: true\n        willingness",
        "      - again: true\n        when: {band: [0, 1]}\n        willingness",
    ),
    ("no-amount", CALL, "  amount: GBP 1,240", "  amount: a lot"),
    ("out-of-range", CALL, "patience: 3", "patience: 30"),
    ("id-not-folder", PACK, "id: corner-shop", "id: corner-shops"),
    ("bad-version", PACK, "version: 1.0.0", "version: one"),
    ("unknown-value", PACK, "market: trade", "market: tradde"),
    ("missing-field", PACK, "licence: MIT\n", ""),
    ("unknown-call", PACK, "licence: MIT\n", "licence: MIT\norder: [til]\n"),
    ("wrong-type", PLAYS, "- name: breaks conduct", "- name: [1]"),
]


@pytest.mark.parametrize(("code", "file", "old", "new"), BROKEN)
def test_a_pack_broken_in_one_way_gives_exactly_that_problem(packs, tmp_path, code, file, old, new):
    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    problems = read_pack(folder).problems
    first = [problem for problem in problems if problem.file.endswith(file)]
    assert [problem.code for problem in first][:1] == [code], problems
    own = {problem.code for problem in first}
    assert own <= {code, "missing-field"} if code == "unknown-field" else own == {code}
    assert first[0].message
    changed = next(
        n
        for n, (a, b) in enumerate(
            zip(text.splitlines(), path.read_text().splitlines(), strict=False), 1
        )
        if a != b
    )
    assert abs(first[0].line - changed) <= 12 or code in {"missing-field", "double-key"}


def test_a_folder_without_pack_yaml_is_told(tmp_path):
    (tmp_path / "nothing").mkdir()
    problems = read_pack(tmp_path / "nothing").problems
    assert [problem.code for problem in problems] == ["no-pack-file"]


def test_a_turn_that_nothing_leads_to_is_found(packs, tmp_path):
    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    path = folder / CALL
    text = path.read_text().replace(
        "        go: owner\n        note: You asked for the one who decides.",
        "        end: transferred",
    )
    path.write_text(text)
    assert [problem.code for problem in read_pack(folder).problems] == ["unreachable-turn"]


def test_a_turn_from_which_no_way_leads_out_is_found(packs, tmp_path):
    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    path = folder / CALL
    text = (
        path.read_text()
        .replace("        end: hung_up", "        again: true")
        .replace("        end: part_payment", "        again: true")
    )
    path.write_text(text)
    assert [problem.code for problem in read_pack(folder).problems] == ["dead-end"]


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe\x00", b"\x00", b"", b"[" * 5000, b"- " * 5000, b"a: b\n---\nc: d\n"]
)
def test_bytes_that_are_no_content_are_a_problem_and_never_an_exception(packs, tmp_path, raw):
    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    (folder / "excuses" / "odd.yaml").write_bytes(raw)
    problems = [p for p in read_pack(folder).problems if p.file.endswith("odd.yaml")]
    assert len(problems) >= 1
