"""What the program reads: libraries with what was skipped, the index of the look-up, settings."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from coach.doctor.finding import Area
from coach.domain.counted import counted

_SHOWN = 3
_MAKE = "`coach doctor --fix` makes it anew; the next look-up does so by itself, too."


def look_at_libraries(area: Area) -> None:
    """Every layer, what it holds, and what was skipped and why."""
    from coach.lookup.places import layers, team_folder
    from coach.shelves import read_all

    team = team_folder()
    if team and not Path(team).is_dir():
        area.advice(
            f"The team's library {team} is not there.",
            "Connect to it, or name another folder in COACH_TEAM or the settings.",
        )
    found = layers()
    shelves = read_all(found)
    every = [*shelves.packs, *shelves.books]
    for layer in found:
        own = [one for one in every if one.layer is layer and one.content is not None]
        packs = sum(one in shelves.packs for one in own)
        if own or layer.name == "built-in":
            area.fine(
                f"{layer.name}: {counted(packs, 'pack')} and {counted(len(own) - packs, 'book')} in {layer.folder}."
            )
        hidden = [one.name for one in own if one.hidden]
        if hidden:
            area.note(f"{layer.name}: {', '.join(hidden)} hidden by one of the same name.")
    for one in every:
        faults = [problem for problem in one.problems if problem.severity == "error"]
        if not faults:
            continue
        what = "is skipped" if one.content is None else "is used without what is faulty"
        lines = [problem.line_of_text() for problem in faults[:_SHOWN]]
        more = len(faults) - _SHOWN
        lines += [f"and {more} more"] if more > 0 else []
        check = f"coach pack check {one.path}" if one in shelves.packs else "coach library"
        area.advice(f"{one.path} {what}:\n" + "\n".join(lines), f"Mend it; `{check}` tells more.")
    if not any(one.content for one in shelves.packs):
        area.broken("No pack can be used, so there is nothing to practise.", "Install it again.")


def look_at_index(area: Area) -> None:
    """The index of the look-up."""
    from coach.lookup.index import open_fresh
    from coach.lookup.places import layers, stamp
    from coach.lookup.usage import usage_path
    from coach.wordings import index_path

    path = index_path()
    if not os.path.exists(path):  # noqa: PTH110 - the look-up names its files by text
        area.note("The look-up has no index yet; the first look-up makes it.")
    elif trouble := _damage(path):
        area.advice(f"The index {path} is damaged: {trouble}.", _MAKE, _make_index)
    else:
        fresh = open_fresh(path, stamp(layers()))
        if fresh is None:
            area.note(
                "The index is older than the libraries.",
                "The next look-up makes it anew by itself.",
            )
        else:
            with closing(fresh):
                count = fresh.execute("SELECT count(*) FROM entry").fetchone()[0]
            area.fine(f"The look-up's index is whole and fresh: {count} entries.")
    used = usage_path()
    if os.path.exists(used) and (trouble := _damage(used)):  # noqa: PTH110 - as above
        area.advice(
            f"{used}, which keeps favourites, is damaged: {trouble}.",
            "Delete it: favourites and counts begin anew, records are not touched.",
        )


def _damage(path: str) -> str:
    address = f"{Path(path).resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as conn:
            told = str(conn.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return str(error)
    return "" if told == "ok" else told


def _make_index() -> str:
    from coach.wordings import rebuild

    rebuild().close()
    return "The index of the look-up was made anew."


def look_at_settings(area: Area) -> None:
    """The settings file and the environment."""
    from coach.settings.options import OPTIONS, SettingsError
    from coach.settings.reading import Settings

    settings = Settings()
    wrong: list[str] = []
    chosen = []
    try:
        wrong += settings.strangers()
        for name in OPTIONS:
            try:
                held = settings.setting(name)
            except SettingsError as error:
                wrong.append(str(error))
                continue
            if held.source != "default":
                chosen.append(f"{name} ({held.source})")
    except SettingsError as error:
        wrong.append(str(error))
    for words in wrong:
        area.advice(words, "`coach settings --help` shows how settings are changed.")
    if not wrong:
        area.fine(f"Chosen: {', '.join(chosen)}." if chosen else "All settings are the defaults.")
