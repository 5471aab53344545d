"""`coach web`: the screens in a browser."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from coach.cli.messages import say_error
from coach.cli.parsing import Parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from coach.practice import Practice

PASSWORD = "COACH_WEB_PASSWORD"  # noqa: S105 - the name of a variable
SHORTEST = 8
FAILED = 3
HELP = """examples:
  coach web                                     on this machine alone: http://127.0.0.1:8000/
  coach web --host 0.0.0.0 --certificate cert.pem --key key.pem
  COACH_WEB_PASSWORD=... coach web --host 0.0.0.0

Each visitor gives a name and practises under it; records are kept on this machine. As soon as others
can reach it, a password is asked for: the one in COACH_WEB_PASSWORD, or one made for this run and
printed here. It opens the door for all; names are taken on trust.

Without a certificate nothing is encrypted: beyond your own network, use one, or a web server in front
that has one (--public-url). Ctrl-C stops the server and every visitor's screens; nothing is lost.

It needs the extra `web`: pip install '.[web]' in the program's folder, or pip install textual-serve"""


def run(argv: list[str]) -> int:
    """Run `coach web`; returns the exit code."""
    if argv[:1] == ["--seat"]:
        return _seat(argv[1:])
    options = _parser().parse_args(argv)
    if sys.platform == "win32":
        say_error("`coach web` runs on Linux and macOS; its visitors may use any system.")
        return FAILED
    reason = next(_wrong(options), "")
    if reason:
        say_error(reason)
        return 2
    loopback = _is_loopback(options.host) and _is_loopback(_public_host(options.public_url))
    password = os.environ.pop(PASSWORD, "")
    if 0 < len(password) < SHORTEST:
        say_error(f"The password in {PASSWORD} is too short: give it {SHORTEST} letters or more.")
        return 2
    return _serve(options, password, loopback=loopback)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="coach web",
        description="Serve the screens to a browser.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (this machine)"
    )
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="the port (8000)")
    parser.add_argument(
        "--public-url", default="", metavar="URL", help="what visitors type, with a server in front"
    )
    parser.add_argument("--certificate", type=Path, metavar="FILE", help="encrypt, with this")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the certificate's key")
    parser.add_argument("--most", type=int, default=20, metavar="N", help="visitors at once (20)")
    parser.add_argument("--packs", type=Path, metavar="DIR", help="use the packs in DIR")
    return parser


def _wrong(options: argparse.Namespace) -> "Iterator[str]":
    """What is wrong with the options, in words."""
    from urllib.parse import urlsplit

    if not 0 <= options.port <= 65535:  # noqa: PLR2004 - the ports there are
        yield f"There is no port {options.port}: 1 to 65535, or 0 for any that is free."
    if options.most < 1:
        yield "--most is 1 or more."
    for file in (options.certificate, options.key):
        if file is not None and not file.is_file():
            yield f"There is no file {file}."
    if options.key and not options.certificate:
        yield "--key needs --certificate."
    if options.packs is not None and not options.packs.is_dir():
        yield f"There is no folder {options.packs}."
    url = urlsplit(options.public_url)
    if options.public_url and (url.scheme not in {"http", "https"} or url.path not in {"", "/"}):
        yield f"`{options.public_url}` is no such address. Write https://coach.example."


def _serve(options: argparse.Namespace, password: str, *, loopback: bool) -> int:
    import ssl

    from coach.cli.main import WIRED

    serve = cast("Callable[..., None]", WIRED["web"])
    try:
        serve(
            told=partial(_tell, loopback=loopback, encrypted=options.certificate is not None),
            password=password,
            host=options.host,
            port=options.port,
            loopback=loopback,
            public=options.public_url.rstrip("/"),
            certificate=options.certificate,
            key=options.key,
            most=options.most,
            packs=options.packs.resolve() if options.packs else None,
        )
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("coach"):
            raise
        say_error(
            f"`coach web` needs the extra `web` ({error.name} is missing). Install it: "
            "pip install 'textual-serve>=1.1,<2'"
        )
        return FAILED
    except ssl.SSLError as error:
        say_error(
            f"The certificate cannot be used: {error.reason or error}. It needs its key, in PEM."
        )
        return 2
    except OSError as error:
        what = os.strerror(error.errno) if error.errno else str(error)
        say_error(f"{options.host}, port {options.port}, cannot be served: {what}.")
        return FAILED
    print("Stopped. What was said so far is kept.")
    return 0


def _tell(address: str, made: str, *, loopback: bool, encrypted: bool) -> None:
    """Say where the screens are served, and the password where one was made."""
    print(f"The screens are at {address}")
    if made:
        print(f"The password of this run: {made}")
    if not loopback and not encrypted and not address.startswith("https:"):
        print("Nothing is encrypted: use this within your own network, or give a --certificate.")
    print("Ctrl-C stops.")
    sys.stdout.flush()


def _seat(argv: list[str]) -> int:
    """The process of one visitor: the screens, until the visitor or the server is gone."""
    from coach.cli.common import add_practice_options
    from coach.cli.main import WIRED
    from coach.cli.settled import settled

    parser = Parser(prog="coach web --seat")
    add_practice_options(parser)
    options = parser.parse_args(argv)
    seat = cast("Callable[..., int]", WIRED["seat"])
    return seat(partial(_visit, options.trainee, options.packs), settled(options))


def _visit(name: str, packs: Path | None) -> "AbstractContextManager[Practice]":
    from coach.practice import open_practice  # after the screens' first paint

    return open_practice(trainee=name, packs=packs, visiting=True)


def _is_loopback(host: str) -> bool:
    import ipaddress

    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _public_host(url: str) -> str:
    from urllib.parse import urlsplit

    return urlsplit(url).hostname or ""
