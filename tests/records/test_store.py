"""The way to a store: what is sent along, and what every answer means."""

import base64
import json
import ssl

import pytest

from coach.records.store import Store, StoreError, _connection
from coach.records.target import Target

ONE = b'{"id":"5f1c2d34-0000-4000-8000-000000000001"}'
TWO = b'{"id":"5f1c2d34-0000-4000-8000-000000000002"}'


@pytest.fixture
def far(store):
    """Opens a way to the store that misbehaves."""
    opened = []

    def open_it(**told):
        timeout = told.pop("timeout", 5)
        opened.append(Store(Target(url=told.pop("url", store.url), **told), timeout=timeout))
        return opened[-1]

    yield open_it
    for one in opened:
        one.close()


@pytest.mark.parametrize(
    ("said", "outcome", "told"),
    [
        ((204, None), "stored", "204"),
        ((200, ["5f1c2d34-0000-4000-8000-000000000001"]), "stored", ""),
        ((200, ["5F1C2D34-0000-4000-8000-000000000001"]), "stored", ""),
        ((200, []), "stored", ""),
        ((200, b"<html>Please log in to the hotel's network"), "stranger", "no Learning Record Store"),
        ((200, ["of-somebody-else"]), "stranger", "no Learning Record Store"),
        ((302, b"", {"Location": "https://elsewhere.example.com"}), "stranger", "302 Found"),
        ((400, {"detail": "bad\x1b[2J field"}), "refused", '400 Bad Request: {"detail": "bad'),
        ((401, {}), "stranger", "401 Unauthorized"),
        ((403, {}), "stranger", "403 Forbidden"),
        ((404, b"<html>"), "stranger", "404 Not Found"),
        ((409, {}), "conflict", "409 Conflict"),
        ((413, {}), "too_large", "413"),
        ((429, {}, {"Retry-After": "8"}), "busy", "429"),
        ((500, {}), "failed", "500 Internal Server Error"),
        ((503, {}), "busy", "503 Service Unavailable"),
        ("cut before", "busy", ""),
        ("half an answer", "busy", "breaks off"),
    ],
)  # fmt: skip
def test_every_answer_has_its_meaning(store, far, said, outcome, told):
    store.script = [said]
    answer = far().send([ONE, TWO])
    assert answer.outcome == outcome
    assert told in answer.told
    assert answer.told.isprintable()
    assert answer.wait == (8 if "429" in answer.told else 0)


def test_what_lets_one_in_goes_along_and_nothing_else_of_it(store, far):
    far(user="desk", password="päss:word").send([ONE])  # noqa: S106 - of a test
    far(token="t0k").send([ONE])  # noqa: S106 - of a test
    far().send([ONE])
    basic, token, open_door = (headers for _, headers, _ in store.requests)
    assert (
        base64.b64decode(basic["Authorization"].removeprefix("Basic ")) == "desk:päss:word".encode()
    )
    assert token["Authorization"] == "Bearer t0k"
    assert "Authorization" not in open_door
    assert basic["X-Experience-API-Version"] == "1.0.3"
    assert basic["Content-Type"] == "application/json"


def test_a_connection_that_broke_is_made_anew(store, far):
    store.script = ["cut after", "take", (500, {}), "take"]
    way = far()
    assert [way.send([ONE]).outcome for _ in range(4)] == ["busy", "stored", "failed", "stored"]
    assert list(store.kept) == [json.loads(ONE)["id"]]


def test_a_store_that_never_answers_is_given_up(store, far):
    store.script = ["slow"]
    answer = far(timeout=0.2).send([ONE])
    assert (answer.outcome, answer.told) == ("busy", "timed out")
    store.go_on.set()


def test_a_store_that_is_not_there_is_busy(far):
    answer = far(url="http://127.0.0.1:9/xAPI").send([ONE])
    assert answer.outcome == "busy"
    assert "refused" in answer.told


def test_what_is_kept_is_read_page_by_page(desk, store, far):
    desk.practise(calls=2)
    desk.sync(store.url)
    stranger = {
        "id": "x",
        "actor": {"mbox": "mailto:a@example.com"},
        "verb": {"id": "urn:v"},
        "object": {},
    }
    store.kept = {"x": stranger, **store.kept}
    read = list(far().records())
    assert [one.id for one in read] == list(store.kept)[1:]
    assert len([path for path, _, body in store.requests if body is None]) > 2


@pytest.mark.parametrize(
    ("said", "told"),
    [((401, {}), "refuses to be read: 401"), ((200, b"<html>"), "no Learning Record Store")],
)
def test_a_store_that_cannot_be_read_is_told(store, far, said, told):
    store.script = [said]
    with pytest.raises(StoreError, match=told):
        list(far().records())
    with pytest.raises(StoreError, match="does not answer"):
        list(far(url="http://127.0.0.1:9").records())


def test_a_certificate_that_is_not_trusted_is_told_at_once(far, monkeypatch):
    way = far(url="https://127.0.0.1:9")

    def untrusted(*_):
        raise ssl.SSLCertVerificationError(1, "self-signed certificate")

    monkeypatch.setattr(way, "_ask", untrusted)
    answer = way.send([ONE])
    assert answer.outcome == "stranger"
    assert "self-signed certificate" in answer.told


def test_a_proxy_is_gone_through_where_one_is_set(monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    straight = _connection("https://lrs.example.com:8443", 5)
    assert (straight.host, straight.port, straight._tunnel_host) == ("lrs.example.com", 8443, None)
    monkeypatch.setenv("https_proxy", "http://proxy.example.com:3128")
    through = _connection("https://lrs.example.com:8443", 5)
    assert (through.host, through.port) == ("proxy.example.com", 3128)
    assert (through._tunnel_host, through._tunnel_port) == ("lrs.example.com", 8443)
    monkeypatch.setenv("no_proxy", "example.com")
    assert _connection("https://lrs.example.com", 5).host == "lrs.example.com"
