"""Comparisons with programs that are not installed here are left out, and counted as left out."""

import shutil


def pytest_configure(config):
    config.addinivalue_line("markers", "beside(program): compares with a program on the path")


def pytest_collection_modifyitems(config, items):
    kept, left = [], []
    for item in items:
        beside = item.get_closest_marker("beside")
        here = beside is None or shutil.which(beside.args[0]) is not None
        (kept if here else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept
