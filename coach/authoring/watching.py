"""Noticing that a pack was saved: its files are looked at again and again, and told once calm.

Times and sizes are compared a few times a second. For a folder of some dozen files that costs less
than a millisecond, works on network drives, which send no messages, and needs no further package.

An editor may write a file in pieces, empty it first, or put another in its place. So a change is
told only once two looks in a row have found the same; and a file that cannot be read, or has new
errors, as a half-written one has, gets up to a second more before its author is told.
"""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from coach.domain.problems import Problem, errors

EVERY = 0.2
"""Seconds between two looks."""
CALM = 0.15
"""Seconds for which nothing may change before a save counts as done."""
HALF = 1.0
"""Further seconds for a file that cannot be read yet."""
CUT = 0.5
"""Further seconds for one that can be read but has new errors: it may end too early."""
_ENDINGS = (".yaml", ".yml")
_DEPTH = 3
_MOST = 20_000
UNREADABLE = frozenset(
    {
        "yaml-syntax",
        "empty-file",
        "not-utf8",
        "unreadable-file",
        "control-character",
        "no-pack-file",
    }
)
"""What a file may look like while it is being written."""

Stamps = dict[str, tuple[int, int, int]]
"""Of each content file: time of change, size, and which file it is."""


def stamps(folder: Path) -> Stamps:
    """The content files of a pack as they are now. Files that vanish meanwhile are left out."""
    found: Stamps = {}
    queue = [(str(folder), 0)]
    while queue and len(found) < _MOST:
        place, depth = queue.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            # The folder is being moved, or has gone: the check that follows says so.
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if depth < _DEPTH:
                        queue.append((entry.path, depth + 1))
                elif entry.name.endswith(_ENDINGS):
                    about = entry.stat()
                    found[entry.path] = (about.st_mtime_ns, about.st_size, about.st_ino)
            except OSError:
                # Gone between being listed and being looked at: the next look knows more.
                continue
    return found


class Saves:
    """Tells when a pack has been saved.

    Args:
        look: Gives the files as they are now.
    """

    def __init__(self, look: Callable[[], Stamps]) -> None:
        self._look = look
        self._told = look()
        self._last = self._told
        self._since = 0.0

    def changed(self, now: float) -> frozenset[str]:
        """The files that changed and have come to rest, each told once; `now` is in seconds."""
        seen = self._look()
        if seen != self._last:
            self._last, self._since = seen, now
            return frozenset()
        if seen == self._told or now - self._since < CALM:
            return frozenset()
        before, self._told = self._told, seen
        return frozenset(
            name for name in before.keys() | seen.keys() if before.get(name) != seen.get(name)
        )


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a save changed."""

    files: tuple[str, ...]
    """The files that were saved, as their author would write them; empty at the first check."""
    problems: tuple[Problem, ...]
    """All problems there are now."""
    new: tuple[Problem, ...]
    """Those that were not there before."""
    mended: int
    """How many of those before are gone."""

    @property
    def unreadable(self) -> bool:
        """Whether a file cannot be read at all, so that much else is unknown."""
        return any(problem.code in UNREADABLE for problem in self.problems)


class Checks(Protocol):
    """What a watch needs of a workbench."""

    folder: Path

    def check(self) -> tuple[Problem, ...]:
        """All problems of the pack as it is saved now."""


class Watch:
    """Checks a pack whenever it is saved.

    Args:
        bench: Checks it.
        look: Gives the files as they are now; none: those of the bench's folder.
    """

    def __init__(self, bench: Checks, look: Callable[[], Stamps] | None = None) -> None:
        self._bench = bench
        self._saves = Saves(look or (lambda: stamps(bench.folder)))
        self._before: tuple[Problem, ...] = ()
        self._files: set[str] = set()
        self._held_until = 0.0

    def first(self) -> Report:
        """The first check."""
        return self._told(self._bench.check())

    def look(self, now: float) -> Report | None:
        """What to tell, if anything; to be asked every `EVERY` seconds, `now` in seconds."""
        changed = self._saves.changed(now)
        if changed:
            self._files |= changed
            problems = self._bench.check()
            wait = self._patience(problems)
            if wait:
                self._held_until = now + wait
                return None
            return self._told(problems)
        if self._files and now >= self._held_until:
            return self._told(self._bench.check())
        return None

    def _patience(self, problems: tuple[Problem, ...]) -> float:
        """How many seconds more a file gets that may be half written."""
        if any(problem.code in UNREADABLE for problem in problems):
            return HALF
        before = set(map(_kind, errors(list(self._before))))
        return CUT if set(map(_kind, errors(list(problems)))) - before else 0.0

    def _told(self, problems: tuple[Problem, ...]) -> Report:
        had = Counter(map(_kind, self._before))
        new = []
        for problem in problems:
            if had[_kind(problem)]:
                had[_kind(problem)] -= 1
            else:
                new.append(problem)
        files = tuple(sorted(self._short(name) for name in self._files))
        self._before, self._files = problems, set()
        return Report(files=files, problems=problems, new=tuple(new), mended=had.total())

    def _short(self, name: str) -> str:
        path = Path(name)
        folder = self._bench.folder
        return str(path.relative_to(folder)) if path.is_relative_to(folder) else name


def _kind(problem: Problem) -> tuple[str, str, str]:
    """What makes a problem the same after lines were put in before it."""
    return problem.file, problem.code, problem.message
