"""A Chromium without a window, driven over its DevTools protocol."""

import asyncio
import itertools
import re
import shutil
from contextlib import asynccontextmanager

import aiohttp
import pytest

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--remote-debugging-port=0", "--window-size=1100,700",
)  # fmt: skip


class Page:
    """The one tab."""

    def __init__(self, socket):
        self._socket, self._ids = socket, itertools.count(1)
        self.requested = []

    async def call(self, method, **named):
        number = next(self._ids)
        await self._socket.send_json({"id": number, "method": method, "params": named})
        while True:
            told = await self._socket.receive_json(timeout=120)
            if told.get("method") == "Network.requestWillBeSent":
                self.requested.append(told["params"]["request"]["url"])
            if told.get("id") == number:
                return told

    async def run(self, script):
        """What a script gives; none where the page was left meanwhile."""
        told = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in told.get("result", {}), told
        return told["result"]["result"].get("value") if "result" in told else None

    async def until(self, condition):
        """Wait until a condition holds, on this page or the next."""
        wait = f"new Promise(done => {{ const look = () => ({condition}) ? done(true) : setTimeout(look, 20); look() }})"
        async with asyncio.timeout(120):
            while not await self.run(wait):
                pass

    async def go(self, url):
        await self.call("Page.enable")
        await self.call("Network.enable")
        await self.call("Page.navigate", url=url)
        await self.until("document.readyState === 'complete' && document.querySelector('form')")

    async def press(self, key):
        for kind, more in (("keyDown", {"text": key}), ("keyUp", {})):
            await self.call(
                "Input.dispatchKeyEvent", type=kind, key=key,
                windowsVirtualKeyCode=ord(key.upper()), **more,
            )  # fmt: skip


@asynccontextmanager
async def chromium(program, folder):
    """Open the browser with a profile in `folder`; gives its tab."""
    process = await asyncio.create_subprocess_exec(
        program, *_FLAGS, f"--user-data-dir={folder}", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(120):
            while not (
                found := re.search(rb"ws://(\S+?)/", line := await process.stderr.readline())
            ):
                assert line, "the browser did not start"
        listed = f"http://{found[1].decode()}/json/list"
        async with aiohttp.ClientSession() as session:
            async with session.get(listed) as answer:
                tabs = await answer.json()
            address = next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")
            async with session.ws_connect(address, max_msg_size=0) as socket:
                yield Page(socket)
                await socket.send_json({"id": 0, "method": "Browser.close"})
        await asyncio.wait_for(process.communicate(), 20)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@pytest.fixture
def browser(tmp_path):
    """Opens this machine's browser."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)))
    return lambda: chromium(program, tmp_path / "profile")
