"""Where statements go: the store's address, how to be let in, and the form the house wants.

Read from a file that only its owner can read, and from environment variables, which win. What lets one
in is nowhere else: not in the database, not on the command line, not in a message.
"""

import ipaddress
import os
import stat
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from coach.records.statements import Form, actor_of

FILE = "lrs.toml"
"""The file's name, in the folder of settings."""
VARIABLES = {
    "url": "COACH_LRS_URL",
    "user": "COACH_LRS_USER",
    "password": "COACH_LRS_PASSWORD",
    "token": "COACH_LRS_TOKEN",
    "home_page": "COACH_LRS_HOME_PAGE",
    "mail": "COACH_LRS_MAIL",
    "typed": "COACH_LRS_TYPED",
}
"""The environment variable of each setting."""
_SECRET = ("password", "token")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class TargetError(Exception):
    """The settings cannot be used; the message says why and what to do. Holds no secret."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A store and the form it is sent statements in."""

    url: str = ""
    """Its address, up to `/statements`: `https://lrs.example.com/xAPI`. Empty: none is set."""
    user: str = ""
    """Name for basic authentication."""
    password: str = ""
    """Password for it."""
    token: str = ""
    """A token in their place."""
    plain_http: bool = False
    """Whether http without encryption is allowed to other machines."""
    form: Form = Form()
    """How people are named, and whether what was typed goes along."""

    def __repr__(self) -> str:
        return f"Target(url={self.url!r})"


class _Settings(msgspec.Struct, forbid_unknown_fields=True):
    url: str = ""
    user: str = ""
    password: str = ""
    token: str = ""
    plain_http: bool = False
    home_page: str = ""
    mail: str = ""
    typed: str = "no"


def read_target(folder: Path, environ: dict[str, str] | None = None) -> Target:
    """The settings in `folder` and the environment. Raises TargetError."""
    env = dict(os.environ) if environ is None else environ
    chosen = Path(env["COACH_LRS_FILE"]) if env.get("COACH_LRS_FILE") else folder / FILE
    told: dict[str, Any] = _of_file(chosen, must=bool(env.get("COACH_LRS_FILE")))
    told |= {name: env[variable] for name, variable in VARIABLES.items() if env.get(variable)}
    if told.get("token") and env.get("COACH_LRS_PASSWORD") and not env.get("COACH_LRS_TOKEN"):
        del told["token"]
    try:
        settings = msgspec.convert(told, _Settings)
    except msgspec.ValidationError as error:
        raise TargetError(f"{chosen}: {error}.") from error
    form = Form(mail=settings.mail, typed=_typed(settings.typed))
    if settings.home_page:
        form = msgspec.structs.replace(form, home_page=_home_page(settings.home_page))
    try:
        actor_of("somebody", form)
    except ValueError as error:
        raise TargetError(f"mail: {error}.") from error
    return Target(
        url=settings.url and address(settings.url), user=settings.user, password=settings.password,
        token=settings.token, plain_http=settings.plain_http, form=form,
    )  # fmt: skip


def address(url: str) -> str:
    """A store's address as it is used, without `/statements` at its end. Raises TargetError."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise TargetError(f"`{url}` is no address: {error}.") from error
    if parts.username is not None or parts.password is not None:
        raise TargetError(
            "The store's address must not hold a name or password. Put them into the settings of the "
            f"store ({FILE}) or into {VARIABLES['user']} and {VARIABLES['password']}."
        )
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise TargetError(f"`{url}` is no store's address; one is https://lrs.example.com/xAPI.")
    return url.rstrip("/").removesuffix("/statements").rstrip("/")


def check(target: Target) -> None:
    """Raises TargetError where nothing may be sent to this store: no address, or in the open."""
    if not target.url:
        raise TargetError(
            f"No store is set. Put its address and how to be let in into {FILE} in the folder of "
            f"settings, or into {VARIABLES['url']}, {VARIABLES['user']} and {VARIABLES['password']}. "
            "`coach help call-centre` shows how."
        )
    parts = urlsplit(target.url)
    if parts.scheme == "http" and not target.plain_http and not _here(parts.hostname or ""):
        raise TargetError(
            f"{target.url} is not encrypted: records and password could be read on the way. Use https, "
            "or say that you mean it with --plain-http."
        )


def _here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _of_file(path: Path, *, must: bool) -> dict[str, Any]:
    import tomllib

    try:
        with path.open("rb") as file:
            told = tomllib.load(file)
            found = os.fstat(file.fileno())
    except FileNotFoundError:
        if must:
            raise TargetError(f"There is no file {path}.") from None
        return {}
    except OSError as error:
        raise TargetError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        # The message of a decoder may quote the line, and the line may be the password's.
        line = getattr(error, "lineno", None)
        where = f"{path}:{line}" if line else str(path)
        raise TargetError(f'{where}: this is not TOML: one `name = "value"` a line.') from None
    if any(told.get(name) for name in _SECRET) and sys.platform != "win32":
        if found.st_mode & _OTHERS:
            raise TargetError(
                f"{path} holds a password or token and others may read it. Run: chmod 600 {path}"
            )
        if found.st_uid not in {os.getuid(), 0}:
            raise TargetError(f"{path} holds a password or token and belongs to somebody else.")
    return told


def _home_page(given: str) -> str:
    parts = urlsplit(given)
    if not parts.scheme or any(char.isspace() or char in '<>"{}|\\^`' for char in given):
        raise TargetError(f"home_page: `{given}` is no address; one is https://people.example.com.")
    return given


def _typed(given: str) -> Any:  # noqa: ANN401 - one of three words
    if given not in {"no", "masked", "yes"}:
        raise TargetError(f"typed: `{given}` is not one of no, masked, yes.")
    return given
