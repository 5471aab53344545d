from pathlib import Path

from coach.content.packs import read_pack


def test_a_sound_pack_is_read_without_problems(packs):
    reading = read_pack(packs / "corner-shop")
    assert reading.problems == []
    assert list(reading.library.excuses) == ["boss-decides", "no-money", "not-my-order"]
    assert list(reading.library.calls) == ["till"]
    assert reading.library.plays["till"][0].name == "breaks conduct"


def test_every_problem_of_a_file_is_told_at_once(packs, tmp_path):
    import shutil

    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    path = folder / "excuses" / "all.yaml"
    text = (
        path.read_text().replace("mood: flat", "mood: flatt").replace("  goal: Ask", "  gaol: Ask")
    )
    path.write_text(text)
    problems = read_pack(folder).problems
    found = {(p.code, p.line) for p in problems}
    lines = text.splitlines()
    assert ("unknown-value", lines.index("  mood: flatt") + 1) in found
    misspelt = next(number for number, line in enumerate(lines, 1) if "gaol" in line)
    assert ("unknown-field", misspelt) in found
    assert "missing-field" in {p.code for p in problems}
    assert any(p.remedy == "Did you mean `flat`?" for p in problems)
    assert any(p.remedy == "Did you mean `goal`?" for p in problems)


def test_one_broken_file_leaves_the_rest_of_the_pack_usable(packs, tmp_path):
    import shutil

    folder = tmp_path / "corner-shop"
    shutil.copytree(packs / "corner-shop", folder)
    (folder / "calls" / "broken.yaml").write_text("id: [")
    reading = read_pack(folder)
    assert "till" in reading.library.calls
    assert [p.code for p in reading.problems] == ["yaml-syntax"]


def test_a_folder_that_may_not_be_read_is_told_and_the_rest_is_used(packs, monkeypatch):
    plain = Path.iterdir

    def refused(folder):
        if folder.name == "calls":
            raise PermissionError(13, "Permission denied")
        return plain(folder)

    monkeypatch.setattr(Path, "iterdir", refused)
    reading = read_pack(packs / "corner-shop")
    assert reading.library.excuses
    assert [problem.code for problem in reading.problems] == ["unreadable-file"]
    assert reading.problems[0].file.endswith("calls")
