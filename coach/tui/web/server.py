"""The web server: textual-serve's, with a gate before it and an end for every process."""

import asyncio
import logging
import re
import signal
import ssl
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from socket import gethostname
from typing import cast
from urllib.parse import urlsplit

import msgspec
from aiohttp import WSCloseCode, web
from aiohttp.typedefs import Handler
from textual_serve import server
from textual_serve.server import Server, to_int

from coach.tui.web import pages
from coach.tui.web.gate import Gate, RefusedError, Visitor, new_password
from coach.tui.web.seat import Seat

COOKIE = "coach-visitor"
_HOST = re.compile(r"^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$")
_LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
_EVERY = {"0.0.0.0", "::"}  # noqa: S104 - compared, not listened on
"""All addresses of the machine: visitors type its name."""
_LONGEST_MESSAGE = 256 * 1024
_HEARTBEAT = 15
"""Seconds after which a browser that is gone without a word is noticed."""
_SHUT = 3.0
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_STATIC = Path(server.__file__).parent / "static"
log = logging.getLogger("coach.web")


class House(msgspec.Struct, frozen=True, kw_only=True):
    """How the screens are served."""

    host: str
    """The address to listen on."""
    port: int
    """The port; 0: any that is free."""
    loopback: bool
    """Whether only this machine can reach it."""
    public: str = ""
    """The address that visitors type where a web server stands in front; empty: none does."""
    certificate: Path | None = None
    """The certificate for encrypted connections, with its chain."""
    key: Path | None = None
    """Its key."""
    most: int = 20
    """Visitors at once."""
    packs: Path | None = None
    """The packs to use."""


