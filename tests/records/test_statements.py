"""Statements: the same for the same happening, with what the issue of them needs, and nothing typed."""

import json
import uuid
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coach
from coach.domain.happening import Happening
from coach.records import names
from coach.records.reading import record_of
from coach.records.statements import Form, encoded, id_of, statement, statements

PROFILE = json.loads((Path(coach.__file__).parent / "records" / "profile.json").read_text())
PAGE = (Path(coach.__file__).parent / "handbook" / "call-centre.md").read_text()
TYPED = "Ring me on 020 7946 0958 by Friday"
WORDS = st.text(min_size=1, max_size=40)
BANDS = st.integers(0, 4)
SCORES = st.integers(0, 100)
FINDINGS = st.fixed_dictionaries(
    {
        "rule": st.sampled_from(["common.threat", "house.a b"]),
        "kind": st.sampled_from(["threat", "abuse"]),
        "severity": st.sampled_from(["fatal", "minor"]),
        "quote": st.just(TYPED),
    }
)
REVIEWS = st.fixed_dictionaries(
    {
        "score": SCORES,
        "band": BANDS,
        "skills": st.dictionaries(
            st.sampled_from(["tone", "target"]), st.fixed_dictionaries({"score": SCORES, "band": BANDS})
        ),
        "key_points": st.lists(st.fixed_dictionaries({"id": WORDS, "hit": st.booleans()})),
        "conduct": st.fixed_dictionaries(
            {"verdict": st.sampled_from(["ok", "minor", "fail"]), "findings": st.lists(FINDINGS, min_size=1)}
        ),
    }
)  # fmt: skip
HAPPENINGS = st.builds(
    Happening,
    place=st.integers(1),
    kind=st.sampled_from(msgspec.inspect.type_info(Happening).fields[1].type.values),
    part=WORDS,
    at=st.just("2026-03-27T16:00:00.000+00:00"),
    trainee=WORDS,
    attempt=st.one_of(st.uuids().map(str), WORDS),
    drill=st.booleans(),
    ref=WORDS,
    title=st.text(max_size=20),
    pack=WORDS,
    pack_version=st.text(max_size=5),
    level=st.sampled_from(["easy", "normal"]),
    seed=st.integers(0, 2**40),
    scorer=WORDS,
    reply=WORDS,
    number=st.integers(1, 40),
    take=st.integers(1, 9),
    turn=WORDS,
    excuse=WORDS,
    family=st.sampled_from(["cash", "authority"]),
    answer=st.just(TYPED),
    hints=st.integers(0, 3),
    seconds=st.floats(0, 1e6),
    points=SCORES,
    review=REVIEWS,
    which=st.just(0),
    outcome=st.sampled_from(["refused", "dated_promise"]),
    score=SCORES,
    skill=st.sampled_from(["", "tone"]),
    machine=BANDS,
    band=BANDS,
    reason=st.just(TYPED),
    given_by=st.text(max_size=10),
)


@settings(max_examples=200, deadline=None)
@given(HAPPENINGS)
def test_a_statement_is_the_same_each_time_and_holds_nothing_typed_unless_asked(what):
    made = statement(what, Form())
    assert encoded(made) == encoded(statement(what, Form()))
    assert uuid.UUID(made["id"]).version == 5
    assert made["id"] == id_of(what)
    assert uuid.UUID(made["context"]["registration"])
    assert TYPED.encode() not in encoded(made)
    assert "response" not in made.get("result", {})
    masked = encoded(statement(what, Form(typed="masked")))
    assert b"7946 0958" not in masked
    if what.kind in {"answered", "corrected", "finding"}:
        assert "•".encode() in masked
        assert TYPED.encode() in encoded(statement(what, Form(typed="yes")))


@settings(max_examples=200, deadline=None)
@given(HAPPENINGS)
def test_what_a_statement_says_is_read_back(what):
    made = statement(what, Form(typed="yes"))
    record = record_of(encoded(made))
    assert record == record_of(made)
    # `reopened` is told from `taken_back` by the reply, which every reply taken back has.
    if what.kind != "reopened":
        assert record.kind == what.kind
    assert (record.who, record.level, record.scorer) == (what.trainee, what.level, what.scorer)
    assert (record.pack, record.family, record.number) == (what.pack, what.family, what.number)
    if what.kind in {"answered", "rescored"}:
        assert record.score == what.review["score"]
        assert record.band == what.review["band"]
        assert record.points == what.points
        assert record.conduct == what.review["conduct"]["verdict"]
        assert record.skills == {name: one["score"] for name, one in what.review["skills"].items()}
        assert record.success == (record.band >= 3 and record.conduct != "fail")
    if what.kind in {"answered", "ended"}:
        assert record.seconds == pytest.approx(what.seconds, abs=0.01)
    if what.kind == "ended":
        assert (record.score, record.outcome) == (what.score, what.outcome)
        assert record.success == (what.outcome == "dated_promise")
        assert record.ref == (what.excuse if what.drill else what.ref)
    if what.kind == "finding":
        assert record.rule == what.review["conduct"]["findings"][0]["rule"]
    if what.kind == "corrected":
        assert (record.skill, record.band, record.machine_band) == (
            what.skill,
            what.band,
            what.machine,
        )
        assert record.by == (what.given_by or "erased")


