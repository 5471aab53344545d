"""A seat: the process in which one visitor practises, and its end."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from coach.tui.web.lifeline import LINE

PASSWORD = "COACH_WEB_PASSWORD"  # noqa: S105 - the name of a variable
"""The variable that the password may come in; no visitor's process sees it."""
GRACE = 3.0
"""Seconds that a process has to end by itself when its visitor has gone; then it is ended."""
_LAST = 1.0
"""Seconds that it has once it is told that the server goes."""
_LEAST, _MOST = (20, 5), (500, 200)
"""Columns and rows between which a browser's window is believed."""


def fitted(width: int, height: int) -> tuple[int, int]:
    """Columns and rows as a terminal may have them, whatever the browser says."""
    (low_x, low_y), (high_x, high_y) = _LEAST, _MOST
    return min(max(width, low_x), high_x), min(max(height, low_y), high_y)


class Seat(AppService):
    """Starts the screens for one visitor in a process group of its own, and ends all of it.

    Args:
        name: The trainee.
        packs: The packs to use; none: those at hand.
        write_bytes: Sends to the browser.
        write_str: The same for text.
        close: Closes the connection to the browser.
        downloads: Hands files to the browser.
    """

    def __init__(
        self,
        name: str,
        packs: Path | None,
        *,
        write_bytes: Callable[[bytes], Awaitable[None]],
        write_str: Callable[[str], Awaitable[None]],
        close: Callable[[], Awaitable[object]],
        downloads: DownloadManager,
    ) -> None:
        super().__init__(
            "coach",
            write_bytes=write_bytes,
            write_str=write_str,
            close=close,  # type: ignore[arg-type]  # what closing gives is not looked at
            download_manager=downloads,
        )
        self._words = [f"--as={name}", *([f"--packs={packs}"] if packs else [])]
        self._line: int | None = None

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        columns, rows = fitted(width, height)
        env = self._build_environment(columns, rows)
        env.pop(PASSWORD, None)
        theirs, self._line = os.pipe()
        env |= {LINE: str(theirs), "TEXTUAL_DRIVER": "coach.tui.web.driver:SeatDriver"}
        try:
            # No shell: a visitor's name is never read as a command.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "coach", "web", "--seat", *self._words,
                stdin=PIPE, stdout=PIPE, stderr=PIPE, env=env, start_new_session=True, pass_fds=(theirs,),
            )  # fmt: skip
        finally:
            os.close(theirs)
        self._stdin = self._process.stdin
        return self._process

    async def set_terminal_size(self, width: int, height: int) -> None:
        """Tell the process the size of the window."""
        await super().set_terminal_size(*fitted(int(width), int(height)))

    async def stop(self) -> None:
        """End the process and whatever it started, and wait until they are gone."""
        with suppress(TimeoutError, OSError):
            await asyncio.wait_for(super().stop(), GRACE)
        if self._line is not None:
            os.close(self._line)
            self._line = None
        process = self._process
        if process is None:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _LAST)
        # Whatever is left of its group: it had its time.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
