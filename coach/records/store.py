"""A Learning Record Store, spoken to over HTTP as xAPI 1.0.3 has it.

https://github.com/adlnet/xAPI-Spec/blob/1.0.3/xAPI-Communication.md
"""

import base64
import http.client
import ssl
import urllib.request
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlencode, urljoin, urlsplit

import msgspec

from coach.records.reading import Record, record_of
from coach.records.target import Target

VERSION = "1.0.3"
_MOST = 64_000_000
"""Bytes of one answer; a store that says more is not believed."""

Outcome = Literal[
    "stored",    # every statement of the batch is in the store, by this sending or an earlier one
    "conflict",  # one of them is there already with other content
    "refused",   # the store finds fault with one of them
    "too_large", # the batch is more than it takes at once
    "busy",      # it cannot now: try again later
    "failed",    # it broke: perhaps now, perhaps always on this batch
    "stranger",  # it lets nobody in like this, or is no store
]  # fmt: skip


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a store said to a batch."""

    outcome: Outcome
    """What came of it."""
    told: str = ""
    """What it said, in a line, for a person."""
    wait: float = 0.0
    """Seconds after which it asks to be tried again; 0: it does not say."""


class StoreError(Exception):
    """The store could not be read; the message tells a person why."""


class Store:
    """A connection to a store, kept open from one batch to the next."""

    def __init__(self, target: Target, timeout: float = 60.0) -> None:
        self._target = target
        self._timeout = timeout
        self._connection: http.client.HTTPConnection | None = None
        self._root = urlsplit(target.url).path

    def send(self, batch: list[bytes]) -> Answer:
        """Send statements; every trouble comes back as an answer, none is raised."""
        try:
            status, headers, body = self._ask("POST", "/statements", b"[" + b",".join(batch) + b"]")
        except ssl.SSLCertVerificationError as error:
            return Answer(
                outcome="stranger", told=f"its certificate is not trusted: {_trouble(error)}"
            )
        except (OSError, http.client.HTTPException) as error:
            return Answer(outcome="busy", told=_trouble(error))
        return _answer(status, headers, body, batch)

    def records(self, since: str = "") -> Iterator[Record]:
        """Everything of ours in the store, page by page; `since` is an ISO time of storing.

        A page is as long as the store makes it, at most a thousand. Raises StoreError.
        """
        asked = {"limit": "1000", "ascending": "true", **({"since": since} if since else {})}
        path = f"/statements?{urlencode(asked)}"
        while path:
            page = self._page(path)
            for one in page.statements:
                found = record_of(bytes(one))
                if found is not None:
                    yield found
            path = self._more(page.more) if page.more and page.statements else ""

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _page(self, path: str) -> "_Page":
        try:
            status, _, body = self._ask("GET", path)
        except (OSError, http.client.HTTPException) as error:
            raise StoreError(f"The store does not answer: {_trouble(error)}.") from error
        if status != http.client.OK:
            raise StoreError(f"The store refuses to be read: {_said(status, body)}.")
        try:
            return msgspec.json.decode(body, type=_Page)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise StoreError("What answers there is no Learning Record Store.") from error

    def _more(self, more: str) -> str:
        """The path of the next page: the store gives it from the root of its address."""
        parts = urlsplit(urljoin(self._target.url, more))
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return path.removeprefix(self._root)

    def _ask(
        self, method: str, path: str, body: bytes | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        if self._connection is None:
            self._connection = _connection(self._target.url, self._timeout)
        headers = {"X-Experience-API-Version": VERSION, "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if letting_in := _authorization(self._target):
            headers["Authorization"] = letting_in
        try:
            self._connection.request(method, self._root + path, body, headers)
            response = self._connection.getresponse()
            said = _whole(response)
        except BaseException:
            # A connection that broke in the middle must not be used again.
            self.close()
            raise
        if response.will_close:
            self.close()
        return response.status, response.headers, said


def _whole(response: http.client.HTTPResponse) -> bytes:
    said = response.read(_MOST)
    if not response.isclosed():
        raise http.client.HTTPException("the answer breaks off, or has no end")
    return said


class _Page(msgspec.Struct):
    statements: list[msgspec.Raw]
    more: str = ""


def _connection(url: str, timeout: float) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=timeout)
    context = ssl.create_default_context()
    proxy = urllib.request.getproxies().get("https", "")
    if not proxy or urllib.request.proxy_bypass(host):
        return http.client.HTTPSConnection(host, parts.port, timeout=timeout, context=context)
    through = urlsplit(proxy if "//" in proxy else f"//{proxy}")
    made = http.client.HTTPSConnection(
        through.hostname or "", through.port, timeout=timeout, context=context
    )
    made.set_tunnel(host, parts.port)
    return made


def _authorization(target: Target) -> str:
    if target.token:
        return f"Bearer {target.token}"
    if target.user:
        both = base64.b64encode(f"{target.user}:{target.password}".encode()).decode()
        return f"Basic {both}"
    return ""


_BROKEN = 500
_OUTCOMES: dict[int, Outcome] = {
    204: "stored", 400: "refused", 408: "busy", 409: "conflict", 413: "too_large", 422: "refused",
    425: "busy", 429: "busy", 502: "busy", 503: "busy", 504: "busy",
}  # fmt: skip
"""What the specification has stores answer, and what stands before them on the way."""


def _answer(
    status: int, headers: http.client.HTTPMessage, body: bytes, batch: list[bytes]
) -> Answer:
    if status == http.client.OK:
        if _lists_ids(body, batch):
            return Answer(outcome="stored")
        return Answer(outcome="stranger", told="what answers there is no Learning Record Store")
    otherwise: Outcome = "failed" if status >= _BROKEN else "stranger"
    outcome = _OUTCOMES.get(status, otherwise)
    return Answer(outcome=outcome, told=_said(status, body), wait=_asked_to_wait(headers))


def _lists_ids(body: bytes, batch: list[bytes]) -> bool:
    """Whether the answer lists ids of the batch, as a store's does: a hotel's log-in page does not."""
    try:
        listed = msgspec.json.decode(body, type=list[str])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    known = {msgspec.json.decode(one, type=_Sent).id for one in batch}
    return set(map(str.lower, listed)) <= known


class _Sent(msgspec.Struct):
    id: str


def _asked_to_wait(headers: http.client.HTTPMessage) -> float:
    given = headers.get("Retry-After", "")
    return float(given) if given.isdecimal() else 0.0


def _said(status: int, body: bytes) -> str:
    """An answer in a line: its number and name, and what a store says of itself beside."""
    name = http.client.responses.get(status, "")
    text = body[:2000].decode("utf-8", "replace")
    said = ""
    if text.lstrip().startswith(("{", '"')):
        said = " ".join("".join(c for c in text if c.isprintable()).split())[:200]
    return f"{status} {name}{': ' if said else ''}{said}".strip()


def _trouble(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
