"""Packs broken in one way each, named for the law they break: each gives exactly its problem."""

import shutil

import pytest

from coach.content.packs import pack_folders, read_pack

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


MORE = [
    # a field that does not exist, in every kind of record
    ("unknown-field", PACK, "title: A small", "titel: x\ntitle: A small"),
    ("unknown-field", PACK, "  creditor: Northern", "  creditors: x\n  creditor: Northern"),
    ("unknown-field", PACK, "  name: Mrs Hale", "  nmae: x\n  name: Mrs Hale"),
    ("unknown-field", EXCUSES, "    - id: name\n", "    - id: name\n      hint: x\n"),
    ("unknown-field", EXCUSES, "band: [0, 1]}", "band: [0, 1], bands: [0, 1]}"),
    ("unknown-field", CALL, "title: The girl", "titel: x\ntitle: The girl"),
    ("unknown-field", CALL, "  promises_broken: 1", "  promises_brokn: 1"),
    ("unknown-field", CALL, "role: gatekeeper", "roles: x, role: gatekeeper"),
    (
        "unknown-field",
        CALL,
        "    label: The owner is in",
        "    lable: x\n    label: The owner is in",
    ),
    ("unknown-field", CALL, "    speaker: till\n", "    speaker: till\n    says_first: x\n"),
    ("unknown-field", CALL, "        note: You asked", "        notes: You asked"),
    ("unknown-field", CALL, "when: {tries: [3, 9]}", "when: {tries: [3, 9], trys: [1, 2]}"),
    (
        "unknown-field",
        CALL,
        "draw: {family: [denial]}",
        "draw: {family: [denial], families: [cash]}",
    ),
    ("unknown-field", PLAYS, "turn: at-the-till", "turns: at-the-till"),
    ("unknown-field", PLAYS, "  outcome: complaint", "  outcomes: complaint"),
    # a field that must be there, in every kind of record
    ("missing-field", PACK, "title: A small pack for tests\n", ""),
    ("missing-field", PACK, "version: 1.0.0\n", ""),
    ("missing-field", PACK, "jurisdiction: GB\n", ""),
    ("missing-field", PACK, "rules: [common, trade]\n", ""),
    ("missing-field", PACK, "  creditor: Northern Paper Ltd\n", ""),
    ("missing-field", PACK, "  name: Mrs Hale\n", ""),
    ("missing-field", EXCUSES, "  family: cash\n", ""),
    ("missing-field", EXCUSES, "  goal: Ask what does not fit and send the proof today.\n", ""),
    ("missing-field", EXCUSES, "  weights: {counter: 0.5, commitment: 0.5}\n", ""),
    ("missing-field", EXCUSES, "      point: Asks who decides, by name\n", ""),
    ("missing-field", EXCUSES, ", band: [0, 1]}", "}"),
    (
        "missing-field",
        CALL,
        "brief: You ring a corner shop about an invoice that is forty days late.\n",
        "",
    ),
    ("missing-field", CALL, "goal: Get to the owner and agree a date.\n", ""),
    ("missing-field", CALL, "start: at-the-till\n", ""),
    ("missing-field", CALL, "    label: The owner is in from three\n", ""),
    ("missing-field", CALL, "{name: Jo, position", "{position"),
    ("missing-field", CALL, "    speaker: till\n", ""),
    ("missing-field", PLAYS, 'say: "You are an idiot.", ', ""),
    # something else where a word, a number, a list or a group belongs
    ("wrong-type", PACK, "version: 1.0.0", "version: 1.0"),
    ("wrong-type", PACK, "rules: [common, trade]", "rules: common"),
    ("wrong-type", PACK, "  days_past_due: 40", "  days_past_due: forty"),
    (
        "wrong-type",
        EXCUSES,
        "  says:\n    - I never ordered that.\n    - That was not us.\n    - You have the wrong shop.",
        "  says: I never ordered that.",
    ),
    ("wrong-type", EXCUSES, "{target: 0.6, commitment: 0.4}", "{target: most, commitment: 0.4}"),
    (
        "wrong-type",
        EXCUSES,
        "  key_points:\n    - id: which",
        "  key_points: none\n  tags:\n    - id: which",
    ),
    (
        "wrong-type",
        EXCUSES,
        '      phrasings: ["Which line is wrong?", "What exactly did you not order?", "What does not match?"]',
        "      phrasings: Which line is wrong?",
    ),
    ("unknown-field", EXCUSES, "    - That was not us.", "    - no: yes"),
    ("wrong-type", EXCUSES, "    - That was not us.", "    - 12"),
    ("wrong-type", CALL, "patience: 3", "patience: much"),
    ("wrong-type", CALL, "patience: 3", "patience: 2.5"),
    ("wrong-type", CALL, "      - again: true\n        says", '      - again: "yes"\n        says'),
    ("wrong-type", CALL, "cast:\n", "cast: nobody\nold_cast:\n"),
    ("wrong-type", CALL, "when: {band: [3, 4]}", "when: [band, 3, 4]"),
    ("wrong-type", CALL, "when: {band: [3, 4]}", "when: {band: good}"),
    (
        "wrong-type",
        CALL,
        "outcomes:\n  part_payment: A dated part is worth more than a vague whole.",
        "outcomes: [part_payment]",
    ),
    ("wrong-count", CALL, "when: {tries: [3, 9]}", "when: {tries: [3]}"),
    ("wrong-count", CALL, "when: {band: [3, 4]}", "when: {band: [3, 4, 5]}"),
    # a word that is not one of those allowed
    ("unknown-value", EXCUSES, "  mood: evasive", "  mood: evasiv"),
    ("unknown-value", EXCUSES, "{target: 0.6, commitment: 0.4}", "{targget: 0.6, commitment: 0.4}"),
    ("unknown-value", CALL, "level: easy", "level: simple"),
    ("unknown-value", CALL, "role: gatekeeper", "role: gate_keeper"),
    ("unknown-value", CALL, "        end: hung_up", "        end: hangup"),
    ("unknown-value", CALL, "when: {conduct: [fail]}", "when: {conduct: [fails]}"),
    ("unknown-value", CALL, "promised: [full, part]", "promised: [full, half]"),
    ("unknown-value", CALL, "{family: [denial]}", "{family: [denials]}"),
    ("unknown-value", CALL, "mood: angry, line", "mood: angrry, line"),
    ("unknown-value", PLAYS, "conduct: fail", "conduct: bad"),
    ("unknown-value", PLAYS, "outcome: complaint", "outcome: complained"),
    # references and limits
    ("unknown-finding", CALL, "knows: [takings]", "knows: [takngs]"),
    (
        "unknown-finding",
        CALL,
        "        willingness: -1",
        "        willingness: -1\n        reveal: [nothing]",
    ),
    ("one-lead", CALL, "        go: owner\n", ""),
    ("one-excuse", CALL, "    excuse: no-money", "    excuse: no-money\n    draw: {}"),
    (
        "too-many",
        EXCUSES,
        "    - id: part\n",
        "".join(f"    - id: extra{n}\n      point: x\n      phrasings: [x]\n" for n in range(3))
        + "    - id: part\n",
    ),
    (
        "weight-not-positive",
        EXCUSES,
        "{target: 0.6, commitment: 0.4}",
        "{target: 1.0, commitment: 0.4, tone: -0.4}",
    ),
    ("out-of-range", CALL, "willingness: 2", "willingness: 9"),
    ("no-amount", PACK, "  amount: GBP 1,240", "  amount: nothing"),
    # facts of a call that are parsed when it is played
    ("bad-time", CALL, "patience: 3", 'patience: 3\nstanding: {local_time: "10:30 pm"}'),
    ("bad-time", CALL, "patience: 3", 'patience: 3\nstanding: {local_time: "25:99"}'),
    ("bad-time", CALL, "patience: 3", "patience: 3\nstanding: {local_time: half past ten at night}"),
    ("bad-time", CALL, "    excuse: no-money", "    excuse: no-money\n    standing: {local_time: 22.30}"),
    ("bad-time", EXCUSES, "  family: cash", '  family: cash\n  standing: {local_time: "9:30"}'),
    ("bad-time", PACK, "licence: MIT", "licence: MIT\nstanding: {local_time: 14}"),
    ("bad-day", CALL, "patience: 3", "patience: 3\nstanding: {today: 2026-02-30}"),
    ("bad-day", CALL, "patience: 3", "patience: 3\nstanding: {today: 12.03.2026}"),
    ("bad-day", EXCUSES, "  family: cash", "  family: cash\n  standing: {today: 20260312}"),
    ("unknown-jurisdiction", PACK, "jurisdiction: GB", "jurisdiction: Wonderland"),
    ("unknown-jurisdiction", CALL, "patience: 3", "patience: 3\nstanding: {jurisdiction: us}"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "file", "old", "new"), [*BROKEN, *MORE])
