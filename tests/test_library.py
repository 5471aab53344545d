"""The library says why something that is asked for cannot be used."""

import shutil

import pytest

from coach.library import LibraryError, load, situation_for


@pytest.fixture
def changed(changed_pack, tmp_path, monkeypatch):
    """A copy of the small pack, changed in one place, in the folder one stands in."""
    monkeypatch.chdir(tmp_path)
    return changed_pack


@pytest.mark.parametrize("root", ["corner-shop", "."])
def test_a_pack_whose_own_file_has_errors_is_said_to_have_them(changed, tmp_path, root):
    changed("pack.yaml", "version: 1.0.0", "version: one")
    shelf = load(tmp_path / root)
    for ask in (
        lambda: shelf.call("corner-shop/till"),
        lambda: shelf.call("till"),
        lambda: situation_for(shelf, "corner-shop/no-money"),
        lambda: situation_for(shelf, "corner-shop/till/owner"),
    ):
        with pytest.raises(LibraryError) as told:
            ask()
        assert str(told.value) == (
            "The pack `corner-shop` has errors. `coach pack check corner-shop` tells them."
        )


def test_a_sound_pack_beside_a_broken_one_is_still_played(changed, packs, tmp_path):
    changed("pack.yaml", "version: 1.0.0", "version: one")
    shutil.copytree(packs / "corner-shop", tmp_path / "sound")
    path = tmp_path / "sound" / "pack.yaml"
    path.write_text(path.read_text().replace("id: corner-shop", "id: sound"))
    shelf = load(tmp_path)
    assert shelf.call("till")[0].pack.id == "sound"
    with pytest.raises(LibraryError, match="`coach pack check corner-shop`"):
        shelf.call("corner-shop/till")


def test_a_call_left_out_for_its_errors_is_not_simply_said_to_be_missing(changed):
    shelf = load(changed("calls/till.yaml", "patience: 3", "patience: 30"))
    for name in ("corner-shop/till", "till"):
        with pytest.raises(LibraryError, match=r"has errors\. `coach pack check corner-shop`"):
            shelf.call(name)


def test_an_excuse_that_a_sound_pack_does_not_have_is_only_missing(packs):
    shelf = load(packs / "corner-shop")
    with pytest.raises(LibraryError) as told:
        shelf.excuse("corner-shop/nothing-like-it")
    assert "errors" not in str(told.value)