def test_two_things_that_happened_have_two_ids_and_one_thing_has_one(desk):
    desk.practise(calls=3)
    ids = [one["id"] for one in desk.statements()]
    assert len(ids) == len(set(ids))
    assert ids == [
        one["id"] for one in desk.statements(Form(typed="yes", mail="{name}@example.com"))
    ]


def test_a_person_is_an_account_or_the_hash_of_a_mail_address(desk):
    desk.practise()
    agent = {"objectType": "Agent"}
    account = {"homePage": "https://people.example.com", "name": "Mina"}
    [one, *_] = desk.statements(Form(home_page="https://people.example.com"))
    assert one["actor"] == {**agent, "account": account}
    [one, *_] = desk.statements(Form(mail="{name}@example.com"))
    # The specification's own way: the SHA-1 of `mailto:` and the address.
    assert one["actor"] == {**agent, "mbox_sha1sum": "6246dfc5125389a4e7121f06778f5742ef09378e"}
    with pytest.raises(ValueError, match="is no mail address"):
        list(statements(_started("Mina"), Form(mail="{name}")))


def _started(name):
    yield Happening(
        place=1, kind="started", at="2026-01-01T00:00:00+00:00", trainee=name, attempt="a", drill=False,
        ref="p/c", title="", pack="p", pack_version="1", level="easy", seed=1, scorer="s",
    )  # fmt: skip


def _iris(value):
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _iris(name)
            yield from _iris(one)
    elif isinstance(value, list):
        for one in value:
            yield from _iris(one)
    elif isinstance(value, str) and value.startswith(
        ("urn:coach:xapi:", "http://adlnet.gov/expapi/")
    ):
        yield value


def test_every_name_that_statements_use_is_in_the_profile_and_on_the_page(desk):
    desk.practise()
    used = set(_iris(desk.statements(Form(typed="yes"))))
    own = {one["id"] for one in PROFILE["concepts"]} | {one["id"] for one in PROFILE["versions"]}
    for iri in used:
        if iri.startswith(names.OWN):
            assert iri in own, iri
        assert iri.rpartition(":")[2].rpartition("/")[2] in PAGE, iri
    assert {names.extension(name) for name in names.EXTENSIONS} <= own
    # A statement names the version; the profile as a whole has another name.
    assert [one["id"] for one in PROFILE["versions"]] == [names.PROFILE]
    assert {one["inScheme"] for one in PROFILE["concepts"]} == {names.PROFILE}
    assert PROFILE["id"] != names.PROFILE


def test_only_listed_extensions_can_be_used():
    with pytest.raises(KeyError):
        names.extension("mood-ring")


def _fields(value, path=""):
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _fields(one, f"{path}/{name}")
    elif isinstance(value, list):
        for one in value:
            yield from _fields(one, path)
    else:
        yield path


def test_statements_have_a_bounded_number_of_fields_whatever_is_practised(desk):
    # Elasticsearch takes a thousand fields an index, and makes one of every key it meets.
    desk.practise()
    made = desk.statements(Form(typed="yes"))
    fields = set(_fields(made))
    assert len(fields) < 120
    words = {"/reach", "/income", "corner-shop", "Mina", "Ruth", "my own words"}
    assert not [path for path in fields if any(word in path for word in words)]
    points = next(one for one in made if "answered" in one["verb"]["id"])
    told = points["result"]["extensions"][names.extension("key-points")]
    assert sorted(told["made"] + told["missed"]) == ["name", "reach"]
    assert not [path for path in fields if "." in path.replace("adlnet.gov", "")]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-03-01T10:00:00.123+00:00", "2026-03-01T10:00:00.123+00:00"),
        ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"),
        ("2026-03-01T10:00:00", "2026-03-01T10:00:00.000+00:00"),
        ("2026-03-01T10", "2026-03-01T10:00:00.000+00:00"),
        ("2026-03-01T10:00:00+0130", "2026-03-01T10:00:00.000+01:30"),
    ],
)
def test_every_time_has_its_zone(at, told):
    [happening] = _started("Mina")
    assert statement(msgspec.structs.replace(happening, at=at), Form())["timestamp"] == told
