"""The starter pack works as it is made: checked, tested, played."""

import json

import jsonschema
import pytest
import yaml

from coach.authoring.schema import KINDS, beneath, schema_of
from coach.authoring.starter import StarterError, make_pack
from coach.cli.pack import run as pack
from coach.domain.excuse import Excuse


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert pack(["new", "our-debtors"]) == 0
    return tmp_path / "our-debtors"


def test_the_starter_pack_is_sound_and_passes_its_own_tests(made, home, capsys):
    assert pack(["check", str(made)]) == 0
    assert pack(["test", str(made)]) == 0
    assert "play: 3 as wanted, 0 otherwise" in capsys.readouterr().out


def test_nothing_is_ever_overwritten(made):
    with pytest.raises(StarterError, match="there already"):
        make_pack(made)


@pytest.mark.parametrize("name", ["Our Debtors", "a/../b c", "Über"])
def test_names_that_are_no_ids_are_refused(tmp_path, name):
    with pytest.raises(StarterError, match="small letters"):
        make_pack(tmp_path / name)


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("pack", "pack.yaml"),
        ("excuses", "excuses/excuses.yaml"),
        ("call", "calls/first-call.yaml"),
        ("plays", "calls/first-call.plays.yaml"),
    ],
)
def test_the_schemas_accept_the_starter_and_refuse_a_misspelt_field(made, kind, file):
    text = (made / file).read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=")
    schema = json.loads((made / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    data = yaml.safe_load(text)
    jsonschema.validate(data, schema)
    wrong = data[0] if isinstance(data, list) else data
    wrong["gaol"] = "?"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)


def test_every_field_of_an_excuse_is_explained_in_the_schema():
    fields = schema_of("excuses")["$defs"]["Excuse"]["properties"]
    assert all(field["description"] for field in fields.values())
    assert beneath(Excuse)["weights"].startswith("How much each skill counts")
    assert set(KINDS) == {"pack", "excuses", "call", "plays", "book"}
