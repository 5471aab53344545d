"""coach web, from outside: a server process, real sockets, and nothing left behind."""

import asyncio
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import pytest

# ruff: noqa: S104, S105, S106, ASYNC240 - passwords and addresses of a test; its files are small

SECRET = "correct horse"


@pytest.fixture
def serve(tmp_path):
    """Starts the server on a free port; gives the process and the address."""
    running = []

    @contextmanager
    def start(*words, **env):
        process = subprocess.Popen(
            [sys.executable, "-m", "coach", "web", "--port", "0", *words],
            env={**os.environ, "COACH_HOME": str(tmp_path / "home"), "COACH_TEAM": "", **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(process)
        told = process.stdout.readline()
        found = re.search(r"https?://\S+/", told)
        assert found, told + process.stdout.read()
        yield process, found.group()

    yield start
    for process in running:
        process.kill()
        process.communicate()


@asynccontextmanager
async def visitor(base, name, password=""):
    """Somebody who has come in."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        form = {"name": name, "password": password}
        async with session.post(f"{base}enter", data=form, headers=origin(base)) as answer:
            assert answer.status == 200, await answer.text()
            assert "data-session-websocket-url" in await answer.text()
        yield session


def origin(base):
    return {"Origin": base.rstrip("/")}


async def screens(session, base):
    """The connection to the screens, and what they show first."""
    socket = await session.ws_connect(f"{base}ws?width=100&height=30", headers=origin(base))
    return socket, await shown(socket, b"Look up")


async def shown(socket, words):
    """What comes until `words` do."""
    got = b""
    async with asyncio.timeout(120):
        while words not in got:
            message = await socket.receive()
            assert message.type == aiohttp.WSMsgType.BINARY, (message, got[-500:])
            got += message.data
    return got


def children(process):
    """The processes that a process has started."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(one) for one in listed.split()]


def ended(pids, seconds=30):
    """Whether all these processes end within some time."""
    left = []
    for pid in pids:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        if not select.select([handle], [], [], seconds)[0]:
            left.append(pid)
        os.close(handle)
    return not left


async def test_each_visitor_is_a_trainee_of_their_own_in_a_process_of_their_own(serve, tmp_path):
    with serve() as (process, base):
        async with visitor(base, "Mina") as mina, visitor(base, "Tom $(touch x)") as tom:
            one, first = await screens(mina, base)
            two, second = await screens(tom, base)
            assert b"Mina" in first
            assert b"Tom $(touch x)" in second
            assert b"Mina" not in second
            seats = children(process)
            assert len(seats) == 2
            await one.send_json(["stdin", "?"])
            await shown(one, b"Practise calls")
            await one.close()
            assert ended(seats[:1]) or ended(seats[1:])
            await two.send_json(["resize", {"width": "much", "height": []}])
            assert (await two.receive()).type != aiohttp.WSMsgType.TEXT
        assert ended(seats)
        assert not Path("x").exists()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_no_process_is_left_when_the_server_stops(serve, sign):
    with serve() as (process, base):
        async with visitor(base, "Mina") as session:
            _, _ = await screens(session, base)
            seats = children(process)
            assert len(seats) == 1
            process.send_signal(sign)
            assert ended([process.pid, *seats])
            said = process.stdout.read()
            assert (process.wait(), "Traceback" in said) == (
                -9 if sign == signal.SIGKILL else 0,
                False,
            )


async def test_a_visitor_who_hangs_is_ended_all_the_same(serve):
    with serve() as (process, base):
        async with visitor(base, "Mina") as session:
            _, _ = await screens(session, base)
            seats = children(process)
            os.kill(seats[0], signal.SIGSTOP)
            process.terminate()
            assert ended([process.pid, *seats])


async def test_a_password_opens_the_door_and_reaches_no_visitors_process(serve):
    with serve("--host", "0.0.0.0", COACH_WEB_PASSWORD=SECRET) as (process, shown_at):
        base = f"http://127.0.0.1:{shown_at.rstrip('/').rsplit(':', 1)[1]}/"
        async with aiohttp.ClientSession() as session:
            async with session.get(base) as answer:
                assert 'type="password"' in await answer.text()
            wrong = {"name": "Mina", "password": "guess"}
            async with session.post(f"{base}enter", data=wrong, headers=origin(base)) as answer:
                assert answer.status == 403
                assert "That is not the password." in await answer.text()
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await session.ws_connect(f"{base}ws", headers=origin(base))
        async with visitor(base, "Mina", SECRET) as session:
            await screens(session, base)
            (seat,) = children(process)
            for part in ("environ", "cmdline"):
                assert SECRET.encode() not in Path(f"/proc/{seat}/{part}").read_bytes()
            assert SECRET.encode() not in Path(f"/proc/{process.pid}/cmdline").read_bytes()


async def test_a_password_is_made_where_others_can_reach_it(serve):
    with serve("--host", "0.0.0.0") as (process, shown_at):
        made = process.stdout.readline().rsplit(maxsplit=1)[1]
        assert "Nothing is encrypted" in process.stdout.readline()
        base = f"http://127.0.0.1:{shown_at.rstrip('/').rsplit(':', 1)[1]}/"
        async with visitor(base, "Mina", made) as session:
            await (await session.ws_connect(f"{base}ws", headers=origin(base))).close()


async def test_other_sites_cannot_use_a_visitors_browser(serve):
    with serve("--most", "1") as (_, base):
        port = base.rstrip("/").rsplit(":", 1)[1]
        async with visitor(base, "Mina") as session:
            for named in ({"Origin": "http://evil.example"}, {}):
                with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                    await session.ws_connect(f"{base}ws", headers=named)
            form = {"name": "Tom"}
            async with session.post(
                f"{base}enter", data=form, headers={"Origin": "http://evil.example"}
            ) as answer:
                assert answer.status == 403
            # A name of another site that was made to lead to this machine.
            for host in (f"evil.example:{port}", "a\"b'"):
                async with session.get(base, headers={"Host": host}) as answer:
                    assert answer.status == 403
            async with session.get(base) as answer:
                policy = answer.headers["Content-Security-Policy"]
                (cookie,) = session.cookie_jar
                assert "script-src 'self';" in policy
                assert "frame-ancestors 'none'" in policy
                assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
                assert not re.findall(r"(?:src|href)=\"?https?:", await answer.text())
            socket = await session.ws_connect(f"{base}ws", headers=origin(base))
            with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
                await session.ws_connect(f"{base}ws", headers=origin(base))
            await socket.close()
            async with session.get(f"{base}leave") as answer:
                assert "Your name" in await answer.text()


def coach_web(*words, **env):
    return subprocess.run(
        [sys.executable, "-m", "coach", "web", *words],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--port", "70000"), "There is no port 70000"),
        (("--most", "0"), "--most is 1 or more."),
        (("--certificate", "nowhere.pem"), "There is no file nowhere.pem."),
        (("--certificate", __file__), "The certificate cannot be used"),
        (("--packs", "nowhere"), "There is no folder nowhere."),
        (("--public-url", "coach.example"), "is no such address"),
    ],
)
def test_wrong_use_is_told_with_exit_code_2(words, said):
    done = coach_web(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_short_password_is_refused():
    done = coach_web(COACH_WEB_PASSWORD="short")
    assert done.returncode == 2
    assert "too short" in done.stderr
    assert "short\n" not in done.stderr.replace("too short", "")


def test_an_address_in_use_is_told_with_exit_code_3(serve):
    with serve() as (_, base):
        done = coach_web("--port", base.rstrip("/").rsplit(":", 1)[1])
        assert done.returncode == 3
        assert "cannot be served: Address already in use." in done.stderr


def test_without_the_extra_it_says_what_to_install():
    code = (
        "import sys; sys.modules['textual_serve'] = None; sys.modules['aiohttp'] = None\n"
        "sys.argv = ['coach', 'web']; from coach.__main__ import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert "pip install 'textual-serve" in done.stderr
    assert "Traceback" not in done.stderr


if any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
    # Where a machine has no browser, the tests above hold the server to the same.

    async def test_a_browser_shows_the_screens_and_its_keys_reach_them(serve, browser):
        with serve() as (process, base):
            async with browser() as page:
                await page.go(base)
                name = json.dumps("Mina")
                await page.run(f"document.querySelector('#name').value = {name}")
                await page.run("document.querySelector('form').submit()")
                await page.until("document.body?.classList.contains('-first-byte')")
                # Painted: the screens have drawn more than the ground.
                await page.until("document.querySelectorAll('.textual-terminal canvas').length > 0")
                assert len(children(process)) == 1
                assert all(url.startswith((base, "data:")) for url in page.requested)
                seats = children(process)
                await page.until("document.activeElement?.className.includes('xterm')")
                await page.press("q")
                await page.until("document.body.classList.contains('-closed')")
                assert ended(seats)
                text = await page.run("document.querySelector('.gone').innerText")
                assert "Everything you said is kept." in text
                assert "Go on as Mina" in text
