"""`coach pack watch --plain`: a pack checked at every save, and tried reply by reply, as lines."""

import argparse
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Literal

from coach.authoring.formats import written
from coach.authoring.watching import EVERY, Report, Watch
from coach.authoring.workbench import BANDS, Trial, Workbench, WorkbenchError
from coach.cli.plain import conduct_lines, quality_lines
from coach.domain.counted import counted
from coach.domain.excuse import BAND_WORDS
from coach.domain.problems import Problem
from coach.domain.safe import shown
from coach.domain.scoring.nearness import NEEDED, Nearness

HELP = (
    "/list             the excuses of the pack",
    "/go ID            another excuse; /next for the one after",
    "/show             the excuse again, as the trainee meets it",
    "/why              how near the last reply came to each key point",
    "/example [BAND]   write the last reply into the pack as a golden example; BAND 0 to 4 is the",
    "                  band it ought to get, where that is not the one it got",
    "/phrasing POINT [WORDS]  write wording into the pack as a phrasing of a key point; without",
    "                  WORDS, those of the last reply that came nearest",
    "/undo             take back what was written last",
    "/check            all problems again",
    "/quit             leave",
)
_FEW = 12
"""Problems told in full at once; the rest is counted."""


def watch_plain(bench: Workbench, entry: str = "") -> int:
    """Watch until /quit or the end of the input; 0: no problems left, 1: some. Raises WorkbenchError."""
    session = PlainWatch(bench, entry)
    lines = _typed()
    while not session.over:
        try:
            session.take(lines.get(timeout=EVERY))
        except Empty:
            session.look(time.monotonic())
    return 1 if any(problem.severity != "hint" for problem in bench.check()) else 0


def _typed() -> SimpleQueue[str | None]:
    """The lines that are typed, as they come; none at the end of the input."""
    lines: SimpleQueue[str | None] = SimpleQueue()

    def read() -> None:
        for line in sys.stdin:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True, name="typed lines").start()
    return lines


class PlainWatch:
    """A watch as plain lines.

    Args:
        bench: The pack.
        entry: The excuse to begin with; empty: the first. Raises WorkbenchError where there is none.
    """

    def __init__(self, bench: Workbench, entry: str = "") -> None:
        self.over = False
        """Whether the author has left."""
        self._bench = bench
        self._watch = Watch(bench)
        self._trial: Trial | None = None
        self._ref = ""
        _say(f"Watching {bench.folder}. Save a file and it is checked. Type a reply and it is")
        _say("reviewed. /help lists the commands, /quit leaves.")
        report = self._watch.first()
        self._tell(report.problems)
        if entry:
            self._ref = bench.entry(entry).ref
        self._show()

    def look(self, now: float) -> None:
        """Tell what a save has changed, if anything; `now` is in seconds."""
        before = self._bench.situation(self._ref) if self._ref else None
        report = self._watch.look(now)
        if report is None:
            return
        _say("", _saved(report))
        self._tell(report.new)
        if report.unreadable:
            _say("The excuse stays as it was until the file can be read.")
            return
        refs = [entry.ref for entry in self._bench.entries]
        if self._ref not in refs:
            self._ref, self._trial = "", None
            self._show()
        elif self._bench.situation(self._ref) != before:
            self._show()
            self._again()

    def take(self, line: str | None) -> None:
        """Take a line that was typed: a command, or a reply to try."""
        if line is None:
            self.over = True
            return
        words = line.strip().split(maxsplit=2)
        if not words:
            return
        try:
            if not words[0].startswith("/"):
                self._try(line.strip())
                return
            command = self._commands().get(words[0])
            if command is None:
                _say(f"There is no command {shown(words[0])}.", *HELP)
            else:
                command(words[1:])
        except WorkbenchError as error:
            _say(str(error))

    def _commands(self) -> dict[str, Callable[[list[str]], None]]:
        return {
            "/list": lambda _: self._list(),
            "/go": lambda words: self._go(words[0] if words else ""),
            "/next": lambda _: self._next(),
            "/show": lambda _: self._show(),
            "/why": lambda _: _say(*why_lines(self._tried())),
            "/example": self._example,
            "/phrasing": self._phrasing,
            "/undo": lambda _: _say(self._bench.undo()),
            "/check": lambda _: self._tell(self._bench.problems, all_of_them=True),
            "/help": lambda _: _say(*HELP),
            "/quit": lambda _: self.take(None),
        }

    def _tried(self) -> Trial:
        if self._trial is None:
            raise WorkbenchError("Type a reply first.")
        return self._trial

    def _try(self, answer: str) -> None:
        if not self._ref:
            raise WorkbenchError("There is no excuse to answer yet. /list shows what there is.")
        trial = self._trial = self._bench.try_reply(self._ref, answer)
        _say(*conduct_lines(trial.review), *quality_lines(trial.review), *why_lines(trial))
        missed = trial.nearest_missed()
        point = f" /phrasing {missed.id}" if missed else ""
        _say(f"Keep it: /example{point}")

    def _again(self) -> None:
        """Try the last reply on the excuse as it is now."""
        if self._trial is None:
            return
        before = self._trial
        now = self._trial = self._bench.try_reply(before.ref, before.answer)
        made = sum(one.made for one in now.nearness)
        _say(
            f"Your last reply again: {BAND_WORDS[now.review.band]}, {now.review.score} of 100 "
            f"(it was {before.review.score}); {made} of {len(now.nearness)} key points made."
        )

    def _list(self) -> None:
        for entry in self._bench.entries:
            mark = ">" if entry.ref == self._ref else " "
            count = len(self._bench.problems_of(entry.ref))
            told = f"  ({count} to look at)" if count else ""
            _say(f"{mark} {entry.ref:<28} {shown(entry.says)[:60]}{told}")
        if not self._bench.entries:
            _say("There is no sound excuse in this pack yet.")

    def _go(self, ref: str) -> None:
        if not ref:
            raise WorkbenchError("Which excuse? /list shows them.")
        self._ref, self._trial = self._bench.entry(ref).ref, None
        self._show()

    def _next(self) -> None:
        refs = [entry.ref for entry in self._bench.entries]
        if refs:
            place = refs.index(self._ref) if self._ref in refs else -1
            self._go(refs[(place + 1) % len(refs)])

    def _show(self) -> None:
        """Show the excuse as the trainee meets it."""
        entries = self._bench.entries
        if not self._ref and entries:
            self._ref = entries[0].ref
        if not self._ref:
            _say("There is no sound excuse in this pack yet.")
            return
        situation = self._bench.situation(self._ref)
        account, person = situation.account, situation.speaker
        who = ", ".join(shown(one) for one in (person.name, person.position) if one)
        _say(
            "",
            f"Excuse: {self._ref}"
            + (" (as it was before it had errors)" if self._bench.stale(self._ref) else ""),
            f"Account: {shown(account.customer)} owes {shown(account.amount)}, "
            f"{counted(account.days_past_due, 'day')} past due.",
            *(f"Known: {shown(fact)}" for fact in account.fact_lines()),
            *([f"Before: {shown(situation.history)}"] if situation.history else []),
            f"Goal: {shown(situation.excuse.goal)}",
            f"{who} ({situation.mood}): {shown(situation.says)}",
            *map(shown, self._bench.examples(self._ref)),
            "Your reply:",
        )

    def _example(self, words: list[str]) -> None:
        band = None
        if words:
            if not words[0].isdigit() or int(words[0]) >= len(BAND_WORDS):
                raise WorkbenchError("A band is 0, 1, 2, 3 or 4.")
            band = int(words[0])
        _say(self._bench.add_example(self._tried(), band))
        got = self._tried().review.band
        if band is not None and not BANDS[band][0] <= got <= BANDS[band][1]:
            _say(
                f"It gets band {got} as the pack is now. Better the key points and their phrasings "
                "until it gets there."
            )

    def _phrasing(self, words: list[str]) -> None:
        trial = self._tried()
        missed = trial.nearest_missed()
        if not words and missed is None:
            raise WorkbenchError("For which key point? All of them are made.")
        point = words[0] if words else missed.id if missed else ""
        _say(self._bench.add_phrasing(trial, point, words[1] if len(words) > 1 else ""))

    def _tell(self, problems: tuple[Problem, ...], *, all_of_them: bool = False) -> None:
        first = problems if all_of_them else problems[:_FEW]
        if first:
            _say(written(first, "text"))
        if len(first) < len(problems):
            _say(f"... and {len(problems) - len(first)} more. /check shows all.")
        _say(f"In all: {counts(self._bench.problems)}.")


