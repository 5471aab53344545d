"""All layers of packs and books, read; and the entries of the look-up made from them."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import yaml

from coach.content.books import book_files, read_book
from coach.content.packs import PACK_FILE, barred, read_pack
from coach.content.source import read_source
from coach.domain.call import Library
from coach.domain.excuse import Excuse, MoodLine
from coach.domain.fill import USUAL, gaps
from coach.domain.particulars import particulars
from coach.domain.problems import Problem
from coach.domain.script import Advice, Book, Script
from coach.lookup.build import WordLists
from coach.lookup.places import Layer
from coach.lookup.wording import Gap, Wording

_LOOKUP = Path(__file__).resolve().parent / "lookup"
_TYPES = {
    "amount": "money", "part_amount": "money", "rest_amount": "money", "due_date": "date",
    "pay_date": "date", "pay_time": "time", "days_past_due": "number", "customer": "name",
    "contact": "name", "collector": "name", "creditor": "name", "invoice": "text",
}  # fmt: skip
"""What belongs in the usual placeholders."""


class Found(msgspec.Struct):
    """A pack or a book in a layer."""

    layer: Layer
    """Where it stands."""
    path: Path
    """Its folder or file."""
    content: Library | Book | None
    """What is sound of it; none where it cannot be used at all."""
    problems: list[Problem]
    """What was found wrong in it."""
    hidden: bool = False
    """Whether a higher layer holds one of the same id, which is used in its place."""

    @property
    def name(self) -> str:
        """Its id, or its file's name where it has none."""
        if isinstance(self.content, Library):
            return self.content.pack.id
        return self.content.id if self.content else self.path.name


class Shelves(msgspec.Struct):
    """What the layers hold."""

    packs: list[Found]
    """Packs, those of the layer that wins first."""
    books: list[Found]
    """Books, in the same order."""

    def wordings(self) -> Iterator[Wording]:
        """Every entry of the look-up, the layer that wins first; of two of one name, the first."""
        seen: set[str] = set()
        for found in (*self.packs, *self.books):
            for wording in _wordings_of(found):
                # A book and a pack of one name may both hold an entry of one name.
                name = f"{wording.kind} {wording.ref}"
                if name not in seen:
                    seen.add(name)
                    yield wording


def read_all(layers: list[Layer], told: Callable[[str], None] | None = None) -> Shelves:
    """Read every pack and book of the layers. Problems are collected, never raised.

    `told` hears the name of each before it is read; what it raises ends the reading.
    """
    shelves = Shelves([], [])
    collecting = gc.isenabled()
    # Half the time of loading large YAML goes into collecting garbage that is none.
    gc.disable()
    try:
        for layer in layers:
            for folder in _pack_folders(layer):
                if told:
                    told(folder.name)
                shelves.packs.append(_pack(layer, folder))
            for file in _book_files(layer):
                if told:
                    told(file.name)
                shelves.books.append(_book(layer, file))
    finally:
        if collecting:
            gc.enable()
    for shelf in (shelves.packs, shelves.books):
        seen: set[str] = set()
        for found in shelf:
            if found.content is not None:
                found.hidden = found.name in seen
                seen.add(found.name)
    return shelves


def _pack(layer: Layer, folder: Path) -> Found:
    if not _readable(folder):
        return Found(layer, folder, None, [barred(folder)])
    reading = read_pack(folder)
    return Found(layer, folder, reading.library, reading.problems)


def _book(layer: Layer, file: Path) -> Found:
    if file.is_dir():
        return Found(layer, file, None, [barred(file)])
    book = read_book(file)
    return Found(layer, file, book.book, book.problems)


def _pack_folders(layer: Layer) -> Iterator[Path]:
    """The folders of packs, and those that are there but may not be read."""
    seen: set[Path] = set()
    for root in map(Path, layer.packs):
        if _closed(layer, root):
            yield root
        if not _readable(root):
            continue
        for folder in sorted(root.iterdir()):
            names = folder.is_dir() and not folder.name.startswith(".")
            # Whoever may not see a team's assignments has none; they are no pack.
            inner = str(folder) in (*layer.packs, *layer.books) or folder.name == "assignments"
            if names and not inner and folder not in seen:
                seen.add(folder)
                if (
                    not _readable(folder)
                    or _readable(folder / PACK_FILE)
                    or _readable(folder / "excuses")
                ):
                    yield folder


def _book_files(layer: Layer) -> Iterator[Path]:
    """The files of books, and the folders of books that are there but may not be read."""
    for root in map(Path, layer.books):
        if _closed(layer, root):
            yield root
        elif _readable(root):
            yield from book_files(root)


def _closed(layer: Layer, root: Path) -> bool:
    """Whether a folder of packs or books is there but may not be read; the layer's own is told of."""
    there = os.path.isdir(root)  # noqa: PTH112 - see below
    return there and str(root) != layer.folder and not _readable(root)


