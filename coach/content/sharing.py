"""Changing a file that several people share: one at a time, whole or not at all."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

WAIT_SECONDS = 10.0
"""So long one waits for somebody else to be done."""
_EACH = 0.02
_PUBLIC = 0o666


class BusyError(Exception):
    """Somebody else has been changing the file for too long."""


def change(path: Path, make: Callable[[str], str], wait: float = WAIT_SECONDS) -> None:
    """Replace the text of `path` by what `make` makes of it; a missing file counts as empty.

    Others who change it at the same time wait; whoever reads it sees the old text or the new one,
    never half. The lock belongs to the operating system: it ends with the program that holds it.
    Raises OSError where the folder cannot be written, BusyError after `wait` seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path.with_name(f".{path.name}.lock"), wait):
        real = path.resolve()
        before = real.read_text(encoding="utf-8") if real.exists() else ""
        after = make(before)
        if after != before:
            _replace(real, after)


def _replace(path: Path, text: str) -> None:
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(path.stat().st_mode & 0o777 if path.exists() else _PUBLIC & ~_umask())
        Path(beside).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _alone(lock: Path, wait: float) -> Iterator[None]:
    handle = _opened(lock)
    try:
        until = time.monotonic() + wait
        while not _taken(handle):
            if time.monotonic() > until:
                raise BusyError(f"Somebody else is changing {lock.parent}.")
            time.sleep(_EACH)
        yield
    finally:
        os.close(handle)


def _opened(lock: Path) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT, _PUBLIC)
    except PermissionError:
        # Made by somebody whose files others may only read: that is enough for locking.
        return os.open(lock, os.O_RDONLY)


def _taken(handle: int) -> bool:
    """Take the lock if it is free; closing the file gives it back."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # Windows alone has it
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