def test_a_pack_broken_in_one_way_gives_exactly_that_problem(packs, tmp_path, code, file, old, new):
    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    problems = read_pack(folder).problems
    first = [problem for problem in problems if problem.file.endswith(file)]
    assert code in [problem.code for problem in first], problems
    # A misspelt name is an unknown field and leaves the right one missing: one cause, two faces.
    # Likewise a renamed group is unknown where it stands and missing where it belongs.
    faces = (
        {code, "missing-field", "unknown-field"}
        if code in {"unknown-field", "wrong-type"}
        else {code}
    )
    assert {problem.code for problem in first} <= faces, problems
    assert first[0].message
    changed = next(
        n
        for n, (a, b) in enumerate(
            zip(text.splitlines(), path.read_text().splitlines(), strict=False), 1
        )
        if a != b
    )
    nearest = min(abs(problem.line - changed) for problem in first)
    assert nearest <= 12 or code in {"missing-field", "double-key"}
    others = {problem.code for problem in problems if problem not in first}
    assert (
        others <= {"unknown-finding", "unknown-excuse"}
        if code in {"bad-id", "unknown-field"}
        else not others
    )


@pytest.mark.parametrize(
    ("written", "column", "remedy"),
    [
        ("local_time: 22.30", 24, '"22:30"'),
        ('local_time: "22.30"', 24, '"22:30"'),
        ('local_time: "10:30 pm"', 24, '"22:30"'),
        ('local_time: "12 am"', 24, '"00:00"'),
        ("local_time: 7", 24, '"07:00"'),
        ('local_time: "25:99"', 24, '"14:30"'),
        ("today: 12.03.2026", 19, '"2026-03-12"'),
        ("jurisdiction: UK", 26, "`GB`"),
        ("jurisdiction: de", 26, "`DE`"),
        ("jurisdiction: Wonderland", 26, "INT"),
    ],
)
def test_a_fact_that_could_not_be_read_in_play_is_told_at_its_place_with_what_to_write(
    packs, tmp_path, written, column, remedy
):
    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    path = folder / CALL
    text = path.read_text() + f"standing: {{{written}}}\n"
    path.write_text(text)
    (problem,) = read_pack(folder).problems
    assert (problem.line, problem.column) == (len(text.splitlines()), column)
    assert remedy in problem.remedy


