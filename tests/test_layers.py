"""Every headless module is imported in a fresh interpreter: nothing heavy comes along unasked."""

import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import coach

ROOT = Path(coach.__file__).parent
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages([str(ROOT)], "coach.")
    if not module.name.startswith(("coach.tui", "coach.shipped"))
    and module.name not in {"coach.calibrate.network", "coach.calibrate.sense"}
)
"""All but the two that train the network: they need torch, which coach does not."""
LOOKUP_HEAVY = {
    "textual",
    "rich",
    "numpy",
    "msgspec",
    "yaml",
    "sqlite_utils",
    "fsrs",
    "dataclasses",
    "platformdirs",
    "asyncio",
    "importlib.metadata",
}
WITH_RECORDS = (
    "coach.storage",
    "coach.practice",
    "coach.cli",
    "coach.authoring",
    "coach.calibrate",
)
"""Packages that may load sqlite-utils, which itself loads NumPy where that is installed; the fit of
the scorer, a command for its makers, loads NumPy itself."""
EACH = """
import importlib, json, os, sys
for name in sys.argv[1:]:
    if os.fork() == 0:
        importlib.import_module(name)
        sys.stdout.write(json.dumps([name, sorted(sys.modules)]) + "\\n")
        sys.stdout.flush()
        os._exit(0)
    if os.wait()[1]:
        sys.exit(f"{name} cannot be imported alone")
"""
PROGRAM = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
print(json.dumps(sorted(sys.modules)))
"""


def python(code, *words, **env):
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **env},
        capture_output=True,
        text=True,
        timeout=900,
        check=True,
    )
    return done.stdout.splitlines()


def loaded_by(code, *words, **env):
    return set(json.loads(python(code, *words, **env)[-1]))


def test_every_headless_module_can_be_imported_alone_and_loads_no_screen():
    for name, loaded in map(json.loads, python(EACH, *MODULES)):
        wrong = {"textual", "rich"} & set(loaded)
        if not name.startswith(WITH_RECORDS):
            wrong |= {"sqlite_utils", "numpy", "scipy"} & set(loaded)
        assert not wrong, (name, wrong)


def test_the_package_root_imports_nothing_of_its_own():
    loaded = loaded_by(PROGRAM, "coach")
    assert not {name for name in loaded if name.startswith("coach.")}


def test_help_and_version_load_nothing_heavy(tmp_path):
    code = "import json, sys; from coach.cli.main import run; run([sys.argv[1]]); print(json.dumps(sorted(sys.modules)))"
    for word in ("--help", "--version"):
        assert not loaded_by(code, word, COACH_HOME=str(tmp_path)) & LOOKUP_HEAVY


def test_a_lookup_with_its_index_ready_loads_nothing_heavy(tmp_path):
    code = "import json, sys; from coach.cli.main import run; run(['lookup', 'boss', 'decides']); print(); print(json.dumps(sorted(sys.modules)))"
    loaded_by(code, COACH_HOME=str(tmp_path))
    assert not loaded_by(code, COACH_HOME=str(tmp_path)) & LOOKUP_HEAVY
