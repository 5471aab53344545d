"""Who may come in: the password, how often it may be tried, and the visitors who are inside."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable

import msgspec

from coach.domain.assignment import EVERYONE, same_name

TRIES = 5
"""Wrong passwords from one address within `WINDOW` seconds; then it has to wait."""
WINDOW = 60.0
STAY = 12 * 3600.0
"""Seconds after which a visitor who was not seen is asked again."""
MOST_VISITORS = 1000
"""Visitors who are known at once; beyond, those not seen for longest are asked again."""
LONGEST_NAME = 60
_MOST_ADDRESSES = 10_000
# 16 MB and some 50 ms each: OWASP's figures for scrypt, https://cheatsheetseries.owasp.org.
_COST = {"n": 2**14, "r": 8, "p": 1}


class RefusedError(Exception):
    """A visitor is not let in; the message tells them why."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status
        """The HTTP status."""


class Visitor(msgspec.Struct):
    """Somebody who has come in."""

    name: str
    """The trainee's name."""
    seen: float
    """When last seen, by the gate's clock."""


class Gate:
    """Lets visitors in and knows them again.

    Args:
        password: What they must know; empty: nothing. Only its hash is kept.
        clock: Seconds that only grow.
    """

    def __init__(self, password: str = "", clock: Callable[[], float] = time.monotonic) -> None:
        self._salt = secrets.token_bytes(16)
        self._hash = self._digest(password) if password else b""
        self._clock = clock
        self._visitors: dict[str, Visitor] = {}
        self._wrong: dict[str, list[float]] = {}

    @property
    def locked(self) -> bool:
        """Whether a password is asked for."""
        return bool(self._hash)

    def enter(self, name: str, password: str, address: str) -> str:
        """Let somebody in; returns the token by which they are known again. Raises RefusedError.

        Takes some 50 ms where a password is asked for: run it beside the loop.
        """
        self._check(password, address)
        chosen = " ".join(name.split())
        if not chosen or len(chosen) > LONGEST_NAME or not chosen.isprintable():
            raise RefusedError("Please give the name that you practise under.", 400)
        if same_name(chosen) == EVERYONE:
            raise RefusedError("That name stands for all. Please give your own.", 400)
        now = self._clock()
        if len(self._visitors) >= MOST_VISITORS:
            del self._visitors[min(self._visitors, key=lambda token: self._visitors[token].seen)]
        token = secrets.token_urlsafe(32)
        self._visitors[token] = Visitor(chosen, now)
        return token

    def visitor(self, token: str) -> Visitor | None:
        """The visitor with that token; none: not let in, or not seen for long."""
        visitor = self._visitors.get(token)
        now = self._clock()
        if visitor is None or now - visitor.seen > STAY:
            self._visitors.pop(token, None)
            return None
        visitor.seen = now
        return visitor

    def leave(self, token: str) -> None:
        """Forget a visitor."""
        self._visitors.pop(token, None)

    def _check(self, password: str, address: str) -> None:
        if not self._hash:
            return
        now = self._clock()
        wrong = [then for then in self._wrong.get(address, []) if now - then < WINDOW]
        if len(wrong) >= TRIES:
            raise RefusedError("Too many wrong passwords. Please try again in a minute.", 429)
        # Counted before it is looked at: many tries at once do not get past the limit.
        self._wrong[address] = [*wrong, now]
        if not hmac.compare_digest(self._digest(password), self._hash):
            if len(self._wrong) > _MOST_ADDRESSES:
                self._wrong = {
                    one: times for one, times in self._wrong.items() if now - times[-1] < WINDOW
                }
            raise RefusedError("That is not the password.", 403)
        self._wrong.pop(address, None)

    def _digest(self, password: str) -> bytes:
        return hashlib.scrypt(password.encode(), salt=self._salt, **_COST)


def new_password() -> str:
    """A password of 60 random bits that one can read to somebody: `kjm3-9fqa-xw4t`."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))
