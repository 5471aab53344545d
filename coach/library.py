"""The door to content: where packs and books are found, and the situations they hold."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from coach.content.packs import PACK_FILE, pack_folders, read_pack
from coach.content.source import near
from coach.domain.call import Call, Library, Pack, Turn
from coach.domain.drawn_call import NoCallError, Recipe, draw_call, read_recipe
from coach.domain.excuse import Excuse, MoodLine, Person, Standing
from coach.domain.fill import fill, filled_excuse, values_for
from coach.domain.near import did_you_mean
from coach.domain.problems import Problem, errors
from coach.domain.scoring.review import Situation

_HERE = Path(__file__).resolve().parent


class LibraryError(Exception):
    """Something that was asked for is not in the libraries; the message tells a person."""


def shipped(kind: Literal["scenarios", "scripts"]) -> Path:
    """The folder of shipped content: inside an installed package, or beside it in a checkout."""
    inside = _HERE / "shipped" / kind
    return inside if inside.is_dir() else _HERE.parent / kind


class Shelf(msgspec.Struct):
    """The packs that are at hand."""

    packs: dict[str, Library]
    """By id; of two with one id, the later layer's is kept."""
    problems: list[Problem]
    """What was found wrong in them."""
    broken: dict[str, str] = {}
    """Folders of packs that cannot be used for their errors, by the folder's name."""

    def pack(self, name: str) -> Library:
        """The pack of that id. Raises LibraryError where there is none that can be used."""
        if name not in self.packs:
            self._refuse_broken(name)
            known = ", ".join(sorted(self.packs)) or "none"
            guess = did_you_mean(name, self.packs)
            raise LibraryError(f"There is no pack `{name}`.{guess} At hand: {known}.")
        return self.packs[name]

    def call(self, ref: str) -> tuple[Library, Call]:
        """The call named `pack/call`, or by its own id where that is clear."""
        pack_id, _, call_id = ref.rpartition("/")
        if not pack_id:
            homes = [library for library in self.packs.values() if call_id in library.calls]
            if len(homes) == 1:
                return homes[0], homes[0].calls[call_id]
            if homes:
                listed = ", ".join(f"{library.pack.id}/{call_id}" for library in homes)
                raise LibraryError(f"`{ref}` is in several packs. Say which: {listed}.")
            self._refuse_broken()
        elif pack_id in {*self.packs, *self.broken}:
            library = self.pack(pack_id)
            if call_id in library.calls:
                return library, library.calls[call_id]
            recipe = read_recipe(call_id)
            if recipe is not None:
                return library, drawn(library, recipe)
        guess = did_you_mean(ref, (name for name, _, _ in self.refs()))
        if pack_id and not guess:
            self.pack(pack_id)
        homes = [self.packs[pack_id]] if pack_id in self.packs else list(self.packs.values())
        hidden = self._errors_in(homes[0]) if len(homes) == 1 else ""
        raise LibraryError(
            f"There is no call `{ref}`.{guess}{hidden} `coach play --list` lists them."
        )

    def excuse(self, ref: str, home: str = "") -> tuple[Library, Excuse]:
        """The excuse named `pack/excuse`, or by its own id in the pack `home`."""
        pack_id, _, excuse_id = ref.rpartition("/")
        library = self.pack(pack_id or home)
        if excuse_id not in library.excuses:
            guess = did_you_mean(excuse_id, library.excuses)
            raise LibraryError(
                f"There is no excuse `{excuse_id}` in the pack `{library.pack.id}`.{guess}"
                f"{self._errors_in(library)}"
            )
        return library, library.excuses[excuse_id]

    def _refuse_broken(self, name: str = "") -> None:
        """Raises LibraryError where that pack, or the only one at hand, has errors."""
        only = len(self.broken) == 1 and not self.packs
        name = next(iter(self.broken)) if only else name
        if name in self.broken:
            raise LibraryError(f"The pack `{name}` has errors. {_told_by(self.broken[name])}")

    def _errors_in(self, library: Library) -> str:
        """Where a pack's errors are told, to stand behind a sentence; empty: it has none."""
        folder = near(Path(library.folder))
        faulty = any(
            Path(folder) in Path(problem.file).parents for problem in errors(self.problems)
        )
        return f" The pack has errors. {_told_by(folder)}" if faulty else ""

    def refs(self) -> Iterator[tuple[str, Library, Call]]:
        """Every call with its name `pack/call`, in the order of the packs."""
        for library in self.packs.values():
            order = [name for name in library.pack.order if name in library.calls]
            rest = [name for name in library.calls if name not in order]
            for name in (*order, *rest):
                yield f"{library.pack.id}/{name}", library, library.calls[name]


def _told_by(folder: str) -> str:
    return f"`coach pack check {folder}` tells them."


def drawn(library: Library, recipe: Recipe) -> Call:
    """The call that a recipe draws from a pack. Raises LibraryError."""
    from coach.content.reactions import reactions

    try:
        return draw_call(library, recipe, reactions())
    except NoCallError as error:
        raise LibraryError(str(error)) from error


def load(packs: Path | None = None) -> Shelf:
    """Read all packs under `packs`, or those of all layers: shipped, team, personal.

    Of two packs with one id the nearer layer's is kept. Problems are collected, never raised.
    """
    return _read([packs] if packs else layer_folders(), named=packs is not None)


def shared() -> Shelf:
    """The packs that everybody in the team has: the shipped ones and those of the team's folder."""
    return _read(layer_folders(without="personal"), named=False)


