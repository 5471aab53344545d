"""The workbench: a pack being written, tried reply by reply, and bettered from what was tried."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import msgspec

from coach.authoring.checking import MOST_SCORED, Fault, fault_at, faults_of
from coach.authoring.copying import copy_excuse
from coach.authoring.inserting import InsertError, insert, quoted, write
from coach.authoring.translating import table_problems
from coach.authoring.wide import check_wide
from coach.content.packs import Reading, read_pack
from coach.content.scoring_data import scoring_data, scoring_data_for
from coach.content.source import read_source
from coach.domain.call import Call, Library
from coach.domain.excuse import Excuse
from coach.domain.languages import scored
from coach.domain.problems import Problem, errors
from coach.domain.scoring.foreign import closed, spaced, spaced_situation
from coach.domain.scoring.nearness import Explainer, Nearness
from coach.domain.scoring.review import Review, Situation
from coach.library import call_situation, drill_situation
from coach.practice.rehearsal import rehearse_in
from coach.practice.staging import Scorer

BANDS = {0: (0, 1), 1: (0, 1), 2: (2, 2), 3: (3, 4), 4: (3, 4)}
"""The bands a golden example is given: bad, middling or good, as they are usually written."""
_FEW = 20


class WorkbenchError(Exception):
    """What was asked for cannot be done; the message tells why. Nothing was changed."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An excuse of the pack, or one that a turn of a call holds of its own."""

    ref: str
    """The excuse's id, or `call/turn`."""
    says: str
    """What is said, the usual way."""
    file: str
    """The file it stands in, as its author would write it."""
    line: int
    """The line on which it begins, from 1."""


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """A reply that was tried."""

    ref: str
    """The entry it answers."""
    answer: str
    """The reply."""
    review: Review
    """Its review, as the trainee would see it."""
    nearness: tuple[Nearness, ...]
    """How near it came to each key point."""

    def nearest_missed(self) -> Nearness | None:
        """The key point that was missed by least; none where all were made."""
        missed = [one for one in self.nearness if not one.made]
        return max(missed, key=lambda one: one.nearness, default=None)


