"""Addresses elsewhere: which of them may be asked, and what an answer means."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from forums.enums import LinkState

WEB_PORTS = frozenset({80, 443})
GONE = frozenset({404, 410})


def is_public(ip: str, port: int) -> bool:
    """Whether this is a web server of the wide world, and not something inside our own house or its neighbours."""
    address = ipaddress.ip_address(ip.split("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return port in WEB_PORTS and all(one.is_global and not one.is_multicast for one in (address, inner))


def meaning_of(status: int) -> LinkState:
    """What an HTTP status says of an address: only 404 and 410 say that nothing is there."""
    if 200 <= status < 300:
        return LinkState.ALIVE
    return LinkState.DEAD if status in GONE else LinkState.UNSURE


def host_of(url: str) -> str:
    """Who answers at an address, in lower case; "" when it names nobody."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def by_host(urls: Iterable[str]) -> dict[str, list[str]]:
    """Host → its addresses, each once, in the order in which they came."""
    found: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        found.setdefault(host_of(url), []).append(url)
    return found