def test_times_days_and_places_as_they_should_be_are_no_problem(packs, tmp_path):
    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    path = folder / CALL
    path.write_text(
        path.read_text() + "standing: {local_time: 22:30, today: 2028-02-29, jurisdiction: US-MA}\n"
    )
    assert read_pack(folder).problems == []


def test_a_folder_without_pack_yaml_is_told(tmp_path):
    (tmp_path / "nothing").mkdir()
    problems = read_pack(tmp_path / "nothing").problems
    assert [problem.code for problem in problems] == ["no-pack-file"]


@pytest.mark.parametrize(
    "name",
    ["pack.yml", "pack.yaml.txt", "Pack.YAML", "pack.txt", "pakc.yaml", "pack", "pack.yaml.bak"],
)
def test_a_pack_file_with_nearly_the_right_name_is_named(packs, tmp_path, name):
    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    (folder / PACK).rename(folder / name)
    assert pack_folders(folder) == [folder]
    (problem,) = read_pack(folder).problems
    assert (problem.code, problem.file) == ("no-pack-file", str(folder / PACK))
    assert problem.remedy == f"Rename `{name}` to `pack.yaml`."


def test_a_pack_without_its_own_file_is_one_pack_and_not_as_many_as_it_has_folders(packs, tmp_path):
    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    (folder / PACK).unlink()
    assert pack_folders(folder) == [folder]
    (problem,) = read_pack(folder).problems
    assert (problem.code, problem.file) == ("no-pack-file", str(folder / PACK))
    assert "Rename" not in problem.remedy


def test_a_file_that_only_ends_like_a_pack_file_is_not_taken_for_one(tmp_path):
    (tmp_path / "notes.yaml").write_text("a: b\n")
    (tmp_path / "back.txt").write_text("x")
    assert pack_folders(tmp_path) == []


def test_a_folder_of_packs_may_hold_a_folder_called_calls(packs, tmp_path):
    shutil.copytree(packs / "corner-shop", tmp_path / "corner-shop")
    (tmp_path / "calls").mkdir()
    assert pack_folders(tmp_path) == [tmp_path / "calls", tmp_path / "corner-shop"]


def test_nobody_is_told_to_delete_an_empty_pack_file(packs, tmp_path):
    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    (folder / PACK).write_text("# nothing yet\n")
    (problem,) = read_pack(folder).problems
    assert problem.code == "empty-file"
    assert "delete" not in problem.remedy


@pytest.mark.parametrize(
    ("written", "line", "column", "remedy"),
    [
        (b"a:\n\t- b\n", 2, 1, "spaces"),
        ("- id: a\n  goal: Für".encode("cp1252"), 2, 10, "UTF-8"),
        (b"- says:\n    - He said: no wheels, no money.\n", 2, 7, "quotation marks"),
        (b"- tags:\n    - He said: no wheels.\n", 2, 7, "quotation marks"),
    ],
)
def test_a_slip_of_the_keyboard_is_told_at_its_place_with_what_helps(
    packs, tmp_path, written, line, column, remedy
):
    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    (folder / "excuses" / "odd.yaml").write_bytes(written)
    problems = [p for p in read_pack(folder).problems if p.file.endswith("odd.yaml")]
    (here,) = [problem for problem in problems if (problem.line, problem.column) == (line, column)]
    assert remedy in here.remedy
    assert "mood" not in "".join(problem.remedy for problem in problems if problem.line == line)


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