class Workbench:
    """A pack on the workbench.

    Args:
        folder: The pack's folder.
        known_rules: The conduct rule sets there are.
        scorer_for: Gives the scorer for a pack.
    """

    def __init__(
        self, folder: Path, known_rules: frozenset[str], scorer_for: Callable[[Library], Scorer]
    ) -> None:
        self.folder = folder
        """The pack's folder."""
        self.problems: tuple[Problem, ...] = ()
        """What the last check found, by file and line."""
        self.entries: tuple[Entry, ...] = ()
        """The entries as they last were sound, in the order of the files."""
        self.library: Library | None = None
        """The pack as it last was sound."""
        self._calls: tuple[tuple[Call, str], ...] = ()
        self._known = known_rules
        self._scorer_for = scorer_for
        self._situations: dict[str, Situation] = {}
        self._reach: dict[str, tuple[str, int, int]] = {}
        self._places: dict[str, int] = {}
        self._unsound: frozenset[str] = frozenset()
        self._explainer: Explainer | None = None
        self._faults: dict[bytes, tuple[Fault, ...]] = {}
        self._undo: list[tuple[Path, bytes, bytes]] = []

    def check(self, *, scored: bool = True) -> tuple[Problem, ...]:
        """Read the pack again; returns all problems. What was scored before is not scored again."""
        reading = read_pack(self.folder)
        found = [
            *reading.problems,
            *check_wide(reading, self._known),
            *table_problems(self.folder),
        ]
        library = reading.library
        usable = library is not None and frozenset(library.pack.rules) <= self._known
        if usable and scored and library is not None and len(library.excuses) <= MOST_SCORED:
            found += self._scored(reading, library)
        unreadable = any(problem.code == "yaml-syntax" for problem in found)
        if unreadable:
            # While a file cannot be read, what the rest lacks is mostly what stands in that file.
            found = errors(found)
        if library is not None and usable:
            self._take(reading, library)
        self.problems = tuple(sorted(found, key=lambda p: (p.file, p.line, p.column, p.code)))
        return self.problems

    def entry(self, ref: str) -> Entry:
        """The entry of that name. Raises WorkbenchError."""
        if ref in self._places:
            return self.entries[self._places[ref]]
        known = ", ".join(entry.ref for entry in self.entries[:_FEW]) or "none"
        known += " and more" if len(self.entries) > _FEW else ""
        raise WorkbenchError(f"There is no excuse `{ref}` here. There are: {known}.")

    def calls(self) -> tuple[tuple[Call, str], ...]:
        """The calls as they last were sound, each with its file."""
        return self._calls

    def stale(self, ref: str) -> bool:
        """Whether an entry is shown as it was before it had errors."""
        return ref in self._unsound

    def problems_of(self, ref: str) -> tuple[Problem, ...]:
        """The problems that stand within an entry's lines."""
        file, begin, end = self._reach[self.entry(ref).ref]
        return tuple(p for p in self.problems if p.file == file and begin <= p.line < end)

    def situation(self, ref: str) -> Situation:
        """The entry as the trainee will meet it. Raises WorkbenchError."""
        self.entry(ref)
        return self._situations[ref]

    def try_reply(self, ref: str, answer: str) -> Trial:
        """Review a reply, and say how near it came. Raises WorkbenchError."""
        situation = self.situation(ref)
        if self.library is None:
            raise WorkbenchError("The pack cannot be used yet; its problems tell why.")
        if not answer.strip():
            raise WorkbenchError("Type what the trainee would say; an empty reply is not tried.")
        return Trial(
            ref=ref,
            answer=answer,
            review=self._scorer_for(self.library).review(situation, answer),
            nearness=self._nearness(self.library, situation, answer),
        )

    def _nearness(
        self, library: Library, situation: Situation, answer: str
    ) -> tuple[Nearness, ...]:
        if scored(library.pack.language):
            self._explainer = self._explainer or Explainer(scoring_data())
            return self._explainer.nearness(situation, answer)
        # How telling a word is comes from the pack itself, which is being changed.
        found = Explainer(scoring_data_for(library)).nearness(
            spaced_situation(situation), spaced(answer)
        )
        return tuple(
            msgspec.structs.replace(
                one,
                point=point.point,
                phrasing=point.phrasings[one.index] if one.index >= 0 else "",
                quote=closed(one.quote),
            )
            for one, point in zip(found, situation.key_points, strict=True)
        )

    def examples(self, ref: str) -> tuple[str, ...]:
        """What goes otherwise with an entry's golden examples than it is written, in words."""
        if self.library is None:
            return ()
        cases = rehearse_in(self.situation(ref), ref, self._scorer_for(self.library))
        return tuple(
            f"Golden {case.name}: {fault}."
            for case in cases
            if case.kind == "example"
            for fault in case.faults
        )

    def add_example(self, trial: Trial, band: int | None = None) -> str:
        """Write a reply into the pack as a golden example; returns what was done, in words.

        Args:
            trial: The reply.
            band: The band it ought to get; none: the one it got.

        Raises WorkbenchError.
        """
        self._must_be_mine()
        low, high = BANDS[trial.review.band if band is None else band]
        if any(one.answer == trial.answer for one in self._excuse(trial.ref).examples):
            raise WorkbenchError("This reply is a golden example already.")
        conduct = ", conduct: fail" if trial.review.conduct.verdict == "fail" else ""
        value = f"{{answer: {quoted(trial.answer)}, band: [{low}, {high}]{conduct}}}"
        path = self._insert(trial.ref, (), "examples", value)
        wanted = f"band {low}" if low == high else f"band {low} or {high}"
        return f"Added to {path} as a golden example that must get {wanted}."

    def add_phrasing(self, trial: Trial, point: str, words: str = "") -> str:
        """Write wording into the pack as a phrasing of a key point; returns what was done, in words.

        Args:
            trial: The reply that it comes from.
            point: The key point.
            words: The wording; empty: the words of the reply that came near.

        Raises WorkbenchError, too, where nothing came near and no words are given.
        """
        self._must_be_mine()
        points = self._excuse(trial.ref).key_points
        names = [one.id for one in points]
        if point not in names:
            raise WorkbenchError(f"There is no key point `{point}`. There are: {', '.join(names)}.")
        place = names.index(point)
        nearness = trial.nearness[place]
        if not words and not (nearness.made or nearness.near):
            raise WorkbenchError(
                f"No words of the reply came near `{point}`. Give the wording that should make it."
            )
        wording = " ".join((words or nearness.quote or trial.answer).split())
        if wording.lower() in {text.lower() for text in points[place].phrasings}:
            raise WorkbenchError(f"`{point}` has this phrasing already.")
        path = self._insert(
            trial.ref, ("key_points", place), "phrasings", quoted(wording, alone=True)
        )
        return f"Added to {path} as a phrasing of `{point}`: {wording}"

    def copy_entry(self, ref: str) -> str:
        """Make a new excuse from one that is there; returns its id. Raises WorkbenchError."""
        self._must_be_mine()
        if "/" in ref:
            raise WorkbenchError(
                "An excuse that belongs to a turn is copied in the file of its call."
            )
        path = Path(self.entry(ref).file)
        try:
            new, before, after = copy_excuse(path, ref, set(self._places))
        except InsertError as error:
            raise WorkbenchError(str(error)) from error
        self._undo.append((path, before, after))
        return new

    def undo(self) -> str:
        """Take back what was written last; returns what was done, in words. Raises WorkbenchError."""
        if not self._undo:
            raise WorkbenchError("Nothing was added here that could be taken back.")
        path, before, after = self._undo[-1]
        try:
            if path.read_bytes() != after:
                raise WorkbenchError(f"{path} was saved since. Take it back in your editor.")
            write(path, before)
        except (OSError, InsertError) as error:
            raise WorkbenchError(str(error)) from error
        self._undo.pop()
        return f"Taken back. {path} is as it was."

    def _take(self, reading: Reading, library: Library) -> None:
        fresh: dict[str, tuple[Entry, Situation]] = {}
        for excuse in library.excuses.values():
            file, line, _ = reading.places[f"excuse/{excuse.id}"]
            situation = drill_situation(library, excuse)
            entry = Entry(ref=excuse.id, says=situation.says, file=file, line=line)
            fresh[excuse.id] = (entry, situation)
        for call in library.calls.values():
            file = reading.places[f"call/{call.id}"][0]
            for turn in call.turns:
                if turn.own is None:
                    continue
                ref = f"{call.id}/{turn.id}"
                person = call.cast[turn.speaker]
                situation = call_situation(library, call, turn, turn.own, person)
                entry = Entry(ref=ref, says=situation.says, file=file, line=_line(file, ref))
                fresh[ref] = (entry, situation)
        broken = {problem.file for problem in errors(reading.problems)}
        kept = {
            entry.ref: (entry, self._situations[entry.ref])
            for entry in self.entries
            if entry.ref not in fresh and entry.file in broken
        }
        both = fresh | kept
        self.library = library
        now = {reading.places[f"call/{call.id}"][0]: call for call in library.calls.values()}
        before = {file: call for call, file in self._calls if file in broken}
        self._calls = tuple((call, file) for file, call in sorted((before | now).items()))
        self.entries = tuple(
            sorted((entry for entry, _ in both.values()), key=lambda one: (one.file, one.line))
        )
        self._situations = {ref: situation for ref, (_, situation) in both.items()}
        self._places = {entry.ref: place for place, entry in enumerate(self.entries)}
        ends = [one.line if one.file == entry.file else 2**31
                for entry, one in pairwise(self.entries)]  # fmt: skip
        self._reach = {
            entry.ref: (entry.file, entry.line, end)
            for entry, end in zip(self.entries, [*ends, 2**31], strict=False)
        }
        self._unsound = frozenset(kept)

    def _scored(self, reading: Reading, library: Library) -> list[Problem]:
        scorer = self._scorer_for(library)
        found: list[Problem] = []
        faults: dict[bytes, tuple[Fault, ...]] = {}
        for excuse in library.excuses.values():
            situation = drill_situation(library, excuse)
            key = msgspec.json.encode((scorer.version, situation, library.house_rules))
            kept = self._faults.get(key)
            faults[key] = tuple(faults_of(situation, scorer)) if kept is None else kept
            found += [fault_at(reading, excuse.id, fault) for fault in faults[key]]
        self._faults = faults
        return found

    def _excuse(self, ref: str) -> Excuse:
        """The excuse as it is written, placeholders unfilled."""
        self.entry(ref)
        if self.library is None:
            raise WorkbenchError("The pack cannot be used yet; its problems tell why.")
        call, _, turn = ref.rpartition("/")
        own = self.library.calls[call].turn(turn).own if call else self.library.excuses.get(ref)
        if own is None:
            raise WorkbenchError(f"`{ref}` has errors. Mend them first; nothing was added.")
        return own

    def _must_be_mine(self) -> None:
        if not may_change(self.folder):
            raise WorkbenchError(
                "This pack is read-only. Copy it into your own folder to change it."
            )

    def _insert(self, ref: str, inside: tuple[str | int, ...], key: str, value: str) -> Path:
        path = Path(self.entry(ref).file)
        try:
            before, after = insert(path, (*_where(path, ref), *inside), key, value)
        except InsertError as error:
            raise WorkbenchError(str(error)) from error
        self._undo.append((path, before, after))
        return path


def may_change(folder: Path) -> bool:
    """Whether a pack may be written to: not one of the shipped ones, nor a read-only folder."""
    import os

    from coach.library import shipped

    inside = folder.resolve().is_relative_to(shipped("scenarios").resolve())
    return not inside and os.access(folder, os.W_OK)


def _where(path: Path, ref: str) -> tuple[str | int, ...]:
    """The way to an entry within its file."""
    source = read_source(path)
    call, _, name = ref.rpartition("/")
    items = source.find("turns") if call else source.root
    for index, item in enumerate(getattr(items, "value", ())):
        if getattr(source.find("id", start=item), "value", None) == name:
            return ("turns", index, "own") if call else (index,)
    raise InsertError(f"`{ref}` is no longer in {path}.")


def _line(file: str, ref: str) -> int:
    path = Path(file)
    try:
        node = read_source(path).find(*_where(path, ref))
    except InsertError:
        # Saved anew between the check and this look; the next check finds it.
        return 1
    return int(node.start_mark.line) + 1 if node is not None else 1
