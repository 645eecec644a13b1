"""Addresses are asked over real connections: a server on this machine stands for the hosts elsewhere."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from forums import adapters
from forums.adapters import Answer, look_at
from forums.enums import LinkState
from tests.factories.hosts import host


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A server that may be asked although it is on this machine; nothing else on it may."""
    with host() as running:
        monkeypatch.setattr(adapters, "is_public", lambda ip, port: (ip, port) == ("127.0.0.1", running.server_port))
        yield running


def url(server: Any, path: str) -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/alive", Answer(LinkState.ALIVE, 200)),
        ("/alive?q=é ü", Answer(LinkState.ALIVE, 200)),
        ("/moved", Answer(LinkState.ALIVE, 200)),
        ("/only-get", Answer(LinkState.ALIVE, 200)),
        ("/dead", Answer(LinkState.DEAD, 404)),
        ("/gone", Answer(LinkState.DEAD, 410)),
        ("/shut", Answer(LinkState.UNSURE, 403)),
        ("/broken", Answer(LinkState.UNSURE, 503)),
        ("/silent", Answer(LinkState.UNSURE)),
        ("/round", Answer(LinkState.UNSURE)),
        ("/moved-away", Answer(LinkState.UNSURE)),
        ("/moved-down", Answer(LinkState.UNSURE)),
    ],
)
def test_what_is_found(server: Any, path: str, answer: Answer) -> None:
    assert look_at(url(server, path)) == answer


def test_head_comes_first_and_says_who_asks(server: Any) -> None:
    look_at(url(server, "/alive"))
    look_at(url(server, "/only-get"))
    assert [(method, path) for method, path, _agent in server.asked] == [
        ("HEAD", "/alive"), ("HEAD", "/only-get"), ("GET", "/only-get"),
    ]  # fmt: skip
    assert {agent for _method, _path, agent in server.asked} == {adapters.AGENT}


def test_redirects_are_followed_a_few_times(server: Any) -> None:
    look_at(url(server, "/round"))
    assert len(server.asked) == adapters.REDIRECTS + 1


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "https://169.254.169.254/latest/", "http://0/",
     "ftp://herald.example/", "file:///etc/passwd", "https:///nowhere", "http://127.0.0.1:99999/", "http://[x"],
)  # fmt: skip
def test_what_is_inside_is_never_connected_to(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    def connect(*args: Any, **kwargs: Any) -> None:
        pytest.fail("A connection was opened.")

    monkeypatch.setattr(socket, "create_connection", connect)
    assert look_at(address) == Answer(LinkState.UNSURE)


def test_one_inner_address_among_others_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", ("192.168.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    assert look_at("https://herald.example/") == Answer(LinkState.UNSURE)


def test_the_connection_goes_to_the_address_that_was_looked_at(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def resolve(name: str, port: int, **kwargs: Any) -> list[Any]:
        asked.append(name)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(adapters.socket, "getaddrinfo", lambda name, *args, **kwargs: (
        resolve(name, args[0]) if name == "herald.example" else real(name, *args, **kwargs)
    ))  # fmt: skip
    assert look_at(f"http://herald.example:{server.server_port}/alive").state == LinkState.ALIVE
    assert asked == ["herald.example"]


@pytest.mark.parametrize(
    ("error", "state"), [(socket.EAI_NONAME, LinkState.DEAD), (socket.EAI_AGAIN, LinkState.UNSURE)]
)
def test_a_name_that_is_no_more_is_dead(monkeypatch: pytest.MonkeyPatch, error: int, state: LinkState) -> None:
    def nobody(*args: Any, **kwargs: Any) -> None:
        raise socket.gaierror(error, "no")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert look_at("https://herald.example/") == Answer(state)


def test_an_answer_that_drips_is_cut(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapters, "DEADLINE", 0.2)
    began = time.monotonic()
    assert look_at(url(server, "/drip")) == Answer(LinkState.UNSURE)
    assert time.monotonic() - began < 4


def test_a_secure_address_is_spoken_to_in_tls_under_its_name(server: Any) -> None:
    # The server speaks no TLS: the handshake fails, and nothing was asked in clear.
    assert look_at(f"https://127.0.0.1:{server.server_port}/alive") == Answer(LinkState.UNSURE)
    assert server.asked == []