def _read(roots: list[Path], *, named: bool) -> Shelf:
    shelf = Shelf({}, [])
    for root in roots:
        for folder in pack_folders(root):
            if not named and not (folder / PACK_FILE).is_file():
                continue
            reading = read_pack(folder)
            shelf.problems.extend(reading.problems)
            if reading.library is not None:
                shelf.packs[reading.library.pack.id] = reading.library
            elif (folder / PACK_FILE).is_file():
                shelf.broken[folder.resolve().name] = near(folder)
    return shelf


def folder_of(pack: str, beneath: Path) -> Path | None:
    """The folder of the pack with that id, where it is `beneath` or directly in it; else none."""
    own_id = re.compile(rf"""^id:\s*["']?{re.escape(pack)}["']?\s*(?:#.*)?$""", re.MULTILINE)
    for folder in pack_folders(beneath):
        try:
            if own_id.search((folder / PACK_FILE).read_text(encoding="utf-8")):
                return folder
        except (OSError, UnicodeDecodeError):
            continue
    return None


def layer_folders(without: str = "") -> list[Path]:
    """The folders in which packs are looked for, the furthest layer first; all layers but one."""
    from coach.lookup.places import layers

    found = [layer for layer in reversed(layers()) if layer.name != without]
    return [Path(folder) for layer in found for folder in reversed(layer.packs)]


def standing_in(pack: Pack, own: Standing) -> Standing:
    """The facts that decide conduct, with what the pack says filled in where they are silent."""
    return msgspec.structs.replace(
        own,
        jurisdiction=own.jurisdiction or pack.standing.jurisdiction or pack.jurisdiction,
        debt=own.debt
        or pack.standing.debt
        or ("consumer" if pack.market == "consumer" else "business"),
    )


def line_in(says: tuple[str | MoodLine, ...], mood: str, index: int = 0) -> str:
    """The line for a mood: those meant for it first, then those for any mood."""
    fitting = [said.line for said in says if isinstance(said, MoodLine) and said.mood == mood]
    plain = [said for said in says if isinstance(said, str)]
    lines = fitting or plain or [said.line for said in says if isinstance(said, MoodLine)]
    return lines[min(index, len(lines) - 1)] if lines else ""


def drill_situation(library: Library, excuse: Excuse) -> Situation:
    """The situation in which an excuse is drilled on its own."""
    pack = library.pack
    account = excuse.account or pack.account
    given = excuse.speaker or pack.speaker
    speaker = msgspec.structs.replace(given, mood=excuse.mood)
    filled = filled_excuse(excuse, values_for(account, speaker))
    return Situation(
        account=account,
        speaker=speaker,
        says=line_in(filled.says, excuse.mood),
        excuse=filled,
        market=pack.market,
        standing=standing_in(pack, excuse.standing or pack.standing),
        rules=pack.rules,
        history=filled.history,
    )


def turn_excuse(shelf: Shelf, library: Library, turn: Turn) -> Excuse:
    """The excuse that a turn plays, with the turn's own goal and weights; a draw gives the first."""
    if turn.own is not None:
        excuse = turn.own
    elif turn.excuse is not None:
        excuse = shelf.excuse(turn.excuse, library.pack.id)[1]
    else:
        excuse = next(iter(drawable(library, turn)))
    return with_turn(excuse, turn)


def with_turn(excuse: Excuse, turn: Turn) -> Excuse:
    """The excuse as a turn wants it: its own lines, goal and weights in front."""
    return msgspec.structs.replace(
        excuse,
        says=turn.says or excuse.says,
        goal=turn.goal or excuse.goal,
        weights=turn.weights or excuse.weights,
    )


def drawable(library: Library, turn: Turn) -> list[Excuse]:
    """The excuses that a turn's draw may give, in the order of the pack."""
    draw = turn.draw
    if draw is None:
        return []
    return [
        excuse
        for excuse in library.excuses.values()
        if (not draw.family or excuse.family in draw.family)
        and (not draw.among or excuse.id in draw.among)
        and (draw.level is None or excuse.level == draw.level)
    ]


def call_situation(
    library: Library, call: Call, turn: Turn, excuse: Excuse, person: Person
) -> Situation:
    """The situation of a turn as it stands at the beginning of the call."""
    filled = filled_excuse(excuse, values_for(call.account, person))
    return Situation(
        account=call.account,
        speaker=person,
        says=fill(line_in(filled.says, person.mood), values_for(call.account, person)),
        excuse=filled,
        market=library.pack.market,
        standing=standing_in(library.pack, turn.standing or call.standing),
        rules=library.pack.rules,
        history=call.brief,
    )


def situation_for(shelf: Shelf, ref: str) -> Situation:
    """The situation named `pack/call/turn` or `pack/excuse`. Raises LibraryError."""
    parts = ref.split("/")
    if len(parts) == 2:  # noqa: PLR2004 - pack and excuse
        library, excuse = shelf.excuse(ref)
        return drill_situation(library, excuse)
    if len(parts) == 3:  # noqa: PLR2004 - pack, call and turn
        library, call = shelf.call("/".join(parts[:2]))
        for turn in call.turns:
            if turn.id == parts[2]:
                excuse = turn_excuse(shelf, library, turn)
                person = call.cast[turn.speaker]
                return call_situation(library, call, turn, excuse, person)
        guess = did_you_mean(parts[2], (turn.id for turn in call.turns))
        raise LibraryError(
            f"There is no turn `{parts[2]}` in the call `{parts[0]}/{parts[1]}`.{guess}"
        )
    raise LibraryError(f"`{ref}` names no turn: write pack/call/turn or pack/excuse.")
