"""What the program never does: read in its own source, call by call; and what its files allow others."""

import ast
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import coach

ROOT = Path(coach.__file__).parent
SOURCES = sorted(path for path in ROOT.rglob("*.py") if "shipped" not in path.parts)
PACKS = Path(__file__).parent.parent / "packs"
NEVER_IMPORTED = {
    "pickle",
    "cPickle",
    "marshal",
    "shelve",
    "dill",
    "ctypes",
    "cffi",
    "code",
    "codeop",
    "pty",
    "imp",
    "telnetlib",
}
NEVER_CALLED = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.execl", "os.spawnl", "subprocess.getoutput",
    "subprocess.getstatusoutput", "asyncio.create_subprocess_shell", "yaml.unsafe_load", "yaml.full_load", "yaml.load_all",
    "yaml.unsafe_load_all", "yaml.full_load_all", "sqlite3.enable_load_extension", "runpy.run_path",
}  # fmt: skip
STARTS_PROGRAMS = {
    "authoring/archive.py",  # git, for a pack from a git address
    "lookup/clipboard.py",  # the system's clipboard tool
    "tui/screens/at_bench.py",  # the author's own editor
    "tui/speech.py",  # the synthesiser that was chosen
    "tui/web/seat.py",  # a seat of the web server: this program itself
}
"""The only modules that start another program, none of them through a shell."""
SPEAKS_TO_A_NETWORK = {"records/store.py", "tui/web", "cli/web.py"}
"""The only places that open a connection, or are connected to: `records sync`, `team --store`, `web`."""
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "ftplib",
    "smtplib",
    "aiohttp",
    "requests",
    "httpx",
}
SAFE_LOADERS = {"_Loader", "safe"}
"""Names that the sources give to a safe loader: both are derived from yaml's own."""
SWITCHED_OFF = ("S102", "S301", "S302", "S307", "S602", "S604", "S605", "S606", "S609")


def inside(path):
    return path.relative_to(ROOT).as_posix()


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def called(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


@pytest.mark.parametrize("path", SOURCES, ids=inside)
def test_no_module_runs_text_as_code_or_goes_through_a_shell(path):
    tree = parsed(path)
    names = set(imported(tree))
    assert not {name.partition(".")[0] for name in names} & NEVER_IMPORTED
    for name, node in called(tree):
        assert name not in NEVER_CALLED, (name, node.lineno)
        assert not name.endswith(("create_subprocess_shell", ".load_extension")), (
            name,
            node.lineno,
        )
        shell = [word for word in node.keywords if word.arg == "shell"]
        assert not shell, (name, node.lineno)
        if name == "yaml.load":
            loader = [ast.unparse(word.value) for word in node.keywords if word.arg == "Loader"]
            assert loader, node.lineno
            assert all("Safe" in one or one in SAFE_LOADERS for one in loader), (
                loader,
                node.lineno,
            )
    text = path.read_text(encoding="utf-8")
    off = [
        line
        for line in text.splitlines()
        if "noqa" in line and any(rule in line for rule in SWITCHED_OFF)
    ]
    assert not off
    starts = {"subprocess", "asyncio.subprocess"} & names or "create_subprocess_exec" in text
    assert not starts or inside(path) in STARTS_PROGRAMS
    speaks = names & NETWORK or any(name.startswith(("http.", "aiohttp.")) for name in names)
    assert not speaks or any(inside(path).startswith(place) for place in SPEAKS_TO_A_NETWORK)


def test_what_is_forbidden_would_be_found():
    bad = ast.parse(
        "import pickle, os\nos.system('x')\neval('1')\nsubprocess.run('x', shell=True)\nyaml.load(t)"
    )
    assert "pickle" in set(imported(bad))
    assert {"os.system", "eval", "subprocess.run", "yaml.load"} <= {name for name, _ in called(bad)}


def test_what_is_written_can_be_read_by_its_owner_alone(home, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    for words, typed in (
        (["lookup", "boss decides", "--print"], ""),
        (
            ["play", "corner-shop/till", "--plain"],
            "Who signs off payments?\nYou idiot, pay.\nHalf by Friday?\n",
        ),
        (["drill", "--plain"], "What comes in this week?\n"),
        (["settings", "set", "look", "light"], ""),
        (["lookup", "boss decides", "--star"], ""),
        (["backup"], ""),
        (["backup", str(out / "copy.db")], ""),
        (["records", "export", str(out / "mine.jsonl")], ""),
        (["records", "export", str(out / "statements.jsonl"), "--xapi"], ""),
        (["report", str(out / "report.html")], ""),
        (["report", "--markdown", str(out / "report.md")], ""),
    ):
        packs = (
            ["--packs", str(PACKS)] if words[0] in {"play", "drill", "report", "records"} else []
        )
        done = subprocess.run(
            [sys.executable, "-m", "coach", *words, *packs], umask=0, cwd=out,
            env={**os.environ, "COACH_TEAM": ""}, input=typed, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode in {0, 1}, (words, done.stderr)
    seen = [
        path
        for path in (*home.rglob("*"), *out.rglob("*"))
        if path.is_file() and "cache" not in path.parts
    ]
    assert {
        "records.db",
        "copy.db",
        "mine.jsonl",
        "statements.jsonl",
        "report.html",
        "report.md",
        "lookup-used.db",
    } <= {path.name for path in seen}
    open_ones = [
        (str(path), oct(path.stat().st_mode))
        for path in seen
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    assert not open_ones
