"""The debtor's voice: lines are handed to the system's own synthesiser, one after another.

Nothing here is ever waited for: a thread speaks, and `hush` ends it within a moment. Where there is
no synthesiser, nothing is spoken and nothing fails.
"""

import sys
from collections import deque
from shutil import which
from subprocess import DEVNULL, PIPE, Popen
from threading import Lock, Thread
from zlib import crc32

_LONGEST = 1200
"""Characters of one line that are spoken: more is not said in one breath."""
_LOWEST, _SPAN = 35, 40
"""Pitches of espeak-ng, of 0 to 99, among which each speaker has an own one."""


def synthesiser() -> str:
    """The synthesiser of this machine; empty: there is none."""
    own = ("say",) if sys.platform == "darwin" else ()
    return next((tool for tool in (*own, "espeak-ng", "espeak", "spd-say") if which(tool)), "")


def command(tool: str, who: str, voice: str, words: str) -> tuple[list[str], str]:
    """How a tool is called to speak, and what goes to its input.

    Args:
        tool: What `synthesiser` found.
        who: The speaker: each has a pitch of their own, where the tool has pitches.
        voice: The voice; empty: the tool's usual one.
        words: What is said.
    """
    if tool == "say":
        return [tool, *(["-v", voice] if voice else []), "-f", "-"], words
    if tool == "spd-say":
        # It takes no input to its end, so the words are an argument: after `--` nothing is a flag.
        return [tool, "--wait", *(["-y", voice] if voice else []), "--", words], ""
    pitch = _LOWEST + crc32(who.encode()) % _SPAN
    return [tool, "-p", str(pitch), *(["-v", voice] if voice else []), "--stdin"], words


class Speaker:
    """Speaks lines one after another, off the screens' thread.

    Args:
        voice: The synthesiser's voice; empty: its usual one.
    """

    def __init__(self, voice: str = "") -> None:
        self.tool = synthesiser()
        """The synthesiser; empty: there is none, and nothing is spoken."""
        self.voice = voice
        """The voice."""
        self._waiting: deque[tuple[str, str]] = deque()
        self._lock = Lock()
        self._process: Popen[bytes] | None = None
        self._busy = False

    def say(self, who: str, words: str) -> None:
        """Speak a line after those that are waiting. Returns at once."""
        plain = " ".join(words.split())[:_LONGEST]
        if not self.tool or not plain:
            return
        with self._lock:
            self._waiting.append((who, plain))
            if self._busy:
                return
            self._busy = True
        Thread(target=self._speak, name="speech", daemon=True).start()

    def hush(self) -> None:
        """Be silent now, and forget what was waiting. Returns at once."""
        with self._lock:
            self._waiting.clear()
            process = self._process
        if process is None or process.poll() is not None:
            return
        process.kill()
        if self.tool == "spd-say":  # the words are with a service by then, which has to be told
            self._start([self.tool, "--cancel"])

    @property
    def speaking(self) -> bool:
        """Whether a line is being spoken or waits."""
        return self._busy

    def _speak(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._busy = False
                    self._process = None
                    return
                who, words = self._waiting.popleft()
                call, given = command(self.tool, who, self.voice, words)
                process = self._process = self._start(call)
            if process is not None:
                process.communicate(given.encode())

    @staticmethod
    def _start(call: list[str]) -> "Popen[bytes] | None":
        try:
            return Popen(call, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)  # noqa: S603 - a tool of the list above
        except OSError:
            return None