def _saved(report: Report) -> str:
    files = ", ".join(shown(name) for name in report.files[:3])
    more = f" and {len(report.files) - 3} more" if len(report.files) > 3 else ""  # noqa: PLR2004 - fits a line
    return f"Saved {files}{more}: {len(report.new)} new, {report.mended} mended."


def counts(problems: Sequence[Problem]) -> str:
    """Problems counted by how grave they are: `1 error, 2 warnings, 0 hints`."""
    names: tuple[Literal["error", "warning", "hint"], ...] = ("error", "warning", "hint")
    parts = []
    for name in names:
        count = sum(problem.severity == name for problem in problems)
        parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return ", ".join(parts)


def why_lines(trial: Trial) -> list[str]:
    """Which phrasing of each key point matched what, and what nearly did."""
    lines = [f"Why ({NEEDED} of 100 makes a key point):"]
    for one in trial.nearness:
        how = "made" if one.made else "said the other way round" if one.turned else "not made"
        lines.append(f"  {one.id}: {one.nearness}, {how}. {shown(one.point)}")
        lines += [f"    {line}" for line in nearest_lines(one)]
    return lines


def nearest_lines(one: Nearness) -> list[str]:
    """The phrasing that came nearest, with the words that matched and those that are missing."""
    if not (one.made or one.near) or not one.phrasing:
        return ["nothing like any of its phrasings was said"]
    lines = [f'"{shown(one.quote)}"', f"  is nearest to: {shown(one.phrasing)}"]
    if one.said:
        lines.append(f"  matched: {', '.join(map(shown, one.said))}")
    if one.unsaid:
        lines.append(f"  missing: {', '.join(map(shown, one.unsaid))}")
    return lines


def watch(folder: Path, entry: str, *, plain: bool) -> int:
    """Watch a pack on the screen, or as plain lines. Raises LibraryError, WorkbenchError."""
    from coach.content.packs import PACK_FILE
    from coach.content.rules import set_names
    from coach.library import LibraryError
    from coach.practice import scorer_for

    if not (folder / PACK_FILE).is_file():
        raise LibraryError(
            f"There is no pack in {folder}: it has no {PACK_FILE}. `coach pack new NAME` makes one."
        )
    if not plain:
        from coach.cli.screens import show

        options = argparse.Namespace(packs=None, trainee=None)
        return show(options, screen="watch", pack=folder, excuse=entry)
    return watch_plain(Workbench(folder, frozenset(set_names()), scorer_for), entry)


def _say(*lines: str) -> None:
    for line in lines:
        print(line)
    sys.stdout.flush()
