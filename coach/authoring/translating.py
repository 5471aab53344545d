"""A pack in another language: a table of its texts by stable ids, and the pack made from it.

The table stands beside the pack, `languages/de.yaml`. Each text has its original beside its
translation, so that a changed original is noticed and a text that only moved keeps what was written
for it. Ids of excuses, key points, calls and turns stay the same in every language.
"""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import yaml

from coach.authoring.inserting import InsertError, quoted, write
from coach.content.packs import PACK_FILE, PLAYS_ENDING, read_pack
from coach.content.shape import read_as
from coach.content.source import Source, read_source
from coach.domain.excuse import Record
from coach.domain.fill import gaps
from coach.domain.languages import base, is_tag, name_of
from coach.domain.problems import Problem, errors

FOLDER = "languages"
"""Where a pack's tables stand, beneath its own folder."""
_MADE = "# Made by `coach pack translate`: change the table and make it anew, not this file."
_TEXTS = frozenset(
    ("title", "about", "says", "heard", "line", "diagnose", "goal", "point", "phrasings", "pitfalls", "never",
     "responses", "tags", "history", "answer", "facts", "position", "brief", "label", "asks", "told",
     "note", "say", "outcomes")
)  # fmt: skip
"""Fields that hold what people read or say; everything else means the same in every language."""
_STR = "tag:yaml.org,2002:str"


class TranslateError(Exception):
    """The pack cannot be translated; the message tells why. Nothing was changed."""


class Text(Record, frozen=True, kw_only=True):
    """One text of the table."""

    original: str
    """What stands in the pack."""
    translation: str = ""
    """The same in the other language; empty: not translated yet."""
    was: str = ""
    """What the original was when it was translated, where it has changed since; to be deleted then."""


class Table(Record, frozen=True, kw_only=True):
    """A table of translations."""

    language: str
    """The language translated into: `de`."""
    pack: str
    """The pack's id."""
    texts: dict[str, Text] = msgspec.field(default_factory=dict)
    """The texts by their stable ids: `excuse/boss-decides/says/1`."""
    unused: dict[str, Text] = msgspec.field(default_factory=dict)
    """Translations of texts that are no longer in the pack."""


class Count(msgspec.Struct, frozen=True):
    """How far a translation is."""

    texts: int
    """Texts in the pack."""
    missing: int
    """Texts not translated yet."""
    changed: int
    """Texts whose original has changed since."""


def table_path(folder: Path, language: str) -> Path:
    """Where the table of a pack for a language stands."""
    return folder / FOLDER / f"{language}.yaml"


def texts_of(folder: Path) -> dict[str, str]:
    """All texts of a pack by their stable ids, in the order of its files."""
    return {
        key: str(node.value)
        for path in _files(folder)
        for key, node in _texts(path, read_source(path))
    }


def update_table(folder: Path, language: str) -> Count:
    """Write the table anew, every translation kept. Raises TranslateError."""
    pack = _sound(folder, language)
    old = _table(table_path(folder, language))
    by_text = {one.original: one.translation for one in old.texts.values() if one.translation}
    by_text |= {one.original: one.translation for one in old.unused.values()}
    texts: dict[str, Text] = {}
    used: set[str] = set()
    now = texts_of(folder)
    there = set(now.values())
    for key, original in now.items():
        known = old.texts.get(key)
        if known is not None and known.original == original:
            texts[key] = known
        elif original in by_text:
            texts[key] = Text(original=original, translation=by_text[original])
        elif known is not None and known.translation and known.original not in there:
            texts[key] = Text(
                original=original, translation=known.translation, was=known.was or known.original
            )
        else:
            texts[key] = Text(original=original)
        used.add(texts[key].translation)
    unused = {
        key: one
        for key, one in (*old.unused.items(), *old.texts.items())
        if one.translation and one.translation not in used
    }
    made = Table(language=language, pack=pack, texts=texts, unused=unused)
    path = table_path(folder, language)
    path.parent.mkdir(exist_ok=True)
    try:
        write(path, _written(made).encode())
    except InsertError as error:
        raise TranslateError(str(error)) from error
    return _count(texts.values())


