"""Files come from strangers: whatever they contain, it is told in words, within two seconds, in little memory.

`fuzz.py` beside this makes them; 40 of each kind are tried here, `COACH_FUZZ=20000` tries as many as
one likes. `guided.py` breeds more of them with a coverage-guided fuzzer.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.content.books import read_book
from coach.content.packs import read_pack
from coach.content.source import Source

TRIES = int(os.environ.get("COACH_FUZZ", "40"))
FUZZER = Path(__file__).parent / "fuzz.py"
FIELDS = [
    "id", "version", "title", "market", "jurisdiction", "rules", "licence", "account", "speaker", "family", "mood", "says", "diagnose", "goal",
    "weights", "key_points", "point", "phrasings", "pitfalls", "never", "responses", "practice", "examples", "answer", "band", "brief", "level",
    "cast", "role", "knows", "findings", "label", "asks", "told", "start", "patience", "turns", "excuse", "routes", "when", "go", "end", "draw",
    "again", "promised", "conduct", "outcomes", "name", "position", "creditor", "customer", "amount", "days_past_due", "scripts", "advice",
    "text", "channel", "stage", "placeholders", "type", "ask", "default", "subject", "use", "tags", "taxonomy", "standing", "language", "course",
]  # fmt: skip
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.dates(),
    st.sampled_from(["trade", "cash", "calm", "call", "paid_in_full", "GBP 1,240", "common", "easy", "P03", "corner-shop", "{amount}"]),
)  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(FIELDS), st.text(max_size=8)), inner, max_size=8),
    ),
    max_leaves=30,
)


@pytest.mark.parametrize(
    "kind", ["packs", "books", "archives", "imports", "answers", "databases", "statements"]
)
def test_files_made_to_hurt_are_told_in_words(kind, capsys):
    done = subprocess.run(
        [sys.executable, str(FUZZER), kind, "--count", str(TRIES)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    with capsys.disabled():
        print(f"\n{done.stdout.strip()}", end="")
    assert done.returncode == 0, done.stderr[-3000:]


def told(problems):
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message


@settings(max_examples=TRIES, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_or_told(text):
    source = Source("any.yaml", text)
    assert source.root is not None or source.problems


@settings(max_examples=TRIES, deadline=None, suppress_health_check=list(HealthCheck))
@given(pack=TREES, excuses=TREES, call=TREES)
def test_generated_packs_and_books_are_read_or_told(tmp_path_factory, pack, excuses, call):
    folder = tmp_path_factory.mktemp("generated")
    for name, tree in (
        ("pack.yaml", pack),
        ("excuses/all.yaml", excuses),
        ("calls/one.yaml", call),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    told(read_pack(folder).problems)
    told(read_book(folder / "pack.yaml").problems)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 100_000,
        "x: " + "y" * 5_000_000,
        "? " * 50_000,
        "\n".join(f"k{number}: v" for number in range(30_000)),
        "k: v\n" * 30_000,
        "!!python/object/apply:os.system ['touch /tmp/never']",
        "a: !!binary aGVsbG8=",
        "a: " + "9" * 10_000,
        "0000-00-00: 0000-00-00",
    ],
    ids=["exploding aliases", "deep lists", "deep maps", "deep dashes", "megabyte scalar", "deep keys", "many keys", "equal keys",
         "object tag", "binary tag", "huge number", "year zero"],
)  # fmt: skip
def test_what_is_made_to_hurt_does_not(text):
    before = time.process_time()
    source = Source("bad.yaml", text)
    assert time.process_time() - before < 2
    assert source.root is not None or source.problems


@pytest.mark.parametrize(
    "name",
    ["c\u043erner-shop", "corner\u2010shop", "ｃorner-shop", "corner-shop\u200b", "corner shop", "../corner-shop", "CORNER-SHOP", "c" * 300, "-", "corner_shop\u0301"],
)  # fmt: skip
def test_an_id_that_only_looks_like_another_is_refused(tmp_path, packs, name):
    import shutil

    folder = shutil.copytree(packs / "corner-shop", tmp_path / "corner-shop")
    path = folder / "pack.yaml"
    path.write_text(path.read_text().replace("id: corner-shop", f'id: "{name}"'), encoding="utf-8")
    assert "bad-id" in {problem.code for problem in read_pack(folder).problems}
    path.write_text(path.read_text().replace(f'id: "{name}"', "id: corner-shop"), encoding="utf-8")
    path = folder / "excuses" / "all.yaml"
    path.write_text(path.read_text().replace("id: no-money", f'id: "{name}"'), encoding="utf-8")
    assert "bad-id" in {problem.code for problem in read_pack(folder).problems}
