"""Asking other hosts whether an address still answers. Only `manage.py check_links` does, and never for a reader."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Timer
from urllib.parse import urljoin, urlsplit

from django.utils.encoding import iri_to_uri

from forums.enums import LinkState
from forums.formats.addresses import is_public, meaning_of

AGENT = "CommonGround-link-check/1 (an archive looks whether its links still lead somewhere)"
TIMEOUT = 10.0  # seconds that a host may be silent
DEADLINE = 30.0  # seconds that one answer may take, however it drips
REDIRECTS = 5
MOVED = frozenset({301, 302, 303, 307, 308})
# No such host, or one without an address.
NOWHERE = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


class RefusedError(Exception):
    """An address that we do not ask, or that leads round and round."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found at an address; `status` is None when no host answered."""

    state: LinkState
    status: int | None = None


class PinnedConnection(HTTPConnection):
    """A connection to exactly the address that was looked at: a name may mean another one a moment later."""

    def __init__(self, host: str, port: int, ip: str, *, is_secure: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self.ip = ip
        self.tls = ssl.create_default_context() if is_secure else None
        self.default_port = 443 if is_secure else 80

    def connect(self) -> None:
        self.sock = socket.create_connection((self.ip, self.port), self.timeout)
        if self.tls:
            self.sock = self.tls.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End it from another thread."""
        if self.sock:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def look_at(url: str) -> Answer:
    """Whether something is there: HEAD first; what does not like that is asked as a reader would."""
    try:
        status = _status("HEAD", url)
        if meaning_of(status) != LinkState.ALIVE:
            status = _status("GET", url)
    except socket.gaierror as error:
        return Answer(LinkState.DEAD if error.errno in NOWHERE else LinkState.UNSURE)
    except (OSError, HTTPException, RefusedError, ValueError):
        return Answer(LinkState.UNSURE)
    return Answer(meaning_of(status), status)


def _status(method: str, url: str) -> int:
    """The status at the end of a few redirects."""
    for _ in range(REDIRECTS + 1):
        status, location = _ask(method, url)
        if status not in MOVED or not location:
            return status
        url = urljoin(url, location)
    raise RefusedError


def _ask(method: str, url: str) -> tuple[int, str]:
    """Status and location of one answer. Nothing of a body is read."""
    parts = urlsplit(iri_to_uri(url))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise RefusedError
    is_secure = parts.scheme == "https"
    host = parts.hostname.encode("idna").decode()
    port = parts.port or (443 if is_secure else 80)
    connection = PinnedConnection(host, port, _public_ip(host, port), is_secure=is_secure)
    timer = Timer(DEADLINE, connection.cut)
    timer.start()
    try:
        path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        connection.request(method, path, headers={"User-Agent": AGENT, "Accept": "*/*"})
        response = connection.getresponse()
        return response.status, response.headers.get("Location", "")
    finally:
        timer.cancel()
        connection.close()


def _public_ip(host: str, port: int) -> str:
    """An address of the host. RefusedError when any of them is not of the wide world."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(where[0]) for _family, _type, _protocol, _name, where in found]
    if not all(is_public(address, port) for address in addresses):
        raise RefusedError
    return addresses[0]
