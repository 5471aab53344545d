"""`coach pack` where packs travel: into other languages, into archives, and onto other machines."""

import argparse
from collections.abc import Callable

from coach.cli.common import say_error
from coach.domain.safe import shown


def translate(options: argparse.Namespace) -> int:
    """Write the table of a pack's texts, or make the translated pack; returns the exit code."""
    from coach.authoring.translating import (
        TranslateError,
        table_path,
        translate_into,
        update_table,
    )

    folder, language = options.folder, options.language
    try:
        if options.into:
            count = translate_into(folder, language, options.into)
        else:
            count = update_table(folder, language)
    except TranslateError as error:
        say_error(str(error))
        return 2
    except OSError as error:
        say_error(f"The translation could not be written: {error.strerror}.")
        return 3
    print(f"{'made' if options.into else 'wrote'} {options.into or table_path(folder, language)}")
    print(
        f"{count.texts} texts: {count.texts - count.missing} translated, {count.missing} missing, "
        f"{count.changed} changed since."
    )
    if options.into:
        print(f"Next: coach pack check {options.into}")
    else:
        print(
            f"Next: write the translations; then coach pack translate {folder} {language} --into FOLDER"
        )
    return 1 if options.into and (count.missing or count.changed) else 0


def build(options: argparse.Namespace) -> int:
    """Make one archive of a pack; returns the exit code."""
    from coach.authoring import archive

    return _travel(lambda: f"built {archive.build(options.folder, options.output)}")


def install(options: argparse.Namespace) -> int:
    """Install a pack; returns the exit code."""
    from coach.authoring import archive

    def do() -> str:
        pack = archive.install(options.source)
        return f"installed {pack.id} {pack.version} ({shown(pack.licence)}): {shown(pack.title)}"

    return _travel(do)


def update(options: argparse.Namespace) -> int:
    """Install a pack anew from where it came; returns the exit code."""
    from coach.authoring import archive

    def do() -> str:
        before = archive.find(options.pack).version
        pack = archive.update(options.pack)
        return f"updated {pack.id}: {before} -> {pack.version}{_kept(pack.kept)}"

    return _travel(do)


def remove(options: argparse.Namespace) -> int:
    """Remove an installed pack; returns the exit code."""
    from coach.authoring import archive

    def do() -> str:
        pack = archive.remove(options.pack)
        return f"removed {pack.id}; records of it are kept{_kept(pack.kept)}"

    return _travel(do)


def _kept(place: str) -> str:
    return f"\nWhat was changed here is kept in {place}" if place else ""


def listing(_: argparse.Namespace) -> int:
    """List the installed packs; returns the exit code."""
    from coach.authoring.archive import installed

    packs = installed()
    for pack in packs:
        print(
            f"{pack.id:<24} {pack.version:<10} {shown(pack.licence):<20} {shown(pack.title)}\n  from {shown(pack.source)}"
        )
    if not packs:
        print("No packs are installed. The shipped ones are always there: coach library")
    return 0 if packs else 1


def _travel(do: Callable[[], str]) -> int:
    from coach.authoring.archive import ArchiveError

    try:
        print(do())
    except ArchiveError as error:
        say_error(str(error))
        return 2
    except OSError as error:
        say_error(f"The pack could not be written: {error.strerror}.")
        return 3
    return 0
