"""The page of promises names tests and programs that exist, and every test of robustness is named there."""

import ast
import re
from pathlib import Path

import pytest

import coach

ROOT = Path(__file__).parent.parent
PAGE = Path(coach.__file__).parent / "handbook" / "promises.md"
NAMED = sorted(
    set(re.findall(r"`(tests/[\w/.]+\.py)(?:::(\w+))?`", PAGE.read_text(encoding="utf-8")))
)


def names_in(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@pytest.mark.parametrize(
    ("path", "name"), NAMED, ids=lambda part: str(part).rpartition("/")[2] or "whole"
)
def test_every_promise_names_a_test_that_exists(path, name):
    assert (ROOT / path).is_file()
    if name:
        assert name.startswith("test_")
        assert name in names_in(ROOT / path)


def test_every_file_of_robustness_holds_a_promise():
    named = {path for path, _ in NAMED}
    for path in sorted((ROOT / "tests" / "robustness").glob("test_*.py")):
        assert f"tests/robustness/{path.name}" in named


def test_every_variable_that_is_named_is_read_by_a_test():
    read = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "robustness").glob("*.py")
    )
    for name in re.findall(r"`(COACH_[A-Z]+)", PAGE.read_text(encoding="utf-8")):
        assert f'"{name}"' in read