def translate_into(folder: Path, language: str, target: Path) -> Count:
    """Make the pack in the other language in a folder of its own. Raises TranslateError.

    What is not translated yet stays as it is. A folder that was not made so is never written over.
    """
    _sound(folder, language)
    path = table_path(folder, language)
    if not path.is_file():
        raise TranslateError(
            f"There is no table {path}. `coach pack translate {folder} {language}` makes one."
        )
    table = _table(path)
    mark = target / PACK_FILE
    if target.exists() and not (
        mark.is_file() and mark.read_text(encoding="utf-8").startswith(_MADE)
    ):
        raise TranslateError(f"{target} is there already. Choose another folder.")
    new = target.with_name(f".{target.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    for file in _files(folder):
        source = read_source(file)
        for key, node in _texts(file, source):
            one = table.texts.get(key)
            if one is not None and one.translation and one.original == node.value:
                node.value, node.style = one.translation, None
        if file.name == PACK_FILE and isinstance(source.root, yaml.MappingNode):
            _put(source.root, "id", target.resolve().name)
            _put(source.root, "language", language)
        out = new / file.relative_to(folder)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(f"{_MADE}\n{_serial(source)}", encoding="utf-8")
    for file in sorted((folder / "rules").glob("*.y*ml")):
        (new / "rules").mkdir(exist_ok=True)
        shutil.copyfile(file, new / "rules" / file.name)
    shutil.rmtree(target, ignore_errors=True)
    new.rename(target)
    now = texts_of(folder)
    return _count(
        table.texts[key] if key in table.texts and table.texts[key].original == text
        else Text(original=text)
        for key, text in now.items()
    )  # fmt: skip


def table_problems(folder: Path) -> Iterator[Problem]:
    """What is wrong with a pack's tables, and what they lack."""
    paths = sorted((folder / FOLDER).glob("*.y*ml"))
    now = texts_of(folder) if paths else {}
    for path in paths:
        source = read_source(path)
        table = read_as(source, source.root, Table) if source.root is not None else None
        if isinstance(table, Table):
            _check(source, table, now)
        yield from source.problems


def _check(source: Source, table: Table, now: dict[str, str]) -> None:
    open_ones = [key for key, one in table.texts.items() if key in now and not one.translation]
    fresh = [key for key in now if key not in table.texts]
    changed = [
        key for key, one in table.texts.items()
        if key in now and one.translation and (one.was or one.original != now[key])
    ]  # fmt: skip
    if open_ones or fresh or changed:
        source.add(
            source.find("texts", *open_ones[:1]) if open_ones else source.find("language"),
            "not-translated",
            f"Of {len(now)} texts, {len(open_ones) + len(fresh)} are not in {name_of(table.language)} "
            f"yet, and {len(changed)} have changed since.",
            "`coach pack translate` brings the table up to date.",
            "hint",
        )
    for key, one in table.texts.items():
        lost = set(gaps(one.original)) ^ set(gaps(one.translation)) if one.translation else set()
        if lost:
            source.add(
                source.find("texts", key, "translation"),
                "lost-placeholder",
                f"`{{{'}`, `{'.join(sorted(lost))}}}` stands only in the original, or only in the translation.",
                "Write the same placeholders in both.",
                "warning",
            )


def _count(texts: Iterable[Text]) -> Count:
    listed = list(texts)
    return Count(
        len(listed),
        sum(not one.translation for one in listed),
        sum(bool(one.was) for one in listed),
    )


def _sound(folder: Path, language: str) -> str:
    """The pack's id; raises where the pack or the language cannot be used."""
    if not is_tag(language):
        raise TranslateError(f"`{language}` is no language tag. Write it like de or pt-BR.")
    reading = read_pack(folder)
    wrong = errors(reading.problems)
    if reading.library is None or wrong:
        told = wrong[0].line_of_text() if wrong else f"{folder} is not a pack."
        raise TranslateError(f"Mend the pack first. {told}")
    if base(reading.library.pack.language) == base(language):
        raise TranslateError(f"The pack is in {name_of(language)} already.")
    return reading.library.pack.id


def _table(path: Path) -> Table:
    if not path.is_file():
        return Table(language=path.stem, pack="")
    source = read_source(path)
    table = read_as(source, source.root, Table) if source.root is not None else None
    if not isinstance(table, Table):
        told = source.problems[0].line_of_text() if source.problems else f"{path} is empty."
        raise TranslateError(f"Mend the table first. {told}")
    return table


def _files(folder: Path) -> list[Path]:
    inner = [
        path for part in ("excuses", "calls") for path in sorted((folder / part).glob("*.y*ml"))
    ]
    return [folder / PACK_FILE, *inner]


def _texts(path: Path, source: Source) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """The texts of a file with their stable ids."""
    if source.root is None:
        return
    if path.name == PACK_FILE:
        lead = "pack"
    elif path.name.endswith(PLAYS_ENDING):
        lead = f"plays/{path.name.removesuffix(PLAYS_ENDING)}"
    else:
        lead = "excuse" if path.parent.name == "excuses" else f"call/{path.stem}"
    yield from _walk(source.root, lead, said=False)


def _walk(node: yaml.Node, key: str, *, said: bool) -> Iterator[tuple[str, yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        if said and node.tag == _STR and node.value.strip():
            yield key, node
    elif isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(node.value, 1):
            yield from _walk(item, f"{key}/{_name(item) or place}", said=said)
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            # Beneath a list of texts only `line` is one: a mood is a word of the format.
            inner = name.value in _TEXTS or (key.endswith("/outcomes") and said)
            yield from _walk(value, f"{key}/{name.value}", said=inner)


def _name(node: yaml.Node) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")


def _put(group: yaml.MappingNode, name: str, words: str) -> None:
    for key, value in group.value:
        if key.value == name:
            value.value, value.style = words, None
            return
    group.value.append((yaml.ScalarNode(_STR, name), yaml.ScalarNode(_STR, words)))


def _serial(source: Source) -> str:
    text = yaml.serialize(source.root, Dumper=yaml.SafeDumper, allow_unicode=True, width=2**31)
    return str(text)


def _written(table: Table) -> str:
    name = name_of(table.language)
    lines = [
        f"# The texts of `{table.pack}` in {name}. Write each translation between its quotation marks.",
        "# What stands in braces, like {amount}, stays as it is. Where there is a line `was`, the original",
        "# has changed: look at the translation again, and delete that line. To bring the table up to",
        f"# date after changes in the pack: coach pack translate {table.pack} {table.language}",
        f"language: {table.language}",
        f"pack: {table.pack}",
    ]
    for field, texts in (("texts", table.texts), ("unused", table.unused)):
        if texts:
            lines.append(f"{field}:")
        for key, one in texts.items():
            lines += [f"  {key}:", f"    original: {quoted(one.original)}"]
            lines += [f"    was: {quoted(one.was)}"] if one.was else []
            lines.append(f"    translation: {quoted(one.translation)}")
    return "\n".join(lines) + "\n"