class WebServer(Server):
    """Serves the screens: one page, one gate, one process a visitor."""

    def __init__(self, house: House, gate: Gate) -> None:
        super().__init__("coach", host=house.host, port=house.port, title="coach")
        self._house = house
        self._gate = gate
        self._seats: dict[Seat, web.WebSocketResponse] = {}
        self._secure = house.certificate is not None or house.public.startswith("https:")

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard], client_max_size=_LONGEST_MESSAGE)
        app.add_routes(
            [
                web.get("/", self.handle_index),
                web.post("/enter", self._enter),
                web.get("/leave", self._leave),
                web.get("/ws", self.handle_websocket),
                web.get("/download/{key}", self.handle_download),
                web.get("/focus.js", self._focus),
                web.static("/static", _STATIC),
            ]
        )
        app.on_shutdown.append(self.on_shutdown)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what another site sends in a visitor's name; keep pages from being framed."""
        if not self._known_host(request.host) or not self._own_origin(request):
            return self._html(pages.notice("Not here", "This address is not served."), 403)
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_HEADERS)
            response.headers["Content-Security-Policy"] = (
                "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; font-src 'self'; "
                f"img-src 'self' data:; connect-src 'self' {self._socket(request)}; form-action 'self'; base-uri 'none'; "
                "frame-ancestors 'none'"
            )
        return response

    def _known_host(self, host: str) -> bool:
        """Whether the address that was asked for is ours: a name of another site that leads here is not."""
        if not _HOST.match(host):
            return False
        if not self._house.loopback:
            return True
        name = host if host.endswith("]") else host.rsplit(":", 1)[0]
        own = {self._house.host, urlsplit(self._house.public).hostname or ""}
        return name.lower() in _LOOPBACK | own

    def _own_origin(self, request: web.Request) -> bool:
        origin = request.headers.get("Origin")
        if origin is None:
            # Browsers name the origin of every form and every socket.
            return request.method == "GET" and request.path != "/ws"
        ours = {request.host, urlsplit(self._house.public).netloc}
        return urlsplit(origin).netloc in ours

    def _visitor(self, request: web.Request) -> Visitor | None:
        return self._gate.visitor(request.cookies.get(COOKIE, ""))

    def _socket(self, request: web.Request) -> str:
        scheme = "wss" if self._secure else "ws"
        return f"{scheme}://{urlsplit(self._house.public).netloc or request.host}/ws"

    @staticmethod
    def _html(text: str, status: int = 200) -> web.Response:
        return web.Response(text=text, status=status, content_type="text/html")

    async def handle_index(self, request: web.Request) -> web.Response:
        """The screens, or the door for who has not come in yet."""
        visitor = self._visitor(request)
        if visitor is None:
            return self._html(pages.door(locked=self._gate.locked))
        size = min(max(to_int(request.query.get("fontsize", "16"), 16), 8), 40)
        return self._html(pages.frame(self._socket(request), visitor.name, size))

    @staticmethod
    async def _focus(_: web.Request) -> web.Response:
        return web.Response(text=pages.FOCUS, content_type="text/javascript")

    async def _enter(self, request: web.Request) -> web.Response:
        form = await request.post()
        name, password = (str(form.get(field, "")) for field in ("name", "password"))
        try:
            token = await asyncio.to_thread(
                self._gate.enter, name, password, request.remote or "unknown"
            )
        except RefusedError as error:
            page = pages.door(locked=self._gate.locked, wrong=str(error), name=name)
            return self._html(page, error.status)
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(
            COOKIE, token, httponly=True, samesite="Strict", secure=self._secure, path="/"
        )
        return response

    async def _leave(self, request: web.Request) -> web.Response:
        self._gate.leave(request.cookies.get(COOKIE, ""))
        response = web.Response(status=303, headers={"Location": "/"})
        response.del_cookie(COOKIE, path="/")
        return response

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """A file that a screen hands to its visitor."""
        if self._visitor(request) is None:
            raise web.HTTPForbidden
        return await super().handle_download(request)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """The connection between a browser and the visitor's process."""
        visitor = self._visitor(request)
        if visitor is None:
            raise web.HTTPForbidden
        if len(self._seats) >= self._house.most:
            raise web.HTTPServiceUnavailable(text="All seats are taken.")
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=_LONGEST_MESSAGE)
        seat = Seat(
            visitor.name,
            self._house.packs,
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=socket.close,
            downloads=self.download_manager,
        )
        # Taken before anything is waited for: no more come in than there are seats.
        self._seats[seat] = socket
        try:
            await socket.prepare(request)
            width, height = (to_int(request.query.get(one, ""), 0) for one in ("width", "height"))
            await seat.start(width or 80, height or 24)
            await self._process_messages(socket, seat)
        except (ValueError, TypeError, KeyError, IndexError, AssertionError):
            await socket.close(code=WSCloseCode.UNSUPPORTED_DATA)
        finally:
            # Ended even where the server is stopping and this handler is cancelled.
            await asyncio.shield(self._end(seat))
        return socket

    async def _end(self, seat: Seat) -> None:
        try:
            await seat.stop()
        finally:
            self._seats.pop(seat, None)

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002 - aiohttp gives it
        """Close every connection and end every process."""
        seats = dict(self._seats)
        for socket in seats.values():
            with suppress(TimeoutError, OSError, RuntimeError):
                await asyncio.wait_for(socket.close(code=WSCloseCode.GOING_AWAY), 1)
        await asyncio.gather(*(seat.stop() for seat in seats), return_exceptions=True)

    async def run(self, told: Callable[[str], None]) -> None:
        """Serve until a signal says to stop; `told` is given the address once it is served.

        Raises OSError where the address cannot be listened on.
        """
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(one, stop.set)
        runner = web.AppRunner(await self._make_app(), access_log=None, shutdown_timeout=_SHUT)
        await runner.setup()
        try:
            site = web.TCPSite(
                runner, self._house.host, self._house.port, ssl_context=self._encryption()
            )
            await site.start()
            port = cast("tuple[str, int]", runner.addresses[0])[1]
            told(self._house.public or self._address(port))
            await stop.wait()
        finally:
            await runner.cleanup()

    def _address(self, port: int) -> str:
        scheme = "https" if self._house.certificate else "http"
        host = f"[{self._house.host}]" if ":" in self._house.host else self._house.host
        if self._house.host in _EVERY:
            host = gethostname()
        return f"{scheme}://{host}:{port}/"

    def _encryption(self) -> ssl.SSLContext | None:
        if self._house.certificate is None:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self._house.certificate, self._house.key)
        return context


def serve(*, told: Callable[[str, str], None], password: str, **named: object) -> None:
    """Serve the screens until a signal says to stop.

    Args:
        told: Given the address once it is served, and the password where one was made.
        password: What visitors must know; empty: made here, where others can reach the server.
        named: The fields of `House`.

    Raises:
        OSError: Where the address cannot be listened on.
    """
    logging.basicConfig(level="WARNING", format="%(message)s")
    house = House(**named)  # type: ignore[arg-type]  # handed through as they came
    made = "" if password or house.loopback else new_password()
    server = WebServer(house, Gate(password or made))
    asyncio.run(server.run(lambda address: told(address, made)))