def _readable(path: Path) -> bool:
    """Whether something is there and may be read: what may not keeps nothing else from being used.

    `Path.is_dir` and its like raise where leave to look is lacking.
    """
    needed = os.R_OK | os.X_OK if os.path.isdir(path) else os.R_OK  # noqa: PTH112 - see above
    return os.access(path, needed)


def _wordings_of(found: Found) -> Iterator[Wording]:
    if isinstance(found.content, Library):
        for excuse in found.content.excuses.values():
            yield _from_excuse(found, found.content, excuse)
    elif found.content is not None:
        for script in found.content.scripts:
            yield _from_script(found, found.content, script)
        for advice in found.content.advice:
            if "lookup" in advice.shown:
                yield _from_advice(found, found.content, advice)


def _from_excuse(found: Found, library: Library, excuse: Excuse) -> Wording:
    pack = library.pack
    says = [said.line if isinstance(said, MoodLine) else said for said in excuse.says]
    country = excuse.standing.jurisdiction if excuse.standing else ""
    spoken = " ".join((*excuse.responses, *excuse.never, excuse.diagnose))
    return Wording(
        ref=f"{pack.id}/{excuse.id}",
        kind="excuse",
        layer=found.layer.name,
        title=says[0],
        family=excuse.family,
        mood=excuse.mood,
        market=pack.market,
        jurisdiction=country or pack.jurisdiction,
        channel="call",
        level=excuse.level,
        language=pack.language,
        ask=excuse.diagnose,
        goal=excuse.goal,
        file=str(found.path),
        check="\n".join(" · ".join(particulars(text)) for text in excuse.responses),
        answers=list(excuse.responses),
        says=[*says, *excuse.heard],
        points=[point.point for point in excuse.key_points],
        never=list(excuse.never),
        practice=list(excuse.practice),
        tags=[*excuse.tags, excuse.id.replace("-", " ")],
        taxonomy=list(excuse.taxonomy),
        skills=[str(skill) for skill in excuse.weights],
        gaps=[Gap(name, _TYPES[name], USUAL[name]) for name in gaps(spoken) if name in USUAL],
    )


def _from_script(found: Found, book: Book, script: Script) -> Wording:
    return Wording(
        ref=f"{book.id}/{script.id}",
        kind="script",
        layer=found.layer.name,
        title=script.title,
        family=script.family or "",
        market=script.market or "",
        jurisdiction=script.jurisdiction,
        channel=script.channel,
        stage=script.stage,
        language=book.language,
        subject=script.subject,
        use=script.use,
        file=str(found.path),
        answers=[script.text],
        says=list(script.says),
        never=list(script.never),
        practice=list(script.practice),
        taxonomy=list(script.taxonomy),
        tags=[*script.tags, script.id.replace("-", " ")],
        gaps=[
            _gap(name, book)
            for name in gaps(" ".join((script.subject, script.text, *script.never)))
        ],
    )


def _gap(name: str, book: Book) -> Gap:
    own = book.placeholders.get(name)
    if own is not None:
        return Gap(name, own.type, own.ask, own.default)
    return Gap(name, _TYPES.get(name, "text"), USUAL.get(name, name.replace("_", " ")))


def _from_advice(found: Found, book: Book, advice: Advice) -> Wording:
    return Wording(
        ref=f"{book.id}/{advice.id}",
        kind="advice",
        layer=found.layer.name,
        title="Rule of thumb",
        language=book.language,
        source=f"{advice.source} ({advice.strength})",
        file=str(found.path),
        answers=[advice.text],
        practice=list(advice.practice),
        tags=[advice.id.replace("-", " ")],
    )


def word_lists() -> WordLists:
    """What is known about words beforehand. Raises ValueError where one of its files is damaged."""
    near = {}
    for line in _plain("near.txt"):
        word, *others = line.split()
        pairs = (other.partition(":") for other in others)
        near[word] = [(other, int(worth) / 100) for other, _, worth in pairs]
    general = [word for line in _plain("general.txt") for word in line.split()]
    return WordLists(_lists("synonyms.yaml"), _lists("meanings.yaml"), near, general)


def _plain(name: str) -> list[str]:
    """The lines of a plain list beside the index, without its remarks."""
    lines = (_LOOKUP / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _lists(name: str) -> dict[str, list[str]]:
    source = read_source(_LOOKUP / name, name)
    if source.problems or not isinstance(source.root, yaml.MappingNode):
        told = "; ".join(problem.line_of_text() for problem in source.problems)
        raise ValueError(f"{name} cannot be read: {told or 'it is no list of groups'}")
    return {key.value: [item.value for item in value.value] for key, value in source.root.value}
