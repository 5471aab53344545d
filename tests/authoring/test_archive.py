"""Packs travel: the same bytes for the same content, nothing run, nothing written elsewhere."""

import io
import os
import stat
import subprocess
import zipfile

import pytest

from coach.authoring import archive
from coach.library import load


@pytest.fixture
def pack(packs):
    return packs / "corner-shop"


def zipped(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text, kind in entries:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = kind << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, text)
    return path


def test_a_pack_built_installed_listed_and_removed_is_the_same_pack(pack, home, tmp_path):
    built = archive.build(pack, tmp_path / "one.coachpack")
    assert built.read_bytes() == archive.build(pack, tmp_path / "two.coachpack").read_bytes()
    done = archive.install(str(built))
    assert (done.id, done.version, done.licence) == ("corner-shop", "1.0.0", "MIT")
    assert [one.id for one in archive.installed()] == ["corner-shop"]
    assert "corner-shop" in load().packs
    archive.remove("corner-shop")
    assert archive.installed() == []


def test_an_installed_pack_is_brought_up_to_date_from_where_it_came(pack, home, tmp_path):
    import shutil

    own = tmp_path / "corner-shop"
    shutil.copytree(pack, own)
    archive.install(str(own))
    with pytest.raises(archive.ArchiveError, match="installed already"):
        archive.install(str(own))
    path = own / "pack.yaml"
    path.write_text(path.read_text().replace("1.0.0", "1.1.0"))
    assert archive.update("corner-shop").version == "1.1.0"


def test_what_was_changed_in_an_installed_pack_is_put_aside_and_never_lost(pack, home, tmp_path):
    import shutil

    own = tmp_path / "corner-shop"
    shutil.copytree(pack, own)
    archive.install(str(own))
    assert archive.update("corner-shop").kept == ""
    place = archive.personal_folder() / "corner-shop" / "excuses" / "all.yaml"
    place.write_text(place.read_text() + "# mine\n")
    kept = archive.update("corner-shop").kept
    assert "# mine" in (archive.Path(kept) / "excuses" / "all.yaml").read_text()
    assert "# mine" not in place.read_text()
    place.write_text(place.read_text() + "# mine again\n")
    assert archive.remove("corner-shop").kept != kept
    assert archive.installed() == []
    assert "corner-shop" not in load().packs


def test_a_pack_comes_from_a_git_address_without_its_hooks(pack, home, tmp_path):
    import shutil

    repo = tmp_path / "repo"
    shutil.copytree(pack, repo)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "pack"]):
        subprocess.run(
            [*git, *words],
            cwd=repo,
            check=True,
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
        )
    assert archive.install(repo.as_uri()).id == "corner-shop"
    assert not (archive.personal_folder() / "corner-shop" / ".git").exists()


@pytest.mark.parametrize(
    ("name", "kind", "part"),
    [
        ("/etc/evil.yaml", 0o100644, "elsewhere"),
        ("../evil.yaml", 0o100644, "elsewhere"),
        ("a/../../evil.yaml", 0o100644, "elsewhere"),
        ("C:\\evil.yaml", 0o100644, "elsewhere"),
        ("link.yaml", stat.S_IFLNK | 0o777, "no plain file"),
        ("device.yaml", stat.S_IFBLK | 0o666, "no plain file"),
        ("run.py", 0o100755, "text alone"),
        ("run.sh", 0o100755, "text alone"),
    ],
)
def test_an_archive_that_could_do_harm_is_refused(home, tmp_path, name, kind, part):
    path = zipped(tmp_path / "bad.coachpack", [(name, "x", kind)])
    with pytest.raises(archive.ArchiveError, match=part):
        archive.install(str(path))
    assert archive.installed() == []
    assert not (tmp_path / "evil.yaml").exists()


def test_an_entry_without_a_name_is_refused(pack, home, tmp_path):
    data = bytearray(archive.build(pack, tmp_path / "one.coachpack").read_bytes())
    place = data.rindex(b"PK\x01\x02")
    size = int.from_bytes(data[place + 28 : place + 30], "little")
    data[place + 30 : place + 46] = bytes(16)
    data[place + 46 : place + 46 + size] = bytes(size)
    (tmp_path / "two.coachpack").write_bytes(data)
    with pytest.raises(archive.ArchiveError):
        archive.install(str(tmp_path / "two.coachpack"))


def test_a_bomb_is_refused_before_it_goes_off(home, tmp_path):
    path = zipped(tmp_path / "bomb.coachpack", [("corner/pack.yaml", " " * 50_000_000, 0o100644)])
    assert path.stat().st_size < 200_000
    with pytest.raises(archive.ArchiveError, match="absurd size"):
        archive.install(str(path))


def test_what_is_no_archive_is_told(home, tmp_path):
    path = tmp_path / "notes.coachpack"
    path.write_bytes(io.BytesIO(b"not a zip").getvalue())
    with pytest.raises(archive.ArchiveError, match="no pack archive"):
        archive.install(str(path))
    with pytest.raises(archive.ArchiveError, match="no file or folder"):
        archive.install(str(tmp_path / "missing"))
    with pytest.raises(archive.ArchiveError, match="no git address"):
        archive.install("ext::sh -c touch% /tmp/x.git")


def test_a_pack_with_errors_is_not_installed(pack, home, tmp_path):
    import shutil

    own = tmp_path / "corner-shop"
    shutil.copytree(pack, own)
    path = own / "excuses" / "all.yaml"
    path.write_text(path.read_text().replace("mood: flat", "mood: flatt"))
    with pytest.raises(archive.ArchiveError, match="unknown-value"):
        archive.install(str(own))
